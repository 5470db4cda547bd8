//! Which built files the pages name.

use std::path::Path;

use web::Assets;

use crate::{
    config::Config,
    http::{kiosk, offline},
};

const NAME: &str = "wegmarken";

/// The names with hashes when a build with hashes is there, the plain names otherwise (a developer's build).
pub fn of(config: &Config) -> Assets {
    let hashed = Assets::read(&config.hash_file, NAME);
    let is_there = |address: &str| config.site_root.join(address.trim_start_matches('/')).is_file();
    let found = if is_there(&hashed.style) { hashed } else { Assets::read(Path::new(""), NAME) };
    Assets { offline: offline::place(), kiosk: kiosk::place(), finder: finder(&config.site_root), ..found }
}

/// With a version in their addresses: a kiosk keeps them until it gets others.
fn finder(site_root: &Path) -> Option<[String; 2]> {
    let names = ["/kiosk/finder.js", "/kiosk/finder_bg.wasm"];
    let [script, wasm] = names.map(|name| std::fs::read(site_root.join(name.trim_start_matches('/'))));
    let version = offline::short_hash_of([script.ok()?.as_slice(), wasm.ok()?.as_slice()]);
    Some(names.map(|name| format!("{name}?v={version}")))
}

/// Files that the pages name and that are not there.
pub fn missing(config: &Config) -> Vec<String> {
    let assets = of(config);
    let needed = [assets.style, assets.script, assets.wasm, "/start.js".into(), "/icons.svg".into()];
    needed.into_iter().filter(|address| !config.site_root.join(address.trim_start_matches('/')).is_file()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_kiosk_finds_with_has_another_address_when_it_is_another() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(finder(folder.path()), None);
        std::fs::create_dir(folder.path().join("kiosk")).unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join("kiosk").join(name), text).unwrap();
        write("finder.js", "export default 1;");
        assert_eq!(finder(folder.path()), None, "half of it is nothing");
        write("finder_bg.wasm", "one");
        let first = finder(folder.path()).unwrap();
        assert!(first[0].starts_with("/kiosk/finder.js?v=") && first[1].starts_with("/kiosk/finder_bg.wasm?v="));
        assert_eq!(finder(folder.path()), Some(first.clone()));
        write("finder_bg.wasm", "two");
        assert_ne!(finder(folder.path()), Some(first));
    }
}
