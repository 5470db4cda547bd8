use std::path::Path;

use domain::policy::Acting;
use store::jobs::State;

use super::*;
use crate::testing::{TestApp, config};

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
