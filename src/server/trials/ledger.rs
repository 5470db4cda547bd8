//! What citizens were told: the acknowledgements, written down on their side of the wire.

use std::net::SocketAddr;

use hyper::{Method, StatusCode};
use rand::{RngExt, rngs::SmallRng};
use tokio::{sync::mpsc::UnboundedSender, task::JoinSet};
use trial::{Client, Lost};

/// Everything that was answered with success.
#[derive(Default, Debug)]
pub struct Ledger {
    /// Guest token and proposal.
    pub supports: Vec<(String, i64)>,
    /// Client-made ids.
    pub proposals: Vec<String>,
    pub comments: Vec<String>,
}

impl Ledger {
    pub fn len(&self) -> usize {
        self.supports.len() + self.proposals.len() + self.comments.len()
    }

    pub fn add(&mut self, other: Self) {
        self.supports.extend(other.supports);
        self.proposals.extend(other.proposals);
        self.comments.extend(other.comments);
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

    /// Returns when the crowd has seen so many acknowledgements.
    pub async fn has_seen(&mut self, many: usize) {
        for _ in 0..many {
            self.acknowledged.recv().await.expect("the server went away by itself");
        }
    }

    /// What all of them wrote down; returns when the last one has noticed that the server is gone.
    pub async fn ledger(mut self) -> Ledger {
        let mut all = Ledger::default();
        while let Some(one) = self.citizens.join_next().await {
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
    let json = [("content-type", "application/json")];
    loop {
        let proposal = proposals[dice.random_range(0..proposals.len())];
        let id = format!("{:032x}", dice.random::<u128>());
        let (method, address, body) = match dice.random_range(0..4) {
            0 => (Method::POST, "/api/v1/proposals".to_owned(), proposal_body(&id)),
            1 => (Method::POST, format!("/api/v1/proposals/{proposal}/comments"), comment_body(&id)),
            // Without a cookie: a new person each time.
            _ => (Method::PUT, format!("/api/v1/proposals/{proposal}/support"), String::new()),
        };
        let is_support = method == Method::PUT;
        let is_comment = address.ends_with("comments");
        let answer = client.send(method, &address, &json, body).await?;
        let expected = if is_support { StatusCode::OK } else { StatusCode::CREATED };
        assert_eq!(answer.status, expected, "{}", answer.text());
        if is_support {
            let cookie = answer.cookie().unwrap();
            let token = cookie.split_once('=').unwrap().1.split_once('.').unwrap().0.to_owned();
            ledger.supports.push((token, proposal));
        } else if is_comment {
            ledger.comments.push(id);
        } else {
            ledger.proposals.push(id);
        }
        let _ = tell.send(());
    }
}

pub fn proposal_body(id: &str) -> String {
    let text = "Bänke mit Lehne, damit man sich unterwegs ausruhen kann.";
    format!(r#"{{"submission":"{id}","title":"Mehr Bänke am Hafen","text":"{text}","theme":"verkehr"}}"#)
}

fn comment_body(id: &str) -> String {
    format!(r#"{{"submission":"{id}","stance":"for","text":"Das hilft allen."}}"#)
}
