//! What devices are told while the server is killed: a draft with its picture is saved; a record may leave the outbox, of a
//! device of somebody or of a kiosk, on the signed word of the server.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use domain::{kiosk::Signed, proposals::Draft};
use hyper::{Method, StatusCode};
use p256::ecdsa::SigningKey;
use rand::{RngExt, rngs::SmallRng};
use serde_json::{Value, json};
use store::sha256;
use trial::{Client, Lost, Program, Running};

use super::{
    ledger::{Crowd, Ledger},
    tablet,
    works::{JSON, between, has},
};

const MULTIPART: (&str, &str) = ("content-type", "multipart/form-data; boundary=x");

/// One red point.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde\0\0\0\x0cIDATx\x9cc\xf8\xcf\xc0\0\0\x03\x01\x01\0\xc9\xfe\x92\xef\0\0\0\0IEND\xaeB`\x82";

/// What stands of a record that has the word of the server.
const DELIVERED: &str = "record || ' ' || content_hash || ' ' || outcome";

/// Somebody with a draft and somebody with an outbox, until the server is gone.
pub fn join(crowd: &mut Crowd, address: SocketAddr, proposals: &[i64], mut dice: impl FnMut() -> SmallRng) {
    crowd.join(writer(address, dice()));
    crowd.join(device(address, proposals.to_vec(), dice()));
}

fn id(dice: &mut SmallRng) -> String {
    format!("{:032x}", dice.random::<u128>())
}

async fn writer(address: SocketAddr, mut dice: SmallRng) -> Ledger {
    let mut ledger = Ledger::default();
    // Each way out of these is the server being gone.
    let _ = save_drafts(address, &mut dice, &mut ledger).await;
    ledger
}

async fn save_drafts(address: SocketAddr, dice: &mut SmallRng, ledger: &mut Ledger) -> Result<(), Lost> {
    let mut client = Client::connect(address).await?;
    loop {
        let key = id(dice);
        let draft = Draft { title: format!("Bänke {key}"), ..Draft::default() };
        let has_picture = dice.random();
        let place = format!("/vorschlaege/entwurf/{key}");
        let answer = client.send(Method::POST, &place, &[MULTIPART], form(&draft, has_picture)).await?;
        // An acknowledgement that comes too early is found by what is missing in the end.
        if answer.status == StatusCode::NOT_FOUND {
            continue;
        }
        has(&answer, StatusCode::SEE_OTHER);
        // The page says by this that all of it is saved.
        let leads_to = answer.headers["location"].to_str().unwrap();
        assert!(leads_to.contains("?gespeichert=1"), "{leads_to}");
        ledger.forms.push(("draft", "fields", serde_json::to_string(&draft).unwrap()));
        if has_picture {
            ledger.forms.push(("picture", "coalesce(draft_key, '')", key));
        }
    }
}

fn form(draft: &Draft, has_picture: bool) -> Vec<u8> {
    let title = format!("--x\r\nContent-Disposition: form-data; name=\"titel\"\r\n\r\n{}\r\n", draft.title);
    let mut body = title.into_bytes();
    if has_picture {
        body.extend(b"--x\r\nContent-Disposition: form-data; name=\"bilder\"; filename=\"a.png\"\r\n\r\n");
        body.extend([PICTURE, b"\r\n".as_slice()].concat());
    }
    body.extend(b"--x--\r\n");
    body
}

async fn device(address: SocketAddr, proposals: Vec<i64>, mut dice: SmallRng) -> Ledger {
    let mut ledger = Ledger::default();
    let _ = empty_outbox(address, &proposals, &mut dice, &mut ledger).await;
    ledger
}

async fn empty_outbox(
    address: SocketAddr,
    proposals: &[i64],
    dice: &mut SmallRng,
    ledger: &mut Ledger,
) -> Result<(), Lost> {
    let mut client = Client::connect(address).await?;
    let worker = client.get("/sw.js").await?.text();
    let voice = between(&worker, "\"key\":\"");
    loop {
        let (id, proposal) = (id(dice), proposals[dice.random_range(0..proposals.len())]);
        let content = json!({ "proposal": proposal, "stance": "for", "text": "Das hilft allen." }).to_string();
        let record = json!({ "id": id, "kind": "comment", "content": content, "entered_at": 1 }).to_string();
        let answer = client.send(Method::POST, "/api/v1/outbox", &[JSON], record).await?;
        has(&answer, StatusCode::OK);
        let told: Value = serde_json::from_str(&answer.text()).unwrap();
        let [detail, signature] = ["detail", "signature"].map(|field| told[field].as_str().unwrap());
        let hash = sha256(&content);
        let word = format!("wegmarken-outbox-1|{id}|{hash}|accepted|{detail}");
        assert!(tablet::is_said(voice, &word, signature), "{told}");
        ledger.comments.push(id.clone());
        ledger.forms.push(("delivery", DELIVERED, format!("{id} {hash} accepted")));
    }
}

/// A tablet that was paired, over all rounds.
#[derive(Clone)]
pub struct Kiosk {
    id: i64,
    seal: String,
    voice: String,
    /// How many records there are already.
    counted: Arc<AtomicI64>,
}

fn key() -> SigningKey {
    SigningKey::from_slice(&[7; 32]).unwrap()
}

impl Kiosk {
    pub async fn paired(program: &Program, server: &Running) -> Self {
        let added = program.run(&["kiosk", "add", "Ortsamt Mitte"]).unwrap();
        assert!(added.status.success(), "{added:?}");
        let said = String::from_utf8(added.stdout).unwrap();
        let pairing = json!({ "code": said.lines().next().unwrap(), "public_key": tablet::public(&key()) });
        let mut client = Client::connect(server.address).await.unwrap();
        let address = "/api/v1/kiosk/pairing";
        let answer = client.send(Method::POST, address, &[JSON], pairing.to_string()).await.unwrap();
        has(&answer, StatusCode::OK);
        let told: Value = serde_json::from_str(&answer.text()).unwrap();
        let [seal, voice] = ["seal", "voice"].map(|field| told[field].as_str().unwrap().to_owned());
        Self { id: told["kiosk"].as_i64().unwrap(), seal, voice, counted: Arc::default() }
    }

    /// Delivers what visitors write, until the server is gone.
    pub async fn at_work(self, address: SocketAddr, mut dice: SmallRng) -> Ledger {
        let mut ledger = Ledger::default();
        let _ = self.deliver(address, &mut dice, &mut ledger).await;
        ledger
    }

    async fn deliver(&self, address: SocketAddr, dice: &mut SmallRng, ledger: &mut Ledger) -> Result<(), Lost> {
        let mut client = Client::connect(address).await?;
        loop {
            let (record, kiosk) = (id(dice), self.id);
            let number = self.counted.fetch_add(1, Ordering::Relaxed) + 1;
            let content = written();
            let plain = json!({ "id": record, "kind": "proposal", "content": content, "visitor": id(dice) });
            let sealed = tablet::seal(&self.seal, kiosk, number, &plain.to_string());
            let hash = sha256(&sealed);
            let signed = Signed { what: "record", kiosk, number, hash: &hash };
            let signature = tablet::sign(&key(), &signed);
            let body = json!({ "kiosk": kiosk, "number": number, "sealed": sealed, "signature": signature });
            let answer = client.send(Method::POST, "/api/v1/kiosk/records", &[JSON], body.to_string()).await?;
            has(&answer, StatusCode::OK);
            let told: Value = serde_json::from_str(&answer.text()).unwrap();
            let word = format!("{signed}|accepted");
            assert!(tablet::is_said(&self.voice, &word, told["signature"].as_str().unwrap()), "{told}");
            ledger.forms.push(("delivery", DELIVERED, format!("{record} {} accepted", sha256(&content))));
            ledger.forms.push(("kiosk_record", "number || ' ' || hash", format!("{number} {hash}")));
            ledger.proposals.push(record);
        }
    }
}

/// The content of a record, as a visitor leaves it.
fn written() -> String {
    let text = "Bänke mit Lehne, damit man sich unterwegs ausruhen kann.";
    let fields = json!({ "title": "Mehr Bänke am Hafen", "text": text, "theme": "verkehr" });
    json!({ "fields": fields, "board": "stadt" }).to_string()
}
