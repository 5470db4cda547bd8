//! `/verwaltung/medien`: every file that editors brought for pages, where it stands, and what may go.

use axum::{extract::State, response::Response};
use domain::{filter::percent_encode, media::MediaKind, policy::Action, privacy::UPLOAD_DAYS};
use leptos::prelude::*;
use store::media::{self, Held, Place, Wanted};

use super::{
    form::{Line, Pick},
    frame::StaffPage,
};
use crate::{
    AppError, Site, Visit,
    locales::media_library::MediaLibrary,
    pages::{
        accounts::private,
        content::{kind_name, size},
    },
    render,
    ui::{EmptyState, Icon, Notice, NoticeKind, Pagination},
};

pub(super) const PATH: &str = "/verwaltung/medien";

/// What was chosen, as it was typed: `q`, `art`, `frei`, `seite`.
#[derive(Clone, Default)]
struct Chosen {
    words: String,
    kind: String,
    is_unnamed: bool,
    page: usize,
    is_removed: bool,
}

impl Chosen {
    fn of(visit: &Visit) -> Self {
        let get = |name: &str| visit.first(name).unwrap_or_default().trim().to_owned();
        Self {
            words: get("q"),
            kind: get("art"),
            is_unnamed: get("frei") == "1",
            page: get("seite").parse::<usize>().unwrap_or(1).saturating_sub(1),
            is_removed: visit.first("geloescht").is_some(),
        }
    }

    fn wanted(&self) -> Wanted {
        let of_code = |(kind, code): (MediaKind, &str)| (code == self.kind).then_some(kind);
        let kinds = MediaLibrary::KINDS.into_iter().filter_map(of_code).collect();
        Wanted { words: self.words.clone(), kinds, is_unnamed: self.is_unnamed, page: self.page }
    }

    fn is_everything(&self) -> bool {
        self.words.is_empty() && self.kind.is_empty() && !self.is_unnamed && self.page == 0
    }

    /// The address of another page of the same list, counted from 0.
    fn page(&self, page: usize) -> String {
        let mut query = format!("{PATH}?seite={}", page.saturating_add(1));
        let unnamed = if self.is_unnamed { "1" } else { "" };
        for (name, value) in [("q", self.words.as_str()), ("art", self.kind.as_str()), ("frei", unnamed)] {
            if !value.is_empty() {
                query.push_str(&format!("&{name}={}", percent_encode(value)));
            }
        }
        query
    }
}

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let chosen = Chosen::of(&visit);
    let (held, has_more) = media::list(&site.store, &by, &chosen.wanted()).await?;
    let page = || view! { <LibraryPage site=site visit=visit chosen=chosen held=held has_more=has_more/> };
    Ok(private(render::page(page)))
}

#[component]
fn LibraryPage(site: Site, visit: Visit, chosen: Chosen, held: Vec<Held>, has_more: bool) -> impl IntoView {
    let words = &visit.words().media_library;
    let previous = chosen.page.checked_sub(1).map(|page| visit.href(&chosen.page(page)));
    let next = has_more.then(|| visit.href(&chosen.page(chosen.page.saturating_add(1))));
    let kinds: Vec<_> = words.choices().map(|(code, name)| (code.to_owned(), name.to_owned())).collect();
    let uses = vec![("1".to_owned(), words.unnamed.to_owned())];
    let removed = chosen.is_removed.then(|| {
        view! { <Notice kind=NoticeKind::Success><p>{words.removed}</p></Notice> }
    });
    let nothing = if chosen.is_everything() { words.nothing_yet } else { words.nothing };
    let list = if held.is_empty() {
        view! { <EmptyState title=words.area.0><p>{nothing}</p></EmptyState> }.into_any()
    } else {
        let cards = held.into_iter().map(|held| view! { <Card visit=visit.clone() held=held/> }).collect_view();
        view! { <ul class="media-list">{cards}</ul> }.into_any()
    };
    let unnamed = if chosen.is_unnamed { "1" } else { "" };
    view! {
        <StaffPage site=site visit=visit.clone() title=words.area.0 lead=words.area.1>
            {removed}
            <form class="form staff__filter" method="get" action=visit.href(PATH) role="search">
                <Line visit=visit.clone() id="q" label=words.search hint=words.search_hint value=chosen.words/>
                <Pick visit=visit.clone() id="art" label=words.kind none=words.all choices=kinds value=chosen.kind/>
                <Pick visit=visit.clone() id="frei" label=words.use_label none=words.all choices=uses value=unnamed/>
                <div class="form__actions">
                    <button class="button button--primary" type="submit"><Icon name="filter"/>{words.show}</button>
                </div>
            </form>
            <p>{words.goes_later.with(visit.language, i64::from(UPLOAD_DAYS))}</p>
            {list}
            <Pagination visit=visit.clone() previous=previous next=next/>
        </StaffPage>
    }
    .into_any()
}

#[component]
fn Card(visit: Visit, held: Held) -> impl IntoView {
    let words = &visit.words().media_library;
    let medium = &held.medium;
    let facts =
        format!("{}, {}", kind_name(medium.format, &visit.words().special_blocks), size(visit.language, medium.size));
    let href = visit.href(&format!("{PATH}/{}", medium.key));
    view! {
        <li class="media-card">
            <Thumb held=held.clone()/>
            <div class="media-card__text">
                <a href=href>{medium.name.clone()}</a>
                <p>{facts}</p>
                {held.alt.clone().map(|alt| view! { <p>{words.alt}": "<q>{alt}</q></p> })}
                <p>{used(&visit, &held)}</p>
            </div>
        </li>
    }
    .into_any()
}

/// A picture, or a sign of what it is. The name stands beside it.
#[component]
pub fn Thumb(held: Held) -> impl IntoView {
    let medium = held.medium;
    let icon = match medium.format.kind() {
        MediaKind::Image => {
            let src = format!("/medien/{}/klein", medium.key);
            let (width, height) = (medium.width.to_string(), medium.height.to_string());
            return view! { <img class="media-card__picture" src=src alt="" width=width height=height loading="lazy" decoding="async"/> }
                .into_any();
        }
        MediaKind::Video => "camera",
        MediaKind::Audio => "megaphone",
        MediaKind::Captions => "list",
        MediaKind::File => "paper",
    };
    view! { <span class="media-card__picture media-card__picture--sign"><Icon name=icon/></span> }.into_any()
}

/// `auf 2 Seiten, in 1 Entwurf`.
fn used(visit: &Visit, held: &Held) -> String {
    let words = &visit.words().media_library;
    let counted = [Place::Public, Place::Draft, Place::Earlier].into_iter().filter_map(|place| {
        let many = held.uses.iter().filter(|used| used.place == place).count();
        let many = i64::try_from(many).unwrap_or(i64::MAX);
        (many > 0).then(|| words.uses(place).with(visit.language, many))
    });
    let counted: Vec<String> = counted.collect();
    if counted.is_empty() { words.used_nowhere.to_owned() } else { counted.join(", ") }
}
