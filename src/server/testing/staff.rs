//! The pages of staff: who gets in, and what their forms change.

use axum::http::StatusCode;
use domain::{
    Language,
    policy::{Acting, Action, Fact, Grant, Role, Scope, permission},
};
use store::{audit, boards, offices, roles};
use web::{locales::Words, site::now};

use super::{Answer, TestApp};

/// Pages of administrators alone.
const ADMINISTRATION: [&str; 9] = [
    "/verwaltung/personen",
    "/verwaltung/fachaemter",
    "/verwaltung/fachaemter/tiefbauamt",
    "/verwaltung/vorschlagslisten",
    "/verwaltung/vorschlagslisten/stadt",
    "/verwaltung/rechte",
    "/verwaltung/protokoll",
    "/verwaltung/auftraege",
    "/verwaltung/patenschaften",
];

pub(super) async fn office(app: &TestApp, name: &str) -> domain::ids::OfficeId {
    offices::open(&app.store, &Acting::OPERATOR, name, None, now()).await.unwrap()
}

pub(super) async fn get_as(app: &TestApp, cookie: &str, address: &str) -> Answer {
    app.get_with(address, &[("cookie", cookie)]).await
}

async fn administrator(app: &TestApp) -> String {
    app.staff(Role::Administrator, Scope::Everywhere).await
}

#[tokio::test]
async fn each_page_opens_for_administrators_with_a_second_factor_and_for_nobody_else() {
    let app = TestApp::new().await;
    let office = office(&app, "Tiefbauamt").await;
    let person = app.account("ada@example.org").await;
    let persons_page = format!("/verwaltung/personen/{person}");
    let pages: Vec<&str> = ADMINISTRATION.into_iter().chain([persons_page.as_str()]).collect();

    for role in Role::GRANTED {
        let scope = match role {
            Role::Office => Scope::Office(office),
            Role::Council => Scope::Council(domain::ids::AreaId(1)),
            _ => Scope::Everywhere,
        };
        let cookie = app.staff(role, scope).await;
        let overview = get_as(&app, &cookie, "/verwaltung").await;
        for page in &pages {
            let answer = get_as(&app, &cookie, page).await;
            let expected = if role == Role::Administrator { StatusCode::OK } else { StatusCode::FORBIDDEN };
            assert_eq!(answer.status, expected, "{role:?} {page}");
            assert!(role != Role::Administrator || answer.header("cache-control") == "no-store", "{page}");
            let is_area = page.matches('/').count() == 2;
            let is_linked = overview.text().contains(&format!("href=\"{page}\""));
            assert_eq!(is_linked, is_area && role == Role::Administrator, "{role:?} {page}");
        }
    }
    let citizen = app.session(person, true).await;
    let account = app.account("bea@example.org").await;
    let grant = Grant::new(Role::Administrator, Scope::Everywhere).unwrap();
    roles::give(&app.store, &Acting::OPERATOR, account, grant, now()).await.unwrap();
    let half = app.session(account, false).await;
    for page in pages.into_iter().chain(["/verwaltung"]) {
        let sign_in = app.get(page).await;
        assert!(sign_in.header("location").starts_with("/anmelden?weiter="), "{page}");
        assert_eq!(get_as(&app, &citizen, page).await.status, StatusCode::FORBIDDEN, "{page}");
        let second = get_as(&app, &half, page).await;
        assert!(second.header("location").starts_with("/konto/zweiter-faktor"), "{page} {}", second.status);
    }
}

#[tokio::test]
async fn the_page_of_permissions_says_each_of_them_and_its_conditions_in_words() {
    let app = TestApp::new().await;
    let cookie = administrator(&app).await;
    for (prefix, language) in [("", Language::De), ("/en", Language::En), ("/ls", Language::Ls)] {
        let page = get_as(&app, &cookie, &format!("{prefix}/verwaltung/rechte")).await;
        let text = page.text();
        let rows: Vec<&str> = text.split("<tr>").skip(2).collect();
        assert_eq!(rows.len(), Action::ALL.len(), "{language:?}");
        let words = &Words::of(language).permissions;
        for (action, row) in Action::ALL.into_iter().zip(rows) {
            assert!(row.contains(words.action(action)), "{language:?} {action:?}");
            for fact in Fact::ALL {
                let needs = permission(action).needs.contains(&fact);
                let said = row.contains(&format!(">{}<", words.fact(fact)));
                assert_eq!(said, needs, "{language:?} {action:?} {fact:?}");
            }
        }
    }
}

#[tokio::test]
async fn what_administrators_send_is_refused_from_everybody_else() {
    let app = TestApp::new().await;
    let office = office(&app, "Tiefbauamt").await;
    let person = app.account("ada@example.org").await;
    let forms = [
        (format!("/verwaltung/personen/{person}"), "aktion=geben&rolle=administrator"),
        (format!("/verwaltung/personen/{person}"), "aktion=nehmen&rolle=clerk&bereich=everywhere"),
        (format!("/verwaltung/personen/{person}"), "aktion=abmelden"),
        ("/verwaltung/fachaemter".into(), "name=Amt"),
        ("/verwaltung/auftraege/1".into(), ""),
        ("/verwaltung/fachaemter/tiefbauamt".into(), "name=Amt&thema=verkehr"),
        ("/verwaltung/vorschlagslisten/stadt".into(), "pruefung=after&ziellinie=1&frist=1&freigabe=1&grenze=20"),
        ("/verwaltung/umfragen/stadt-und-digitale-hilfe/teilnahme".into(), "teilnahme=resident&stand=1"),
    ];
    let mut cookies = vec![app.session(person, true).await, String::new()];
    for role in Role::GRANTED.into_iter().filter(|role| *role != Role::Administrator) {
        let scope = match role {
            Role::Office => Scope::Office(office),
            Role::Council => Scope::Council(domain::ids::AreaId(1)),
            _ => Scope::Everywhere,
        };
        cookies.push(app.staff(role, scope).await);
    }
    let written = audit::verify(&app.store).await.unwrap();
    for cookie in &cookies {
        for (address, body) in &forms {
            let answer = app.post_as(cookie, address, *body).await;
            let expected = if cookie.is_empty() { StatusCode::UNAUTHORIZED } else { StatusCode::FORBIDDEN };
            assert_eq!(answer.status, expected, "{address}");
        }
    }
    assert_eq!(audit::verify(&app.store).await.unwrap(), written, "nothing happened");
    assert!(roles::of_account(&app.store, person).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_role_is_given_and_taken_by_a_form_and_the_log_tells_who_did_it() {
    let app = TestApp::new().await;
    let office = office(&app, "Tiefbauamt").await;
    let cookie = administrator(&app).await;
    let person = app.account("ada@example.org").await;
    let address = format!("/verwaltung/personen/{person}");

    let found = get_as(&app, &cookie, "/verwaltung/personen?email=ada%40example.org").await;
    assert!(found.text().contains(&format!("href=\"{address}\"")));
    let piece = get_as(&app, &cookie, "/verwaltung/personen?email=ada").await;
    assert!(!piece.text().contains("ada@example.org"), "nobody leafs through citizens");

    let bare = app.post_as(&cookie, &address, "aktion=geben&rolle=office").await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.text().contains("href=\"#fachamt\""), "the problem leads to its input");
    assert!(bare.text().contains("<option value=\"office\" selected"), "what was chosen stays");
    for wrong in ["rolle=", "rolle=guest", "rolle=operator", "rolle=office&fachamt=99", "rolle=council&ortsbeirat=0"] {
        let answer = app.post_as(&cookie, &address, format!("aktion=geben&{wrong}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    let given = app.post_as(&cookie, &address, format!("aktion=geben&rolle=office&fachamt={office}")).await;
    assert_eq!((given.status, given.header("location")), (StatusCode::SEE_OTHER, &*format!("{address}?gegeben")));
    let grant = Grant::new(Role::Office, Scope::Office(office)).unwrap();
    assert_eq!(roles::of_account(&app.store, person).await.unwrap(), [grant]);
    assert!(get_as(&app, &cookie, &address).await.text().contains("Fachamt: Tiefbauamt"));
    assert!(get_as(&app, &cookie, "/verwaltung/fachaemter/tiefbauamt").await.text().contains("ada@example.org"));

    let log = get_as(&app, &cookie, "/verwaltung/protokoll?handlung=role_given&gegenstand=account").await;
    assert!(log.text().contains("Rolle gegeben"));
    let entries = audit::list(&app.store, &audit::Search::default()).await.unwrap();
    assert!(entries.iter().all(|entry| !entry.data.contains('@')), "no personal data in the log");

    let taken = app.post_as(&cookie, &address, format!("aktion=nehmen&rolle=office&bereich=office-{office}")).await;
    assert_eq!(taken.header("location"), format!("{address}?genommen"));
    assert!(roles::of_account(&app.store, person).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_administrator_signs_somebody_out_everywhere() {
    let app = TestApp::new().await;
    let administrator = administrator(&app).await;
    let person = app.account("ada@example.org").await;
    let devices = [app.session(person, true).await, app.session(person, false).await];
    let address = format!("/verwaltung/personen/{person}");
    assert!(get_as(&app, &administrator, &address).await.text().contains("value=\"abmelden\""));
    let done = app.post_as(&administrator, &address, "aktion=abmelden").await;
    assert_eq!(done.header("location"), format!("{address}?abgemeldet"));
    for device in &devices {
        assert_eq!(get_as(&app, device, "/konto").await.status, StatusCode::SEE_OTHER);
    }
    assert!(get_as(&app, &administrator, done.header("location")).await.text().contains("überall abgemeldet"));
    let log = get_as(&app, &administrator, "/verwaltung/protokoll?handlung=signed_out&gegenstand=account").await;
    assert!(log.text().contains("Überall abgemeldet"));
}

#[tokio::test]
async fn the_last_administrator_stays_one() {
    let app = TestApp::new().await;
    let account = app.account("ada@example.org").await;
    let grant = Grant::new(Role::Administrator, Scope::Everywhere).unwrap();
    roles::give(&app.store, &Acting::OPERATOR, account, grant, now()).await.unwrap();
    let cookie = app.session(account, true).await;
    let take = "aktion=nehmen&rolle=administrator&bereich=everywhere";
    let refused = app.post_as(&cookie, &format!("/verwaltung/personen/{account}"), take).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("letzte Person"));
    assert_eq!(roles::of_account(&app.store, account).await.unwrap(), [grant]);
}

#[tokio::test]
async fn an_office_is_opened_and_owns_what_is_ticked() {
    let app = TestApp::new().await;
    let cookie = administrator(&app).await;
    let path = "/verwaltung/fachaemter";
    let opened = app.post_as(&cookie, path, "name=Amt+f%C3%BCr+Stadtgr%C3%BCn&kontakt=0381+381-0").await;
    assert_eq!(opened.header("location"), "/verwaltung/fachaemter/amt-fuer-stadtgruen");
    let again = app.post_as(&cookie, path, "name=Amt+f%C3%BCr+Stadtgr%C3%BCn&kontakt=Rathaus").await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text().contains("value=\"Rathaus\"") && again.text().contains("gibt es schon"));
    for wrong in ["name=", "name=***", &format!("name={}", "A".repeat(121))] {
        assert_eq!(
            app.post_as(&cookie, path, wrong.to_owned()).await.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{wrong}"
        );
    }
    let address = opened.header("location");
    let body = "name=Amt+f%C3%BCr+Stadtgr%C3%BCn&kontakt=Rathaus&thema=verkehr&thema=infrastruktur&thema=mond";
    let changed = app.post_as(&cookie, address, body).await;
    assert_eq!(changed.header("location"), format!("{address}?gespeichert"));
    let office = offices::by_slug(&app.store, "amt-fuer-stadtgruen").await.unwrap().unwrap();
    assert_eq!(office.themes.len(), 2);
    let page = get_as(&app, &cookie, path).await;
    assert!(page.text().contains("Verkehr und Mobilität"));
}

#[tokio::test]
async fn the_settings_of_a_board_are_numbers_that_make_sense() {
    let app = TestApp::new().await;
    let cookie = administrator(&app).await;
    let path = "/verwaltung/vorschlagslisten/stadt";
    let wrong = app.post_as(&cookie, path, "pruefung=after&ziellinie=viele&frist=0&freigabe=3&grenze=20").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in ["value=\"viele\"", "href=\"#frist\"", "href=\"#freigabe\"", "von 1 bis 365"] {
        assert!(wrong.text().contains(part), "{part}");
    }
    let before = boards::by_slug(&app.store, "stadt").await.unwrap().unwrap();
    let changed = app.post_as(&cookie, path, "pruefung=before&ziellinie=+30&frist=21&freigabe=2&grenze=25").await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER);
    let board = boards::by_slug(&app.store, "stadt").await.unwrap().unwrap();
    assert_eq!((board.support_goal, board.answer_days, board.approvers), (30, 21, 2));
    assert_eq!(board.moderation, before.moderation);
    assert_eq!(app.post_as(&cookie, "/verwaltung/vorschlagslisten/mond", "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whom_a_survey_takes_is_chosen_on_its_page() {
    let app = TestApp::new().await;
    store::seed::demo(&app.store, now()).await.unwrap();
    let cookie = administrator(&app).await;
    let (path, slug) = ("/verwaltung/umfragen/stadt-und-digitale-hilfe/teilnahme", "stadt-und-digitale-hilfe");
    let wrong = app.post_as(&cookie, path, "teilnahme=alle&stand=1").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("href=\"#teilnahme\""));
    let blind = app.post_as(&cookie, path, "teilnahme=resident").await;
    assert_eq!(blind.status, StatusCode::PRECONDITION_REQUIRED);
    assert!(blind.text().contains("<option value=\"resident\" selected"), "what was chosen stays");
    let changed = app.post_as(&cookie, path, "teilnahme=resident&stand=1").await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER);
    assert_eq!(app.post_as(&cookie, path, "teilnahme=guest&stand=1").await.status, StatusCode::CONFLICT);
    let survey = store::surveys::by_slug(&app.store, slug).await.unwrap().unwrap();
    assert_eq!(survey.needed_level, domain::accounts::Level::ResidentConfirmed);
    let nowhere = app.post_as(&cookie, "/verwaltung/umfragen/mond/teilnahme", "teilnahme=guest&stand=1").await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_log_is_searched_by_who_did_what_to_what() {
    let app = TestApp::new().await;
    let cookie = administrator(&app).await;
    let account = app.account("ada@example.org").await;
    let grant = Grant::new(Role::Administrator, Scope::Everywhere).unwrap();
    roles::give(&app.store, &Acting::OPERATOR, account, grant, now()).await.unwrap();
    let ada = app.session(account, true).await;
    app.post_as(&ada, "/verwaltung/fachaemter", "name=Tiefbauamt").await;
    app.post_as(&cookie, "/verwaltung/fachaemter", "name=Hochbauamt").await;
    let log = async |query: &str| get_as(&app, &cookie, &format!("/verwaltung/protokoll?{query}")).await.text();
    let of_ada = log("person=ada%40example.org").await;
    assert!(of_ada.contains("Tiefbauamt") && !of_ada.contains("Hochbauamt"));
    assert!(log("person=nobody%40example.org").await.contains("nichts im Protokoll"));
    assert!(!log("handlung=role_given").await.contains("Tiefbauamt"));
    assert!(!log("vor=1").await.contains("eintrag-"));
    assert!(log("vor=mond&nummer=x").await.contains("Tiefbauamt"), "a mistyped address shows more");
    for language in ["/en", "/ls"] {
        for page in ADMINISTRATION.iter().filter(|page| !page.ends_with("tiefbauamt")) {
            let answer = get_as(&app, &cookie, &format!("{language}{page}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{language}{page}");
        }
    }
}

/// A role makes the token a new one; the first page that is opened then may be one that is not there.
#[tokio::test]
async fn a_renewed_token_reaches_the_browser_with_any_page() {
    for (address, status) in [("/gibt-es-nicht", StatusCode::NOT_FOUND), ("/moderation", StatusCode::SEE_OTHER)] {
        let app = TestApp::new().await;
        let account = app.account("ada@example.org").await;
        let cookie = app.session(account, true).await;
        let grant = Grant::new(Role::Moderator, Scope::Everywhere).unwrap();
        roles::give(&app.store, &Acting::OPERATOR, account, grant, now()).await.unwrap();
        let first = get_as(&app, &cookie, address).await;
        assert_eq!(first.status, status, "{address}");
        let set = first.header("set-cookie");
        let renewed = set.split(';').next().unwrap();
        assert!(renewed.starts_with("wegmarken-sitzung=") && renewed != cookie, "{address}: {set}");
        assert_eq!(get_as(&app, renewed, "/konto").await.status, StatusCode::OK, "{address}");
    }
}
