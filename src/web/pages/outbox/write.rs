//! A whole proposal on one page that the device has at hand. Sent by the worker it goes into the outbox; where there is
//! none, the server makes a draft of it and leads on to its form.

use axum::{
    Form,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use domain::{
    Goal, Theme,
    areas::Area,
    fields::{Field, FieldErrors},
    proposals::{Draft, limits},
};
use leptos::prelude::*;
use store::areas;

use super::{ADDRESS, Preset, WRITE, head};
use crate::{
    AppError, Guest, Site, Visit,
    guest::random_id,
    pages::{
        personal::PersonalWhileTyping,
        submit::{
            address, see_other,
            start::{Prefill, set_board},
        },
    },
    render,
    site::Watched,
    ui::{
        Breadcrumb, Checkboxes, Choice, DeviceFull, FieldFrame, Head, Icon, Select, Shell, TextArea, TextInput,
        board_choice, board_times,
    },
};

struct Writing {
    /// What the address chose in advance.
    draft: Draft,
    /// Slug of the board that the address asks for.
    asked: String,
    watched: Watched,
    districts: Vec<Area>,
}

pub async fn write(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let prefill = Prefill::of(&visit.pairs());
    let draft = prefill.draft(&site).await?;
    let watched = site.watched().await?.at(Some(&prefill.board));
    let districts = areas::districts(&site.store).await?;
    let writing = Writing { draft, asked: prefill.board, watched, districts };
    Ok(render::page(|| view! { <WritePage site=site visit=visit writing=writing/> }))
}

pub async fn begin(
    State(site): State<Site>,
    visit: Visit,
    guest: Guest,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let all = |field: Field| {
        let found = pairs.iter().filter(move |(name, _)| *name == field.name());
        found.map(|(_, value)| value.replace("\r\n", "\n").replace('\0', ""))
    };
    let text = |field: Field| all(field).next().unwrap_or_default();
    let draft = Draft {
        title: text(Field::Title),
        text: text(Field::Text),
        theme: text(Field::Theme),
        goals: all(Field::Goals).collect(),
        district: text(Field::District),
        place_note: text(Field::PlaceNote),
        author: text(Field::Author),
        email: text(Field::Email),
        ..Draft::default()
    };
    let mut headers = HeaderMap::new();
    let person = guest.ensure(&site, &mut headers);
    let key = random_id();
    store::drafts::create(&site.store, &key, Some(&person), &draft, site.now()).await?;
    set_board(&site, &key, &pairs).await?;
    Ok((headers, see_other(&visit, &address(&key))).into_response())
}

#[component]
fn WritePage(site: Site, visit: Visit, writing: Writing) -> impl IntoView {
    let (words, form, names) = (&visit.words().outbox, &visit.words().submit, &visit.words().names);
    let Writing { draft, asked, watched, districts } = writing;
    let (none, now) = (FieldErrors::default(), site.now());
    let themes = Theme::ALL.into_iter().map(|theme| Choice::new(theme.slug(), names.theme(theme))).collect();
    let goals = Goal::ALL.into_iter().map(|goal| Choice::new(goal.slug(), names.goal(goal))).collect();
    let choice = board_choice(&visit, watched.to_write(now), &watched.board.slug, false);
    // Where several are open, the one that nobody asked for may be closed.
    let is_about_one = choice.is_none() || watched.board.slug == asked;
    let times = is_about_one.then(|| board_times(&visit, &watched.board, "", now)).flatten();
    let place = site.assets.offline.clone();
    let top = Head { has_islands: true, ..head(words.write_title, words.write_lead) };
    let above = vec![(ADDRESS.to_owned(), words.title.to_owned())];
    view! {
        <Shell site=site visit=visit.clone() head=top>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=above/>
                <h1>{words.write_title}</h1>
                <p class="lead">{words.write_lead}</p>
                <p>{words.write_later}</p>
                {times}
                <DeviceFull visit=visit.clone()/>
                <form class="form" method="post" action=visit.href(WRITE) data-preset="">
                    {choice}
                    <TextInput visit=visit.clone() field=Field::Title label=form.title value="" errors=none.clone()
                        max_length=limits::TITLE.1/>
                    <FieldFrame visit=visit.clone() field=Field::Text label=form.text errors=none.clone()>
                        <TextArea id=Field::Text.name() name=Field::Text.name() value="" rows=8 required=true
                            max_length=limits::TEXT.1/>
                    </FieldFrame>
                    <PersonalWhileTyping visit=visit.clone()/>
                    <Select visit=visit.clone() field=Field::Theme label=form.theme none="–" choices=themes value=draft.theme
                        errors=none.clone()/>
                    <Checkboxes visit=visit.clone() field=Field::Goals legend=form.goals choices=goals values=draft.goals
                        errors=none.clone() optional=true/>
                    <District visit=visit.clone() districts=districts chosen=draft.district/>
                    <TextInput visit=visit.clone() field=Field::PlaceNote label=form.place value="" errors=none.clone()
                        optional=true max_length=limits::PLACE_NOTE/>
                    <TextInput visit=visit.clone() field=Field::Author label=form.author value="" errors=none.clone()
                        optional=true autocomplete="nickname" max_length=limits::AUTHOR/>
                    <TextInput visit=visit.clone() field=Field::Email label=form.email value="" errors=none optional=true
                        kind="email" autocomplete="email"/>
                    <p>{form.rules}<a href=visit.href("/regeln")>{form.rules_link}</a>"."</p>
                    <p class="form__actions">
                        <button class="button button--primary" type="submit"><Icon name="check"/>{words.write_send}</button>
                    </p>
                </form>
            </div>
            <Preset place=place/>
        </Shell>
    }
    .into_any()
}

/// By its word in addresses, too: the page out of the device's memory was asked for without one.
#[component]
fn District(visit: Visit, districts: Vec<Area>, chosen: String) -> impl IntoView {
    let (words, name) = (&visit.words().submit, Field::District.name());
    let options = districts
        .into_iter()
        .map(|area| {
            let id = area.id.to_string();
            let is_chosen = id == chosen;
            view! { <option value=id selected=is_chosen data-slug=area.slug>{area.name}</option> }
        })
        .collect_view();
    view! {
        <FieldFrame visit=visit field=Field::District label=words.district errors=FieldErrors::default() optional=true>
            <select class="input input--select" id=name.clone() name=name>
                <option value="">{words.district_none}</option>
                {options}
            </select>
        </FieldFrame>
    }
    .into_any()
}
