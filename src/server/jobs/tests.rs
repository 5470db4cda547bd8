use std::path::Path;

use domain::{
    Language,
    ids::KioskId,
    kiosk::{HELP_MINUTES, Health, Offer, Setup},
    policy::{Acting, Role, Scope},
};
use store::jobs::State;

use super::*;
use crate::{
    mail::standin::{Ends, Standin},
    testing::{TestApp, config},
};

const NOW: Moment = Moment(1_795_435_200_000);

fn worker(app: &TestApp, mail: &str) -> Worker {
    let config = Config::read(|name| (name == "WEGMARKEN_MAIL").then(|| mail.into())).unwrap();
    Worker::new(app.store.clone(), &config)
}

fn letters(folder: &Path) -> usize {
    std::fs::read_dir(folder).map_or(0, Iterator::count)
}

async fn write(store: &Store, key: &str) -> bool {
    let mail = mail::Mail {
        key: key.into(),
        to: "ada@example.org".into(),
        subject: "Neues".into(),
        text: "Moin".into(),
        html: "<p>Moin</p>".into(),
        list_unsubscribe: None,
    };
    mail::post(store, &mail, NOW).await.unwrap()
}

#[tokio::test]
async fn a_letter_that_was_entered_is_sent_once() {
    let app = TestApp::new().await;
    let folder = tempfile::tempdir().unwrap();
    let worker = worker(&app, &format!("folder:{}", folder.path().display()));
    assert!(write(&app.store, "a").await);
    assert!(!write(&app.store, "a").await);
    assert_eq!(worker.run_due(NOW).await.unwrap(), 1);
    assert_eq!((worker.run_due(NOW).await.unwrap(), letters(folder.path())), (0, 1));
}

#[tokio::test]
async fn a_letter_that_cannot_leave_waits_is_seen_and_leaves_later() {
    let app = TestApp::new().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mail");
    std::fs::write(&path, "a file in the way").unwrap();
    let worker = worker(&app, &format!("folder:{}", path.display()));
    write(&app.store, "a").await;
    let mut now = NOW;
    // Each attempt comes later, until an administrator is needed.
    while let Some(job) = jobs::list(&app.store, Some(State::Waiting), None, 1).await.unwrap().pop() {
        now = job.run_at;
        assert_eq!(worker.run_due(now).await.unwrap(), 1);
    }
    let job = jobs::list(&app.store, Some(State::Failed), None, 9).await.unwrap().remove(0);
    assert!(job.last_error.unwrap().starts_with("The folder takes no letter"));
    std::fs::remove_file(&path).unwrap();
    jobs::retry(&app.store, &Acting::OPERATOR, job.id, now).await.unwrap();
    worker.run_due(now).await.unwrap();
    assert_eq!(letters(&path), 1);
}

#[tokio::test]
async fn a_letter_goes_out_again_when_the_mail_server_went_away_before_it_said_that_it_has_it_and_only_then() {
    let app = TestApp::new().await;
    let server = Standin::start("250 fine").await;
    let worker = worker(&app, &server.address);
    server.ends([Ends::BeforeAnswer, Ends::AfterAnswer, Ends::Within]);
    for key in ["a", "b", "c"] {
        write(&app.store, key).await;
    }
    assert_eq!(worker.run_due(NOW).await.unwrap(), 3);
    assert_eq!(server.letters(), ["a", "b"]);
    let waiting = jobs::list(&app.store, Some(State::Waiting), None, 9).await.unwrap();
    assert!(waiting.len() == 2 && waiting.iter().all(|job| job.last_error.is_some()));

    let later = Moment(NOW.0 + Moment::HOUR);
    assert_eq!(worker.run_due(later).await.unwrap(), 2);
    let mut letters = server.letters();
    letters.sort();
    assert_eq!(letters, ["a", "a", "b", "c"], "b was acknowledged, and a has the name by which mailboxes know it");
    assert_eq!(worker.run_due(Moment(later.0 + Moment::DAY)).await.unwrap(), 0);
    let many = |wanted| jobs::list(&app.store, Some(wanted), None, 9);
    assert_eq!(many(State::Done).await.unwrap().len(), 3, "nothing is lost");
}

#[tokio::test]
async fn a_mail_server_that_never_says_that_it_has_a_letter_is_asked_later_and_later() {
    let app = TestApp::new().await;
    let server = Standin::start("250 fine").await;
    let worker = worker(&app, &server.address);
    server.ends([Ends::BeforeAnswer; 4]);
    write(&app.store, "a").await;
    let (mut now, mut waits) = (NOW, Vec::new());
    for _ in 0..4 {
        assert_eq!(worker.run_due(now).await.unwrap(), 1);
        let job = jobs::list(&app.store, Some(State::Waiting), None, 1).await.unwrap().remove(0);
        waits.push(job.run_at.0 - now.0);
        assert_eq!(worker.run_due(Moment(job.run_at.0 - 1)).await.unwrap(), 0, "not a moment sooner");
        now = job.run_at;
    }
    assert!(waits.windows(2).all(|pair| pair[0] < pair[1]), "{waits:?}");
    assert_eq!(worker.run_due(now).await.unwrap(), 1);
    assert_eq!(server.letters(), ["a"; 5]);
    assert_eq!(worker.run_due(Moment(now.0 + Moment::DAY)).await.unwrap(), 0);
}

#[tokio::test]
async fn two_workers_on_one_database_send_each_letter_once() {
    let app = TestApp::new().await;
    let folder = tempfile::tempdir().unwrap();
    let mail = format!("folder:{}", folder.path().display());
    let (one, other) = (worker(&app, &mail), worker(&app, &mail));
    for number in 0..20 {
        write(&app.store, &number.to_string()).await;
    }
    let (ones, others) = tokio::join!(one.run_due(NOW), other.run_due(NOW));
    assert_eq!((ones.unwrap() + others.unwrap(), letters(folder.path())), (20, 20));
}

#[tokio::test]
async fn the_worker_ends_when_it_is_asked_to() {
    let app = TestApp::new().await;
    let (tell, stop) = watch::channel(false);
    let running = tokio::spawn(Worker::new(app.store.clone(), &config()).run(stop));
    tell.send_replace(true);
    running.await.unwrap();
}

async fn paired(app: &TestApp) -> KioskId {
    let setup = Setup {
        name: "Ortsamt Mitte".into(),
        place: "Neuer Markt".into(),
        languages: vec![Language::De],
        boards: vec!["stadt".into()],
        offer: Offer::default(),
    };
    let id = kiosks::add(&app.store, &Acting::OPERATOR, &setup, NOW).await.unwrap();
    let (code, _) = kiosks::find(&app.store, id, NOW).await.unwrap().unwrap().code.unwrap();
    kiosks::pair(&app.store, &code, "key", NOW).await.unwrap();
    id
}

#[tokio::test]
async fn a_kiosk_that_falls_silent_and_one_that_is_back_are_told_once_to_everybody_who_looks_after_kiosks() {
    let app = TestApp::new().await;
    let folder = tempfile::tempdir().unwrap();
    let mail = format!("folder:{}", folder.path().display());
    let always = |worker: Worker| Worker { listening_since: Moment(0), ..worker };
    let (one, other) = (always(worker(&app, &mail)), always(worker(&app, &mail)));
    for role in [Role::Administrator, Role::Administrator, Role::Clerk] {
        app.staff(role, Scope::Everywhere).await;
    }
    let id = paired(&app).await;
    let after = |minutes: i64| Moment(NOW.0 + minutes * Moment::MINUTE);
    let told = async |minutes: i64| {
        let (ones, others) = tokio::join!(one.run_due(after(minutes)), other.run_due(after(minutes)));
        ones.unwrap();
        others.unwrap();
        letters(folder.path())
    };
    assert_eq!((told(10).await, told(11).await, told(12).await), (0, 2, 2));
    let mut names = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name());
    assert!(names.all(|name| name.to_string_lossy().starts_with(&format!("kiosk-silent-{id}-"))));
    for beat in 1..=2 {
        let health = Health { beat, ..Health::default() };
        kiosks::seen(&app.store, id, &health, after(60)).await.unwrap();
    }
    assert_eq!((told(61).await, told(70).await, told(71).await), (4, 4, 6));

    // NOW is one o'clock: switched off after work, and on again before it.
    let say = async |beat: i64, minutes: i64| {
        let health = Health { beat, ..Health::default() };
        kiosks::seen(&app.store, id, &health, after(minutes)).await.unwrap();
    };
    say(3, 5 * 60).await;
    assert_eq!((told(5 * 60).await, told(6 * 60).await), (8, 8), "it is back, and nobody is told of the evening");
    say(4, 18 * 60).await;
    assert_eq!((told(18 * 60).await, told(22 * 60).await), (8, 10), "but of a silence at work");
}

#[tokio::test]
async fn a_call_for_help_at_a_kiosk_is_told_at_once_and_the_next_one_after_a_while() {
    let app = TestApp::new().await;
    let folder = tempfile::tempdir().unwrap();
    let one = worker(&app, &format!("folder:{}", folder.path().display()));
    for role in [Role::Administrator, Role::Administrator, Role::Clerk] {
        app.staff(role, Scope::Everywhere).await;
    }
    let id = paired(&app).await;
    // NOW is one o'clock, and whoever calls in the evening stands there in the evening.
    let after = |minutes: i64| Moment(NOW.0 + (8 * 60 + minutes) * Moment::MINUTE);
    let call = async |beat: i64, minutes: i64| {
        let health = Health { beat, help: true, ..Health::default() };
        kiosks::seen(&app.store, id, &health, after(minutes)).await.unwrap();
    };
    let told = async |minutes: i64| {
        one.run_due(after(minutes)).await.unwrap();
        letters(folder.path())
    };
    let mut counted = Vec::new();
    for (beat, minutes) in [(1, 0), (2, HELP_MINUTES - 1), (3, HELP_MINUTES)] {
        call(beat, minutes).await;
        counted.push(told(minutes).await);
    }
    assert_eq!(counted, [2, 2, 4]);
    let mut names = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name());
    assert!(names.all(|name| name.to_string_lossy().starts_with(&format!("kiosk-help-{id}-"))));
    // Somebody went there before the letter left.
    call(4, 2 * HELP_MINUTES).await;
    let clerk = Acting { role: Role::Clerk, ..Acting::OPERATOR };
    kiosks::answer_call(&app.store, &clerk, id, after(0), after(2 * HELP_MINUTES)).await.unwrap();
    assert_eq!(told(2 * HELP_MINUTES).await, 4);
}
