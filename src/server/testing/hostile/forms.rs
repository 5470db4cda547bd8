//! The fields that the storm knows are those that the pages have.

use std::collections::BTreeSet;

use super::{
    page::{Page, plain},
    roles,
    routes::{Body, ROUTES, Route},
    world::World,
};

/// Numbered fields are one field.
fn kind(name: &str) -> String {
    match name.rsplit_once('-') {
        Some((start, number)) if number.bytes().all(|b| b.is_ascii_digit()) => format!("{start}-#"),
        _ => name.to_owned(),
    }
}

fn known(route: &Route) -> BTreeSet<String> {
    let fields = match route.body {
        Body::Form(fields) | Body::Parts(fields) => fields,
        _ => &[],
    };
    let fields = fields.iter().map(|(name, _)| *name);
    fields.chain(route.query.iter().copied()).map(kind).collect()
}

/// What the forms of one page have, and what of it nothing knows.
fn compare(world: &World, address: &str, page: &str, seen: &mut Seen) {
    for form in Page::read(page).forms() {
        let fits = |route: &&Route| {
            let sample = world.sample(route.path);
            route.method == form.method && same_kind(route.path, &sample, &form.action)
        };
        let Some(route) = ROUTES.iter().find(fits) else {
            seen.unknown.insert(format!("{} {} on {}", form.method, form.action, plain(address)));
            continue;
        };
        for control in &form.controls {
            let name = control.get("name").unwrap_or_default();
            // A picture sends where it was hit.
            let names = match control.get("type") {
                Some("image") => vec![format!("{name}.x"), format!("{name}.y")],
                _ => vec![name.to_owned()],
            };
            for name in names.iter().map(|name| kind(name)) {
                if !known(route).contains(&name) {
                    seen.unknown.insert(format!("field {name} of {} {}", route.method, route.path));
                }
                seen.fields.insert((route.path, name));
            }
        }
    }
}

#[derive(Default)]
struct Seen {
    fields: BTreeSet<(&'static str, String)>,
    unknown: BTreeSet<String>,
}

impl Seen {
    fn is_complete(&self) {
        assert!(self.unknown.is_empty(), "enter these into `hostile/routes.rs`: {:#?}", self.unknown);
    }
}

fn addresses(world: &World) -> Vec<String> {
    let mut all: Vec<String> = ROUTES.iter().filter(|r| r.method == "GET").map(|r| world.sample(r.path)).collect();
    all.extend(["/vorschlaege?ansicht=karte", "/vorschlaege?nahe=12.14,54.09", "/gibt-es-nicht"].map(str::to_owned));
    all.push(format!("/vorschlaege/{}?antwort=1", world.proposal));
    all.push(format!("{}?ortssuche=markt", world.sample("/vorschlaege/entwurf/{key}")));
    all
}

/// Everything that whoever has this cookie reads.
async fn read_all(world: &World, cookie: Option<&str>, seen: &mut Seen) {
    for address in addresses(world) {
        let answer = match cookie {
            Some(cookie) => world.app.get_with(&address, &[("cookie", cookie)]).await,
            None => world.app.get(&address).await,
        };
        if answer.header("content-type").starts_with("text/html") {
            compare(world, &address, &answer.text(), seen);
        }
    }
}

#[tokio::test]
async fn every_field_of_every_form_is_tried() {
    let world = World::new().await;
    let mut seen = Seen::default();
    read_all(&world, None, &mut seen).await;
    let of_guests = seen.fields.len();
    assert!(of_guests > 45, "hardly any form was found: {:?}", seen.fields);
    let citizen = world.app.account("citizen@example.org").await;
    let mut cookies = vec![world.app.session(citizen, true).await];
    for (_, account) in roles::workers(&world).await {
        cookies.push(world.app.session(account, true).await);
    }
    for cookie in cookies {
        read_all(&world, Some(&cookie), &mut seen).await;
    }
    assert!(seen.fields.len() > of_guests + 80, "hardly any form of staff was found: {}", seen.fields.len());
    seen.is_complete();
}

#[tokio::test]
#[should_panic(expected = "field neu of GET /vorschlaege")]
async fn a_field_that_nobody_entered_is_noticed() {
    let world = World::new().await;
    let mut seen = Seen::default();
    compare(&world, "/", r#"<form action="/vorschlaege"><input name="q"><input name="neu"></form>"#, &mut seen);
    seen.is_complete();
}

/// Addresses of one route differ only where it has a placeholder.
fn same_kind(pattern: &str, sample: &str, action: &str) -> bool {
    let (pattern, action): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), action.split('/').collect());
    let sample = sample.split('/');
    pattern.len() == action.len()
        && pattern
            .iter()
            .zip(sample)
            .zip(&action)
            .all(|((pattern, sample), action)| pattern.starts_with('{') || sample == *action)
}
