//! Words for the Ortsbeirat: its inbox, and what it says to a proposal.

use domain::council_notes::Fault;

use super::{fill, staff::Area};

pub struct Council {
    pub inbox: Area,
    pub which_council: &'static str,
    pub filter: &'static str,
    pub open: &'static str,
    pub answered: &'static str,
    pub empty_title: &'static str,
    pub empty: &'static str,
    pub noted: &'static str,

    /// On the page of a proposal.
    pub heading: &'static str,
    pub said_by: &'static str,
    pub meaning: &'static str,
    pub write: &'static str,

    pub title: &'static str,
    pub lead: &'static str,
    pub text: &'static str,
    pub text_hint: &'static str,
    pub publish: &'static str,
    pub remove: &'static str,
    pub remove_hint: &'static str,
    pub saved: &'static str,
    pub stale: &'static str,
    pub stored_version: &'static str,
    pub stored_none: &'static str,
    pub to_proposal: &'static str,

    pub missing: &'static str,
    pub too_short: &'static str,
    pub too_long: &'static str,
}

impl Council {
    pub fn fault(&self, fault: Fault) -> String {
        match fault {
            Fault::Missing => self.missing.to_owned(),
            Fault::TooShort { least } => fill(self.too_short, &[("least", &least.to_string())]),
            Fault::TooLong { most, now } => {
                fill(self.too_long, &[("most", &most.to_string()), ("now", &now.to_string())])
            }
        }
    }
}

pub const DE: Council = Council {
    inbox: ("Aus dem Ortsteil", "Vorschläge im Gebiet des Ortsbeirats, mit der Frist für die Antwort der Stadt."),
    which_council: "Ortsbeirat",
    filter: "Was gezeigt wird",
    open: "Noch nicht beantwortet",
    answered: "Beantwortet",
    empty_title: "Hier liegt nichts",
    empty: "Sobald jemand etwas für dieses Gebiet vorschlägt, steht es hier.",
    noted: "Hinweis liegt vor",

    heading: "Hinweis des Ortsbeirats",
    said_by: "Ortsbeirat {council}, {date}",
    meaning: "Der Ortsbeirat kennt den Ort und berät. Über den Vorschlag entscheidet das zuständige Amt.",
    write: "Hinweis des Ortsbeirats schreiben",

    title: "Hinweis des Ortsbeirats {council}",
    lead: "Was sollte die Stadt über den Ort wissen, bevor sie antwortet? Der Hinweis steht öffentlich beim Vorschlag, im Namen des Ortsbeirats.",
    text: "Hinweis",
    text_hint: "Zum Beispiel: was schon einmal beschlossen wurde, wem eine Fläche gehört, was sich die Menschen dort wünschen. Höchstens 2 000 Zeichen.",
    publish: "Hinweis veröffentlichen",
    remove: "Hinweis zurücknehmen",
    remove_hint: "Im Verlauf bleibt stehen, dass es einen Hinweis gab.",
    saved: "Der Hinweis steht jetzt beim Vorschlag.",
    stale: "Ein anderes Mitglied hat den Hinweis inzwischen geändert. Dein Text steht noch im Feld. Vergleiche beide und veröffentliche, was gelten soll.",
    stored_version: "Was jetzt beim Vorschlag steht",
    stored_none: "Der Hinweis wurde zurückgenommen.",
    to_proposal: "Zum Vorschlag",

    missing: "Schreibe, was der Ortsbeirat sagen möchte.",
    too_short: "Das ist sehr kurz. Schreibe mindestens {least} Zeichen.",
    too_long: "Der Hinweis hat {now} Zeichen. Kürze ihn auf {most}.",
};

pub const EN: Council = Council {
    inbox: ("From the district", "Proposals in the area of the district council, with the date by which the city answers."),
    which_council: "District council",
    filter: "What is shown",
    open: "Not answered yet",
    answered: "Answered",
    empty_title: "Nothing here",
    empty: "As soon as somebody proposes something for this area, it appears here.",
    noted: "Has a note",

    heading: "Note of the district council",
    said_by: "District council {council}, {date}",
    meaning: "The district council knows the place and advises. The responsible office decides about the proposal.",
    write: "Write a note of the district council",

    title: "Note of the district council {council}",
    lead: "What should the city know about the place before it answers? The note is public, beside the proposal, in the name of the district council.",
    text: "Note",
    text_hint: "For example: what was decided before, who owns the land, what people there wish for. At most 2,000 characters.",
    publish: "Publish the note",
    remove: "Take the note back",
    remove_hint: "The history keeps that there was a note.",
    saved: "The note is now beside the proposal.",
    stale: "Another member changed the note in the meantime. Your text is still in the field. Compare both and publish what should count.",
    stored_version: "What stands beside the proposal now",
    stored_none: "The note was taken back.",
    to_proposal: "To the proposal",

    missing: "Write what the district council would like to say.",
    too_short: "That is very short. Write at least {least} characters.",
    too_long: "The note has {now} characters. Shorten it to {most}.",
};

pub const LS: Council = Council {
    inbox: ("Aus dem Orts-Teil", "Hier stehen die Vorschläge für das Gebiet vom Orts-Beirat."),
    which_council: "Orts-Beirat",
    filter: "Was möchten Sie sehen?",
    open: "Noch ohne Antwort",
    answered: "Mit Antwort",
    empty_title: "Hier ist noch nichts",
    empty: "Noch hat niemand etwas für dieses Gebiet vorgeschlagen.",
    noted: "Der Orts-Beirat hat etwas gesagt",

    heading: "Das sagt der Orts-Beirat",
    said_by: "Orts-Beirat {council}, {date}",
    meaning: "Der Orts-Beirat kennt den Orts-Teil gut. Er gibt einen Rat. Ein Amt entscheidet über den Vorschlag.",
    write: "Für den Orts-Beirat etwas dazu sagen",

    title: "Das sagt der Orts-Beirat {council}",
    lead: "Was soll die Stadt über den Ort wissen? Bitte schreiben Sie es hier. Alle können den Text lesen. Der Text ist vom ganzen Orts-Beirat.",
    text: "Ihr Text",
    text_hint: "Zum Beispiel: Wem gehört der Platz? Was wünschen sich die Menschen dort? Der Text darf 2 000 Zeichen lang sein.",
    publish: "Text zeigen",
    remove: "Text weg-nehmen",
    remove_hint: "Alle sehen weiter: Es gab einmal einen Text.",
    saved: "Alle können den Text jetzt lesen.",
    stale: "Eine andere Person hat den Text auch geändert. Ihr Text ist noch da. Bitte lesen Sie beide Texte. Dann zeigen Sie den richtigen Text.",
    stored_version: "Dieser Text steht jetzt beim Vorschlag",
    stored_none: "Jemand hat den Text weg-genommen.",
    to_proposal: "Zum Vorschlag",

    missing: "Bitte schreiben Sie einen Text.",
    too_short: "Der Text ist sehr kurz. Bitte schreiben Sie mindestens {least} Zeichen.",
    too_long: "Der Text hat {now} Zeichen. Erlaubt sind {most}. Bitte machen Sie den Text kürzer.",
};
