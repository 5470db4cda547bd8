//! The program as an operator starts it.

use std::{
    env,
    ffi::OsStr,
    fs::File,
    io,
    net::{SocketAddr, TcpListener},
    os::fd::OwnedFd,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

use tokio::time::timeout;

use crate::Client;

/// Far longer than a server takes to start and to stop: whoever waits in vain learns of it.
const MOST: Duration = Duration::from_secs(5 * 60);

/// Somebody else may have the port.
const ANSWER: Duration = Duration::from_secs(10);

const BETWEEN_LOOKS: Duration = Duration::from_millis(10);

/// sd_listen_fds(3): the first one that is handed over has the number 3.
const HANDED_OVER: &str = r#"LISTEN_PID=$$ LISTEN_FDS=1 exec "$@" 3<&0 </dev/null"#;

/// The binary with its settings.
#[derive(Clone, Debug)]
pub struct Program {
    /// A command that starts the binary in surroundings of its own.
    under: Vec<String>,
    binary: PathBuf,
    settings: Vec<(String, String)>,
}

/// A server that is up; killed when dropped.
pub struct Running {
    child: Child,
    pub address: SocketAddr,
}

impl Program {
    pub fn new(binary: impl AsRef<Path>) -> Self {
        Self { under: Vec::new(), binary: binary.as_ref().into(), settings: Vec::new() }
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.settings.push((name.into(), value.to_string()));
        self
    }

    /// Started by a command that ends by executing its arguments.
    #[must_use]
    pub fn under(mut self, command: &[&str]) -> Self {
        self.under = command.iter().map(ToString::to_string).collect();
        self
    }

    fn command<T: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = T>) -> Command {
        let mut command = match self.under.split_first() {
            Some((first, more)) => {
                let mut command = Command::new(first);
                command.args(more).arg(&self.binary);
                command
            }
            None => Command::new(&self.binary),
        };
        command.args(arguments).envs(self.settings.iter().cloned()).stdin(Stdio::null());
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> io::Result<Output> {
        self.command(arguments).output()
    }

    /// Starts a server on a free port and returns when it says that it is ready.
    pub async fn serve(&self) -> io::Result<Running> {
        self.serve_at(free_address()?).await
    }

    pub async fn serve_at(&self, address: SocketAddr) -> io::Result<Running> {
        let mut command = self.command(["serve"]);
        command.env("WEGMARKEN_ADDR", address.to_string());
        Self::ready(command, address).await
    }

    /// Starts a server on a port that somebody else holds, as systemd hands one over.
    pub async fn serve_on(&self, port: &TcpListener) -> io::Result<Running> {
        let mut command = self.clone().under(&["sh", "-c", HANDED_OVER, "sh"]).command(["serve"]);
        command.stdin(OwnedFd::from(port.try_clone()?));
        Self::ready(command, port.local_addr()?).await
    }

    async fn ready(mut command: Command, address: SocketAddr) -> io::Result<Running> {
        let (said, failed) = log()?;
        let child = command.stdout(said).stderr(failed).spawn()?;
        let mut running = Running { child, address };
        let began = Instant::now();
        // The port is open before the database is: asking is how to find out, and there is nothing to wait for instead.
        while began.elapsed() < MOST {
            if let Some(status) = running.child.try_wait()? {
                return Err(io::Error::other(format!("the server ended while it started: {status}")));
            }
            if let Ok(mut client) = Client::connect(address).await
                && let Ok(answer) = timeout(ANSWER, client.get("/readyz")).await
                && answer.is_ok_and(|answer| answer.status.is_success())
            {
                return Ok(running);
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
        Err(io::Error::other(format!("the server is not ready after {MOST:?}")))
    }
}

/// Where it goes what a server says: to the file that WEGMARKEN_TRIAL_LOG names, for whoever looks for the reason of a failure.
fn log() -> io::Result<(Stdio, Stdio)> {
    let Some(name) = env::var_os("WEGMARKEN_TRIAL_LOG") else { return Ok((Stdio::null(), Stdio::null())) };
    let file = File::options().append(true).create(true).open(name)?;
    Ok((file.try_clone()?.into(), file.into()))
}

impl Running {
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// `kill -9`: no chance to tidy up.
    pub fn kill(mut self) -> io::Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// SIGTERM, as a supervisor asks; returns when the process has ended.
    pub fn stop(self) -> io::Result<ExitStatus> {
        self.signal("TERM")
    }

    /// Asks in some way to end; returns when the process has ended.
    pub fn signal(self, name: &str) -> io::Result<ExitStatus> {
        self.ask(name)?;
        self.ended()
    }

    /// Asks in some way to end, and does not wait for it.
    pub fn ask(&self, name: &str) -> io::Result<()> {
        Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status()?;
        Ok(())
    }

    /// Returns when the process has ended.
    pub fn ended(mut self) -> io::Result<ExitStatus> {
        let began = Instant::now();
        while began.elapsed() < MOST {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status);
            }
            thread::sleep(BETWEEN_LOOKS);
        }
        Err(io::Error::other(format!("the server still runs {MOST:?} after it was asked to stop")))
    }
}

impl Drop for Running {
    /// A test that fails leaves nothing behind.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_address() -> io::Result<SocketAddr> {
    TcpListener::bind("127.0.0.1:0")?.local_addr()
}
