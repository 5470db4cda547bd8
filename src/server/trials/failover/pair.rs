//! Two PostgreSQL of a trial's own: one is written to, the other one follows it and may take its place.

use std::{
    env, fs,
    net::{SocketAddr, TcpListener},
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;
use tokio::task::block_in_place;

use crate::{
    dumps::{said, tools},
    full_disk::works,
    oracle::{Oracle, command},
    proxy::Proxy,
};

const PATIENCE: Duration = Duration::from_secs(60);

pub struct Pair {
    pub primary: Server,
    pub standby: Server,
    /// By which the one follows the other.
    pub line: Proxy,
    /// Goes last.
    _folder: TempDir,
}

impl Pair {
    /// Two that hold an empty database, where there is a PostgreSQL.
    pub async fn follow() -> Option<Self> {
        env::var_os("TEST_DATABASE_URL")?;
        let tools = tools()?;
        let folder = tempfile::tempdir().unwrap();
        let programs = Programs::new(tools, folder.path());
        let how = ["-U", "wegmarken", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"];
        programs.run("initdb", &[["-N", "-D", "primary"].as_slice(), &how].concat());
        let primary = Server::start(&programs, "primary");
        command(&primary.url("postgres"), "CREATE DATABASE wegmarken").await;
        let line = Proxy::to(vec![primary.address]).await;
        // It follows by the address by which it was copied.
        let port = line.address.port().to_string();
        let from = ["-h", "127.0.0.1", "-p", &port, "-U", "wegmarken"];
        programs.run("pg_basebackup", &[["-N", "-R", "-c", "fast", "-D", "standby"].as_slice(), &from].concat());
        let standby = Server::start(&programs, "standby");
        Some(Self { primary, standby, line, _folder: folder })
    }

    /// Returns when the standby follows: part of every commit from now on, or always a little behind.
    pub async fn acknowledge(&self, is_together: bool) {
        let url = self.primary.url("wegmarken");
        if is_together {
            command(&url, "ALTER SYSTEM SET synchronous_standby_names = 'standby'").await;
            command(&url, "SELECT pg_reload_conf()").await;
        }
        let state = if is_together { "sync" } else { "async" };
        let following =
            format!("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming' AND sync_state = '{state}'");
        let (oracle, deadline) = (Oracle::open(&url).await, Instant::now() + PATIENCE);
        while oracle.number(&following).await == 0 {
            assert!(Instant::now() < deadline, "the standby does not follow");
        }
        oracle.close().await;
    }
}

/// One PostgreSQL that runs; stopped when dropped.
pub struct Server {
    programs: Programs,
    name: &'static str,
    pub address: SocketAddr,
}

impl Server {
    /// On what lies in the folder of that name. As a standby it is known by its name.
    fn start(programs: &Programs, name: &'static str) -> Self {
        let log = format!("{name}.log");
        // Taken by somebody else in between is possible; the server notices and the next number is tried.
        for _ in 0..6 {
            let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
            // Its processes are killed, and not the system: what it gave to that is as safe as on the disk.
            let settings = format!(
                "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c timezone=UTC -c fsync=off \
                 -c synchronous_commit=on -c wal_level=replica -c cluster_name={name} -p {}",
                address.port()
            );
            let start = ["-D", name, "-l", &log, "-w", "-t", "60", "-o", &settings, "start"];
            if programs.output("pg_ctl", &start).status.success() {
                return Self { programs: programs.clone(), name, address };
            }
        }
        panic!("PostgreSQL does not start: {}", fs::read_to_string(programs.folder.join(log)).unwrap_or_default());
    }

    pub fn url(&self, database: &str) -> String {
        format!("postgres://wegmarken@{}/{database}", self.address)
    }

    /// `kill -9` of all its processes, as a machine goes down.
    pub fn kill(&self) {
        let note = self.programs.folder.join(self.name).join("postmaster.pid");
        let told = fs::read_to_string(&note).unwrap();
        let lines: Vec<_> = told.lines().collect();
        let first = lines[0];
        let others = fs::read_to_string(format!("/proc/{first}/task/{first}/children")).unwrap_or_default();
        assert!(works("kill", &["-9", first]), "there is no process {first}");
        // Some end with the first, and elsewhere than on Linux all of them do.
        works("kill", &["-9"].into_iter().chain(others.split_whitespace()).collect::<Vec<_>>());
        // What the next start would tidy up: the note, and the mark in shared memory that it names.
        fs::remove_file(note).unwrap();
        works("ipcrm", &["-m", lines[6].split_whitespace().last().unwrap()]);
    }

    /// A standby takes writes by itself; returns when it does.
    pub fn promote(&self) {
        self.programs.run("pg_ctl", &["-D", self.name, "-w", "promote"]);
    }
}

impl Drop for Server {
    /// A trial that fails leaves nothing behind. One that was killed is not there to be stopped.
    fn drop(&mut self) {
        let _ = self.programs.command("pg_ctl").args(["-D", self.name, "-m", "immediate", "stop"]).output();
    }
}

/// The programs of PostgreSQL, and the folder in which they run.
#[derive(Clone)]
struct Programs {
    tools: String,
    folder: PathBuf,
    user: Option<&'static str>,
}

impl Programs {
    fn new(tools: String, folder: &Path) -> Self {
        // PostgreSQL refuses to run as root.
        let is_root = fs::metadata(folder).unwrap().uid() == 0;
        let user = is_root.then(|| if works("id", &["postgres"]) { "postgres" } else { "nobody" });
        if let Some(user) = user {
            assert!(works("chown", &[user, folder.to_str().unwrap()]));
        }
        Self { tools, folder: folder.into(), user }
    }

    fn command(&self, program: &str) -> Command {
        let program = format!("{}/{program}", self.tools);
        let mut command = match self.user {
            Some(user) => {
                let mut command = Command::new("runuser");
                command.args(["-u", user, "--", &program]);
                command
            }
            None => Command::new(program),
        };
        // Away from the caller's folder, which that user may not be allowed to enter.
        command.current_dir(&self.folder).stdin(Stdio::null());
        command
    }

    fn output(&self, program: &str, arguments: &[&str]) -> Output {
        block_in_place(|| self.command(program).args(arguments).output()).unwrap()
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let ran = self.output(program, arguments);
        assert!(ran.status.success(), "{program}: {}", said(&ran));
    }
}
