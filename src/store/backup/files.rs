//! Files that appear whole or not at all.

use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions},
    io,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use super::BackupError;

pub(super) fn failed(file: &Path, error: io::Error) -> BackupError {
    BackupError::File { file: file.into(), error }
}

/// `wegmarken.db` and `-wal` make `wegmarken.db-wal`.
pub(super) fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(ending);
    name.into()
}

/// A file under another name until it is complete; removed when it never gets there.
pub(super) struct Unfinished(PathBuf);

impl Unfinished {
    /// Empty, and readable for its owner alone: it will hold names and addresses of people.
    pub(super) fn beside(to: &Path) -> Result<Self, BackupError> {
        let path = beside(to, &format!(".{:016x}.part", rand::random::<u64>()));
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
        made.map_err(|error| failed(&path, error))?;
        Ok(Self(path))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// Waits for the disk before and after the file gets its name.
    pub(super) fn becomes(self, to: &Path) -> Result<(), BackupError> {
        let placed = File::open(&self.0).and_then(|file| file.sync_all()).and_then(|()| fs::rename(&self.0, to));
        placed.and_then(|()| sync_folder_of(to)).map_err(|error| failed(to, error))
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // Gone already when it became what it should.
        let _ = fs::remove_file(&self.0);
    }
}

/// A name is on the disk when its folder is.
pub(super) fn sync_folder_of(file: &Path) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}
