use domain::accounts::Level;
use leptos::prelude::*;

use super::{Notice, NoticeKind};
use crate::Visit;

/// Who takes part in a board where not everybody does, and the way there, for whoever cannot yet.
#[component]
pub fn LevelNotice(visit: Visit, needed: Level) -> impl IntoView {
    let words = &visit.words().common;
    let (text, path, link) = match needed {
        _ if has_reached(&visit, needed) => return ().into_any(),
        Level::Guest => return ().into_any(),
        Level::EmailConfirmed => (words.level_account, "/registrieren", words.level_account_link),
        Level::ResidentConfirmed => (words.level_resident, "/konto/wohnsitz", words.level_resident_link),
    };
    view! {
        <Notice kind=NoticeKind::Info><p>{text}" "<a href=visit.href(path)>{link}</a></p></Notice>
    }
    .into_any()
}

fn has_reached(visit: &Visit, needed: Level) -> bool {
    visit.who.as_ref().is_some_and(|who| who.level >= needed)
}

/// "You need no account." behind (or before) other words, where that is so.
pub fn with_no_account(visit: &Visit, needed: Level, before: &str, after: &str) -> String {
    let no_account = if needed == Level::Guest { visit.words().common.no_account } else { "" };
    let parts = [before, no_account, after].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}
