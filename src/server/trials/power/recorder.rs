//! The recorder of `recorder.c`: built, put around a program, its log read, and trouble made by it.

use std::{
    fs, iter,
    path::{Path, PathBuf},
    process::Command,
    sync::atomic::{AtomicU32, Ordering},
};

use tempfile::TempDir;
use trial::Program;

use super::disk::Operation;

pub struct Recorder {
    tools: TempDir,
    /// Troubles so far.
    troubles: AtomicU32,
}

/// How calls of a program end at a disk that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trouble {
    pub error: u32,
    /// The calls that end so: `o`pening to change, `r`eading, `w`riting, `t`runcating, `s`yncing, `u`nlinking.
    pub calls: &'static str,
}

/// The kernel made the file system read-only after an error, beneath files that are open for writing.
pub const READ_ONLY: Trouble = Trouble { error: 30, calls: "owtu" };
pub const FULL: Trouble = Trouble { error: 28, calls: "w" };
pub const NO_WRITE: Trouble = Trouble { error: EIO, calls: "w" };
pub const NO_SYNC: Trouble = Trouble { error: EIO, calls: "s" };
pub const NO_READ: Trouble = Trouble { error: EIO, calls: "r" };
pub const NOTHING_WORKS: Trouble = Trouble { error: EIO, calls: "orwtsu" };

const EIO: u32 = 5;

impl Recorder {
    pub fn build() -> Self {
        let tools = tempfile::tempdir().unwrap();
        let source = tools.path().join("recorder.c");
        fs::write(&source, include_str!("recorder.c")).unwrap();
        // Some systems check more by default, by means of names that the recorder takes.
        let options = ["-shared", "-fPIC", "-pthread", "-O1", "-U_FORTIFY_SOURCE", "-o"];
        let built = Command::new("cc").args(options).arg(tools.path().join("recorder.so")).arg(&source).output();
        let built = built.unwrap_or_else(|error| {
            panic!("The recorder is built with `cc`, which cannot be started: {error}. `script/setup` installs it.")
        });
        assert!(built.status.success(), "cc does not build the recorder: {}", String::from_utf8_lossy(&built.stderr));
        Self { tools, troubles: AtomicU32::new(0) }
    }

    /// The program, with everything written down that it does to the files in `folder`.
    pub fn around(&self, program: Program, folder: &Path) -> Program {
        program
            .with("LD_PRELOAD", self.tools.path().join("recorder.so").display())
            // SQLite asks for the true name of its file.
            .with("RECORDER_FOLDER", folder.canonicalize().unwrap().display())
            .with("RECORDER_LOG", self.log().display())
            .with("RECORDER_TROUBLE", self.trouble().display())
    }

    /// From the call on that comes after so many that still pass.
    pub fn begin(&self, trouble: Trouble, pass: u32) {
        let Trouble { error, calls } = trouble;
        let number = self.troubles.fetch_add(1, Ordering::Relaxed) + 1;
        fs::write(self.trouble(), format!("{number} {error} {calls} {pass}")).unwrap();
    }

    /// The disk works again.
    pub fn end(&self) {
        fs::remove_file(self.trouble()).unwrap();
    }

    fn trouble(&self) -> PathBuf {
        self.tools.path().join("trouble")
    }

    /// Grows with everything that is done, before the program learns that it is done.
    pub fn log(&self) -> PathBuf {
        self.tools.path().join("log")
    }
}

/// Each with how long the log was when it was written down.
pub fn operations(log: &[u8]) -> impl Iterator<Item = (usize, Operation<'_>)> {
    /// `struct line`
    const LINE: usize = 48;
    let mut start = 0;
    iter::from_fn(move || {
        let line = log.get(start..start + LINE)?;
        let number = |at: usize| usize::from_ne_bytes(line[at..at + 8].try_into().unwrap());
        let name = std::str::from_utf8(&line[1..32]).unwrap().trim_end_matches('\0');
        let (at, end) = (number(32), start + LINE + number(40));
        let bytes = &log[start + LINE..end];
        start = end;
        let operation = match line[0] {
            b'c' => Operation::Create(name),
            b'u' => Operation::Unlink(name),
            b'w' => Operation::Write { name, at, bytes },
            b't' => Operation::Truncate { name, length: at },
            b's' if name.is_empty() => Operation::SyncFolder,
            b's' => Operation::Sync(name),
            other => panic!("the recorder wrote {other} at {start}"),
        };
        Some((end, operation))
    })
}
