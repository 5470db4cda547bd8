//! One draft in two windows: the form shows what was typed here, and beside it what was stored elsewhere meanwhile. Until
//! the person chooses, neither takes the place of the other.

use axum::{http::StatusCode, response::Response};
use domain::{
    Goal, Theme,
    fields::{Field, FieldErrors},
    proposals::{Draft, Merged, Seen},
};
use leptos::prelude::*;
use store::{drafts, proposals};

use super::{
    PlaceState,
    draft::{Form, SIMILAR},
    review::place_name,
    view::DraftPage,
};
use crate::{
    AppError, Site, Visit,
    locales::{Words, fill},
    render,
    ui::{Icon, Notice, NoticeKind, Prose},
};

/// What is stored of the parts that were typed differently here, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Others(Vec<(Field, String)>);

impl Others {
    pub fn fields(&self) -> impl Iterator<Item = Field> {
        self.0.iter().map(|(field, _)| *field)
    }

    async fn of(site: &Site, visit: &Visit, merged: &Merged) -> Result<Self, AppError> {
        let (all, stored) = (visit.words(), &merged.draft);
        let mut others = Vec::new();
        for field in &merged.conflicts {
            let words = match field {
                Field::Text => stored.text.clone(),
                Field::Theme => {
                    Theme::from_slug(&stored.theme).map(|theme| all.names.theme(theme)).unwrap_or_default().into()
                }
                Field::Goals => {
                    let goals = stored.goals.iter().filter_map(|slug| Goal::from_slug(slug));
                    goals.map(|goal| all.names.goal(goal)).collect::<Vec<_>>().join(", ")
                }
                Field::Place => place_in_words(site, all, stored).await?,
                Field::PlaceNote => stored.place_note.clone(),
                Field::Author => stored.author.clone(),
                Field::Email => stored.email.clone(),
                _ => stored.title.clone(),
            };
            others.push((*field, words));
        }
        Ok(Self(others))
    }
}

async fn place_in_words(site: &Site, all: &Words, stored: &Draft) -> Result<String, AppError> {
    let place = place_name(site, stored).await?;
    Ok(match (place, stored.pin.trim().is_empty()) {
        (Some(place), false) => fill(all.submit.pin_set, &[("place", &place)]),
        (None, false) => all.versions.point.to_owned(),
        (Some(place), true) => place,
        (None, true) => all.submit.district_none.to_owned(),
    })
}

/// The form with both versions. What was changed on one side only is stored already.
pub async fn show(
    site: Site,
    visit: Visit,
    key: String,
    typed: &Draft,
    merged: Merged,
    searched: Option<String>,
) -> Result<Response, AppError> {
    let mut draft = merged.draft.clone();
    for field in &merged.conflicts {
        draft.take(*field, typed);
    }
    let stored = drafts::load(&site.store, &key).await?.ok_or(AppError::NotFound)?;
    let others = Others::of(&site, &visit, &merged).await?;
    let place = PlaceState::load(&site, &draft, searched).await?;
    let similar = proposals::similar(&site.store, &draft.title, SIMILAR, None).await?;
    let form = Form {
        key,
        draft,
        seen: Seen::of(&merged.draft),
        others,
        errors: FieldErrors::default(),
        pictures: stored.pictures,
        place,
        similar,
        is_saved: false,
        needed: site.watched().await?.needed_level,
    };
    Ok(render::page_with_status(StatusCode::CONFLICT, || view! { <DraftPage site=site visit=visit form=form/> }))
}

/// What the form must know to tell the next save from one that nobody chose.
#[component]
pub fn SeenFields(seen: Seen, others: Others) -> impl IntoView {
    let open =
        others.fields().map(|field| view! { <input type="hidden" name="offen" value=field.name()/> }).collect_view();
    view! {
        <input type="hidden" name="fassung" value=seen.to_string()/>
        {open}
    }
    .into_any()
}

/// On top of the form, with a way to each part that waits.
#[component]
pub fn VersionsNotice(visit: Visit, others: Others) -> impl IntoView {
    let words = &visit.words().versions;
    if others.0.is_empty() {
        return ().into_any();
    }
    let items = others
        .fields()
        .map(|field| view! { <li><a href=format!("#{}", field.name())>{label(&visit, field)}</a></li> })
        .collect_view();
    view! {
        <div role="alert" id="fassungen" tabindex="-1">
            <Notice kind=NoticeKind::Warning>
                <h2>{words.title}</h2>
                <p>{words.intro}</p>
                <ul>{items}</ul>
            </Notice>
        </div>
    }
    .into_any()
}

/// Below a field: what is stored of it, and the way to take that.
#[component]
pub fn OtherVersion(visit: Visit, others: Others, field: Field) -> impl IntoView {
    let (all, words) = (visit.words(), &visit.words().versions);
    let Some((_, other)) = others.0.into_iter().find(|(other, _)| *other == field) else { return ().into_any() };
    let other = if other.trim().is_empty() {
        view! { <p>{all.submit.nothing_given}</p> }.into_any()
    } else {
        view! { <Prose text=other/> }.into_any()
    };
    let name = label(&visit, field);
    view! {
        <div class="other-version" role="group" aria-label=format!("{name}: {}", words.other)>
            <p class="other-version__title"><strong>{words.other}</strong></p>
            <blockquote class="other-version__text">{other}</blockquote>
            <button class="button button--secondary" type="submit" name="uebernehmen" value=field.name()>
                <Icon name="undo"/>{words.take_other}<span class="visually-hidden">": "{name}</span>
            </button>
            <p class="other-version__hint">{words.keep_mine}</p>
        </div>
    }
    .into_any()
}

fn label(visit: &Visit, field: Field) -> &'static str {
    let words = &visit.words().submit;
    match field {
        Field::Text => words.text,
        Field::Theme => words.theme,
        Field::Goals => words.goals,
        Field::Place => words.place,
        Field::PlaceNote => words.place_note,
        Field::Author => words.author,
        Field::Email => words.email,
        _ => words.title,
    }
}
