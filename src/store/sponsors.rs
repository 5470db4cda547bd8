//! Pat\*innen introduce themselves; everybody reads it once an administrator looked at it. Whoever changes a word waits
//! again, and whoever has the role no more is not shown.

use domain::{
    Moment, Theme,
    ids::AccountId,
    policy::{Acting, Action, Role},
    sponsors::{Fault, Profile},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Query,
};
use serde_json::json;

use crate::{
    Store, StoreError, audit,
    entity::{role_grant, sponsor, sponsor_theme},
    errors::is_duplicate,
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sponsor {
    pub account: AccountId,
    pub profile: Profile,
    /// A change says which one it started from; 0 is none.
    pub revision: i64,
    pub is_approved: bool,
    pub changed_at: Moment,
}

/// What this person wrote about themself.
pub async fn own(store: &Store, by: &Acting) -> Result<Option<Sponsor>, StoreError> {
    let account = sponsor_of(by)?;
    Ok(list(store, Some(account)).await?.pop())
}

/// Everybody, those who wait first.
pub async fn all(store: &Store, by: &Acting) -> Result<Vec<Sponsor>, StoreError> {
    by.may(Action::ManagePeople)?;
    let mut all = list(store, None).await?;
    all.sort_by_key(|sponsor| sponsor.is_approved);
    Ok(all)
}

/// What everybody may read on the page of a Leitthema.
pub async fn of_theme(store: &Store, theme: Theme) -> Result<Vec<Profile>, StoreError> {
    let with_role = Query::select()
        .column(role_grant::Column::AccountId)
        .from(role_grant::Entity)
        .and_where(role_grant::Column::Role.eq(Role::Sponsor.code()))
        .to_owned();
    let of_theme = Query::select()
        .column(sponsor_theme::Column::AccountId)
        .from(sponsor_theme::Entity)
        .and_where(sponsor_theme::Column::Theme.eq(theme.number()))
        .to_owned();
    let rows = sponsor::Entity::find()
        .filter(sponsor::Column::AccountId.in_subquery(of_theme))
        .filter(sponsor::Column::AccountId.in_subquery(with_role))
        .filter(sponsor::Column::ApprovedRevision.into_expr().equals(sponsor::Column::Revision))
        .order_by_asc(sponsor::Column::Name)
        .all(store.read())
        .await?;
    Ok(rows.into_iter().map(|row| profile(&row, Vec::new())).collect())
}

/// Writes how somebody introduces themself. [`StoreError::Stale`] when another window was faster.
pub async fn present(
    store: &Store,
    by: &Acting,
    typed: &Profile,
    seen: i64,
    now: Moment,
) -> Result<Result<(), Vec<Fault>>, StoreError> {
    let account = sponsor_of(by)?;
    let clean = match typed.check() {
        Ok(clean) => clean,
        Err(faults) => return Ok(Err(faults)),
    };
    store
        .write(async |tx| {
            let kept = sponsor::Entity::find_by_id(account.0).lock_exclusive().one(tx).await?;
            let current = kept.as_ref().map_or(0, |kept| kept.revision);
            if current != seen {
                return Err(StoreError::Stale { current });
            }
            let row = sponsor::ActiveModel {
                account_id: Set(account.0),
                name: Set(clean.name.clone()),
                organisation: Set(clean.organisation.clone()),
                offer: Set(clean.offer.clone()),
                contact: Set(clean.contact.clone()),
                revision: Set(current + 1),
                approved_revision: Set(None),
                changed_at: Set(now.0),
            };
            if kept.is_some() {
                sponsor::ActiveModel { account_id: Unchanged(account.0), ..row }.update(tx).await?;
            } else {
                match sponsor::Entity::insert(row).exec_without_returning(tx).await {
                    Ok(_) => {}
                    Err(error) if is_duplicate(&error) => return Err(StoreError::Stale { current: 1 }),
                    Err(error) => return Err(error.into()),
                }
            }
            sponsor_theme::Entity::delete_many()
                .filter(sponsor_theme::Column::AccountId.eq(account.0))
                .exec(tx)
                .await?;
            let themes = clean
                .themes
                .iter()
                .map(|theme| sponsor_theme::ActiveModel { theme: Set(theme.number()), account_id: Set(account.0) });
            sponsor_theme::Entity::insert_many(themes).exec_without_returning(tx).await?;
            audit::write(tx, by, "sponsor_presented", "account", account.0, &json!({}), now).await
        })
        .await
        .map(Ok)
}

/// Shows to everybody what an administrator looked at, or no more.
pub async fn approve(
    store: &Store,
    by: &Acting,
    account: AccountId,
    seen: i64,
    is_shown: bool,
    now: Moment,
) -> Result<(), StoreError> {
    by.may(Action::ManagePeople)?;
    store
        .write(async |tx| {
            let kept = sponsor::Entity::find_by_id(account.0).lock_exclusive().one(tx).await?;
            let kept = kept.ok_or(StoreError::NotFound)?;
            if kept.revision != seen {
                return Err(StoreError::Stale { current: kept.revision });
            }
            let row = sponsor::ActiveModel {
                account_id: Unchanged(account.0),
                approved_revision: Set(is_shown.then_some(seen)),
                ..Default::default()
            };
            row.update(tx).await?;
            let action = if is_shown { "sponsor_shown" } else { "sponsor_hidden" };
            audit::write(tx, by, action, "account", account.0, &json!({}), now).await
        })
        .await
}

fn sponsor_of(by: &Acting) -> Result<AccountId, StoreError> {
    by.may(Action::PresentOneself)?;
    by.account.ok_or(StoreError::NotFound)
}

async fn list(store: &Store, account: Option<AccountId>) -> Result<Vec<Sponsor>, StoreError> {
    let mut rows = sponsor::Entity::find().order_by_asc(sponsor::Column::Name);
    let mut themes = sponsor_theme::Entity::find();
    if let Some(account) = account {
        rows = rows.filter(sponsor::Column::AccountId.eq(account.0));
        themes = themes.filter(sponsor_theme::Column::AccountId.eq(account.0));
    }
    let themes = themes.order_by_asc(sponsor_theme::Column::Theme).all(store.read()).await?;
    let of = |account: i64| -> Vec<Theme> {
        let own = themes.iter().filter(|theme| theme.account_id == account);
        own.filter_map(|theme| Theme::from_number(theme.theme)).collect()
    };
    let sponsor = |row: sponsor::Model| Sponsor {
        account: AccountId(row.account_id),
        profile: profile(&row, of(row.account_id)),
        revision: row.revision,
        is_approved: row.approved_revision == Some(row.revision),
        changed_at: Moment(row.changed_at),
    };
    Ok(rows.all(store.read()).await?.into_iter().map(sponsor).collect())
}

fn profile(row: &sponsor::Model, themes: Vec<Theme>) -> Profile {
    Profile {
        name: row.name.clone(),
        organisation: row.organisation.clone(),
        offer: row.offer.clone(),
        contact: row.contact.clone(),
        themes,
    }
}

#[cfg(test)]
mod tests {
    use domain::policy::{Grant, Refusal, Scope};

    use super::*;
    use crate::{
        accounts::{NewAccount, open},
        roles,
        testing::{NOW, TestStore, stores},
    };

    const SPONSOR: Grant = Grant { role: Role::Sponsor, scope: Scope::Everywhere };

    async fn somebody(store: &TestStore) -> Acting {
        let new = NewAccount {
            email: domain::accounts::Email::parse("ada@example.org").unwrap(),
            name: None,
            password_hash: None,
            language: domain::Language::De,
            is_confirmed: true,
        };
        let account = open(store, new, NOW).await.unwrap();
        roles::give(store, &Acting::OPERATOR, account, SPONSOR, NOW).await.unwrap();
        Acting { account: Some(account), role: Role::Sponsor, scope: Scope::Everywhere }
    }

    fn profile(offer: &str) -> Profile {
        Profile { name: "Ada".into(), offer: offer.into(), themes: vec![Theme::Kultur], ..Profile::default() }
    }

    async fn shown(store: &TestStore) -> Vec<String> {
        let shown = of_theme(store, Theme::Kultur).await.unwrap();
        shown.into_iter().map(|profile| profile.offer).collect()
    }

    #[tokio::test]
    async fn everybody_reads_what_an_administrator_looked_at_and_nothing_else() {
        for store in stores().await {
            let by = somebody(&store).await;
            let account = by.account.unwrap();
            present(&store, &by, &profile("Räume"), 0, NOW).await.unwrap().unwrap();
            assert_eq!(shown(&store).await, [""; 0], "{}", store.name);
            approve(&store, &Acting::OPERATOR, account, 1, true, NOW).await.unwrap();
            assert_eq!(shown(&store).await, ["Räume"]);
            assert_eq!(of_theme(&store, Theme::Verkehr).await.unwrap(), []);

            present(&store, &by, &profile("Etwas anderes"), 1, NOW).await.unwrap().unwrap();
            assert_eq!(shown(&store).await, [""; 0], "new words wait again");
            let old = approve(&store, &Acting::OPERATOR, account, 1, true, NOW).await;
            assert!(matches!(old, Err(StoreError::Stale { current: 2 })), "what was looked at is what is shown");
            approve(&store, &Acting::OPERATOR, account, 2, true, NOW).await.unwrap();
            roles::take(&store, &Acting::OPERATOR, account, SPONSOR, NOW).await.unwrap();
            assert_eq!(shown(&store).await, [""; 0], "who has the role no more is not shown");
        }
    }

    #[tokio::test]
    async fn nobody_introduces_somebody_else_or_approves_themself() {
        for store in stores().await {
            let by = somebody(&store).await;
            present(&store, &by, &profile("Räume"), 0, NOW).await.unwrap().unwrap();
            let council = Acting { role: Role::Council, ..by };
            for other in [council, Acting::OPERATOR, Acting { role: Role::Administrator, ..by }] {
                let refused = present(&store, &other, &profile("Anderes"), 1, NOW).await;
                assert!(matches!(refused, Err(StoreError::Refused(Refusal::NotYours(_)))), "{} {other:?}", store.name);
            }
            let refused = approve(&store, &by, by.account.unwrap(), 1, true, NOW).await;
            assert!(matches!(refused, Err(StoreError::Refused(Refusal::NotYours(_)))));
            let stale = present(&store, &by, &profile("Anderes"), 0, NOW).await;
            assert!(matches!(stale, Err(StoreError::Stale { current: 1 })));
            let faults = present(&store, &by, &Profile::default(), 1, NOW).await.unwrap();
            assert!(faults.is_err());
        }
    }
}
