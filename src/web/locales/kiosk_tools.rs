//! Words of what stands around every screen of the kiosk: what makes it readable, and the call for help. They travel to the
//! device among those of its screens.

use serde::Serialize;

#[derive(Serialize)]
pub struct KioskTools {
    pub tools: &'static str,
    pub smaller: &'static str,
    pub larger: &'static str,
    pub contrast: &'static str,
    pub read_aloud: &'static str,
    pub stop_reading: &'static str,
    /// Read aloud before what is chosen.
    pub chosen: &'static str,
    pub away: &'static str,
    pub help: &'static str,
    pub help_lead: &'static str,
    pub help_calling: &'static str,
    /// The server heard it.
    pub asked_help: &'static str,
    /// Nobody heard it.
    pub help_away: &'static str,
}

pub const DE: KioskTools = KioskTools {
    tools: "Bedienung",
    smaller: "Kleinere Schrift",
    larger: "Größere Schrift",
    contrast: "Kontrast",
    read_aloud: "Vorlesen",
    stop_reading: "Nicht mehr vorlesen",
    chosen: "Gewählt:",
    away: "Kurz weg",
    help: "Hilfe rufen",
    help_lead: "Wir sagen dem Personal Bescheid. Du kannst auch zum Schalter gehen.",
    help_calling: "Wir rufen Hilfe …",
    asked_help: "Hilfe ist gerufen.",
    help_away: "Es gibt gerade kein Netz, darum konnten wir niemanden rufen. Bitte geh zum Schalter.",
};

pub const EN: KioskTools = KioskTools {
    tools: "Controls",
    smaller: "Smaller type",
    larger: "Larger type",
    contrast: "Contrast",
    read_aloud: "Read aloud",
    stop_reading: "Stop reading",
    chosen: "Chosen:",
    away: "Step away",
    help: "Call for help",
    help_lead: "We tell the staff. You can also go to the counter.",
    help_calling: "We are calling for help …",
    asked_help: "Help is called.",
    help_away: "There is no network just now, so we could not call anybody. Please go to the counter.",
};

pub const LS: KioskTools = KioskTools {
    tools: "Bedienung",
    smaller: "Kleinere Schrift",
    larger: "Größere Schrift",
    contrast: "Kontrast",
    read_aloud: "Vorlesen",
    stop_reading: "Nicht mehr vorlesen",
    chosen: "Das haben Sie gewählt:",
    away: "Kurz weg-gehen",
    help: "Hilfe rufen",
    help_lead: "Wir sagen es den Mitarbeitern. Sie können auch zum Schalter gehen.",
    help_calling: "Wir rufen Hilfe …",
    asked_help: "Wir haben Hilfe gerufen.",
    help_away: "Es gibt gerade kein Internet. Wir konnten keine Hilfe rufen. Bitte gehen Sie zum Schalter.",
};
