//! A site with everything on it, and a look into its database past the program.

mod samples;

use std::sync::Mutex;

use domain::{
    Language,
    barriers::BarrierDraft,
    boards::{Moderation, Name},
    comments::CommentDraft,
    ids::{PersonKey, ProposalId, SubmissionId},
    kiosk::{Offer, Setup},
    moderation::{Item, Rule},
    paper::{Ballot, Form, FormId},
    place_calls::PlaceMarkDraft,
    policy::{Acting, Role},
    proposals::Draft,
    surveys::making::{QuestionDraft, TypedWording},
};
use rand::{RngExt, SeedableRng, rngs::SmallRng};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use store::{
    Store, areas, barriers, boards, comments, drafts, editing, kiosks, moderation, paper, pictures::NewPicture,
    place_calls, proposals, supports, surveys,
};
use web::site::now;

use crate::{
    app::Capacity,
    testing::{Answer, TestApp, chance, service::Service},
};

const BOARD: &str = "stadt";
const SURVEY: &str = "stadt-und-digitale-hilfe";
const DRAFT_SURVEY: &str = "hafen-fragen";
const CALL: &str = "orte-die-verbinden";
const EVENT: &str = "auftakt-wegmarken";
pub const TEXT: &str =
    "Am Stadthafen fehlen Bänke im Schatten. Wer nicht lange stehen kann, geht nach kurzer Zeit wieder.";

/// What nobody may read who has no code for it. Each is a word of its own.
pub struct Secrets {
    /// In texts that wait or were never published.
    pub words: Vec<&'static str>,
    /// Codes, keys and addresses, by which others could be taken for their owners.
    pub keys: Vec<String>,
}

pub struct World {
    pub app: TestApp,
    /// On the board, with a picture.
    pub proposal: i64,
    pub picture: i64,
    /// On the board, and nobody supports it: its author may change it.
    pub receipt: String,
    /// Of another one that may be withdrawn.
    pub spare_receipt: String,
    /// Drafts: one to write on, one to submit, one to throw away.
    pub drafts: [String; 3],
    /// Waits for its check.
    pub waiting: i64,
    /// Reported, and not answered.
    pub barrier: i64,
    /// Typed in from paper, once.
    pub sheet: i64,
    /// Under which id, and its photograph.
    pub photographed: (SubmissionId, i64),
    /// Waits for a device.
    pub kiosk: i64,
    /// A page that editors change, and a block on it.
    pub page: (i64, String),
    pub secrets: Secrets,
    look: DatabaseConnection,
    ids: Mutex<Ids>,
}

/// Ids that come again with the seed.
struct Ids(SmallRng);

impl Ids {
    fn next(&mut self) -> SubmissionId {
        SubmissionId::from_bytes(self.number().to_be_bytes())
    }

    fn number(&mut self) -> u128 {
        self.0.random()
    }
}

fn draft(title: &str, text: &str, email: &str) -> Draft {
    Draft {
        title: title.into(),
        text: format!("{TEXT} {text}"),
        theme: "verkehr".into(),
        email: email.into(),
        author: "Ada".into(),
        ..Draft::default()
    }
}

fn person(name: &str) -> PersonKey {
    PersonKey(format!("{:0<32}", format!("geheimperson{name}")))
}

struct Submitted {
    id: i64,
    code: String,
}

async fn submit(store: &Store, id: SubmissionId, draft: Draft, name: &str) -> Submitted {
    let done = proposals::submit(store, id, &person(name), draft.check().unwrap(), now()).await.unwrap();
    Submitted { id: done.id.0, code: done.code.to_string() }
}

/// Sends a picture as the form of a proposal does.
pub async fn upload(app: &TestApp, address: &str, name: &str) -> Answer {
    let head = format!("--x\r\nContent-Disposition: form-data; name=\"bilder\"; filename=\"{name}\"\r\n\r\n");
    let body = [head.as_bytes(), PICTURE, b"\r\n--x--\r\n"].concat();
    let request = axum::http::Request::post(address)
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "multipart/form-data; boundary=x");
    app.send(request.body(body.into()).unwrap()).await
}

impl World {
    pub async fn new() -> Self {
        Self::with(axum::Router::new()).await
    }

    /// With routes that only the test needs.
    pub async fn with(extra: axum::Router) -> Self {
        let url = empty_postgres("hostile").await;
        let service = Service::start().await;
        let settings = |config: &mut crate::config::Config| {
            config.limits_rates = false;
            // A name: browsers make no passkeys for numbers.
            config.base_url = "http://localhost:3000".into();
            config.open_id = Some(service.settings());
            config.shows_styleguide = true;
            if let Some(url) = &url {
                config.database_url.clone_from(url);
            }
        };
        let app = TestApp::with(settings, extra, Capacity::default()).await;
        let store = app.store.clone();
        let mut ids = Ids(SmallRng::seed_from_u64(chance::seed()));
        store::seed::demo(&store, now()).await.unwrap();
        let look = look(&app.database_url).await;

        let waiting = submit(
            &store,
            ids.next(),
            draft("Geheimwartend an der Warnow", "geheimtext", "geheimpost@example.org"),
            "a",
        )
        .await;
        let refused = submit(&store, ids.next(), draft("Geheimabgelehnt am Hafen", "geheimtext", ""), "b").await;
        let refused = Item::proposal(ProposalId(refused.id));
        let rule = Rule::NO_PERSONAL_DATA;
        moderation::hide(&store, &Acting::OPERATOR, refused, rule, "geheimgrund", now()).await.unwrap();
        let withdrawn = submit(&store, ids.next(), draft("Geheimzurück am Hafen", "geheimtext", ""), "c").await;
        proposals::withdraw(&store, ProposalId(withdrawn.id), now()).await.unwrap();

        let own = submit(&store, ids.next(), draft("Bänke an der Kaikante", "", "geheimpost@example.org"), "d").await;
        let spare = submit(&store, ids.next(), draft("Bänke am Strand", "", ""), "d").await;
        let drafts = [(); 3].map(|()| ids.next().to_string());
        for key in &drafts {
            let words = draft("Geheimentwurf", "geheimtext", "geheimpost@example.org");
            drafts::create(&store, key, Some(&person("e")), &words, now()).await.unwrap();
        }
        let submitted = Self::with_picture(&app, ids.next()).await;
        for id in [own.id, spare.id, submitted.0] {
            proposals::publish(&store, ProposalId(id), now()).await.unwrap();
        }
        supports::support(&store, ProposalId(submitted.0), &person("f"), now()).await.unwrap();
        let words = CommentDraft {
            stance: "for".into(),
            text: "Geheimbeitrag, der noch wartet".into(),
            ..CommentDraft::default()
        };
        let words = words.check().unwrap();
        let comment =
            comments::add(&store, ProposalId(submitted.0), ids.next(), &person("g"), words, now()).await.unwrap();
        let call = place_calls::by_slug(&store, CALL).await.unwrap().unwrap();
        let mark = PlaceMarkDraft {
            category: "treffen".into(),
            verdict: "bad".into(),
            text: "Geheimort, der noch wartet".into(),
            pin: "12.140500,54.088700".into(),
            district: String::new(),
        };
        let mark = mark.check(&call).unwrap();
        place_calls::add(&store, CALL, ids.next(), &person("h"), mark, now()).await.unwrap();

        let barrier = BarrierDraft {
            text: "Geheimbarriere auf dem Kalender".into(),
            email: "geheimpost@example.org".into(),
            ..BarrierDraft::default()
        };
        let barrier = barrier.check().unwrap();
        let barrier = barriers::report(&store, &ids.next(), &barrier, Language::De, now()).await.unwrap();

        let editor = Acting { role: Role::Editor, ..Acting::OPERATOR };
        draft_survey(&store, &editor).await;
        let page = editing::open_at(&store, &editor, "mitmachen", Language::De).await.unwrap().unwrap();
        let page = (page.page, page.blocks[0].key.clone());

        let setup = Setup {
            name: "Ortsamt Mitte".into(),
            place: "Neuer Markt 1a".into(),
            languages: Language::ALL.into(),
            boards: vec![BOARD.into()],
            offer: Offer::default(),
        };
        let administrator = Acting { role: Role::Administrator, ..Acting::OPERATOR };
        let kiosk = kiosks::add(&store, &administrator, &setup, now()).await.unwrap().0;

        let ticked = Ballot::of_supports(vec![ProposalId(submitted.0)]);
        let list = FormId { form: Form::Supports, number: 1 };
        let clerk = Acting { role: Role::Clerk, ..Acting::OPERATOR };
        let typed = ids.next();
        let sheet = paper::enter(&store, &clerk, list, &typed, &ticked, None, now()).await.unwrap().sheet;
        paper::add_photo(&store, &clerk, &typed, &photograph(), now()).await.unwrap();
        let photo = paper::photographed(&store, &clerk, &typed).await.unwrap().photos[0].id;

        let words = vec![
            "geheimwartend",
            "geheimtext",
            "geheimabgelehnt",
            "geheimzur",
            "geheimentwurf",
            "geheimgrund",
            "geheimbeitrag",
            "geheimort",
            "geheimbarriere",
            "geheimfoto",
            "geheimumfrage",
        ];
        let mut keys = vec!["geheimpost".to_owned(), "geheimperson".to_owned(), comment.code.to_string()];
        keys.extend([waiting.code, own.code.clone(), spare.code.clone(), barrier.to_string()]);
        keys.extend(drafts.clone());
        Self {
            app,
            proposal: submitted.0,
            picture: submitted.1,
            receipt: own.code,
            spare_receipt: spare.code,
            drafts,
            waiting: waiting.id,
            barrier: barriers::open(&store).await.unwrap()[0].id,
            sheet,
            photographed: (typed, photo),
            kiosk,
            page,
            secrets: Secrets { words, keys },
            look,
            ids: Mutex::new(ids),
        }
    }

    /// An id that nobody had yet.
    pub fn id(&self) -> SubmissionId {
        self.ids.lock().unwrap().next()
    }

    /// The same as a number.
    pub fn number(&self) -> u128 {
        self.ids.lock().unwrap().number()
    }

    /// Submits a draft with a picture as a browser does: the ids of proposal and picture.
    async fn with_picture(app: &TestApp, id: SubmissionId) -> (i64, i64) {
        let key = id.to_string();
        // Where there is an Ortsbeirat.
        let district = areas::districts(&app.store).await.unwrap()[0].id.to_string();
        let draft = Draft { district, ..draft("Bänke am Hafen", "", "") };
        drafts::create(&app.store, &key, None, &draft, now()).await.unwrap();
        upload(app, &format!("/vorschlaege/entwurf/{key}"), "a.png").await;
        let pictures = drafts::load(&app.store, &key).await.unwrap().unwrap().pictures;
        let done = drafts::submit(&app.store, &key, None, &person("f"), now()).await.unwrap();
        (done.id.0, pictures[0].id.0)
    }

    /// From here on everybody reads at once what somebody sends.
    pub async fn publish_at_once(&self) {
        boards::set_moderation(&self.app.store, BOARD, Moderation::After, now()).await.unwrap();
    }

    /// Changes with every committed write.
    pub async fn state(&self) -> Vec<String> {
        let backend = self.look.get_database_backend();
        let texts = async |sql: String| -> Vec<String> {
            let rows = self.look.query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
            rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
        };
        let (tables, whole) = match backend {
            DbBackend::Sqlite => {
                let tables =
                    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%search%' ORDER BY name";
                ("count(*)", texts(tables.into()).await)
            }
            _ => {
                let tables = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1";
                ("count(*) || ' ' || coalesce(sum(hashtext(t::text)::bigint), 0)", texts(tables.into()).await)
            }
        };
        let mut state = Vec::new();
        for table in whole {
            let row = texts(format!("SELECT '{table} ' || {tables} FROM \"{table}\" t")).await;
            state.extend(row);
        }
        if backend == DbBackend::Sqlite {
            // SQLite counts the commits of others for every connection.
            let row = self.look.query_one_raw(Statement::from_string(backend, "PRAGMA data_version")).await.unwrap();
            let version: i64 = row.unwrap().try_get_by_index(0).unwrap();
            state.push(format!("commits {version}"));
        }
        state
    }
}

/// With a question, and at revision 2; nobody but those who make surveys sees it.
async fn draft_survey(store: &Store, by: &Acting) {
    let name = Name::of("Geheimumfrage am Hafen", DRAFT_SURVEY).unwrap();
    surveys::make(store, by, &name, now()).await.unwrap();
    let parts = ["Mit dem Rad", "Zu Fuß"].map(str::to_owned).into();
    let german = TypedWording { text: "Wie kommst Du?".into(), help: String::new(), parts };
    let question = QuestionDraft { german, ..QuestionDraft::default() }.check("frage-1").unwrap();
    surveys::edit_questions(store, by, DRAFT_SURVEY, surveys::Edit::Put(&question), 1, now()).await.unwrap();
}

/// One connection, because each counts for itself.
async fn look(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).min_connections(1).sqlx_logging(false);
    Database::connect(options).await.unwrap()
}

/// A fresh database on the server that `TEST_DATABASE_URL` names, if it names one.
pub async fn empty_postgres(of: &str) -> Option<String> {
    let server = std::env::var("TEST_DATABASE_URL").ok()?;
    let name = format!("{of}_{:016x}", rand::random::<u64>());
    let admin = Database::connect(&server).await.unwrap();
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    admin.close().await.unwrap();
    Some(format!("{}/{name}", server.rsplit_once('/').unwrap().0))
}

/// One red point.
pub const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde\0\0\0\x0cIDATx\x9cc\xf8\xcf\xc0\0\0\x03\x01\x01\0\xc9\xfe\x92\xef\0\0\0\0IEND\xaeB`\x82";

/// As it is when it was read: the words of it are nobody's but theirs who type.
fn photograph() -> NewPicture {
    NewPicture { width: 1, height: 1, alt: String::new(), full_jpeg: b"geheimfoto".to_vec(), thumb_jpeg: Vec::new() }
}
