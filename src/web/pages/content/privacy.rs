//! The parts of the privacy notice that are made from the program itself: what the register says and which cookies
//! there are. Nobody has to keep them up to date, and nobody can forget to.

use domain::{
    Language,
    blocks::{Block, BlockKind, Page},
    privacy::Matter,
};
use leptos::prelude::*;

use crate::{cookies::Cookie, locales::Words};

/// The law wants these on their pages: an editor may move them, not lose them.
const REQUIRED: [(&str, BlockKind); 3] = [
    ("datenschutz", BlockKind::StoredData),
    ("datenschutz", BlockKind::Cookies),
    ("barrierefreiheit", BlockKind::Declaration),
];

pub fn complete(mut page: Page) -> Page {
    for (address, kind) in REQUIRED {
        if page.address == address && page.blocks.iter().all(|block| block.kind != kind) {
            page.blocks.push(Block { kind, anchor: None, body: String::new() });
        }
    }
    page
}

/// Everything that is kept about people, in the language of the text around it.
#[component]
pub fn StoredData(language: Language, level: u8) -> impl IntoView {
    let words = &Words::of(language).privacy;
    let items = Matter::ALL.map(|matter| {
        let (told, processing) = (words.matter(matter), matter.processing());
        let seen_by: Vec<&str> = processing.seen_by.iter().map(|audience| words.audience(*audience)).collect();
        let rows = vec![
            (words.what, told.what.to_owned()),
            (words.why, told.why.to_owned()),
            (words.how_long, words.kept(language, processing.keep)),
            (words.seen_by, seen_by.join(", ")),
            (words.basis, words.article(processing.basis).to_owned()),
        ];
        view! { <Item level=level title=told.name.to_owned() rows=rows/> }
    });
    view! { <ul class="kept">{items.into_iter().collect_view()}</ul> }.into_any()
}

/// What is kept on the device of a person.
#[component]
pub fn Cookies(language: Language, level: u8, is_secure: bool) -> impl IntoView {
    let words = &Words::of(language).privacy;
    let cookies = Cookie::ALL.into_iter().map(|cookie| {
        let (title, why, when) = match cookie {
            Cookie::Guest => (words.guest_cookie, words.guest_why, words.guest_when),
            Cookie::Session => (words.session_cookie, words.session_why, words.session_when),
            Cookie::Step => (words.step_cookie, words.step_why, words.step_when),
            Cookie::Known => (words.known_cookie, words.known_why, words.known_when),
            Cookie::Sitting => (words.sitting_cookie, words.sitting_why, words.sitting_when),
        };
        let rows = vec![
            (words.name, cookie.name(is_secure).to_owned()),
            (words.why, why.to_owned()),
            (words.when, when.to_owned()),
            (words.how_long, words.at_most.with(language, i64::from(cookie.days()))),
        ];
        view! { <Item level=level title=title.to_owned() rows=rows/> }
    });
    let draft = vec![
        (words.why, words.browser_draft_why.to_owned()),
        (words.when, words.browser_draft_when.to_owned()),
        (words.how_long, words.browser_draft_kept.to_owned()),
    ];
    let outbox = &Words::of(language).outbox;
    let written = vec![
        (words.why, outbox.device_why.to_owned()),
        (words.when, outbox.device_when.to_owned()),
        (words.how_long, outbox.device_kept.to_owned()),
    ];
    let read = vec![
        (words.why, outbox.read_why.to_owned()),
        (words.when, outbox.read_when.to_owned()),
        (words.how_long, outbox.read_kept.to_owned()),
    ];
    view! {
        <ul class="kept">
            {cookies.collect_view()}
            <Item level=level title=words.browser_draft.to_owned() rows=draft/>
            <Item level=level title=outbox.device.to_owned() rows=written/>
            <Item level=level title=outbox.read.to_owned() rows=read/>
        </ul>
    }
    .into_any()
}

#[component]
fn Item(level: u8, title: String, rows: Vec<(&'static str, String)>) -> impl IntoView {
    let rows = rows.into_iter().map(|(name, value)| {
        view! { <div class="kept__row"><dt>{name}</dt><dd>{value}</dd></div> }
    });
    let title = match level {
        2 => view! { <h2 class="kept__title">{title}</h2> }.into_any(),
        _ => view! { <h3 class="kept__title">{title}</h3> }.into_any(),
    };
    view! { <li class="kept__item">{title}<dl class="kept__facts">{rows.collect_view()}</dl></li> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_from_which_an_editor_took_a_list_has_it_at_its_end() {
        let page = |address: &str| Page {
            address: address.into(),
            title: String::new(),
            summary: String::new(),
            blocks: vec![Block { kind: BlockKind::Cookies, anchor: None, body: "Text".into() }],
            updated_at: domain::Moment(0),
            standing: domain::editing::Standing::default(),
            is_history_public: false,
        };
        let kinds = |page: Page| page.blocks.into_iter().map(|block| block.kind).collect::<Vec<_>>();
        assert_eq!(kinds(complete(page("datenschutz"))), [BlockKind::Cookies, BlockKind::StoredData]);
        assert_eq!(kinds(complete(page("regeln"))), [BlockKind::Cookies]);
    }
}
