//! Who gets a letter when an appeal ends: whoever appealed, and whoever is concerned by what is undone.

use domain::{
    moderation::{Item, Side, Step},
    policy::{Acting, Action},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Query};

use super::Outcome;
use crate::{
    Keys, Store, StoreError,
    entity::{appeal, moderation_decision as decision, report},
    moderation::{self, Decision, Recipient, RecipientRow, decision_from},
};

pub struct Recipients {
    pub item: Item,
    /// Whose appeal ends.
    pub appealed: Vec<Recipient>,
    /// The others who are concerned by what is done now, where the decision is undone: its author, those who were told the
    /// first decision about their report, and those whose report is answered by this.
    pub undone: Option<(Step, Vec<Recipient>)>,
}

pub async fn recipients(store: &Store, by: &Acting, id: i64, outcome: Outcome) -> Result<Recipients, StoreError> {
    by.may(Action::DecideAppeals)?;
    let (db, keys) = (store.read(), store.keys());
    let row = appeal::Entity::find_by_id(id).one(db).await?.ok_or(StoreError::NotFound)?;
    let about = decision::Entity::find_by_id(row.decision_id).one(db).await?.ok_or(StoreError::NotFound)?;
    let about = decision_from(about)?;
    if outcome == Outcome::Upheld {
        let appealed = of_appeal(db, keys, &row, &about).await?;
        return Ok(Recipients { item: about.item, appealed, undone: None });
    }
    let open = appeal::Entity::find()
        .filter(appeal::Column::DecisionId.eq(about.id))
        .filter(appeal::Column::Outcome.is_null())
        .order_by_asc(appeal::Column::Id)
        .all(db)
        .await?;
    let mut appealed = Vec::new();
    for row in &open {
        appealed.extend(of_appeal(db, keys, row, &about).await?);
    }
    let Some(step) = about.step.reversed(about.was_public) else {
        return Ok(Recipients { item: about.item, appealed, undone: None });
    };
    let mut others = moderation::recipients(store, about.item, step).await?;
    others.extend(reporters(db, keys, &about, None).await?);
    others.extend(told_before(db, keys, &about).await?);
    others.retain(|to| appealed.iter().all(|one| one.code != to.code));
    Ok(Recipients { item: about.item, appealed, undone: Some((step, others)) })
}

async fn of_appeal(
    db: &impl ConnectionTrait,
    keys: &Keys,
    row: &appeal::Model,
    about: &Decision,
) -> Result<Vec<Recipient>, StoreError> {
    if row.side != Side::Author.code() {
        // Of an old one nobody knows whose it was: all of them are told how it ended.
        return reporters(db, keys, about, row.report_id).await;
    }
    let author = moderation::author(db, about.item).await?;
    Ok(author.into_iter().filter_map(|row| Recipient::of(keys, row, true)).collect())
}

/// Those whose answer an appeal undid already: they were told what was decided instead.
async fn told_before(db: &impl ConnectionTrait, keys: &Keys, about: &Decision) -> Result<Vec<Recipient>, StoreError> {
    let overturned = Query::select()
        .column(appeal::Column::DecisionId)
        .from(appeal::Entity)
        .and_where(appeal::Column::Outcome.eq(Outcome::Overturned.code()))
        .and_where(appeal::Column::DecisionId.ne(about.id))
        .to_owned();
    let rows: Vec<RecipientRow> = report::Entity::find()
        .select_only()
        .columns([report::Column::Email, report::Column::Language, report::Column::Submission])
        .filter(report::Column::Kind.eq(about.item.kind.code()))
        .filter(report::Column::SubjectId.eq(about.item.id))
        .filter(report::Column::DecisionId.in_subquery(overturned))
        .order_by_asc(report::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|row| Recipient::of(keys, row, false)).collect())
}

/// Those whose reports the decision answered; one of them, or all.
async fn reporters(
    db: &impl ConnectionTrait,
    keys: &Keys,
    about: &Decision,
    only: Option<i64>,
) -> Result<Vec<Recipient>, StoreError> {
    let mut found = report::Entity::find()
        .select_only()
        .columns([report::Column::Email, report::Column::Language, report::Column::Submission])
        .filter(report::Column::DecisionId.eq(about.id))
        .order_by_asc(report::Column::Id);
    if let Some(only) = only {
        found = found.filter(report::Column::Id.eq(only));
    }
    let rows: Vec<RecipientRow> = found.into_tuple().all(db).await?;
    Ok(rows.into_iter().filter_map(|row| Recipient::of(keys, row, false)).collect())
}
