//! What a page says about itself: of when it is, whether the German text says something else by now, and who checked it.

use domain::{
    Language,
    blocks::Page,
    editing::{Check, Outdated, Standing},
};
use leptos::prelude::*;

use crate::{
    Visit, dates,
    locales::fill,
    pages::editing::opened::address_of,
    ui::{Icon, Notice, NoticeKind, shell::LanguageNotice},
};

/// Above a text: what has to be known before it is read. `language` is that of the text.
#[component]
pub fn TextNotices(visit: Visit, language: Language, standing: Standing) -> impl IntoView {
    let words = visit.words();
    let is_foreign = (language != visit.language).then(|| view! { <LanguageNotice words=words/> });
    let outdated = standing.outdated.map(|Outdated { as_of, .. }| {
        let told = fill(words.page_languages.outdated, &[("date", &dates::date(visit.language, as_of))]);
        let german = Language::De.path(&visit.path);
        view! {
            <Notice kind=NoticeKind::Warning>
                <p>{told}" "<a href=german hreflang="de">{words.page_languages.read_german}</a></p>
            </Notice>
        }
    });
    view! { {is_foreign} {outdated} }.into_any()
}

/// Below a text.
#[component]
pub fn Stand(visit: Visit, language: Language, page: Page) -> impl IntoView {
    let words = visit.words();
    // It stands in the middle of a text that may be in German on a page in another language.
    let lang = (language != visit.language).then(|| visit.language.tag());
    let day = |at| dates::date(visit.language, at);
    let stand = fill(words.common.last_changed, &[("date", &day(page.updated_at))]);
    let checked = page.standing.check.filter(Check::holds).map(|check| {
        let told = fill(words.page_languages.checked_by, &[("group", &check.by), ("date", &day(check.at))]);
        view! { <p class="stand" lang=lang><span class="tag tag--accepted"><Icon name="easy-language"/>{told}</span></p> }
    });
    let changes = page.is_history_public.then(|| {
        let href = visit.href(&address_of(&page.address));
        view! { " · "<a href=href>{words.page_history.link}</a> }
    });
    view! {
        <p class="stand" lang=lang>{stand}{changes}</p>
        {checked}
    }
    .into_any()
}
