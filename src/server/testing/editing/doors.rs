//! Every way by which something of a page changes wants to know what the change starts from.

use store::faults::is_noticed;

use super::*;
use crate::testing::hostile::routes::ROUTES;

const PAGES: &str = "/bearbeiten/{page}";

/// What the editor sends, with `If-Match`.
const BY_SCRIPT: [(&str, &str); 2] =
    [("PUT", "/bearbeiten/{page}/bloecke/{key}"), ("DELETE", "/bearbeiten/{page}/bloecke/{key}")];

/// What takes the place of nothing that somebody else wrote, and why.
const FREE: &[(&str, &str, &str)] = &[
    ("POST", "/bearbeiten/{page}/bloecke", "a new block, below one that it names"),
    ("POST", "/bearbeiten/{page}/neu", "a new block, below one that it names"),
    (
        "POST",
        "/bearbeiten/{page}/bloecke/{key}/verschieben",
        "names the block below which it goes, which has to be there",
    ),
    ("POST", "/bearbeiten/{page}/bloecke/{key}/zurueckholen", "undoes a removal, with whatever is in the block"),
    ("PUT", "/bearbeiten/{page}/getippt/{key}", "for one person alone, numbered by their browser"),
    ("DELETE", "/bearbeiten/{page}/getippt/{key}", "for one person alone"),
    ("POST", "/bearbeiten/{page}/vorschau", "stores nothing"),
    ("POST", "/bearbeiten/{page}/anwesend", "who is there"),
    ("POST", "/bearbeiten/{page}/vorschaulink", "another link, or one less"),
    ("POST", "/bearbeiten/{page}/medien", "a new file; the text comes back and is not stored"),
    ("POST", "/bearbeiten/{page}/bloecke/{key}/medien", "a new file; the text comes back and is not stored"),
    ("POST", "/bearbeiten/{page}/verlauf/fuer-alle", "says which of two states it shall be"),
];

/// A way in: where the form goes, what is in it, and the field that says what it starts from.
struct Way {
    route: &'static str,
    address: String,
    fields: String,
    start: String,
    /// What was right before somebody changed it.
    old: String,
}

impl Desk {
    /// What the form says about where a block stands.
    pub(super) async fn between(&self, key: &str) -> String {
        let draft = self.draft().await;
        let order: Vec<String> =
            draft["order"].as_array().unwrap().iter().map(|key| key.as_str().unwrap().to_owned()).collect();
        domain::editing::Between::of(&order, key).unwrap_or_default().code()
    }

    /// A block that was taken out.
    async fn gone(&self) -> String {
        let key = uuid();
        let sent = json!({ "save": uuid(), "key": key, "kind": "text", "body": "weg", "after": self.key });
        self.send(&self.ada, "POST", "bloecke", None, &sent).await;
        self.send(&self.ada, "DELETE", &format!("bloecke/{key}"), Some(1), &json!(null)).await;
        key
    }

    /// A page that nobody ever read.
    async fn fresh(&self) -> String {
        self.app.post_as(&self.ada, "/verwaltung/seiten/neu", "titel=Das+Fest&adresse=das-fest").await;
        self.at("/das-fest").await
    }

    /// All plain forms, for a page whose first block was saved a second time since `revision`.
    async fn ways(&self, revision: i64) -> Vec<Way> {
        let (gone, fresh) = (self.gone().await, self.fresh().await);
        let (english, easy) = (self.at("/en/regeln").await, self.at("/ls/regeln").await);
        let there = get_as(&self.app, &self.ada, &format!("{english}/entwurf.json")).await.json();
        let beside = there["order"][0].as_str().unwrap();
        let draft = (self.draft().await["change"].as_i64().unwrap() - 1).to_string();
        let (key, revision) = (&self.key, revision.to_string());
        let of = |base: &str, route: &'static str, fields: &str, (start, old): (&str, &str)| Way {
            route,
            address: route.replace(PAGES, base).replace("{key}", key),
            fields: fields.to_owned(),
            start: start.to_owned(),
            old: old.to_owned(),
        };
        let way = |route: &'static str, fields: &str, start: (&str, &str)| of(&self.base, route, fields, start);
        let mut all = vec![
            way("/bearbeiten/{page}/bloecke/{key}", "text=Liegen.&aktion=speichern", ("fassung", &revision)),
            way("/bearbeiten/{page}/titel", "titel=Anders&einleitung=&einleitung-vorher=", ("titel-vorher", "Alt")),
            way("/bearbeiten/{page}/veroeffentlichen", "notiz=x", ("stand", &draft)),
            way("/bearbeiten/{page}/pruefung", "aktion=einreichen", ("stand", &draft)),
            way("/bearbeiten/{page}/verlauf", "fassung=1", ("stand", &draft)),
            of(&english, "/bearbeiten/{page}/sprachen", "aktion=bestaetigen", ("stand", "1")),
            of(
                &english,
                "/bearbeiten/{page}/nebeneinander",
                &format!("text-{beside}=Anders&save-{beside}={}", uuid()),
                (&format!("fassung-{beside}"), "99"),
            ),
        ];
        let ordering = "/bearbeiten/{page}/ordnen";
        for (block, action, start) in [
            (key, "entfernen", ("fassung", revision.as_str())),
            (&gone, "zurueckholen", ("fassung", "99")),
            (key, "verdoppeln", ("fassung", revision.as_str())),
            (key, "hoch", ("ordnung", "x/y")),
            (key, "runter", ("ordnung", "x/y")),
        ] {
            all.push(way(ordering, &format!("block={block}&aktion={action}&save={}", uuid()), start));
        }
        for action in ["geprueft&gruppe=Lesekreis&tag=2020-01-01", "ungeprueft"] {
            all.push(of(&easy, "/bearbeiten/{page}/sprachen", &format!("aktion={action}"), ("stand", "1")));
        }
        let time = "zeit=2099-12-01T08%3A00";
        for action in ["veroeffentlichen", "zuruecknehmen", "veroeffentlichen-aufheben", "zuruecknehmen-aufheben"] {
            let fields = format!("aktion={action}&{time}");
            all.push(way("/bearbeiten/{page}/zeitpunkt", &fields, ("stand", &draft)));
        }
        let address = "/bearbeiten/{page}/adresse";
        for fields in ["umziehen&adresse=andere-regeln", "stilllegen&weiter=", "zurueckholen", "zuordnen&einheit="] {
            all.push(way(address, &format!("aktion={fields}"), ("stand", "regeln+fresh+-")));
        }
        all.push(of(&fresh, address, "aktion=wegwerfen&stand=das-fest+fresh+-", ("fassung", "7")));
        all
    }
}

#[tokio::test]
async fn every_way_in_wants_to_know_what_a_change_starts_from() {
    let desk = Desk::new().await;
    let public = desk.app.get(PAGE).await.text();
    let revision = desk.prepared("Die Stadt baut Bänke.").await;
    desk.save(&desk.bea, Some(revision), "Die Stadt baut Stühle.").await;
    for (method, path) in BY_SCRIPT {
        let path = path.replace(PAGES, "").replace("{key}", &desk.key);
        for (start, status) in [(None, StatusCode::PRECONDITION_REQUIRED), (Some(revision), StatusCode::CONFLICT)] {
            let sent = json!({ "save": uuid(), "body": "Die Stadt baut Liegen." });
            let answer = desk.send(&desk.ada, method, path.trim_start_matches('/'), start, &sent).await;
            assert_eq!(answer.status, status, "{method} from {start:?}");
        }
    }
    for Way { address, fields, start, old, .. } in desk.ways(revision).await {
        let without = desk.app.post_as(&desk.ada, &address, fields.clone()).await;
        assert_eq!(without.status, StatusCode::PRECONDITION_REQUIRED, "{address} {fields} without");
        let stale = desk.app.post_as(&desk.ada, &address, format!("{fields}&{start}={old}")).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{address} {fields} from what is old");
    }
    assert_eq!(desk.body().await, "Die Stadt baut Stühle.");
    assert_eq!(desk.app.get(PAGE).await.text(), public, "nothing of it reached anybody");
}

#[tokio::test]
async fn there_is_no_other_way_in() {
    let desk = Desk::new().await;
    let revision = desk.prepared("Die Stadt baut Bänke.").await;
    let ways = desk.ways(revision).await;
    let is_known = |method: &str, path: &str| {
        BY_SCRIPT.contains(&(method, path))
            || FREE.iter().any(|(free, known, _)| (*free, *known) == (method, path))
            || (method == "POST" && ways.iter().any(|way| way.route == path))
    };
    let all = || ROUTES.iter().filter(|route| route.changes_something() && route.path.starts_with(PAGES));
    let open: Vec<String> = all()
        .filter(|route| !is_known(route.method, route.path))
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    assert!(open.is_empty(), "enter these into `ways`, or say in `FREE` what they cannot overwrite: {open:#?}");
    let is_there = |method: &str, path: &str| all().any(|route| (route.method, route.path) == (method, path));
    let gone: Vec<_> = FREE.iter().filter(|(method, path, _)| !is_there(method, path)).collect();
    assert!(gone.is_empty(), "there are no such ways any more: {gone:?}");
}

#[tokio::test]
async fn what_is_sent_back_is_what_the_second_person_saw() {
    let desk = Desk::new().await;
    desk.prepared("Neue Worte").await;
    let change = desk.draft().await["change"].as_i64().unwrap();
    let path = format!("{}/pruefung", desk.base);
    desk.app.post_as(&desk.ada, &path, format!("aktion=einreichen&stand={change}")).await;
    let form = |start: String| format!("aktion=zurueckgeben&bemerkung=K%C3%BCrzer{start}");
    for (start, status) in [
        (String::new(), StatusCode::PRECONDITION_REQUIRED),
        (format!("&stand={}", change - 1), StatusCode::CONFLICT),
        (format!("&stand={change}"), StatusCode::SEE_OTHER),
    ] {
        assert_eq!(desk.app.post_as(&desk.bea, &path, form(start.clone())).await.status, status, "{start}");
    }
}

#[test]
fn it_is_noticed_when_a_way_in_takes_a_change_that_starts_from_nothing_or_from_what_is_old() {
    for fault in ["ask-for-no-revision", "overwrite-stale"] {
        assert!(is_noticed(fault, every_way_in_wants_to_know_what_a_change_starts_from), "{fault}");
    }
    assert!(is_noticed("overwrite-stale", a_save_needs_a_revision_and_a_stale_one_joins_or_asks));
    assert!(is_noticed("overwrite-stale", without_scripts_a_form_does_the_same));
    assert!(is_noticed("overwrite-stale", what_is_sent_back_is_what_the_second_person_saw));
    assert!(is_noticed("forget-saves", the_same_save_again_gets_the_same_answer));
    assert!(is_noticed("review-oneself", what_is_handed_in_waits_in_the_list_for_a_second_person));
}
