//! Requests that are on their way when a server is asked to stop. It has asked for what is still to come of each of them, so
//! it works on them, and whoever sent one can say whether it was answered.

use std::net::SocketAddr;

use rand::{RngExt, rngs::SmallRng};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};
use trial::Running;

use super::ledger::{Ledger, proposal_body};

pub const MANY: usize = 16;

/// A proposal of which nothing but its head was sent.
struct Begun {
    stream: BufReader<TcpStream>,
    id: String,
}

impl Begun {
    async fn at(address: SocketAddr, dice: &mut SmallRng) -> Self {
        let mut stream = BufReader::new(TcpStream::connect(address).await.unwrap());
        let id = format!("{:032x}", dice.random::<u128>());
        let head = format!(
            "POST /api/v1/proposals HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\nExpect: 100-continue\r\n\r\n",
            proposal_body(&id).len()
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut line = String::new();
        stream.read_line(&mut line).await.unwrap();
        assert!(line.starts_with("HTTP/1.1 100 "), "{line}");
        Self { stream, id }
    }

    /// Sends the rest; whether it was taken, and said so.
    async fn is_answered(&mut self) -> bool {
        let (body, mut answer) = (proposal_body(&self.id), String::new());
        self.stream.write_all(body.as_bytes()).await.is_ok()
            && self.stream.read_to_string(&mut answer).await.is_ok()
            && answer.trim_start().starts_with("HTTP/1.1 201 ")
            && answer.contains("\"receipt\"")
    }
}

/// A connection on which nothing is on its way.
async fn idle(address: SocketAddr) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    stream.read_u8().await.unwrap();
    stream
}

/// What the server answered of all that it had begun, and how much it did not; returns when the process has ended.
pub async fn asked_to_stop(server: Running, signal: &str, dice: &mut SmallRng) -> (Ledger, usize) {
    let mut all = Vec::with_capacity(MANY);
    for _ in 0..MANY {
        all.push(Begun::at(server.address, dice).await);
    }
    let mut idle = idle(server.address).await;
    server.ask(signal).unwrap();
    // Such a connection is let go of at once: by this the end shows that the server has heard.
    let _ = idle.read_to_end(&mut Vec::new()).await;
    let (mut answered, mut unanswered) = (Ledger::default(), 0);
    for mut one in all {
        if one.is_answered().await {
            answered.proposals.push(one.id);
        } else {
            unanswered += 1;
        }
    }
    let status = server.ended().unwrap();
    assert!(status.success(), "{signal}: {status}");
    (answered, unanswered)
}
