//! What citizens were told: the acknowledgements, written down on their side of the wire.

use std::{net::SocketAddr, time::Duration};

use hyper::{Method, StatusCode};
use rand::{RngExt, rngs::SmallRng};
use tokio::{sync::mpsc::UnboundedSender, task::JoinSet, time::timeout};
use trial::{Answer, Client, Lost};

/// What comes at all comes sooner; what does not is said.
pub async fn in_time<T>(awaited: impl Future<Output = T>, never: &str) -> T {
    timeout(Duration::from_secs(2 * 60), awaited).await.expect(never)
}

/// Everything that was answered with success.
#[derive(Clone, Default, Debug)]
pub struct Ledger {
    /// Guest token and proposal.
    pub supports: Vec<(String, i64)>,
    /// Client-made ids.
    pub proposals: Vec<String>,
    pub comments: Vec<String>,
    /// What comes by forms: the table, the column and what has to stand in it.
    pub forms: Vec<(&'static str, &'static str, String)>,
}

impl Ledger {
    pub fn len(&self) -> usize {
        self.supports.len() + self.proposals.len() + self.comments.len() + self.forms.len()
    }

    pub fn add(&mut self, other: Self) {
        self.supports.extend(other.supports);
        self.proposals.extend(other.proposals);
        self.comments.extend(other.comments);
        self.forms.extend(other.forms);
    }
}

/// People who take part until the server is gone.
pub struct Crowd {
    citizens: JoinSet<Ledger>,
    acknowledged: tokio::sync::mpsc::UnboundedReceiver<()>,
}

impl Crowd {
    pub fn of(many: u64, address: SocketAddr, proposals: &[i64], mut dice: impl FnMut() -> SmallRng) -> Self {
        let (tell, acknowledged) = tokio::sync::mpsc::unbounded_channel();
        let mut citizens = JoinSet::new();
        for _ in 0..many {
            citizens.spawn(citizen(address, proposals.to_vec(), dice(), tell.clone()));
        }
        Self { citizens, acknowledged }
    }

    /// Somebody else among them.
    pub fn join(&mut self, somebody: impl Future<Output = Ledger> + Send + 'static) {
        self.citizens.spawn(somebody);
    }

    /// Returns when the crowd has seen so many acknowledgements.
    pub async fn has_seen(&mut self, many: usize) {
        for _ in 0..many {
            let next = in_time(self.acknowledged.recv(), "nobody is answered any more").await;
            next.expect("the server went away by itself");
        }
    }

    /// What all of them wrote down; returns when the last one has noticed that the server is gone.
    pub async fn ledger(mut self) -> Ledger {
        let mut all = Ledger::default();
        let never = "somebody waits for an answer of a server that is gone";
        while let Some(one) = in_time(self.citizens.join_next(), never).await {
            all.add(one.unwrap());
        }
        all
    }
}

async fn citizen(address: SocketAddr, proposals: Vec<i64>, dice: SmallRng, tell: UnboundedSender<()>) -> Ledger {
    let mut ledger = Ledger::default();
    // Each way out is the server being gone.
    let _ = take_part(address, &proposals, dice, &tell, &mut ledger).await;
    ledger
}

async fn take_part(
    address: SocketAddr,
    proposals: &[i64],
    mut dice: SmallRng,
    tell: &UnboundedSender<()>,
    ledger: &mut Ledger,
) -> Result<(), Lost> {
    let mut client = Client::connect(address).await?;
    loop {
        let answer = act(&mut client, proposals, &mut dice, ledger).await?;
        assert!(answer.status.is_success() || answer.status.is_redirection(), "{} {}", answer.status, answer.text());
        let _ = tell.send(());
    }
}

/// Contributes something and writes down what was acknowledged.
pub async fn act(
    client: &mut Client,
    proposals: &[i64],
    dice: &mut SmallRng,
    ledger: &mut Ledger,
) -> Result<Answer, Lost> {
    let proposal = proposals[dice.random_range(0..proposals.len())];
    let id = format!("{:032x}", dice.random::<u128>());
    let json = [("content-type", "application/json")];
    match dice.random_range(0..20) {
        0..5 => {
            let answer = client.send(Method::POST, "/api/v1/proposals", &json, proposal_body(&id)).await?;
            if answer.status == StatusCode::CREATED {
                ledger.proposals.push(id);
            }
            Ok(answer)
        }
        5..9 => {
            let address = format!("/api/v1/proposals/{proposal}/comments");
            let answer = client.send(Method::POST, &address, &json, comment_body(&id)).await?;
            if answer.status == StatusCode::CREATED {
                ledger.comments.push(id);
            }
            Ok(answer)
        }
        9..17 => {
            // Without a cookie: a new person each time.
            let address = format!("/api/v1/proposals/{proposal}/support");
            let answer = client.send(Method::PUT, &address, &json, "").await?;
            if answer.status == StatusCode::OK {
                let cookie = answer.cookie().unwrap();
                let token = cookie.split_once('=').unwrap().1.split_once('.').unwrap().0.to_owned();
                ledger.supports.push((token, proposal));
            }
            Ok(answer)
        }
        form => {
            let (address, body, table, column) = match form {
                17 => ("/vorschlaege/neu", format!("schluessel={id}&thema=verkehr"), "draft", "key"),
                18 => ("/melden", report_body(&id, proposal), "report", "submission"),
                _ => ("/barrierefreiheit/melden", barrier_body(&id), "barrier", "submission"),
            };
            let kind = [("content-type", "application/x-www-form-urlencoded")];
            let answer = client.send(Method::POST, address, &kind, body).await?;
            if answer.status == StatusCode::SEE_OTHER {
                ledger.forms.push((table, column, id));
            }
            Ok(answer)
        }
    }
}

fn report_body(id: &str, proposal: i64) -> String {
    format!(
        "einsendung={id}&beitrag=vorschlag-{proposal}&anlass=regel-5&text=Der+Text+beleidigt+eine+Gruppe.&gutglaeubig=ja"
    )
}

fn barrier_body(id: &str) -> String {
    format!("einsendung={id}&seite=%2Fkalender&text=Der+Knopf+hat+keinen+Namen.")
}

pub fn proposal_body(id: &str) -> String {
    let text = "Bänke mit Lehne, damit man sich unterwegs ausruhen kann.";
    format!(r#"{{"submission":"{id}","title":"Mehr Bänke am Hafen","text":"{text}","theme":"verkehr"}}"#)
}

fn comment_body(id: &str) -> String {
    format!(r#"{{"submission":"{id}","stance":"for","text":"Das hilft allen."}}"#)
}
