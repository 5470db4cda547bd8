//! Words for the lists of words after which moderators look first.

use super::staff::Area;

pub struct WordLists {
    pub area: Area,
    pub lead: &'static str,
    pub word: &'static str,
    pub word_hint: &'static str,
    pub add: &'static str,
    pub remove: &'static str,
    pub none: &'static str,
    pub wrong: &'static str,
    pub full: &'static str,
}

pub const DE: WordLists = WordLists {
    area: ("Wortliste", "Bei welchen Wörtern die Moderation zuerst hinsieht"),
    lead: "Enthält ein Beitrag eins dieser Wörter, sieht ihn die Moderation an, bevor er erscheint. Abgelehnt wird dadurch nichts.",
    word: "Wort oder Wörter",
    word_hint: "Groß und klein, ä und ae sind gleich. Ein Stern am Ende findet alle Wörter, die so anfangen: betrug*",
    add: "Aufnehmen",
    remove: "Entfernen",
    none: "Die Liste ist leer.",
    wrong: "Schreib mindestens einen Buchstaben und höchstens 60 Zeichen.",
    full: "Die Liste ist voll. Entferne zuerst Wörter, die Ihr nicht mehr braucht.",
};

pub const EN: WordLists = WordLists {
    area: ("Word list", "Words at which moderators look first"),
    lead: "If a contribution holds one of these words, moderators look at it before it appears. Nothing is refused because of it.",
    word: "Word or words",
    word_hint: "Capitals do not matter. A star at the end finds all words that begin like this: fraud*",
    add: "Add",
    remove: "Remove",
    none: "The list is empty.",
    wrong: "Write at least one letter and at most 60 characters.",
    full: "The list is full. Remove words that you do not need any more.",
};

pub const LS: WordLists = WordLists {
    area: ("Liste mit Wörtern", "Bei diesen Wörtern prüft die Moderation zuerst."),
    lead: "Steht so ein Wort in einem Text? Dann liest die Moderation den Text zuerst. Erst danach sehen ihn alle.",
    word: "Wort",
    word_hint: "Ein Stern am Ende findet alle Wörter, die so anfangen. Zum Beispiel: betrug*",
    add: "Eintragen",
    remove: "Weg-nehmen",
    none: "Die Liste ist leer.",
    wrong: "Bitte schreiben Sie ein Wort. Höchstens 60 Zeichen.",
    full: "Die Liste ist voll. Bitte nehmen Sie zuerst Wörter weg.",
};
