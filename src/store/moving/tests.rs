use domain::{
    Language,
    boards::BoardChange,
    filter::BoardFilter,
    ids::{ProposalId, SubmissionId},
    policy::Acting,
    proposals::Draft,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::*;
use crate::{
    Settings, Store, audit, boards, drafts,
    entity::{area, picture, proposal},
    pages,
    pictures::{self, Album, NewPicture},
    proposals, receipts, seed, supports,
    testing::{NOW, empty_postgres, person},
};

struct Source {
    folder: tempfile::TempDir,
    store: Store,
}

impl Source {
    /// With demo content, and with a secret that is nowhere but in the database.
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}?mode=rwc", folder.path().join("source.db").display());
        let store = Store::open_and_migrate(&Settings::new(url)).await.unwrap();
        seed::content(&store, NOW).await.unwrap();
        seed::demo(&store, NOW).await.unwrap();
        give_picture(&store).await;
        Self { folder, store }
    }

    async fn move_to(&self, url: &str) -> Result<Vec<Moved>, StoreError> {
        to_postgres(&self.folder.path().join("source.db"), url).await
    }
}

/// A picture with bytes of every kind, which no text would survive.
const BYTES: std::ops::RangeInclusive<u8> = 0..=255;

async fn give_picture(store: &Store) {
    const KEY: &str = "00000000000000000000000000000077";
    drafts::create(store, KEY, None, &Draft::default(), NOW).await.unwrap();
    let (full_jpeg, thumb_jpeg) = (BYTES.collect(), BYTES.rev().collect());
    let new = NewPicture { width: 4, height: 3, alt: "Kaikante".into(), full_jpeg, thumb_jpeg };
    pictures::add(store, Album::Draft(KEY), new, NOW).await.unwrap();
}

async fn refusal(source: &Source, url: &str) -> String {
    match source.move_to(url).await {
        Err(StoreError::BadSchema(words)) => words,
        other => panic!("{other:?}"),
    }
}

async fn submissions(store: &Store) -> Vec<String> {
    let found = proposal::Entity::find().select_only().column(proposal::Column::Submission);
    found.order_by_asc(proposal::Column::Id).into_tuple().all(store.read()).await.unwrap()
}

#[tokio::test]
async fn a_moved_database_answers_like_the_old_one() {
    let Some(url) = empty_postgres().await else { return };
    let source = Source::new().await;
    let moved = source.move_to(&url).await.unwrap();
    let rows = |name: &str| moved.iter().find(|moved| moved.table == name).unwrap().rows;
    assert_eq!(rows("area"), area::Entity::find().count(source.store.read()).await.unwrap());
    assert!(rows("proposal") > 100 && rows("support") > 1_000);
    assert_eq!(rows("picture"), 1);
    assert_eq!(rows("setting"), 2, "the secret, and which offices the demo brought");

    let (old, new) = (&source.store, &Store::open(&Settings::new(url)).await.unwrap());
    let mut filters = vec![BoardFilter::default()];
    for query in ["spielplatz", "Fahrräder", "speilplatz", "bank hafen", "ö"] {
        filters.push(BoardFilter { query: query.into(), ..Default::default() });
    }
    for filter in &filters {
        let (here, there) =
            (proposals::list(old, filter, 50).await.unwrap(), proposals::list(new, filter, 50).await.unwrap());
        assert_eq!(here, there, "{filter:?}");
    }
    assert_eq!(
        pages::search(old, Language::De, "regeln", 10).await.unwrap(),
        pages::search(new, Language::De, "regeln", 10).await.unwrap()
    );
    assert_eq!(crate::figures::overall(old).await.unwrap(), crate::figures::overall(new).await.unwrap());
    let (here, there) = (picture::Entity::find().one(old.read()).await, picture::Entity::find().one(new.read()).await);
    let (here, there) = (here.unwrap().unwrap(), there.unwrap().unwrap());
    assert_eq!(here, there);
    assert_eq!((there.full_jpeg, there.thumb_jpeg), (BYTES.collect(), BYTES.rev().collect()));

    assert_eq!(old.keys().sign("gast"), new.keys().sign("gast"), "guests would lose what is theirs");
    for submission in submissions(old).await {
        let code = old.keys().receipt_code(&SubmissionId::parse(&submission).unwrap());
        let (here, there) = (receipts::open(old, &code).await.unwrap(), receipts::open(new, &code).await.unwrap());
        assert!(here.is_some() && here == there, "{submission}");
    }
}

#[tokio::test]
async fn life_goes_on_after_a_move_and_no_number_is_given_twice() {
    let Some(url) = empty_postgres().await else { return };
    let source = Source::new().await;
    let last = proposal::Entity::find().order_by_desc(proposal::Column::Id).one(source.store.read()).await.unwrap();
    let last = last.unwrap().id;
    proposal::Entity::delete_by_id(last).exec(&source.store.write).await.unwrap();
    let goal = BoardChange { support_goal: Some(80), ..BoardChange::default() };
    boards::change(&source.store, &Acting::OPERATOR, "stadt", goal, NOW).await.unwrap();
    source.move_to(&url).await.unwrap();
    let new = Store::open(&Settings::new(url)).await.unwrap();
    assert_eq!(audit::verify(&new).await.unwrap(), audit::verify(&source.store).await.unwrap());
    assert!(new.write.execute_unprepared("DELETE FROM audit").await.is_err(), "the log is guarded as before");
    let sample = proposals::samples::proposal("Mehr Bänke am Hafen");
    let submitted = proposals::submit(&new, crate::testing::submission(77), &person("neu"), sample, NOW).await.unwrap();
    assert_eq!(submitted.id, ProposalId(last + 1));
    let listed = proposal::Entity::find().filter(proposal::Column::Status.eq("published"));
    let open = listed.one(new.read()).await.unwrap().unwrap();
    let before = open.support_count;
    let count = supports::support(&new, ProposalId(open.id), &person("neu"), NOW).await.unwrap().count;
    assert_eq!(count, before + 1);
    // References are watched again as before.
    let dangling = "INSERT INTO support (proposal_id, person_key, at) VALUES (999999, 'x', 0)";
    assert!(new.write.execute_unprepared(dangling).await.is_err());
}

#[tokio::test]
async fn a_database_that_holds_something_is_not_moved_into() {
    let Some(url) = empty_postgres().await else { return };
    let source = Source::new().await;
    let target = Store::open_and_migrate(&Settings::new(url.as_str())).await.unwrap();
    seed::content(&target, NOW).await.unwrap();
    assert!(refusal(&source, &url).await.contains("not empty"));
    assert_eq!(proposal::Entity::find().count(target.read()).await.unwrap(), 0);
    assert!(refusal(&source, "sqlite://other.db").await.contains("PostgreSQL"));
}

#[tokio::test]
async fn a_table_that_came_later_moves_too_or_is_missed() {
    let Some(url) = empty_postgres().await else { return };
    let source = Source::new().await;
    let later = "CREATE TABLE later (note text PRIMARY KEY, parent text REFERENCES later (note), is_true boolean)";
    source.store.write.execute_unprepared(later).await.unwrap();
    assert!(refusal(&source, &url).await.contains("later"));
    // The parent comes after its child.
    let rows = "INSERT INTO later VALUES ('b', NULL, TRUE); INSERT INTO later VALUES ('a', 'b', NULL)";
    source.store.write.execute_unprepared(rows).await.unwrap();
    let target = Database::connect(&url).await.unwrap();
    target.execute_unprepared(later).await.unwrap();
    let moved = source.move_to(&url).await.unwrap();
    assert_eq!(moved.iter().find(|moved| moved.table == "later").unwrap().rows, 2);
}

#[tokio::test]
async fn nothing_arrives_when_one_table_does_not_come_over_whole() {
    let Some(url) = empty_postgres().await else { return };
    let source = Source::new().await;
    let target = Database::connect(&url).await.unwrap();
    schema::migrate(&target).await.unwrap();
    let meddle = "CREATE FUNCTION meddle() RETURNS trigger LANGUAGE plpgsql AS \
                  $$ BEGIN NEW.title = NEW.title || '!'; RETURN NEW; END $$; \
                  CREATE TRIGGER meddle BEFORE INSERT ON survey FOR EACH ROW EXECUTE FUNCTION meddle()";
    target.execute_unprepared(meddle).await.unwrap();
    let words = refusal(&source, &url).await;
    assert!(words.contains("\"survey\" came over differently"), "{words}");
    assert_eq!(proposal::Entity::find().count(&target).await.unwrap(), 0);
}
