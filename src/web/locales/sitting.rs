//! Words of a sitting at the counter, in which a clerk helps somebody to take part.

use store::sittings::What;

pub struct Sitting {
    pub title: &'static str,
    pub lead: &'static str,
    pub desk_link: &'static str,
    pub purpose: &'static str,
    pub purpose_hint: &'static str,
    pub present: &'static str,
    pub present_missing: &'static str,
    pub signs_out: &'static str,
    pub begin: &'static str,
    pub bar: &'static str,
    pub bar_link: &'static str,
    pub slips: &'static str,
    pub slips_lead: &'static str,
    pub nothing: &'static str,
    pub sent: &'static str,
    pub drafts: &'static str,
    pub end: &'static str,
    pub end_note: &'static str,
    pub others: &'static str,
    pub over: &'static str,
    pub over_idle: &'static str,
    pub over_text: &'static str,
    pub over_sign_in: &'static str,
    /// In the order of `domain::sittings::Purpose::ALL`.
    pub purposes: [&'static str; 4],
    kinds: [&'static str; 5],
    /// Title and text of pages that refuse.
    pub closed: (&'static str, &'static str),
    pub over_error: (&'static str, &'static str),
}

impl Sitting {
    pub fn kind(&self, what: What) -> &'static str {
        let [proposal, comment, mark, support, survey] = self.kinds;
        match what {
            What::Proposal => proposal,
            What::Comment => comment,
            What::Mark => mark,
            What::Support => support,
            What::Survey => survey,
        }
    }
}

pub const DE: Sitting = Sitting {
    title: "Beim Mitmachen helfen",
    lead: "Jemand ohne Computer oder ohne E-Mail-Adresse macht hier im eigenen Namen mit. Die Person tippt selbst, oder Du tippst, was sie sagt.",
    desk_link: "Begleitete Sitzung beginnen",
    purpose: "Wofür ist die Person da?",
    purpose_hint: "Das steht mit Deinem Namen und der Zeit im Prüfprotokoll. Wer die Person ist, steht nirgends.",
    present: "Die Person ist hier und möchte das.",
    present_missing: "Die Person muss dabei sein: Setz das Häkchen, wenn sie hier ist.",
    signs_out: "Du wirst dabei in diesem Browser abgemeldet. Deine Rechte gelten in der Sitzung nicht, und nichts daraus gehört zu Deinem Konto. Sie endet mit dem Knopf oder nach {n} Minuten ohne Eingabe. Danach meldest Du Dich neu an.",
    begin: "Beginnen",
    bar: "Begleitete Sitzung: Was Du hier abschickst, gilt in Deinem Namen. Nach {n} Minuten ohne Eingabe endet sie, und was nicht abgeschickt ist, ist weg.",
    bar_link: "Belege und Ende",
    slips: "Deine Belege",
    slips_lead: "Nimm die Belege mit: Mit dem Code siehst Du später, was daraus wird. Nach dem Ende der Sitzung zeigt sie hier niemand mehr.",
    nothing: "In dieser Sitzung ist noch nichts abgeschickt.",
    sent: "Das ist bei der Stadt angekommen.",
    drafts: "Ein Vorschlag ist begonnen und nicht abgeschickt. Mit dem Ende der Sitzung ist er weg. Unter „Vorschlag einreichen“ geht es weiter.",
    end: "Sitzung beenden",
    end_note: "Druckt zuerst die Belege. Schließt danach alle anderen Fenster dieser Sitzung.",
    others: "Das zählt",
    over: "Die begleitete Sitzung ist beendet",
    over_idle: "Es kam {n} Minuten lang keine Eingabe.",
    over_text: "Was abgeschickt wurde, zählt. Was nicht abgeschickt war, ist gelöscht. Schließ alle anderen Fenster dieser Sitzung, bevor Du Dich anmeldest.",
    over_sign_in: "Wieder am Schalter anmelden",
    purposes: [
        "Einen Vorschlag einreichen",
        "Vorschläge unterstützen oder dazu etwas sagen",
        "Eine Umfrage beantworten",
        "Einen Ort auf der Karte zeigen",
    ],
    kinds: ["Vorschlag", "Beitrag", "Ort auf der Karte", "Unterstützt", "Umfrage beantwortet"],
    closed: (
        "Das geht in der begleiteten Sitzung nicht",
        "Anmelden, Konten und die Arbeit der Stadt sind hier geschlossen. Mitmachen kannst Du mit Vorschlägen, Beiträgen, Umfragen und Orten. Beende zuerst die Sitzung.",
    ),
    over_error: (
        "Die begleitete Sitzung ist beendet",
        "Sie war zu lange ohne Eingabe. Nichts wurde abgeschickt. Beginnt am Schalter eine neue Sitzung; was in ein Textfeld geschrieben war, steht unten zum Kopieren.",
    ),
};

pub const EN: Sitting = Sitting {
    title: "Help somebody to take part",
    lead: "Somebody without a computer or e-mail address takes part here in their own name. They type, or you type what they say.",
    desk_link: "Begin a sitting",
    purpose: "What did the person come for?",
    purpose_hint: "This stands in the audit log with your name and the time. Who the person is stands nowhere.",
    present: "The person is here and wants this.",
    present_missing: "The person has to be there: tick the box if they are here.",
    signs_out: "This signs you out in this browser. Your rights are of no use in the sitting, and nothing of it belongs to your account. It ends with its button, or after {n} minutes without input. Then you sign in again.",
    begin: "Begin",
    bar: "Sitting at the counter: what you send here counts in your name. After {n} minutes without input it ends, and what was not sent is gone.",
    bar_link: "Receipts and end",
    slips: "Your receipts",
    slips_lead: "Take the receipts along: with the code you see later what becomes of it. After the end of the sitting nobody can show them here any more.",
    nothing: "Nothing was sent in this sitting yet.",
    sent: "This has reached the city.",
    drafts: "A proposal was begun and not sent. It is gone with the end of the sitting. Go on under “Submit a proposal”.",
    end: "End the sitting",
    end_note: "Print the receipts first. Then close all other windows of this sitting.",
    others: "This counts",
    over: "The sitting is over",
    over_idle: "There was no input for {n} minutes.",
    over_text: "What was sent counts. What was not sent is deleted. Close all other windows of this sitting before you sign in.",
    over_sign_in: "Sign in at the counter again",
    purposes: [
        "Submit a proposal",
        "Support proposals or say something about them",
        "Answer a survey",
        "Show a place on the map",
    ],
    kinds: ["Proposal", "Comment", "Place on the map", "Supported", "Survey answered"],
    closed: (
        "Not in a sitting",
        "Signing in, accounts and the work of the city are closed here. You can take part with proposals, comments, surveys and places. End the sitting first.",
    ),
    over_error: (
        "The sitting is over",
        "It was without input for too long. Nothing was sent. Begin a new sitting at the counter; what was written into a field stands below to be copied.",
    ),
};

pub const LS: Sitting = Sitting {
    title: "Beim Mitmachen helfen",
    lead: "Ein Mensch hat keinen Computer. Der Mensch möchte mitmachen. Hier helfen Sie dabei.",
    desk_link: "Anfangen",
    purpose: "Was möchte der Mensch machen?",
    purpose_hint: "Das schreiben wir auf. Wir schreiben nicht auf: Wer ist der Mensch?",
    present: "Der Mensch ist hier und möchte das.",
    present_missing: "Der Mensch muss hier sein. Machen Sie dann einen Haken.",
    signs_out: "Sie werden dabei abgemeldet. Nach {n} Minuten Pause ist Schluss. Oder Sie drücken auf: Beenden. Danach melden Sie sich wieder an.",
    begin: "Anfangen",
    bar: "Sie machen jetzt am Schalter mit. Nach {n} Minuten Pause ist Schluss. Dann ist weg, was Sie nicht abgeschickt haben.",
    bar_link: "Zettel drucken und beenden",
    slips: "Ihre Zettel",
    slips_lead: "Drucken Sie die Zettel. Nehmen Sie die Zettel mit. Mit dem Code sehen Sie später: Das passiert damit.",
    nothing: "Sie haben noch nichts abgeschickt.",
    sent: "Die Stadt hat Ihren Text bekommen.",
    drafts: "Ein Vorschlag ist noch nicht fertig. Schicken Sie den Vorschlag ab. Sonst ist er nachher weg.",
    end: "Beenden",
    end_note: "Drucken Sie zuerst die Zettel. Machen Sie dann alle anderen Fenster zu.",
    others: "Das zählt",
    over: "Schluss am Schalter",
    over_idle: "{n} Minuten lang war Pause.",
    over_text: "Abgeschicktes zählt. Der Rest ist gelöscht. Machen Sie alle anderen Fenster zu.",
    over_sign_in: "Wieder anmelden",
    purposes: ["Einen Vorschlag schreiben", "Vorschläge unterstützen", "Eine Umfrage beantworten", "Einen Ort zeigen"],
    kinds: ["Vorschlag", "Beitrag", "Ort auf der Karte", "Unterstützt", "Umfrage beantwortet"],
    closed: (
        "Das geht hier nicht",
        "Sie machen gerade am Schalter mit. Anmelden geht erst danach. Drücken Sie zuerst auf: Beenden.",
    ),
    over_error: (
        "Schluss am Schalter",
        "Die Pause war zu lang. Wir haben nichts abgeschickt. Fangen Sie noch einmal an. Ihr Text steht unten.",
    ),
};
