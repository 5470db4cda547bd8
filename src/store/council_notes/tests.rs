use domain::{
    areas::AreaKind,
    moderation::{Item, Rule},
    policy::{Grant, Refusal, Role},
};
use sea_orm::{ColumnTrait, QueryFilter, sea_query::Expr};

use super::*;
use crate::{
    accounts::{NewAccount, open},
    moderation,
    proposals::{Waiting, council_inbox, find, samples::*, submit},
    roles,
    testing::NOW,
};

const WORDS: &str = "Der Weg am Hafen gehört der Kirche.";

/// Areas are read once: the Ortsbeiräte are there before anything else happens.
async fn council(city: &City, name: &str) -> i64 {
    let area = area::ActiveModel {
        kind: Set(AreaKind::Council.code().into()),
        code: Set(name.into()),
        slug: Set(name.to_lowercase()),
        name: Set(name.into()),
        label_lon: Set(12.05),
        label_lat: Set(54.12),
        valid_from: Set(0),
        ..Default::default()
    };
    area::Entity::insert(area).exec(city.read()).await.unwrap().last_insert_id
}

async fn lies_in(city: &City, id: ProposalId, area: i64) {
    proposal::Entity::update_many()
        .col_expr(proposal::Column::CouncilId, Expr::value(area))
        .filter(proposal::Column::Id.eq(id.0))
        .exec(city.read())
        .await
        .unwrap();
}

async fn member(city: &City, name: &str, area: i64) -> Acting {
    let new = NewAccount {
        email: domain::accounts::Email::parse(&format!("{name}@example.org")).unwrap(),
        name: None,
        password_hash: None,
        language: domain::Language::De,
        is_confirmed: true,
    };
    let account = open(city, new, NOW).await.unwrap();
    let scope = Scope::Council(AreaId(area));
    roles::give(city, &Acting::OPERATOR, account, Grant::new(Role::Council, scope).unwrap(), NOW).await.unwrap();
    Acting { account: Some(account), role: Role::Council, scope }
}

#[tokio::test]
async fn a_council_speaks_where_it_is_at_home_and_nowhere_else() {
    for city in cities().await {
        let (home, other) = (council(&city, "Hafen").await, council(&city, "Wall").await);
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        let elsewhere = published(&city, 2, "Mehr Licht am Wall").await;
        lies_in(&city, id, home).await;
        lies_in(&city, elsewhere, other).await;
        let by = member(&city, "ada", home).await;
        assert_eq!(own(&city, &by, id).await.unwrap(), ("Hafen".into(), None));
        write(&city, &by, id, WORDS, 0, NOW).await.unwrap().unwrap();
        let detail = find(&city, id).await.unwrap().unwrap();
        assert_eq!((detail.council_notes[0].council.as_str(), detail.council_notes[0].text.as_str()), ("Hafen", WORDS));
        assert!(
            matches!(detail.timeline.last().unwrap().happening, Happening::CouncilNoted { .. }),
            "{}",
            city.store.name
        );

        let not_mine = |error: StoreError| matches!(error, StoreError::Refused(Refusal::NotYours(_)));
        assert!(not_mine(write(&city, &by, elsewhere, WORDS, 0, NOW).await.unwrap_err()));
        for other in [Acting::OPERATOR, Acting { role: Role::Moderator, scope: Scope::Everywhere, ..by }] {
            assert!(not_mine(own(&city, &other, id).await.unwrap_err()));
            assert!(not_mine(write(&city, &other, id, WORDS, 1, NOW).await.unwrap_err()));
            assert!(not_mine(remove(&city, &other, id, 1, NOW).await.unwrap_err()));
        }
        let all = council_inbox(&city, &by, Waiting::All, None, 9, NOW).await.unwrap();
        let seen: Vec<_> = all.items.iter().map(|due| (due.card.id, due.is_noted)).collect();
        assert_eq!(seen, [(id, true)]);
    }
}

#[tokio::test]
async fn two_members_never_overwrite_each_other() {
    for city in cities().await {
        let home = council(&city, "Hafen").await;
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        lies_in(&city, id, home).await;
        let (ada, eve) = (member(&city, "ada", home).await, member(&city, "eve", home).await);
        write(&city, &ada, id, WORDS, 0, NOW).await.unwrap().unwrap();
        let late = write(&city, &eve, id, "Dort stehen schon drei Bänke.", 0, NOW).await;
        assert!(matches!(late, Err(StoreError::Stale { current: 1 })), "{late:?}");
        write(&city, &eve, id, "Dort stehen schon drei Bänke.", 1, NOW).await.unwrap().unwrap();
        assert!(matches!(remove(&city, &ada, id, 1, NOW).await, Err(StoreError::Stale { current: 2 })));
        let told = find(&city, id).await.unwrap().unwrap().timeline;
        let told = told.iter().filter(|entry| matches!(entry.happening, Happening::CouncilNoted { .. })).count();
        assert_eq!(told, 1, "better words for the same note are no news");
        remove(&city, &ada, id, 2, NOW).await.unwrap();
        assert!(find(&city, id).await.unwrap().unwrap().council_notes.is_empty());
    }
}

#[tokio::test]
async fn what_nobody_reads_yet_gets_no_note() {
    for city in cities().await {
        let home = council(&city, "Hafen").await;
        let id = submit(&city, submission(1), &person(1), proposal("Mehr Bänke am Hafen"), NOW).await.unwrap().id;
        lies_in(&city, id, home).await;
        let by = member(&city, "ada", home).await;
        assert!(write(&city, &by, id, WORDS, 0, NOW).await.is_err());
        assert!(write(&city, &by, id, "Ja.", 0, NOW).await.unwrap().is_err());
    }
}

#[tokio::test]
async fn what_moderators_took_off_the_board_gets_no_note() {
    for city in cities().await {
        let home = council(&city, "Hafen").await;
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        lies_in(&city, id, home).await;
        let by = member(&city, "ada", home).await;
        let item = Item::proposal(id);
        moderation::hide(&city, &Acting::OPERATOR, item, Rule::NO_HATE, "Beleidigt andere.", NOW).await.unwrap();
        let unseen = write(&city, &by, id, WORDS, 0, NOW).await;
        assert!(matches!(unseen, Err(StoreError::Refused(Refusal::Unseen))), "{} {unseen:?}", city.store.name);
    }
}
