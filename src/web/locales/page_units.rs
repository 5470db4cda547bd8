//! Words about the units that look after pages: on the pages of editors, and in the letters about what is handed in.

use super::Plural;

pub struct PageUnits {
    pub title: &'static str,
    pub lead: &'static str,
    /// `{unit}`
    pub looked_after: &'static str,
    pub unit: &'static str,
    pub inherited: &'static str,
    pub assign: &'static str,
    pub no_such_unit: &'static str,
    /// Why somebody decides nothing here: `{unit}`
    pub other_unit: &'static str,
    /// `{people}`
    pub ask: &'static str,
    pub ask_administration: &'static str,
    /// Of an office: who edits its pages.
    pub editors_of_office: &'static str,
    pub all_pages_already: &'static str,

    // Letters; `{page}` where it is one.
    pub waiting_subject: &'static str,
    pub waiting_subject_many: Plural,
    pub waiting_letter: &'static str,
    pub returned_subject: &'static str,
    pub returned_letter: &'static str,
    pub published_subject: &'static str,
    pub published_letter: &'static str,
    /// `{page}`, `{unit}`
    pub letter_page: &'static str,
    pub letter_why: &'static str,
}

pub const DE: PageUnits = PageUnits {
    title: "Zuständigkeit",
    lead: "Ändern und zur Prüfung geben können alle, die Seiten bearbeiten. Prüfen, veröffentlichen, umziehen und stilllegen können die Redaktion dieser Einheit, die Redaktion ohne Amt und die Administration. Was darunter steht, gehört dazu.",
    looked_after: "Zuständig: {unit}",
    unit: "Wer betreut diese Seite?",
    inherited: "Wie die Seite darüber",
    assign: "Zuständigkeit speichern",
    no_such_unit: "Diese Einheit gibt es nicht. Wähle eine aus der Liste.",
    other_unit: "Diese Seite betreut: {unit}. Ändern und zur Prüfung geben kannst Du sie. Prüfen, veröffentlichen, umziehen und stilllegen kann nur, wer sie betreut.",
    ask: "Das machen: {people}.",
    ask_administration: "Gerade ist niemand dafür eingetragen. Bitte frag die Administration.",
    editors_of_office: "Redaktion für die Seiten dieses Amts",
    all_pages_already: "Diese Person hat auch die Rolle Redaktion ohne Amt und entscheidet damit über alle Seiten. Nimm diese Rolle, wenn sie nur die Seiten ihrer Ämter betreuen soll.",

    waiting_subject: "Wartet auf Prüfung: {page}",
    waiting_subject_many: Plural { one: "{n} Seite wartet auf Prüfung", other: "{n} Seiten warten auf Prüfung" },
    waiting_letter: "Das wurde zur Prüfung gegeben und wartet auf Dich oder jemanden, der die Seite mit Dir betreut:",
    returned_subject: "Überarbeitung nötig: {page}",
    returned_letter: "Was Du zur Prüfung gegeben hast, kam zurück. Was noch fehlt, steht über dem Entwurf:",
    published_subject: "Veröffentlicht: {page}",
    published_letter: "Was Du zur Prüfung gegeben hast, lesen jetzt alle:",
    letter_page: "{page} (zuständig: {unit})",
    letter_why: "Du bekommst diese E-Mail, weil Du Seiten der Plattform bearbeitest. Welche Seiten Du betreust, stellt die Administration ein.",
};

pub const EN: PageUnits = PageUnits {
    title: "Responsibility",
    lead: "Everybody who edits pages can change the page and hand it in. Reviewing, publishing, moving and retiring it is up to the editors of this unit, editors of no office, and administrators. What stands below belongs to it.",
    looked_after: "Looked after by: {unit}",
    unit: "Who looks after this page?",
    inherited: "Like the page above",
    assign: "Save who is responsible",
    no_such_unit: "There is no such unit. Choose one of the list.",
    other_unit: "This page is looked after by: {unit}. You can change it and hand it in. Only those who look after it can review, publish, move and retire it.",
    ask: "These do it: {people}.",
    ask_administration: "Nobody is entered for that at the moment. Please ask the administrators.",
    editors_of_office: "Editors of the pages of this office",
    all_pages_already: "This person also has the role Editor without an office, and so decides about all pages. Take that role if they are to look after the pages of their offices alone.",

    waiting_subject: "Waits for review: {page}",
    waiting_subject_many: Plural { one: "{n} page waits for review", other: "{n} pages wait for review" },
    waiting_letter: "This was handed in and waits for you, or for somebody who looks after the page with you:",
    returned_subject: "Changes needed: {page}",
    returned_letter: "What you handed in came back. What is missing stands above the draft:",
    published_subject: "Published: {page}",
    published_letter: "Everybody now reads what you handed in:",
    letter_page: "{page} (looked after by: {unit})",
    letter_why: "You get this e-mail because you edit pages of the platform. Which pages you look after is set by the administrators.",
};

pub const LS: PageUnits = PageUnits {
    title: "Wer ist zuständig?",
    lead: "Alle aus der Redaktion können den Text ändern. Aber nur ein Amt prüft und veröffentlicht die Seite. Hier steht, welches Amt das macht.",
    looked_after: "Zuständig: {unit}",
    unit: "Wer macht diese Seite?",
    inherited: "Wie bei der Seite darüber",
    assign: "Speichern",
    no_such_unit: "Das gibt es nicht. Bitte wählen Sie etwas aus der Liste.",
    other_unit: "Zuständig für diese Seite: {unit}. Sie können den Text ändern. Und Sie können ihn zum Prüfen geben. Prüfen und veröffentlichen macht jemand anderes.",
    ask: "Fragen Sie: {people}.",
    ask_administration: "Gerade macht das niemand. Bitte fragen Sie die Verwaltung.",
    editors_of_office: "Redaktion für die Seiten von diesem Amt",
    all_pages_already: "Die Person hat auch die Rolle Redaktion ohne Amt. Deshalb darf sie alle Seiten veröffentlichen. Soll sie nur Seiten von ihrem Amt machen? Dann nehmen Sie ihr die Rolle ohne Amt weg.",

    waiting_subject: "Bitte prüfen: {page}",
    waiting_subject_many: Plural { one: "Bitte prüfen: {n} Seite", other: "Bitte prüfen: {n} Seiten" },
    waiting_letter: "Jemand hat einen Text geschrieben. Bitte prüfen Sie den Text:",
    returned_subject: "Bitte ändern: {page}",
    returned_letter: "Jemand hat Ihren Text geprüft. Etwas fehlt noch. Was fehlt, steht über dem Entwurf:",
    published_subject: "Jetzt für alle: {page}",
    published_letter: "Ihr Text ist geprüft. Alle können ihn jetzt lesen:",
    letter_page: "{page} (zuständig: {unit})",
    letter_why: "Sie bekommen diese E-Mail, weil Sie Seiten bearbeiten. Welche Seiten das sind, stellt die Verwaltung ein.",
};
