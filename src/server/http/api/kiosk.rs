//! What kiosks ask: to be paired, to tell that they live, to deliver, and what there is to show. Each message is signed by
//! its device and numbered; the device keeps a record until it has our signed word for it.

use std::sync::Arc;

use axum::{
    Extension, Json,
    extract::{Path, RawQuery, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    Language, Moment,
    ids::KioskId,
    kiosk::{Health, Record, Signed, Word},
    outbox::Answer,
    receipts::ReceiptCode,
};
use serde::{Deserialize, Serialize};
use store::{
    StoreError, kiosks,
    outbox::{Arriving, Numbered, Opened, deliver_numbered, visitor},
    sha256,
};
use utoipa::ToSchema;
use web::{
    Site,
    pages::kiosk::pack::{Pack, Packs},
};

use super::{
    answers,
    problem::{Body, KIND, Problem},
};
use crate::{
    seal::{self, Seal, Unsealed},
    word::Voice,
};

/// A device that wants to be a kiosk.
#[derive(Deserialize, ToSchema)]
pub struct Pairing {
    /// The code that an administrator sees.
    code: String,
    /// The key of the device: an uncompressed point of P-256, base64url
    public_key: String,
}

/// What the device has to know.
#[derive(Serialize, ToSchema)]
pub struct Paired {
    kiosk: i64,
    /// From which number on it counts its records.
    next: i64,
    /// For which it seals (RFC 9180: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM)
    seal: String,
    /// By which it knows our word (ECDSA, P-256, SHA-256)
    voice: String,
}

/// Pair a device
#[utoipa::path(
    post,
    path = "/api/v1/kiosk/pairing",
    operation_id = "pairKiosk",
    tag = "Kiosks",
    request_body = Pairing,
    responses(
        (status = 200, description = "It is a kiosk now", body = Paired),
        (status = 404, description = "No such code, or not any more", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "Any other refusal", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn pair(
    State(site): State<Site>,
    Extension(voice): Extension<Voice>,
    Extension(seal): Extension<Seal>,
    Body(Pairing { code, public_key }): Body<Pairing>,
) -> Result<Response, Problem> {
    let code: ReceiptCode = code.parse().map_err(|_| Problem::not_found())?;
    if !seal::is_key(&public_key) {
        return Err(Problem::bad_request("not_a_key", "The key is no point of P-256."));
    }
    let paired = kiosks::pair(&site.store, &code, &public_key, site.now()).await?;
    let voice = voice.public_key().ok_or_else(Problem::internal)?;
    let told = Paired { kiosk: paired.id.0, next: paired.next, seal: seal.public_key().to_owned(), voice };
    Ok(answers::personal(Json(told).into_response()))
}

/// How a kiosk is.
#[derive(Deserialize, ToSchema)]
pub struct Heartbeat {
    kiosk: i64,
    /// JSON as text: `beat` (larger with each message), `at`, `waiting`, `oldest`, `version`, `pack`, `battery`, `charging`,
    /// `room`, `persisted`, `help`
    told: String,
    /// ECDSA of `wegmarken-kiosk-1|heartbeat|kiosk|beat|hash`, where the hash is the SHA-256 of `told` in hexadecimal digits
    signature: String,
}

/// Tell that a kiosk lives
///
/// The answer says what it shows.
#[utoipa::path(
    post,
    path = "/api/v1/kiosk/heartbeat",
    operation_id = "kioskHeartbeat",
    tag = "Kiosks",
    request_body = Heartbeat,
    responses(
        (status = 200, description = "What it shows", body = Shown),
        (status = 401, description = "Not signed by a kiosk", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Not larger than the last `beat`", body = Behind, content_type = "application/problem+json"),
        (status = "default", description = "Any other refusal", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn heartbeat(
    State(site): State<Site>,
    Extension(packs): Extension<Arc<Packs>>,
    Extension(voice): Extension<Voice>,
    Extension(seal): Extension<Seal>,
    Body(Heartbeat { kiosk, told, signature }): Body<Heartbeat>,
) -> Result<Response, Problem> {
    if told.len() > Health::LONGEST_MESSAGE {
        return Err(Problem::bad_request("too_long", "A kiosk has less to tell."));
    }
    let health: Health =
        serde_json::from_str(&told).map_err(|_| Problem::bad_request("unreadable", "What is told cannot be read."))?;
    let id = known(&site, kiosk, "heartbeat", health.beat, &told, &signature).await?;
    let now = site.now();
    let setup = match kiosks::seen(&site.store, id, &health.within_limits(), now).await {
        Err(StoreError::SubmissionConflict) => return behind(&site, &voice, &seal, id, &told).await,
        seen => seen?,
    };
    let next = kiosks::next_number(&site.store, id).await?;
    let counted = Signed { what: "next", kiosk, number: next, hash: &sha256(&told) };
    let next_signature = voice.sign(&counted).ok_or_else(Problem::internal)?;
    let pack = packs.current(&site).await?;
    let voice = voice.public_key().ok_or_else(Problem::internal)?;
    let shown = Shown {
        now: now.0,
        name: setup.name,
        place: setup.place,
        languages: setup.languages.iter().map(|language| language.code().to_owned()).collect(),
        boards: setup.boards,
        processes: setup.offer.kinds.iter().map(|kind| kind.code().to_owned()).collect(),
        left_out: setup.offer.left_out,
        seal: seal.public_key().to_owned(),
        vouched: seal.vouched(kiosk, &voice),
        voice,
        next,
        next_signature,
        pack: pack.version.clone(),
        parts: parts(&pack),
    };
    Ok(answers::personal(Json(shown).into_response()))
}

/// Where a kiosk counts its signs of life on: its clock was put back, or it was itself, or this very one came twice.
#[derive(Serialize, ToSchema)]
pub struct Behind {
    /// `behind`
    code: &'static str,
    title: &'static str,
    status: u16,
    /// The last one that counts; the next is larger.
    beat: i64,
    /// ECDSA of `wegmarken-kiosk-1|beat|kiosk|beat|hash` by `voice`, where the hash is that of what was told.
    beat_signature: String,
    /// As in what a kiosk shows.
    seal: String,
    voice: String,
    vouched: Vec<String>,
}

async fn behind(site: &Site, voice: &Voice, seal: &Seal, id: KioskId, told: &str) -> Result<Response, Problem> {
    let beat = kiosks::last_beat(&site.store, id).await?;
    let counted = Signed { what: "beat", kiosk: id.0, number: beat, hash: &sha256(told) };
    let beat_signature = voice.sign(&counted).ok_or_else(Problem::internal)?;
    let voice = voice.public_key().ok_or_else(Problem::internal)?;
    let status = StatusCode::CONFLICT;
    let answer = Behind {
        code: "behind",
        title: "This number, or a larger one, came before.",
        status: status.as_u16(),
        beat,
        beat_signature,
        seal: seal.public_key().to_owned(),
        vouched: seal.vouched(id.0, &voice),
        voice,
    };
    Ok(answers::personal((status, [(header::CONTENT_TYPE, KIND)], Json(answer)).into_response()))
}

/// What a kiosk shows.
#[derive(Serialize, ToSchema)]
pub struct Shown {
    /// By our clock: milliseconds since 1970
    now: i64,
    name: String,
    place: String,
    languages: Vec<String>,
    boards: Vec<String>,
    /// Kinds of what runs beside the boards: `survey`, `place_call`, `event`
    processes: Vec<String>,
    /// What of these is not shown, as `umfragen/wege`
    left_out: Vec<String>,
    /// For which it seals from now on, and by which it knows our word then, as in the answer to the pairing.
    seal: String,
    voice: String,
    /// ECDSA of `wegmarken-kiosk-1|keys|kiosk|0|hash` by each voice of before, where the hash is the SHA-256 of `seal|voice` in
    /// hexadecimal digits: a device takes the keys over when it knows one of these voices.
    vouched: Vec<String>,
    /// From which number on it counts its records at least: it may have been put back to an older state.
    next: i64,
    /// ECDSA of `wegmarken-kiosk-1|next|kiosk|next|hash` by `voice`, where the hash is that of what was told.
    next_signature: String,
    /// The version of everything below.
    pack: String,
    parts: Vec<Part>,
}

/// A part of the pack: fetched when its hash is another than before.
#[derive(Serialize, ToSchema)]
pub struct Part {
    name: String,
    /// Where it is to be had.
    address: String,
    /// SHA-256 of its bytes in hexadecimal digits; empty where the address never changes its content.
    hash: String,
}

fn parts(pack: &Pack) -> Vec<Part> {
    let texts = pack.texts.iter().map(|part| Part {
        name: part.name.clone(),
        address: format!("/api/v1/kiosk/parts/{}?v={}", part.name, part.hash),
        hash: part.hash.clone(),
    });
    let pictures = pack.pictures.iter().map(|address| Part {
        name: address.clone(),
        address: address.clone(),
        hash: String::new(),
    });
    texts.chain(pictures).collect()
}

/// A part of what kiosks show
#[utoipa::path(
    get,
    path = "/api/v1/kiosk/parts/{name}",
    operation_id = "kioskPart",
    tag = "Kiosks",
    params(("name" = String, Path, description = "As the answer to a heartbeat names it")),
    responses(
        (status = 200, description = "The part", body = serde_json::Value),
        (status = "default", description = "Any refusal", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn part(
    State(site): State<Site>,
    Extension(packs): Extension<Arc<Packs>>,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let asked = web::pairs(query.as_deref().unwrap_or_default());
    let hash = asked.iter().find(|(name, _)| name == "v").map_or("", |(_, hash)| hash.as_str());
    let text = packs.part(&site, &name, hash).await?.ok_or_else(Problem::not_found)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    Ok((headers, text).into_response())
}

/// A record of a visitor, sealed and signed on the device.
#[derive(Deserialize, ToSchema)]
pub struct SealedRecord {
    kiosk: i64,
    /// Counts the records of this kiosk without gaps, from 1.
    number: i64,
    /// Encapsulated key and ciphertext, base64url; bound to `kiosk|number`. Inside: `id`, `kind`, `content`, `language` and
    /// `entered_at` as in `deliverRecord`, `visitor`, and the code of the `receipt`
    sealed: String,
    /// ECDSA of `wegmarken-kiosk-1|record|kiosk|number|hash`, where the hash is the SHA-256 of `sealed` in hexadecimal digits
    signature: String,
}

/// Our word for a record of a kiosk. Believe it only when the signature fits.
#[derive(Serialize, ToSchema)]
pub struct Taken {
    number: i64,
    /// `accepted`; or `refused`, and set aside here with its reason: sending it again would change nothing
    outcome: &'static str,
    /// ECDSA of `wegmarken-kiosk-1|record|kiosk|number|hash|outcome`
    signature: String,
}

/// Deliver a record of a kiosk
///
/// The same number with the same content gets the same answer, however often it comes. With another content it is that of a
/// kiosk that was put back to an older state, and is taken as what it is: another record.
#[utoipa::path(
    post,
    path = "/api/v1/kiosk/records",
    operation_id = "deliverKioskRecord",
    tag = "Kiosks",
    request_body = SealedRecord,
    responses(
        (status = 200, description = "It is decided", body = Taken),
        (status = 401, description = "Not signed by a kiosk", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "Any other refusal", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn deliver(
    State(site): State<Site>,
    Extension(voice): Extension<Voice>,
    Extension(seal): Extension<Seal>,
    Body(SealedRecord { kiosk, number, sealed, signature }): Body<SealedRecord>,
) -> Result<Response, Problem> {
    let id = known(&site, kiosk, "record", number, &sealed, &signature).await?;
    if number < 1 {
        return Err(Problem::bad_request("no_number", "Records are counted from 1."));
    }
    let now = site.now();
    let unsealed = seal.open(kiosk, number, &sealed);
    let opened = unsealed.as_ref().and_then(|unsealed| opened(unsealed, id, now));
    let hash = sha256(&sealed);
    let from = Numbered { kiosk: id, number, hash: hash.clone(), sealed, came: None };
    let answer = deliver_numbered(&site.store, &from, opened.as_ref(), now).await?;
    let outcome = answer.outcome();
    let record = Signed { what: "record", kiosk, number, hash: &hash };
    let voice = unsealed.as_ref().map_or(&voice, |unsealed| unsealed.voice);
    let signature = voice.sign(&Word { record, outcome }).ok_or_else(Problem::internal)?;
    if let Answer::Refused(reason) = answer {
        tracing::warn!(kiosk, number, reason = reason.code(), "a record of a kiosk was set aside");
    }
    Ok(answers::personal(Json(Taken { number, outcome, signature }).into_response()))
}

/// What is in a record that came at this moment; nothing where it is none of ours.
pub fn opened(unsealed: &Unsealed<'_>, kiosk: KioskId, came: Moment) -> Option<Opened> {
    let record: Record = serde_json::from_slice(&unsealed.text).ok()?;
    let receipt = record.receipt();
    let language = Language::from_code(&record.language).unwrap_or_default();
    let entered_at = Moment(record.entered_at.max(0)).min(came);
    let person = visitor(unsealed.keys, kiosk, &record.visitor);
    let arriving = Arriving::new(record.id, &record.kind, record.content, entered_at, language);
    Some(Opened { arriving, person, receipt })
}

/// The kiosk that signed a text.
async fn known(
    site: &Site,
    kiosk: i64,
    what: &'static str,
    number: i64,
    text: &str,
    signature: &str,
) -> Result<KioskId, Problem> {
    let id = KioskId(kiosk);
    let signed = Signed { what, kiosk, number, hash: &sha256(text) };
    let key = kiosks::key_of(&site.store, id).await?;
    if key.is_some_and(|key| seal::is_signed(&key, &signed, signature)) { Ok(id) } else { Err(Problem::no_kiosk()) }
}
