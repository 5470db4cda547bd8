//! How a content page stands towards editing: not at all, which is what visitors get; offered to those who may; or on.

use std::sync::Arc;

use axum::response::Response;
use domain::{
    Language,
    blocks::{Block, Page},
    editing::{Keyed, Part, Standing, State},
    policy::Action,
};
use leptos::prelude::*;
use store::{
    editing::{self, Draft},
    pages,
    sessions::SignedIn,
};

use super::{base, languages::OutdatedLink, public_path};
use crate::{AppError, Site, Visit, pages::accounts::private, render, ui::Icon};

/// What stands behind the question mark.
pub const WORD: &str = "bearbeiten";

#[derive(Clone, Debug, Default)]
pub enum Editing {
    #[default]
    Off,
    Offered,
    On(Arc<Mode>),
}

#[derive(Clone, Debug)]
pub struct Mode {
    pub draft: Draft,
    pub person: String,
}

impl Editing {
    pub fn mode(&self) -> Option<&Mode> {
        match self {
            Self::On(mode) => Some(mode),
            Self::Off | Self::Offered => None,
        }
    }

    pub fn is_on(&self) -> bool {
        self.mode().is_some()
    }
}

pub struct Found {
    pub page: Page,
    pub language: Language,
    pub editing: Editing,
}

/// The page under an address: what everybody reads, or its draft for whoever edits it.
pub async fn find(site: &Site, visit: &Visit, address: &str) -> Result<Option<Found>, AppError> {
    if !visit.query.is_empty() && visit.first(WORD).is_some() {
        let by = visit.acting(Action::EditPages)?;
        let draft = editing::open_at(&site.store, &by, address, visit.language).await?;
        return Ok(draft.map(|draft| edited(visit, draft)));
    }
    let editing = if visit.may(Action::EditPages) { Editing::Offered } else { Editing::Off };
    let found = pages::find(&site.store, address, visit.language).await?;
    Ok(found.map(|(page, language)| Found { page, language, editing }))
}

/// What is the same for everybody may be kept; a draft may not.
pub fn finish(page: Response, is_edited: bool) -> Response {
    if is_edited { private(page) } else { render::shared(page, []) }
}

fn edited(visit: &Visit, draft: Draft) -> Found {
    let person = person(visit);
    let found = shown(draft.clone());
    Found { editing: Editing::On(Arc::new(Mode { draft, person })), ..found }
}

/// A draft as visitors would see it.
pub(super) fn shown(draft: Draft) -> Found {
    let page = Page {
        address: draft.address.clone(),
        title: draft.title.clone(),
        summary: draft.summary.clone(),
        blocks: draft.blocks.iter().map(block).collect(),
        updated_at: draft.updated_at,
        standing: Standing::default(),
        is_history_public: false,
    };
    Found { page, language: draft.language, editing: Editing::Off }
}

pub fn block(keyed: &Keyed) -> Block {
    Block { kind: keyed.kind, anchor: keyed.anchor.clone(), body: keyed.body.clone() }
}

/// How others see whoever edits here.
pub(super) fn person(visit: &Visit) -> String {
    visit.who.as_deref().map(name).unwrap_or_default()
}

/// Under which a browser keeps what is typed: nobody else who signs in there gets it, whatever they are called.
pub(super) fn account(visit: &Visit) -> Option<String> {
    visit.who.as_ref().map(|who| who.account.0.to_string())
}

fn name(who: &SignedIn) -> String {
    let given = who.name.clone().filter(|name| !name.is_empty());
    given.unwrap_or_else(|| who.email.as_str().split('@').next().unwrap_or_default().to_owned())
}

/// Above a page that somebody edits.
#[component]
pub fn EditBar(visit: Visit, editing: Editing) -> impl IntoView {
    let Some(mode) = editing.mode() else { return ().into_any() };
    let words = &visit.words().editing;
    let draft = &mode.draft;
    let link = |path: &str, icon: &'static str, name: &'static str| {
        let href = visit.href(&format!("{}/{path}", base(draft.page)));
        view! { <li><a class="edit-bar__link" href=href><Icon name=icon/>{name}</a></li> }
    };
    let languages = &visit.words().page_languages;
    let outdated = draft.standing.outdated.map(|outdated| {
        view! { " "<OutdatedLink visit=visit.clone() page=draft.page since=outdated.since/> }
    });
    let tree = &visit.words().page_tree;
    let away = if draft.is_public { public_path(draft) } else { visit.href("/verwaltung/seiten") };
    let whereabouts = match (draft.retired_at, draft.is_public) {
        (Some(_), _) => Some(tree.is_retired),
        (None, false) => Some(tree.never_public),
        (None, true) => None,
    };
    let whereabouts = whereabouts.map(|words| view! { " "<span class="tag">{words}</span> });
    let remark = (!draft.remark.is_empty()).then(|| view! { <p class="edit-bar__remark">{draft.remark.clone()}</p> });
    view! {
        <aside class="edit-bar" aria-label=words.bar>
            <p class="edit-bar__title">{words.bar}" "<StateTag visit=visit.clone() state=draft.state/>{whereabouts}{outdated}</p>
            {remark}
            <ul class="edit-bar__links">
                {link("veroeffentlichen", "check-circle", words.publish)}
                {link("verlauf", "clock", words.history)}
                {link("sprachen", "language", languages.title)}
                {link("ansichten", "mobile", visit.words().page_release.devices)}
                {link("adresse", "pin", tree.change_address)}
                {link("titel", "edit", words.title_and_lead)}
                {link("neu", "plus", words.insert)}
                <li><a class="edit-bar__link" href=away><Icon name="close"/>{words.leave}</a></li>
            </ul>
        </aside>
    }
    .into_any()
}

/// Title and introduction of a page. For whoever edits it each is a place of its own; for everybody else they are what
/// they are.
#[component]
pub fn PageOpening(
    visit: Visit,
    editing: Editing,
    lang: Option<&'static str>,
    title: String,
    summary: String,
) -> impl IntoView {
    let Some(mode) = editing.mode() else {
        return view! {
            <h1 lang=lang>{title}</h1>
            {(!summary.is_empty()).then(|| view! { <p class="lead" lang=lang>{summary}</p> })}
        }
        .into_any();
    };
    let words = &visit.words().editing;
    let draft = &mode.draft;
    let place = |part: Part, name: &'static str, view: AnyView| {
        let href = visit.href(&format!("{}/titel#{}", base(draft.page), part.key()));
        view! {
            <div class="edit-part" data-part=part.key() data-kind=part.kind() data-revision=draft.part(part).1.to_string()>
                {view}
                <a class="edit-block-open" href=href>{words.edit}<span class="visually-hidden">": "{name}</span></a>
            </div>
        }
    };
    let title = view! { <h1 data-words="" lang=lang>{title}</h1> }.into_any();
    // A space in its place would keep the editor's style sheet from seeing that it is empty.
    let summary = (!summary.is_empty()).then_some(summary);
    let summary = view! { <p class="lead" data-words="" data-empty=words.page_lead lang=lang>{summary}</p> }.into_any();
    view! {
        {place(Part::Title, words.page_title, title)}
        {place(Part::Introduction, words.page_lead, summary)}
    }
    .into_any()
}

/// All blocks of a page that somebody edits. What the law wants on its page and no editor put there comes last, without a
/// frame.
#[component]
pub fn EditPage(visit: Visit, mode: Arc<Mode>, blocks: Vec<AnyView>) -> impl IntoView {
    let words = &visit.words().editing;
    let draft = &mode.draft;
    let mut keys = draft.blocks.iter();
    let blocks = blocks
        .into_iter()
        .map(|view| {
            let Some(Keyed { key, kind, revision, .. }) = keys.next() else { return view };
            let href = visit.href(&format!("{}/bloecke/{key}", base(draft.page)));
            let name = words.kind_name(*kind);
            view! {
                <div class="edit-block" data-block=key.clone() data-kind=kind.code() data-revision=revision.to_string()>
                    {view}
                    <a class="edit-block-open" href=href>{words.edit}<span class="visually-hidden">": "{name}</span></a>
                </div>
            }
            .into_any()
        })
        .collect_view();
    let (page, language, person) = (draft.page.to_string(), draft.language.code(), mode.person.clone());
    let account = account(&visit);
    view! {
        <div class="edit-page" data-edit-page=page data-language=language data-account=account data-person=person>
            {blocks}
        </div>
    }
    .into_any()
}

/// In the head of the page, for those who may edit it.
#[component]
pub fn EditOffer(visit: Visit, editing: Editing) -> impl IntoView {
    if !matches!(editing, Editing::Offered) {
        return ().into_any();
    }
    let href = format!("{}?{WORD}", visit.href(&visit.path));
    view! {
        <li class="languages__account">
            <a class="languages__link languages__link--sign" href=href rel="nofollow">
                <Icon name="edit"/>
                <span>{visit.words().editing.edit}</span>
            </a>
        </li>
    }
    .into_any()
}

#[component]
pub fn StateTag(visit: Visit, state: State) -> impl IntoView {
    let icon = match state {
        State::Published => "check-circle",
        State::Draft => "edit",
        State::InReview => "users",
        State::ChangesNeeded => "undo",
    };
    view! { <span class=format!("tag tag--{}", state.code())><Icon name=icon/>{visit.words().editing.state(state)}</span> }
        .into_any()
}
