//! Made-up people who stand behind generated proposals and discuss them: with rows, as many as a measurement wants. One
//! statement makes thousands, because a million of them one by one would take longer than what is measured.

use domain::{
    Moment,
    accounts::Level,
    channel::Channel,
    comments::Stance,
    history::{Actor, Happening},
    visibility::Visibility,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, PaginatorTrait, QueryFilter, Statement,
};

use super::Report;
use crate::{
    Store, StoreError,
    entity::{account, comment},
    history::Subject,
};

/// How the person keys of generated proposals and people begin.
pub(super) const PERSON: &str = "demo-scale-";

/// People of one transaction: enough that the disk is seldom waited for, few enough that others get their turn.
const BATCH: u64 = 20_000;

/// One in so many has an account.
const OF_AN_ACCOUNT: u64 = 5;

/// So many people, each with a support and a comment, at the generated proposals that are listed; the oldest have most.
/// What an earlier run made is left as it is.
pub async fn scale_people(
    store: &Store,
    many: u64,
    now: Moment,
    mut progress: impl FnMut(u64),
) -> Result<Report, StoreError> {
    let mut report = Report::default();
    let Some((first, last)) = listed(store).await? else { return Ok(report) };
    let crowd = Crowd { backend: store.backend(), accounts: many.div_ceil(OF_AN_ACCOUNT), first, last, now: now.0 };
    let (mut done, mut supports, mut comments) = (0, 0, 0);
    while done < many {
        let until = (done + BATCH).min(many);
        let made = store.write(async |tx| crowd.batch(tx, done, until).await).await?;
        (supports, comments) = (supports + made.0, comments + made.1);
        done = until;
        progress(done);
    }
    report.add("supports", supports);
    report.add("comments", comments);
    if many > 0 && !has_accounts(store).await? {
        report.add("accounts", store.write(async |tx| run(tx, &crowd.sign_up()).await).await?);
    }
    store.write(async |tx| run(tx, COUNT_ANEW).await).await?;
    Ok(report)
}

/// The lowest and the highest number of a generated proposal that people may stand behind.
async fn listed(store: &Store) -> Result<Option<(i64, i64)>, StoreError> {
    let question = format!("SELECT min(id), max(id) FROM proposal WHERE {GENERATED}");
    let question = Statement::from_string(store.backend(), question);
    let Some(row) = store.read().query_one_raw(question).await? else { return Ok(None) };
    let (first, last) = (row.try_get_by_index::<Option<i64>>(0)?, row.try_get_by_index::<Option<i64>>(1)?);
    Ok(first.zip(last))
}

async fn has_accounts(store: &Store) -> Result<bool, StoreError> {
    let one = account::Entity::find().filter(account::Column::PersonKey.eq(format!("{PERSON}0")));
    Ok(one.one(store.read()).await?.is_some())
}

/// How the ids of their comments begin: nobody else draws 24 digits that are nearly all zero.
const SUBMISSION: &str = "5ca1e000";

/// What one may stand behind of what [`super::scale`] generated.
const GENERATED: &str = "is_demo AND is_listed AND author_key LIKE 'demo-scale-%'";

/// The figures beside a proposal say what rows there are.
const COUNT_ANEW: &str = "UPDATE proposal SET \
    support_count = (SELECT count(*) FROM support WHERE support.proposal_id = proposal.id), \
    comment_count = (SELECT count(*) FROM comment \
        WHERE comment.proposal_id = proposal.id AND comment.state = 'published') \
    WHERE author_key LIKE 'demo-scale-%'";

async fn run(tx: &DatabaseTransaction, sql: &str) -> Result<u64, StoreError> {
    Ok(tx.execute_unprepared(sql).await?.rows_affected())
}

/// Everything that stands in these statements is a number or a code of ours.
struct Crowd {
    backend: DbBackend,
    accounts: u64,
    first: i64,
    last: i64,
    now: i64,
}

impl Crowd {
    /// Supports and comments of people number `from` to `until` - 1, each with its event. A batch is written whole or not
    /// at all, so its first comment tells whether it is there.
    async fn batch(&self, tx: &DatabaseTransaction, from: u64, until: u64) -> Result<(u64, u64), StoreError> {
        let first = comment::Column::Submission.eq(format!("{SUBMISSION}{from:024x}"));
        if comment::Entity::find().filter(first).count(tx).await? > 0 {
            return Ok((0, 0));
        }
        let numbers = numbers(from, until);
        let supports = run(tx, &format!("{numbers} {}", self.supports())).await?;
        let key = format!("support.person_key = '{PERSON}' || i AND support.proposal_id = {}", self.proposal());
        let told = event(Subject::PROPOSAL, "support.proposal_id", "support.at", &Happening::Supported)?;
        run(tx, &format!("{numbers} {told} FROM n JOIN support ON {key}")).await?;
        let comments = run(tx, &format!("{numbers} {}", self.comments())).await?;
        let key = format!("comment.submission = {}", self.submission());
        let told = event(Subject::COMMENT, "comment.id", "comment.at", &Happening::Commented)?;
        run(tx, &format!("{numbers} {told} FROM n JOIN comment ON {key}")).await?;
        Ok((supports, comments))
    }

    /// Which proposal person `i` is about: spread as if by chance, and most of them at the beginning.
    fn proposal(&self) -> String {
        let share = "((i * 2654435761) % 4294967296) / 4294967296.0";
        let at = format!("{} + CAST({share} * {share} * {share} * {} AS bigint)", self.first, self.last - self.first);
        format!("(SELECT id FROM proposal WHERE id >= {at} AND {GENERATED} ORDER BY id LIMIT 1)")
    }

    /// Another minute for each, within a year.
    fn at(&self) -> String {
        format!("{} - (i % 525600) * 60000", self.now)
    }

    fn supports(&self) -> String {
        let (proposal, at, accounts) = (self.proposal(), self.at(), self.accounts);
        let (email, guest, web) = (Level::EmailConfirmed.code(), Level::Guest.code(), Channel::Web.code());
        format!(
            "INSERT INTO support (proposal_id, person_key, at, is_demo, level, channel) \
             SELECT {proposal}, '{PERSON}' || i, {at}, TRUE, \
             CASE WHEN i < {accounts} THEN '{email}' ELSE '{guest}' END, '{web}' FROM n"
        )
    }

    fn submission(&self) -> String {
        match self.backend {
            DbBackend::Sqlite => format!("printf('{SUBMISSION}%024x', i)"),
            _ => format!("'{SUBMISSION}' || lpad(to_hex(i), 24, '0')"),
        }
    }

    fn comments(&self) -> String {
        let (proposal, at, submission) = (self.proposal(), self.at(), self.submission());
        let (pro, note, published) = (Stance::For.code(), Stance::Note.code(), Visibility::Published.code());
        let web = Channel::Web.code();
        format!(
            "INSERT INTO comment \
             (proposal_id, submission, receipt_hash, person_key, stance, text, at, state, is_demo, channel) \
             SELECT {proposal}, {submission}, '{PERSON}' || i, '{PERSON}' || i, \
             CASE WHEN i % 3 = 0 THEN '{note}' ELSE '{pro}' END, \
             'Das fehlt hier seit Jahren, sagen Nachbarn. Beitrag ' || i || '.', \
             {at}, '{published}', TRUE, '{web}' FROM n"
        )
    }

    fn sign_up(&self) -> String {
        let (numbers, now) = (numbers(0, self.accounts), self.now);
        format!(
            "{numbers} INSERT INTO account (email, person_key, language, email_confirmed_at, created_at) \
             SELECT '{PERSON}' || i || '@example.org', '{PERSON}' || i, 'de', {now}, {now} FROM n"
        )
    }
}

/// The numbers from the first to the last but one, as the table `n` of what follows.
fn numbers(from: u64, until: u64) -> String {
    format!("WITH RECURSIVE n(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {until})")
}

/// What the log says of each, as it does of those that come one by one.
fn event(subject: &str, id: &str, at: &str, happening: &Happening) -> Result<String, StoreError> {
    let (actor, kind, data) = (Actor::Guest.code(), happening.kind(), serde_json::to_string(happening)?);
    let is_public = happening.is_told() && subject == Subject::PROPOSAL;
    Ok(format!(
        "INSERT INTO event (at, subject, subject_id, actor, kind, data, is_public) \
         SELECT {at}, '{subject}', {id}, '{actor}', '{kind}', '{data}', {is_public}"
    ))
}
