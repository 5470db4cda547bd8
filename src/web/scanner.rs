//! A virus scanner on this machine looks at files before they are kept: clamd, in its own words (INSTREAM). What it cannot be
//! asked about is not kept.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpStream, UnixStream},
};

/// A large document takes a scanner seconds; whoever uploads waits for minutes at most.
const PATIENCE: Duration = Duration::from_secs(60);

const PIECE: usize = 64 * 1024;

/// Bytes of its answer, which is one line.
const LONGEST_ANSWER: u64 = 1024;

/// Where it is. Files cross no network on their way there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scanner {
    Socket(PathBuf),
    Here(SocketAddr),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Clean,
    Infected,
    /// It did not say; why stands in the log.
    Unknown,
}

impl Scanner {
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(path) = text.strip_prefix("unix:") {
            return path.starts_with('/').then(|| Self::Socket(path.into()));
        }
        let address: SocketAddr = text.strip_prefix("tcp:")?.parse().ok()?;
        address.ip().to_canonical().is_loopback().then_some(Self::Here(address))
    }

    pub async fn look(&self, bytes: &[u8]) -> Verdict {
        match tokio::time::timeout(PATIENCE, self.ask(bytes)).await {
            Ok(Ok(answer)) => understood(&answer),
            Ok(Err(error)) => {
                tracing::warn!(%error, "The virus scanner cannot be asked");
                Verdict::Unknown
            }
            Err(_) => {
                tracing::warn!("The virus scanner does not answer");
                Verdict::Unknown
            }
        }
    }

    async fn ask(&self, bytes: &[u8]) -> std::io::Result<String> {
        match self {
            Self::Socket(path) => converse(UnixStream::connect(path).await?, bytes).await,
            Self::Here(address) => converse(TcpStream::connect(address).await?, bytes).await,
        }
    }
}

/// The file goes in pieces, each behind its length; nothing ends it.
async fn converse(mut stream: impl AsyncRead + AsyncWrite + Unpin, bytes: &[u8]) -> std::io::Result<String> {
    stream.write_all(b"zINSTREAM\0").await?;
    for piece in bytes.chunks(PIECE) {
        let length = u32::try_from(piece.len()).map_err(std::io::Error::other)?;
        stream.write_all(&length.to_be_bytes()).await?;
        stream.write_all(piece).await?;
    }
    stream.write_all(&[0; 4]).await?;
    let mut answer = Vec::new();
    stream.take(LONGEST_ANSWER).read_to_end(&mut answer).await?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

fn understood(answer: &str) -> Verdict {
    let answer = answer.trim_end_matches(['\0', '\n']);
    match answer.strip_prefix("stream: ") {
        Some("OK") => Verdict::Clean,
        Some(found) if found.ends_with(" FOUND") => {
            tracing::warn!(found, "The virus scanner refused a file");
            Verdict::Infected
        }
        _ => {
            tracing::warn!(answer, "The virus scanner could not look at a file");
            Verdict::Unknown
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scanner_is_on_this_machine() {
        assert!(matches!(Scanner::parse("unix:/run/clamav/clamd.ctl"), Some(Scanner::Socket(_))));
        for here in ["tcp:127.0.0.1:3310", "tcp:[::1]:3310"] {
            assert!(matches!(Scanner::parse(here), Some(Scanner::Here(_))), "{here}");
        }
        for wrong in ["", "clamd", "unix:clamd.ctl", "tcp:192.0.2.7:3310", "tcp:localhost:3310", "tcp:127.0.0.1"] {
            assert_eq!(Scanner::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn only_what_it_calls_clean_is_clean() {
        assert_eq!(understood("stream: OK\0"), Verdict::Clean);
        assert_eq!(understood("stream: Win.Test.EICAR_HDB-1 FOUND\0"), Verdict::Infected);
        for other in ["", "stream: OK FOUND ", "INSTREAM size limit exceeded. ERROR\0", "UNKNOWN COMMAND\0", "OK"] {
            assert_eq!(understood(other), Verdict::Unknown, "{other}");
        }
    }
}
