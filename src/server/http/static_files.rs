//! Style, scripts, WebAssembly, fonts and pictures: read once, compressed once as small as it gets, then served from
//! memory. All of them together are a few megabytes.
//!
//! tower-http's `ServeDir` has no entity tags and needs compressed twins on the disk, which the build does not make.

mod file;
mod mime;

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

use axum::{
    extract::{Request, State},
    http::{HeaderValue, Method, Uri, header},
    middleware::Next,
    response::Response,
};

use crate::middleware::etags;
use file::File;
pub use file::accepts;

#[derive(Clone)]
pub struct StaticFiles(Arc<Kept>);

struct Kept {
    root: PathBuf,
    files: Mutex<HashMap<String, Arc<File>>>,
}

/// Tells an unchanged file from one that a build has replaced while we run.
type Stamp = (Option<SystemTime>, u64);

impl StaticFiles {
    pub fn in_folder(root: &Path) -> Self {
        Self(Arc::new(Kept { root: root.to_owned(), files: Mutex::default() }))
    }

    async fn find(&self, path: &str) -> Option<Arc<File>> {
        let relative = file_name(path)?;
        let place = self.0.root.join(relative);
        let found = tokio::fs::metadata(&place).await.ok().filter(std::fs::Metadata::is_file)?;
        let stamp = (found.modified().ok(), found.len());
        let known = self.lock().get(path).filter(|file| file.stamp == stamp).cloned();
        if known.is_some() {
            return known;
        }
        let body = tokio::fs::read(&place).await.ok()?;
        Some(self.keep(path, File::new(relative, stamp, body)))
    }

    /// Of those who read it at the same time the first one wins, or each of them would compress it.
    fn keep(&self, path: &str, file: File) -> Arc<File> {
        let mut files = self.lock();
        if let Some(known) = files.get(path).filter(|known| known.stamp == file.stamp) {
            return known.clone();
        }
        let file = Arc::new(file);
        files.insert(path.to_owned(), file.clone());
        file
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<File>>> {
        self.0.files.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Compresses what every visitor needs, so that the first one need not wait for it.
    pub async fn prepare(&self, paths: &[&str]) {
        for path in paths {
            if let Some(file) = self.find(path).await {
                file.compressed().await;
            }
        }
    }
}

/// Answers when the address is that of a file and leaves everything else to the pages.
pub async fn serve(State(files): State<StaticFiles>, request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let Some(file) = files.find(request.uri().path()).await else { return next.run(request).await };
    let mut response = file.answer(request.headers()).await;
    if request.method() == Method::HEAD {
        *response.body_mut() = axum::body::Body::empty();
    }
    let policy = HeaderValue::from_static(cache_policy(request.uri()));
    response.headers_mut().insert(header::CACHE_CONTROL, policy);
    let known = request.headers().get(header::IF_NONE_MATCH);
    let is_known = known.zip(response.headers().get(header::ETAG)).is_some_and(|(known, tag)| etags::names(known, tag));
    if is_known { etags::not_modified(std::mem::take(response.headers_mut())) } else { response }
}

/// The address as a relative path, when it can be that of a file: plain names with a dot in the last one, none that
/// begins with a dot.
fn file_name(path: &str) -> Option<&str> {
    let relative = path.strip_prefix('/')?;
    let is_plain = |name: &str| {
        !name.is_empty()
            && !name.starts_with('.')
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
    };
    let has_ending = relative.rsplit('/').next().is_some_and(|name| name.contains('.'));
    (has_ending && relative.split('/').all(is_plain)).then_some(relative)
}

/// An address that names a version never means anything else.
fn cache_policy(address: &Uri) -> &'static str {
    const FOR_EVER: &str = "public, max-age=31536000, immutable";
    let names_version = address.query().is_some_and(|query| query.split('&').any(|pair| pair.starts_with("v=")));
    match address.path().strip_prefix("/pkg/") {
        // `wegmarken.HASH.css`; without a hash it is a developer's build, which changes under the same name.
        Some(name) if name.split('.').count() > 2 => FOR_EVER,
        Some(_) => "no-cache",
        None if names_version => FOR_EVER,
        // It speaks with the server of the same build, and few load it.
        None if address.path().starts_with("/editor/") => "no-cache",
        None => "public, max-age=3600",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_are_files() {
        assert_eq!(file_name("/icons.svg"), Some("icons.svg"));
        assert_eq!(file_name("/pkg/wegmarken.a-B_1.wasm"), Some("pkg/wegmarken.a-B_1.wasm"));
        for path in [
            "/",
            "/vorschlaege",
            "/../secret.txt",
            "/a/../b.txt",
            "/.env",
            "/a/.git/x.y",
            "//etc/x.y",
            "/%2e.x",
            "/a\\b.x",
        ] {
            assert_eq!(file_name(path), None, "{path}");
        }
    }

    #[test]
    fn who_reads_a_file_at_the_same_time_shares_it() {
        let files = StaticFiles::in_folder(Path::new("."));
        let read = |bytes: &str| files.keep("/a.css", File::new("a.css", (None, bytes.len() as u64), bytes.into()));
        let first = read("one");
        assert!(Arc::ptr_eq(&first, &read("one")));
        assert!(!Arc::ptr_eq(&first, &read("replaced")), "a build put another one there");
    }

    #[test]
    fn a_version_in_the_address_is_kept_for_ever() {
        let policy = |address: &'static str| cache_policy(&Uri::from_static(address));
        assert!(policy("/pkg/wegmarken.Ab12.css").contains("immutable"));
        assert!(policy("/icons.svg?v=12").contains("immutable"));
        assert_eq!(policy("/pkg/wegmarken.css"), "no-cache");
        assert_eq!(policy("/editor/editor.js"), "no-cache");
        assert_eq!(policy("/icons.svg"), "public, max-age=3600");
    }
}
