//! Who gets a letter when an appeal ends: whoever appealed, and whoever is concerned by what is undone.

use domain::{
    moderation::{Item, Side, Step},
    policy::{Acting, Action},
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, sea_query::Query};

use super::{Outcome, waiting};
use crate::{
    Keys, Store, StoreError,
    entity::{appeal, moderation_decision as decision, report},
    moderation::{self, Decision, Recipient, decision_from},
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
    by.works_at(Action::DecideAppeals)?;
    let (db, keys) = (store.read(), store.keys());
    let row = appeal::Entity::find_by_id(id).one(db).await?.ok_or(StoreError::NotFound)?;
    let about = decision::Entity::find_by_id(row.decision_id).one(db).await?.ok_or(StoreError::NotFound)?;
    let about = decision_from(about)?;
    if outcome == Outcome::Upheld {
        let appealed = of_appeal(db, keys, &row, &about).await?;
        return Ok(Recipients { item: about.item, appealed, undone: None });
    }
    let open = waiting(about.id).all(db).await?;
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
    let which = Condition::all()
        .add(report::Column::Kind.eq(about.item.kind.code()))
        .add(report::Column::SubjectId.eq(about.item.id))
        .add(report::Column::DecisionId.in_subquery(overturned));
    moderation::reporters(db, keys, which).await
}

/// Those whose reports the decision answered; one of them, or all.
async fn reporters(
    db: &impl ConnectionTrait,
    keys: &Keys,
    about: &Decision,
    only: Option<i64>,
) -> Result<Vec<Recipient>, StoreError> {
    let which = Condition::all()
        .add(report::Column::DecisionId.eq(about.id))
        .add_option(only.map(|id| report::Column::Id.eq(id)));
    moderation::reporters(db, keys, which).await
}
