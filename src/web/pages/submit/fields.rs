//! The fields of a proposal, the same for a new one and for a correction.

use domain::{
    Goal, Theme,
    fields::{Field, FieldErrors},
    proposals::{Draft, limits},
};
use leptos::prelude::*;

use super::versions::{OtherVersion, Others};
use crate::{
    Visit,
    pages::personal::PersonalWhileTyping,
    ui::{Checkboxes, Choice, FieldFrame, Radios, TextArea, TextInput, field::described_by, tag},
};

/// Title and text. What is shown between them are similar proposals.
#[component]
pub fn WhatFields(
    visit: Visit,
    draft: Draft,
    errors: FieldErrors,
    #[prop(optional)] others: Others,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let words = &visit.words().submit;
    let invalid = errors.of(Field::Text).is_some();
    let describes = described_by(Field::Text, true, &errors);
    view! {
        <section class="form__section" aria-labelledby="worum">
            <h2 id="worum">{words.section_what}</h2>
            <TextInput
                visit=visit.clone()
                field=Field::Title
                label=words.title
                hint=words.title_hint
                value=draft.title
                errors=errors.clone()
                autocomplete="off"
                max_length=limits::TITLE.1
            />
            <OtherVersion visit=visit.clone() others=others.clone() field=Field::Title/>
            {children.map(|children| children())}
            <FieldFrame visit=visit.clone() field=Field::Text label=words.text hint=words.text_hint errors=errors>
                <TextArea
                    id=Field::Text.name()
                    name=Field::Text.name()
                    value=draft.text
                    rows=9
                    required=true
                    invalid=invalid
                    max_length=limits::TEXT.1
                    described_by=describes
                />
            </FieldFrame>
            <PersonalWhileTyping visit=visit.clone()/>
            <OtherVersion visit=visit others=others field=Field::Text/>
        </section>
    }
    .into_any()
}

/// One Leitthema, any number of Kernziele.
#[component]
pub fn TopicFields(visit: Visit, draft: Draft, errors: FieldErrors, #[prop(optional)] others: Others) -> impl IntoView {
    let (all, words) = (visit.words(), &visit.words().submit);
    let themes = Theme::ALL
        .into_iter()
        .map(|theme| Choice::new(theme.slug(), all.names.theme(theme)).with_icon(tag::theme_icon(theme)))
        .collect::<Vec<_>>();
    let goals = Goal::ALL
        .into_iter()
        .map(|goal| {
            Choice::new(goal.slug(), all.names.goal(goal))
                .with_hint(all.names.goal_subtitle(goal))
                .with_icon(tag::goal_icon(goal))
        })
        .collect::<Vec<_>>();
    view! {
        <section class="form__section" aria-labelledby="wozu">
            <h2 id="wozu">{words.section_topic}</h2>
            <Radios
                visit=visit.clone()
                field=Field::Theme
                legend=words.theme
                hint=words.theme_hint
                choices=themes
                value=draft.theme
                errors=errors.clone()
            />
            <OtherVersion visit=visit.clone() others=others.clone() field=Field::Theme/>
            <Checkboxes
                visit=visit.clone()
                field=Field::Goals
                legend=words.goals
                hint=words.goals_hint
                choices=goals
                values=draft.goals
                errors=errors
                optional=true
            />
            <OtherVersion visit=visit others=others field=Field::Goals/>
        </section>
    }
    .into_any()
}

/// Name and address, both optional.
#[component]
pub fn YouFields(visit: Visit, draft: Draft, errors: FieldErrors, #[prop(optional)] others: Others) -> impl IntoView {
    let words = &visit.words().submit;
    view! {
        <section class="form__section" aria-labelledby="wer">
            <h2 id="wer">{words.section_you}</h2>
            <TextInput
                visit=visit.clone()
                field=Field::Author
                label=words.author
                hint=words.author_hint
                value=draft.author
                errors=errors.clone()
                optional=true
                autocomplete="name"
                max_length=limits::AUTHOR
            />
            <OtherVersion visit=visit.clone() others=others.clone() field=Field::Author/>
            <TextInput
                visit=visit.clone()
                field=Field::Email
                label=words.email
                hint=words.email_hint
                value=draft.email
                errors=errors
                optional=true
                kind="email"
                autocomplete="email"
            />
            <OtherVersion visit=visit others=others field=Field::Email/>
        </section>
    }
    .into_any()
}
