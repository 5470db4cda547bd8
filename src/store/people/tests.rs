use domain::comments::{NewComment, Stance};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::*;
use crate::{
    Store, comments,
    proposals::samples::{open_cities, proposal as new_proposal, published, submission},
    supports,
    testing::{NOW, person, sqlite},
};

#[tokio::test]
async fn every_column_with_a_person_in_it_is_thought_of() {
    let store = sqlite().await;
    let sql = "SELECT t.name, c.name FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c \
        WHERE t.schema = 'main' AND t.type = 'table' AND (c.name LIKE '%person_key' OR c.name = 'author_key') ORDER BY 1, 2";
    let rows = store.read().query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap();
    let found: Vec<(String, String)> =
        rows.iter().map(|row| (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap())).collect();
    let mut expected: Vec<(String, String)> =
        COLUMNS.iter().map(|(table, column)| (table.to_string(), column.to_string())).collect();
    expected.push(("account".into(), "person_key".into()));
    expected.sort();
    assert_eq!(found, expected);
}

async fn count(store: &Store, id: ProposalId) -> i64 {
    crate::proposals::find(store, id).await.unwrap().unwrap().card.supports
}

#[tokio::test]
async fn a_support_given_as_guest_and_again_with_an_account_counts_once() {
    for city in open_cities().await {
        let (one, two) = (published(&city, 1, "Bänke am Hafen").await, published(&city, 2, "Licht im Park").await);
        let (guest, account) = (person("guest"), person("account"));
        for (id, who) in [(one, &guest), (one, &account), (two, &guest)] {
            supports::support(&city, id, who, NOW).await.unwrap();
        }
        assert_eq!(count(&city, one).await, 2, "{}", city.store.name);
        city.write(async |tx| adopt(tx, &guest, &account, NOW).await).await.unwrap();
        assert_eq!((count(&city, one).await, count(&city, two).await), (1, 1), "{}", city.store.name);
        assert!(supports::mine(&city, two, &account).await.unwrap());
        assert!(!supports::mine(&city, two, &guest).await.unwrap());
    }
}

#[tokio::test]
async fn what_somebody_leaves_behind_shares_no_pseudonym() {
    for city in open_cities().await {
        let (one, two) = (published(&city, 1, "Bänke am Hafen").await, published(&city, 2, "Licht im Park").await);
        let who = person("leaving");
        for (number, about) in [(20, one), (21, two)] {
            supports::support(&city, about, &who, NOW).await.unwrap();
            let said = NewComment { stance: Stance::For, text: "Ja, bitte".into(), author: None, reply_to: None };
            comments::add(&city, about, submission(number), &who, said, NOW).await.unwrap();
            let new = new_proposal("Mehr Bäume");
            crate::proposals::submit(&city, submission(number + 10), &who, new, NOW).await.unwrap();
        }
        let keys = city.keys().clone();
        let fresh = move |table: &str, id: i64| keys.person_key(&format!("{table} {id}"));
        city.write(async |tx| cut_apart(tx, &who, &fresh).await).await.unwrap();
        let left: Vec<String> = support::Entity::find()
            .select_only()
            .column(support::Column::PersonKey)
            .into_tuple()
            .all(city.read())
            .await
            .unwrap();
        assert_eq!(left.len(), 2, "{}", city.store.name);
        let said: Vec<String> = comment::Entity::find()
            .select_only()
            .column(comment::Column::PersonKey)
            .into_tuple()
            .all(city.read())
            .await
            .unwrap();
        let written: Vec<String> = proposal::Entity::find()
            .filter(proposal::Column::Id.is_not_in([one.0, two.0]))
            .select_only()
            .column(proposal::Column::AuthorKey)
            .into_tuple()
            .all(city.read())
            .await
            .unwrap();
        assert_eq!((said.len(), written.len()), (2, 2), "{}", city.store.name);
        let all: Vec<&String> = left.iter().chain(&said).chain(&written).collect();
        let different: BTreeSet<&String> = all.iter().copied().collect();
        assert!(different.len() == all.len() && !all.contains(&&who.0), "{}: {all:?}", city.store.name);
        assert_eq!((count(&city, one).await, count(&city, two).await), (1, 1));
    }
}
