//! Closed-loop load: each connection sends its next request when the last one is answered.

use std::{
    net::SocketAddr,
    sync::{Arc, OnceLock},
    time::{Duration, Instant},
};

use hyper::{Method, StatusCode};
use trial::{Client, Lost};

/// What each request of a load is; the number counts the requests of one connection.
pub type Ask = Arc<dyn Fn(u64) -> Request + Send + Sync>;

/// What the first city told a guest to be known by; the others have the same secret.
static SOMEBODY: OnceLock<String> = OnceLock::new();

/// Begins a draft, which makes somebody out of anybody.
pub async fn meet_somebody(address: SocketAddr) -> Result<(), Lost> {
    if SOMEBODY.get().is_some() {
        return Ok(());
    }
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let draft = "schluessel=5ca1e0005ca1e0005ca1e0005ca1e000&thema=verkehr";
    let mut client = Client::connect(address).await?;
    let answer = client.send(Method::POST, "/vorschlaege/neu", &form, draft).await?;
    let cookie = answer.cookie().ok_or(Lost)?;
    SOMEBODY.get_or_init(|| cookie);
    Ok(())
}

#[derive(Clone)]
pub struct Request {
    pub method: Method,
    pub address: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: String,
}

impl Request {
    /// As browsers ask, which all understand brotli.
    pub fn page(address: impl Into<String>) -> Self {
        let headers = vec![("accept-encoding", "br".to_owned())];
        Self { method: Method::GET, address: address.into(), headers, body: String::new() }
    }

    /// For somebody who took part, whose pages are made for them alone.
    pub fn own_page(address: impl Into<String>) -> Self {
        let mut page = Self::page(address);
        page.headers.push(("cookie", SOMEBODY.get().cloned().unwrap_or_default()));
        page
    }
}

/// One measured stretch of load.
#[derive(Clone, Debug, Default)]
pub struct Load {
    pub seconds: f64,
    /// How long each request took, in milliseconds, shortest first.
    pub milliseconds: Vec<f64>,
    pub refused: u64,
    /// Connections that ended before they should.
    pub lost: u64,
}

impl Load {
    pub fn per_second(&self) -> f64 {
        self.milliseconds.len() as f64 / self.seconds
    }

    /// Empty when everything was answered as it should be: figures about anything else mean nothing.
    pub fn trouble(&self) -> String {
        match (self.refused, self.lost) {
            (0, 0) => String::new(),
            (refused, lost) => format!(", {refused} REFUSED, {lost} connections LOST"),
        }
    }

    pub fn percentile(&self, percent: f64) -> f64 {
        let place = (self.milliseconds.len() as f64 * percent / 100.0) as usize;
        self.milliseconds.get(place.min(self.milliseconds.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
    }
}

pub async fn load(address: SocketAddr, connections: usize, time: Duration, ask: &Ask) -> Load {
    let began = Instant::now();
    let tasks: Vec<_> = (0..connections).map(|_| tokio::spawn(one(address, began, time, ask.clone()))).collect();
    let mut all = Load::default();
    for task in tasks {
        match task.await {
            Ok(Ok((milliseconds, refused))) => {
                all.milliseconds.extend(milliseconds);
                all.refused += refused;
            }
            _ => all.lost += 1,
        }
    }
    all.seconds = began.elapsed().as_secs_f64();
    all.milliseconds.sort_by(f64::total_cmp);
    all
}

async fn one(address: SocketAddr, began: Instant, time: Duration, ask: Ask) -> Result<(Vec<f64>, u64), Lost> {
    let mut client = Client::connect(address).await?;
    let (mut milliseconds, mut refused) = (Vec::new(), 0);
    for number in 0.. {
        let sent = Instant::now();
        if sent.duration_since(began) >= time {
            break;
        }
        let Request { method, address, headers, body } = ask(number);
        let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = client.send(method, &address, &headers, body).await?;
        if answer.status == StatusCode::OK {
            milliseconds.push(sent.elapsed().as_secs_f64() * 1000.0);
        } else {
            refused += 1;
        }
    }
    Ok((milliseconds, refused))
}
