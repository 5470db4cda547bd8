//! What somebody wrote: without a name, or not there any more.

use domain::{
    Moment,
    history::{Actor, Happening},
    ids::{CommentId, PersonKey, ProposalId},
    policy::{Action, Role},
    proposals::Status,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    sea_query::Expr,
};

use crate::{
    StoreError, comments,
    entity::{comment, event, picture, place_mark, proposal, survey_response},
    history,
    keys::content_hash,
    proposals::{Subject, set_status},
    visibility::Visibility,
};

/// Stands where a text was. Contributions are German, whatever the language of the page.
const TITLE: &str = "Entfernter Vorschlag";
const TEXT: &str = "Wer das geschrieben hat, hat das Konto gelöscht und den Text entfernt.";

/// Two texts with the same name beside them would belong together.
pub(super) async fn take_names_off(tx: &DatabaseTransaction, person: &PersonKey) -> Result<(), StoreError> {
    proposal::Entity::update_many()
        .col_expr(proposal::Column::Author, Expr::value(None::<String>))
        .col_expr(proposal::Column::Email, Expr::value(None::<String>))
        .filter(proposal::Column::AuthorKey.eq(person.0.as_str()))
        .exec(tx)
        .await?;
    comment::Entity::update_many()
        .col_expr(comment::Column::Author, Expr::value(None::<String>))
        .filter(comment::Column::PersonKey.eq(person.0.as_str()))
        .exec(tx)
        .await?;
    Ok(())
}

pub(super) async fn remove(tx: &DatabaseTransaction, person: &PersonKey, now: Moment) -> Result<(), StoreError> {
    take_names_off(tx, person).await?;
    let proposals = proposal::Entity::find().filter(proposal::Column::AuthorKey.eq(person.0.as_str())).all(tx).await?;
    for row in proposals {
        remove_proposal(tx, &row, now).await?;
    }
    let comments = comment::Entity::find().filter(comment::Column::PersonKey.eq(person.0.as_str())).all(tx).await?;
    for row in comments {
        if row.state == Visibility::Waiting.code() || row.state == Visibility::Published.code() {
            comments::set_state(tx, CommentId(row.id), Visibility::Withdrawn, None, now).await?;
        }
        let row = comment::ActiveModel { id: Unchanged(row.id), text: Set(String::new()), ..Default::default() };
        row.update(tx).await?;
    }
    place_mark::Entity::update_many()
        .col_expr(place_mark::Column::Text, Expr::value(""))
        .col_expr(place_mark::Column::State, Expr::value(Visibility::Withdrawn.code()))
        .filter(place_mark::Column::PersonKey.eq(person.0.as_str()))
        .exec(tx)
        .await?;
    survey_response::Entity::delete_many()
        .filter(survey_response::Column::PersonKey.eq(person.0.as_str()))
        .exec(tx)
        .await?;
    Ok(())
}

/// The number and what the city answered stay: others supported it and linked to it.
async fn remove_proposal(tx: &DatabaseTransaction, found: &proposal::Model, now: Moment) -> Result<(), StoreError> {
    let id = ProposalId(found.id);
    let subject = Subject::lock(tx, id).await?;
    let mut row = proposal::ActiveModel {
        id: Unchanged(id.0),
        title: Set(TITLE.into()),
        text: Set(TEXT.into()),
        place_note: Set(None),
        lon: Set(None),
        lat: Set(None),
        search_text: Set(" ".into()),
        content_hash: Set(content_hash(&[])),
        revision: Set(subject.row.revision + 1),
        ..Default::default()
    };
    let may_withdraw = subject.may(Role::Author, Action::Withdraw, now).is_ok();
    if may_withdraw && subject.status != Status::Withdrawn {
        set_status(&mut row, Status::Withdrawn, subject.row.published_at, now);
        history::record(tx, now, history::Subject::Proposal(id), Actor::Author, &Happening::Withdrawn).await?;
    }
    row.update(tx).await?;
    picture::Entity::delete_many().filter(picture::Column::ProposalId.eq(id.0)).exec(tx).await?;
    retell(tx, id).await
}

/// A merge or a split told the title.
async fn retell(tx: &DatabaseTransaction, id: ProposalId) -> Result<(), StoreError> {
    let kinds = ["merged_into", "merged_from", "split_into", "split_from"];
    let told = event::Entity::find().filter(event::Column::Kind.is_in(kinds)).all(tx).await?;
    for row in told {
        let Ok(mut happening) = serde_json::from_str::<Happening>(&row.data) else { continue };
        match &mut happening {
            Happening::MergedInto { target: other, title: old }
            | Happening::MergedFrom { source: other, title: old }
            | Happening::SplitInto { target: other, title: old }
            | Happening::SplitFrom { source: other, title: old }
                if *other == id =>
            {
                TITLE.clone_into(old);
            }
            _ => continue,
        }
        let data = serde_json::to_string(&happening)?;
        let row = event::ActiveModel { id: Unchanged(row.id), data: Set(data), ..Default::default() };
        row.update(tx).await?;
    }
    Ok(())
}
