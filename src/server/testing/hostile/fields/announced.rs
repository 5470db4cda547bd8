//! What the forms of events and calls for places send.

use super::{Field, LEFT_OUT};

/// An event, and the buttons beside its form.
pub const EVENT: &[Field] = &[
    ("stand", "1"),
    ("aktion", "speichern"),
    ("titel", "Spaziergang am Hafen"),
    ("text", "Wir gehen zusammen am Wasser entlang."),
    ("titel-ls", ""),
    ("text-ls", ""),
    ("titel-en", "A walk at the harbour"),
    ("text-en", "We walk along the water."),
    ("beginn", "2031-05-04T17:00"),
    ("ende", "2031-05-04T19:00"),
    ("ortsname", "Stadthafen"),
    ("anschrift", "Am Strande 1, 18055 Rostock"),
    ("ort", ""),
    ("zugang", "step_free"),
    ("anmeldung", ""),
    ("thema", "verkehr"),
    ("verweis", "/vorschlaege?liste=stadt"),
    ("adresse", LEFT_OUT),
    ("grund", LEFT_OUT),
];

/// A call for places, and the buttons beside its form. What is fixed by its marks is not sent.
pub const ASKED: &[Field] = &[
    ("stand", "1"),
    ("aktion", "speichern"),
    ("titel", "Orte im Schatten"),
    ("text", "Wo ist es im Sommer kühl?"),
    ("titel-ls", ""),
    ("text-ls", ""),
    ("titel-en", ""),
    ("text-en", ""),
    ("beginn", LEFT_OUT),
    ("ende", LEFT_OUT),
    ("ort", LEFT_OUT),
    ("kategorien", LEFT_OUT),
    ("kategorien-ls", ""),
    ("kategorien-en", ""),
    ("grund", LEFT_OUT),
    ("bis", LEFT_OUT),
];

pub const NEW_CALL: &[Field] = &[
    ("titel", "Orte im Schatten"),
    ("text", "Wo ist es im Sommer kühl?"),
    ("titel-ls", ""),
    ("text-ls", ""),
    ("titel-en", "Places in the shade"),
    ("text-en", "Where is it cool in summer?"),
    ("beginn", ""),
    ("ende", "2031-05-04T19:00"),
    ("ort", ""),
    ("kategorien", "Bäume"),
    ("kategorien-ls", ""),
    ("kategorien-en", "Trees"),
    ("adresse", "schatten"),
];
