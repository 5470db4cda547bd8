//! What happens at a time: why, for the history, and who of it is told.

use super::*;
use crate::testing::hostile::past;

#[tokio::test]
async fn a_note_for_a_time_is_kept_when_the_form_comes_back() {
    let desk = Desk::new().await;
    desk.prepared("Neue Worte").await;
    let path = format!("{}/zeitpunkt", desk.base);
    let change = desk.draft().await["change"].as_i64().unwrap();
    let form = format!("aktion=veroeffentlichen&stand={change}&zeit=2020-01-01T08:00&warum=Der+Hafen+oeffnet");
    let refused = desk.app.post_as(&desk.ada, &path, form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("value=\"Der Hafen oeffnet\""));
}

#[tokio::test]
async fn a_version_of_somebody_who_left_does_not_come_from_the_program() {
    let desk = Desk::new().await;
    desk.prepared("Neue Worte").await;
    let change = desk.draft().await["change"].as_i64().unwrap();
    let path = format!("{}/veroeffentlichen", desk.base);
    desk.app.post_as(&desk.ada, &path, format!("stand={change}")).await;
    let history = format!("{}/verlauf", desk.base);
    let before = get_as(&desk.app, &desk.bea, &history).await.text();
    assert_eq!(before.matches("mit dem Programm geliefert").count(), 1);
    assert!(!before.contains("dessen Konto es nicht mehr gibt"));

    // As the database does when the account goes.
    past::execute(&desk.app, "UPDATE page_version SET account_id = NULL").await;
    let after = get_as(&desk.app, &desk.bea, &history).await.text();
    assert_eq!(after.matches("mit dem Programm geliefert").count(), 1, "the first version alone");
    assert!(after.contains("von jemandem, dessen Konto es nicht mehr gibt"));
}

#[tokio::test]
async fn the_history_says_why_a_page_was_taken_back_that_had_no_version_before() {
    let desk = Desk::new().await;
    let history = format!("{}/verlauf", desk.base);
    assert!(!get_as(&desk.app, &desk.ada, &history).await.text().contains("Zurückgenommen:"));
    // As a job does at its time.
    let taken = "INSERT INTO event (at, subject, subject_id, actor, kind, data, is_public) \
                 SELECT 0, 'page', id, 'office', 'page_retired', '{\"note\":\"Das Fest ist vorbei\"}', FALSE FROM page";
    past::execute(&desk.app, taken).await;
    let told = get_as(&desk.app, &desk.ada, &history).await.text();
    assert!(told.contains("Zurückgenommen:") && told.contains("Das Fest ist vorbei"));
}
