//! One address in front of several servers, as an operator's proxy keeps it: each connection goes to the next server, and
//! past one that takes none.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
};

pub struct Proxy {
    pub address: SocketAddr,
    task: JoinHandle<()>,
}

impl Proxy {
    pub async fn to(servers: Vec<SocketAddr>) -> Self {
        Self::at("127.0.0.1:0".parse().unwrap(), servers).await
    }

    pub async fn at(address: SocketAddr, servers: Vec<SocketAddr>) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        Self { address, task: tokio::spawn(run(listener, servers.into())) }
    }

    /// Takes no connection any more and breaks those that there are.
    pub async fn cut(self) {
        self.task.abort();
        let _ = self.task.await;
    }
}

async fn run(listener: TcpListener, servers: Arc<[SocketAddr]>) {
    let turn = Arc::new(AtomicUsize::new(0));
    let mut connections = JoinSet::new();
    while let Ok((client, _)) = listener.accept().await {
        connections.spawn(pass(client, servers.clone(), turn.clone()));
    }
}

async fn pass(mut client: TcpStream, servers: Arc<[SocketAddr]>, turn: Arc<AtomicUsize>) {
    let first = turn.fetch_add(1, Ordering::Relaxed);
    for next in 0..servers.len() {
        if let Ok(mut server) = TcpStream::connect(servers[(first + next) % servers.len()]).await {
            let _ = copy_bidirectional(&mut client, &mut server).await;
            return;
        }
    }
}
