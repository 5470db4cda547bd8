//! The fields that the storm knows are those that the pages have.

use std::collections::BTreeSet;

use super::{
    page::{Page, plain},
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

#[tokio::test]
async fn every_field_of_every_form_is_tried() {
    let world = World::new().await;
    let mut seen = BTreeSet::new();
    let mut unknown = BTreeSet::new();
    let mut addresses: Vec<String> =
        ROUTES.iter().filter(|r| r.method == "GET").map(|r| world.sample(r.path)).collect();
    addresses
        .extend(["/vorschlaege?ansicht=karte", "/vorschlaege?nahe=12.14,54.09", "/gibt-es-nicht"].map(str::to_owned));
    addresses.push(format!("/vorschlaege/{}?antwort=1", world.proposal));
    addresses.push(format!("{}?ortssuche=markt", world.sample("/vorschlaege/entwurf/{key}")));
    for address in addresses {
        let answer = world.app.get(&address).await;
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        for form in Page::read(&answer.text()).forms() {
            let fits = |route: &&Route| {
                let sample = world.sample(route.path);
                route.method == form.method && same_kind(route.path, &sample, &form.action)
            };
            let Some(route) = ROUTES.iter().find(fits) else {
                unknown.insert(format!("{} {} on {}", form.method, form.action, plain(&address)));
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
                        unknown.insert(format!("field {name} of {} {}", route.method, route.path));
                    }
                    seen.insert((route.path, name));
                }
            }
        }
    }
    assert!(seen.len() > 45, "hardly any form was found: {seen:?}");
    assert!(unknown.is_empty(), "enter these into `hostile/routes.rs`: {unknown:#?}");
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
