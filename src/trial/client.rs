//! One connection that speaks HTTP/1.1, as a browser keeps one open.

use std::net::SocketAddr;

use http_body_util::{BodyExt, Full};
use hyper::{
    HeaderMap, Method, Request, StatusCode,
    body::Bytes,
    client::conn::http1::{SendRequest, handshake},
    header,
};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

pub struct Client {
    sender: SendRequest<Full<Bytes>>,
    /// What a browser says of where a request comes from.
    site: &'static str,
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// The connection broke: whether the other side did what was asked is unknown.
#[derive(Debug)]
pub struct Lost;

impl Client {
    pub async fn connect(address: SocketAddr) -> Result<Self, Lost> {
        let stream = TcpStream::connect(address).await.map_err(|_| Lost)?;
        stream.set_nodelay(true).map_err(|_| Lost)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await.map_err(|_| Lost)?;
        tokio::spawn(connection);
        Ok(Self { sender, site: "same-origin" })
    }

    /// As a page of another site would make a browser send it.
    #[must_use]
    pub fn of_another_site(self) -> Self {
        Self { site: "cross-site", ..self }
    }

    pub async fn get(&mut self, address: &str) -> Result<Answer, Lost> {
        self.send(Method::GET, address, &[], "").await
    }

    pub async fn send(
        &mut self,
        method: Method,
        address: &str,
        headers: &[(&str, &str)],
        body: impl Into<Bytes>,
    ) -> Result<Answer, Lost> {
        let request = headers
            .iter()
            .fold(Request::builder().method(method).uri(address), |request, (name, value)| {
                request.header(*name, *value)
            })
            .header(header::HOST, "localhost")
            .header("sec-fetch-site", self.site)
            .body(Full::new(body.into()))
            .map_err(|_| Lost)?;
        self.sender.ready().await.map_err(|_| Lost)?;
        let (head, body) = self.sender.send_request(request).await.map_err(|_| Lost)?.into_parts();
        let body = body.collect().await.map_err(|_| Lost)?.to_bytes();
        Ok(Answer { status: head.status, headers: head.headers, body })
    }
}

impl Answer {
    /// The cookie that the answer sets, as the next request sends it.
    pub fn cookie(&self) -> Option<String> {
        let cookie = self.headers.get(header::SET_COOKIE)?.to_str().ok()?;
        cookie.split(';').next().map(ToOwned::to_owned)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}
