//! Editors keep a stream of events open for minutes; a server that is asked to stop does not wait for it.

use std::time::{Duration, Instant};

use domain::{
    Language,
    policy::{Acting, Role},
};
use store::{Settings, Store, editing};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

use super::{SECRET, database_url, program, staff};

#[tokio::test(flavor = "multi_thread")]
async fn open_streams_of_events_do_not_keep_a_server_that_is_asked_to_stop() {
    let folder = tempfile::tempdir().unwrap();
    let program = program(&folder);
    assert!(program.run(&["seed"]).unwrap().status.success());
    let cookie = staff(&folder, Role::Editor).await;
    let url = database_url(&folder);
    let store = Store::open(&Settings { secret: Some(SECRET.into()), ..Settings::new(url) }).await.unwrap();
    let editor = Acting { role: Role::Editor, ..Acting::OPERATOR };
    let page = editing::open_at(&store, &editor, "mitmachen", Language::De).await.unwrap().unwrap().page;
    store.close().await.unwrap();

    let server = program.serve().await.unwrap();
    let mut streams = Vec::new();
    for _ in 0..10 {
        let stream = TcpStream::connect(server.address).await.unwrap();
        let mut stream = BufReader::new(stream);
        let head = format!(
            "GET /bearbeiten/{page}/ereignisse HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nCookie: {cookie}\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut status = String::new();
        stream.read_line(&mut status).await.unwrap();
        assert!(status.contains("200"), "{status}");
        streams.push(stream);
    }
    let asked = Instant::now();
    let status = tokio::task::block_in_place(|| server.stop()).unwrap();
    // The time that running requests are given is ten seconds; a stream that is ended takes none of it.
    assert!(status.success() && asked.elapsed() < Duration::from_secs(5), "{status} after {:?}", asked.elapsed());
    for mut stream in streams {
        let mut rest = String::new();
        stream.read_to_string(&mut rest).await.unwrap();
        assert!(rest.ends_with("0\r\n\r\n"), "the stream was cut and not ended: {rest:?}");
    }
}
