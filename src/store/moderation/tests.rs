mod appealed;
mod asking;
mod dividing;

use domain::{
    comments::{NewComment, Stance},
    ids::{AccountId, ProposalId},
    moderation::{CLAIM, Rule, Step, Verdict, VerdictError},
    policy::{Acting, Refusal, Role, Scope},
    proposals::Status,
};

use super::*;
use crate::{
    Store, StoreError,
    accounts::{self, NewAccount},
    audit, comments,
    proposals::{self, find, samples::*, submit},
    supports,
    testing::NOW,
};

async fn moderator(store: &Store, name: &str) -> Acting {
    let new = NewAccount {
        email: domain::accounts::Email::parse(&format!("{name}@example.org")).unwrap(),
        name: None,
        password_hash: None,
        language: domain::Language::De,
        is_confirmed: true,
    };
    let account = accounts::open(store, new, NOW).await.unwrap();
    Acting { account: Some(account), role: Role::Moderator, scope: Scope::Everywhere }
}

async fn waiting(city: &City, number: u64) -> Item {
    let new = proposal("Mehr Bänke am Hafen");
    Item::proposal(submit(city, submission(number), &person(number), new, NOW).await.unwrap().id)
}

fn verdict(step: Step) -> Verdict {
    Verdict::new(step, Rule::NO_PERSONAL_DATA, "Der Text nennt eine Person.")
}

async fn shown(store: &Store, by: &Acting, item: Item) -> Shown {
    Shown { version: case(store, by, item).await.unwrap().version, takes_over: false }
}

#[tokio::test]
async fn a_decision_is_in_the_journal_and_in_the_audit_log_or_nowhere() {
    for city in cities().await {
        let (item, by) = (waiting(&city, 1).await, moderator(&city, "mo").await);
        let silent = Verdict { reason: String::new(), ..verdict(Step::Hide) };
        let refused = decide(&city, &by, item, None, &silent, NOW).await;
        assert!(matches!(refused, Err(StoreError::Verdict(VerdictError::ReasonMissing))), "{refused:?}");
        let guest = Acting { role: Role::Office, ..by };
        let refused = decide(&city, &guest, item, None, &verdict(Step::Hide), NOW).await;
        assert!(matches!(refused, Err(StoreError::Refused(Refusal::NotYours(_)))), "{refused:?}");
        assert_eq!(decisions(&city, item).await.unwrap(), []);

        decide(&city, &by, item, None, &verdict(Step::Hide), NOW).await.unwrap();
        let made = decisions(&city, item).await.unwrap();
        assert_eq!((made.len(), made[0].step, made[0].rule), (1, Step::Hide, Some(Rule::NO_PERSONAL_DATA)));
        assert_eq!((made[0].by, made[0].was_public), (by.account, false));
        let log = audit::list(&city, &audit::Search::default()).await.unwrap();
        let told = log.iter().find(|entry| entry.action == "moderation_hide").unwrap();
        assert_eq!((told.account, told.subject_id), (by.account, item.id));
        assert!(!told.data.contains("Person"), "the reason stays out of what is kept for good: {}", told.data);
        assert_eq!(queue(&city, &by, NOW).await.unwrap(), []);
    }
}

#[tokio::test]
async fn what_was_taken_off_comes_back_as_it_was() {
    for city in cities().await {
        let id = published(&city, 1, "Bänke am Hafen").await;
        let by = Acting::OPERATOR;
        let later = NOW.plus_days(2);
        decide(&city, &by, Item::proposal(id), None, &verdict(Step::Hide), later).await.unwrap();
        assert_eq!(find(&city, id).await.unwrap(), None);
        decide(&city, &by, Item::proposal(id), None, &verdict(Step::Restore), later).await.unwrap();
        let card = find(&city, id).await.unwrap().unwrap().card;
        assert_eq!((card.status, card.published_at), (Status::Published, Some(NOW)), "{}", city.store.name);
    }
}

#[tokio::test]
async fn a_change_that_was_asked_for_leads_back_into_the_queue() {
    for city in cities().await {
        let (item, by) = (waiting(&city, 1).await, moderator(&city, "mo").await);
        decide(&city, &by, item, None, &verdict(Step::AskToChange), NOW).await.unwrap();
        assert_eq!(queue(&city, &by, NOW).await.unwrap(), [], "{}", city.store.name);
        assert_eq!(asked(&city, &by).await.unwrap().len(), 1);
        let again = decide(&city, &by, item, None, &verdict(Step::AskToChange), NOW).await;
        assert!(matches!(again, Err(StoreError::Verdict(VerdictError::NotPossible))), "{again:?}");

        let better = proposal("Mehr Bänke am Stadthafen");
        proposals::correct(&city, ProposalId(item.id), 1, better, NOW).await.unwrap();
        assert_eq!(queue(&city, &by, NOW).await.unwrap().len(), 1);
        assert_eq!(asked(&city, &by).await.unwrap(), []);
        decide(&city, &by, item, None, &Verdict::PUBLISH, NOW).await.unwrap();
        assert!(find(&city, ProposalId(item.id)).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn nothing_is_decided_about_something_else_than_what_was_shown() {
    for city in cities().await {
        let (item, by) = (waiting(&city, 1).await, moderator(&city, "mo").await);
        let seen = shown(&city, &by, item).await;
        proposals::correct(&city, ProposalId(item.id), 1, proposal("Kauft meine Bänke"), NOW).await.unwrap();
        let late = decide(&city, &by, item, Some(&seen), &Verdict::PUBLISH, NOW).await;
        assert!(matches!(late, Err(StoreError::Outdated)), "{late:?}");

        let (seen, other) = (shown(&city, &by, item).await, moderator(&city, "li").await);
        decide(&city, &other, item, None, &verdict(Step::Hide), NOW).await.unwrap();
        let late = decide(&city, &by, item, Some(&seen), &Verdict::PUBLISH, NOW).await;
        assert!(matches!(late, Err(StoreError::Outdated)), "{late:?}");
    }
}

#[tokio::test]
async fn two_moderators_see_each_other() {
    for city in cities().await {
        let item = waiting(&city, 1).await;
        let (mo, li) = (moderator(&city, "mo").await, moderator(&city, "li").await);
        assert_eq!(claim(&city, &mo, item, false, NOW).await.unwrap(), Claim::Mine);
        assert_eq!(claim(&city, &li, item, false, NOW).await.unwrap(), Claim::Theirs);
        assert!(queue(&city, &li, NOW).await.unwrap()[0].is_claimed);
        assert!(!queue(&city, &mo, NOW).await.unwrap()[0].is_claimed);
        let seen = shown(&city, &li, item).await;
        let refused = decide(&city, &li, item, Some(&seen), &Verdict::PUBLISH, NOW).await;
        assert!(matches!(refused, Err(StoreError::Claimed)), "{refused:?}");

        // It ends by itself, and while it is renewed it does not.
        let later = domain::Moment(NOW.0 + CLAIM - 1);
        assert_eq!(claim(&city, &mo, item, false, later).await.unwrap(), Claim::Mine);
        assert_eq!(claim(&city, &li, item, false, domain::Moment(NOW.0 + CLAIM)).await.unwrap(), Claim::Theirs);
        assert_eq!(claim(&city, &li, item, true, later).await.unwrap(), Claim::Mine, "knowingly");
        let seen = shown(&city, &mo, item).await;
        let knowing = Shown { takes_over: true, ..seen };
        decide(&city, &mo, item, Some(&knowing), &Verdict::PUBLISH, later).await.unwrap();
    }
}

#[tokio::test]
async fn of_two_moderators_who_open_an_item_at_once_one_has_it() {
    for city in cities().await {
        let item = waiting(&city, 1).await;
        let people = [moderator(&city, "mo").await, moderator(&city, "li").await];
        let tasks = people.map(|by| {
            let store = city.store.store.clone();
            tokio::spawn(async move { claim(&store, &by, item, false, NOW).await })
        });
        let mut mine = 0;
        for task in tasks {
            mine += usize::from(task.await.unwrap().unwrap() == Claim::Mine);
        }
        assert_eq!(mine, 1, "{}", city.store.name);
    }
}

#[tokio::test]
async fn a_moderator_merges_and_who_supports_both_counts_once() {
    for city in cities().await {
        let source = published(&city, 1, "Bänke am Hafen").await;
        let target = published(&city, 2, "Sitzplätze am Stadthafen").await;
        supported_by(&city, source, [11, 12]).await;
        supported_by(&city, target, [12]).await;
        let merge = Verdict { into: Some(target), rule: Some(Rule::MERGING), ..verdict(Step::Merge) };
        decide(&city, &Acting::OPERATOR, Item::proposal(source), None, &merge, NOW).await.unwrap();
        let merged = find(&city, source).await.unwrap().unwrap();
        assert_eq!(find(&city, target).await.unwrap().unwrap().card.supports, 2, "{}", city.store.name);
        assert_eq!((merged.card.status, merged.merged_into.map(|(id, _)| id)), (Status::Merged, Some(target)));
        assert!(supports::mine(&city, target, &person(11)).await.unwrap());
        let itself = Verdict { into: Some(target), ..merge };
        assert!(decide(&city, &Acting::OPERATOR, Item::proposal(target), None, &itself, NOW).await.is_err());
    }
}

#[tokio::test]
async fn a_comment_is_hidden_with_rule_and_reason_and_counted_no_more() {
    for city in open_cities().await {
        let id = published(&city, 1, "Bänke am Hafen").await;
        let new = NewComment { stance: Stance::Note, text: "Kauft!".into(), author: None, reply_to: None };
        let comment = comments::add(&city, id, submission(7), &person(7), new, NOW).await.unwrap();
        let item = Item::comment(comment.id);
        let split = decide(&city, &Acting::OPERATOR, item, None, &verdict(Step::Merge), NOW).await;
        assert!(split.is_err(), "{split:?}");
        decide(&city, &Acting::OPERATOR, item, None, &verdict(Step::Hide), NOW).await.unwrap();
        assert_eq!(find(&city, id).await.unwrap().unwrap().card.comments, 0, "{}", city.store.name);
        assert_eq!(decisions(&city, item).await.unwrap()[0].by, None::<AccountId>);
    }
}
