//! Words for what goes along with a block: a film in sign language, a recording of its words.

use domain::blocks::Companion;

pub struct Beside {
    pub sign_language: &'static str,
    pub read_aloud: &'static str,
    pub older: &'static str,
    pub download: &'static str,

    pub title: &'static str,
    pub lead: &'static str,
    pub has_sign_language: &'static str,
    pub has_read_aloud: &'static str,
    pub file: &'static str,
    pub file_hint: &'static str,
    pub upload: &'static str,
    pub remove_sign_language: &'static str,
    pub remove_read_aloud: &'static str,
    pub fits: &'static str,
}

impl Beside {
    /// That the block has one.
    pub fn has(&self, companion: Companion) -> &'static str {
        match companion {
            Companion::SignLanguage => self.has_sign_language,
            Companion::ReadAloud => self.has_read_aloud,
        }
    }

    pub fn remove(&self, companion: Companion) -> &'static str {
        match companion {
            Companion::SignLanguage => self.remove_sign_language,
            Companion::ReadAloud => self.remove_read_aloud,
        }
    }
}

pub const DE: Beside = Beside {
    sign_language: "In Gebärdensprache ansehen",
    read_aloud: "Vorlesen lassen",
    older: "Der Text wurde danach geändert. Es gilt, was hier geschrieben steht.",
    download: "Herunterladen",
    title: "Gebärdensprache und Vorlesen",
    lead: "Zu diesem Block können ein Film in Deutscher Gebärdensprache und eine Aufnahme gehören, in der jemand ihn vorliest. Besucher*innen laden nichts davon, bevor sie es starten.",
    has_sign_language: "Ein Film in Gebärdensprache gehört dazu.",
    has_read_aloud: "Eine Aufnahme zum Vorlesen gehört dazu.",
    file: "Film oder Aufnahme",
    file_hint: "Film: MP4 oder WebM, höchstens 28 MB. Aufnahme: MP3, OGG oder M4A, höchstens 20 MB. Was schon da ist, wird ersetzt.",
    upload: "Hochladen und dazustellen",
    remove_sign_language: "Film in Gebärdensprache wegnehmen",
    remove_read_aloud: "Aufnahme wegnehmen",
    fits: "Passt noch zum Text",
};

pub const EN: Beside = Beside {
    sign_language: "Watch in German Sign Language",
    read_aloud: "Have it read aloud",
    older: "The text was changed afterwards. What is written here counts.",
    download: "Download",
    title: "Sign language and reading aloud",
    lead: "A film in German Sign Language can go along with this block, and a recording of somebody who reads it aloud. Visitors load nothing of it before they start it.",
    has_sign_language: "A film in sign language goes along.",
    has_read_aloud: "A recording goes along.",
    file: "Film or recording",
    file_hint: "Film: MP4 or WebM, at most 28 MB. Recording: MP3, OGG or M4A, at most 20 MB. It takes the place of the one that is there.",
    upload: "Upload and put beside it",
    remove_sign_language: "Take the film in sign language away",
    remove_read_aloud: "Take the recording away",
    fits: "Still says the same as the text",
};

pub const LS: Beside = Beside {
    sign_language: "Film in Gebärden-Sprache",
    read_aloud: "Text anhören",
    older: "Der Text ist neuer. Lesen Sie bitte auch den Text.",
    download: "Herunter-laden",
    title: "Gebärden-Sprache und Vorlesen",
    lead: "Sie können einen Film in Gebärden-Sprache dazu-stellen. Und Sie können eine Aufnahme dazu-stellen. In der Aufnahme liest jemand den Text vor.",
    has_sign_language: "Es gibt einen Film in Gebärden-Sprache.",
    has_read_aloud: "Es gibt eine Aufnahme.",
    file: "Film oder Aufnahme",
    file_hint: "Der Film kann ein MP4 oder ein WebM sein. Er darf höchstens 28 MB haben. Die Aufnahme kann ein MP3, ein OGG oder ein M4A sein. Sie darf höchstens 20 MB haben.",
    upload: "Hoch-laden",
    remove_sign_language: "Den Film weg-nehmen",
    remove_read_aloud: "Die Aufnahme weg-nehmen",
    fits: "Film und Aufnahme passen noch",
};
