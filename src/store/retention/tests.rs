use domain::{
    Language, Theme,
    accounts::Email,
    barriers::BarrierDraft,
    comments::{NewComment, Stance},
    ids::SubmissionId,
    moderation::{Item, ReportDraft, Rule},
    news::{Delivery, Topic},
    outbox::{Answer, Reason},
    policy::{Acting, Role},
    proposals::{Draft, NewProposal, PlaceChoice},
    push::Device,
};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter};

use super::*;
use crate::{
    accounts, barriers, comments, drafts,
    entity::{
        barrier, comment, contact, delivery, draft, event, follow, notice, proposal, push_subscription, report,
        session, ticket,
    },
    jobs, mail, moderation, news, outbox,
    proposals::{self, samples::*},
    reports, sessions,
    testing::{NOW, sqlite, stores},
    tickets,
};

async fn hide(store: &Store, item: Item, now: Moment) {
    let rule = Rule::NO_PERSONAL_DATA;
    moderation::hide(store, &Acting::OPERATOR, item, rule, "Nennt eine Person.", now).await.unwrap();
}

fn days_of(matter: Matter) -> i64 {
    match matter.processing().keep {
        Retention::For { days, .. } => i64::from(days),
        other => panic!("{matter:?} is kept {other:?}"),
    }
}

/// What a run at this moment deletes of a matter.
async fn gone(store: &Store, matter: Matter, now: Moment) -> u64 {
    run_if_due(store, now).await.unwrap().expect("its turn").gone[matter.code()]
}

#[tokio::test]
async fn every_period_in_the_register_is_kept_by_a_job_and_every_job_stands_in_the_register() {
    let store = sqlite().await;
    for matter in Matter::ALL {
        let has_period = matches!(matter.processing().keep, Retention::For { .. });
        let done = store.write(async |tx| forget::forget(tx, matter, NOW, NOW).await).await;
        assert_eq!(done.is_ok(), has_period, "{matter:?}: enter it in src/store/retention/forget.rs");
    }
}

#[tokio::test]
async fn a_draft_that_nobody_sends_goes_after_its_time_and_not_before() {
    for store in stores().await {
        let key = SubmissionId::from_bytes([7; 16]).to_string();
        drafts::create(&store, &key, None, &Draft::default(), NOW).await.unwrap();
        let last_day = NOW.plus_days(days_of(Matter::Draft));
        assert_eq!(gone(&store, Matter::Draft, last_day).await, 0, "{}", store.name);
        assert!(drafts::load(&store, &key).await.unwrap().is_some());
        assert_eq!(gone(&store, Matter::Draft, last_day.plus_days(1)).await, 1);
        assert_eq!(draft::Entity::find().count(store.read()).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn an_address_is_forgotten_some_time_after_the_end_of_its_proposal() {
    for city in open_cities().await {
        let with_email = |title: &str| NewProposal { email: Some("ada@example.org".into()), ..proposal(title) };
        let open = published_at(&city, 1, with_email("Bänke am Hafen"), NOW).await;
        let ended = published_at(&city, 2, with_email("Licht im Park"), NOW).await;
        proposals::withdraw(&city, ended, NOW).await.unwrap();
        let email = async |id: domain::ids::ProposalId| {
            proposal::Entity::find_by_id(id.0).one(city.read()).await.unwrap().unwrap().email
        };
        let last_day = NOW.plus_days(days_of(Matter::ProposalEmail));
        assert_eq!(gone(&city, Matter::ProposalEmail, last_day).await, 0, "{}", city.store.name);
        assert_eq!(gone(&city, Matter::ProposalEmail, last_day.plus_days(1)).await, 1);
        assert_eq!((email(ended).await, email(open).await), (None, Some("ada@example.org".into())));
        assert_eq!(gone(&city, Matter::ProposalEmail, last_day.plus_days(2)).await, 0);
    }
}

#[tokio::test]
async fn what_never_appeared_goes_a_year_after_the_decision() {
    for city in cities().await {
        let new = NewProposal { place: PlaceChoice::WholeCity, ..proposal("Bänke am Hafen") };
        let refused = proposals::submit(&city, submission(1), &person(1), new, NOW).await.unwrap().id;
        hide(&city, Item::proposal(refused), NOW).await;
        let public = published(&city, 2, "Licht im Park").await;
        proposals::withdraw(&city, public, NOW).await.unwrap();
        let open = published(&city, 3, "Mehr Bäume").await;
        let new = NewComment { stance: Stance::For, text: "Ja, bitte".into(), author: None, reply_to: None };
        let said = async |number: u64| {
            comments::add(&city, open, submission(number), &person(number), new.clone(), NOW).await.unwrap().id
        };
        let (early, late, waits) = (said(10).await, said(11).await, said(12).await);
        hide(&city, Item::comment(early), NOW).await;
        let decided_late = NOW.plus_days(300);
        hide(&city, Item::comment(late), decided_late).await;

        let last_day = NOW.plus_days(days_of(Matter::Unpublished));
        assert_eq!(gone(&city, Matter::Unpublished, last_day).await, 0, "{}", city.store.name);
        assert_eq!(gone(&city, Matter::Unpublished, last_day.plus_days(1)).await, 2);
        let there = async |id: i64| comment::Entity::find_by_id(id).one(city.read()).await.unwrap().is_some();
        assert!(!there(early.0).await && there(late.0).await && there(waits.0).await);
        let proposals = proposal::Entity::find().count(city.read()).await.unwrap();
        assert_eq!(proposals, 2, "what once was public stays");
        let later = decided_late.plus_days(days_of(Matter::Unpublished) + 1);
        assert_eq!(gone(&city, Matter::Unpublished, later).await, 1);
        assert!(!there(late.0).await && there(waits.0).await);
    }
}

#[tokio::test]
async fn sessions_links_and_letters_go_when_they_are_over() {
    for store in stores().await {
        let new = accounts::NewAccount {
            email: Email::parse("ada@example.org").unwrap(),
            name: None,
            password_hash: None,
            language: Language::De,
            is_confirmed: true,
        };
        let account = accounts::open(&store, new, NOW).await.unwrap();
        sessions::begin(&store, account, None, "Test", false, NOW).await.unwrap();
        tickets::make(&store, tickets::Purpose::SignIn, None, "{}", NOW).await.unwrap();
        let letter = mail::Mail {
            key: "a".into(),
            to: "ada@example.org".into(),
            subject: String::new(),
            text: String::new(),
            html: String::new(),
            list_unsubscribe: None,
        };
        mail::post(&store, &letter, NOW).await.unwrap();
        let job = jobs::claim(&store, NOW).await.unwrap().unwrap();
        jobs::done(&store, &job, NOW).await.unwrap();

        let month = NOW.plus_days(days_of(Matter::Session));
        let run = run_if_due(&store, Moment(month.0 - 1)).await.unwrap().unwrap();
        assert_eq!((run.gone["session"], run.gone["ticket"], run.gone["letter"]), (0, 1, 0), "{}", store.name);
        let late = NOW.plus_days(days_of(Matter::Letter) + 1);
        let run = run_if_due(&store, late).await.unwrap().unwrap();
        assert_eq!((run.gone["session"], run.gone["ticket"], run.gone["letter"]), (1, 0, 1));
        assert_eq!(session::Entity::find().count(store.read()).await.unwrap(), 0);
        assert_eq!(ticket::Entity::find().count(store.read()).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn two_processes_at_once_delete_once_a_day() {
    for store in stores().await {
        let (one, other) = tokio::join!(run_if_due(&store, NOW), run_if_due(&store, NOW));
        let runs = [one.unwrap(), other.unwrap()];
        assert_eq!(runs.iter().flatten().count(), 1, "{}", store.name);
        assert_eq!(last(&store).await.unwrap(), runs.into_iter().flatten().next());
        assert_eq!(run_if_due(&store, Moment(NOW.0 + 22 * Moment::HOUR)).await.unwrap(), None);
        let tomorrow = NOW.plus_days(1);
        assert!(run_if_due(&store, tomorrow).await.unwrap().is_some());
        let told = event::Entity::find().filter(event::Column::Kind.eq("retention")).all(store.read()).await.unwrap();
        assert_eq!(told.len(), 2);
        let run = last(&store).await.unwrap().unwrap();
        assert!(!run.is_overdue(tomorrow) && run.is_overdue(tomorrow.plus_days(3)));
    }
}

#[tokio::test]
async fn a_report_goes_when_its_answer_is_old_and_one_that_waits_stays() {
    for city in cities().await {
        let (one, two) = (published(&city, 1, "Bänke am Hafen").await, published(&city, 2, "Licht im Park").await);
        let draft = ReportDraft {
            ground: "regel-6".into(),
            text: "Der Text nennt eine Person.".into(),
            email: "eve@example.org".into(),
            in_good_faith: true,
            ..ReportDraft::default()
        };
        let new = draft.check().unwrap();
        for (number, about) in [(20, one), (21, two)] {
            reports::send(&city, Item::proposal(about), submission(number), &new, None, NOW).await.unwrap();
        }
        hide(&city, Item::proposal(one), NOW).await;
        let last_day = NOW.plus_days(days_of(Matter::Report));
        assert_eq!(gone(&city, Matter::Report, last_day).await, 0, "{}", city.store.name);
        assert_eq!(gone(&city, Matter::Report, last_day.plus_days(1)).await, 1);
        assert_eq!(report::Entity::find().count(city.read()).await.unwrap(), 1, "nobody answered the other one");
    }
}

#[tokio::test]
async fn a_barrier_goes_when_its_answer_is_old_and_one_that_waits_stays() {
    for store in stores().await {
        let draft = BarrierDraft { text: "Der Knopf hat keinen Namen.".into(), ..BarrierDraft::default() };
        let new = draft.check().unwrap();
        for number in [1, 2] {
            barriers::report(&store, &submission(number), &new, Language::De, NOW).await.unwrap();
        }
        let answered = barriers::open(&store).await.unwrap()[0].id;
        let editor = Acting { role: Role::Editor, ..Acting::OPERATOR };
        let later = NOW.plus_days(30);
        barriers::answer(&store, &editor, answered, "Danke, er hat jetzt einen.", None, later).await.unwrap();
        let last_day = later.plus_days(days_of(Matter::Barrier));
        assert_eq!(gone(&store, Matter::Barrier, last_day).await, 0, "{}", store.name);
        assert_eq!(gone(&store, Matter::Barrier, last_day.plus_days(1)).await, 1);
        let left = barrier::Entity::find().all(store.read()).await.unwrap();
        assert!(left.len() == 1 && left[0].id != answered, "nobody answered the other one");
    }
}

#[tokio::test]
async fn what_a_refused_record_held_goes_after_its_time_and_its_answer_stays() {
    for store in stores().await {
        let content = "kein JSON, aber vielleicht wichtig".to_owned();
        let arriving = outbox::Arriving::new(submission(1), "comment", content.clone(), NOW, Language::De);
        let send = async |now: Moment| outbox::deliver(&store, &arriving, &person(1), now).await.unwrap();
        let held = async || delivery::Entity::find().one(store.read()).await.unwrap().unwrap().content;
        assert_eq!(send(NOW).await, Answer::Refused(Reason::Unreadable), "{}", store.name);
        let last_day = NOW.plus_days(days_of(Matter::Delivery));
        assert_eq!(gone(&store, Matter::Delivery, last_day).await, 0, "{}", store.name);
        assert_eq!(held().await, Some(content));
        let after = last_day.plus_days(1);
        assert_eq!(gone(&store, Matter::Delivery, after).await, 1);
        assert_eq!(held().await, None);
        // A device that comes back late gets the answer that it got before.
        assert_eq!(send(after).await, Answer::Refused(Reason::Unreadable), "{}", store.name);
    }
}

#[tokio::test]
async fn what_somebody_follows_ends_after_its_time_and_not_before() {
    for store in stores().await {
        let who = person(1);
        let follow = async |topic: &Topic, now: Moment| {
            news::follow(&store, &who, topic, Delivery::Daily, now).await.unwrap();
        };
        follow(&Topic::Theme(Theme::Verkehr), NOW).await;
        let device = |name: &str| Device {
            endpoint: format!("https://push.example/{name}"),
            p256dh: "B".repeat(87),
            auth: "a".repeat(22),
        };
        assert!(news::subscribe(&store, &who, &device("alt"), Language::De, NOW).await.unwrap());
        let write = |key: &str, _: &str| mail::Mail {
            key: key.into(),
            to: "ada@example.org".into(),
            subject: String::new(),
            text: String::new(),
            html: String::new(),
            list_unsubscribe: None,
        };
        news::ask_for_email(&store, &who, "ada@example.org", Language::De, write, NOW).await.unwrap();
        // What began later ends later.
        let later = NOW.plus_days(100);
        follow(&Topic::Theme(Theme::Kultur), later).await;
        assert!(news::subscribe(&store, &who, &device("neu"), Language::De, later).await.unwrap());

        let last_day = NOW.plus_days(days_of(Matter::Following));
        assert_eq!(gone(&store, Matter::Following, last_day).await, 0, "{}", store.name);
        assert_eq!(gone(&store, Matter::Following, last_day.plus_days(1)).await, 3, "{}", store.name);
        let left = news::followed(&store, &who).await.unwrap();
        assert!(left.len() == 1 && left[0].topic == Topic::Theme(Theme::Kultur), "{left:?}");
        assert_eq!(follow::Entity::find().count(store.read()).await.unwrap(), 1);
        assert_eq!(contact::Entity::find().count(store.read()).await.unwrap(), 0);
        assert_eq!(push_subscription::Entity::find().count(store.read()).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn what_somebody_was_told_goes_after_its_time_and_not_before() {
    for city in open_cities().await {
        let told = async |now: Moment| {
            while news::spread(&city, now).await.unwrap() {}
            notice::Entity::find().count(city.read()).await.unwrap()
        };
        news::follow(&city, &person(7), &Topic::Theme(Theme::Verkehr), Delivery::Inbox, NOW).await.unwrap();
        published(&city, 1, "Bänke am Hafen").await;
        let early = told(NOW).await;
        assert!(early > 0, "{}", city.store.name);
        let later = NOW.plus_days(100);
        published_at(&city, 2, proposal("Licht im Park"), later).await;
        let both = told(later).await;
        assert!(both > early, "{}", city.store.name);
        let last_day = NOW.plus_days(days_of(Matter::Notice));
        assert_eq!(gone(&city, Matter::Notice, last_day).await, 0, "{}", city.store.name);
        assert_eq!(gone(&city, Matter::Notice, last_day.plus_days(1)).await, early, "{}", city.store.name);
        assert_eq!(notice::Entity::find().count(city.read()).await.unwrap(), both - early);
    }
}
