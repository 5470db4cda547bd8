mod controls;
mod languages;
mod opened;
mod opening;
mod places;
mod presence;
mod preview;
mod there;
mod times;
mod tree;
mod units;

use domain::{
    Language,
    accounts::Email,
    blocks::BlockKind,
    editing::State,
    policy::{Refusal, Role, Scope},
};
use domain::{Moment, policy::Acting};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::*;
use crate::{
    Store, StoreError,
    accounts::{self, NewAccount},
    entity::{block_revision, page},
    pages,
    testing::{NOW, TestStore, with_content},
};

async fn editor(store: &Store, name: &str) -> Acting {
    let new = NewAccount {
        email: Email::parse(&format!("{name}@example.org")).unwrap(),
        name: None,
        password_hash: None,
        language: Language::De,
        is_confirmed: true,
    };
    let account = accounts::open(store, new, NOW).await.unwrap();
    Acting { account: Some(account), role: Role::Editor, scope: Scope::Everywhere }
}

fn id(number: u32) -> String {
    format!("00000000-0000-4000-8000-{number:012x}")
}

fn at(revision: i64, number: u32, body: &str) -> Save {
    Save { save: id(number), revision, body: body.into(), note: String::new() }
}

struct World {
    store: TestStore,
    ada: Acting,
    bea: Acting,
    page: i64,
}

impl World {
    async fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for store in with_content().await {
            let (ada, bea) = (editor(&store, "ada").await, editor(&store, "bea").await);
            let page = page_at(&store, "regeln", Language::De).await.unwrap().unwrap();
            all.push(Self { store, ada, bea, page });
        }
        all
    }

    async fn draft(&self) -> Draft {
        open(&self.store, &self.ada, self.page).await.unwrap()
    }

    async fn save(&self, by: &Acting, key: &str, what: &Save) -> Saved {
        save(&self.store, by, self.page, key, what, NOW).await.unwrap()
    }

    /// A first block whose text is known.
    async fn prepared(&self, body: &str) -> (String, i64) {
        let first = self.draft().await.blocks.remove(0);
        match self.save(&self.ada, &first.key, &at(first.revision, 1, body)).await {
            Saved::Stored(stored) => (stored.key, stored.revision),
            other => panic!("{other:?}"),
        }
    }

    async fn public(&self) -> domain::blocks::Page {
        pages::find(&self.store, "regeln", Language::De).await.unwrap().unwrap().0
    }
}

fn stored(saved: Saved) -> Stored {
    match saved {
        Saved::Stored(stored) => stored,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_an_editor_writes_stays_in_the_draft_until_it_is_published() {
    for world in World::all().await {
        let name = world.store.name;
        let before = world.public().await;
        world.prepared("Neue Worte").await;
        assert_eq!(world.public().await, before, "{name}");
        let draft = world.draft().await;
        assert_eq!((draft.state, draft.blocks[0].body.as_str()), (State::Draft, "Neue Worte"), "{name}");
        let later = NOW.plus_days(1);
        let stale = publish(&world.store, &world.ada, world.page, (draft.change - 1, ""), later).await;
        assert!(matches!(stale, Err(StoreError::Outdated)), "{name} {stale:?}");
        let number = publish(&world.store, &world.ada, world.page, (draft.change, "Klarer"), later).await.unwrap();
        assert_eq!(number, 2, "the first version is what was there before");
        let after = world.public().await;
        assert_eq!((after.blocks[0].body.as_str(), after.updated_at), ("Neue Worte", later), "{name}");
        assert_eq!(after.blocks.len(), before.blocks.len());
        assert_eq!(world.draft().await.state, State::Published);
        let told = versions(&world.store, &world.bea, world.page).await.unwrap();
        let told: Vec<_> = told.iter().map(|one| (one.number, one.by.as_deref(), one.note.as_str())).collect();
        assert_eq!(told, [(2, Some("ada"), "Klarer"), (1, None, "")]);
        pages::import(&world.store, later).await.unwrap();
        assert_eq!(world.public().await, after, "the program's own words do not come back");

        let change = world.draft().await.change;
        let stale = restore_version(&world.store, &world.bea, world.page, (change - 1, 1), later).await;
        assert!(matches!(stale, Err(StoreError::Outdated)), "{name} {stale:?}");
        restore_version(&world.store, &world.bea, world.page, (change, 1), later).await.unwrap();
        let draft = world.draft().await;
        assert_eq!(
            draft.blocks.iter().map(|b| &b.body).collect::<Vec<_>>(),
            before.blocks.iter().map(|b| &b.body).collect::<Vec<_>>()
        );
        assert_eq!(world.public().await, after, "into the draft alone");
    }
}

#[tokio::test]
async fn a_stale_save_joins_or_asks_and_overwrites_nothing() {
    for world in World::all().await {
        let name = world.store.name;
        let (key, revision) = world.prepared("Die Stadt baut im Hafen neue Bänke.\n\nAlle sitzen gern.").await;
        let ada = at(revision, 2, "Die Stadt baut im Hafen neue Bänke.\n\nAlle sitzen gern dort.");
        let first = stored(world.save(&world.ada, &key, &ada).await);
        assert!(!first.merged);
        let bea = at(revision, 3, "Die Hansestadt baut im Hafen neue Bänke.\n\nAlle sitzen gern.");
        let second = stored(world.save(&world.bea, &key, &bea).await);
        assert!(second.merged, "{name}");
        assert_eq!(second.body, "Die Hansestadt baut im Hafen neue Bänke.\n\nAlle sitzen gern dort.");
        let late = at(revision, 4, "Die Stadt baut im Hafen neue Bänke.\n\nAlle stehen.");
        match world.save(&world.bea, &key, &late).await {
            Saved::Clash(clash) => {
                assert_eq!((clash.revision, clash.theirs.as_str()), (second.revision, second.body.as_str()), "{name}");
                assert!(clash.base.ends_with("gern.") && clash.mine.ends_with("stehen."));
            }
            other => panic!("{name} {other:?}"),
        }
        assert_eq!(world.draft().await.blocks[0].body, second.body, "{name}");
        let unknown = world.save(&world.bea, &key, &at(99, 5, "Irgendwas")).await;
        assert!(matches!(unknown, Saved::Clash(_)), "{unknown:?}");
        let kept = block_revision::Entity::find().filter(block_revision::Column::Key.eq(&key));
        assert_eq!(kept.count(world.store.read()).await.unwrap(), 4, "{name}");
    }
}

#[tokio::test]
async fn a_save_that_is_sent_twice_happens_once() {
    for world in World::all().await {
        let (key, revision) = world.prepared("eins").await;
        let again = at(revision, 2, "zwei");
        let first = world.save(&world.ada, &key, &again).await;
        stored(world.save(&world.bea, &key, &at(revision + 1, 3, "drei")).await);
        assert_eq!(world.save(&world.ada, &key, &again).await, first, "{}", world.store.name);
        assert_eq!(world.draft().await.blocks[0].body, "drei");
        let other = save(&world.store, &world.ada, world.page, &key, &at(revision, 2, "anders"), NOW).await;
        assert!(matches!(other, Err(StoreError::SubmissionConflict)), "{other:?}");

        let new = NewBlock { save: id(4), key: id(100), kind: BlockKind::Text, body: "neu".into(), after: Some(key) };
        let first = insert(&world.store, &world.ada, world.page, &new, NOW).await.unwrap();
        assert_eq!(insert(&world.store, &world.ada, world.page, &new, NOW).await.unwrap(), first);
        assert_eq!(world.draft().await.blocks.iter().filter(|block| block.body == "neu").count(), 1);
    }
}

#[tokio::test]
async fn at_the_same_time_ten_people_save_and_every_word_is_there() {
    for world in World::all().await {
        let lines: Vec<String> = (0..10).map(|line| format!("Zeile {line} steht hier.\n\n")).collect();
        let (key, revision) = world.prepared(&lines.concat()).await;
        let texts: Vec<Save> = (0..10_u32)
            .map(|line| {
                at(
                    revision,
                    10 + line,
                    &lines.concat().replace(&format!("Zeile {line} steht"), &format!("Zeile {line} wort{line} steht")),
                )
            })
            .collect();
        let saves = texts.iter().map(|text| save(&world.store, &world.bea, world.page, &key, text, NOW));
        for saved in futures_util::future::join_all(saves).await {
            stored(saved.unwrap());
        }
        let body = world.draft().await.blocks.remove(0).body;
        for line in 0..10 {
            assert!(body.contains(&format!("wort{line}")), "{} {body}", world.store.name);
        }
        assert_eq!(world.draft().await.blocks[0].revision, revision + 10);
    }
}

#[tokio::test]
async fn blocks_are_put_in_moved_taken_out_and_brought_back() {
    for world in World::all().await {
        let (store, ada, page) = (&world.store, &world.ada, world.page);
        let order = async || world.draft().await.blocks.into_iter().map(|block| block.key).collect::<Vec<_>>();
        let before = order().await;
        let new = |number: u32, after: Option<String>| NewBlock {
            save: id(number),
            key: id(100 + number),
            kind: BlockKind::Text,
            body: format!("Block {number}"),
            after,
        };
        insert(store, ada, page, &new(1, None), NOW).await.unwrap();
        insert(store, ada, page, &new(2, Some(before[0].clone())), NOW).await.unwrap();
        let lost = insert(store, ada, page, &new(3, Some(id(999))), NOW).await;
        assert!(matches!(lost, Err(StoreError::NotFound)), "{lost:?}");
        let with_both = [vec![id(101), before[0].clone(), id(102)], before[1..].to_vec()].concat();
        assert_eq!(order().await, with_both, "{}", store.name);

        let top = shift(store, ada, page, &id(102), (&id(4), To::After(None)), NOW).await.unwrap();
        assert_eq!(top[..2], [id(102), id(101)]);
        assert_eq!(shift(store, ada, page, &id(102), (&id(4), To::After(None)), NOW).await.unwrap(), top);
        let down = shift(store, ada, page, &id(102), (&id(5), To::After(Some(before[0].as_str()))), NOW).await.unwrap();
        assert_eq!(down, with_both);

        stored(world.save(&world.bea, &id(102), &at(1, 6, "Beas Worte")).await);
        let stale = remove(store, ada, page, (&id(102), 1), NOW).await.unwrap();
        assert!(matches!(stale, Err(Saved::Clash(_))), "what somebody else wrote is not thrown away unseen");
        remove(store, ada, page, (&id(102), 2), NOW).await.unwrap().unwrap();
        remove(store, ada, page, (&id(102), 2), NOW).await.unwrap().unwrap();
        assert!(!order().await.contains(&id(102)));
        assert_eq!(world.draft().await.gone[0].key, id(102));
        let gone = world.save(&world.bea, &id(102), &at(2, 7, "zu spät")).await;
        assert_eq!(gone, Saved::Gone { key: id(102), theirs: Some("Beas Worte".into()) });
        let back = restore(store, ada, page, (&id(102), &id(8), None), NOW).await.unwrap();
        assert_eq!(back.body, "Beas Worte");
        assert_eq!(order().await, with_both, "{}", store.name);
    }
}

#[tokio::test]
async fn what_is_typed_and_not_saved_is_there_again_and_late_ones_are_ignored() {
    for world in World::all().await {
        let (store, ada, page) = (&world.store, &world.ada, world.page);
        let (key, revision) = world.prepared("eins").await;
        let text = |sequence: i64, body: &str| Typed { body: body.into(), base_revision: revision, sequence };
        for (sequence, body) in [(1, "eins z"), (3, "eins zwei "), (2, "eins zw")] {
            keep(store, ada, page, &key, &text(sequence, body), NOW).await.unwrap();
        }
        let mine = typed(store, ada, page).await.unwrap();
        assert_eq!(mine.get(&key), Some(&text(3, "eins zwei ")), "{}", store.name);
        assert!(typed(store, &world.bea, page).await.unwrap().is_empty(), "it is for one person alone");
        stored(world.save(ada, &key, &at(revision, 2, "eins zw")).await);
        assert!(typed(store, ada, page).await.unwrap().contains_key(&key), "typed after what was saved");
        stored(world.save(ada, &key, &at(revision + 1, 3, "eins zwei")).await);
        assert!(typed(store, ada, page).await.unwrap().is_empty());
        let lost = keep(store, ada, page, &id(999), &text(1, "x"), NOW).await;
        assert!(matches!(lost, Err(StoreError::NotFound)));
        keep(store, ada, page, &key, &text(1, "weg"), NOW).await.unwrap();
        forget(store, ada, page, &key).await.unwrap();
        assert!(typed(store, ada, page).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn editors_see_who_is_there_until_they_are_silent() {
    for world in World::all().await {
        let (store, ada, bea, page) = (&world.store, &world.ada, &world.bea, world.page);
        here(store, ada, page, (&id(1), Some(&id(7))), NOW).await.unwrap();
        here(store, bea, page, (&id(2), None), NOW).await.unwrap();
        here(store, bea, page, (&id(2), Some(&id(8))), NOW).await.unwrap();
        let names = async |now: Moment| {
            let all = present(store, ada, page, now).await.unwrap();
            all.into_iter().map(|one| (one.person, one.block)).collect::<Vec<_>>()
        };
        assert_eq!(names(NOW).await, [("ada".into(), Some(id(7))), ("bea".into(), Some(id(8)))], "{}", store.name);
        leave(store, ada, &id(2)).await.unwrap();
        assert_eq!(names(NOW).await.len(), 2, "nobody sends somebody else away");
        leave(store, bea, &id(2)).await.unwrap();
        assert_eq!(names(NOW).await.len(), 1);
        assert!(names(NOW.plus_days(1)).await.is_empty());
    }
}

#[tokio::test]
async fn only_editors_edit() {
    for world in World::all().await {
        let clerk = Acting { role: Role::Clerk, ..world.ada };
        let refused = open(&world.store, &clerk, world.page).await;
        assert!(matches!(refused, Err(StoreError::Refused(Refusal::NotYours(_)))), "{refused:?}");
        let saved = save(&world.store, &clerk, world.page, &id(1), &at(1, 1, "x"), NOW).await;
        assert!(matches!(saved, Err(StoreError::Refused(_))));
        let published = publish(&world.store, &clerk, world.page, (0, ""), NOW).await;
        assert!(matches!(published, Err(StoreError::Refused(_))));
        let row = page::Entity::find_by_id(world.page).one(world.store.read()).await.unwrap().unwrap();
        assert!(!row.is_edited);
        let administrator = Acting { role: Role::Administrator, ..world.ada };
        open(&world.store, &administrator, world.page).await.unwrap();
    }
}

#[tokio::test]
async fn a_page_with_a_draft_is_not_loaded_anew() {
    for world in World::all().await {
        world.prepared("Neue Worte").await;
        let before = world.public().await;
        let old = sea_orm::ActiveValue::Set("old".to_owned());
        let row = page::ActiveModel {
            id: sea_orm::ActiveValue::Unchanged(world.page),
            source_hash: old,
            ..Default::default()
        };
        sea_orm::ActiveModelTrait::update(row, &world.store.write).await.unwrap();
        assert_eq!(pages::import(&world.store, NOW).await.unwrap().kept, 1, "{}", world.store.name);
        assert_eq!(world.public().await, before);
    }
}

#[tokio::test]
async fn a_second_person_publishes_what_was_handed_in_or_sends_it_back_with_words() {
    for world in World::all().await {
        let (store, ada, bea, page) = (&world.store, &world.ada, &world.bea, world.page);
        world.prepared("Neue Worte").await;
        let change = world.draft().await.change;
        let stale = hand_in(store, ada, page, change - 1, NOW).await;
        assert!(matches!(stale, Err(StoreError::Outdated)), "{} {stale:?}", store.name);
        hand_in(store, ada, page, change, NOW).await.unwrap();
        let waits = async || {
            let all = all(store, bea).await.unwrap().into_iter().find(|one| one.page == page).unwrap();
            (all.state, all.by, all.is_own)
        };
        assert_eq!(waits().await, (State::InReview, Some("ada".into()), false));
        let own = publish(store, ada, page, (change, ""), NOW).await;
        assert!(matches!(own, Err(StoreError::SamePerson)), "{own:?}");
        assert!(matches!(send_back(store, ada, page, (change, "x"), NOW).await, Err(StoreError::SamePerson)));
        assert!(matches!(send_back(store, bea, page, (change, " "), NOW).await, Err(StoreError::Unstorable)));
        send_back(store, bea, page, (change, "Bitte kürzer."), NOW).await.unwrap();
        let draft = world.draft().await;
        assert_eq!((draft.state, draft.remark.as_str()), (State::ChangesNeeded, "Bitte kürzer."), "{}", store.name);
        hand_in(store, ada, page, draft.change, NOW).await.unwrap();
        publish(store, bea, page, (draft.change, ""), NOW).await.unwrap();
        assert_eq!(waits().await, (State::Published, None, false));
        assert_eq!(world.public().await.blocks[0].body, "Neue Worte");
    }
}

#[tokio::test]
async fn a_page_is_published_and_taken_back_at_its_time_unless_it_changed_meanwhile() {
    for world in World::all().await {
        let (store, ada, page, name) = (&world.store, &world.ada, world.page, world.store.name);
        let (monday, tuesday) = (NOW.plus_days(1), NOW.plus_days(2));
        let run = async |now: Moment| {
            while let Some(job) = crate::jobs::claim(store, now).await.unwrap() {
                run_scheduled(store, &job, now).await.unwrap();
                crate::jobs::done(store, &job, now).await.unwrap();
            }
        };
        let before = world.public().await.blocks[0].body.clone();
        let (key, revision) = world.prepared("Ab Montag").await;
        let set = async |what: Due, at: Option<Moment>| {
            let change = world.draft().await.change;
            schedule(store, ada, page, (what, change, at), "", NOW).await.unwrap();
        };
        set(Due::Publish, Some(monday)).await;
        stored(world.save(ada, &key, &at(revision, 2, "Ab Montag, anders")).await);
        run(monday).await;
        assert_eq!(world.public().await.blocks[0].body, before, "{name}: it changed since somebody looked");

        set(Due::Publish, Some(tuesday)).await;
        set(Due::TakeBack, Some(tuesday.plus_days(1))).await;
        run(monday).await;
        assert_eq!(world.public().await.blocks[0].body, before, "{name}: not yet");
        run(tuesday).await;
        assert_eq!(world.public().await.blocks[0].body, "Ab Montag, anders", "{name}");
        run(tuesday.plus_days(1)).await;
        assert_eq!(world.public().await.blocks[0].body, before, "{name}");
        let numbers: Vec<i64> = versions(store, ada, page).await.unwrap().iter().map(|one| one.number).collect();
        assert_eq!(numbers, [3, 2, 1], "{name}");
    }
}
