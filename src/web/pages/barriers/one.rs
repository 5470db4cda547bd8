use domain::{
    Moment,
    barriers::{Barrier, LENGTH},
    fields::Field,
};
use leptos::prelude::*;

use super::{
    list::ClockLine,
    staff::{Answering, STAFF},
};
use crate::{
    LocalPath, Site, Visit, dates,
    locales::fill,
    pages::staff::frame::StaffPage,
    ui::{ErrorSummary, FieldFrame, Icon, Notice, NoticeKind, Prose, TextArea, field::described_by},
};

/// One report with its answer, or with the form for it.
#[component]
pub(super) fn OnePage(site: Site, visit: Visit, report: Barrier, answering: Answering, now: Moment) -> impl IntoView {
    let words = &visit.words().barriers;
    let above = vec![(STAFF.to_owned(), words.staff_title.to_owned())];
    let sent = visit.first("gesendet").is_some();
    let is_late = answering.is_late;
    let rest = match report.answer.clone() {
        Some(answer) => view! {
            <h2>{words.answer}</h2>
            <Prose text=answer.text/>
            // Nothing typed is lost.
            {is_late.then(|| view! { <h2>{words.answer_label}</h2><Prose text=answering.text/> })}
        }
        .into_any(),
        None => view! { <AnswerForm visit=visit.clone() report=report.clone() answering=answering/> }.into_any(),
    };
    view! {
        <StaffPage site=site visit=visit.clone() title=words.title_of_one above=above>
                {sent.then(|| view! { <Notice kind=NoticeKind::Success><p>{words.answer_sent}</p></Notice> })}
                {is_late.then(|| view! { <Notice kind=NoticeKind::Warning><p>{words.answered_before}</p></Notice> })}
                <ClockLine visit=visit.clone() report=report.clone() now=now/>
                <Words visit=visit.clone() report=report/>
                {rest}
        </StaffPage>
    }
    .into_any()
}

/// What somebody wrote. The page is a link only where it leads to one of ours.
#[component]
fn Words(visit: Visit, report: Barrier) -> impl IntoView {
    let words = &visit.words().barriers;
    let page = report.page.unwrap_or_else(|| words.all_pages.to_owned());
    let place = match LocalPath::parse(&page) {
        Some(path) => view! { <a href=path.as_str().to_owned()>{page}</a> }.into_any(),
        None => view! { {page} }.into_any(),
    };
    let all = visit.words();
    let language = all.common.language(report.language);
    let reported = fill(words.reported_on, &[("date", &dates::date(visit.language, report.at))]);
    view! {
        <p><Icon name="paper"/>{place}</p>
        <Prose text=report.text/>
        <p>{reported}" · "{fill(words.language, &[("name", language)])}</p>
        {report.author.map(|name| view! { <p>{fill(words.from_name, &[("name", &name)])}</p> })}
    }
    .into_any()
}

#[component]
fn AnswerForm(visit: Visit, report: Barrier, answering: Answering) -> impl IntoView {
    let words = &visit.words().barriers;
    let Answering { text, errors, .. } = answering;
    let described = described_by(Field::Text, true, &errors);
    let is_wrong = errors.of(Field::Text).is_some();
    let letter = if report.email.is_some() { words.by_mail } else { words.no_mail };
    view! {
        <ErrorSummary visit=visit.clone() errors=errors.clone()/>
        <form class="form" method="post" action=visit.href(&format!("{STAFF}/{}", report.id)) novalidate="">
            <FieldFrame visit=visit.clone() field=Field::Text label=words.answer_label hint=words.answer_hint errors=errors>
                <TextArea id=Field::Text.name() name=Field::Text.name() value=text rows=8 required=true invalid=is_wrong
                    max_length=LENGTH.1 described_by=described/>
            </FieldFrame>
            <p>{letter}</p>
            <p class="form__actions">
                <button class="button button--primary" type="submit"><Icon name="check"/>{words.answer_button}</button>
            </p>
        </form>
    }
    .into_any()
}
