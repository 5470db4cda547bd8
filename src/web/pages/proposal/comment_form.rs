//! The form for a comment or a reply: a plain one that keeps every typed character when something is wrong.

use domain::{
    comments::{CommentDraft, LENGTH, Stance},
    fields::{Field, FieldErrors},
    ids::CommentId,
    proposals::limits,
};
use leptos::prelude::*;

use super::{Shown, view::author};
use crate::{
    Visit,
    guest::random_id,
    islands::{CommentForm as Keeping, CommentFormWords},
    locales::{fill, number},
    pages::{
        personal::{ASKED, Found, PersonalChoice, PersonalWhileTyping},
        trap::Trap,
    },
    ui::{
        AttackNotice, Choice, DeviceFull, ErrorSummary, FieldFrame, Icon, Notice, NoticeKind, Radios, TextArea,
        TextInput, field::described_by,
    },
};

/// The form exactly as a person left it.
#[derive(Clone, Debug)]
pub(super) struct CommentForm {
    pub(super) draft: CommentDraft,
    pub(super) errors: FieldErrors,
    /// Made with the form and sent with it, so that a double send counts once.
    pub(super) submission: String,
    pub(super) remark: Option<Remark>,
    /// What its writer is asked about before it is published.
    pub(super) found: Found,
    /// What was asked before.
    pub(super) asked: String,
    /// Of the form that it came back from; a fresh one gets its own.
    pub(super) stamp: String,
    /// What stood in the field that nobody meets.
    pub(super) caught: String,
}

/// Why the form came back although no field is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Remark {
    /// The first version arrived; this is another text.
    AlreadySent,
    /// What it replies to is gone.
    ReplyGone,
    /// Personal data was taken out.
    Removed,
}

impl CommentForm {
    pub(super) fn fresh(reply_to: Option<CommentId>) -> Self {
        let reply_to = reply_to.map(|id| id.to_string()).unwrap_or_default();
        Self {
            draft: CommentDraft { reply_to, ..CommentDraft::default() },
            errors: FieldErrors::default(),
            submission: random_id(),
            remark: None,
            found: Found::default(),
            asked: String::new(),
            stamp: String::new(),
            caught: String::new(),
        }
    }
}

/// Stands at the end of the discussion, or below the comment that it answers.
#[component]
pub(super) fn CommentFormView(
    visit: Visit,
    shown: Shown,
    reply_to: Option<domain::comments::Comment>,
) -> impl IntoView {
    let (all, language) = (visit.words(), visit.language);
    let words = &all.discussion;
    let CommentForm { draft, errors, submission, remark, found, asked, stamp, caught } = shown.form.clone();
    let asked = if found.is_empty() { asked } else { found.asked() };
    let is_reply = reply_to.is_some();
    let id = if is_reply { "antworten" } else { "mitreden" };
    let title = match &reply_to {
        Some(comment) => fill(words.reply_title, &[("name", &author(all, comment.author.clone()))]),
        None => words.join_in.to_owned(),
    };
    let stay = super::Reading { reply_to: None, sent: None, ..shown.reading.clone() };
    let cancel = is_reply.then(|| {
        let href = visit.href(&format!("{}#beitraege", shown.address(&stay)));
        view! { <a class="button button--quiet" href=href>{words.reply_cancel}</a> }
    });
    let remark = remark.map(|remark| {
        let text = match remark {
            Remark::AlreadySent => words.already_sent,
            Remark::ReplyGone => words.reply_gone,
            Remark::Removed => all.personal.was_removed,
        };
        let kind = if remark == Remark::Removed { NoticeKind::Success } else { NoticeKind::Warning };
        view! { <Notice kind=kind><p>{text}</p></Notice> }
    });
    let stances = Stance::ALL
        .into_iter()
        .map(|stance| Choice::new(stance.code(), all.names.stance(stance)).with_icon(stance_icon(stance)))
        .collect();
    let most = number(language, i64::try_from(LENGTH.1).unwrap_or(i64::MAX));
    let action = visit.href(&format!("{}/beitraege", shown.detail.card.path()));
    // When the form comes back with an error, the browser shows it and not the top of the page.
    let action = format!("{action}#{id}");
    let island = CommentFormWords {
        storage: format!("beitrag-{}", shown.detail.card.id),
        accepted: if shown.reading.sent.is_some() { "ja" } else { "" }.into(),
        most: LENGTH.1.to_string(),
        left: all.common.characters_left.other.into(),
        left_one: all.common.characters_left.one.into(),
        over: all.common.characters_over.other.into(),
        over_one: all.common.characters_over.one.into(),
        restored: words.restored.into(),
        sending: words.sending.into(),
        separator: crate::locales::thousands(language).into(),
    };
    let checked_first = (!domain::policy::is_shown_at_once(&shown.detail.board)).then_some(words.checked_first);
    let attack = shown.detail.board.attack.map(|attack| view! { <AttackNotice visit=visit.clone() attack=attack/> });
    let text_described = described_by(Field::Text, true, &errors);
    let text_is_wrong = errors.of(Field::Text).is_some();
    view! {
        <section class="comment-form" id=id aria-labelledby="mitreden-titel">
            <h3 id="mitreden-titel">{title}</h3>
            {remark}
            <ErrorSummary visit=visit.clone() errors=errors.clone()/>
            <p>{words.join_hint}" "{checked_first}</p>
            {attack}
            <DeviceFull visit=visit.clone()/>
            <Keeping words=island>
                <form class="form" autocomplete=visit.autofill() method="post" action=action novalidate="">
                    <PersonalChoice visit=visit.clone() found=found/>
                    <input type="hidden" name="einsendung" value=submission/>
                    <input type="hidden" name=ASKED value=asked/>
                    <Trap stamp=stamp caught=caught/>
                    <input type="hidden" name="antwort" value=draft.reply_to/>
                    <input type="hidden" name="beitraege" value=if stay.sort == domain::comments::CommentSort::Newest { "neu" } else { "" }/>
                    <input type="hidden" name="beitragsseite" value=stay.page.to_string()/>
                    <Radios visit=visit.clone() field=Field::Stance legend=words.stance choices=stances value=draft.stance errors=errors.clone()/>
                    <FieldFrame
                        visit=visit.clone()
                        field=Field::Text
                        label=words.comment
                        hint=fill(words.comment_hint, &[("n", &most)])
                        errors=errors.clone()
                    >
                        <TextArea
                            id=Field::Text.name()
                            name=Field::Text.name()
                            value=draft.text
                            rows=5
                            required=true
                            invalid=text_is_wrong
                            max_length=LENGTH.1
                            described_by=text_described
                        />
                        <p class="comment-form__count" data-count="" aria-hidden="true" hidden=true></p>
                    </FieldFrame>
                    <PersonalWhileTyping visit=visit.clone()/>
                    <TextInput
                        visit=visit.clone()
                        field=Field::Author
                        label=words.name
                        hint=words.name_hint
                        value=draft.author
                        errors=errors
                        optional=true
                        autocomplete="nickname"
                        max_length=limits::AUTHOR
                    />
                    <p class="form__actions">
                        <button class="button button--primary" type="submit"><Icon name="comment"/>{words.send}</button>
                        " "
                        {cancel}
                    </p>
                </form>
            </Keeping>
        </section>
    }
    .into_any()
}

fn stance_icon(stance: Stance) -> &'static str {
    match stance {
        Stance::For => "stance-for",
        Stance::Against => "stance-against",
        Stance::Note => "stance-note",
    }
}
