//! Changing a comment or a place on the map that waits for its check, because its author wants to or because the moderators asked for it. The form
//! keeps every typed character, and asks about personal data as the one it was written with.

use axum::{http::StatusCode, response::Response};
use domain::{
    comments::{CommentDraft, LENGTH, NewComment, Stance},
    fields::{Field, FieldErrors},
    place_calls,
    policy::Action,
    proposals::limits,
    receipts::ReceiptCode,
};
use leptos::prelude::*;
use store::{StoreError, comments, contributions::Visibility, place_calls::MarkReceipt, receipts::CommentReceipt};

use super::{may_with_text, see_other, unkept};
use crate::{
    AppError, Site, Visit,
    locales::{fill, number},
    pages::{
        personal::{self, ASKED, Found, PersonalChoice, PersonalWhileTyping, REMOVE},
        submit::form::Sent,
    },
    render,
    ui::{
        Breadcrumb, Choice, ErrorSummary, FieldFrame, Head, Icon, Notice, NoticeKind, Radios, Shell, TextArea,
        TextInput, field::described_by,
    },
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Comment,
    /// Of which nothing but the words is changed: another place is another mark.
    PlaceMark,
}

/// The form as it goes to the browser.
#[derive(Clone)]
pub(super) struct Revision {
    code: ReceiptCode,
    what: What,
    draft: CommentDraft,
    /// That its writer has before their eyes.
    version: String,
    errors: FieldErrors,
    found: Found,
    asked: String,
    was_removed: bool,
    /// Why it was not taken, when no field is to blame.
    refused: Option<&'static str>,
    is_open: bool,
}

impl Revision {
    pub(super) fn of_comment(code: ReceiptCode, receipt: CommentReceipt) -> Self {
        let CommentReceipt { comment, version, state, .. } = receipt;
        let draft = CommentDraft {
            stance: comment.stance.code().into(),
            text: comment.text,
            author: comment.author.unwrap_or_default(),
            reply_to: comment.reply_to.map(|id| id.to_string()).unwrap_or_default(),
        };
        Self::fresh(code, What::Comment, draft, version, state)
    }

    pub(super) fn of_mark(code: ReceiptCode, receipt: MarkReceipt) -> Self {
        let MarkReceipt { mark, version, state, .. } = receipt;
        let draft = CommentDraft { text: mark.text, ..CommentDraft::default() };
        Self::fresh(code, What::PlaceMark, draft, version, state)
    }

    fn fresh(code: ReceiptCode, what: What, draft: CommentDraft, version: String, state: Visibility) -> Self {
        let is_open = may_with_text(Action::Revise, state).is_ok();
        let (errors, found, asked) = (FieldErrors::default(), Found::default(), String::new());
        Self { code, what, draft, version, errors, found, asked, was_removed: false, refused: None, is_open }
    }

    fn check(&self) -> Result<Words, FieldErrors> {
        match self.what {
            What::Comment => self.draft.check().map(Words::Comment),
            What::PlaceMark => place_calls::check_words(&self.draft.text).map(Words::PlaceMark),
        }
    }

    async fn store(&self, site: &Site, words: &Words) -> Result<(), StoreError> {
        let (store, now) = (&site.store, site.now());
        match words {
            Words::Comment(new) => comments::revise(store, &self.code, &self.version, new, now).await,
            Words::PlaceMark(text) => store::place_calls::revise(store, &self.code, &self.version, text, now).await,
        }
    }

    /// What the form sent in the place of what is stored.
    fn with(self, sent: &Sent) -> Self {
        let value = |field: Field, before: String| sent.text(&field.name()).map_or(before, str::to_owned);
        let draft = CommentDraft {
            stance: value(Field::Stance, self.draft.stance),
            text: value(Field::Text, self.draft.text),
            author: value(Field::Author, self.draft.author),
            reply_to: self.draft.reply_to,
        };
        let version = sent.text("fassung").map_or(self.version, str::to_owned);
        Self { draft, version, asked: sent.text(ASKED).unwrap_or_default().to_owned(), ..self }
    }

    fn page(self, status: StatusCode, site: Site, visit: Visit) -> Response {
        unkept(render::page_with_status(status, || view! { <RevisePage site=site visit=visit revision=self/> }))
    }
}

/// What was typed, checked.
enum Words {
    Comment(NewComment),
    PlaceMark(String),
}

pub(super) fn edit(site: Site, visit: Visit, revision: Revision) -> Response {
    // The receipt says why it cannot be changed.
    if !revision.is_open {
        return see_other(&visit, &revision.code.path());
    }
    revision.page(StatusCode::OK, site, visit)
}

pub(super) async fn save(site: Site, visit: Visit, stored: Revision, sent: Sent) -> Result<Response, AppError> {
    // Half a text would take the place of the whole one.
    if sent.is_broken() {
        return Err(AppError::BadRequest);
    }
    let current = stored.version.clone();
    let revision = stored.with(&sent);
    if sent.text("aktion") == Some(REMOVE) {
        let draft = CommentDraft { text: personal::redact(&visit, &revision.draft.text), ..revision.draft.clone() };
        return Ok(Revision { draft, was_removed: true, ..revision }.page(StatusCode::OK, site, visit));
    }
    let found = Found::of([revision.draft.text.as_str()]);
    let done = match revision.check() {
        Ok(_) if found.is_news(&revision.asked) => {
            return Ok(Revision { found, ..revision }.page(StatusCode::OK, site, visit));
        }
        Ok(new) => revision.store(&site, &new).await,
        Err(errors) => Err(StoreError::Invalid(errors)),
    };
    let words = visit.words();
    let (status, revision) = match done {
        Ok(()) => return Ok(see_other(&visit, &format!("{}?geaendert=1", revision.code.path()))),
        Err(StoreError::Invalid(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, Revision { errors, ..revision }),
        // A second press after the warning is meant.
        Err(StoreError::Outdated) => {
            let refused = Some(words.receipt.revise_stale);
            (StatusCode::CONFLICT, Revision { version: current, refused, ..revision })
        }
        Err(StoreError::Refused(_)) => {
            (StatusCode::CONFLICT, Revision { refused: Some(words.receipt.revise_closed), ..revision })
        }
        Err(StoreError::Busy) => {
            (StatusCode::SERVICE_UNAVAILABLE, Revision { refused: Some(words.errors.busy.1), ..revision })
        }
        Err(other) => return Err(other.into()),
    };
    Ok(revision.page(status, site, visit))
}

#[component]
fn RevisePage(site: Site, visit: Visit, revision: Revision) -> impl IntoView {
    let (all, words) = (visit.words(), &visit.words().receipt);
    let Revision { code, what, draft, version, errors, found, asked, was_removed, refused, .. } = revision;
    let is_mark = what == What::PlaceMark;
    let asked = if found.is_empty() { asked } else { found.asked() };
    let path = code.path();
    let head = Head {
        class: "page-receipt",
        is_private: true,
        has_islands: true,
        ..Head::titled(words.revise, words.revise_lead)
    };
    let up = if is_mark { all.place_calls.receipt_title } else { words.comment_title };
    let most = if is_mark { place_calls::TEXT.1 } else { LENGTH.1 };
    let (label, hint) = if is_mark {
        (all.place_calls.text_question, all.place_calls.text_hint.to_owned())
    } else {
        let n = number(visit.language, i64::try_from(most).unwrap_or(i64::MAX));
        (all.discussion.comment, fill(all.discussion.comment_hint, &[("n", &n)]))
    };
    let stance = (!is_mark).then(|| {
        let stances =
            Stance::ALL.into_iter().map(|stance| Choice::new(stance.code(), all.names.stance(stance))).collect();
        view! {
            <Radios visit=visit.clone() field=Field::Stance legend=all.discussion.stance choices=stances value=draft.stance.clone()
                errors=errors.clone()/>
        }
    });
    let author = (!is_mark).then(|| {
        view! {
            <TextInput visit=visit.clone() field=Field::Author label=all.discussion.name hint=all.discussion.name_hint
                value=draft.author.clone() errors=errors.clone() optional=true autocomplete="nickname" max_length=limits::AUTHOR/>
        }
    });
    let described = described_by(Field::Text, true, &errors);
    let is_wrong = errors.of(Field::Text).is_some();
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![(path.clone(), up.to_owned())]/>
                <h1>{words.revise}</h1>
                <p class="lead">{words.revise_lead}</p>
                <ErrorSummary visit=visit.clone() errors=errors.clone()/>
                {was_removed.then(|| view! { <Notice kind=NoticeKind::Success><p>{all.personal.was_removed}</p></Notice> })}
                {refused.map(|reason| view! { <Notice kind=NoticeKind::Warning><p>{reason}</p></Notice> })}
                <form class="form" method="post" action=visit.href(&format!("{path}/aendern")) enctype="multipart/form-data" novalidate>
                    <PersonalChoice visit=visit.clone() found=found/>
                    <input type="hidden" name="fassung" value=version/>
                    <input type="hidden" name=ASKED value=asked/>
                    {stance}
                    <FieldFrame visit=visit.clone() field=Field::Text label=label hint=hint errors=errors.clone()>
                        <TextArea id=Field::Text.name() name=Field::Text.name() value=draft.text rows=6 required=true
                            invalid=is_wrong max_length=most described_by=described/>
                    </FieldFrame>
                    <PersonalWhileTyping visit=visit.clone()/>
                    {author}
                    <div class="form__actions">
                        <button class="button button--primary" type="submit"><Icon name="check"/>{words.correct_button}</button>
                        <a class="button button--secondary" href=visit.href(&path)>{words.back_to_receipt}</a>
                    </div>
                </form>
            </div>
        </Shell>
    }
    .into_any()
}
