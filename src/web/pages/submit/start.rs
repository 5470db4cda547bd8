//! "Schaden oder Idee?": damage goes to Klarschiff, an idea begins a draft.

use axum::{
    Form,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use domain::{Goal, Moment, Theme, ids::SubmissionId, proposals::Draft};
use leptos::prelude::*;
use store::{StoreError, areas, boards, drafts};

use super::{address, see_other};
use crate::{
    AppError, Guest, Site, Visit, dates,
    guest::random_id,
    locales::fill,
    render,
    site::Watched,
    ui::{Breadcrumb, Head, Icon, LevelNotice, Notice, NoticeKind, Shell, board_choice, board_times, with_before},
};

/// What a link to the form may choose in advance, and what the form sends on.
#[derive(Clone, Default)]
pub struct Prefill {
    theme: String,
    goal: String,
    /// Slug of an Ortsteil.
    district: String,
    /// Slug of a board.
    pub board: String,
}

impl Prefill {
    pub fn of(pairs: &[(String, String)]) -> Self {
        let value = |name: &str| {
            pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.replace('\0', "")).unwrap_or_default()
        };
        Self { theme: value("thema"), goal: value("ziel"), district: value("ort"), board: value("liste") }
    }

    /// Unknown words are left out: a mistyped link still leads to a form.
    pub async fn draft(&self, site: &Site) -> Result<Draft, AppError> {
        let district = match self.district.as_str() {
            "" => None,
            slug => areas::by_slug(&site.store, slug).await?,
        };
        Ok(Draft {
            theme: Theme::from_slug(&self.theme).map(|theme| theme.slug().to_owned()).unwrap_or_default(),
            goals: Goal::from_slug(&self.goal).map(|goal| goal.slug().to_owned()).into_iter().collect(),
            district: district.map(|area| area.id.to_string()).unwrap_or_default(),
            ..Draft::default()
        })
    }
}

#[derive(Clone)]
struct Unfinished {
    key: String,
    title: String,
    at: Moment,
}

pub async fn ask(State(site): State<Site>, visit: Visit, guest: Guest) -> Result<Response, AppError> {
    let unfinished = match guest.key() {
        Some(person) => drafts::of_person(&site.store, &person).await?,
        None => Vec::new(),
    };
    let unfinished = unfinished.into_iter().map(|(key, title, at)| Unfinished { key, title, at }).collect();
    let prefill = Prefill::of(&visit.pairs());
    let watched = site.watched().await?.at(Some(&prefill.board));
    Ok(render::page(
        || view! { <StartPage site=site visit=visit prefill=prefill unfinished=unfinished watched=watched/> },
    ))
}

pub async fn begin(
    State(site): State<Site>,
    visit: Visit,
    guest: Guest,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let draft = Prefill::of(&pairs).draft(&site).await?;
    let mut headers = HeaderMap::new();
    let person = guest.ensure(&site, &mut headers);
    let sent_key = pairs.iter().find(|(name, _)| name == "schluessel").map(|(_, value)| value.as_str());
    let key = match sent_key.and_then(|key| SubmissionId::parse(key).ok()) {
        Some(key) => key.to_string(),
        None => random_id(),
    };
    let key = match drafts::create(&site.store, &key, Some(&person), &draft, site.now()).await {
        Ok(()) => key,
        // The page was sent twice, or again from the browser's memory: the draft is there, or it is a proposal already.
        Err(StoreError::SubmissionConflict) => match drafts::load(&site.store, &key).await? {
            Some(stored) if stored.submitted_as.is_none() => key,
            _ => {
                let another = random_id();
                drafts::create(&site.store, &another, Some(&person), &draft, site.now()).await?;
                another
            }
        },
        Err(other) => return Err(other.into()),
    };
    set_board(&site, &key, &pairs).await?;
    Ok((headers, see_other(&visit, &address(&key))).into_response())
}

/// A draft is for the board that was chosen when it was begun. Of a word that names none the city's own is left.
pub async fn set_board(site: &Site, key: &str, pairs: &[(String, String)]) -> Result<(), AppError> {
    let chosen = pairs.iter().find(|(name, slug)| name == "liste" && !slug.is_empty());
    if let Some((_, slug)) = chosen
        && let Some(board) = boards::by_slug(&site.store, &slug.replace('\0', "")).await?
    {
        drafts::set_board(&site.store, key, board.id).await?;
    }
    Ok(())
}

#[component]
fn StartPage(
    site: Site,
    visit: Visit,
    prefill: Prefill,
    unfinished: Vec<Unfinished>,
    watched: Watched,
) -> impl IntoView {
    let words = &visit.words().submit;
    let now = site.now();
    let choice = board_choice(&visit, watched.to_write(now), &watched.board.slug, false);
    // Where several are open, the one that nobody asked for may be closed.
    let is_about_one = choice.is_none() || watched.board.slug == prefill.board;
    let times = is_about_one.then(|| board_times(&visit, &watched.board, "", now)).flatten();
    let notices = with_before(times, view! { <LevelNotice visit=visit.clone() needed=watched.needed_level/> });
    let button = view! {
        <button class="button button--primary button--large" type="submit">
            <Icon name="edit"/>{words.idea_button}
        </button>
    };
    let button = with_before(choice, button);
    let klarschiff = site.settings.klarschiff_url.clone();
    let was_discarded = visit.first("verworfen").is_some();
    let head = Head { class: "page-submit", ..Head::titled(words.start_title, words.start_lead) };
    let board = ("/vorschlaege".to_owned(), visit.words().common.nav_proposals.to_owned());
    let examples = |examples: [&'static str; 3]| {
        let items = examples.into_iter().map(|example| view! { <li>{example}</li> }).collect_view();
        view! { <ul class="choice-card__list">{items}</ul> }
    };
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![board]/>
                {was_discarded.then(|| view! { <Notice kind=NoticeKind::Success><p>{words.discarded}</p></Notice> })}
                <h1>{words.start_title}</h1>
                <p class="lead">{words.start_lead}</p>
                {notices}
                <div class="choice-cards">
                    <section class="choice-card choice-card--idea" aria-labelledby="idee">
                        <p class="choice-card__icon"><Icon name="idea"/></p>
                        <h2 class="choice-card__title" id="idee">{words.idea_title}</h2>
                        <p class="choice-card__text">{words.idea_text}</p>
                        {examples(words.idea_examples)}
                        <form method="post" action=visit.href("/vorschlaege/neu")>
                            <input type="hidden" name="schluessel" value=random_id()/>
                            <input type="hidden" name="thema" value=prefill.theme/>
                            <input type="hidden" name="ziel" value=prefill.goal/>
                            <input type="hidden" name="ort" value=prefill.district/>
                            {button}
                        </form>
                    </section>
                    <section class="choice-card choice-card--damage" aria-labelledby="schaden">
                        <p class="choice-card__icon"><Icon name="warning"/></p>
                        <h2 class="choice-card__title" id="schaden">{words.damage_title}</h2>
                        <p class="choice-card__text">{words.damage_text}</p>
                        {examples(words.damage_examples)}
                        <a class="button button--secondary button--large" href=klarschiff rel="noopener">
                            {words.damage_button}<Icon name="external"/>
                        </a>
                    </section>
                </div>
                {(!unfinished.is_empty()).then(|| view! { <UnfinishedList visit=visit.clone() unfinished=unfinished now=now/> })}
            </div>
        </Shell>
    }
    .into_any()
}

#[component]
fn UnfinishedList(visit: Visit, unfinished: Vec<Unfinished>, now: Moment) -> impl IntoView {
    let words = &visit.words().submit;
    let items = unfinished
        .into_iter()
        .map(|draft| {
            let title = match domain::text::excerpt(&draft.title, 100) {
                title if title.is_empty() => words.untitled.to_owned(),
                title => title,
            };
            let when = fill(words.draft_changed, &[("when", &dates::ago(visit.language, draft.at, now))]);
            let name = format!("{}: {title}", words.discard);
            view! {
                <li class="draft-list__item">
                    <a class="draft-list__title" href=visit.href(&address(&draft.key))>{title}</a>
                    <span class="draft-list__when">{when}</span>
                    <form class="draft-list__discard" method="post" action=visit.href(&format!("{}/verwerfen", address(&draft.key)))>
                        <button class="button button--quiet" type="submit" aria-label=name><Icon name="trash"/>{words.discard}</button>
                    </form>
                </li>
            }
        })
        .collect_view();
    view! {
        <section aria-labelledby="entwuerfe">
            <h2 id="entwuerfe">{words.drafts_title}</h2>
            <p>{words.drafts_intro}</p>
            <ul class="draft-list">{items}</ul>
        </section>
    }
    .into_any()
}
