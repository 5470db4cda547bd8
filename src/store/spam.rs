//! What the moderators' decisions teach about words, and what that says about a text. Nothing is published or refused by
//! it.

use std::collections::HashMap;

use domain::{
    Moment,
    spam::{self, Counts, Doubt, Lessons, Verdict},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DatabaseTransaction, EntityTrait, ExprTrait, FromQueryResult, QueryFilter, QuerySelect,
    sea_query::{Expr, OnConflict},
};

use crate::{
    Store, StoreError,
    entity::{arrival, comment, place_mark, proposal, word_weight},
    history::Subject,
    moderation::Kind,
};

/// What moderators decided about a contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    Kept,
    Refused,
}

impl Decision {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Refused => "refused",
        }
    }

    fn column(self) -> word_weight::Column {
        match self {
            Self::Kept => word_weight::Column::Kept,
            Self::Refused => word_weight::Column::Refused,
        }
    }
}

/// The row that counts decisions.
const DECISIONS: &str = "";

/// Learns from one decision, in its transaction. A decision that takes back an earlier one takes back its lesson.
pub(crate) async fn learn(
    tx: &DatabaseTransaction,
    board: i64,
    subject: Subject,
    texts: &[&str],
    decision: Decision,
    now: Moment,
) -> Result<(), StoreError> {
    let of_subject = || {
        arrival::Entity::find()
            .filter(arrival::Column::Subject.eq(subject.code()))
            .filter(arrival::Column::SubjectId.eq(subject.id()))
    };
    let before = of_subject().one(tx).await?.and_then(|row| row.decision);
    if before.as_deref() == Some(decision.code()) {
        return Ok(());
    }
    let words: Vec<String> = [DECISIONS.to_owned()].into_iter().chain(spam::words(&texts.join("\n"))).collect();
    if let Some(other) =
        [Decision::Kept, Decision::Refused].into_iter().find(|other| before.as_deref() == Some(other.code()))
    {
        let column = other.column();
        word_weight::Entity::update_many()
            .col_expr(column, Expr::col(column).sub(1))
            .filter(word_weight::Column::Word.is_in(words.iter().map(String::as_str)))
            .filter(column.gt(0))
            .exec(tx)
            .await?;
    }
    let (kept, refused) = (i64::from(decision == Decision::Kept), i64::from(decision == Decision::Refused));
    let rows = words.into_iter().map(|word| word_weight::ActiveModel {
        word: Set(word),
        kept: Set(kept),
        refused: Set(refused),
    });
    let column = decision.column();
    let more = OnConflict::column(word_weight::Column::Word)
        .value(column, Expr::col((word_weight::Entity, column)).add(1))
        .to_owned();
    word_weight::Entity::insert_many(rows).on_conflict(more).exec_without_returning(tx).await?;

    // What was submitted before there was this table has no row yet.
    let row = arrival::ActiveModel {
        board_id: Set(board),
        subject: Set(subject.code().into()),
        subject_id: Set(subject.id()),
        at: Set(now.0),
        doubt: Set(None),
        decision: Set(Some(decision.code().into())),
        ..Default::default()
    };
    let decided = OnConflict::columns([arrival::Column::Subject, arrival::Column::SubjectId])
        .update_column(arrival::Column::Decision)
        .to_owned();
    arrival::Entity::insert(row).on_conflict(decided).exec_without_returning(tx).await?;
    Ok(())
}

/// What the decisions so far say about a text, with the words that weighed most. Nothing while too few were made.
pub async fn explain(store: &Store, text: &str) -> Result<Option<Verdict>, StoreError> {
    let lessons = lessons(store).await?;
    let words: Vec<String> = spam::words(text).into_iter().collect();
    let rows = word_weight::Entity::find()
        .filter(word_weight::Column::Word.is_in(words.iter().map(String::as_str)))
        .all(store.read())
        .await?;
    let counted: HashMap<String, Counts> =
        rows.into_iter().map(|row| (row.word, Counts { kept: row.kept, refused: row.refused })).collect();
    let words: Vec<(String, Counts)> = words
        .into_iter()
        .map(|word| {
            let counts = counted.get(&word).copied().unwrap_or_default();
            (word, counts)
        })
        .collect();
    Ok(spam::weigh(&lessons, &words))
}

/// What moderators should know of a contribution that waits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hint {
    /// Why it was held back.
    pub doubt: Option<Doubt>,
    pub verdict: Option<Verdict>,
}

pub async fn hint(store: &Store, kind: Kind, id: i64) -> Result<Hint, StoreError> {
    let (subject, text) = match kind {
        Kind::Proposal => {
            let row = proposal::Entity::find_by_id(id).one(store.read()).await?;
            (Subject::PROPOSAL, row.map(|row| format!("{}\n{}", row.title, row.text)))
        }
        Kind::Comment => ("comment", comment::Entity::find_by_id(id).one(store.read()).await?.map(|row| row.text)),
        Kind::PlaceMark => {
            ("place_mark", place_mark::Entity::find_by_id(id).one(store.read()).await?.map(|row| row.text))
        }
    };
    let text = text.ok_or(StoreError::NotFound)?;
    let doubt: Option<Option<String>> = arrival::Entity::find()
        .select_only()
        .column(arrival::Column::Doubt)
        .filter(arrival::Column::Subject.eq(subject))
        .filter(arrival::Column::SubjectId.eq(id))
        .into_tuple()
        .one(store.read())
        .await?;
    let doubt = doubt.flatten().and_then(|code| Doubt::from_code(&code));
    Ok(Hint { doubt, verdict: explain(store, &text).await? })
}

#[derive(FromQueryResult)]
struct Sums {
    kept: Option<i64>,
    refused: Option<i64>,
    many: i64,
}

async fn lessons(store: &Store) -> Result<Lessons, StoreError> {
    let decisions = word_weight::Entity::find_by_id(DECISIONS).one(store.read()).await?;
    let decisions = decisions.map(|row| Counts { kept: row.kept, refused: row.refused }).unwrap_or_default();
    // PostgreSQL sums integers to decimals.
    let sum = |column: word_weight::Column| column.sum().cast_as("bigint");
    let sums = word_weight::Entity::find()
        .select_only()
        .column_as(sum(word_weight::Column::Kept), "kept")
        .column_as(sum(word_weight::Column::Refused), "refused")
        .column_as(word_weight::Column::Word.count(), "many")
        .filter(word_weight::Column::Word.ne(DECISIONS))
        .into_model::<Sums>()
        .one(store.read())
        .await?;
    let Some(sums) = sums else { return Ok(Lessons { decisions, ..Lessons::default() }) };
    let words = Counts { kept: sums.kept.unwrap_or_default(), refused: sums.refused.unwrap_or_default() };
    Ok(Lessons { decisions, words, vocabulary: sums.many })
}

#[cfg(test)]
mod tests;
