//! What is said when one draft was changed in two windows.

pub struct Versions {
    pub title: &'static str,
    pub intro: &'static str,
    /// Above the version that is stored.
    pub other: &'static str,
    pub take_other: &'static str,
    pub keep_mine: &'static str,
    /// A point that lies in no Ortsteil.
    pub point: &'static str,
    /// On the form, while the other version is not shown yet.
    pub found: &'static str,
    pub show: &'static str,
    pub read_again: &'static str,
}

pub const DE: Versions = Versions {
    title: "Dein Vorschlag wurde auch an anderer Stelle geändert",
    intro: "Zum Beispiel in einem anderen Fenster oder auf einem anderen Gerät. Es ist nichts verloren: Hier stehen beide Fassungen. Wähle bei jeder aus:",
    other: "Inzwischen wurde hier etwas anderes gespeichert:",
    take_other: "Diese Fassung nehmen",
    keep_mine: "Im Feld steht, was Du gerade geschrieben hast. Es gilt, wenn Du speicherst.",
    point: "Ein Punkt auf der Karte",
    found: "Dein Vorschlag wurde auch in einem anderen Fenster geändert. Es ist nichts verloren: Was Du hier schreibst, ist auf diesem Gerät gesichert. Schau Dir beide Fassungen an und wähle eine.",
    show: "Beide Fassungen zeigen",
    read_again: "Dein Vorschlag wurde inzwischen geändert, zum Beispiel in einem anderen Fenster. Bitte lies ihn noch einmal, bevor Du ihn einreichst.",
};

pub const EN: Versions = Versions {
    title: "Your proposal was changed elsewhere too",
    intro: "In another window, for example, or on another device. Nothing is lost: both versions are here. Choose one for each:",
    other: "Meanwhile something else was saved here:",
    take_other: "Take this version",
    keep_mine: "The field holds what you have just written. It counts when you save.",
    point: "A point on the map",
    found: "Your proposal was changed in another window too. Nothing is lost: what you write here is safe on this device. Look at both versions and choose one.",
    show: "Show both versions",
    read_again: "Your proposal was changed meanwhile, in another window for example. Please read it once more before you submit it.",
};

pub const LS: Versions = Versions {
    title: "Ihren Text gibt es 2 Mal",
    intro: "Vielleicht haben Sie 2 Fenster offen. Nichts ist verloren. Sie sehen hier beide Texte. Bitte wählen Sie:",
    other: "Das ist auch gespeichert:",
    take_other: "Diesen Text nehmen",
    keep_mine: "Im Feld steht Ihr neuer Text. Sie möchten den neuen Text? Dann drücken Sie auf „Speichern“.",
    point: "Ein Punkt auf der Karte",
    found: "Ihren Text gibt es 2 Mal. Vielleicht haben Sie 2 Fenster offen. Nichts ist verloren. Bitte sehen Sie sich beide Texte an.",
    show: "Beide Texte zeigen",
    read_again: "Der Text ist jetzt anders. Vielleicht haben Sie 2 Fenster offen. Bitte lesen Sie den Text noch einmal.",
};
