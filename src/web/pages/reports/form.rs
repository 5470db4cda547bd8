use domain::{
    fields::Field,
    moderation::{Ground, WORDS},
    proposals::limits,
};
use leptos::prelude::*;

use super::Form;
use crate::{
    Site, Visit,
    ui::{
        Breadcrumb, Checkboxes, Choice, ErrorSummary, FieldFrame, Head, Icon, Notice, NoticeKind, Radios, Shell,
        TextArea, TextInput, field::described_by,
    },
};

#[component]
pub(super) fn FormPage(site: Site, visit: Visit, form: Form) -> impl IntoView {
    let (all, words) = (visit.words(), &visit.words().reports);
    let Form { about, draft, errors, submission, remark } = form;
    let head = Head { class: "page-report", is_private: true, ..Head::titled(words.title, words.lead) };
    let grounds = Ground::all()
        .map(|ground| match ground {
            Ground::Illegal => Choice::new(ground.code(), words.illegal),
            Ground::Rule(rule) => Choice::new(ground.code(), all.published_rules.name(rule)),
        })
        .collect();
    let faith = if draft.in_good_faith { vec!["ja".to_owned()] } else { Vec::new() };
    let text = Field::Text.name();
    let has_error = errors.of(Field::Text).is_some();
    let describes = described_by(Field::Text, true, &errors);
    let item = about.item.slug();
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![]/>
                <h1>{words.title}</h1>
                <p class="lead">{words.lead}</p>
                <p>{words.what}": "<a href=visit.href(&about.path)>{about.name.clone()}</a></p>
                <ErrorSummary visit=visit.clone() errors=errors.clone()/>
                {remark.map(|text| view! { <Notice kind=NoticeKind::Error><p>{text}</p></Notice> })}
                <form class="form" method="post" action=visit.href("/melden")>
                    <input type="hidden" name="beitrag" value=item/>
                    <input type="hidden" name="einsendung" value=submission/>
                    <Radios visit=visit.clone() field=Field::Ground legend=words.ground choices=grounds value=draft.ground
                        errors=errors.clone()/>
                    <FieldFrame visit=visit.clone() field=Field::Text label=words.words hint=words.words_hint errors=errors.clone()>
                        <TextArea id=text.clone() name=text.clone() value=draft.text required=true invalid=has_error max_length=WORDS
                            described_by=describes/>
                    </FieldFrame>
                    <TextInput visit=visit.clone() field=Field::Author label=words.name value=draft.name errors=errors.clone()
                        optional=true autocomplete="name" max_length=limits::AUTHOR/>
                    <TextInput visit=visit.clone() field=Field::Email label=words.email hint=words.email_hint value=draft.email
                        errors=errors.clone() optional=true kind="email" autocomplete="email"/>
                    <Checkboxes visit=visit.clone() field=Field::GoodFaith legend=words.title choices=vec![Choice::new("ja", words.good_faith)]
                        values=faith errors=errors.clone()/>
                    <div class="form__actions">
                        <button class="button button--primary button--large" type="submit"><Icon name="flag"/>{words.send}</button>
                    </div>
                </form>
            </div>
        </Shell>
    }
    .into_any()
}
