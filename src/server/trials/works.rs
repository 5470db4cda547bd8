//! What else is acknowledged while the server is killed: answers to a survey, places on the map, saves of an editor,
//! decisions of a moderator.

use std::net::SocketAddr;

use domain::{
    place_calls::Category,
    policy::Role,
    surveys::{Others, Question, QuestionKind},
};
use hyper::{Method, StatusCode};
use rand::{RngExt, rngs::SmallRng};
use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};
use serde_json::{Value, json};
use tempfile::TempDir;
use trial::{Answer, Client, Lost};

use super::{
    database_url,
    ledger::{Crowd, Ledger, proposal_body},
    staff,
};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
pub const JSON: (&str, &str) = ("content-type", "application/json");

/// The sessions of those who work for the city.
pub struct Staff {
    administrator: String,
    editor: String,
    moderator: String,
}

impl Staff {
    /// And something for citizens to answer.
    pub async fn at_work(folder: &TempDir) -> Self {
        open_formats(folder).await;
        Self {
            administrator: staff(folder, Role::Administrator).await,
            editor: staff(folder, Role::Editor).await,
            moderator: staff(folder, Role::Moderator).await,
        }
    }

    /// All of them, and two citizens with forms, until the server is gone.
    pub fn join(&self, crowd: &mut Crowd, address: SocketAddr, mut dice: impl FnMut() -> SmallRng) {
        crowd.join(clerk(address, self.administrator.clone(), dice()));
        crowd.join(editor(address, self.editor.clone(), dice()));
        crowd.join(moderator(address, self.moderator.clone(), dice()));
        for _ in 0..2 {
            crowd.join(participant(address, dice()));
        }
    }
}

/// A survey and a call for places, which a fresh city has none of.
async fn open_formats(folder: &TempDir) {
    let url = database_url(folder);
    let database = Database::connect(&url).await.unwrap();
    let question = Question {
        key: "weg".into(),
        text: "Was fehlt?".into(),
        help: None,
        required: true,
        kind: QuestionKind::Text,
        others: Others::default(),
    };
    let category = Category { key: "licht".into(), label: "Licht".into(), ..Category::default() };
    for (sql, parts) in [
        (
            "INSERT INTO survey (slug, title, intro, starts_at, questions) VALUES ('wege', 'Wege', '', 0, ?)",
            json!([question]),
        ),
        (
            "INSERT INTO place_call (slug, title, intro, starts_at, categories) VALUES ('licht', 'Licht', '', 0, ?)",
            json!([category]),
        ),
    ] {
        let values = [parts.to_string().into()];
        database.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, sql, values)).await.unwrap();
    }
    database.close().await.unwrap();
}

async fn clerk(address: SocketAddr, cookie: String, mut dice: SmallRng) -> Ledger {
    let mut ledger = Ledger::default();
    // Each way out of these is the server being gone.
    let _ = open_offices(address, &cookie, &mut dice, &mut ledger).await;
    ledger
}

async fn open_offices(address: SocketAddr, cookie: &str, dice: &mut SmallRng, ledger: &mut Ledger) -> Result<(), Lost> {
    let mut client = Client::connect(address).await?;
    loop {
        open_office(&mut client, cookie, dice, ledger).await?;
    }
}

pub async fn open_office(
    client: &mut Client,
    cookie: &str,
    dice: &mut SmallRng,
    ledger: &mut Ledger,
) -> Result<(), Lost> {
    let name = format!("Amt {:032x}", dice.random::<u128>());
    let body = format!("name={}&kontakt=0381+381-0", name.replace(' ', "+"));
    let answer = client.send(Method::POST, "/verwaltung/fachaemter", &[FORM, ("cookie", cookie)], body).await?;
    has(&answer, StatusCode::SEE_OTHER);
    ledger.forms.push(("office", "name", name));
    Ok(())
}

async fn participant(address: SocketAddr, mut dice: SmallRng) -> Ledger {
    let mut ledger = Ledger::default();
    let _ = answer_and_mark(address, &mut dice, &mut ledger).await;
    ledger
}

async fn answer_and_mark(address: SocketAddr, dice: &mut SmallRng, ledger: &mut Ledger) -> Result<(), Lost> {
    let mut client = Client::connect(address).await?;
    loop {
        // Without a cookie: a new person each time.
        let id = format!("{:032x}", dice.random::<u128>());
        let body = format!("einsendung={id}&frage-0=Mehr+Licht+am+Abend.");
        has(&client.send(Method::POST, "/umfragen/wege", &[FORM], body).await?, StatusCode::SEE_OTHER);
        ledger.forms.push(("survey_response", "submission", id));

        let id = format!("{:032x}", dice.random::<u128>());
        let body = format!(
            "einsendung={id}&kategorie=licht&urteil=bad&text=Hier+ist+es+am+Abend+dunkel.&punkt=12.140500%2C54.088700&ort="
        );
        has(&client.send(Method::POST, "/orte/licht", &[FORM], body).await?, StatusCode::SEE_OTHER);
        ledger.forms.push(("place_mark", "submission", id));
    }
}

async fn editor(address: SocketAddr, cookie: String, mut dice: SmallRng) -> Ledger {
    let mut ledger = Ledger::default();
    let _ = edit(address, &cookie, &mut dice, &mut ledger).await;
    ledger
}

/// Saves one block again and again, each time as the next revision.
async fn edit(address: SocketAddr, cookie: &str, dice: &mut SmallRng, ledger: &mut Ledger) -> Result<(), Lost> {
    let mut client = Client::connect(address).await?;
    let signed_in = ("cookie", cookie);
    let page = client.send(Method::GET, "/regeln?bearbeiten", &[signed_in], "").await?.text();
    let number = between(&page, "data-edit-page=\"").to_owned();
    let draft = client.send(Method::GET, &format!("/bearbeiten/{number}/entwurf.json"), &[signed_in], "").await?;
    let draft: Value = serde_json::from_str(&draft.text()).unwrap();
    let mut blocks = draft["blocks"].as_object().unwrap().values();
    let block = blocks.find(|block| block["kind"] == "text").unwrap();
    let place = format!("/bearbeiten/{number}/bloecke/{}", block["key"].as_str().unwrap());
    let mut revision = block["revision"].as_i64().unwrap();
    loop {
        let id: u128 = dice.random();
        let save = domain::editing::uuid(&format!("{id:032x}")).unwrap();
        let sent = json!({ "save": save, "body": format!("## Was hier gilt\n\nFassung {id:032x}.") }).to_string();
        let tag = format!("\"{revision}\"");
        let headers = [JSON, signed_in, ("if-match", tag.as_str())];
        let answer = client.send(Method::PUT, &place, &headers, sent).await?;
        has(&answer, StatusCode::OK);
        let stored: Value = serde_json::from_str(&answer.text()).unwrap();
        revision = stored["revision"].as_i64().unwrap();
        ledger.forms.push(("page_save", "save", save));
        ledger.forms.push(("block_revision", "body", stored["body"].as_str().unwrap().to_owned()));
    }
}

async fn moderator(address: SocketAddr, cookie: String, mut dice: SmallRng) -> Ledger {
    let mut ledger = Ledger::default();
    let _ = moderate(address, &cookie, &mut dice, &mut ledger).await;
    ledger
}

/// Hides proposals of its own, so that nobody else looks for them.
async fn moderate(address: SocketAddr, cookie: &str, dice: &mut SmallRng, ledger: &mut Ledger) -> Result<(), Lost> {
    let mut client = Client::connect(address).await?;
    let signed_in = ("cookie", cookie);
    loop {
        let id = format!("{:032x}", dice.random::<u128>());
        let made = client.send(Method::POST, "/api/v1/proposals", &[JSON], proposal_body(&id)).await?;
        has(&made, StatusCode::CREATED);
        let made: Value = serde_json::from_str(&made.text()).unwrap();
        ledger.proposals.push(id.clone());
        let item = format!("/moderation/vorschlag-{}", made["id"]);
        let page = client.send(Method::GET, &item, &[signed_in], "").await?;
        // An acknowledgement that comes too early is found by what is missing in the end.
        if page.status == StatusCode::NOT_FOUND {
            continue;
        }
        let page = page.text();
        let version = between(&page, "name=\"stand\" value=\"");
        let reason = format!("Doppelt {id}");
        let body = format!("stand={version}&schritt=hide&regel=6&grund={}", reason.replace(' ', "+"));
        let answer = client.send(Method::POST, &item, &[FORM, signed_in], body).await?;
        has(&answer, StatusCode::SEE_OTHER);
        ledger.forms.push(("moderation_decision", "reason", reason));
    }
}

pub fn has(answer: &Answer, status: StatusCode) {
    assert_eq!(answer.status, status, "{}", answer.text());
}

pub fn between<'a>(page: &'a str, start: &str) -> &'a str {
    let rest = page.split_once(start).unwrap_or_else(|| panic!("no {start} in {page}")).1;
    rest.split_once('"').unwrap().0
}
