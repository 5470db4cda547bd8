use super::*;
use crate::appeals::{self, Ending, Outcome};

fn upheld(takes_over: bool) -> Ending {
    let (rule, reason) = (Some(Rule::NO_HATE), "Die Entscheidung war richtig.".into());
    Ending { outcome: Outcome::Upheld, rule, reason, takes_over }
}

/// A proposal that `by` refused, and the appeal of its author.
async fn appealed(city: &City, by: &Acting, number: u64) -> (Item, i64) {
    let new = proposal("Mehr Bänke am Hafen");
    let done = submit(city, submission(number), &person(number), new, NOW).await.unwrap();
    let item = Item::proposal(done.id);
    decide(city, by, item, None, &verdict(Step::Hide), NOW).await.unwrap();
    appeals::make(city, &done.code, "Das war keine Beleidigung.", NOW).await.unwrap();
    (item, appeals::open(city, by).await.unwrap().pop().unwrap().id)
}

#[tokio::test]
async fn two_who_decide_appeals_see_each_other() {
    for city in cities().await {
        let [first, li, bo] =
            [moderator(&city, "mo").await, moderator(&city, "li").await, moderator(&city, "bo").await];
        let (item, id) = appealed(&city, &first, 1).await;
        assert_eq!(appeals::claim(&city, &li, id, false, NOW).await.unwrap(), Claim::Mine);
        assert_eq!(appeals::claim(&city, &bo, id, false, NOW).await.unwrap(), Claim::Theirs, "{}", city.store.name);
        assert_eq!(appeals::claimed(&city, &bo, NOW).await.unwrap(), [item].into());
        assert!(appeals::claimed(&city, &li, NOW).await.unwrap().is_empty());
        let past = appeals::decide(&city, &bo, id, &upheld(false), &[], NOW).await;
        assert!(matches!(past, Err(StoreError::Claimed)), "{past:?}");

        // It ends by itself, or is taken over knowingly; then the other one is held up in turn.
        let later = domain::Moment(NOW.0 + CLAIM);
        assert_eq!(appeals::claim(&city, &bo, id, false, later).await.unwrap(), Claim::Mine);
        assert_eq!(appeals::claim(&city, &li, id, true, later).await.unwrap(), Claim::Mine);
        let past = appeals::decide(&city, &bo, id, &upheld(false), &[], later).await;
        assert!(matches!(past, Err(StoreError::Claimed)), "{past:?}");
        appeals::decide(&city, &bo, id, &upheld(true), &[], later).await.unwrap();
        assert!(appeals::claimed(&city, &first, later).await.unwrap().is_empty(), "what is decided is let go");
        let ended = appeals::claim(&city, &li, id, false, later).await;
        assert!(matches!(ended, Err(StoreError::Outdated)), "{ended:?}");
    }
}

#[tokio::test]
async fn an_appeal_and_the_queue_share_one_claim() {
    for city in cities().await {
        let [first, li, bo] =
            [moderator(&city, "mo").await, moderator(&city, "li").await, moderator(&city, "bo").await];
        let (item, id) = appealed(&city, &first, 1).await;
        assert_eq!(appeals::claim(&city, &li, id, false, NOW).await.unwrap(), Claim::Mine);
        assert_eq!(claim(&city, &bo, item, false, NOW).await.unwrap(), Claim::Theirs, "{}", city.store.name);
        let seen = shown(&city, &bo, item).await;
        let past = decide(&city, &bo, item, Some(&seen), &verdict(Step::Restore), NOW).await;
        assert!(matches!(past, Err(StoreError::Claimed)), "{past:?}");
        // And the other way round.
        assert_eq!(claim(&city, &bo, item, true, NOW).await.unwrap(), Claim::Mine);
        let past = appeals::decide(&city, &li, id, &upheld(false), &[], NOW).await;
        assert!(matches!(past, Err(StoreError::Claimed)), "{past:?}");
    }
}

#[tokio::test]
async fn who_may_not_end_an_appeal_holds_nobody_up() {
    for city in cities().await {
        let (first, li) = (moderator(&city, "mo").await, moderator(&city, "li").await);
        let (_, id) = appealed(&city, &first, 1).await;
        let own = appeals::claim(&city, &first, id, true, NOW).await;
        assert!(matches!(own, Err(StoreError::SamePerson)), "{own:?}");
        let office = Acting { role: Role::Office, ..li };
        let foreign = appeals::claim(&city, &office, id, true, NOW).await;
        assert!(matches!(foreign, Err(StoreError::Refused(_))), "{foreign:?}");
        // An administrator decides appeals and has no queue.
        let administrator = Acting { role: Role::Administrator, ..li };
        assert_eq!(
            appeals::claim(&city, &administrator, id, false, NOW).await.unwrap(),
            Claim::Mine,
            "{}",
            city.store.name
        );
    }
}
