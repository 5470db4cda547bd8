//! Two editors write in one block of one page, each from what they saw last, while the server is killed again and again: every
//! word is on the page or was shown to somebody who had to decide, and every text that was acknowledged is a revision.

use std::collections::BTreeMap;

use domain::policy::Role;
use hyper::{Method, StatusCode};
use rand::{RngExt, SeedableRng, rngs::SmallRng};
use serde_json::{Value, json};
use tempfile::TempDir;
use trial::{Answer, Client, Program, Running};

use super::{database_url, oracle::Oracle, program, seed, staff, trials};

const STEPS: u32 = 120;
/// Roughly so many steps lie between two kills.
const CALM: u32 = 15;

struct Editor {
    cookie: String,
    /// What they saw last.
    revision: i64,
    body: String,
}

/// What happened.
#[derive(Default)]
struct Told {
    words: Vec<String>,
    /// Texts between which a person had to decide.
    shown: Vec<String>,
    /// Acknowledged texts by their revisions.
    stored: BTreeMap<i64, String>,
}

struct Desk {
    folder: TempDir,
    program: Program,
    server: Option<Running>,
    /// `/bearbeiten/12`
    base: String,
    block: String,
    editors: Vec<Editor>,
    dice: SmallRng,
    told: Told,
}

impl Desk {
    async fn new(fault: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let program = program(&folder).with("WEGMARKEN_FAULT", fault);
        assert!(program.run(&["seed"]).unwrap().status.success());
        let mut editors = Vec::new();
        for role in [Role::Editor, Role::Administrator] {
            editors.push(Editor { cookie: staff(&folder, role).await, revision: 0, body: String::new() });
        }
        let server = program.serve().await.unwrap();
        let mut client = Client::connect(server.address).await.unwrap();
        let signed_in = [("cookie", editors[0].cookie.as_str())];
        let page = client.send(Method::GET, "/regeln?bearbeiten", &signed_in, "").await.unwrap().text();
        let of = |start: &str| page.split_once(start).unwrap().1.split_once('"').unwrap().0.to_owned();
        let (base, block) = (format!("/bearbeiten/{}", of("data-edit-page=\"")), of("data-block=\""));
        let (dice, told) = (SmallRng::seed_from_u64(seed()), Told::default());
        Self { folder, program, server: Some(server), base, block, editors, dice, told }
    }

    /// Sends it until there is an answer; the same id makes that harmless.
    async fn ask(&mut self, who: usize, method: Method, path: &str, start: Option<i64>, body: &str) -> Answer {
        let (cookie, address) = (self.editors[who].cookie.clone(), format!("{}/{path}", self.base));
        loop {
            let server = self.server.as_ref().unwrap().address;
            let tag = start.map(|start| format!("\"{start}\""));
            let mut headers = vec![("content-type", "application/json"), ("cookie", cookie.as_str())];
            headers.extend(tag.as_deref().map(|tag| ("if-match", tag)));
            if let Ok(mut client) = Client::connect(server).await
                && let Ok(answer) = client.send(method.clone(), &address, &headers, body.to_owned()).await
            {
                return answer;
            }
            self.restart().await;
        }
    }

    async fn restart(&mut self) {
        if let Some(server) = self.server.take() {
            server.kill().unwrap();
        }
        self.server = Some(self.program.serve().await.unwrap());
    }

    async fn look(&mut self, who: usize) {
        let draft: Value = read(&self.ask(who, Method::GET, "entwurf.json", None, "").await);
        let block = &draft["blocks"][&self.block];
        let editor = &mut self.editors[who];
        (editor.revision, editor.body) = (block["revision"].as_i64().unwrap(), text(&block["body"]));
    }

    /// Nobody takes a word away, so that each has to be found.
    fn write(&mut self, who: usize, word: &str) -> String {
        let mut words: Vec<&str> = self.editors[who].body.split(' ').collect();
        words.insert(self.dice.random_range(0..=words.len()), word);
        words.join(" ")
    }

    async fn save(&mut self, who: usize, word: &str, mut body: String) {
        let mut start = self.editors[who].revision;
        let path = format!("bloecke/{}", self.block);
        loop {
            let id = domain::editing::uuid(&format!("{:032x}", self.dice.random::<u128>())).unwrap();
            let sent = json!({ "save": id, "body": body }).to_string();
            let answer = self.ask(who, Method::PUT, &path, Some(start), &sent).await;
            let told = read(&answer);
            start = told["revision"].as_i64().unwrap();
            if answer.status == StatusCode::OK {
                let stored = text(&told["body"]);
                self.told.stored.insert(start, stored.clone());
                let editor = &mut self.editors[who];
                (editor.revision, editor.body) = (start, stored);
                return;
            }
            assert_eq!(answer.status, StatusCode::CONFLICT, "{told}");
            let (mine, theirs) = (text(&told["mine"]), text(&told["theirs"]));
            self.told.shown.extend([mine.clone(), theirs.clone()]);
            // The person takes what stands there, and what they had to say.
            body = format!("{theirs} {word}");
        }
    }

    async fn story(mut self) -> Outcome {
        self.look(0).await;
        self.save(0, "", "Am Hafen stehen zwölf Bänke und drei alte Linden im Schatten.".to_owned()).await;
        for step in 0..STEPS * trials() {
            let who = self.dice.random_range(0..self.editors.len());
            if self.editors[who].revision == 0 || self.dice.random_ratio(1, 3) {
                self.look(who).await;
            }
            let word = format!("w{step}x");
            let body = self.write(who, &word);
            if self.dice.random_ratio(1, CALM) {
                self.restart().await;
            }
            self.save(who, &word, body).await;
            self.told.words.push(word);
        }
        self.look(0).await;
        let page = self.editors[0].body.clone();
        self.server.take().unwrap().kill().unwrap();
        let oracle = Oracle::open(&database_url(&self.folder)).await;
        let kept = oracle.texts(&format!("SELECT body FROM block_revision WHERE key = '{}'", self.block)).await;
        oracle.check().await;
        oracle.close().await;
        let Told { words, shown, stored } = self.told;
        let is_known =
            |word: &String| page.contains(word.as_str()) || shown.iter().any(|text| text.contains(word.as_str()));
        Outcome {
            lost: words.iter().filter(|word| !is_known(word)).count(),
            forgotten: stored.values().filter(|text| !kept.contains(text)).count(),
            decided: shown.len() / 2,
        }
    }
}

#[derive(Debug)]
struct Outcome {
    /// Words that are neither on the page nor in anything that a person was shown.
    lost: usize,
    /// Acknowledged texts that are no revision.
    forgotten: usize,
    decided: usize,
}

fn read(answer: &Answer) -> Value {
    serde_json::from_str(&answer.text()).unwrap_or_else(|_| panic!("{} {}", answer.status, answer.text()))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_editors_lose_nothing_while_the_server_is_killed() {
    let outcome = Desk::new("").await.story().await;
    assert_eq!((outcome.lost, outcome.forgotten), (0, 0), "{outcome:?}");
    assert!(outcome.decided > 0, "nobody ever wrote at the same place, so nothing was shown");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_the_later_text_takes_the_place_of_the_earlier() {
    let outcome = Desk::new("overwrite-stale").await.story().await;
    assert!(outcome.lost > 0 && outcome.decided == 0, "{outcome:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_earlier_texts_are_kept_nowhere() {
    let outcome = Desk::new("forget-revisions").await.story().await;
    assert!(outcome.forgotten > 0, "{outcome:?}");
}
