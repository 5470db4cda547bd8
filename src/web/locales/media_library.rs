//! Words of the library of files for pages.

use domain::media::MediaKind;
use store::media::Place;

use super::{Plural, staff::Area};

pub struct MediaLibrary {
    pub area: Area,
    pub search: &'static str,
    pub search_hint: &'static str,
    pub kind: &'static str,
    pub kinds: [&'static str; 5],
    pub all: &'static str,
    pub use_label: &'static str,
    pub unnamed: &'static str,
    pub show: &'static str,
    pub nothing: &'static str,
    pub nothing_yet: &'static str,
    pub alt: &'static str,
    pub no_alt: &'static str,
    pub brought: &'static str,
    pub brought_by: &'static str,
    pub size: &'static str,
    pub kind_name: &'static str,
    pub used: &'static str,
    pub used_nowhere: &'static str,
    pub public: Plural,
    pub draft: Plural,
    pub earlier: Plural,
    pub places: [&'static str; 3],
    pub goes: &'static str,
    pub goes_later: Plural,
    pub remove: &'static str,
    pub remove_lead: &'static str,
    pub still_used: &'static str,
    pub removed: &'static str,
    pub open: &'static str,
    pub key: &'static str,
    pub back: &'static str,
}

impl MediaLibrary {
    pub const KINDS: [(MediaKind, &'static str); 5] = [
        (MediaKind::Image, "bild"),
        (MediaKind::File, "datei"),
        (MediaKind::Video, "film"),
        (MediaKind::Audio, "aufnahme"),
        (MediaKind::Captions, "untertitel"),
    ];

    /// With their codes in addresses.
    pub fn choices(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        Self::KINDS.into_iter().map(|(_, code)| code).zip(self.kinds)
    }

    pub fn uses(&self, place: Place) -> Plural {
        match place {
            Place::Public => self.public,
            Place::Draft => self.draft,
            Place::Earlier => self.earlier,
        }
    }

    pub fn place(&self, place: Place) -> &'static str {
        let [public, draft, earlier] = self.places;
        match place {
            Place::Public => public,
            Place::Draft => draft,
            Place::Earlier => earlier,
        }
    }
}

pub const DE: MediaLibrary = MediaLibrary {
    area: ("Mediathek", "Alle Bilder, Filme, Aufnahmen und Dateien für Seiten: wo sie stehen und was weg kann"),
    search: "Suche",
    search_hint: "In Namen, Alternativtexten und Titeln von Seiten.",
    kind: "Art",
    kinds: ["Bilder", "Dateien", "Filme", "Aufnahmen", "Untertitel"],
    all: "alle",
    use_label: "Verwendung",
    unnamed: "nur, was nichts mehr verwendet",
    show: "Anzeigen",
    nothing: "Dazu gibt es keine Datei. Nimm einen Filter weg.",
    nothing_yet: "Noch hat niemand eine Datei hochgeladen. Das geht beim Bearbeiten einer Seite.",
    alt: "Alternativtext",
    no_alt: "keiner",
    brought: "Hochgeladen",
    brought_by: "{date} von {name}",
    size: "Größe",
    kind_name: "Format",
    used: "Wird verwendet",
    used_nowhere: "Wird nirgends verwendet",
    public: Plural { one: "auf 1 Seite", other: "auf {n} Seiten" },
    draft: Plural { one: "in 1 Entwurf", other: "in {n} Entwürfen" },
    earlier: Plural { one: "in früheren Fassungen von 1 Seite", other: "in früheren Fassungen von {n} Seiten" },
    places: ["veröffentlicht", "im Entwurf", "in einer früheren Fassung"],
    goes: "Wird von selbst gelöscht am {date}, wenn bis dahin nichts sie verwendet.",
    goes_later: Plural { one: "Was nichts verwendet, wird nach 1 Tag von selbst gelöscht.", other: "Was nichts verwendet, wird nach {n} Tagen von selbst gelöscht." },
    remove: "Endgültig löschen",
    remove_lead: "Nichts verwendet diese Datei. Löschen lässt sich nicht rückgängig machen.",
    still_used: "Diese Datei lässt sich nicht löschen, solange etwas sie verwendet. Nimm sie zuerst von diesen Seiten. Frühere Fassungen bleiben, damit sie sich wiederherstellen lassen.",
    removed: "Die Datei ist gelöscht.",
    open: "Datei öffnen",
    key: "Kennung für Blöcke",
    back: "Zurück zur Mediathek",
};

pub const EN: MediaLibrary = MediaLibrary {
    area: ("Media library", "All pictures, films, recordings and files for pages: where they stand and what may go"),
    search: "Search",
    search_hint: "In names, alternative texts and titles of pages.",
    kind: "Kind",
    kinds: ["Pictures", "Files", "Films", "Recordings", "Captions"],
    all: "all",
    use_label: "Use",
    unnamed: "only what nothing uses any more",
    show: "Show",
    nothing: "There is no such file. Take a filter away.",
    nothing_yet: "Nobody has uploaded a file yet. That is done while editing a page.",
    alt: "Alternative text",
    no_alt: "none",
    brought: "Uploaded",
    brought_by: "{date} by {name}",
    size: "Size",
    kind_name: "Format",
    used: "Is used",
    used_nowhere: "Is used nowhere",
    public: Plural { one: "on 1 page", other: "on {n} pages" },
    draft: Plural { one: "in 1 draft", other: "in {n} drafts" },
    earlier: Plural { one: "in earlier versions of 1 page", other: "in earlier versions of {n} pages" },
    places: ["published", "in the draft", "in an earlier version"],
    goes: "Is deleted by itself on {date} if nothing uses it until then.",
    goes_later: Plural { one: "What nothing uses is deleted by itself after 1 day.", other: "What nothing uses is deleted by itself after {n} days." },
    remove: "Delete for good",
    remove_lead: "Nothing uses this file. Deleting cannot be undone.",
    still_used: "This file cannot be deleted while something uses it. Take it off these pages first. Earlier versions stay, so that they can be brought back.",
    removed: "The file is deleted.",
    open: "Open the file",
    key: "Key for blocks",
    back: "Back to the library",
};

pub const LS: MediaLibrary = MediaLibrary {
    area: ("Bilder und Dateien", "Hier sind alle Bilder, Filme und Dateien für die Seiten."),
    search: "Suche",
    search_hint: "Sie können nach Namen suchen.",
    kind: "Art",
    kinds: ["Bilder", "Dateien", "Filme", "Aufnahmen", "Untertitel"],
    all: "alle",
    use_label: "Wo ist es?",
    unnamed: "nur, was keine Seite braucht",
    show: "Zeigen",
    nothing: "Diese Datei gibt es nicht. Suchen Sie bitte anders.",
    nothing_yet: "Es gibt noch keine Dateien.",
    alt: "Beschreibung",
    no_alt: "keine",
    brought: "Hoch-geladen",
    brought_by: "{date} von {name}",
    size: "Größe",
    kind_name: "Art der Datei",
    used: "Hier ist die Datei",
    used_nowhere: "Keine Seite braucht die Datei",
    public: Plural { one: "auf 1 Seite", other: "auf {n} Seiten" },
    draft: Plural { one: "in 1 Entwurf", other: "in {n} Entwürfen" },
    earlier: Plural { one: "in einem alten Text von 1 Seite", other: "in alten Texten von {n} Seiten" },
    places: ["Alle sehen das", "im Entwurf", "in einem alten Text"],
    goes: "Wir löschen die Datei am {date}. Außer eine Seite braucht sie bis dahin.",
    goes_later: Plural { one: "Keine Seite braucht eine Datei? Dann löschen wir sie nach 1 Tag.", other: "Keine Seite braucht eine Datei? Dann löschen wir sie nach {n} Tagen." },
    remove: "Für immer löschen",
    remove_lead: "Keine Seite braucht die Datei. Danach ist die Datei weg.",
    still_used: "Sie können die Datei nicht löschen. Eine Seite braucht sie noch. Nehmen Sie die Datei zuerst von der Seite.",
    removed: "Die Datei ist weg.",
    open: "Datei öffnen",
    key: "Kenn-Zeichen",
    back: "Zurück zu allen Dateien",
};
