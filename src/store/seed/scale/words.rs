//! The words of generated proposals.

use domain::proposals::Status;

use super::super::dice::Dice;

pub(super) const STATUS: [Status; 8] = [
    Status::Published,
    Status::UnderReview,
    Status::Accepted,
    Status::InProgress,
    Status::Implemented,
    Status::Rejected,
    Status::Submitted,
    Status::Withdrawn,
];

/// Of a hundred.
pub(super) const STATUS_WEIGHTS: [u32; 8] = [58, 12, 8, 6, 7, 6, 1, 2];

const WISHES: [&str; 16] = [
    "Mehr",
    "Bessere",
    "Sichere",
    "Neue",
    "Weniger",
    "Saubere",
    "Leisere",
    "Hellere",
    "Schönere",
    "Barrierefreie",
    "Gemeinsame",
    "Kostenlose",
    "Offene",
    "Grüne",
    "Längere",
    "Kürzere",
];

const THINGS: [&str; 40] = [
    "Bänke",
    "Radwege",
    "Spielplätze",
    "Bäume",
    "Mülleimer",
    "Zebrastreifen",
    "Buslinien",
    "Trinkbrunnen",
    "Fahrradständer",
    "Sportplätze",
    "Gärten",
    "Haltestellen",
    "Straßenlaternen",
    "Treffpunkte",
    "Bücherschränke",
    "Ladesäulen",
    "Toiletten",
    "Hundewiesen",
    "Ampeln",
    "Fußwege",
    "Kitaplätze",
    "Jugendclubs",
    "Proberäume",
    "Werkstätten",
    "Sprechstunden",
    "Schwimmkurse",
    "Schulwege",
    "Parkplätze",
    "Fähren",
    "Badestellen",
    "Wiesen",
    "Märkte",
    "Konzerte",
    "Ausstellungen",
    "Vereinsräume",
    "Reparaturcafés",
    "Öffnungszeiten",
    "Formulare",
    "Termine",
    "Übergänge",
];

const PLACES: [&str; 16] = [
    "am Bahnhof",
    "an der Schule",
    "am Ufer",
    "im Park",
    "an der Haltestelle",
    "am Markt",
    "hinter der Kaufhalle",
    "am Friedhof",
    "an der Kita",
    "auf dem Schulhof",
    "am Sportplatz",
    "an der Hauptstraße",
    "im Innenhof",
    "am Hafen",
    "vor dem Ortsamt",
    "entlang der Warnow",
];

const REASONS: [&str; 16] = [
    "Viele ältere Menschen können dort keine Pause machen.",
    "Kinder müssen dort jeden Morgen über die Straße.",
    "Abends ist es dort so dunkel, dass niemand gern allein geht.",
    "Im Sommer gibt es dort keinen Schatten.",
    "Mit dem Rollstuhl kommt man dort nicht weiter.",
    "Nach jedem Regen steht dort das Wasser.",
    "Die Nachbarschaft würde gern mithelfen.",
    "In anderen Städten gibt es das längst.",
    "Das kostet wenig und hilft vielen.",
    "Wer neu in der Stadt ist, findet sich dort nicht zurecht.",
    "Am Wochenende ist dort besonders viel los.",
    "Seit dem Umbau fehlt dort etwas.",
    "Jugendliche wissen dort nicht, wohin.",
    "Familien warten dort oft lange.",
    "Zu Fuß ist der Umweg viel zu weit.",
    "Eine Lösung auf Probe würde für den Anfang reichen.",
];

/// Title and text.
pub(super) fn proposal(dice: &mut Dice, district: Option<&str>) -> (String, String) {
    let mut pick = |all: &[&'static str]| dice.one_of(all).copied().unwrap_or_default();
    let (wish, thing, place) = (pick(&WISHES), pick(&THINGS), pick(&PLACES));
    let title = match district {
        Some(name) => format!("{wish} {thing} {place} in {name}"),
        None => format!("{wish} {thing} {place}"),
    };
    let text = format!(
        "Ich wünsche mir {} {thing} {place}. {} {} {}",
        wish.to_lowercase(),
        pick(&REASONS),
        pick(&REASONS),
        pick(&REASONS)
    );
    (title, text)
}
