//! What a record asks for, and where it can be looked at afterwards.

use domain::{
    Moment,
    comments::NewComment,
    ids::{BoardId, KioskId, PersonKey, ProposalId, SubmissionId},
    outbox::{CommentRecord, Kind, ProposalRecord, SupportRecord, SurveyRecord},
    personal_data,
    proposals::{Draft, NewProposal, Seen},
    spam::Doubt,
    surveys::{Reply, check},
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait};
use serde::de::DeserializeOwned;

use super::{Arriving, kiosk::board_of};
use crate::{
    Keys, Store, StoreError, boards, comments, drafts,
    entity::draft,
    faults,
    floods::Origin,
    proposals::{self, Content},
    receipts, supports,
    surveys::{self, Response, respond_in},
};

/// Read and checked before the transaction begins.
pub(super) enum Work {
    Proposal {
        content: Box<Content>,
        /// The draft's own id where it has one: were it submitted by itself as well, or once more, it would be this very
        /// proposal.
        submission: SubmissionId,
        /// Fields of the draft as they were read, so that nothing is submitted that somebody changed meanwhile.
        read: Option<String>,
        doubt: Option<Doubt>,
    },
    /// Its draft became a proposal before.
    Submitted(SubmissionId),
    Comment {
        proposal: ProposalId,
        form: Option<SubmissionId>,
        new: NewComment,
        doubt: Option<Doubt>,
    },
    Support {
        proposal: ProposalId,
        support: bool,
    },
    Response {
        survey: String,
        edition: Option<i64>,
        replies: Vec<Option<Reply>>,
    },
}

/// Where it is to be found.
pub(super) enum Place {
    /// Below the receipt of this submission. The code itself is kept nowhere.
    Receipt(SubmissionId),
    Proposal(ProposalId),
    /// At a kiosk nobody is found again by a cookie: whose support it is stands with it, for the holder of its code.
    Support(ProposalId, PersonKey),
    /// Slug of the survey that was answered.
    Survey(String),
}

impl Place {
    pub(super) async fn path(&self, db: &impl ConnectionTrait, keys: &Keys) -> Result<String, StoreError> {
        match self {
            Self::Receipt(submission) => {
                let hash = receipts::hash_of(db, submission).await?.unwrap_or_default();
                Ok(keys.receipt_code_of(submission, &hash).path())
            }
            Self::Proposal(id) | Self::Support(id, _) => Ok(format!("/vorschlaege/{id}")),
            Self::Survey(slug) => Ok(format!("/umfragen/{slug}")),
        }
    }

    pub(super) fn stored(&self) -> String {
        match self {
            Self::Receipt(submission) => format!("receipt {submission}"),
            Self::Proposal(id) => format!("proposal {id}"),
            Self::Support(id, PersonKey(person)) => format!("support {id} {person}"),
            Self::Survey(slug) => format!("survey {slug}"),
        }
    }

    pub(super) fn read(stored: &str) -> Option<Self> {
        match stored.split_once(' ')? {
            ("receipt", id) => SubmissionId::parse(id).ok().map(Self::Receipt),
            ("proposal", id) => id.parse().ok().map(Self::Proposal),
            ("support", given) => {
                let (id, person) = given.split_once(' ')?;
                Some(Self::Support(id.parse().ok()?, PersonKey(person.to_owned())))
            }
            ("survey", slug) => Some(Self::Survey(slug.to_owned())),
            _ => None,
        }
    }
}

fn content<T: DeserializeOwned>(arriving: &Arriving) -> Result<T, StoreError> {
    let content = arriving.content.as_deref().unwrap_or_default();
    if faults::forgets_older_versions() && content.contains("\"text\":") && !content.contains("\"asked\":") {
        return Err(StoreError::Content("what its writer was asked about is missing".into()));
    }
    // A form of ours sends none, and PostgreSQL stores none.
    if content.contains("\\u0000") { Err(StoreError::Unstorable) } else { Ok(serde_json::from_str(content)?) }
}

/// Nobody is asked any more when a record arrives, so what its writer was not asked about is read before it appears.
fn doubt<'a>(texts: impl IntoIterator<Item = &'a str>, asked: &str) -> Option<Doubt> {
    personal_data::has_unasked(texts, asked).then_some(Doubt::Personal)
}

impl Work {
    /// `kiosk` is the one at which it was written, if it was at one.
    pub(super) async fn prepare(
        store: &Store,
        arriving: &Arriving,
        kiosk: Option<KioskId>,
        now: Moment,
    ) -> Result<Self, StoreError> {
        let unknown = || StoreError::Content(format!("a record of the kind {}", arriving.kind));
        match Kind::from_code(&arriving.kind).ok_or_else(unknown)? {
            Kind::Proposal => Self::proposal(store, arriving, content(arriving)?, kiosk, now).await,
            Kind::Comment => {
                let CommentRecord { proposal, form, asked, draft } = content(arriving)?;
                let form = form.and_then(|form| SubmissionId::parse(&form).ok());
                let new = draft.check()?;
                let doubt = doubt([new.text.as_str()], &asked);
                Ok(Self::Comment { proposal: ProposalId(proposal), form, new, doubt })
            }
            Kind::Support => {
                let SupportRecord { proposal, support } = content(arriving)?;
                Ok(Self::Support { proposal: ProposalId(proposal), support })
            }
            Kind::Survey => Self::response(store, content(arriving)?).await,
        }
    }

    async fn response(store: &Store, record: SurveyRecord) -> Result<Self, StoreError> {
        let survey = surveys::by_slug(store, &record.survey).await?.ok_or(StoreError::NotFound)?;
        let edition = record.edition;
        // Held against other questions, an answer would be wrong, or mean something else.
        if edition.is_some_and(|edition| edition != survey.edition) {
            return Err(StoreError::Outdated);
        }
        Ok(Self::Response { replies: check(&survey.questions, &record.typed())?, survey: survey.slug, edition })
    }

    async fn proposal(
        store: &Store,
        arriving: &Arriving,
        record: ProposalRecord,
        kiosk: Option<KioskId>,
        now: Moment,
    ) -> Result<Self, StoreError> {
        let ProposalRecord { fields, draft: key, seen, shown, asked, board: mut chosen } = record;
        let key = key.and_then(|key| SubmissionId::parse(&key).ok());
        let row = match &key {
            Some(key) => draft::Entity::find_by_id(key.as_str()).one(store.read()).await?,
            None => None,
        };
        let is_submitted = row.as_ref().is_some_and(|row| row.submitted_as.is_some());
        let is_typed = fields.is_some();
        let fields = match (fields, &row, &key, shown) {
            (Some(fields), ..) => fields,
            (None, Some(_), Some(key), _) if is_submitted => return Ok(Self::Submitted(key.clone())),
            (None, Some(row), ..) => {
                let stored: Draft = serde_json::from_str(&row.fields)?;
                let saw = seen.as_deref().and_then(|seen| Seen::read(seen).pop());
                if saw.is_some_and(|saw| saw != Seen::of(&stored)) {
                    return Err(StoreError::DraftChanged);
                }
                stored
            }
            // Drafts are forgotten after their time, and a device may have been away for longer.
            (None, None, Some(_), Some(shown)) => {
                chosen = chosen.or(shown.board);
                shown.draft
            }
            (None, None, ..) => return Err(StoreError::NotFound),
        };
        let drafted = row.as_ref().and_then(|row| row.board_id).map(BoardId);
        let board = match (kiosk, chosen.as_deref(), drafted) {
            // Chosen on the device, after the draft came here.
            (None, Some(slug), _) => Some(boards::by_slug(store, slug).await?.ok_or(StoreError::NotFound)?.id),
            (_, _, Some(board)) => Some(board),
            (Some(kiosk), chosen, None) => Some(board_of(store, kiosk, chosen).await?),
            (None, None, None) => None,
        };
        let new = NewProposal { language: arriving.language, board, ..fields.check()? };
        let texts = [new.title.as_str(), &new.text, new.place_note.as_deref().unwrap_or_default()];
        // A draft that stands on the server was asked about there; of any other words nobody here knows that.
        let is_asked = row.is_some() && !is_typed;
        let doubt = if is_asked { None } else { doubt(texts, &asked) };
        let content = Box::new(Content::of(store, new, now).await?);
        // A draft that is gone is no reason to lose what was typed.
        let of_draft = key.filter(|_| row.is_some() || !is_typed);
        let submission = of_draft.unwrap_or_else(|| arriving.id.clone());
        Ok(Self::Proposal { content, submission, read: row.map(|row| row.fields), doubt })
    }

    pub(super) async fn run(
        &self,
        tx: &DatabaseTransaction,
        keys: &Keys,
        arriving: &Arriving,
        person: &PersonKey,
        origin: Origin,
        now: Moment,
    ) -> Result<Place, StoreError> {
        match self {
            Self::Submitted(submission) => Ok(Place::Receipt(submission.clone())),
            Self::Proposal { content, submission, read, doubt } => {
                if let Some(fields) = read {
                    let row = drafts::lock(tx, submission.as_str()).await?;
                    if row.fields != *fields {
                        return Err(StoreError::Busy);
                    }
                }
                let origin = origin.doubted(*doubt);
                let submitted = proposals::insert(tx, keys, submission, person, content, origin, now).await?;
                if read.is_some() {
                    drafts::finish(tx, submission.as_str(), submitted.id, now).await?;
                }
                Ok(Place::Receipt(submission.clone()))
            }
            Self::Comment { proposal, form, new, doubt } => {
                let origin = origin.doubted(*doubt);
                // The form may have come by itself, with the answer lost on the way. A page out of the device's memory
                // carries the same id each time: then another comment has it, and this one takes that of its record.
                for submission in form.iter().chain([&arriving.id]) {
                    match comments::add_in(tx, keys, *proposal, submission, person, new, origin, now).await {
                        Err(StoreError::SubmissionConflict) if *submission != arriving.id => {}
                        done => return done.map(|_| Place::Receipt(submission.clone())),
                    }
                }
                Err(StoreError::SubmissionConflict)
            }
            Self::Support { proposal, support: true } => {
                supports::support_in(tx, keys, *proposal, person, origin, now).await?;
                Ok(match origin {
                    Origin::Kiosk(..) => Place::Support(*proposal, person.clone()),
                    _ => Place::Proposal(*proposal),
                })
            }
            Self::Support { proposal, support: false } => {
                supports::withdraw_in(tx, *proposal, person, now).await?;
                Ok(Place::Proposal(*proposal))
            }
            Self::Response { survey, edition, replies } => {
                let response = Response {
                    slug: survey,
                    edition: *edition,
                    submission: &arriving.id,
                    person,
                    replies,
                    channel: origin.channel(),
                    counts_at: origin.counts_at(now),
                };
                respond_in(tx, keys, response, now).await?;
                Ok(Place::Survey(survey.clone()))
            }
        }
    }
}
