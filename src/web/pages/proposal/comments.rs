//! Sending a comment.

use axum::{
    Extension,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    comments::{CommentDraft, CommentSort, NewComment},
    fields::{Field, FieldErrors},
    ids::{PersonKey, ProposalId, SubmissionId},
    sittings::SENT,
};
use store::{StoreError, comments::Added};

use super::{
    Reading, Shown,
    comment_form::{CommentForm, Remark},
    id_of, page,
};
use crate::{
    AppError, Guest, Returned, Site, Visit,
    guest::random_id,
    pages::{
        personal::{self, ASKED, Found, REMOVE},
        trap,
    },
    visit::pairs,
};

/// What the form sent.
#[derive(Clone)]
struct Sent {
    draft: CommentDraft,
    submission: SubmissionId,
    reading: Reading,
    /// What the writer was asked about already.
    asked: String,
    /// The button that takes personal data out.
    removes: bool,
    trap: String,
    stamp: String,
}

impl Sent {
    fn read(body: &str) -> Self {
        let pairs = pairs(body);
        let value =
            |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default();
        let draft = CommentDraft {
            stance: value(&Field::Stance.name()),
            text: value(&Field::Text.name()),
            author: value(&Field::Author.name()),
            reply_to: value("antwort"),
        };
        // A form whose id was lost on the way still counts; it only cannot be told from a second one.
        let submission = SubmissionId::parse(&value("einsendung")).or_else(|_| SubmissionId::parse(&random_id()));
        let submission = submission.unwrap_or_else(|_| SubmissionId::from_bytes([0; 16]));
        let (asked, removes) = (value(ASKED), value("aktion") == REMOVE);
        let (trap, stamp) = (value(trap::FIELD), value(trap::STAMP));
        Self { draft, submission, reading: Reading::of(&pairs), asked, removes, trap, stamp }
    }
}

/// `POST /vorschlaege/{id}/beitraege`.
pub async fn send(
    State(site): State<Site>,
    visit: Visit,
    guest: Guest,
    Path(address): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let id = id_of(&address)?;
    let sent = Sent::read(&String::from_utf8_lossy(&body));
    let mut cookies = HeaderMap::new();
    let found = Found::of([sent.draft.text.as_str()]);
    let outcome = match sent.draft.check() {
        _ if sent.removes => {
            let draft = CommentDraft { text: personal::redact(&visit, &sent.draft.text), ..sent.draft.clone() };
            let form = returned(&Sent { draft, ..sent.clone() }, FieldErrors::default(), Some(Remark::Removed));
            return answer(site, visit, guest, id, sent.reading, (StatusCode::OK, form), cookies).await;
        }
        Ok(_) if found.is_news(&sent.asked) => {
            let form = CommentForm { found, ..returned(&sent, FieldErrors::default(), None) };
            return answer(site, visit, guest, id, sent.reading, (StatusCode::OK, form), cookies).await;
        }
        Ok(new) => {
            let person = guest.ensure(&site, &mut cookies);
            add(&site, id, &sent, &guest, &person, new).await
        }
        Err(errors) => Err(StoreError::Invalid(errors)),
    };
    let form = match outcome {
        Ok(added) => return accepted(&site, &visit, id, &sent, &added, cookies).await,
        Err(StoreError::Invalid(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, returned(&sent, errors, None)),
        Err(StoreError::SubmissionConflict) => {
            (StatusCode::CONFLICT, returned(&sent, FieldErrors::default(), Some(Remark::AlreadySent)))
        }
        Err(StoreError::NotFound) if !sent.draft.reply_to.is_empty() => {
            (StatusCode::CONFLICT, returned(&sent, FieldErrors::default(), Some(Remark::ReplyGone)))
        }
        Err(other) => return Err(other.into()),
    };
    answer(site, visit, guest, id, sent.reading, form, cookies).await
}

/// The page with the form as it was typed.
async fn answer(
    site: Site,
    visit: Visit,
    guest: Guest,
    id: ProposalId,
    reading: Reading,
    (status, form): (StatusCode, CommentForm),
    cookies: HeaderMap,
) -> Result<Response, AppError> {
    let shown = Shown::load(&site, id, guest.key().as_ref(), Reading { sent: None, ..reading }, form).await?;
    Ok((cookies, Extension(Returned), page(status, site, visit, shown)).into_response())
}

async fn add(
    site: &Site,
    id: ProposalId,
    sent: &Sent,
    guest: &Guest,
    person: &PersonKey,
    new: NewComment,
) -> Result<Added, StoreError> {
    let way = guest.way(trap::doubt(site, &sent.trap, &sent.stamp));
    store::comments::add_by(&site.store, id, sent.submission.clone(), person, new, way, site.now()).await
}

/// The form once more, with every typed character.
fn returned(sent: &Sent, errors: FieldErrors, remark: Option<Remark>) -> CommentForm {
    // What counts as another comment needs an id of its own.
    let is_another = matches!(remark, Some(Remark::AlreadySent | Remark::ReplyGone));
    let submission = if is_another { random_id() } else { sent.submission.to_string() };
    let reply_to = if remark == Some(Remark::ReplyGone) { String::new() } else { sent.draft.reply_to.clone() };
    CommentForm {
        draft: CommentDraft { reply_to, ..sent.draft.clone() },
        errors,
        submission,
        remark,
        found: Found::default(),
        asked: sent.asked.clone(),
        stamp: sent.stamp.clone(),
        caught: sent.trap.clone(),
    }
}

/// Leads to the comment, or at the counter to its slip: its thread stays on the page from which it was answered; a new thread is first where the newest
/// ones are.
async fn accepted(
    site: &Site,
    visit: &Visit,
    id: ProposalId,
    sent: &Sent,
    added: &Added,
    cookies: HeaderMap,
) -> Result<Response, AppError> {
    if visit.sitting.is_some() {
        return Ok((cookies, Redirect::to(&visit.href(SENT))).into_response());
    }
    let Some(detail) = store::proposals::find(&site.store, id).await? else {
        // Hidden since. It was taken, so its page says that, and not the answer to the form, which would give it back.
        return Ok((cookies, Redirect::to(&visit.href(&format!("/vorschlaege/{id}")))).into_response());
    };
    let is_reply = !sent.draft.reply_to.is_empty();
    let reading = if is_reply {
        Reading { sent: Some(added.id), reply_to: None, ..sent.reading.clone() }
    } else {
        Reading { sort: CommentSort::Newest, page: 1, reply_to: None, sent: Some(added.id) }
    };
    let fragment = if added.is_public { format!("beitrag-{}", added.id) } else { "beitraege".to_owned() };
    let back = visit.href(&format!("{}{}#{fragment}", detail.card.path(), reading.query()));
    Ok((cookies, Redirect::to(&back)).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_comes_back_as_it_was() {
        let sent = Sent::read(
            "haltung=for&text=Gut%0D%0A%3Cb%3E&name=+Ada+&antwort=7&einsendung=00000000000000000000000000000001&beitraege=neu",
        );
        assert_eq!(sent.draft.text, "Gut\r\n<b>");
        assert_eq!(sent.draft.author, " Ada ");
        assert_eq!(sent.reading.sort, CommentSort::Newest);
        let form = returned(&sent, FieldErrors::default(), None);
        assert_eq!((form.draft, form.submission), (sent.draft, "00000000000000000000000000000001".into()));
    }

    #[test]
    fn a_text_that_was_changed_after_it_arrived_counts_as_another_one() {
        let sent = Sent::read("text=Anders&einsendung=00000000000000000000000000000001");
        let form = returned(&sent, FieldErrors::default(), Some(Remark::AlreadySent));
        assert_ne!(form.submission, sent.submission.to_string());
        assert_eq!(form.draft.text, "Anders");
    }
}
