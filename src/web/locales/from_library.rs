//! Words for taking a file from the library into a block.

pub struct FromLibrary {
    pub title: &'static str,
    pub search: &'static str,
    pub search_hint: &'static str,
    pub find: &'static str,
    pub take: &'static str,
    pub nothing: &'static str,
    pub more: &'static str,
    pub poster: &'static str,
}

pub const DE: FromLibrary = FromLibrary {
    title: "Aus der Mediathek nehmen",
    search: "Suche in der Mediathek",
    search_hint: "In Namen, Alternativtexten und Titeln von Seiten. Ohne Worte kommt das Neueste.",
    find: "Suchen",
    take: "Einsetzen",
    nothing: "Dazu gibt es keine Datei, die in diesen Block passt. Suche mit anderen Worten.",
    more: "Es gibt noch mehr. Suche genauer, um sie zu sehen.",
    poster: "Ein Bild wird das Vorschaubild: Es steht da, bis jemand den Film startet.",
};

pub const EN: FromLibrary = FromLibrary {
    title: "Take from the library",
    search: "Search the library",
    search_hint: "In names, alternative texts and titles of pages. Without words you get the newest.",
    find: "Search",
    take: "Insert",
    nothing: "There is no such file that fits into this block. Search with other words.",
    more: "There are more. Search more closely to see them.",
    poster: "A picture stands in place of the film until somebody starts it.",
};

pub const LS: FromLibrary = FromLibrary {
    title: "Eine Datei nehmen, die schon da ist",
    search: "Nach einer Datei suchen",
    search_hint: "Schreiben Sie ein Wort. Oder lassen Sie das Feld leer.",
    find: "Suchen",
    take: "Diese nehmen",
    nothing: "Diese Datei gibt es nicht. Suchen Sie bitte anders.",
    more: "Es gibt noch mehr Dateien.",
    poster: "Ein Bild sieht man vor dem Film.",
};
