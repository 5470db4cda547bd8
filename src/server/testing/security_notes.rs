//! What `docs/sicherheit.md` promises to operators is what the program does.

use domain::{
    Language, Moment,
    accounts::{LONGEST_PASSWORD, SHORTEST_PASSWORD, WORDS_OF_THE_PLACE},
    media::Format,
    news::MOST_FOLLOWED,
    privacy::{Matter, SESSION_DAYS, TICKET_DAYS},
    proposals::limits,
    push::MOST_DEVICES,
    sittings::{IDLE_MINUTES, LONGEST_MINUTES},
};
use store::{attempts, passkeys, sessions};
use web::{Cookie, locales::Words};

use crate::middleware::{overload::Places, request_limits::Limits};

const NOTES: &str = include_str!("../../../docs/sicherheit.md");

/// One paragraph may break anywhere.
fn notes() -> String {
    NOTES.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn told(sentence: &str) {
    assert!(notes().contains(sentence), "docs/sicherheit.md does not say: {sentence}");
}

#[test]
fn passwords_guesses_and_sessions_are_as_told() {
    told(&format!("mindestens {SHORTEST_PASSWORD} und höchstens {LONGEST_PASSWORD} Zeichen"));
    told(&format!("dieser Wörter: {}.", WORDS_OF_THE_PLACE.join(", ")));
    told(&format!("nach {} wird noch einer alle drei Sekunden verglichen", attempts::MOST_AT_ONCE));
    told(&format!("| nach {SESSION_DAYS} Tagen | {} Tage nachdem", sessions::LONGEST / Moment::DAY));
    let (idle, day) = (sessions::STAFF_IDLE / Moment::MINUTE, sessions::STAFF / Moment::HOUR);
    told(&format!("| nach {idle} Minuten | nach {day} Stunden |"));
    told(&format!("länger als {} Minuten her", sessions::FRESH / Moment::MINUTE));
    told(&format!("| nach {IDLE_MINUTES} Minuten | nach {LONGEST_MINUTES} Minuten |"));
    told("Gleichzeitige Anmeldungen sind nicht begrenzt");
    told("Wer sich dort abmeldet, bleibt hier angemeldet");
}

#[test]
fn sizes_and_lengths_are_as_told() {
    let (title, text) = (limits::TITLE, limits::TEXT);
    told(&format!("Titel {} bis {}, Text {} bis {} Zeichen", title.0, title.1, text.0, text.1));
    told(&format!("Name bis {}, Ortsangabe bis {}", limits::AUTHOR, limits::PLACE_NOTE));
    told(&format!("höchstens {} Bilder zu je {} MB", limits::PICTURES, limits::PICTURE_MEGABYTES));
    let (pictures, megabytes) = (limits::PICTURES_OF_ONE_PERSON, limits::MEGABYTES_OF_ONE_PERSON);
    told(&format!("von einer Person zusammen {pictures} Bilder und {megabytes} MB"));
    for format in Format::ALL {
        let name = match format {
            Format::Picture => "JPEG".to_owned(),
            other => other.extension().to_uppercase(),
        };
        let size = format!("| {} MB |", format.kind().most_megabytes());
        let is_told = |line: &&str| line.starts_with("| Redaktion") && line.to_uppercase().contains(&name);
        let row = NOTES.lines().find(is_told).unwrap_or_else(|| panic!("{name} is in no row"));
        assert!(row.ends_with(&size), "{row}: {size}");
    }
    let Limits { ordinary, upload, pace } = Limits::default();
    told(&format!("{} kB und {} Sekunden je Anfrage", ordinary.bytes / 1024, ordinary.time.as_secs()));
    told(&format!("; {} MB und {} Sekunden |", upload.bytes / 1024 / 1024, upload.time.as_secs()));
    told(&format!("mindestens {} kB in {} Sekunden", pace.bytes / 1024, pace.time.as_secs()));
    let Places { reading, changing, uploads, refused } = Places::default();
    for (what, most) in [
        ("die lesen |", reading),
        ("die etwas ändern | auf eigenen Plätzen:", changing),
        ("Uploads |", uploads),
        ("bis ihre Wörter gelesen sind |", refused),
    ] {
        told(&format!("{what} {} zugleich, {} davon für einen Anschluss", most.at_once, most.of_one));
    }
    told(&format!(
        "{MOST_FOLLOWED} Dinge zum Verfolgen, {MOST_DEVICES} Geräte für Mitteilungen, {} Passkeys",
        passkeys::MOST
    ));
}

#[test]
fn every_key_and_everything_that_is_kept_about_people_has_its_place() {
    let keys = include_str!("../../store/keys.rs");
    let purposes: Vec<&str> = keys.split("purpose(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(purposes.len() > 10, "{purposes:?}");
    for purpose in purposes {
        told(&format!("`{purpose}`"));
    }
    let words = &Words::of(Language::De).privacy;
    for matter in Matter::ALL {
        let name = words.matter(matter).name.replace('*', "\\*");
        let rows: Vec<&str> = NOTES.lines().filter(|line| line.starts_with("| ")).collect();
        let places = rows.iter().flat_map(|row| row.split(['|', '·'])).filter(|cell| cell.trim() == name);
        assert_eq!(places.count(), 1, "{name}: one level of protection");
    }
}

#[test]
fn how_long_the_old_secret_is_needed_is_as_told() {
    told("steht als `WEGMARKEN_SECRET_BEFORE` daneben");
    told(&format!("| höchstens {SESSION_DAYS} Tage |"));
    told(&format!("Briefe zum Wohnsitz {TICKET_DAYS} Tage"));
    told(&format!("| {} Tage nach der letzten Tat |", Cookie::Guest.days()));
}

#[test]
fn whom_the_program_speaks_to_and_where_it_writes_is_told() {
    let settings = [
        "DATABASE_URL",
        "WEGMARKEN_MAIL",
        "WEGMARKEN_OIDC_ISSUER",
        "WEGMARKEN_PUSH_SERVICES",
        "WEGMARKEN_SCANNER",
        "WEGMARKEN_TILES_URL",
    ];
    for setting in settings {
        told(&format!("`{setting}`"));
    }
    for place in ["Standardfehlerausgabe", "Prüfprotokoll in der Datenbank", "Ereignisprotokoll in der Datenbank"] {
        told(&format!("| {place}"));
    }
    let logging = include_str!("../logging.rs");
    assert!(logging.contains("std::io::stderr") && !logging.contains("File::") && !logging.contains("appender"));
}

#[test]
fn weaknesses_in_parts_of_others_have_their_time() {
    for row in ["| kritisch (ab 9) | 48 Stunden |", "| hoch (ab 7) | 7 Tagen |", "| mittel (ab 4) | 30 Tagen |"] {
        told(row);
    }
}
