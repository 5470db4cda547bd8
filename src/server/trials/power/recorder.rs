//! The recorder of `recorder.c`: built, put around a program, and its log read.

use std::{
    fs, iter,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;
use trial::Program;

use super::disk::Operation;

pub struct Recorder {
    tools: TempDir,
}

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
        Self { tools }
    }

    /// The program, with everything written down that it does to the files in `folder`.
    pub fn around(&self, program: Program, folder: &Path) -> Program {
        program
            .with("LD_PRELOAD", self.tools.path().join("recorder.so").display())
            // SQLite asks for the true name of its file.
            .with("RECORDER_FOLDER", folder.canonicalize().unwrap().display())
            .with("RECORDER_LOG", self.log().display())
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
