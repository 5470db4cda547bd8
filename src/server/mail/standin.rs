//! A mail server of our own, which can go away in the middle of a letter.

use std::{
    collections::VecDeque,
    io,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// How the conversation about one letter ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// It says that it has the letter, and stays.
    Taken,
    /// It says so, and is gone.
    AfterAnswer,
    /// It has the letter, and is gone before it says so.
    BeforeAnswer,
    /// It is gone before it has the letter.
    Within,
}

#[derive(Clone)]
pub struct Standin {
    /// As the setting names it.
    pub address: String,
    state: Arc<State>,
}

struct State {
    /// Its answer to every address.
    rcpt: &'static str,
    ends: Mutex<VecDeque<Ends>>,
    heard: Mutex<Vec<String>>,
    letters: Mutex<Vec<String>>,
}

impl Standin {
    pub async fn start(rcpt: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("smtp://{}", listener.local_addr().unwrap());
        let (ends, heard, letters) = Default::default();
        let state = Arc::new(State { rcpt, ends, heard, letters });
        let told = state.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, told.clone()));
            }
        });
        Self { address, state }
    }

    /// Of the next letters, one after the other; all behind them are taken.
    pub fn ends(&self, next: impl IntoIterator<Item = Ends>) {
        self.state.ends.lock().unwrap().extend(next);
    }

    /// Every line that it was told.
    pub fn heard(&self) -> Vec<String> {
        self.state.heard.lock().unwrap().clone()
    }

    /// The names of the letters that it got whole, each as often as it did.
    pub fn letters(&self) -> Vec<String> {
        self.state.letters.lock().unwrap().clone()
    }
}

async fn converse(stream: TcpStream, state: Arc<State>) -> io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 here\r\n").await?;
    // Of the letter that it is reading: its name, and how that ends.
    let mut letter: Option<(String, Ends)> = None;
    while let Some(line) = lines.next_line().await? {
        state.heard.lock().unwrap().push(line.clone());
        if let Some((name, ends)) = letter.take() {
            if line != "." {
                let found = line.strip_prefix("Message-ID: <").and_then(|id| id.split('@').next());
                letter = Some((found.map_or(name, str::to_owned), ends));
                continue;
            }
            state.letters.lock().unwrap().push(name);
            if ends == Ends::BeforeAnswer {
                return Ok(());
            }
            write.write_all(b"250 taken\r\n").await?;
            if ends == Ends::AfterAnswer {
                return Ok(());
            }
            continue;
        }
        let answer = match line.split(' ').next().unwrap_or_default() {
            "DATA" => {
                let ends = state.ends.lock().unwrap().pop_front().unwrap_or(Ends::Taken);
                if ends == Ends::Within {
                    return Ok(());
                }
                letter = Some((String::new(), ends));
                "354 go on"
            }
            "RCPT" => state.rcpt,
            _ => "250 fine",
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}
