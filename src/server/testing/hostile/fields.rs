//! The fields of the forms, each with a value that is fine.

mod announced;
mod editing;

pub use announced::{ASKED, EVENT, NEW_CALL};
pub use editing::{
    ADDRESS, ARRANGE, BLOCK, LANGUAGES, MOVE, NEW_BLOCK, NEW_BLOCK_FORM, PRESENT, REVIEW, SAVE, SIDES, TIME, TITLE,
    TYPED, UPLOAD,
};

use super::routes::{Field, LEFT_OUT};

/// What stands behind the question mark of a page.
pub const READING: &[&str] = &["beitraege", "beitragsseite", "antwort", "gesendet"];
pub const CALL: &[&str] = &["gesendet", "kategorie", "urteil", "karte", "seite", "punkt"];
pub const BEGIN: &[&str] = &["liste", "thema", "ziel", "ort", "verworfen"];
pub const DRAFT: &[&str] = &["pruefen", "bild", "punkt", "ortssuche", "gespeichert"];

pub const TEXT: &str =
    "Am Stadthafen fehlen Bänke im Schatten. Wer nicht lange stehen kann, geht nach kurzer Zeit wieder.";

pub const PROPOSAL: &[Field] = &[
    ("titel", "Bänke am Hafen"),
    ("text", TEXT),
    ("thema", "verkehr"),
    ("ziele", "lernend"),
    ("punkt", ""),
    ("ort", ""),
    ("ortsangabe", "an der Kaikante"),
    ("name", "Ada"),
    ("email", LEFT_OUT),
    ("fassung", LEFT_OUT),
    ("ortssuche", LEFT_OUT),
    ("gesucht", LEFT_OUT),
    ("treffer", LEFT_OUT),
    ("ausschnitt", LEFT_OUT),
    ("karte.x", LEFT_OUT),
    ("karte.y", LEFT_OUT),
    ("bild_entfernen", LEFT_OUT),
    ("unterstuetzen", LEFT_OUT),
    ("bildtext-1", LEFT_OUT),
    ("offen", LEFT_OUT),
    ("uebernehmen", LEFT_OUT),
    ("aktion", "pruefen"),
    ("bilder", LEFT_OUT),
];

pub const COMMENT: &[Field] = &[
    ("haltung", "for"),
    ("text", "Das wünsche ich mir auch."),
    ("name", "Ada"),
    ("antwort", ""),
    ("einsendung", ""),
    ("beitraege", ""),
    ("beitragsseite", "1"),
    ("gefragt", ""),
    ("webseite", ""),
    ("stempel", LEFT_OUT),
    ("aktion", LEFT_OUT),
];

pub const MARK: &[Field] = &[
    ("kategorie", "treffen"),
    ("urteil", "bad"),
    ("text", "Hier fehlt ein Dach gegen den Regen."),
    ("punkt", "12.140500,54.088700"),
    ("ort", ""),
    ("einsendung", ""),
    ("ausschnitt", LEFT_OUT),
    ("karte.x", LEFT_OUT),
    ("karte.y", LEFT_OUT),
    ("gefragt", ""),
    ("webseite", ""),
    ("stempel", LEFT_OUT),
    ("aktion", LEFT_OUT),
];

pub const DECISION: &[Field] = &[
    ("stand", ""),
    ("schritt", "hide"),
    ("regel", "6"),
    ("grund", "Der Text nennt eine Person."),
    ("ziel", ""),
    ("tage", "7"),
    ("neuer-titel", LEFT_OUT),
    ("teil", LEFT_OUT),
    ("liste", LEFT_OUT),
    ("uebernehmen", LEFT_OUT),
    ("aktion", LEFT_OUT),
];

pub const APPEAL: &[Field] =
    &[("regel", "6"), ("grund", "Der Text nennt eine Person."), ("ausgang", "upheld"), ("uebernehmen", LEFT_OUT)];

pub const REPORT: &[Field] = &[
    ("beitrag", "vorschlag-1"),
    ("einsendung", ""),
    ("anlass", "regel-5"),
    ("text", "Der Text beleidigt eine ganze Gruppe."),
    ("name", "Ada"),
    ("email", ""),
    ("gutglaeubig", "ja"),
];

pub const SURVEY: &[Field] = &[
    ("einsendung", ""),
    ("fassung", "1"),
    ("frage-0", "1"),
    ("frage-1", "1"),
    ("frage-2", "3"),
    ("frage-3", "1"),
    ("frage-4", "Kürzere Wege."),
    ("frage-99", LEFT_OUT),
];

pub const NEW_SURVEY: &[Field] = &[("titel", "Wege zum Strand"), ("adresse", "strand")];

pub const SURVEY_BASICS: &[Field] = &[
    ("stand", "2"),
    ("titel", "Fragen zum Hafen"),
    ("einleitung", "Zwei Minuten."),
    ("beginn", ""),
    ("ende", "2099-01-01T00:00"),
    ("titel-en", "Questions about the harbour"),
    ("einleitung-en", ""),
    ("titel-ls", ""),
    ("einleitung-ls", "Kurz."),
];

/// A question with options; the ends of a scale are sent where there is one.
pub const QUESTION: &[Field] = &[
    ("stand", "2"),
    ("art", "one"),
    ("pflicht", "ja"),
    ("text", "Wie kommst Du zum Hafen?"),
    ("hilfe", "Meistens."),
    ("optionen", "Mit dem Rad\nZu Fuß"),
    ("wenig", LEFT_OUT),
    ("viel", LEFT_OUT),
    ("text-en", "How do you come?"),
    ("hilfe-en", ""),
    ("optionen-en", ""),
    ("wenig-en", LEFT_OUT),
    ("viel-en", LEFT_OUT),
    ("text-ls", ""),
    ("hilfe-ls", ""),
    ("optionen-ls", ""),
    ("wenig-ls", LEFT_OUT),
    ("viel-ls", LEFT_OUT),
    ("aktion", LEFT_OUT),
];

pub const QUESTION_MOVE: &[Field] = &[("stand", "2"), ("frage", "frage-1"), ("aktion", "runter")];

pub const SURVEY_STEP: &[Field] = &[
    ("stand", "2"),
    ("aktion", "veroeffentlichen"),
    ("neues-ende", "2099-02-01T00:00"),
    ("grund", "Der Saal war zu."),
    ("anlass", "Eine Frage war falsch."),
    ("sicher", LEFT_OUT),
];

pub const GRANT: &[Field] =
    &[("rolle", "clerk"), ("fachamt", ""), ("ortsbeirat", ""), ("bereich", LEFT_OUT), ("aktion", "geben")];

pub const ANSWER: &[Field] = &[
    ("fassung", "0"),
    ("stand", "angenommen"),
    ("text", TEXT),
    ("kosten", "12.000"),
    ("zeitraum", "2027"),
    ("kontakt", "0381 381-0"),
    ("ziel", LEFT_OUT),
    ("bemerkung", LEFT_OUT),
    ("aktion", "speichern"),
];

pub const SPONSOR: &[Field] = &[
    ("fassung", "0"),
    ("name", "Ada"),
    ("organisation", "Nachbarschaftshaus"),
    ("angebot", "Ein Raum am Abend"),
    ("kontakt", "0381 381-0"),
    ("thema", "kultur"),
];

pub const OFFICE: &[Field] = &[("name", "Tiefbauamt"), ("kontakt", "0381 381-0"), ("thema", "verkehr")];

/// The filters of the list of proposals.
pub const BOARD: &[&str] =
    &["q", "liste", "thema", "ziel", "ort", "status", "sortierung", "nahe", "seite", "ansicht", "karte", "nichts"];

pub const FIGURES: &[&str] = &["thema", "ziel", "aufruf"];

/// The same on paper, where a long list comes in parts.
pub const ON_SHEETS: &[&str] = &["q", "liste", "thema", "ziel", "ort", "status", "sortierung", "nahe", "teil"];

pub const BEGUN: &[Field] = &[("schluessel", ""), ("liste", ""), ("thema", ""), ("ziel", ""), ("ort", "")];

pub const SUBMITTED: &[Field] = &[("fassung", LEFT_OUT), ("gezeigt", LEFT_OUT), ("liste", LEFT_OUT), ("webseite", "")];

pub const NEW_BOARD: &[Field] =
    &[("titel", "Der Hafen von morgen"), ("adresse", "hafen"), ("beginn", ""), ("ende", "2099-01-01T00:00")];

pub const BOARD_SETTINGS: &[Field] = &[
    ("stand", LEFT_OUT),
    ("titel", "Vorschläge für Rostock"),
    ("beginn", "2024-01-01T01:00"),
    ("ende", ""),
    ("pruefung", "before"),
    ("ziellinie", "50"),
    ("frist", "42"),
    ("freigabe", "1"),
    ("grenze", "20"),
    ("teilnahme", "guest"),
];

pub const ESCORTED: &[Field] =
    &[("zweck", "proposal"), ("anwesend", LEFT_OUT), ("name", LEFT_OUT), ("geburtstag", LEFT_OUT), ("plz", LEFT_OUT)];

pub const COUNTER: &[Field] = &[
    ("code", "1-AAAA"),
    ("name", "Ada Groß"),
    ("geburtstag", "24.12.1990"),
    ("plz", "18055"),
    ("strasse", "Neuer Markt 1"),
];

pub const DEVICE: &[Field] = &[
    ("endpoint", "https://updates.push.services.mozilla.com/abc"),
    ("p256dh", "BLn9b-VR0ca83knDNZ32dCHGyjJp-1riX9ZTN40MqV8K_LpQmLqxC_DoHvqvFXO_nGdAB4W9dogZb_sM-uV4JbY"),
    ("auth", "_ordMnz7uTCmrpBTeUV4Bw"),
    ("aktion", LEFT_OUT),
];

pub const FOLLOW: &[Field] =
    &[("art", "search"), ("ziel", "q=hafen&thema=verkehr"), ("wie", "sofort"), ("von", LEFT_OUT)];

pub const SUBMISSION: &str = r#"{"submission":"","title":"Bänke am Hafen","text":"Am Stadthafen fehlen Bänke im Schatten. Wer nicht lange stehen kann, geht nach kurzer Zeit wieder.","theme":"verkehr","goals":["lernend"],"district":"","pin":"12.140500,54.088700","place_note":"","author":"Ada","email":""}"#;

pub const PASSKEY: &[Field] = &[
    ("name", "Mein Handy"),
    ("aufgabe", "0000000000000000000000000000000000000000000000000000000000000000"),
    (
        "antwort",
        r#"{"id":"AA","rawId":"AA","type":"public-key","extensions":{},"response":{"clientDataJSON":"e30","authenticatorData":"AA","attestationObject":"AA","signature":"AA","userHandle":"AA"}}"#,
    ),
    ("weiter", "/konto"),
];

pub const WRITTEN: &[Field] = &[
    ("titel", "Bänke am Hafen"),
    ("text", "Am Stadthafen fehlen Bänke im Schatten."),
    ("thema", "verkehr"),
    ("ziele", "lernend"),
    ("ort", ""),
    ("ortsangabe", ""),
    ("name", "Ada"),
    ("email", ""),
    ("liste", ""),
];

pub const SIGN_IN: &[Field] = &[("email", "ada@example.org"), ("passwort", "Möwe Hafen Regen"), ("weiter", "/konto")];

pub const PHOTOGRAPH: &[Field] = &[("bild_entfernen", LEFT_OUT), ("bilder", "kein Bild")];

/// In the outbox of a device. Its content is JSON in a text; what is about no proposal yet is about the sample.
pub const RECORD: &str = r#"{"id":"","kind":"comment","content":"{\"proposal\":0,\"form\":null,\"asked\":\"\",\"stance\":\"for\",\"text\":\"Das wünsche ich mir auch.\",\"author\":\"Ada\",\"reply_to\":\"\"}","entered_at":0,"language":"de"}"#;

pub const RECORD_OF_A_PROPOSAL: &str = r#"{"id":"","kind":"proposal","content":"{\"fields\":{\"title\":\"Bänke am Hafen\",\"text\":\"Am Stadthafen fehlen Bänke im Schatten. Wer nicht lange stehen kann, geht nach kurzer Zeit wieder.\",\"theme\":\"verkehr\",\"goals\":[\"lernend\"],\"district\":\"\",\"pin\":\"12.140500,54.088700\",\"place_note\":\"\",\"author\":\"Ada\",\"email\":\"\"},\"draft\":null,\"seen\":null,\"shown\":null,\"asked\":\"\"}","entered_at":0,"language":"de"}"#;

pub const RECORD_OF_A_SUPPORT: &str =
    r#"{"id":"","kind":"support","content":"{\"proposal\":0,\"support\":true}","entered_at":0,"language":"de"}"#;

pub const RECORD_OF_A_SURVEY: &str = r#"{"id":"","kind":"survey","content":"{\"survey\":\"stadt-und-digitale-hilfe\",\"edition\":1,\"answers\":[[\"1\"],[\"1\",\"2\"],[\"3\"],[],[\"Kürzere Wege.\"]]}","entered_at":0,"language":"de"}"#;

pub const PAIRING: &str = r#"{"code":"0000-0000-0000","public_key":"BLn9b-VR0ca83knDNZ32dCHGyjJp-1riX9ZTN40MqV8K_LpQmLqxC_DoHvqvFXO_nGdAB4W9dogZb_sM-uV4JbY"}"#;

pub const HEARTBEAT: &str = r#"{"kiosk":1,"told":"{\"beat\":1}","signature":"AAAA"}"#;

pub const SEALED: &str = r#"{"kiosk":1,"number":1,"sealed":"AAAA","signature":"AAAA"}"#;

pub const KIOSK: &[Field] = &[
    ("name", "Ortsamt Mitte"),
    ("ort", "Neuer Markt 1a"),
    ("sprachen", "de"),
    ("listen", "stadt"),
    ("formate", "survey"),
    ("ohne", "umfragen/wege"),
];

pub const KIOSK_CHANGE: &[Field] = &[
    ("aktion", "speichern"),
    ("name", "Ortsamt Mitte"),
    ("ort", "Neuer Markt 1a"),
    ("sprachen", "de"),
    ("listen", "stadt"),
    ("formate", "survey"),
    ("ohne", "umfragen/wege"),
];

pub const ON_PAPER: &[Field] = &[
    ("einsendung", "8e03978e40d543ddbc936894a57f9325"),
    ("titel", "Bänke am Hafen"),
    ("text", "Am Stadthafen fehlen Bänke im Schatten."),
    ("thema", "1"),
    ("ziele", "1 2"),
    ("ort", "Evershagen"),
    ("ortsangabe", ""),
    ("name", "Ada"),
    ("email", ""),
    ("weg", "paper"),
    ("eingang", ""),
];

/// A first typing of it is there.
pub const TICKED: &[Field] = &[("einsendung", LEFT_OUT), ("aktion", LEFT_OUT), ("frage-0", "4711")];

pub const BARRIER: &[Field] = &[
    ("seite", "/kalender"),
    ("text", "Der Knopf hat keinen Namen."),
    ("name", "Ada"),
    ("email", "ada@example.org"),
    ("einsendung", ""),
];

pub const SECOND_FACTOR: &[Field] = &[
    ("aktion", "einrichten"),
    ("schluessel", "00000000000000000000000000000000"),
    ("code", "123456"),
    ("ersatz", LEFT_OUT),
    ("weiter", "/konto"),
];

pub const PROOF: &[Field] =
    &[("altes-passwort", "Möwe Hafen Regen"), ("aufgabe", LEFT_OUT), ("antwort", LEFT_OUT), ("weiter", "/konto")];
