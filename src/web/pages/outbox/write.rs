//! A whole proposal on one page that the device has at hand. Sent by the worker it goes into the outbox; where there is
//! none, the server makes a draft of it and leads on to its form.

use axum::{
    Form,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use domain::{
    Theme,
    fields::{Field, FieldErrors},
    proposals::{Draft, limits},
};
use leptos::prelude::*;

use super::{ADDRESS, WRITE, head};
use crate::{
    AppError, Guest, Site, Visit,
    guest::random_id,
    pages::{
        personal::PersonalWhileTyping,
        submit::{address, see_other},
    },
    render,
    ui::{Breadcrumb, Choice, DeviceFull, FieldFrame, Head, Icon, Select, Shell, TextArea, TextInput},
};

pub async fn write(State(site): State<Site>, visit: Visit) -> Response {
    render::page(|| view! { <WritePage site=site visit=visit/> })
}

pub async fn begin(
    State(site): State<Site>,
    visit: Visit,
    guest: Guest,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let text = |field: Field| {
        let found = pairs.iter().find(|(name, _)| *name == field.name());
        found.map(|(_, value)| value.replace("\r\n", "\n").replace('\0', "")).unwrap_or_default()
    };
    let draft = Draft {
        title: text(Field::Title),
        text: text(Field::Text),
        theme: text(Field::Theme),
        place_note: text(Field::PlaceNote),
        author: text(Field::Author),
        email: text(Field::Email),
        ..Draft::default()
    };
    let mut headers = HeaderMap::new();
    let person = guest.ensure(&site, &mut headers);
    let key = random_id();
    store::drafts::create(&site.store, &key, Some(&person), &draft, site.now()).await?;
    Ok((headers, see_other(&visit, &address(&key))).into_response())
}

#[component]
fn WritePage(site: Site, visit: Visit) -> impl IntoView {
    let (words, form) = (&visit.words().outbox, &visit.words().submit);
    let none = FieldErrors::default();
    let themes =
        Theme::ALL.into_iter().map(|theme| Choice::new(theme.slug(), visit.words().names.theme(theme))).collect();
    let top = Head { has_islands: true, ..head(words.write_title, words.write_lead) };
    let above = vec![(ADDRESS.to_owned(), words.title.to_owned())];
    view! {
        <Shell site=site visit=visit.clone() head=top>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=above/>
                <h1>{words.write_title}</h1>
                <p class="lead">{words.write_lead}</p>
                <p>{words.write_later}</p>
                <DeviceFull visit=visit.clone()/>
                <form class="form" method="post" action=visit.href(WRITE)>
                    <TextInput visit=visit.clone() field=Field::Title label=form.title value="" errors=none.clone()
                        max_length=limits::TITLE.1/>
                    <FieldFrame visit=visit.clone() field=Field::Text label=form.text errors=none.clone()>
                        <TextArea id=Field::Text.name() name=Field::Text.name() value="" rows=8 required=true
                            max_length=limits::TEXT.1/>
                    </FieldFrame>
                    <PersonalWhileTyping visit=visit.clone()/>
                    <Select visit=visit.clone() field=Field::Theme label=form.theme none="–" choices=themes value=""
                        errors=none.clone()/>
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
        </Shell>
    }
    .into_any()
}
