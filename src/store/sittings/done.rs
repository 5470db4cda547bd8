//! What somebody did in a sitting, with the codes that they take along.

use domain::{ids::PersonKey, receipts::ReceiptCode, text};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    Store, StoreError,
    entity::{comment, place_mark, proposal, support, survey, survey_response},
    receipts,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Proposal,
    Comment,
    Mark,
    Support,
    Survey,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    pub what: What,
    /// Of the proposal or the survey, or the words of a mark.
    pub title: String,
    /// Of what can be looked at and changed later.
    pub code: Option<ReceiptCode>,
}

/// In the order of [`What`], each kind in the order in which it came.
pub async fn done(store: &Store, person: &PersonKey) -> Result<Vec<Done>, StoreError> {
    const MOST: u64 = 100;
    let (db, key) = (store.read(), person.0.as_str());
    let mut all = Vec::new();
    let mut add = |what, rows: Vec<(String, String, Option<String>)>| {
        all.extend(rows.into_iter().map(|(title, id, hash)| Done {
            what,
            title: text::excerpt(&title, 120),
            code: hash.and_then(|hash| receipts::code(store.keys(), &id, &hash)),
        }));
    };
    let proposals = proposal::Entity::find()
        .select_only()
        .columns([proposal::Column::Title, proposal::Column::Submission, proposal::Column::ReceiptHash])
        .filter(proposal::Column::AuthorKey.eq(key))
        .order_by_asc(proposal::Column::Id)
        .limit(MOST);
    add(What::Proposal, proposals.into_tuple().all(db).await?);
    let comments = comment::Entity::find()
        .select_only()
        .columns([comment::Column::Text, comment::Column::Submission, comment::Column::ReceiptHash])
        .filter(comment::Column::PersonKey.eq(key))
        .order_by_asc(comment::Column::Id)
        .limit(MOST);
    add(What::Comment, comments.into_tuple().all(db).await?);
    let marks = place_mark::Entity::find()
        .select_only()
        .columns([place_mark::Column::Text, place_mark::Column::Submission, place_mark::Column::ReceiptHash])
        .filter(place_mark::Column::PersonKey.eq(key))
        .order_by_asc(place_mark::Column::Id)
        .limit(MOST);
    add(What::Mark, marks.into_tuple().all(db).await?);

    let supported: Vec<i64> = support::Entity::find()
        .select_only()
        .column(support::Column::ProposalId)
        .filter(support::Column::PersonKey.eq(key))
        .order_by_asc(support::Column::At)
        .limit(MOST)
        .into_tuple()
        .all(db)
        .await?;
    let titles = proposal::Entity::find()
        .select_only()
        .column(proposal::Column::Title)
        .filter(proposal::Column::Id.is_in(supported))
        .order_by_asc(proposal::Column::Id);
    let supported: Vec<String> = titles.into_tuple().all(db).await?;
    all.extend(supported.into_iter().map(|title| Done { what: What::Support, title, code: None }));
    let answered: Vec<i64> = survey_response::Entity::find()
        .select_only()
        .column(survey_response::Column::SurveyId)
        .filter(survey_response::Column::PersonKey.eq(key))
        .order_by_asc(survey_response::Column::Id)
        .limit(MOST)
        .into_tuple()
        .all(db)
        .await?;
    let titles = survey::Entity::find()
        .select_only()
        .column(survey::Column::Title)
        .filter(survey::Column::Id.is_in(answered))
        .order_by_asc(survey::Column::Id);
    let answered: Vec<String> = titles.into_tuple().all(db).await?;
    all.extend(answered.into_iter().map(|title| Done { what: What::Survey, title, code: None }));
    Ok(all)
}
