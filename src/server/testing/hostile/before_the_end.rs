//! Every role at every address, before a survey ends: what people answered stands in nothing that anybody reads.

use domain::{
    Moment,
    boards::Name,
    moment::Period,
    paper::{Form, FormId},
    policy::{Acting, Role},
    surveys::{
        Heading, Others,
        making::{AT_ONCE, Basics, Kind, QuestionDraft, TypedWording},
    },
};
use sea_orm::{ConnectionTrait, Database};
use store::surveys::{self, Doing, Edit};
use web::site::now;

use super::{
    attack::LANGUAGES,
    payloads::{Dice, trials},
    roles::{self, Visitor, visitors},
    routes::ROUTES,
    world::World,
};

const SLUG: &str = "kanarien";

/// So many answered this and so many that: as numbers they stand nowhere else.
const COUNTS: [usize; 2] = [3_137, 5_279];

/// Stands in an answer in somebody's own words.
const WORD: &str = "kanarienwort";

struct Canaries {
    world: World,
    survey: i64,
    visitors: Vec<Visitor>,
}

/// Whoever reads something, where, and what.
type Told = (String, String, String);

impl Canaries {
    async fn new() -> Self {
        let world = World::new().await;
        let store = &world.app.store;
        let by = Acting { role: Role::Editor, ..Acting::OPERATOR };
        surveys::make(store, &by, &Name::of("Kanarienfragen", SLUG).unwrap(), now()).await.unwrap();
        let heading = Heading { title: "Kanarienfragen".into(), intro: "Zwei Minuten.".into() };
        let period = Period { start: AT_ONCE, end: Some(now().plus_days(9)) };
        let basics = Basics { heading, others: Others::default(), period };
        surveys::describe(store, &by, SLUG, &basics, 1, now()).await.unwrap();
        for (seen, kind, parts) in [(2, Kind::One, &["Dies", "Jenes"][..]), (3, Kind::Text, &[][..])] {
            let parts = parts.iter().map(|part| (*part).to_owned()).collect();
            let german = TypedWording { text: "Was soll es sein?".into(), help: String::new(), parts };
            let question = QuestionDraft { kind, german, ..QuestionDraft::default() };
            let question = question.check(&format!("frage-{seen}")).unwrap();
            surveys::edit_questions(store, &by, SLUG, Edit::Put(&question), seen, now()).await.unwrap();
        }
        surveys::take_step(store, &by, SLUG, &Doing::Publish, 4, now()).await.unwrap();
        let survey = surveys::by_slug(store, SLUG).await.unwrap().unwrap().id.0;
        answer(&world, survey, now()).await;
        let mut visitors = visitors(&world).await;
        visitors.retain(|visitor| visitor.has_second_factor || visitor.cookie.is_none());
        Self { world, survey, visitors }
    }

    async fn end(&self) {
        let by = Acting { role: Role::Editor, ..Acting::OPERATOR };
        let close = Doing::Close { reason: "Es reicht.".into() };
        surveys::take_step(&self.world.app.store, &by, SLUG, &close, 5, now()).await.unwrap();
    }

    /// Everything that can be asked for at such an address.
    fn addresses(&self, pattern: &str) -> Vec<String> {
        if !is_about_surveys(pattern) {
            return vec![self.world.sample(pattern)];
        }
        let sheet = FormId { form: Form::Survey, number: self.survey }.to_string();
        let path = pattern.replace("{slug}", SLUG).replace("{frage}", "frage-2").replace("{bogen}", &sheet);
        let sent = if pattern == "/umfragen/{slug}" { vec![format!("{path}?gesendet=1")] } else { Vec::new() };
        let asked: Vec<String> = [path].into_iter().chain(sent).collect();
        LANGUAGES.iter().flat_map(|(prefix, _)| asked.iter().map(move |path| format!("{prefix}{path}"))).collect()
    }

    /// Who asks there: everybody, unless the page is for all and about something else. Then the days share the roles.
    fn asking(&self, pattern: &str, dice: &mut Dice) -> Vec<&Visitor> {
        if is_about_surveys(pattern) || !roles::is_for_all(pattern) || trials() > 1 {
            return self.visitors.iter().collect();
        }
        vec![&self.visitors[0], &self.visitors[1 + dice.below(self.visitors.len() - 1)]]
    }

    /// How often somebody asked, and what they were told.
    async fn sweep(&self, wanted: fn(&str) -> bool) -> (usize, Vec<Told>) {
        let (mut dice, mut asked, mut told) = (Dice::new(), 0, Vec::new());
        for route in ROUTES.iter().filter(|route| route.method == "GET" && wanted(route.path)) {
            for visitor in self.asking(route.path, &mut dice) {
                for address in self.addresses(route.path) {
                    let cookie = visitor.cookie.as_deref().map(|cookie| ("cookie", cookie));
                    let headers: Vec<(&str, &str)> = cookie.into_iter().collect();
                    let answer = self.world.app.get_with(&address, &headers).await;
                    assert!(!answer.status.is_server_error(), "{address} gives {} {}", visitor.name, answer.status);
                    asked += 1;
                    let body = String::from_utf8_lossy(&answer.body);
                    told.extend(found(&body).into_iter().map(|what| (visitor.name.clone(), address.clone(), what)));
                }
            }
        }
        (asked, told)
    }
}

fn is_about_surveys(pattern: &str) -> bool {
    pattern.contains("umfragen") || pattern.contains("{bogen}")
}

/// As if so many people had sent the form.
async fn answer(world: &World, survey: i64, at: Moment) {
    let total: usize = COUNTS.iter().sum();
    let said = |choice: usize| format!("[{{\"choices\":[{choice}]}},{{\"text\":\"Ein {WORD} mehr\"}}]");
    let sql = format!(
        "WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < {total})
         INSERT INTO survey_response (survey_id, submission, person_key, replies, at, channel, level)
         SELECT {survey}, '{SLUG}-' || n, '{SLUG}-' || n, CASE WHEN n <= {} THEN '{}' ELSE '{}' END, {}, 'web', 'guest'
         FROM many",
        COUNTS[0],
        said(0),
        said(1),
        at.0
    );
    let look = Database::connect(&world.app.database_url).await.unwrap();
    look.execute_unprepared(&sql).await.unwrap();
    look.close().await.unwrap();
}

/// What of the answers stands in a text.
fn found(body: &str) -> Vec<String> {
    let word = body.to_lowercase().contains(WORD).then(|| WORD.to_owned());
    let thousands = |count: usize, by: &str| format!("{}{by}{:03}", count / 1_000, count % 1_000);
    let numbers = COUNTS.into_iter().flat_map(|count| ["", ".", ","].map(|by| thousands(count, by)));
    word.into_iter().chain(numbers.filter(|number| has_number(body, number))).collect()
}

/// Whether this number stands there, and not as a part of another one, or of an id.
fn has_number(body: &str, number: &str) -> bool {
    let is_part = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | ',' | '-' | '_');
    body.match_indices(number).any(|(at, _)| {
        let (before, after) = (body[..at].chars().next_back(), &body[at + number.len()..]);
        let goes_on = after.trim_start_matches(['.', ',']).starts_with(|sign: char| sign.is_ascii_alphanumeric());
        !before.is_some_and(is_part) && !goes_on
    })
}

#[test]
fn a_number_is_found_where_it_stands_alone() {
    for text in ["<td>3.137</td>", "In all 3,137.", "{\"n\":3137}", "3.137 Personen", "Ein Kanarienwort mehr"] {
        assert_eq!(found(text).len(), 1, "{text}");
    }
    for text in ["a3137b", "13.137", "3.1374", "12.3137", "3.137,5", "id-3137", "nichts"] {
        assert_eq!(found(text), [""; 0], "{text}");
    }
}

#[tokio::test]
async fn before_the_end_nobody_reads_what_was_answered_at_any_address() {
    let canaries = Canaries::new().await;
    let (asked, told) = canaries.sweep(|_| true).await;
    assert!(told.is_empty(), "{told:#?}");
    assert!(asked > 500, "only {asked}");
    super::keep("before-the-end.txt", &format!("{asked} answers to {} visitors\n", canaries.visitors.len()));
}

/// The same survey once it may be told: whoever asks in the same way finds the numbers, and the administration the words.
#[tokio::test]
async fn it_is_noticed_when_what_was_answered_can_be_read() {
    let canaries = Canaries::new().await;
    canaries.end().await;
    let (_, told) = canaries.sweep(is_about_surveys).await;
    let reads = |who: &str, address: &str, what: &str| {
        told.iter().any(|one| (one.0.as_str(), one.1.as_str(), one.2.as_str()) == (who, address, what))
    };
    for number in ["3.137", "5.279"] {
        assert!(reads("a guest", "/umfragen/kanarien", number), "{told:#?}");
    }
    let administrator = format!("{:?} with second factor", Role::Administrator);
    assert!(reads(&administrator, "/verwaltung/umfragen/kanarien", WORD), "{told:#?}");
    let others: Vec<&Told> = told.iter().filter(|(who, _, what)| what == WORD && *who != administrator).collect();
    assert!(others.is_empty(), "{others:#?}");
}
