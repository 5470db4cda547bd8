//! Whether the links of a text lead somewhere, as far as they stay with us. The few that it has are looked up together.

use std::collections::HashSet;

use domain::{
    blocks::{Block, path},
    editing::{OurPlace, our_place, targets},
    ids::ProposalId,
};
use store::editing::{self, Draft, There, Wanted};

use crate::{AppError, Site, pages::content::Files};

/// Addresses that are no content pages, and what stands below them.
const FEATURES: [&str; 23] = [
    "anmelden",
    "api",
    "ausgang",
    "beleg",
    "bilder",
    "illustrations",
    "kalender.ics",
    "kiosk",
    "konto",
    "melden",
    "moderation",
    "neuigkeiten",
    "ohne-netz",
    "papier",
    "passwort",
    "registrieren",
    "robots.txt",
    "rostock",
    "schalter",
    "sitemap.xml",
    "verlauf",
    "verwaltung",
    "zahlen",
];

/// What the list of proposals has beside proposals.
const OF_THE_BOARD: [&str; 7] =
    ["export.csv", "export.geojson", "feed.atom", "karte.svg", "neu", "papier", "ueberfaellig"];

enum Place<'a> {
    /// Of the program: there is no program without it.
    Program,
    Proposal(ProposalId),
    Survey(&'a str),
    Call(&'a str),
    Event(&'a str),
    Page(&'a str),
    Nowhere,
}

impl<'a> Place<'a> {
    fn of(path: &'a str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match *parts.as_slice() {
            [] | ["vorschlaege" | "umfragen" | "orte" | "kalender"] => Self::Program,
            ["vorschlaege", "papier", "liste"] | ["barrierefreiheit", "melden"] => Self::Program,
            ["vorschlaege", part] if OF_THE_BOARD.contains(&part) => Self::Program,
            ["vorschlaege", id] | ["vorschlaege", id, "feed.atom"] => id.parse().map_or(Self::Nowhere, Self::Proposal),
            ["umfragen", slug] | ["umfragen", slug, "papier"] => Self::Survey(slug),
            ["orte", slug] | ["orte", slug, "papier"] => Self::Call(slug),
            ["kalender", slug] => Self::Event(slug),
            ["vorschlaege" | "umfragen" | "orte" | "kalender", ..] => Self::Nowhere,
            [first, ..] if FEATURES.contains(&first) => Self::Program,
            _ => Self::Page(path.trim_matches('/')),
        }
    }
}

/// Whether the program draws sections of its own there, which have names of their own.
fn has_other_anchors(path: &str) -> bool {
    matches!(path.split('/').nth(1), Some("" | "themen" | "ziele"))
}

/// What is known of the links of a draft.
pub(super) struct Links {
    base_url: String,
    /// Where they stand.
    page: String,
    /// Which places that page has.
    anchors: HashSet<String>,
    there: There,
}

impl Links {
    /// Those of these blocks, which stand in this draft or will.
    pub(super) async fn load(site: &Site, draft: &Draft, blocks: &[Block]) -> Result<Self, AppError> {
        let (base_url, page) = (site.settings.base_url.clone(), path(&draft.address));
        // The way past the head of a page leads there.
        let own = draft.blocks.iter().filter_map(|block| block.anchor.clone()).chain(["inhalt".to_owned()]);
        let anchors: HashSet<String> = own.collect();
        let all = blocks.iter().flat_map(|block| targets(&block.body));
        let places: Vec<OurPlace> = all.filter_map(|target| our_place(target, &base_url, &page)).collect();
        let there = editing::there(&site.store, &wanted(&places, &page)).await?;
        Ok(Self { base_url, page, anchors, there })
    }

    /// Whether a link as it is written leads to others, or to something of ours.
    pub(super) fn lead(&self, target: &str, files: &Files) -> bool {
        let Some(place) = our_place(target, &self.base_url, &self.page) else { return true };
        if place.path.starts_with("/medien/") {
            return files.knows(&place.path);
        }
        let there = &self.there;
        match Place::of(&place.path) {
            Place::Program => true,
            Place::Proposal(id) => there.proposals.contains(&id),
            Place::Survey(slug) => there.surveys.contains(slug),
            Place::Call(slug) => there.calls.contains(slug),
            Place::Event(slug) => there.events.contains(slug),
            Place::Page(_) if place.path == self.page => self.has_anchor(&place),
            Place::Page(address) => there.moved.contains(address) || self.is_on(address, &place),
            Place::Nowhere => false,
        }
    }

    fn has_anchor(&self, place: &OurPlace) -> bool {
        place.anchor.is_empty() || has_other_anchors(&place.path) || self.anchors.contains(&place.anchor)
    }

    fn is_on(&self, address: &str, place: &OurPlace) -> bool {
        let Some(anchors) = self.there.pages.get(address) else { return false };
        let is_there = |anchor: &str| anchor.is_empty() || anchor == "inhalt" || anchors.contains(anchor);
        has_other_anchors(&place.path) || is_there(&place.anchor)
    }
}

/// What has to be asked for.
fn wanted(places: &[OurPlace], page: &str) -> Wanted {
    let mut wanted = Wanted::default();
    for place in places.iter().filter(|place| place.path != page) {
        match Place::of(&place.path) {
            Place::Proposal(id) => wanted.proposals.push(id),
            Place::Survey(slug) => wanted.surveys.push(slug.to_owned()),
            Place::Call(slug) => wanted.calls.push(slug.to_owned()),
            Place::Event(slug) => wanted.events.push(slug.to_owned()),
            Place::Page(address) if !place.path.starts_with("/medien/") => {
                wanted.pages.push(address.to_owned());
                if !place.anchor.is_empty() {
                    wanted.anchors.push(place.anchor.clone());
                }
            }
            Place::Page(_) | Place::Program | Place::Nowhere => {}
        }
    }
    wanted
}

#[cfg(test)]
mod tests {
    use domain::editing::RESERVED;

    use super::*;

    fn links() -> Links {
        let mut there = There::default();
        there.proposals.insert(ProposalId(12));
        there.surveys.insert("umfrage".into());
        there.calls.insert("aufruf".into());
        there.events.insert("termin".into());
        there.pages.insert("regeln".into(), HashSet::from(["regel-9".to_owned()]));
        there.pages.insert("themen/kultur".into(), HashSet::new());
        there.moved.insert("alt".into());
        let anchors = HashSet::from(["ziel".to_owned()]);
        Links { base_url: "https://wegmarken.example".into(), page: "/mitmachen/neu".into(), anchors, there }
    }

    #[test]
    fn a_link_leads_to_what_is_there() {
        let (links, files) = (links(), Files::default());
        for target in [
            "/",
            "/en",
            "/vorschlaege?ansicht=karte",
            "/vorschlaege/neu",
            "/vorschlaege/12-baenke#beitraege",
            "/ls/vorschlaege/12/feed.atom",
            "/umfragen/umfrage/papier",
            "/orte/aufruf",
            "/kalender/termin",
            "/kalender.ics",
            "/konto/daten",
            "/zahlen?thema=verkehr",
            "/barrierefreiheit/melden",
            "/regeln#regel-9",
            "/regeln/?x=1#inhalt",
            "/themen/kultur#zahlen",
            "/alt#was-es-dort-gab",
            "../regeln",
            "neu",
            "#ziel",
            "https://wegmarken.example/regeln",
            "https://rathaus.example/gibt-es-nicht",
            "mailto:rathaus@example.org",
        ] {
            assert!(links.lead(target, &files), "{target}");
        }
    }

    /// Reserved as well: files, languages, what machines ask for or what changes something, doors of their own, names that
    /// are kept free, and where content has pages below.
    const NO_FEATURES: [&str; 22] = [
        "abmelden",
        "barrierefreiheit",
        "bearbeiten",
        "de",
        "editor",
        "en",
        "fonts",
        "healthz",
        "ls",
        "medien",
        "metrics",
        "offline",
        "pkg",
        "readyz",
        "sitemap",
        "start",
        "styleguide",
        "themen",
        "verfahren",
        "vorhaben",
        "vorschau",
        "ziele",
    ];

    #[test]
    fn whatever_the_program_has_is_a_place_to_lead_to() {
        let is_content = |first: &&str| matches!(Place::of(&format!("/{first}")), Place::Page(_));
        let others: Vec<&str> = RESERVED.into_iter().filter(is_content).collect();
        assert_eq!(others, NO_FEATURES, "enter a new page into FEATURES");
    }

    #[test]
    fn a_link_to_what_is_not_there_leads_nowhere() {
        let (links, files) = (links(), Files::default());
        for target in [
            "/vorschlaege/13-baenke",
            "/vorschlaege/baenke",
            "/vorschlaege/12/gibt-es-nicht",
            "/umfragen/gibt-es-nicht",
            "/orte/gibt-es-nicht",
            "/kalender/gibt-es-nicht",
            "/kalenderblatt",
            "/gibt-es-nicht",
            "/en/gibt-es-nicht",
            "/regeln#regel-99",
            "/medien/00000000000000000000000000000000",
            "regeln",
            "#gibt-es-nicht",
            "https://wegmarken.example/gibt-es-nicht",
        ] {
            assert!(!links.lead(target, &files), "{target}");
        }
    }

    #[test]
    fn what_nobody_links_to_is_not_asked_for() {
        let place = |path: &str, anchor: &str| OurPlace { path: path.into(), anchor: anchor.into() };
        let places =
            [place("/", ""), place("/mitmachen/neu", "ziel"), place("/medien/abc", ""), place("/regeln", "regel-9")];
        let expected = Wanted { pages: vec!["regeln".into()], anchors: vec!["regel-9".into()], ..Wanted::default() };
        assert_eq!(wanted(&places, "/mitmachen/neu"), expected);
    }
}
