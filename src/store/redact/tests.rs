use domain::{
    comments::{NewComment, Stance},
    history::Happening,
    proposals::{Draft, NewAnswer, Status},
};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::{comment as redact_comment, proposal as redact_proposal, *};
use crate::{
    comments, drafts,
    proposals::{
        answer, correct, find, list,
        samples::{self, *},
    },
    receipts::{self, Receipt},
    testing::NOW,
};

const NUMBER: &str = "0381 1234567";
const GONE: &str = "[Telefonnummer entfernt]";

fn removal() -> Removal {
    Removal { words: vec![(NUMBER.into(), GONE)], author: false }
}

/// Every table and column in which a text can stand, as the database itself says; also the tables of the search index.
async fn places_of(city: &City, words: &str) -> Vec<String> {
    let (backend, columns) = match city.backend() {
        DbBackend::Sqlite => (
            DbBackend::Sqlite,
            "SELECT t.name, c.name FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c WHERE t.schema = 'main'",
        ),
        other => (
            other,
            "SELECT table_name::text, column_name::text FROM information_schema.columns \
             WHERE table_schema = current_schema() AND data_type IN ('text', 'character varying')",
        ),
    };
    let mut found = Vec::new();
    for row in city.read().query_all_raw(Statement::from_string(backend, columns)).await.unwrap() {
        let (table, column): (String, String) = (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap());
        // Blobs hold the index; a cast shows their bytes.
        let question = format!("SELECT count(*) FROM \"{table}\" WHERE CAST(\"{column}\" AS text) LIKE '%{words}%'");
        let Ok(Some(count)) = city.read().query_one_raw(Statement::from_string(backend, question)).await else {
            continue;
        };
        if count.try_get_by_index::<i64>(0).unwrap() > 0 {
            found.push(format!("{table}.{column}"));
        }
    }
    found
}

/// Submitted from a draft, as people do, supported, corrected before, merged into another one.
async fn told(city: &City) -> ProposalId {
    let draft = Draft {
        title: format!("Bänke am Hafen, Ruf {NUMBER}"),
        text: format!("Wer nicht gut zu Fuß ist, findet am Stadthafen kaum einen Platz. Ruft mich an: {NUMBER}."),
        theme: "infrastruktur".into(),
        place_note: format!("bei mir klingeln, {NUMBER}"),
        author: "Jana".into(),
        ..Draft::default()
    };
    let key = submission(7);
    drafts::create(city, key.as_str(), None, &draft, NOW).await.unwrap();
    let submitted = drafts::submit(city, key.as_str(), None, &person(7), NOW).await.unwrap();
    supported_by(city, submitted.id, [11, 12]).await;
    submitted.id
}

#[tokio::test]
async fn what_is_removed_stands_nowhere_in_the_database_any_more() {
    for city in open_cities().await {
        let target = published(&city, 1, "Sitzplätze am Stadthafen").await;
        let id = told(&city).await;
        let merge = NewAnswer { merge_into: Some(target), ..answer_to(Status::Merged) };
        answer(&city, &policy::Acting::OPERATOR, id, merge, NOW).await.unwrap();
        let before = places_of(&city, NUMBER).await;
        for place in ["proposal.title", "proposal.text", "proposal.place_note", "event.data"] {
            assert!(before.iter().any(|found| found == place), "{}: {place} of {before:?}", city.store.name);
        }

        assert!(redact_proposal(&city, id, &removal(), NOW).await.unwrap());
        for words in [NUMBER, "1234567"] {
            assert_eq!(places_of(&city, words).await, Vec::<String>::new(), "{}", city.store.name);
        }
        let detail = find(&city, id).await.unwrap().unwrap();
        assert!(detail.text.contains(GONE) && detail.card.title.contains(GONE));
        assert_eq!(detail.timeline.last().unwrap().happening, Happening::Redacted);
        let of_target = find(&city, target).await.unwrap().unwrap().timeline;
        assert!(of_target.iter().any(|entry| matches!(&entry.happening,
            Happening::MergedFrom { source, title } if *source == id && title.contains(GONE))));
    }
}

#[tokio::test]
async fn words_that_are_supported_stay_but_for_what_is_removed_and_an_old_form_overwrites_nothing() {
    for city in open_cities().await {
        let id = told(&city).await;
        let old = find(&city, id).await.unwrap().unwrap();
        assert!(correct(&city, id, old.revision, samples::proposal("Etwas anderes"), NOW).await.is_err(), "supported");
        assert!(redact_proposal(&city, id, &Removal { author: true, ..removal() }, NOW).await.unwrap());
        let new = find(&city, id).await.unwrap().unwrap();
        assert_eq!((new.revision, new.author, new.card.supports), (old.revision + 1, None, 2), "{}", city.store.name);
        assert_eq!(new.text, old.text.replace(NUMBER, GONE));
        // Done again there is nothing to do, and no event says so.
        assert!(!redact_proposal(&city, id, &removal(), NOW).await.unwrap());
        assert_eq!(events_of_kind(&city, "redacted").await, 1);
    }
}

#[tokio::test]
async fn nobody_finds_a_proposal_by_what_was_removed() {
    for city in open_cities().await {
        let id = told(&city).await;
        let found = async |q: &str| {
            let filter = domain::filter::BoardFilter { query: q.into(), ..Default::default() };
            list(&city, &filter, 5).await.unwrap().items.into_iter().map(|card| card.id).collect::<Vec<_>>()
        };
        assert_eq!(found("1234567").await, [id], "{}", city.store.name);
        redact_proposal(&city, id, &removal(), NOW).await.unwrap();
        assert_eq!(found("1234567").await, []);
        assert_eq!(found("Stadthafen").await, [id]);
    }
}

#[tokio::test]
async fn a_comment_loses_it_too_whatever_became_of_it() {
    for city in open_cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        let text = format!("Ruf mich an: {NUMBER}");
        let new = NewComment { stance: Stance::For, text, author: Some("Jana".into()), reply_to: None };
        let added = comments::add(&city, id, submission(5), &person(5), new, NOW).await.unwrap();
        comments::refuse(&city, added.id, &format!("Deine Nummer {NUMBER} gehört nicht hierher"), NOW).await.unwrap();
        assert!(redact_comment(&city, &added.code, &removal(), NOW).await.unwrap());
        assert_eq!(places_of(&city, NUMBER).await, Vec::<String>::new(), "{}", city.store.name);
        let Some(Receipt::Comment(receipt)) = receipts::open(&city, &added.code).await.unwrap() else { panic!() };
        assert_eq!(receipt.comment.text, format!("Ruf mich an: {GONE}"));
        assert!(!redact_comment(&city, &added.code, &removal(), NOW).await.unwrap());
    }
}

#[test]
fn the_longest_words_go_first_and_single_letters_stay() {
    let words = |words: &str| (words.to_owned(), "[weg]");
    let removal = Removal { words: vec![words("Anna"), words("Anna Müller"), words("e"), words("")], author: false };
    assert_eq!(removal.apply("Anna Müller und Anna, gern."), "[weg] und [weg], gern.");
}
