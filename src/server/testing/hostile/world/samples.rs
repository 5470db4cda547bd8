//! For every kind of address one at which there is something.

use domain::paper::{Form, FormId};

use super::{BOARD, CALL, DRAFT_SURVEY, EVENT, SURVEY, World};

impl World {
    /// An address of this kind at which there is something.
    pub fn sample(&self, pattern: &str) -> String {
        let draft = match pattern {
            pattern if pattern.ends_with("/einreichen") => &self.drafts[1],
            pattern if pattern.ends_with("/verwerfen") => &self.drafts[2],
            _ => &self.drafts[0],
        };
        let code = if pattern.ends_with("/zurueckziehen") { &self.spare_receipt } else { &self.receipt };
        let mut before = "";
        let mut address = String::new();
        for segment in pattern.split('/').skip(1) {
            address.push('/');
            match (segment, before) {
                ("{id}", "kiosks" | "hilferufe") => address.push_str(&self.kiosk.to_string()),
                ("{id}", "barrieren") => address.push_str(&self.barrier.to_string()),
                ("{id}", "bild") if pattern.starts_with("/schalter") => {
                    address.push_str(&self.photographed.1.to_string())
                }
                ("{einsendung}", _) => address.push_str(self.photographed.0.as_str()),
                ("{id}", "bilder" | "bild") => address.push_str(&self.picture.to_string()),
                ("{id}", _) => address.push_str(&self.proposal.to_string()),
                ("{blatt}", _) => address.push_str(&self.sheet.to_string()),
                ("{bogen}", _) => address.push_str(&sheet().to_string()),
                ("{item}", _) => address.push_str(&format!("vorschlag-{}", self.proposal)),
                ("{page}", _) => address.push_str(&self.page.0.to_string()),
                ("{key}", "bloecke" | "getippt") => address.push_str(&self.page.1),
                ("{key}", _) => address.push_str(draft),
                ("{code}", _) => address.push_str(code),
                ("{token}", "bestaetigen" | "abbestellen") => address.push_str("c1.00"),
                ("{token}", _) => address.push_str("00000000000000000000000000000000"),
                ("{size}", _) => address.push_str("klein"),
                ("{version}", _) => address.push('0'),
                ("{name}", "{version}") => address.push_str("start.js"),
                ("{name}", "sitemap") => address.push_str("vorschlaege-1.xml"),
                ("{name}", _) => address.push_str("nichts"),
                ("{seite}", _) => address.push_str("regeln"),
                ("{*rest}", _) => address.push_str("irgendwo"),
                ("{slug}", "fachaemter") => address.push_str("tiefbauamt"),
                ("{slug}", "vorschlagslisten") => address.push_str(BOARD),
                ("{slug}", "ziele") => address.push_str("lernend"),
                ("{slug}", "themen") => address.push_str("verkehr"),
                ("{slug}", "umfragen") if pattern.starts_with("/verwaltung") => address.push_str(DRAFT_SURVEY),
                ("{slug}", "umfragen") => address.push_str(SURVEY),
                ("{frage}", _) => address.push_str("frage-1"),
                ("{slug}", "orte") => address.push_str(CALL),
                ("{slug}", "kalender" | "termine") => address.push_str(EVENT),
                (plain, _) => {
                    assert!(!plain.contains('{'), "no sample for {pattern}");
                    address.push_str(plain);
                }
            }
            before = segment;
        }
        address
    }
}

/// On paper.
fn sheet() -> FormId {
    FormId { form: Form::Proposal, number: 1 }
}
