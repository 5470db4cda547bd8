//! Generated proposals, as many as a benchmark wants; the same for the same seed. They are marked as demo content.
//!
//! Their supports and comments are numbers without rows: the lists that are measured read nothing else, and rows for
//! a million proposals would be twenty times as many. [`super::scale_people`] makes a million of them, and counts anew.

mod words;

use domain::{
    Moment, Theme,
    areas::{Area, AreaKind},
    channel::Channel,
    history::{Actor, Happening},
    ids::{ProposalId, SubmissionId},
    places::LonLat,
    proposals::Status,
};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    DatabaseTransaction, EntityTrait,
};

use super::{Report, dice::Dice, people::PERSON};
use crate::{
    Keys, Store, StoreError, areas, boards,
    entity::{event, proposal},
    history::{self, Subject},
    keys::content_hash,
    news, search,
};

/// Rows of one statement: 33 values each, and SQLite takes 32 766 of them.
const ROWS: u64 = 900;

/// Rows of one transaction: enough that the disk is seldom waited for, few enough that others get their turn.
const BATCH: u64 = 5_000;

/// Generates proposals number 0 to `many` - 1 of this seed and reports after each batch how many there are. What an
/// earlier run with the same seed generated is left as it is. It is news to nobody: a server that told of a million events
/// would be busy with nothing else while it is measured.
pub async fn scale(
    store: &Store,
    many: u64,
    seed: u64,
    now: Moment,
    mut progress: impl FnMut(u64),
) -> Result<Report, StoreError> {
    let reference = areas::reference(store).await?;
    let districts: Vec<Area> = reference.current(AreaKind::District).cloned().collect();
    let board = boards::default_board(store).await?.id.0;
    let forge = Forge { keys: store.keys(), districts: &districts, board, seed, now };
    let mut report = Report::default();
    let (mut done, mut written) = (0, 0);
    // Of what happened before people are still told.
    while news::spread(store, now).await? {}
    while done < many {
        let until = (done + BATCH).min(many);
        written += store.write(async |tx| forge.batch(tx, done, until).await).await?;
        done = until;
        progress(done);
    }
    news::pass_over(store).await?;
    report.add("proposals", written);
    Ok(report)
}

struct Forge<'a> {
    keys: &'a Keys,
    districts: &'a [Area],
    board: i64,
    seed: u64,
    now: Moment,
}

impl Forge<'_> {
    async fn batch(&self, tx: &DatabaseTransaction, from: u64, until: u64) -> Result<u64, StoreError> {
        let mut first = from;
        let mut written = 0;
        // A repeated seed is found out by its first row: a batch is written whole or not at all.
        let known = self.proposal(from)?.submission;
        if is_known(tx, known).await? {
            return Ok(0);
        }
        while first < until {
            let next = (first + ROWS).min(until);
            let rows = (first..next).map(|number| self.proposal(number)).collect::<Result<Vec<_>, _>>()?;
            let lives: Vec<(i64, Option<i64>)> = rows.iter().map(life).collect();
            let ids = proposal::Entity::insert_many(rows).exec_with_returning_keys(tx).await?;
            let mut events = Vec::new();
            for (id, (submitted, published)) in ids.into_iter().zip(lives) {
                let subject = Subject::Proposal(ProposalId(id));
                events.push(history::row(Moment(submitted), subject, Actor::Guest, &Happening::Submitted)?);
                if let Some(at) = published {
                    events.push(history::row(Moment(at), subject, Actor::Moderator, &Happening::Published)?);
                }
                written += 1;
            }
            event::Entity::insert_many(events).exec_without_returning(tx).await?;
            first = next;
        }
        Ok(written)
    }

    fn proposal(&self, number: u64) -> Result<proposal::ActiveModel, StoreError> {
        let hash: String = content_hash(&["scale", &self.seed.to_string(), &number.to_string()]);
        let submission = SubmissionId::parse(&hash.chars().take(32).collect::<String>())
            .map_err(|error| StoreError::Content(error.to_string()))?;
        let mut dice = Dice::named(&hash);
        let dice = &mut dice;
        let district = if dice.below(5) == 0 { None } else { dice.one_of(self.districts) };
        let pin = district.filter(|_| dice.below(3) > 0).map(|area| near(area.label, dice));
        let spot = pin.or(district.map(|area| area.label));
        let theme = dice.one_of(&Theme::ALL).copied().unwrap_or(Theme::Verkehr);
        let status = words::STATUS.get(dice.weighted(&words::STATUS_WEIGHTS)).copied().unwrap_or(Status::Published);
        let (title, text) = words::proposal(dice, district.map(|area| area.name.as_str()));
        let name = district.map(|area| area.name.as_str());
        let submitted = self.now.0 - dice.below(730 * Moment::DAY) - Moment::DAY;
        let published = submitted + dice.below(Moment::DAY);
        // Few proposals have most of the supports.
        let popularity = dice.share();
        Ok(proposal::ActiveModel {
            id: NotSet,
            board_id: Set(self.board),
            receipt_hash: Set(self.keys.receipt_hash(&self.keys.receipt_code(&submission))),
            submission: Set(submission.into()),
            author_key: Set(format!("{PERSON}{}", number % 100_000)),
            search_text: Set(search::document([title.as_str(), text.as_str()].into_iter().chain(name))),
            title: Set(title),
            text: Set(text),
            theme: Set(theme.number()),
            goals: Set(i16::try_from(1 + dice.below(15)).unwrap_or(1)),
            district_id: Set(district.map(|area| area.id.0)),
            borough_id: Set(district.and_then(|area| area.borough).map(|id| id.0)),
            council_id: Set(district.and_then(|area| area.council).map(|id| id.0)),
            lon: Set(pin.map(|point| point.lon)),
            lat: Set(pin.map(|point| point.lat)),
            spot_lon: Set(spot.map(|point| point.lon)),
            spot_lat: Set(spot.map(|point| point.lat)),
            place_note: Set(None),
            author: Set(None),
            email: Set(None),
            language: Set("de".into()),
            status: Set(status.code().into()),
            is_listed: Set(Status::LISTED.contains(&status)),
            submitted_at: Set(submitted),
            published_at: Set(Some(published).filter(|_| status != Status::Submitted)),
            status_at: Set(published),
            support_count: Set((400.0 * popularity.powi(6)) as i64 + dice.below(12)),
            comment_count: Set((60.0 * popularity.powi(8)) as i64 + dice.below(4)),
            merged_into: Set(None),
            split_from: Set(None),
            revision: Set(1),
            is_demo: Set(true),
            content_hash: Set(hash),
            channel: Set(Channel::Web.code().into()),
        })
    }
}

async fn is_known(tx: &DatabaseTransaction, submission: sea_orm::ActiveValue<String>) -> Result<bool, StoreError> {
    use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter};
    let Some(submission) = submission.try_as_ref().cloned() else { return Ok(false) };
    let known = proposal::Entity::find().filter(proposal::Column::Submission.eq(submission));
    Ok(known.count(tx).await? > 0)
}

/// When a row was submitted and when it was published.
fn life(row: &proposal::ActiveModel) -> (i64, Option<i64>) {
    let submitted = row.submitted_at.try_as_ref().copied().unwrap_or_default();
    (submitted, row.published_at.try_as_ref().copied().flatten())
}

/// Within some 400 metres, so that it stays in the Ortsteil, or nearly.
fn near(point: LonLat, dice: &mut Dice) -> LonLat {
    let mut away = |degrees: f64| (dice.share() - 0.5) * degrees;
    LonLat { lon: point.lon + away(0.010), lat: point.lat + away(0.006) }
}
