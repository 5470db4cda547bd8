//! What the forms and the editor of pages send.

use super::{Field, LEFT_OUT};

/// Those of a form in which a block has a field for each of its lines, with what that form has beside them.
macro_rules! with_lines {
    ($($own:expr),+ $(,)?) => {
        &[
            $($own,)+
            ("beigabe", LEFT_OUT),
            ("stelle", LEFT_OUT),
            ("suche", LEFT_OUT),
            ("alternativtext", LEFT_OUT),
            ("unterschrift", LEFT_OUT),
            ("quelle", LEFT_OUT),
            ("ausschnitt", LEFT_OUT),
            ("von-links", LEFT_OUT),
            ("von-oben", LEFT_OUT),
            ("darunter", LEFT_OUT),
            ("thema", LEFT_OUT),
            ("zahlen", LEFT_OUT),
            ("dateiname-1", LEFT_OUT),
            ("platz-1", LEFT_OUT),
            ("weg", LEFT_OUT),
            ("adresse", LEFT_OUT),
        ]
    };
}

pub const BLOCK: &[Field] =
    with_lines![("text", "## Hafen"), ("notiz", "Klarer"), ("fassung", "1"), ("save", LEFT_OUT), ("aktion", LEFT_OUT),];

pub const UPLOAD: &[Field] = with_lines![
    ("art", "files"),
    ("text", "Unterlagen"),
    ("fassung", "1"),
    ("save", ""),
    ("notiz", ""),
    ("datei", "%PDF-1.7 %%EOF"),
    ("wahl", LEFT_OUT),
];

/// Of a block that there is not; those that there are have keys of their own.
pub const SIDES: &[Field] = &[
    ("text-00000000-0000-4000-8000-000000000001", "## Hafen"),
    ("fassung-00000000-0000-4000-8000-000000000001", "1"),
    ("save-00000000-0000-4000-8000-000000000001", ""),
    ("alternativtext-00000000-0000-4000-8000-000000000001", LEFT_OUT),
    ("unterschrift-00000000-0000-4000-8000-000000000001", LEFT_OUT),
    ("quelle-00000000-0000-4000-8000-000000000001", LEFT_OUT),
    ("ausschnitt-00000000-0000-4000-8000-000000000001", LEFT_OUT),
    ("von-links-00000000-0000-4000-8000-000000000001", LEFT_OUT),
    ("von-oben-00000000-0000-4000-8000-000000000001", LEFT_OUT),
    ("darunter-00000000-0000-4000-8000-000000000001", LEFT_OUT),
    ("thema-00000000-0000-4000-8000-000000000001", LEFT_OUT),
    ("zahlen-00000000-0000-4000-8000-000000000001", LEFT_OUT),
    ("dateiname-1-00000000-0000-4000-8000-000000000001", LEFT_OUT),
    ("platz-1-00000000-0000-4000-8000-000000000001", LEFT_OUT),
    ("weg-00000000-0000-4000-8000-000000000001", LEFT_OUT),
    ("adresse-00000000-0000-4000-8000-000000000001", LEFT_OUT),
];

pub const NEW_BLOCK_FORM: &[Field] = &[
    ("art", "text"),
    ("text", "## Hafen"),
    ("nach", ""),
    ("save", LEFT_OUT),
    ("kennung", LEFT_OUT),
    ("alternativtext", LEFT_OUT),
    ("unterschrift", LEFT_OUT),
    ("quelle", LEFT_OUT),
    ("ausschnitt", LEFT_OUT),
    ("von-links", LEFT_OUT),
    ("von-oben", LEFT_OUT),
    ("darunter", LEFT_OUT),
    ("thema", LEFT_OUT),
    ("zahlen", LEFT_OUT),
    ("dateiname-1", LEFT_OUT),
    ("platz-1", LEFT_OUT),
    ("weg", LEFT_OUT),
    ("adresse", LEFT_OUT),
];

pub const ARRANGE: &[Field] =
    &[("block", "x"), ("aktion", "hoch"), ("fassung", "1"), ("ordnung", "/"), ("kennung", LEFT_OUT), ("save", "")];

pub const NEW_BLOCK: &str = r###"{"save":"00000000-0000-4000-8000-000000000005","key":"00000000-0000-4000-8000-000000000001","kind":"text","body":"## Hafen","after":null}"###;

pub const SAVE: &str = r###"{"save":"00000000-0000-4000-8000-000000000002","body":"## Hafen","note":"Klarer"}"###;

pub const MOVE: &str = r#"{"save":"00000000-0000-4000-8000-000000000003","after":null}"#;

pub const TYPED: &str = r###"{"body":"## Haf","base_revision":1,"sequence":1}"###;

pub const PRESENT: &str = r#"{"tab":"00000000-0000-4000-8000-000000000004","block":null}"#;

pub const LANGUAGES: &[Field] = &[
    ("aktion", "geprueft"),
    ("stand", "0"),
    ("gruppe", "Lesekreis Hafen"),
    ("tag", "2026-11-20"),
    ("sprache", LEFT_OUT),
];

pub const TITLE: &[Field] = &[
    ("titel", "Regeln"),
    ("einleitung", "Was hier gilt."),
    ("titel-vorher", "Regeln"),
    ("einleitung-vorher", ""),
    ("aktion", "speichern"),
];

pub const REVIEW: &[Field] = &[("aktion", "einreichen"), ("stand", "0"), ("bemerkung", "Bitte kürzer")];

pub const TIME: &[Field] =
    &[("aktion", "veroeffentlichen"), ("stand", "0"), ("zeit", "2099-12-01T08:00"), ("warum", "Klarer")];

pub const ADDRESS: &[Field] = &[
    ("aktion", "zurueckholen"),
    ("stand", "regeln public -"),
    ("fassung", LEFT_OUT),
    ("adresse", "mitmachen/regeln"),
    ("weiter", LEFT_OUT),
    ("einheit", LEFT_OUT),
];
