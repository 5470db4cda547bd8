use domain::{policy::Action, receipts::ReceiptCode};
use leptos::prelude::*;
use store::{appeals::Standing, contributions::Visibility, moderation::Decision, place_calls::MarkReceipt};

use super::{card::CodeCard, may_with_text};
use crate::{
    Site, Visit, dates,
    locales::fill,
    pages::{
        formats::content_lang,
        place_calls::VerdictTag,
        reports::{AppealSection, Decisions},
    },
    ui::{Breadcrumb, Head, Icon, Notice, NoticeKind, Prose, Shell},
};

/// One's own place on the map of a call, and whether it is shown.
#[component]
pub fn MarkPage(
    site: Site,
    visit: Visit,
    code: ReceiptCode,
    receipt: MarkReceipt,
    standing: Option<Standing>,
) -> impl IntoView {
    let (all, words, places) = (visit.words(), &visit.words().receipt, &visit.words().place_calls);
    let head = Head { class: "page-receipt", is_private: true, ..Head::titled(places.receipt_title, "") };
    let done = [("entfernt", all.personal.later_done), ("geaendert", words.corrected)];
    let done = done
        .into_iter()
        .filter(|(name, _)| visit.first(name).is_some())
        .map(|(_, text)| view! { <Notice kind=NoticeKind::Success><p>{text}</p></Notice> })
        .collect_view();
    let correct = may_with_text(Action::Revise, receipt.state).is_ok().then(|| format!("{}/aendern", code.path()));
    let about = receipt.clone();
    view! {
        <Shell site=site.clone() visit=visit.clone() head=head>
            <div class="container container--narrow receipt">
                <Breadcrumb visit=visit.clone() steps=vec![("/beleg".to_owned(), words.find_title.to_owned())]/>
                <h1>{places.receipt_title}</h1>
                {done}
                <State visit=visit.clone() receipt=receipt.clone()/>
                <Decisions visit=visit.clone() decisions=receipt.decisions correct=correct.clone()/>
                <AppealSection visit=visit.clone() code=code.clone() standing=standing/>
                <CodeCard site=site visit=visit.clone() code=code.clone() hint=places.keep_hint/>
                <Place visit=visit.clone() code=code correct=correct receipt=about/>
                <p><a href=visit.href("/beleg")>{words.another}</a></p>
            </div>
        </Shell>
    }
    .into_any()
}

#[component]
fn State(visit: Visit, receipt: MarkReceipt) -> impl IntoView {
    let words = &visit.words().place_calls;
    let is_asked = receipt.decisions.iter().any(Decision::waits_for_author);
    match receipt.state {
        Visibility::Withdrawn => view! { <Notice><p>{words.receipt_withdrawn}</p></Notice> }.into_any(),
        Visibility::Published => {
            view! { <Notice kind=NoticeKind::Success><p>{words.receipt_public}</p></Notice> }.into_any()
        }
        // The decision below says it with its rule.
        Visibility::Refused if !receipt.decisions.is_empty() => ().into_any(),
        Visibility::Waiting if is_asked => ().into_any(),
        Visibility::Refused => {
            let reason = receipt.refused_because.unwrap_or_default();
            let text = fill(words.receipt_refused, &[("reason", &reason)]);
            view! { <Notice kind=NoticeKind::Warning><p>{text}</p></Notice> }.into_any()
        }
        Visibility::Waiting => view! { <Notice><p>{words.receipt_waiting}</p></Notice> }.into_any(),
    }
}

/// The place itself, and what can be done with it.
#[component]
fn Place(visit: Visit, code: ReceiptCode, correct: Option<String>, receipt: MarkReceipt) -> impl IntoView {
    let (all, words, lang) = (visit.words(), &visit.words().place_calls, content_lang(&visit));
    let MarkReceipt { mark, category, call_slug, call_title, state, .. } = receipt;
    let is_public = state == Visibility::Published;
    let call = if is_public { format!("/orte/{call_slug}#ort-{}", mark.id) } else { format!("/orte/{call_slug}") };
    let title = match mark.district {
        Some(district) => format!("{category}, {}", district.name),
        None => category,
    };
    let button = |path: String, icon: &'static str, label: &'static str| {
        view! { <p><a class="button button--secondary" href=visit.href(&path)><Icon name=icon/>{label}</a></p> }
    };
    let correct = correct.map(|path| button(path, "edit", all.receipt.revise));
    let may_withdraw = may_with_text(Action::TakeBack, state).is_ok();
    let withdraw = may_withdraw.then(|| button(format!("{}/zurueckziehen", code.path()), "undo", words.withdraw));
    let redact = button(format!("{}/angaben", code.path()), "lock", all.personal.later_title);
    view! {
        <section aria-labelledby="ort-titel">
            <h2 id="ort-titel" lang=lang>{title}</h2>
            <p>{words.receipt_of}": "<a href=visit.href(&call) lang=lang>{call_title}</a></p>
            <p><VerdictTag words=all verdict=mark.verdict/></p>
            <Prose text=mark.text/>
            <p>
                <Icon name="clock"/>{words.receipt_at}" "
                <time datetime=dates::machine(mark.at)>{dates::date(visit.language, mark.at)}</time>
            </p>
            {correct}
            {withdraw}
            {redact}
        </section>
    }
    .into_any()
}
