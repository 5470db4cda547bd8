//! `include_dir!` sees changed files but no new ones; Cargo looks at the folders instead.

fn main() {
    for folder in ["areas", "demo", "pages", "gazetteer.toml"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
