//! How often a page asks the database. On another machine each time costs a way there and back.

use axum::Router;
use domain::{
    Moment, Theme,
    boards::Name,
    ids::ProposalId,
    moment::Period,
    policy::{Acting, Grant, Role, Scope},
};
use serde_json::json;
use store::faults::is_noticed;
use web::site::now;

use super::{
    TestApp, chance, has_postgres,
    hostile::{empty_postgres, measured::MEASURED},
};
use crate::app::Capacity;

/// Statements for a page of the board, and for that of a proposal.
const BOARD: u64 = 3;
const DETAIL: u64 = 4;

/// On top of them once in a while: boards (every five seconds), areas with their places, that somebody was here (each
/// every minute).
const SOMETIMES: u64 = 6;

/// Whoever reads, and the headers that they come with.
struct Reader {
    name: &'static str,
    headers: Vec<(&'static str, String)>,
    /// What each address ends with for them: that of a sitting has a mark.
    mark: String,
}

struct City {
    app: TestApp,
    on: &'static str,
    readers: Vec<Reader>,
    /// The number of what the supporter contributed to `alone`.
    sent: String,
    /// Nothing is like it, so its page looks for something else.
    alone: i64,
}

impl City {
    async fn on_sqlite() -> Self {
        Self::new("SQLite", None).await
    }

    async fn on_postgres() -> Option<Self> {
        let url = empty_postgres("statements").await?;
        Some(Self::new("PostgreSQL", Some(url)).await)
    }

    async fn new(on: &'static str, url: Option<String>) -> Self {
        let change = |config: &mut crate::config::Config| {
            config.limits_rates = false;
            if let Some(url) = url {
                config.database_url = url;
            }
        };
        let app = TestApp::with(change, Router::new(), Capacity::default()).await;
        store::seed::demo(&app.store, now()).await.unwrap();
        // More than are counted, so that what is nearest is looked for in circles.
        store::seed::scale(&app.store, 1_201, 1, now(), |_| {}).await.unwrap();
        let name = Name::of("Der Hafen von morgen", "hafen").unwrap();
        let period = Period { start: Moment(0), end: None };
        store::boards::open(&app.store, &Acting::OPERATOR, &name, period, now()).await.unwrap();
        let alone = app.published(json!({ "title": "Xylophon" })).await;
        let (readers, sent) = readers(&app, alone).await;
        Self { app, on, readers, sent, alone }
    }

    /// What one page asks. The less of two times: what comes once in a while falls on one of them.
    async fn asked(&self, address: &str, reader: &Reader) -> u64 {
        let mut least = u64::MAX;
        for round in 0..2 {
            // A page in memory is made anew once something was stored.
            store::boards::set_support_goal(&self.app.store, "hafen", 60 + round, now()).await.unwrap();
            let before = self.app.store.statements();
            self.read(address, reader).await;
            least = least.min(self.app.store.statements() - before);
        }
        least
    }

    async fn read(&self, address: &str, reader: &Reader) {
        let address = match (reader.mark.as_str(), address.contains('?')) {
            ("", _) => address.to_owned(),
            (mark, true) => format!("{address}&{mark}"),
            (mark, false) => format!("{address}?{mark}"),
        };
        let headers: Vec<_> = reader.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = self.app.get_with(&address, &headers).await;
        assert_eq!(answer.status, 200, "{address} for {} on {}", reader.name, self.on);
    }

    fn details(&self) -> Vec<String> {
        let addresses = ["/1", "/2", "/77?beitraege=neu", "/1?beitragsseite=999", "/1?beitraege=neu&beitragsseite=2"];
        let mut all: Vec<_> = addresses.iter().map(|rest| format!("/vorschlaege{rest}")).collect();
        all.push("/ls/vorschlaege/30".to_owned());
        all.push(format!("/vorschlaege/{}", self.alone));
        all.push(format!("/vorschlaege/{1}?antwort={0}&gesendet={0}", self.sent, self.alone));
        all.push(format!("/vorschlaege/{}?beitraege=neu&beitragsseite=999&gesendet={}", self.alone, self.sent));
        all
    }
}

/// One of every kind: list, search (with a typing error as well), another board (and one that is not there), what is
/// nearest, later pages, and all of it on the map.
const BOARDS: [&str; 14] = [
    "/vorschlaege",
    "/vorschlaege?q=spielplatz",
    "/vorschlaege?q=spilplaz",
    "/vorschlaege?q=qqqqqqqq",
    "/vorschlaege?liste=hafen",
    "/vorschlaege?liste=atlantis",
    "/vorschlaege?thema=verkehr&ort=evershagen&sortierung=unterstuetzt",
    "/en/vorschlaege?sortierung=naehe",
    "/vorschlaege?sortierung=naehe&nahe=12.140500,54.088700&ansicht=karte",
    "/vorschlaege?sortierung=naehe&seite=n5000.7",
    "/vorschlaege?q=rostock&sortierung=naehe&ansicht=karte",
    "/vorschlaege?ansicht=karte",
    "/vorschlaege?liste=hafen&ansicht=karte",
    "/vorschlaege?q=spilplaz&liste=hafen&ansicht=karte",
];

/// Everybody for whom a page asks something else: who is in charge of the first proposal as well. The supporter has also
/// contributed to `open`.
async fn readers(app: &TestApp, open: i64) -> (Vec<Reader>, String) {
    let office = store::offices::list(&app.store).await.unwrap().remove(0).id;
    store::offices::assign(&app.store, &Acting::OPERATOR, Theme::Verkehr, office, now()).await.unwrap();
    let first = store::proposals::find(&app.store, ProposalId(1)).await.unwrap().unwrap();
    let citizen = app.account("citizen@example.org").await;
    let (supporter, sent) = supporter(app, open).await;
    let mut cookies = vec![
        ("a supporter", supporter),
        ("a citizen", app.session(citizen, false).await),
        ("a member of the office", app.staff(Role::Office, Scope::Office(office)).await),
        ("an administrator", app.staff(Role::Administrator, Scope::Everywhere).await),
    ];
    if let Some(council) = first.council {
        cookies.push(("a member of the Ortsbeirat", app.staff(Role::Council, Scope::Council(council.id)).await));
    }
    let (sitting, mark) = sitting(app).await;
    let of = |name, header, value| Reader { name, headers: vec![(header, value)], mark: String::new() };
    let mut readers: Vec<_> = cookies.into_iter().map(|(name, cookie)| of(name, "cookie", cookie)).collect();
    readers.push(Reader { mark, ..of("somebody at the counter", "cookie", sitting) });
    readers.push(of("somebody", "accept-encoding", "identity".to_owned()));
    // Whose pages are kept for others.
    readers.push(of("a browser", "accept-encoding", "br".to_owned()));
    (readers, sent)
}

async fn supporter(app: &TestApp, open: i64) -> (String, String) {
    let answer = app.post("/vorschlaege/1/unterstuetzung", "").await;
    let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    let comment = format!("haltung=for&text=Das+w%C3%BCnschen+sich+viele+hier.&name=&einsendung={}", chance::id());
    let answer = app.post_as(&cookie, &format!("/vorschlaege/{open}/beitraege"), comment).await;
    assert_eq!(answer.status, 303, "it is taken: {}", answer.text());
    let (_, sent) = answer.header("location").split_once("gesendet=").expect("it says which one");
    (cookie, sent.split(['&', '#']).next().unwrap().to_owned())
}

/// The cookie of a sitting, and the mark of its addresses.
async fn sitting(app: &TestApp) -> (String, String) {
    let clerk = app.staff(Role::Clerk, Scope::Everywhere).await;
    let begun = app.post_as(&clerk, "/schalter/begleitung", "zweck=discussion&anwesend=ja").await;
    let mut cookies = begun.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap());
    let cookie = cookies.find(|line| line.starts_with("wegmarken-begleitung=")).expect("a sitting begins");
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let first = app.get_with("/vorschlaege", &[("cookie", &cookie)]).await;
    let (_, mark) = first.header("location").split_once('?').expect("it leads to the page with the mark");
    (cookie, mark.to_owned())
}

async fn is_asked_seldom(city: &City) {
    let details = city.details();
    let boards = BOARDS.iter().map(|address| (*address, BOARD));
    for (address, most) in boards.chain(details.iter().map(|address| (address.as_str(), DETAIL))) {
        for reader in &city.readers {
            let asked = city.asked(address, reader).await;
            let (name, on) = (reader.name, city.on);
            assert!((1..=most).contains(&asked), "{address} took {asked} statements for {name} on {on}");
        }
    }
}

#[tokio::test]
async fn pages_ask_the_database_seldom() {
    is_asked_seldom(&City::on_sqlite().await).await;
}

#[tokio::test]
async fn pages_ask_postgres_seldom() {
    if let Some(city) = City::on_postgres().await {
        is_asked_seldom(&city).await;
    }
}

#[tokio::test]
async fn what_is_kept_for_a_while_is_asked_for_once() {
    for (address, most) in [("/vorschlaege", BOARD), ("/vorschlaege/1", DETAIL)] {
        let app = TestApp::new().await;
        store::seed::demo(&app.store, now()).await.unwrap();
        let account = app.account("office@example.org").await;
        let grant = Grant::new(Role::Administrator, Scope::Everywhere).unwrap();
        store::roles::give(&app.store, &Acting::OPERATOR, account, grant, now()).await.unwrap();
        // Not seen for longer than a minute, by a server that has just begun.
        let cookie = app.old_session(account, true).await;
        let before = app.store.statements();
        assert_eq!(app.get_with(address, &[("cookie", &cookie)]).await.status, 200);
        let asked = app.store.statements() - before;
        assert!((1..=most + SOMETIMES).contains(&asked), "the first {address} took {asked} statements");
    }
}

/// A page may ask so much more in a large city: boards and areas that are looked up again meanwhile.
const MORE: u64 = 3;

/// Statements for a page that is made for this reader alone.
async fn asked_for_all(app: &TestApp, address: &str) -> u64 {
    let before = app.store.statements();
    let answer = app.get_with(address, &[("accept-encoding", "identity")]).await;
    assert_eq!(answer.status, 200, "{address}");
    app.store.statements() - before
}

#[tokio::test]
async fn no_public_page_asks_more_often_because_there_is_more() {
    let without_limits = |config: &mut crate::config::Config| config.limits_rates = false;
    let few = TestApp::with(without_limits, Router::new(), Capacity::default()).await;
    let many = TestApp::with(without_limits, Router::new(), Capacity::default()).await;
    for app in [&few, &many] {
        store::seed::demo(&app.store, now()).await.unwrap();
    }
    store::seed::scale(&many.store, 300, 1, now(), |_| {}).await.unwrap();
    store::seed::scale_people(&many.store, 300, now(), |_| {}).await.unwrap();
    let examples = MEASURED.lines().skip(1).filter_map(|line| line.split('\t').nth(1)).filter(|page| !page.is_empty());
    for address in examples.map(|page| page.replace("{proposal}", "1")) {
        let (of_few, of_many) = (asked_for_all(&few, &address).await, asked_for_all(&many, &address).await);
        assert!(of_many <= of_few + MORE, "{address} took {of_many} statements instead of {of_few}");
    }
}

#[test]
fn it_is_noticed_when_a_page_asks_once_more() {
    assert!(is_noticed("read-areas-anew", pages_ask_the_database_seldom));
    assert_eq!(is_noticed("read-areas-anew", pages_ask_postgres_seldom), has_postgres());
}
