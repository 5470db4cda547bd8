//! What was published as a fault of other platforms, class by class, and the tests that would show the same fault here:
//! 29 of Decidim (rubysec/ruby-advisory-db) and two of CONSUL Democracy (its issues).

use axum::http::StatusCode;
use domain::policy::{Role, Scope};
use store::faults::is_noticed;

use super::{
    attack::encoded_form,
    oracle,
    page::Page,
    routes::{Body, LEFT_OUT, ROUTES},
    world::{self, World},
};
use crate::testing::{
    TestApp, named,
    registration::{letters, link, plain},
};

/// Published names, what happened, and the names of tests.
type Fault = (&'static [&'static str], &'static str, &'static [&'static str]);

const FAULTS: &[Fault] = &[
    (
        &["CVE-2023-32693", "CVE-2023-34089", "CVE-2024-32469"],
        "script through an address: a redirect, a filter, the length of a list",
        &[
            "whatever_is_sent_gets_a_clear_answer",
            "where_somebody_goes_after_signing_in_is_a_page_of_ours_and_no_header",
        ],
    ),
    (&["CVE-2023-51447"], "script in the name of an uploaded file", &["the_name_of_a_file_is_seen_nowhere"]),
    (
        &["CVE-2024-27095", "CVE-2024-32034", "CVE-2024-41673", "CVE-2026-23891"],
        "script in a name or a text that staff see: lists, the log of activities, versions",
        &["whatever_staff_send_gets_a_clear_answer_and_runs_on_no_page"],
    ),
    (
        &["CVE-2024-39910", "CVE-2024-45594", "CVE-2026-45572"],
        "script by an editor: made past the editor, an embedded address, a block of HTML",
        &[
            "whatever_staff_send_gets_a_clear_answer_and_runs_on_no_page",
            "a_film_waits_for_the_click_and_one_elsewhere_is_a_link",
            "the_policy_of_every_page_names_nobody_else",
        ],
    ),
    (
        &["CVE-2023-36465", "CVE-2026-40869", "CVE-2026-45086"],
        "somebody changes what belongs to others",
        &[
            "a_citizen_reaches_nothing_of_another_citizen",
            "an_office_and_a_council_reach_nothing_that_belongs_to_another",
            "nobody_comes_in_where_their_role_does_not_belong",
        ],
    ),
    (
        &["CVE-2024-27090", "CVE-2026-40870"],
        "what is not public is read by another way: an embedded page, an interface for programs",
        &["no_public_page_shows_what_is_not_public", "what_is_not_public_is_not_on_the_map"],
    ),
    (
        &["CVE-2026-45330", "CVE-2026-45415", "CVE-2026-45377", "CVE-2026-45378"],
        "papers of residents are read by others, or by whoever has an address",
        &["nobody_comes_in_where_their_role_does_not_belong", "what_is_kept_about_people_opens_by_no_address_alone"],
    ),
    (
        &["CVE-2025-65017"],
        "a number that looks like another one opens somebody else's data",
        &[
            "a_number_is_that_number_and_no_other",
            "everything_that_a_person_did_is_on_their_page_and_in_their_download",
        ],
    ),
    (
        &["CVE-2024-43415", "CVE-2026-45376"],
        "SQL through a search or an order",
        &["whatever_is_sent_gets_a_clear_answer", "whatever_staff_send_gets_a_clear_answer_and_runs_on_no_page"],
    ),
    (&["CVE-2023-34090"], "a filter over every column", &["a_filter_that_a_page_does_not_have_does_nothing"]),
    (
        &["CVE-2023-47634"],
        "several supports at the same moment",
        &["identical_supports_at_once_count_once_in_every_round"],
    ),
    (&["CVE-2023-48220"], "a link for one thing does another", &["a_link_opens_what_it_was_sent_for_and_nothing_else"]),
    (
        &["CVE-2023-47635"],
        "a form without protection from other sites",
        &["no_other_site_changes_anything", "another_site_changes_nothing_with_the_session_of_a_visitor"],
    ),
    (
        &["CVE-2026-45573"],
        "the server asks an address that a browser gave it",
        &["no_message_goes_into_our_own_network"],
    ),
    (
        &["CVE-2026-45414"],
        "a token of one city opens another",
        &["a_token_that_nobody_was_given_opens_nothing", "a_session_of_another_city_opens_nothing"],
    ),
    (
        &["consul#4771"],
        "staff see results before the end",
        &[
            "results_are_shown_after_the_end_and_not_before",
            "before_the_end_nobody_reads_what_was_answered_at_any_address",
        ],
    ),
    (
        &["consul#5321"],
        "rules of a vote change after votes were cast",
        &[
            "questions_stay_at_every_address_once_somebody_answered",
            "the_database_keeps_what_was_asked_once_somebody_answered",
        ],
    ),
];

#[test]
fn every_published_fault_has_tests_that_are_there() {
    let names: Vec<&str> = FAULTS.iter().flat_map(|(names, ..)| names.iter().copied()).collect();
    assert_eq!(names.iter().filter(|name| name.starts_with("CVE-")).count(), 29);
    let sources = named::sources();
    let mut told = String::new();
    for (names, what, tests) in FAULTS {
        told += &format!("{}: {what}\n    {}\n", names.join(", "), tests.join("\n    "));
        for test in *tests {
            assert!(named::is_run(&sources, test), "{test} is gone, or no test any more: what tries \"{what}\" now?");
        }
    }
    super::keep("faults-of-peers.txt", &told);
}

#[tokio::test]
async fn the_name_of_a_file_is_seen_nowhere() {
    let world = World::new().await;
    let draft = &world.drafts[0];
    let address = format!("/vorschlaege/entwurf/{draft}");
    let sent = world::upload(&world.app, &address, "wgmx\u{201d}><img src=x onerror=wgmx()>.png").await;
    let page = world.app.get(&address).await;
    assert!(page.text().contains(&format!("{address}/bild/")), "the picture is there");
    for answer in [sent, page] {
        assert!(!answer.text().contains("wgmx"));
    }
}

/// Papers, lists and pictures that say something about people: their address alone is worth nothing.
#[tokio::test]
async fn what_is_kept_about_people_opens_by_no_address_alone() {
    let world = World::new().await;
    let areas = ["/konto", "/verwaltung", "/moderation/{", "/moderation/widersprueche", "/schalter"];
    let mut tried = 0;
    for route in ROUTES.iter().filter(|route| route.method == "GET") {
        if !areas.iter().any(|area| route.path.starts_with(area)) || super::roles::is_for_all(route.path) {
            continue;
        }
        let answer = world.app.get(&world.sample(route.path)).await;
        let is_closed = answer.header("location").starts_with("/anmelden") || answer.status.is_client_error();
        assert!(is_closed, "{} answered {}", route.path, answer.status);
        tried += 1;
    }
    assert!(tried > 20, "only {tried}");
}

/// Ruby reads `12-abc` and `12e0` as 12.
#[tokio::test]
async fn a_number_is_that_number_and_no_other() {
    let world = World::new().await;
    let administrator = world.app.staff(Role::Administrator, Scope::Everywhere).await;
    let id = world.proposal;
    // Words behind a hyphen are for readers, and belong to the address of a page alone.
    let other = [format!("{id}x"), format!("{id}.0"), format!("{id}e0"), format!("+{id}"), format!("%20{id}")];
    for pattern in
        ["/vorschlaege/#", "/api/v1/proposals/#", "/vorschlaege/#/feed.atom", "/bilder/#", "/verwaltung/personen/#"]
    {
        for number in &other {
            let address = pattern.replace('#', number);
            let answer = world.app.get_with(&address, &[("cookie", &administrator)]).await;
            assert!(answer.status.is_client_error(), "{address} answered {}", answer.status);
        }
    }
}

/// Names of columns, and the endings by which some libraries make filters of them.
const COLUMNS: [&str; 8] = [
    "person_key=a",
    "password_hash=a",
    "q[email_cont]=a",
    "email_start=a",
    "filter[totp_secret]=a",
    "author_email=a",
    "ids[]=1",
    "s=password_hash+asc",
];

#[tokio::test]
async fn a_filter_that_a_page_does_not_have_does_nothing() {
    let world = World::new().await;
    let administrator = world.app.staff(Role::Administrator, Scope::Everywhere).await;
    let rows = |body: &str| body.matches("<li").count() + body.matches("<tr").count() + body.matches("\"id\"").count();
    let lists = ["/vorschlaege", "/api/v1/proposals", "/verwaltung/personen", "/verwaltung/protokoll"];
    for list in lists {
        let headers = [("cookie", administrator.as_str())];
        let plain = world.app.get_with(list, &headers).await;
        assert!(rows(&plain.text()) > 0, "{list}");
        for column in COLUMNS {
            let answer = world.app.get_with(&format!("{list}?{column}"), &headers).await;
            // The board leads to its address without what it does not know.
            let is_left_out = answer.status == StatusCode::SEE_OTHER && answer.header("location") == list;
            let is_same = answer.status == StatusCode::OK && rows(&answer.text()) == rows(&plain.text());
            let is_refused = answer.status == StatusCode::BAD_REQUEST;
            assert!(is_left_out || is_same || is_refused, "{list}?{column}: {}", answer.status);
        }
    }
}

#[tokio::test]
async fn a_link_opens_what_it_was_sent_for_and_nothing_else() {
    let app =
        TestApp::with(|config| config.limits_rates = false, axum::Router::new(), crate::app::Capacity::default()).await;
    app.account("ada@example.org").await;
    let ways = ["/registrieren", "/anmelden/link", "/passwort"];
    for (way, email) in ways.iter().zip(["new%40example.org", "ada%40example.org", "ada%40example.org"]) {
        app.post(way, format!("email={email}")).await;
        let sent = link(&letters(&app).await[0]);
        let link = plain(&sent);
        let (own, token) = link.rsplit_once('/').unwrap();
        let others = [
            "/registrieren",
            "/anmelden/link",
            "/passwort",
            "/konto/email",
            "/neuigkeiten/bestaetigen",
            "/neuigkeiten/abbestellen",
            "/beleg",
            "/vorschlaege/entwurf",
        ];
        for other in others.iter().filter(|other| **other != own) {
            let answer = app.post(&format!("{other}/{token}"), "name=Ada&passwort=M%C3%B6we+Hafen+Regen").await;
            let is_refused = answer.status.is_client_error() || answer.header("location").starts_with("/anmelden");
            assert!(is_refused && answer.header("set-cookie").is_empty(), "{own} at {other}: {}", answer.status);
        }
        // It was good all the time.
        let answer = app.post(link, "name=Ada&passwort=M%C3%B6we+Hafen+Regen").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{link}");
    }
}

/// The survey of the world was answered: whatever address is asked, by those who make surveys, its questions stay.
#[tokio::test]
async fn questions_stay_at_every_address_once_somebody_answered() {
    const ANSWERED: &str = "stadt-und-digitale-hilfe";
    let world = World::new().await;
    let administrator = world.app.staff(Role::Administrator, Scope::Everywhere).await;
    let stored = async || store::surveys::by_slug(&world.app.store, ANSWERED).await.unwrap().unwrap();
    let before = stored().await;
    assert!(before.responses > 0);
    let changing = ROUTES.iter().filter(|route| route.changes_something() && route.path.contains("/umfragen/{slug}"));
    let mut tried = 0;
    for route in changing {
        let Body::Form(fields) = route.body else { panic!("{route:?}") };
        let address = route.path.replace("{slug}", ANSWERED).replace("{frage}", &before.questions[0].key);
        let pairs = fields.iter().filter(|(name, value)| *value != LEFT_OUT && *name != "stand");
        let pairs: Vec<String> =
            pairs.map(|(name, value)| format!("{name}={}", encoded_form(value.as_bytes()))).collect();
        // What comes first counts.
        for action in ["", "aktion=loeschen&", "aktion=entwurf&", "aktion=wegwerfen&sicher=ja&", "aktion=hoch&"] {
            let (revision, key) = (stored().await.revision, &before.questions[1].key);
            let body = format!("{action}stand={revision}&frage={key}&{}", pairs.join("&"));
            let answer = world.app.post_as(&administrator, &address, body).await;
            assert!(!answer.status.is_server_error(), "{address}");
            assert_eq!(stored().await.questions, before.questions, "{address} {action}");
            tried += 1;
        }
    }
    assert!(tried >= 20, "only {tried}");
}

/// The database itself keeps them then, but whoever asks hears of a fault and not of a rule.
#[test]
fn it_is_noticed_when_the_rule_forgets_who_answered() {
    assert!(is_noticed("forget-answers", questions_stay_at_every_address_once_somebody_answered));
}

/// Two cities have different secrets, even where a session has the same words.
#[tokio::test]
async fn a_session_of_another_city_opens_nothing() {
    let (here, there) = (TestApp::new().await, TestApp::new().await);
    let account = here.account("ada@example.org").await;
    let cookie = here.session(account, true).await;
    assert_eq!(here.get_with("/konto", &[("cookie", &cookie)]).await.status, StatusCode::OK);
    there.account("ada@example.org").await;
    let answer = there.get_with("/konto", &[("cookie", &cookie)]).await;
    assert!(answer.header("location").starts_with("/anmelden"));
    assert!(oracle::runs(&Page::read(&answer.text())).is_empty());
}
