//! The program as an operator starts it.

use std::{
    env,
    ffi::OsStr,
    fs::File,
    io,
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Output, Stdio},
    time::Duration,
};

use crate::Client;

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
        let (said, failed) = log()?;
        let child = command.env("WEGMARKEN_ADDR", address.to_string()).stdout(said).stderr(failed).spawn()?;
        let mut running = Running { child, address };
        // The port is open before the database is: asking is how to find out, and there is nothing to wait for instead.
        loop {
            if let Some(status) = running.child.try_wait()? {
                return Err(io::Error::other(format!("the server ended while it started: {status}")));
            }
            if let Ok(mut client) = Client::connect(address).await
                && client.get("/readyz").await.is_ok_and(|answer| answer.status.is_success())
            {
                return Ok(running);
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
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
        self.child.wait()
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
