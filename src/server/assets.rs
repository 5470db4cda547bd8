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
    Assets { offline: offline::place(), kiosk: kiosk::place(), ..found }
}

/// Files that the pages name and that are not there.
pub fn missing(config: &Config) -> Vec<String> {
    let assets = of(config);
    let needed = [assets.style, assets.script, assets.wasm, "/start.js".into(), "/icons.svg".into()];
    needed.into_iter().filter(|address| !config.site_root.join(address.trim_start_matches('/')).is_file()).collect()
}
