//! Requests to the service: to no other address than it named itself, without following anybody elsewhere, and never
//! more than a little.

use std::{future::Future, pin::Pin, time::Duration};

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

const PATIENCE: Duration = Duration::from_secs(10);
const MOST: usize = 1024 * 1024;

#[derive(Clone)]
pub struct Http(reqwest::Client);

#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    #[error("the service cannot be reached")]
    Away(#[from] reqwest::Error),
    #[error("the service says more than can be read")]
    TooMuch,
    #[error("the service's answer cannot be read")]
    Unreadable(#[from] ::http::Error),
}

impl Http {
    /// A service on this machine is asked past any proxy.
    pub fn new(is_here: bool) -> Option<Self> {
        // Somebody else may have chosen one before; then that one is used.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(PATIENCE);
        let builder = if is_here { builder.no_proxy() } else { builder };
        match builder.build() {
            Ok(client) => Some(Self(client)),
            Err(error) => {
                tracing::error!(%error, "No other service can be asked");
                None
            }
        }
    }

    pub async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let mut answer = self.0.execute(request.try_into()?).await?;
        let mut read = Vec::new();
        let mut head = ::http::Response::builder().status(answer.status());
        for (name, value) in answer.headers() {
            head = head.header(name, value);
        }
        while let Some(part) = answer.chunk().await? {
            read.extend_from_slice(&part);
            if read.len() > MOST {
                return Err(HttpError::TooMuch);
            }
        }
        Ok(head.body(read)?)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}
