//! The answer as everybody will read it: before it goes out, and while a colleague looks at it.

use domain::{
    answers::AnswerDraft,
    proposals::{Answer, Status},
};
use leptos::prelude::*;

use super::{Desk, Told};
use crate::{
    Visit,
    pages::{
        proposal::AnswerView,
        staff::form::{Labelled, described_by},
    },
    ui::{Icon, Notice, NoticeKind, TextArea},
};

/// An answer that is not out yet; what cannot be read of it is left out.
#[component]
pub(super) fn AnswerLook(visit: Visit, desk: Desk, draft: AnswerDraft) -> impl IntoView {
    let from = desk.detail.card.status;
    let at = desk.stored.as_ref().map(|stored| stored.changed_at).unwrap_or_default();
    let office = desk.office.name.clone();
    let answer = match draft.check(from) {
        Ok(new) => Answer {
            office,
            status: new.to,
            text: new.text,
            cost_eur: new.cost_eur,
            period: new.period,
            contact: new.contact,
            at,
        },
        Err(_) => Answer {
            office,
            status: Status::from_slug(&draft.status).unwrap_or(from),
            text: draft.text,
            cost_eur: None,
            period: Some(draft.period).filter(|period| !period.is_empty()),
            contact: Some(draft.contact).filter(|contact| !contact.is_empty()),
            at,
        },
    };
    view! { <AnswerView visit=visit answer=answer/> }.into_any()
}

#[component]
pub(super) fn Preview(visit: Visit, desk: Desk) -> impl IntoView {
    let words = &visit.words().answering;
    let two = desk.detail.board.needs_second_person();
    let (button, hint) =
        if two { (words.submit, Some(view! { <p>{words.two_people}</p> })) } else { (words.publish, None) };
    let action = visit.href(&desk.path());
    let form = action.clone();
    view! {
        <h2>{words.preview_title}</h2>
        <p>{words.preview_lead}</p>
        <AnswerLook visit=visit.clone() draft=desk.typed.clone() desk=desk.clone()/>
        {hint}
        <form class="form__actions" method="post" action=form>
            <input type="hidden" name="fassung" value=desk.revision().to_string()/>
            <button class="button button--primary" type="submit" name="aktion" value="absenden">
                <Icon name="check"/>{button}
            </button>
            <a class="button button--secondary" href=action><Icon name="edit"/>{words.go_on}</a>
        </form>
    }
    .into_any()
}

#[component]
pub(super) fn Waits(visit: Visit, desk: Desk) -> impl IntoView {
    let words = &visit.words().answering;
    let told = match desk.told {
        Some(Told::SamePerson) => Some(words.same_person),
        Some(Told::Faulty) => Some(words.faulty),
        Some(Told::Stale) => Some(words.stale_title),
        _ => None,
    };
    let told = told.map(|text| view! { <Notice kind=NoticeKind::Error><p>{text}</p></Notice> });
    let action = visit.href(&desk.path());
    let revision = desk.revision().to_string();
    let is_own = desk.waits_for_other();
    let typed = desk.remark.clone();
    // In one form with the remark: whatever is pressed, what was typed arrives.
    let approve = (!is_own).then(|| {
        view! {
            <div class="form__actions">
                <button class="button button--primary" type="submit" name="aktion" value="freigeben">
                    <Icon name="check"/>{words.approve}
                </button>
            </div>
        }
    });
    let (lead, back) = if is_own { (words.waits_own, words.take_back) } else { (words.waits_lead, words.send_back) };
    let remark = (!is_own).then(|| {
        let describes = described_by("bemerkung", true, &Default::default()).unwrap_or_default();
        view! {
            <Labelled visit=visit.clone() id="bemerkung" label=words.remark hint=words.remark_hint>
                <TextArea id="bemerkung" name="bemerkung" value=typed rows=3 described_by=describes/>
            </Labelled>
        }
    });
    view! {
        {told}
        <h2>{words.waits_title}</h2>
        <p>{lead}</p>
        <AnswerLook visit=visit.clone() draft=desk.typed.clone() desk=desk.clone()/>
        <form class="form" method="post" action=action>
            <input type="hidden" name="fassung" value=revision/>
            {approve}
            {remark}
            <div class="form__actions">
                <button class="button button--secondary" type="submit" name="aktion" value="zurueckgeben">
                    <Icon name="undo"/>{back}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// A remark that nobody waits for any more, to be copied.
#[component]
pub(super) fn Unsent(visit: Visit, remark: String) -> impl IntoView {
    let label = visit.words().answering.remark;
    view! {
        <Labelled visit=visit id="bemerkung" label=label>
            <TextArea id="bemerkung" name="" value=remark rows=3/>
        </Labelled>
    }
    .into_any()
}
