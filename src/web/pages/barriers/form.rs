use domain::{
    barriers::{LENGTH, PAGE},
    fields::Field,
    proposals::limits,
};
use leptos::prelude::*;

use super::{ADDRESS, Typed};
use crate::{
    Site, Visit,
    locales::{fill, number},
    ui::{Breadcrumb, ErrorSummary, FieldFrame, Head, Icon, Shell, TextArea, TextInput, field::described_by},
};

#[component]
pub(super) fn FormPage(site: Site, visit: Visit, typed: Typed) -> impl IntoView {
    let words = &visit.words().barriers;
    let Typed { submission, draft, errors } = typed;
    let head = Head {
        class: "page-barriers",
        is_private: true,
        canonical: Some(ADDRESS.into()),
        ..Head::titled(words.title, words.lead)
    };
    let count = |n: usize| number(visit.language, i64::try_from(n).unwrap_or(i64::MAX));
    let text_hint = fill(words.text_hint, &[("least", &count(LENGTH.0)), ("most", &count(LENGTH.1))]);
    let text_described = described_by(Field::Text, true, &errors);
    let text_is_wrong = errors.of(Field::Text).is_some();
    let above = vec![("/barrierefreiheit".to_owned(), visit.words().common.accessibility.to_owned())];
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=above/>
                <h1>{words.title}</h1>
                <p class="lead">{words.lead}</p>
                <p><strong>{words.clock}</strong></p>
                <ErrorSummary visit=visit.clone() errors=errors.clone()/>
                <form class="form" method="post" action=visit.href(ADDRESS) novalidate="">
                    <input type="hidden" name="einsendung" value=submission.to_string()/>
                    <TextInput visit=visit.clone() field=Field::Page label=words.page hint=words.page_hint value=draft.page
                        errors=errors.clone() optional=true max_length=PAGE/>
                    <FieldFrame visit=visit.clone() field=Field::Text label=words.text hint=text_hint errors=errors.clone()>
                        <TextArea id=Field::Text.name() name=Field::Text.name() value=draft.text rows=8 required=true
                            invalid=text_is_wrong max_length=LENGTH.1 described_by=text_described/>
                    </FieldFrame>
                    <TextInput visit=visit.clone() field=Field::Author label=words.name value=draft.author
                        errors=errors.clone() optional=true autocomplete="name" max_length=limits::AUTHOR/>
                    <TextInput visit=visit.clone() field=Field::Email label=words.email hint=words.email_hint value=draft.email
                        errors=errors optional=true kind="email" autocomplete="email"/>
                    <p class="form__actions">
                        <button class="button button--primary" type="submit"><Icon name="check"/>{words.send}</button>
                    </p>
                </form>
                <p>{words.other_ways}" "<a href=visit.href("/barrierefreiheit")>{words.declaration}</a></p>
            </div>
        </Shell>
    }
    .into_any()
}
