//! Somebody else of the SAME role at every address with an id in it: a citizen with what another citizen has, an office
//! with what another office answers, an Ortsbeirat with another's place, a moderator with what a colleague has open.

mod citizen;
mod ids;

use axum::http::StatusCode;
use domain::{
    Theme,
    areas::AreaKind,
    policy::{Acting, Role, Scope},
};
use sea_orm::{ConnectionTrait, Database, Statement};
use store::{areas, offices};
use web::site::now;

use self::{
    citizen::Citizen,
    ids::{IDS, Whose},
};
use super::{
    attack,
    roles::{worker_at, workers},
    routes::{ROUTES, Route},
    world::World,
};
use crate::testing::Answer;
use Whose::{OneAtATime, OneDesks, OnePersons, TheRoles, TheSecrets};

fn whose(path: &str) -> Option<Whose> {
    IDS.iter().find(|(known, _)| *known == path).map(|(_, whose)| *whose)
}

fn routes(of: Whose) -> impl Iterator<Item = &'static Route> {
    ROUTES.iter().filter(move |route| whose(route.path) == Some(of))
}

#[test]
fn every_address_with_an_id_says_whose_it_is() {
    let with_id = |path: &&str| path.contains('{');
    let missing: Vec<&str> =
        ROUTES.iter().map(|route| route.path).filter(with_id).filter(|path| whose(path).is_none()).collect();
    assert!(missing.is_empty(), "enter these into `hostile/same_role/ids.rs`: {missing:#?}");
    let gone: Vec<_> = IDS.iter().filter(|(path, _)| !ROUTES.iter().any(|route| route.path == *path)).collect();
    assert!(gone.is_empty(), "there are no such addresses any more: {gone:?}");
}

/// A fine request to this route, but at `address`, from whoever has the cookie.
async fn send(world: &World, route: &Route, address: &str, cookie: &str) -> Answer {
    let mut request = attack::fine(world, route);
    *request.uri_mut() = address.parse().unwrap();
    request.headers_mut().insert("cookie", cookie.parse().unwrap());
    world.app.send(request).await
}

async fn get(world: &World, address: &str, cookie: &str) -> Answer {
    world.app.get_with(address, &[("cookie", cookie)]).await
}

/// What looks most like this secret and is another one.
fn near(secret: &str) -> Vec<String> {
    let places: Vec<usize> = secret.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let other = |at: usize| {
        let digit = if &secret[at..=at] == "4" { "5" } else { "4" };
        format!("{}{digit}{}", &secret[..at], &secret[at + 1..])
    };
    let mut near: Vec<String> = places.first().into_iter().chain(places.last()).map(|at| other(*at)).collect();
    near.push(secret[..secret.len() - 1].to_owned());
    near
}

/// Where a stranger tries to reach what belongs to `owner` under this secret, without having the secret.
fn guesses(path: &str, owner: &Citizen, stranger: &Citizen) -> Vec<String> {
    let with = |key: &str, code: &str, picture: i64| {
        let token = "0".repeat(32);
        let path = path.replace("{key}", key).replace("{code}", code).replace("{token}", &token);
        path.replace("{id}", &picture.to_string())
    };
    let picture = if path.starts_with("/beleg") { owner.sent_picture } else { owner.picture };
    let keys = near(&owner.draft).into_iter().zip(near(&owner.receipt));
    let mut guesses: Vec<String> = keys.map(|(key, code)| with(&key, &code, picture)).collect();
    if path.contains("{id}") {
        // The own secret, and a number of the other one's.
        guesses.push(with(&stranger.draft, &stranger.receipt, picture));
    }
    guesses
}

#[tokio::test]
async fn a_citizen_reaches_nothing_of_another_citizen() {
    let world = World::new().await;
    let owner = Citizen::new(&world, "ada").await;
    let stranger = Citizen::new(&world, "eve").await;
    let before = owner.download(&world).await;
    assert!(before.contains("eigenmarkeada") && before.contains(&owner.receipt), "the owner has something to lose");
    let (mut tried, mut told) = (0, String::new());
    for route in routes(TheSecrets) {
        for address in guesses(route.path, &owner, &stranger) {
            let answer = send(&world, route, &address, &stranger.cookie).await;
            let what = format!("{} {address}", route.method);
            owner.is_untouched(&world, &before, &answer, &what).await;
            // A key that nobody has begins a draft; a picture is there or not.
            let is_picture = route.path.contains("/bild/");
            assert!(!is_picture || answer.status == StatusCode::NOT_FOUND, "{what} answered {}", answer.status);
            told += &format!("{what}\n");
            tried += 1;
        }
    }
    for route in routes(OnePersons) {
        let address = owner.address(route.path);
        let answer = send(&world, route, &address, &stranger.cookie).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{} {address}", route.method);
        owner.is_untouched(&world, &before, &answer, &address).await;
        told += &format!("{} {address}\n", route.method);
        tried += 1;
    }
    for (address, body) in owner.bodies(&world) {
        let answer = world.app.post_as(&stranger.cookie, &address, body.clone()).await;
        owner.is_untouched(&world, &before, &answer, &format!("{address} with {body}")).await;
        told += &format!("POST {address} with {body}\n");
        tried += 1;
    }
    // Pictures of the other one in the own draft.
    let own = format!("/vorschlaege/entwurf/{}", stranger.draft);
    for fields in [("bild_entfernen", owner.picture.to_string()), (owner.picture_text().as_str(), "wgmx".to_owned())]
        .map(|(name, value)| [(name.to_owned(), value.into_bytes())])
    {
        let answer = citizen::post_parts(&world, &own, &fields, &stranger.cookie).await;
        owner.is_untouched(&world, &before, &answer, &format!("{own} with {}", fields[0].0)).await;
    }
    let pictures = owner.draft_page(&world).await;
    assert!(pictures.contains(&format!("/bild/{}", owner.picture)) && !pictures.contains("wgmx"));
    // What was just sent shows its code to its writer alone, and so does every page of one's own.
    let just_sent = format!("/vorschlaege/{}?gesendet={}", world.proposal, owner.comment);
    let own_pages = ROUTES.iter().filter(|route| route.method == "GET" && !route.path.contains('{'));
    for address in own_pages.map(|route| route.path).chain([just_sent.as_str()]) {
        let answer = get(&world, address, &stranger.cookie).await;
        owner.is_untouched(&world, &before, &answer, address).await;
        told += &format!("GET {address}\n");
        tried += 1;
    }
    assert!(tried > 100, "only {tried}");
    super::keep("foreign-ids.txt", &format!("{tried} ways to what another citizen has\n{told}"));
}

/// The same requests of the owner do what they are for: what was refused above is no accident.
#[tokio::test]
async fn the_citizen_reaches_all_of_it() {
    let world = World::new().await;
    let mut owner = Citizen::new(&world, "ada").await;
    let just_sent = format!("/vorschlaege/{}?gesendet={}", world.proposal, owner.comment);
    let shown = get(&world, &just_sent, &owner.cookie).await.text();
    assert!(shown.contains("eigenmarkeada") && shown.contains(&owner.comment_code), "the writer sees both");
    for (path, marked) in [
        (format!("/vorschlaege/entwurf/{}", owner.draft), true),
        (format!("/vorschlaege/entwurf/{}/bild/{}", owner.draft, owner.picture), false),
        (format!("/beleg/{}", owner.receipt), true),
        (format!("/beleg/{}/bild/{}", owner.receipt, owner.sent_picture), false),
    ] {
        let answer = get(&world, &path, &owner.cookie).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(!marked || answer.text().contains("eigenmarkeada"), "{path}");
    }
    for (address, body) in owner.bodies(&world) {
        let before = owner.download(&world).await;
        world.app.post_as(&owner.cookie, &address, body).await;
        assert_ne!(owner.download(&world).await, before, "{address}");
    }
    for route in routes(OnePersons) {
        let before = owner.download(&world).await;
        let answer = send(&world, route, &owner.address(route.path), &owner.cookie).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", route.path);
        owner.cookie = crate::testing::accounts::cookie(&answer);
        assert_ne!(owner.download(&world).await, before, "{}", route.path);
    }
}

/// A colleague from another office, and a member for another place.
async fn elsewhere(world: &World, role: Role) -> String {
    let store = &world.app.store;
    let scope = if role == Role::Office {
        let office = offices::open(store, &Acting::OPERATOR, "Anderes Amt", None, now()).await.unwrap();
        offices::assign(store, &Acting::OPERATOR, Theme::Kultur, office, now()).await.unwrap();
        Scope::Office(office)
    } else {
        let sample = domain::ids::ProposalId(world.proposal);
        let home = store::proposals::find(store, sample).await.unwrap().unwrap().council.unwrap().id;
        let all = areas::all(store).await.unwrap();
        let other = all.iter().find(|area| area.kind == AreaKind::Council && area.id != home).unwrap();
        Scope::Council(other.id)
    };
    world.app.staff(role, scope).await
}

#[tokio::test]
async fn an_office_and_a_council_reach_nothing_that_belongs_to_another() {
    let world = World::new().await;
    let workers = workers(&world).await;
    for role in [Role::Office, Role::Council] {
        let (_, account) = workers.iter().find(|(has, _)| *has == role).unwrap();
        let owner = world.app.session(*account, true).await;
        let stranger = elsewhere(&world, role).await;
        let mut tried = 0;
        for route in routes(OneDesks).filter(|route| worker_at(route.path) == role) {
            let address = world.sample(route.path);
            let before = world.state().await;
            let answer = send(&world, route, &address, &stranger).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role:?} {} {address}", route.method);
            assert_eq!(world.state().await, before, "{role:?} {} {address}", route.method);
            let answer = send(&world, route, &address, &owner).await;
            assert!(!answer.status.is_client_error(), "{role:?} {} {address}: {}", route.method, answer.status);
            assert_eq!(world.state().await != before, route.changes_something(), "{role:?} {address}");
            tried += 1;
        }
        assert!(tried >= 2, "only {tried} for {role:?}");
    }
}

#[tokio::test]
async fn a_moderator_decides_nothing_that_a_colleague_has_open() {
    let world = World::new().await;
    let (first, second) = (
        world.app.staff(Role::Moderator, Scope::Everywhere).await,
        world.app.staff(Role::Moderator, Scope::Everywhere).await,
    );
    let item = format!("/moderation/vorschlag-{}", world.waiting);
    let form = get(&world, &item, &first).await.text();
    let version = form.split("name=\"stand\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let decision = format!("stand={version}&schritt=hide&regel=6&grund=Nennt+jemanden.");
    let before = contributions(&world).await;
    for route in routes(OneAtATime) {
        let address = route.path.replace("/moderation/{item}", &item);
        if route.changes_something() {
            let answer = world.app.post_as(&second, &address, decision.clone()).await;
            assert_eq!(answer.status, StatusCode::CONFLICT, "{address}");
        } else {
            let answer = get(&world, &address, &second).await.text();
            assert!(!answer.contains("name=\"stand\""), "{address} gives the means to decide");
        }
        assert_eq!(contributions(&world).await, before, "{address}");
    }
    let answer = world.app.post_as(&first, &item, decision).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert_ne!(contributions(&world).await, before);
}

/// States of proposals, and who has what open.
async fn contributions(world: &World) -> Vec<String> {
    let look = Database::connect(&world.app.database_url).await.unwrap();
    let (backend, mut all) = (look.get_database_backend(), Vec::new());
    for sql in [
        "SELECT status || ' ' || coalesce(CAST(published_at AS text), '') FROM proposal ORDER BY id",
        "SELECT kind || subject_id || ' ' || account_id FROM moderation_claim ORDER BY 1",
        "SELECT CAST(count(*) AS text) FROM moderation_decision",
    ] {
        let rows = look.query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
        all.extend(rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()));
    }
    look.close().await.unwrap();
    all
}

/// Nothing there is one person's: whoever has the role finds the same.
#[tokio::test]
async fn what_belongs_to_a_role_opens_for_everybody_who_has_it() {
    let world = World::new().await;
    workers(&world).await;
    for route in routes(TheRoles).filter(|route| route.method == "GET") {
        let (role, address) = (worker_at(route.path), world.sample(route.path));
        let mut answers = Vec::new();
        for _ in 0..2 {
            let cookie = world.app.staff(role, Scope::Everywhere).await;
            answers.push(get(&world, &address, &cookie).await.status);
        }
        assert_eq!(answers[0], answers[1], "{role:?} {address}");
        assert!(!answers[0].is_server_error() && answers[0] != StatusCode::FORBIDDEN, "{role:?} {address}");
    }
}
