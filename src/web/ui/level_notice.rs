use domain::{accounts::Level, sittings::SITTING};
use leptos::prelude::*;

use super::{Notice, NoticeKind};
use crate::Visit;

/// Who takes part in a board where not everybody does, and the way there, for whoever cannot yet.
#[component]
pub fn LevelNotice(visit: Visit, needed: Level) -> impl IntoView {
    let words = &visit.words().common;
    let (text, path, link) = match needed {
        _ if visit.level() >= needed => return ().into_any(),
        Level::Guest => return ().into_any(),
        Level::EmailConfirmed => (words.level_account, "/registrieren", words.level_account_link),
        Level::ResidentConfirmed => (words.level_resident, "/konto/wohnsitz", words.level_resident_link),
    };
    // Accounts are closed in a sitting; the clerk confirms in its stead, at the beginning of another one.
    let way = visit.sitting.as_ref().map(|_| &visit.words().sitting);
    let (path, link) = way.map_or((path, link), |words| (SITTING, words.bar_link));
    let way = way.map(|words| format!("{} ", words.resident_needed));
    view! {
        <Notice kind=NoticeKind::Info><p>{text}" "{way}<a href=visit.href(path)>{link}</a></p></Notice>
    }
    .into_any()
}

/// "You need no account." behind (or before) other words, where that is so.
pub fn with_no_account(visit: &Visit, needed: Level, before: &str, after: &str) -> String {
    let no_account = if needed == Level::Guest { visit.words().common.no_account } else { "" };
    let parts = [before, no_account, after].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}
