//! Who else writes, as the plain form of a block says it, and that of title and introduction.

pub struct AtForm {
    pub at_this: &'static str,
    /// The same of title and introduction.
    pub at_opening: &'static str,
    pub elsewhere: &'static str,
    pub seen: &'static str,
}

pub const DE: AtForm = AtForm {
    at_this: "Gerade auch an diesem Block: {names}",
    at_opening: "Gerade auch an Titel und Einleitung: {names}",
    elsewhere: "Gerade auch auf dieser Seite: {names}",
    seen: "Andere sehen {n} Minuten lang, dass Du hier schreibst. Jede Vorschau verlängert das, Speichern beendet es.",
};

pub const EN: AtForm = AtForm {
    at_this: "At this block just now: {names}",
    at_opening: "At title and introduction just now: {names}",
    elsewhere: "On this page just now: {names}",
    seen: "For {n} minutes others see that you write here. Each preview prolongs it, saving ends it.",
};

pub const LS: AtForm = AtForm {
    at_this: "Diesen Teil schreibt gerade auch: {names}",
    at_opening: "Titel und Einleitung schreibt gerade auch: {names}",
    elsewhere: "Auf dieser Seite schreibt gerade auch: {names}",
    seen: "Andere sehen: Sie schreiben hier. Das sehen die anderen {n} Minuten lang. Drücken Sie auf „Vorschau“? Dann sehen sie es länger.",
};
