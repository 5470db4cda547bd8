//! One file a letter: for tests, journeys, and for a mail program that takes its letters from a folder.

use std::{io, path::Path};

use store::{faults, jobs::Failure};
use tokio::{fs, io::AsyncWriteExt};

/// The name of the file is the key of the letter and is given once, whatever happens in between.
pub(super) async fn put(folder: &Path, key: &str, letter: &[u8]) -> Result<(), Failure> {
    write(folder, &name(key), letter)
        .await
        .map_err(|error| Failure { words: format!("The folder takes no letter: {}.", error.kind()), is_final: false })
}

async fn write(folder: &Path, name: &str, letter: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder).await?;
    let anew = faults::names_letters_anew().then(rand::random::<u64>);
    let whole = folder.join(anew.map_or_else(|| format!("{name}.eml"), |anew| format!("{name}.{anew}.eml")));
    if fs::try_exists(&whole).await? {
        return Ok(());
    }
    // Nobody sees half a letter.
    let part = folder.join(format!(".{name}.{:016x}.part", rand::random::<u64>()));
    let mut file = fs::File::create_new(&part).await?;
    file.write_all(letter).await?;
    file.sync_all().await?;
    let given = match fs::hard_link(&part, &whole).await {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        given => given,
    };
    fs::remove_file(&part).await?;
    given
}

fn name(key: &str) -> String {
    key.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '_' }).collect()
}
