//! No page is left out of the sweeps of the journeys, which hold every page to accessibility, three languages, light and dark,
//! and the width of a phone. Which pages they look at stands in `end2end/support/pages.ts`.

use std::{fs, path::Path};

use super::routes::ROUTES;

const LEADS_ON: &str = "leads to another page";
const PICTURE: &str = "a picture or a file";
const FOR_PROGRAMS: &str = "for programs";

/// What a browser may ask for and nobody reads, and why. A name with a point in it is that of a file and needs no entry.
const NOT_SWEPT: &[(&str, &str)] = &[
    ("/anmelden/oidc", LEADS_ON),
    ("/anmelden/passkey", LEADS_ON),
    ("/papier/{bogen}", LEADS_ON),
    ("/schalter/begleitung/ende", LEADS_ON),
    ("/schalter/briefe", LEADS_ON),
    ("/verwaltung/umfragen/{slug}/ordnen", LEADS_ON),
    ("/verwaltung/umfragen/{slug}/schritt", LEADS_ON),
    ("/verwaltung/umfragen/{slug}/teilnahme", LEADS_ON),
    ("/vorschlaege/entwurf/{key}/einreichen", LEADS_ON),
    ("/vorschlaege/entwurf/{key}/unkenntlich", LEADS_ON),
    ("/vorschlaege/{id}/beitraege", LEADS_ON),
    ("/vorschlaege/{id}/unterstuetzung", LEADS_ON),
    ("/beleg/{code}/bild/{id}", PICTURE),
    ("/bilder/{id}", PICTURE),
    ("/bilder/{id}/klein", PICTURE),
    ("/medien/{key}", PICTURE),
    ("/medien/{key}/{size}", PICTURE),
    ("/schalter/fotos/{einsendung}/bild/{id}", PICTURE),
    ("/vorschlaege/entwurf/{key}/bild/{id}", PICTURE),
    ("/healthz", FOR_PROGRAMS),
    ("/kiosk/{version}/{name}", FOR_PROGRAMS),
    ("/metrics", FOR_PROGRAMS),
    ("/offline/{version}/{name}", FOR_PROGRAMS),
    ("/readyz", FOR_PROGRAMS),
    ("/sitemap/{name}", FOR_PROGRAMS),
];

fn is_file(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.contains('.'))
}

/// What people look at.
fn pages() -> impl Iterator<Item = &'static str> {
    ROUTES
        .iter()
        .filter(|route| route.method == "GET" && route.is_page())
        .map(|route| route.path)
        .filter(|p| !is_file(p))
}

/// Every text of a TypeScript file that is an address, without what stands behind the question mark.
fn addresses(source: &str) -> Vec<&str> {
    let code = source.lines().filter(|line| !line.trim_start().starts_with(['/', '*']));
    let texts = code.flat_map(|line| line.split('"').skip(1).step_by(2));
    texts.filter(|text| text.starts_with('/')).filter_map(|text| text.split('?').next()).collect()
}

fn is_id(part: &str) -> bool {
    part.starts_with('{')
}

/// The route that answers at this address, in which `{…}` stands for an id: the router takes the one that spells out most.
fn route_of<'a>(address: &str, routes: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let parts: Vec<&str> = address.split('/').collect();
    let fits = |route: &&str| {
        let there: Vec<&str> = route.split('/').collect();
        let is_like =
            |(there, part): (&&str, &&str)| *there == *part && !is_id(there) || is_id(there) && !part.is_empty();
        there.len() == parts.len() && there.iter().zip(&parts).all(is_like)
    };
    routes.filter(fits).min_by_key(|route| route.split('/').filter(|part| is_id(part)).count())
}

fn list() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../end2end/support/pages.ts");
    fs::read_to_string(file).expect("the list of the sweeps")
}

#[test]
fn every_page_stands_in_a_sweep() {
    let source = list();
    let swept: Vec<&str> = addresses(&source).into_iter().filter_map(|address| route_of(address, pages())).collect();
    assert!(swept.len() > 50, "the list was not understood: {swept:?}");
    let is_known = |page: &&str| NOT_SWEPT.iter().any(|(known, _)| known == page);
    let missing: Vec<&str> = pages().filter(|page| !swept.contains(page) && !is_known(page)).collect();
    assert!(
        missing.is_empty(),
        "No sweep looks at these pages: {missing:#?}\nEnter each into end2end/support/pages.ts, in the list of whoever opens it; \
         its sweep in end2end/journeys makes what the address needs. What is no page goes into NOT_SWEPT in \
         src/server/testing/hostile/swept.rs, with the reason."
    );
    let both: Vec<&str> = NOT_SWEPT.iter().map(|(path, _)| *path).filter(|path| swept.contains(path)).collect();
    assert!(both.is_empty(), "a sweep looks at these: take them out of NOT_SWEPT: {both:#?}");
}

#[test]
fn the_list_of_the_sweeps_and_its_exceptions_name_nothing_that_is_gone() {
    let source = list();
    let gone: Vec<&str> =
        addresses(&source).into_iter().filter(|address| route_of(address, pages()).is_none()).collect();
    assert!(gone.is_empty(), "no page is at these addresses of end2end/support/pages.ts: {gone:#?}");
    let gone: Vec<&str> =
        NOT_SWEPT.iter().map(|(path, _)| *path).filter(|path| !pages().any(|page| page == *path)).collect();
    assert!(gone.is_empty(), "these are no routes any more: take them out of NOT_SWEPT: {gone:#?}");
}

#[test]
fn an_address_belongs_to_the_route_that_spells_out_most_of_it() {
    let routes = ["/", "/{seite}", "/ziele", "/ziele/{slug}", "/ziele/neu", "/ziele/{slug}/{teil}"];
    for (address, route) in [
        ("/", Some("/")),
        ("/ziele", Some("/ziele")),
        ("/regeln", Some("/{seite}")),
        ("/ziele/neu", Some("/ziele/neu")),
        ("/ziele/gluecklich", Some("/ziele/{slug}")),
        ("/ziele/{name}", Some("/ziele/{slug}")),
        ("/ziele/gluecklich/neu", Some("/ziele/{slug}/{teil}")),
        ("/gibt/es/nicht/mehr", None),
    ] {
        assert_eq!(route_of(address, routes.into_iter()), route, "{address}");
    }
}

#[test]
fn addresses_are_read_from_the_list_as_it_is_written() {
    let source = r#"
        // Not "/this" one.
        import { a } from "./b";
        /** Nor "/that". */
        { name: "board", path: "/vorschlaege?thema=verkehr", module: "push.js" },
        export const two = ["/a", "/b/{id}/c"];
    "#;
    assert_eq!(addresses(source), ["/vorschlaege", "/a", "/b/{id}/c"]);
}
