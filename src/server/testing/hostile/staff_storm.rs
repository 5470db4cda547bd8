//! Staff make mistakes too, and somebody may have taken a session of theirs: nothing that they type runs anywhere.

use axum::http::HeaderValue;
use domain::{ids::AccountId, policy::Role};

use super::{
    attack::Slot,
    oracle,
    page::Page,
    payloads::trials,
    roles,
    routes::ROUTES,
    secrets,
    storm::{Storm, fixed_each, nothing},
    world::World,
};

/// A session of its own for each address: some end the one they are asked with.
async fn sign_in(world: &World, workers: &[(Role, AccountId)], role: Role) -> HeaderValue {
    let (_, account) = workers.iter().find(|(one, _)| *one == role).unwrap();
    world.app.session(*account, true).await.parse().unwrap()
}

#[tokio::test]
async fn whatever_staff_send_gets_a_clear_answer_and_runs_on_no_page() {
    let world = World::new().await;
    world.publish_at_once().await;
    let workers = roles::workers(&world).await;
    let mut storm = Storm::new();
    for round in 0..trials() {
        for route in ROUTES.iter().filter(|route| !route.is_for_programs()) {
            storm.cookie = Some(sign_in(&world, &workers, roles::worker_at(route.path)).await);
            // What anybody may send there is tried in the other storm.
            storm.each = if roles::is_for_staff(route.path) { fixed_each() } else { 1 };
            storm.route(&world, route, round).await;
        }
    }
    // What was sent is stored now: every page of staff has to bear it, and every public one.
    for role in Role::GRANTED {
        storm.cookie = Some(sign_in(&world, &workers, role).await);
        for route in ROUTES.iter().filter(|route| route.method == "GET") {
            storm.send(&world, route, &Slot::Query("nichts"), &nothing()).await;
        }
    }
    for (address, answer) in secrets::crawl(&world).await {
        if answer.header("content-type").starts_with("text/html") {
            assert_eq!(oracle::runs(&Page::read(&answer.text())), Vec::<String>::new(), "{address}");
        }
    }
    storm.end("storm-of-staff.txt");
}
