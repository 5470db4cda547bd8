use domain::{answers, proposals::Status};
use leptos::prelude::*;

use super::{Desk, Told, reading::AnswerLook};
use crate::{
    Visit, dates,
    locales::fill,
    pages::staff::form::{Labelled, Line, Pick, ProblemSummary, Problems, described_by},
    ui::{Icon, Notice, NoticeKind, TextArea},
};

#[component]
pub(super) fn AnswerForm(visit: Visit, desk: Desk) -> impl IntoView {
    let all = visit.words();
    let words = &all.answering;
    let from = desk.detail.card.status;
    let choices: Vec<_> = answers::choices(from)
        .map(|status: Status| (status.slug().to_owned(), all.names.status(status).to_owned()))
        .collect();
    if choices.is_empty() {
        return view! { <Notice kind=NoticeKind::Warning><p>{words.closed}</p></Notice> }.into_any();
    }
    let mut problems = Problems::default();
    for fault in &desk.faults {
        problems.add(fault.field(), words.fault(*fault));
    }
    let due = desk.detail.answer_due().map(|due| {
        let date = dates::date(visit.language, due);
        view! { <p>{words.due}" "<time datetime=dates::machine(due)>{date}</time></p> }
    });
    let two = desk.detail.board.needs_second_person().then(|| view! { <p>{words.two_people}</p> });
    let revision = desk.revision();
    let (action, typed) = (visit.href(&desk.path()), desk.typed.clone());
    let is_wrong = problems.of("text").is_some();
    let describes = described_by("text", true, &problems).unwrap_or_default();
    view! {
        {due}
        <FormNotices visit=visit.clone() desk=desk.clone()/>
        <ProblemSummary visit=visit.clone() problems=problems.clone()/>
        <form class="form" method="post" action=action>
            <input type="hidden" name="fassung" value=revision.to_string()/>
            <Pick visit=visit.clone() id="stand" label=words.status hint=words.status_hint none=words.choose choices=choices
                value=typed.status problems=problems.clone()/>
            <Labelled visit=visit.clone() id="text" label=words.text hint=words.text_hint problems=problems.clone()>
                <TextArea id="text" name="text" value=typed.text rows=8 invalid=is_wrong
                    described_by=describes/>
            </Labelled>
            <Line visit=visit.clone() id="kosten" label=words.cost hint=words.cost_hint value=typed.cost kind="number" problems=problems.clone()/>
            <Line visit=visit.clone() id="zeitraum" label=words.period hint=words.period_hint value=typed.period problems=problems.clone()/>
            <Line visit=visit.clone() id="kontakt" label=words.contact hint=words.contact_hint value=typed.contact problems=problems.clone()/>
            <Line visit=visit.clone() id="ziel" label=words.target hint=words.target_hint value=typed.merge_into problems=problems/>
            {two}
            <div class="form__actions">
                <button class="button button--primary" type="submit" name="aktion" value="vorschau">
                    {words.preview}<Icon name="arrow-right"/>
                </button>
                <button class="button button--secondary" type="submit" name="aktion" value="speichern">
                    <Icon name="check"/>{words.save}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// What happened before the form came: saved, sent back, or somebody was faster.
#[component]
fn FormNotices(visit: Visit, desk: Desk) -> impl IntoView {
    let words = &visit.words().answering;
    let saved = (desk.told == Some(Told::Saved))
        .then(|| view! { <Notice kind=NoticeKind::Success><p>{words.saved}</p></Notice> });
    let faulty = (desk.told == Some(Told::Faulty))
        .then(|| view! { <Notice kind=NoticeKind::Error><p>{words.faulty}</p></Notice> });
    let remark = desk.stored.as_ref().and_then(|stored| stored.remark.clone());
    let remark = remark.map(|remark| {
        view! { <Notice><p>{words.remark_of_colleague}</p><p>{remark}</p></Notice> }
    });
    let stale = (desk.told == Some(Told::Stale)).then(|| {
        let theirs = desk.stored.clone().map(|stored| {
            let at = fill(
                "{date}, {time}",
                &[("date", &dates::date(visit.language, stored.changed_at)), ("time", &dates::time(stored.changed_at))],
            );
            view! {
                <section aria-labelledby="gespeichert-titel">
                    <h2 id="gespeichert-titel">{words.stored_version}</h2>
                    <p>{at}</p>
                    <AnswerLook visit=visit.clone() desk=desk.clone() draft=stored.draft/>
                </section>
            }
        });
        view! {
            <Notice kind=NoticeKind::Error><p><strong>{words.stale_title}</strong></p><p>{words.stale_lead}</p></Notice>
            {theirs}
        }
    });
    view! { {saved} {faulty} {remark} {stale} }.into_any()
}
