use domain::{Theme, policy::Role, proposals::Status};
use sea_orm::PaginatorTrait;

use super::*;
use crate::{
    accounts::{NewAccount, open},
    boards,
    entity::answer,
    proposals::{self, find, samples::*},
    roles,
    testing::NOW,
};

/// Somebody of an office, with an account of their own.
async fn member(city: &City, name: &str, office: OfficeId) -> Acting {
    let new = NewAccount {
        email: domain::accounts::Email::parse(&format!("{name}@example.org")).unwrap(),
        name: None,
        password_hash: None,
        language: domain::Language::De,
        is_confirmed: true,
    };
    let account = open(city, new, NOW).await.unwrap();
    let grant = domain::policy::Grant::new(Role::Office, Scope::Office(office)).unwrap();
    roles::give(city, &Acting::OPERATOR, account, grant, NOW).await.unwrap();
    Acting { account: Some(account), role: Role::Office, scope: Scope::Office(office) }
}

async fn with_second_person(city: &City) {
    let wanted = domain::boards::BoardChange { approvers: Some(2), ..Default::default() };
    boards::change(city, &Acting::OPERATOR, "stadt", wanted, NOW).await.unwrap();
}

fn yes() -> AnswerDraft {
    AnswerDraft {
        status: "angenommen".into(),
        text: "Wir bauen drei Bänke.".into(),
        cost: "12.000".into(),
        period: "2027".into(),
        contact: "0381 381-0".into(),
        merge_into: String::new(),
    }
}

async fn answers(city: &City) -> u64 {
    answer::Entity::find().count(city.read()).await.unwrap()
}

#[tokio::test]
async fn what_an_office_wrote_goes_out_once_and_under_its_own_name() {
    for city in cities().await {
        let by = member(&city, "ada", city.office).await;
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        assert_eq!(draft(&city, &by, id).await.unwrap(), None);
        assert_eq!(save(&city, &by, id, &yes(), 0, NOW).await.unwrap(), 1);
        assert_eq!(draft(&city, &by, id).await.unwrap().unwrap().draft, yes());
        assert_eq!(submit(&city, &by, id, 1, NOW).await.unwrap(), Step::Published, "{}", city.store.name);
        let detail = find(&city, id).await.unwrap().unwrap();
        assert_eq!(detail.card.status, Status::Accepted);
        let said = &detail.answers[0];
        assert_eq!((said.office.as_str(), said.contact.as_deref()), ("Tiefbauamt", Some("0381 381-0")));
        assert_eq!((said.cost_eur, said.period.as_deref()), (Some(12_000), Some("2027")));
        let again = submit(&city, &by, id, 1, NOW).await;
        assert!(matches!(again, Err(StoreError::Stale { .. })), "{again:?}");
        assert_eq!((draft(&city, &by, id).await.unwrap(), answers(&city).await), (None, 1));
    }
}

#[tokio::test]
async fn nobody_but_the_office_in_charge_reads_or_writes() {
    for city in cities().await {
        let other = offices::open(&city, &Acting::OPERATOR, "Kulturamt", None, NOW).await.unwrap();
        let (own, foreign) = (member(&city, "ada", city.office).await, member(&city, "eve", other).await);
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        save(&city, &own, id, &yes(), 0, NOW).await.unwrap();
        let clerk = Acting { role: Role::Clerk, scope: Scope::Everywhere, ..own };
        for by in [foreign, clerk, Acting::OPERATOR] {
            let refused = [
                in_charge(&city, &by, id).await.err(),
                draft(&city, &by, id).await.err(),
                save(&city, &by, id, &yes(), 1, NOW).await.err(),
                submit(&city, &by, id, 1, NOW).await.err(),
                approve(&city, &by, id, 1, NOW).await.err(),
                send_back(&city, &by, id, 1, "Nein", NOW).await.err(),
            ];
            for error in refused {
                let is_refused = matches!(error, Some(StoreError::Refused(Refusal::NotYours(_))));
                assert!(is_refused, "{} {by:?} {error:?}", city.store.name);
            }
        }
        // Past the draft, too; the command line alone acts for whoever is in charge.
        for by in [foreign, clerk] {
            let refused = proposals::answer(&city, &by, id, answer_to(Status::Accepted), NOW).await;
            assert!(matches!(refused, Err(StoreError::Refused(Refusal::NotYours(_)))), "{} {by:?}", city.store.name);
        }
        assert_eq!(answers(&city).await, 0);
    }
}

#[tokio::test]
async fn nobody_approves_what_they_submitted_themselves() {
    for city in cities().await {
        with_second_person(&city).await;
        let (ada, bea) = (member(&city, "ada", city.office).await, member(&city, "bea", city.office).await);
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        save(&city, &bea, id, &yes(), 0, NOW).await.unwrap();
        assert_eq!(submit(&city, &ada, id, 1, NOW).await.unwrap(), Step::Waits);
        assert_eq!(answers(&city).await, 0, "{}", city.store.name);
        let changed = save(&city, &bea, id, &yes(), 2, NOW).await;
        assert!(matches!(changed, Err(StoreError::Refused(Refusal::NotInThisStatus))), "{changed:?}");
        assert_eq!(approve(&city, &ada, id, 2, NOW).await.unwrap(), Step::SamePerson);
        assert_eq!(answers(&city).await, 0);
        assert_eq!(approve(&city, &bea, id, 2, NOW).await.unwrap(), Step::Published);
        assert_eq!(answers(&city).await, 1);
    }
}

#[tokio::test]
async fn an_answer_whose_author_left_is_submitted_anew() {
    for city in cities().await {
        with_second_person(&city).await;
        let (ada, bea) = (member(&city, "ada", city.office).await, member(&city, "bea", city.office).await);
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        save(&city, &ada, id, &yes(), 0, NOW).await.unwrap();
        submit(&city, &ada, id, 1, NOW).await.unwrap();
        city.write(async |tx| {
            crate::entity::account::Entity::delete_by_id(ada.account.unwrap().0).exec(tx).await?;
            Ok(())
        })
        .await
        .unwrap();
        assert_eq!(approve(&city, &bea, id, 2, NOW).await.unwrap(), Step::SamePerson, "{}", city.store.name);
        send_back(&city, &bea, id, 2, "Wer war das?", NOW).await.unwrap();
        let kept = draft(&city, &bea, id).await.unwrap().unwrap();
        assert_eq!((kept.state, kept.remark.as_deref()), (DraftState::Writing, Some("Wer war das?")));
    }
}

#[tokio::test]
async fn two_colleagues_never_overwrite_each_other_unseen() {
    for city in cities().await {
        let (ada, bea) = (member(&city, "ada", city.office).await, member(&city, "bea", city.office).await);
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        let typed = yes();
        let (one, two) = tokio::join!(save(&city, &ada, id, &typed, 0, NOW), save(&city, &bea, id, &typed, 0, NOW));
        assert_eq!([&one, &two].into_iter().filter(|saved| saved.is_ok()).count(), 1, "{one:?} {two:?}");
        let late = save(&city, &bea, id, &AnswerDraft::default(), 0, NOW).await;
        assert!(matches!(late, Err(StoreError::Stale { current: 1 })), "{} {late:?}", city.store.name);
        let gone = submit(&city, &bea, id, 7, NOW).await;
        assert!(matches!(gone, Err(StoreError::Stale { current: 1 })));
        assert_eq!(draft(&city, &ada, id).await.unwrap().unwrap().draft, yes());
    }
}

#[tokio::test]
async fn what_is_not_ready_stays_a_draft() {
    for city in cities().await {
        let by = member(&city, "ada", city.office).await;
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        let bare = AnswerDraft { status: "abgelehnt".into(), ..AnswerDraft::default() };
        save(&city, &by, id, &bare, 0, NOW).await.unwrap();
        let step = submit(&city, &by, id, 1, NOW).await.unwrap();
        assert_eq!(step, Step::Faulty(vec![Fault::ReasonsMissing]), "{}", city.store.name);
        assert_eq!(draft(&city, &by, id).await.unwrap().unwrap().draft, bare);
        let new = proposal("Noch nicht geprüft");
        let waiting = proposals::submit(&city, submission(2), &person(2), new, NOW).await.unwrap().id;
        let unseen = save(&city, &by, waiting, &yes(), 0, NOW).await;
        assert!(matches!(unseen, Err(StoreError::Refused(Refusal::Unseen))), "{unseen:?}");
    }
}

#[tokio::test]
async fn a_leitthema_that_moves_takes_its_answers_along() {
    for city in cities().await {
        let by = member(&city, "ada", city.office).await;
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        save(&city, &by, id, &yes(), 0, NOW).await.unwrap();
        let other = offices::open(&city, &Acting::OPERATOR, "Amt für Mobilität", None, NOW).await.unwrap();
        offices::assign(&city, &Acting::OPERATOR, Theme::Verkehr, other, NOW).await.unwrap();
        let refused = submit(&city, &by, id, 1, NOW).await;
        assert!(matches!(refused, Err(StoreError::Refused(Refusal::NotYours(_)))), "{refused:?}");
        let eve = member(&city, "eve", other).await;
        submit(&city, &eve, id, 1, NOW).await.unwrap();
        let detail = find(&city, id).await.unwrap().unwrap();
        assert_eq!(detail.answers[0].office, "Amt für Mobilität", "{}", city.store.name);
    }
}
