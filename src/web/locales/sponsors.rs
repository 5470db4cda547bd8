//! Words for Pat\*innen.

use domain::sponsors::Fault;

use super::{fill, staff::Area};

pub struct Sponsors {
    pub area: Area,
    pub own: Area,
    pub none: &'static str,
    pub state_shown: &'static str,
    pub state_waits: &'static str,
    pub approve: &'static str,
    pub hide: &'static str,

    pub title: &'static str,
    pub lead: &'static str,
    pub name: &'static str,
    pub name_hint: &'static str,
    pub organisation: &'static str,
    pub offer: &'static str,
    pub offer_hint: &'static str,
    pub contact: &'static str,
    pub contact_hint: &'static str,
    pub contact_short: &'static str,
    pub themes: &'static str,
    pub approval: &'static str,
    pub save: &'static str,
    pub waits: &'static str,
    pub is_shown: &'static str,
    pub stale: &'static str,
    pub stored_version: &'static str,

    pub of_theme: &'static str,
    pub of_theme_intro: &'static str,

    pub name_missing: &'static str,
    pub offer_missing: &'static str,
    pub theme_missing: &'static str,
    pub line_too_long: &'static str,
    pub offer_too_long: &'static str,
}

impl Sponsors {
    pub fn fault(&self, fault: Fault) -> String {
        match fault {
            Fault::NameMissing => self.name_missing.to_owned(),
            Fault::OfferMissing => self.offer_missing.to_owned(),
            Fault::ThemeMissing => self.theme_missing.to_owned(),
            Fault::LineTooLong { most, .. } => fill(self.line_too_long, &[("most", &most.to_string())]),
            Fault::OfferTooLong { most, now } => {
                fill(self.offer_too_long, &[("most", &most.to_string()), ("now", &now.to_string())])
            }
        }
    }
}

pub const DE: Sponsors = Sponsors {
    area: ("Patenschaften", "Vorstellungen von Pat*innen ansehen und zeigen"),
    own: ("Meine Patenschaft", "Dich und Dein Angebot vorstellen"),
    none: "Noch hat sich niemand vorgestellt. Gib einer Person die Rolle Pat*in, dann kann sie es.",
    state_shown: "Wird auf den Seiten der Leitthemen gezeigt.",
    state_waits: "Wartet: Sieh sie an, bevor alle sie lesen.",
    approve: "Zeigen",
    hide: "Nicht mehr zeigen",

    title: "Meine Patenschaft",
    lead: "Stell Dich auf den Seiten Deiner Leitthemen vor: Wer bist Du, und was bietest Du an?",
    name: "Name",
    name_hint: "So, wie alle Dich nennen sollen.",
    organisation: "Verein, Firma oder Einrichtung",
    offer: "Was ich anbiete",
    offer_hint: "Zum Beispiel Räume, Zeit, Wissen oder Geld. Höchstens 600 Zeichen.",
    contact: "Kontakt",
    contact_hint: "Telefon oder Adresse, die alle lesen dürfen. Leer lassen geht auch.",
    contact_short: "Kontakt:",
    themes: "Leitthemen",
    approval: "Die Verwaltung sieht sich Deine Vorstellung an, dann lesen sie alle. Nach jeder Änderung wartet sie wieder.",
    save: "Speichern",
    waits: "Deine Vorstellung ist gespeichert. Die Verwaltung sieht sie sich an, dann erscheint sie.",
    is_shown: "Deine Vorstellung ist auf den Seiten Deiner Leitthemen zu lesen.",
    stale: "Deine Vorstellung wurde inzwischen in einem anderen Fenster geändert. Unten steht, was Du hier geschrieben hast, noch nicht gespeichert. Vergleiche beides und speichere noch einmal.",
    stored_version: "Die Fassung, die gespeichert ist",

    of_theme: "Pat*innen",
    of_theme_intro: "Diese Menschen setzen sich für das Leitthema ein. Frag sie ruhig.",

    name_missing: "Schreib, wie Du heißt.",
    offer_missing: "Schreib, was Du anbietest.",
    theme_missing: "Wähle mindestens ein Leitthema.",
    line_too_long: "Das ist zu lang. Kürze es auf {most} Zeichen.",
    offer_too_long: "Der Text hat {now} Zeichen. Kürze ihn auf {most}.",
};

pub const EN: Sponsors = Sponsors {
    area: ("Sponsorships", "Look at what sponsors write, and show it"),
    own: ("My sponsorship", "Introduce yourself and what you offer"),
    none: "Nobody has introduced themself yet. Give somebody the role Sponsor, then they can.",
    state_shown: "Shown on the pages of the guiding themes.",
    state_waits: "Waits: look at it before everybody reads it.",
    approve: "Show",
    hide: "Show no more",

    title: "My sponsorship",
    lead: "Introduce yourself on the pages of your guiding themes: who are you, and what do you offer?",
    name: "Name",
    name_hint: "As everybody should call you.",
    organisation: "Association, company or institution",
    offer: "What I offer",
    offer_hint: "For example rooms, time, knowledge or money. At most 600 characters.",
    contact: "Contact",
    contact_hint: "Telephone or address that everybody may read. You may leave it empty.",
    contact_short: "Contact:",
    themes: "Guiding themes",
    approval: "The administration looks at your introduction, then everybody reads it. After every change it waits again.",
    save: "Save",
    waits: "Your introduction is saved. The administration looks at it, then it appears.",
    is_shown: "Your introduction can be read on the pages of your guiding themes.",
    stale: "Your introduction was changed in another window meanwhile. Below is what you wrote here, not saved yet. Compare both and save again.",
    stored_version: "The version that is saved",

    of_theme: "Sponsors",
    of_theme_intro: "These people stand up for the guiding theme. Feel free to ask them.",

    name_missing: "Write your name.",
    offer_missing: "Write what you offer.",
    theme_missing: "Choose at least one guiding theme.",
    line_too_long: "This is too long. Shorten it to {most} characters.",
    offer_too_long: "The text has {now} characters. Shorten it to {most}.",
};

pub const LS: Sponsors = Sponsors {
    area: ("Pat*innen", "Hier lesen Sie die Texte von den Pat*innen. Dann zeigen Sie die Texte allen."),
    own: ("Meine Patenschaft", "Hier schreiben Sie: Wer sind Sie? Und was bieten Sie an?"),
    none: "Noch hat niemand etwas geschrieben.",
    state_shown: "Alle sehen diesen Text.",
    state_waits: "Dieser Text wartet. Bitte lesen Sie den Text zuerst.",
    approve: "Allen zeigen",
    hide: "Nicht mehr zeigen",

    title: "Meine Patenschaft",
    lead: "Wer sind Sie? Und was bieten Sie an? Das lesen alle auf der Seite von Ihrem Thema.",
    name: "Name",
    name_hint: "So sollen alle Sie nennen.",
    organisation: "Verein, Firma oder Einrichtung",
    offer: "Das biete ich an",
    offer_hint: "Zum Beispiel: einen Raum, Zeit oder Geld. Schreiben Sie höchstens 600 Zeichen.",
    contact: "Kontakt",
    contact_hint: "Die Telefon-Nummer oder die Adresse. Alle können das lesen.",
    contact_short: "Kontakt:",
    themes: "Themen",
    approval: "Die Verwaltung liest Ihren Text zuerst. Dann lesen ihn alle.",
    save: "Speichern",
    waits: "Ihr Text ist gespeichert. Die Verwaltung liest ihn. Dann sehen ihn alle.",
    is_shown: "Alle sehen Ihren Text auf der Seite von Ihrem Thema.",
    stale: "Sie haben den Text in einem anderen Fenster geändert. Unten steht Ihr neuer Text. Er ist noch nicht gespeichert. Bitte vergleichen Sie beide Texte. Dann speichern Sie noch einmal.",
    stored_version: "Dieser Text ist gespeichert",

    of_theme: "Pat*innen",
    of_theme_intro: "Diese Menschen helfen bei dem Thema. Sie können sie fragen.",

    name_missing: "Bitte schreiben Sie Ihren Namen.",
    offer_missing: "Bitte schreiben Sie, was Sie anbieten.",
    theme_missing: "Bitte wählen Sie ein Thema.",
    line_too_long: "Das ist zu lang. Bitte schreiben Sie höchstens {most} Zeichen.",
    offer_too_long: "Der Text hat {now} Zeichen. Das ist zu lang. Bitte schreiben Sie höchstens {most} Zeichen.",
};
