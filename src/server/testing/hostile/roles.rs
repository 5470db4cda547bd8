//! Every role at every address: who may come in stands here, apart from the program, and everybody else is told to sign
//! in or refused.

use axum::http::StatusCode;
use domain::{
    Theme,
    ids::{AccountId, ProposalId},
    policy::{Acting, Grant, Role, Scope},
};
use web::site::now;

use super::{
    attack,
    routes::{ROUTES, Route},
    world::World,
};
use crate::testing::Answer;

#[derive(Clone, Copy, Debug)]
enum Open {
    /// To everybody, or to whoever holds a code or a key.
    ToAll,
    ToWhoeverSignedIn,
    /// And with a second factor.
    To(&'static [Role]),
}

use Open::{To, ToAll, ToWhoeverSignedIn};

/// Beginnings of addresses; the longest that fits counts. `=` at the end means this address alone.
const WHO: &[(&str, Open)] = &[
    ("/=", ToAll),
    ("/{seite}=", ToAll),
    ("/ziele/", ToAll),
    ("/themen/", ToAll),
    ("/umfragen", ToAll),
    ("/orte", ToAll),
    ("/kalender", ToAll),
    ("/vorschlaege", ToAll),
    ("/bilder/", ToAll),
    ("/medien/", ToAll),
    ("/beleg", ToAll),
    ("/papier/{bogen}=", ToAll),
    ("/barrierefreiheit/melden=", ToAll),
    ("/anmelden", ToAll),
    ("/registrieren", ToAll),
    ("/passwort", ToAll),
    ("/abmelden=", ToAll),
    ("/robots.txt=", ToAll),
    ("/sitemap", ToAll),
    ("/styleguide", ToAll),
    ("/dev-reload.js=", ToAll),
    ("/.well-known/security.txt=", ToAll),
    ("/ausgang", ToAll),
    ("/ohne-netz=", ToAll),
    ("/sw.js=", ToAll),
    ("/offline/", ToAll),
    ("/kiosk", ToAll),
    ("/verwaltung/ausgang=", To(&[Role::Administrator])),
    ("/healthz=", ToAll),
    ("/readyz=", ToAll),
    ("/metrics=", ToAll),
    ("/rostock", ToAll),
    ("/neuigkeiten", ToAll),
    ("/zahlen=", ToAll),
    ("/api/", ToAll),
    ("/melden=", ToAll),
    // Whoever was sent the link.
    ("/vorschau/{token}=", ToAll),
    ("/moderation", To(&[Role::Moderator])),
    ("/moderation/protokoll=", ToAll),
    ("/moderation/protokoll.csv=", ToAll),
    ("/moderation/widersprueche", To(&[Role::Moderator, Role::Administrator])),
    ("/konto", ToWhoeverSignedIn),
    ("/vorschlaege/{id}/stellungnahme=", To(&[Role::Office])),
    ("/vorschlaege/{id}/hinweis=", To(&[Role::Council])),
    ("/verwaltung/ortsbeirat=", To(&[Role::Council])),
    ("/konto/patenschaft=", To(&[Role::Sponsor])),
    (
        "/verwaltung=",
        To(&[
            Role::Clerk,
            Role::Editor,
            Role::Moderator,
            Role::Office,
            Role::Council,
            Role::Sponsor,
            Role::Administrator,
        ]),
    ),
    ("/verwaltung/posteingang=", To(&[Role::Office])),
    ("/verwaltung/patenschaften", To(&[Role::Administrator])),
    ("/verwaltung/wortlisten", To(&[Role::Moderator])),
    // Whoever has the link of the letter.
    ("/konto/email/{token}=", ToAll),
    ("/bearbeiten/{page}/verlauf/fuer-alle=", To(&[Role::Administrator])),
    ("/verlauf=", ToAll),
    ("/bearbeiten", To(&[Role::Editor, Role::Administrator])),
    ("/schalter", To(&[Role::Clerk])),
    ("/schalter/hilferufe/{id}=", To(&[Role::Clerk, Role::Administrator])),
    // Whoever sits there, and whoever comes after them.
    ("/schalter/begleitung/ende=", ToAll),
    ("/schalter/begleitung/beendet=", ToAll),
    ("/verwaltung/barrieren", To(&[Role::Editor, Role::Moderator, Role::Administrator])),
    ("/verwaltung/personen", To(&[Role::Administrator])),
    ("/verwaltung/fachaemter", To(&[Role::Administrator])),
    ("/verwaltung/vorschlagslisten", To(&[Role::Administrator])),
    ("/verwaltung/umfragen", To(&[Role::Editor, Role::Administrator])),
    ("/verwaltung/kiosks", To(&[Role::Administrator])),
    ("/verwaltung/seiten", To(&[Role::Editor, Role::Administrator])),
    ("/verwaltung/medien", To(&[Role::Editor, Role::Administrator])),
    ("/verwaltung/rechte=", To(&[Role::Administrator])),
    ("/verwaltung/protokoll=", To(&[Role::Administrator])),
    ("/verwaltung/auftraege", To(&[Role::Administrator])),
    ("/verwaltung/termine", To(&[Role::Editor, Role::Administrator])),
    ("/verwaltung/orte", To(&[Role::Editor, Role::Administrator])),
];

fn who(path: &str) -> Option<Open> {
    let fits = |pattern: &str| match pattern.strip_suffix('=') {
        Some(whole) => path == whole,
        None => path.starts_with(pattern),
    };
    let found = WHO.iter().filter(|(pattern, _)| fits(pattern)).max_by_key(|(pattern, _)| pattern.len());
    found.map(|(_, open)| *open)
}

pub fn is_for_all(path: &str) -> bool {
    matches!(who(path), Some(ToAll))
}

pub fn is_for_staff(path: &str) -> bool {
    matches!(who(path), Some(To(_)))
}

/// Somebody who asks.
pub struct Visitor {
    pub name: String,
    pub cookie: Option<String>,
    role: Option<Role>,
    pub has_second_factor: bool,
}

impl Visitor {
    fn may(&self, open: Open) -> bool {
        match open {
            ToAll => true,
            ToWhoeverSignedIn => self.cookie.is_some(),
            To(roles) => self.has_second_factor && self.role.is_some_and(|role| roles.contains(&role)),
        }
    }
}

/// One account for each role, in charge of what the samples are about.
pub async fn workers(world: &World) -> Vec<(Role, AccountId)> {
    let store = &world.app.store;
    let office = store::offices::list(store).await.unwrap().first().map(|office| office.id);
    let office = match office {
        Some(office) => office,
        None => store::offices::open(store, &Acting::OPERATOR, "Prüfamt", None, now()).await.unwrap(),
    };
    let sample = store::proposals::find(store, ProposalId(world.proposal)).await.unwrap().unwrap();
    let council = sample.council.unwrap().id;
    // In charge of what the samples are about.
    store::offices::assign(store, &Acting::OPERATOR, Theme::Verkehr, office, now()).await.unwrap();
    let mut all = Vec::new();
    for role in Role::GRANTED {
        let scope = match role {
            Role::Office => Scope::Office(office),
            Role::Council => Scope::Council(council),
            _ => Scope::Everywhere,
        };
        let account = world.app.account(&format!("{}@staff.example.org", role.code())).await;
        let grant = Grant::new(role, scope).unwrap();
        store::roles::give(store, &Acting::OPERATOR, account, grant, now()).await.unwrap();
        all.push((role, account));
    }
    all
}

/// Whose work is done at this address.
pub fn worker_at(path: &str) -> Role {
    match who(path) {
        Some(To(roles)) => roles.first().copied().unwrap_or(Role::Administrator),
        _ => Role::Administrator,
    }
}

/// A guest first, a citizen, and each role without and with a second factor.
pub async fn visitors(world: &World) -> Vec<Visitor> {
    let guest = Visitor { name: "a guest".into(), cookie: None, role: None, has_second_factor: false };
    let citizen = world.app.account("citizen@example.org").await;
    let cookie = Some(world.app.session(citizen, true).await);
    let mut all = vec![guest, Visitor { name: "a citizen".into(), cookie, role: None, has_second_factor: true }];
    for (role, account) in workers(world).await {
        for has_second_factor in [false, true] {
            let cookie = Some(world.app.session(account, has_second_factor).await);
            let name = format!("{role:?} {} second factor", if has_second_factor { "with" } else { "without" });
            all.push(Visitor { name, cookie, role: Some(role), has_second_factor });
        }
    }
    all
}

async fn ask(world: &World, route: &Route, visitor: &Visitor) -> Answer {
    let mut request = attack::fine(world, route);
    if let Some(cookie) = &visitor.cookie {
        request.headers_mut().insert("cookie", cookie.parse().unwrap());
    }
    world.app.send(request).await
}

fn is_refused(answer: &Answer) -> bool {
    let leads_to_the_door = ["/anmelden", "/konto/zweiter-faktor"];
    match answer.status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => true,
        StatusCode::SEE_OTHER => leads_to_the_door.iter().any(|door| answer.header("location").starts_with(door)),
        _ => false,
    }
}

#[test]
fn every_address_says_who_may_come_in() {
    let missing: Vec<&str> = ROUTES.iter().map(|route| route.path).filter(|path| who(path).is_none()).collect();
    assert!(missing.is_empty(), "enter these into `WHO` in `hostile/roles.rs`, with the roles that may: {missing:#?}");
    let unused = |pattern: &&(&str, Open)| {
        let plain = pattern.0.trim_end_matches('=');
        !ROUTES.iter().any(|route| route.path.starts_with(plain))
    };
    let unused: Vec<_> = WHO.iter().filter(unused).collect();
    assert!(unused.is_empty(), "there are no such addresses any more: {unused:?}");
    // Whatever is not for all stands in an area that tells so, and what everybody reads there is entered by its whole
    // address.
    for path in ROUTES.iter().map(|route| route.path) {
        let areas = ["/konto", "/verwaltung", "/moderation", "/schalter", "/bearbeiten"];
        // What an office or a council does stands where everybody reads about it.
        let is_inside = areas.iter().any(|area| path.starts_with(area))
            || ["/stellungnahme", "/hinweis"].iter().any(|end| path.ends_with(end));
        let is_public = matches!(who(path), Some(ToAll));
        let by_name = |(pattern, open): &(&str, Open)| matches!(open, ToAll) && pattern.strip_suffix('=') == Some(path);
        assert!(is_inside || is_public, "{path} belongs to no area");
        assert!(!(is_inside && is_public) || WHO.iter().any(by_name), "{path} is open to everybody by accident");
    }
}

#[tokio::test]
async fn nobody_comes_in_where_their_role_does_not_belong() {
    let world = World::new().await;
    let visitors = visitors(&world).await;
    let before = world.state().await;
    let mut refused = 0;
    let mut told = String::new();
    for route in ROUTES {
        let open = who(route.path).expect("an entry");
        for visitor in visitors.iter().filter(|visitor| !visitor.may(open)) {
            let answer = ask(&world, route, visitor).await;
            let (method, path, name) = (route.method, route.path, &visitor.name);
            assert!(is_refused(&answer), "{method} {path} gives {name} {}", answer.status);
            told += &format!("{method} {path} refuses {name}: {}\n", answer.status);
            refused += 1;
        }
    }
    assert!(refused > 30, "only {refused} were refused");
    assert_eq!(world.state().await, before, "a refused request changed something");
    super::keep("every-role-everywhere.txt", &format!("{refused} refused\n{told}"));
}

#[tokio::test]
async fn everybody_comes_in_where_their_role_belongs() {
    let world = World::new().await;
    let visitors = visitors(&world).await;
    for route in ROUTES.iter().filter(|route| !route.changes_something()) {
        let open = who(route.path).expect("an entry");
        for visitor in visitors.iter().filter(|visitor| visitor.may(open)) {
            let answer = ask(&world, route, visitor).await;
            let (path, name) = (route.path, &visitor.name);
            assert!(!answer.status.is_server_error(), "{path} gives {name} {}", answer.status);
            // What is for all may refuse for other reasons: a closed board, a stranger at the metrics.
            if !matches!(open, ToAll) {
                assert!(!is_refused(&answer), "{path} refuses {name}: {}", answer.status);
            }
        }
    }
}
