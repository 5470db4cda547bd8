//! What a device wrote without a network, one record at a time. The device keeps it until it has our signed word for it.

use axum::{
    Extension, Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use domain::{Language, Moment, ids::SubmissionId, outbox::Word};
use serde::{Deserialize, Serialize};
use store::outbox::{Arriving, deliver};
use utoipa::ToSchema;
use web::{Guest, Site};

use super::{
    answers,
    problem::{Body, Problem},
};
use crate::word::Voice;

/// A record that a device made and sends until it has an answer that it believes.
#[derive(Deserialize, ToSchema)]
pub struct Record {
    /// A fresh UUID, made when it was sent off, not when its draft began.
    #[schema(value_type = String)]
    id: SubmissionId,
    /// One of `proposal`, `comment`, `support`, `survey`
    kind: String,
    /// JSON as text, so that the same content has the same bytes each time. `proposal`: `fields` as in `submitProposal`, and
    /// the key of a `draft` on the server, if there is one. `comment`: `proposal` and the fields of `commentOnProposal`.
    /// `support`: `proposal`, and whether to `support` it or to take that back. `survey`: the last part of its address as
    /// `survey`, the `edition` of its questions, and as `answers` for each of them a list of what its inputs held.
    content: String,
    /// When it was written, by the clock of the device: milliseconds since 1970
    #[serde(default)]
    entered_at: i64,
    /// `de`, `en` or `ls`
    #[serde(default)]
    language: String,
    /// For which account it was written: one of the words of `x-wegmarken-signed-in` at that time. Empty where nobody was
    /// signed in, or nobody knows.
    #[serde(default)]
    account: String,
}

/// What became of a record. Believe it only when the signature fits.
#[derive(Serialize, ToSchema)]
pub struct Delivered {
    #[schema(value_type = String)]
    id: SubmissionId,
    /// `accepted`, or `refused`: sending it again would change nothing
    outcome: &'static str,
    /// Where it can be looked at; or why it was refused: `unreadable`, `invalid`, `conflict`, `gone`, `closed`, `blocked`,
    /// `needs_account`, `changed`, `outdated`
    detail: String,
    /// ECDSA (P-256, SHA-256; 64 bytes as base64url) of `wegmarken-outbox-1|id|hash|outcome|detail`, where the hash is the
    /// SHA-256 of the content in hexadecimal digits. The public key stands in `/sw.js`.
    signature: String,
}

/// Deliver a record of an outbox
///
/// The same record gets the same answer, however often it comes. Any other answer than this one means: not yet.
#[utoipa::path(
    post,
    path = "/api/v1/outbox",
    operation_id = "deliverRecord",
    tag = "Taking part",
    request_body = Record,
    responses(
        (status = 200, description = "It is decided", body = Delivered),
        (status = 403, description = "`other_account`: not yet, and not by whoever is signed in now", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Not a record", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "Any other refusal", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn deliver_record(
    State(site): State<Site>,
    Extension(voice): Extension<Voice>,
    guest: Guest,
    Body(record): Body<Record>,
) -> Result<Response, Problem> {
    let Record { id, kind, content, entered_at, language, account } = record;
    if !guest.sends_for(&site, &account) {
        return Err(Problem::other_account());
    }
    let language = Language::from_code(&language).unwrap_or_default();
    // A clock that is wrong is no reason to refuse anything; ahead of ours it says nothing.
    let (now, entered_at) = (site.now(), Moment(entered_at.max(0)).min(site.now()));
    let arriving = Arriving::new(id, &kind, content, entered_at, language);
    let mut headers = HeaderMap::new();
    let person = guest.with_record(arriving.id()).ensure(&site, &mut headers);
    let answer = deliver(&site.store, &arriving, &person, now).await?;
    let word = Word { id: arriving.id(), hash: arriving.hash(), answer: &answer };
    let signature = voice.sign(&word).ok_or_else(Problem::internal)?;
    let (outcome, detail) = (answer.outcome(), answer.detail().to_owned());
    let delivered = Delivered { id: arriving.id().clone(), outcome, detail, signature };
    Ok(answers::personal((headers, Json(delivered)).into_response()))
}
