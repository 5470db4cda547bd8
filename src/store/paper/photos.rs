//! Photographs of sheets that were typed in, for those who type. They go after their time, and with a sheet that was typed
//! by mistake.

use domain::{
    Moment,
    channel::Channel,
    fields::{Field, FieldErrors, Problem},
    ids::{PlaceMarkId, ProposalId, SubmissionId},
    paper::PHOTOS,
    policy::{Acting, Action},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde_json::json;

use super::State;
use crate::{
    Store, StoreError, audit,
    entity::{paper_photo, paper_sheet as sheet, place_mark, proposal},
    pictures::NewPicture,
};

/// What a sheet became.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// It holds votes, which are typed twice.
    Sheet(i64),
    Proposal(ProposalId),
    Mark(PlaceMarkId),
}

impl Of {
    fn code(self) -> &'static str {
        match self {
            Self::Sheet(_) => "paper_sheet",
            Self::Proposal(_) => "proposal",
            Self::Mark(_) => "place_mark",
        }
    }

    fn id(self) -> i64 {
        match self {
            Self::Sheet(id) | Self::Proposal(ProposalId(id)) | Self::Mark(PlaceMarkId(id)) => id,
        }
    }

    fn read(code: &str, id: i64) -> Self {
        match code {
            "proposal" => Self::Proposal(ProposalId(id)),
            "place_mark" => Self::Mark(PlaceMarkId(id)),
            _ => Self::Sheet(id),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Photo {
    pub id: i64,
    pub width: i32,
    pub height: i32,
    pub at: Moment,
}

/// What was typed in from one sheet, with its photographs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photographed {
    pub submission: SubmissionId,
    pub of: Of,
    pub photos: Vec<Photo>,
}

/// The photographs of what was typed in under this id.
pub async fn photographed(store: &Store, by: &Acting, submission: &SubmissionId) -> Result<Photographed, StoreError> {
    by.may(Action::EnterPaper)?;
    let of = typed_in(store.read(), submission).await?;
    let photos = read(store.read(), Some(submission)).await?.pop().map(|found| found.photos).unwrap_or_default();
    Ok(Photographed { submission: submission.clone(), of, photos })
}

/// All that there are, the newest first.
pub async fn with_photos(store: &Store, by: &Acting) -> Result<Vec<Photographed>, StoreError> {
    by.may(Action::EnterPaper)?;
    read(store.read(), None).await
}

/// One of them, as JPEG.
pub async fn photo(
    store: &Store,
    by: &Acting,
    submission: &SubmissionId,
    id: i64,
) -> Result<Option<Vec<u8>>, StoreError> {
    by.may(Action::EnterPaper)?;
    let found = paper_photo::Entity::find_by_id(id).filter(paper_photo::Column::Submission.eq(submission.as_str()));
    Ok(found.select_only().column(paper_photo::Column::Jpeg).into_tuple().one(store.read()).await?)
}

/// Adds one behind the others. The same picture again is the one that is there already.
pub async fn add_photo(
    store: &Store,
    by: &Acting,
    submission: &SubmissionId,
    new: &NewPicture,
    now: Moment,
) -> Result<(), StoreError> {
    by.may(Action::EnterPaper)?;
    store
        .write(async |tx| {
            let of = typed_in(tx, submission).await?;
            let of_sheet =
                || paper_photo::Entity::find().filter(paper_photo::Column::Submission.eq(submission.as_str()));
            if of_sheet().filter(paper_photo::Column::Jpeg.eq(new.full_jpeg.clone())).count(tx).await? > 0 {
                return Ok(());
            }
            let most = u64::try_from(PHOTOS).unwrap_or(u64::MAX);
            if of_sheet().count(tx).await? >= most {
                let mut errors = FieldErrors::default();
                errors.add(Field::Pictures, Problem::TooMany { most: PHOTOS });
                return Err(errors.into());
            }
            let row = paper_photo::ActiveModel {
                submission: Set(submission.to_string()),
                subject: Set(of.code().into()),
                subject_id: Set(of.id()),
                width: Set(new.width),
                height: Set(new.height),
                jpeg: Set(new.full_jpeg.clone()),
                at: Set(now.0),
                ..Default::default()
            };
            paper_photo::Entity::insert(row).exec_without_returning(tx).await?;
            audit::write(tx, by, "paper_photo_added", of.code(), of.id(), &json!({}), now).await
        })
        .await
}

/// Doing it twice changes nothing.
pub async fn remove_photo(
    store: &Store,
    by: &Acting,
    submission: &SubmissionId,
    id: i64,
    now: Moment,
) -> Result<(), StoreError> {
    by.may(Action::EnterPaper)?;
    store
        .write(async |tx| {
            let of = typed_in(tx, submission).await?;
            let gone = paper_photo::Entity::delete_many()
                .filter(paper_photo::Column::Id.eq(id))
                .filter(paper_photo::Column::Submission.eq(submission.as_str()))
                .exec(tx)
                .await?;
            if gone.rows_affected == 0 {
                return Ok(());
            }
            audit::write(tx, by, "paper_photo_removed", of.code(), of.id(), &json!({}), now).await
        })
        .await
}

/// Those that are older; the answer is how many.
pub(crate) async fn forget(tx: &DatabaseTransaction, until: Moment) -> Result<u64, StoreError> {
    Ok(paper_photo::Entity::delete_many().filter(paper_photo::Column::At.lt(until.0)).exec(tx).await?.rows_affected)
}

pub(super) async fn drop_of(tx: &DatabaseTransaction, submission: &str) -> Result<(), StoreError> {
    paper_photo::Entity::delete_many().filter(paper_photo::Column::Submission.eq(submission)).exec(tx).await?;
    Ok(())
}

/// What came from a sheet under this id: never what somebody sent themselves.
async fn typed_in(db: &impl ConnectionTrait, submission: &SubmissionId) -> Result<Of, StoreError> {
    let found = sheet::Entity::find()
        .filter(sheet::Column::Submission.eq(submission.as_str()))
        .filter(sheet::Column::State.ne(State::Dropped.code()))
        .one(db)
        .await?;
    if let Some(found) = found {
        return Ok(Of::Sheet(found.id));
    }
    let id: Option<i64> = proposal::Entity::find()
        .select_only()
        .column(proposal::Column::Id)
        .filter(proposal::Column::Submission.eq(submission.as_str()))
        .filter(proposal::Column::Channel.eq(Channel::Paper.code()))
        .into_tuple()
        .one(db)
        .await?;
    if let Some(id) = id {
        return Ok(Of::Proposal(ProposalId(id)));
    }
    let id: Option<i64> = place_mark::Entity::find()
        .select_only()
        .column(place_mark::Column::Id)
        .filter(place_mark::Column::Submission.eq(submission.as_str()))
        .filter(place_mark::Column::Channel.eq(Channel::Paper.code()))
        .into_tuple()
        .one(db)
        .await?;
    id.map(|id| Of::Mark(PlaceMarkId(id))).ok_or(StoreError::NotFound)
}

/// Without the pictures themselves. Photographs of one sheet stand together, in the order in which they came.
async fn read(db: &impl ConnectionTrait, submission: Option<&SubmissionId>) -> Result<Vec<Photographed>, StoreError> {
    use paper_photo::Column::{At, Height, Id, Subject, SubjectId, Submission, Width};
    type Row = (String, String, i64, i64, i32, i32, i64);
    const SHOWN: u64 = 200;
    let mut query =
        paper_photo::Entity::find().select_only().columns([Submission, Subject, SubjectId, Id, Width, Height, At]);
    if let Some(submission) = submission {
        query = query.filter(Submission.eq(submission.as_str()));
    }
    let rows: Vec<Row> = query.order_by_desc(Id).limit(SHOWN).into_tuple().all(db).await?;
    let mut all: Vec<Photographed> = Vec::new();
    for (of, subject, subject_id, id, width, height, at) in rows {
        let photo = Photo { id, width, height, at: Moment(at) };
        if let Some(known) = all.iter_mut().find(|known| known.submission.as_str() == of) {
            known.photos.insert(0, photo);
            continue;
        }
        let submission =
            SubmissionId::parse(&of).map_err(|_| StoreError::BadSchema(format!("photograph {id} of no sheet")))?;
        all.push(Photographed { submission, of: Of::read(&subject, subject_id), photos: vec![photo] });
    }
    Ok(all)
}
