//! Words of the kiosk about what runs beside the boards, and about the way to the visitor's own phone.

use serde::Serialize;

#[derive(Serialize)]
pub struct KioskWays {
    pub on_phone: &'static str,
    pub page_on_phone: &'static str,
    pub survey_on_phone: &'static str,
    pub call_on_phone: &'static str,
    pub event_on_phone: &'static str,
    pub comments_on_phone: &'static str,
    pub asked: &'static str,
    pub categories: &'static str,
    pub all_running: &'static str,
    pub nothing_open: &'static str,
    pub newest: &'static str,
    /// Where a kiosk has only the newest of a list with it.
    pub older_on_phone: &'static str,
    /// Of a theme, where there may be older ones.
    pub none_of_newest: &'static str,
}

pub const DE: KioskWays = KioskWays {
    on_phone: "Auf Deinem Telefon",
    page_on_phone: "Fotografiere den Code mit Deinem Telefon: Dann liest Du diese Seite dort weiter, mit allen Links.",
    survey_on_phone: "Fotografiere den Code mit Deinem Telefon: Dort antwortest Du, und auf diesem Gerät bleibt nichts davon.",
    call_on_phone: "Fotografiere den Code mit Deinem Telefon: Dort zeigst Du Deine Orte auf der Karte.",
    event_on_phone: "Fotografiere den Code mit Deinem Telefon: Dort legst Du den Termin in Deinen Kalender.",
    comments_on_phone: "Kommentare zu diesem Vorschlag: {n}. Sie stehen nicht auf diesem Gerät, dafür braucht es Netz. Fotografiere den Code mit Deinem Telefon: Dort liest Du sie, und was die Verwaltung antwortet.",
    asked: "Das wird gefragt",
    categories: "Darum geht es",
    all_running: "Alles zeigen, was offen ist",
    nothing_open: "Gerade ist hier nichts offen. Lesen kannst Du alles.",
    newest: "Neue Vorschläge",
    older_on_phone: "Auf diesem Gerät stehen nur die neuesten Vorschläge. Fotografiere den Code mit Deinem Telefon: Dort liest Du auch die älteren.",
    none_of_newest: "Unter den neuesten Vorschlägen ist keiner zu diesem Thema.",
};

pub const EN: KioskWays = KioskWays {
    on_phone: "On your phone",
    page_on_phone: "Photograph the code with your phone: then you read this page there, with all its links.",
    survey_on_phone: "Photograph the code with your phone: you answer there, and nothing of it stays on this device.",
    call_on_phone: "Photograph the code with your phone: you show your places on the map there.",
    event_on_phone: "Photograph the code with your phone: you add the event to your calendar there.",
    comments_on_phone: "Comments on this proposal: {n}. They are not on this device and need a network. Photograph the code with your phone: you read them there, and what the administration answers.",
    asked: "What is asked",
    categories: "What it is about",
    all_running: "Show all that is open",
    nothing_open: "Nothing is open here just now. You can read everything.",
    newest: "New proposals",
    older_on_phone: "Only the newest proposals are on this device. Photograph the code with your phone: you read the older ones there, too.",
    none_of_newest: "None of the newest proposals is on this theme.",
};

pub const LS: KioskWays = KioskWays {
    on_phone: "Auf Ihrem Handy",
    page_on_phone: "Machen Sie mit Ihrem Handy ein Foto von dem Code. Dann lesen Sie diese Seite auf Ihrem Handy.",
    survey_on_phone: "Machen Sie mit Ihrem Handy ein Foto von dem Code. Dann antworten Sie auf Ihrem Handy.",
    call_on_phone: "Machen Sie mit Ihrem Handy ein Foto von dem Code. Dann zeigen Sie Ihre Orte auf der Karte.",
    event_on_phone: "Machen Sie mit Ihrem Handy ein Foto von dem Code. Dann können Sie den Termin speichern.",
    comments_on_phone: "Zu diesem Vorschlag haben Menschen etwas geschrieben: {n} Mal. Die Texte sind nicht auf diesem Gerät. Machen Sie mit Ihrem Handy ein Foto von dem Code. Dann lesen Sie die Texte auf Ihrem Handy.",
    asked: "Das fragen wir",
    categories: "Darum geht es",
    all_running: "Alles zeigen",
    nothing_open: "Gerade können Sie hier nicht mitmachen. Sie können alles lesen.",
    newest: "Neue Vorschläge",
    older_on_phone: "Auf diesem Gerät sehen Sie nur die neuen Vorschläge. Es gibt noch mehr Vorschläge. Machen Sie mit Ihrem Handy ein Foto von dem Code. Dann lesen Sie alle Vorschläge auf Ihrem Handy.",
    none_of_newest: "Zu diesem Thema gibt es keinen neuen Vorschlag.",
};
