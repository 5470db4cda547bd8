//! Error pages: what happened, and how to go on.

/// Title and text.
type Message = (&'static str, &'static str);

pub struct Errors {
    pub not_found: Message,
    pub forbidden: Message,
    pub sign_in: Message,
    pub second_factor: Message,
    pub proof: Message,
    pub conflict: Message,
    pub too_large: Message,
    /// Above what was written and could not be taken, and before each part of it.
    pub given_back: Message,
    pub given_back_part: &'static str,
    pub too_many: Message,
    pub busy: Message,
    pub unwritable: Message,
    pub bad_request: Message,
    pub internal: Message,
    pub board_closed: Message,
    pub not_in_this_status: Message,
    pub already_supported: Message,
    pub other_unit: Message,
    pub stale: Message,
    pub residents_only: Message,
    pub accounts_only: Message,
}

pub const DE: Errors = Errors {
    not_found: (
        "Diese Seite gibt es nicht",
        "Vielleicht ist die Adresse vertippt oder alt. Suche hier oder geh zur Startseite.",
    ),
    sign_in: (
        "Bitte melde Dich an",
        "Deine Anmeldung ist abgelaufen. Melde Dich in einem zweiten Fenster an und versuche es dann noch einmal.",
    ),
    second_factor: (
        "Ein Schritt fehlt noch",
        "Wer für die Stadt arbeitet, meldet sich mit einem zweiten Faktor an. Du richtest ihn unter „Mein Konto“ ein.",
    ),
    proof: (
        "Bist Du es?",
        "Deine Anmeldung ist eine Weile her. Öffne die Seite noch einmal: Sie fragt nach einer Bestätigung, und dann geht es weiter.",
    ),
    forbidden: (
        "Das geht von hier aus nicht",
        "Bitte öffne die Seite noch einmal auf dieser Plattform und versuche es erneut.",
    ),
    conflict: ("Das passt gerade nicht zusammen", "Geh zurück, lade die Seite neu und versuche es noch einmal."),
    too_large: (
        "Das ist zu groß",
        "Die Bilder oder der Text sind größer als erlaubt. Nimm kleinere Bilder oder kürze den Text.",
    ),
    given_back: (
        "Das hast Du geschrieben",
        "Kopiere es hier heraus, bevor Du weitergehst. War es sehr lang, steht hier nur der Anfang. Was Du ausgewählt hast und alles Geheime fehlen hier.",
    ),
    given_back_part: "Dein Text, Teil {n}",
    too_many: (
        "Einen Moment, bitte",
        "Von diesem Anschluss kamen gerade sehr viele Anfragen. Warte eine Minute und versuche es noch einmal.",
    ),
    busy: ("Gerade ist viel los", "Bitte versuche es in einer Minute noch einmal."),
    unwritable: (
        "Gerade können wir nichts speichern",
        "Das liegt an uns, wir wissen davon. Versuche es in einigen Minuten noch einmal. Lesen kannst Du alles.",
    ),
    bad_request: (
        "Das haben wir nicht verstanden",
        "Geh zurück und prüfe Deine Eingabe. Wenn es so bleibt, ruf uns an: 0381 381-7777.",
    ),
    internal: ("Da ist bei uns etwas schiefgegangen", "Wir haben es notiert. Bitte versuche es später noch einmal."),
    board_closed: (
        "Hier kannst Du gerade nicht mitmachen",
        "Diese Vorschläge sind im Moment nicht offen. Lesen kannst Du sie weiter.",
    ),
    not_in_this_status: (
        "Das geht bei diesem Vorschlag nicht mehr",
        "Sein Stand hat sich geändert. Auf seiner Seite steht, wie es weitergeht.",
    ),
    already_supported: (
        "Der Text bleibt jetzt, wie er ist",
        "Andere stehen schon hinter diesen Worten. Schreib einen Beitrag, wenn Du etwas ergänzen möchtest.",
    ),
    other_unit: (
        "Diese Seite betreut ein anderes Amt",
        "Ändern und zur Prüfung geben kannst Du sie, entscheiden nicht. Geh zurück und öffne auf der Seite „Veröffentlichen“: Dort steht, wer sie betreut und wen Du fragen kannst.",
    ),
    stale: (
        "Jemand war schneller",
        "Dieser Text wurde inzwischen geändert. Lade die Seite neu und trage Deine Änderung noch einmal ein.",
    ),
    residents_only: (
        "Hier stimmen Einwohner*innen ab",
        "Dafür bestätigst Du einmal, dass Du in Rostock wohnst: unter „Mein Konto“, „Wohnsitz bestätigen“.",
    ),
    accounts_only: ("Hier brauchst Du ein Konto", "Eröffne eines mit Deiner E-Mail-Adresse oder melde Dich an."),
};

pub const EN: Errors = Errors {
    not_found: (
        "This page does not exist",
        "Perhaps the address is mistyped or old. Search here or go to the start page.",
    ),
    sign_in: ("Please sign in", "You are no longer signed in. Sign in in a second window, then try once more."),
    second_factor: (
        "One step is missing",
        "Whoever works for the city signs in with a second factor. Set it up under “My account”.",
    ),
    proof: (
        "Is it you?",
        "You signed in a while ago. Open the page once more: it asks you to confirm, and then it goes on.",
    ),
    forbidden: ("This cannot be done from here", "Please open the page again on this platform and try once more."),
    conflict: ("This does not fit together right now", "Go back, reload the page and try again."),
    too_large: (
        "This is too large",
        "The pictures or the text are larger than allowed. Use smaller pictures or shorten the text.",
    ),
    given_back: (
        "What you wrote",
        "Copy it from here before you go on. If it was very long, this is only its beginning. What you chose and whatever is secret is not here.",
    ),
    given_back_part: "Your text, part {n}",
    too_many: ("One moment, please", "Very many requests came from this connection. Wait a minute and try again."),
    busy: ("A lot is going on right now", "Please try again in a minute."),
    unwritable: (
        "We cannot store anything right now",
        "This is our fault, and we know of it. Try again in some minutes. You can read everything.",
    ),
    bad_request: (
        "We did not understand this",
        "Go back and check what you entered. If it stays like this, call us: 0381 381-7777.",
    ),
    internal: ("Something went wrong on our side", "We have made a note of it. Please try again later."),
    board_closed: (
        "You cannot take part here right now",
        "These proposals are not open at the moment. You can go on reading them.",
    ),
    not_in_this_status: (
        "This is no longer possible for this proposal",
        "Its state has changed. Its page says what comes next.",
    ),
    already_supported: (
        "The text now stays as it is",
        "Others already stand behind these words. Write a comment if you want to add something.",
    ),
    other_unit: (
        "Another office looks after this page",
        "You can change it and hand it in, but not decide about it. Go back and open “Publish” on the page: it says who looks after it and whom to ask.",
    ),
    stale: ("Somebody was faster", "This text was changed meanwhile. Reload the page and enter your change once more."),
    residents_only: (
        "Residents take part here",
        "For that you confirm once that you live in Rostock: under “My account”, “Confirm where you live”.",
    ),
    accounts_only: ("You need an account here", "Open one with your e-mail address, or sign in."),
};

pub const LS: Errors = Errors {
    not_found: (
        "Diese Seite gibt es nicht",
        "Vielleicht ist die Adresse falsch. Sie können hier suchen. Oder Sie gehen zur Start-Seite.",
    ),
    sign_in: (
        "Bitte melden Sie sich an",
        "Sie sind nicht mehr angemeldet. Melden Sie sich in einem neuen Fenster an. Dann probieren Sie es wieder.",
    ),
    second_factor: (
        "Ein Schritt fehlt noch",
        "Sie arbeiten für die Stadt? Dann brauchen Sie beim Anmelden noch einen Code. Sie richten das bei „Mein Konto“ ein.",
    ),
    proof: (
        "Sind Sie es?",
        "Sie haben sich vor einiger Zeit angemeldet. Bitte öffnen Sie die Seite noch einmal. Dann fragen wir Sie etwas. Danach geht es weiter.",
    ),
    forbidden: ("Das geht so nicht", "Bitte öffnen Sie die Seite noch einmal. Dann probieren Sie es wieder."),
    conflict: ("Das passt nicht zusammen", "Bitte gehen Sie zurück. Laden Sie die Seite neu."),
    too_large: (
        "Das ist zu groß",
        "Die Bilder sind zu groß. Oder der Text ist zu lang. Nehmen Sie kleinere Bilder. Oder schreiben Sie weniger.",
    ),
    given_back: (
        "Das haben Sie geschrieben",
        "Ihr Text steht hier. Kopieren Sie den Text. Danach können Sie die Seite verlassen. Der Text war sehr lang? Dann steht hier nur der Anfang. Ihre Kreuze stehen hier nicht. Geheime Wörter stehen hier auch nicht.",
    ),
    given_back_part: "Ihr Text, Teil {n}",
    too_many: ("Bitte warten Sie", "Es gab sehr viele Anfragen. Warten Sie 1 Minute. Dann probieren Sie es wieder."),
    busy: ("Gerade ist viel los", "Warten Sie 1 Minute. Dann probieren Sie es wieder."),
    unwritable: (
        "Wir können gerade nichts speichern",
        "Das ist unser Fehler. Warten Sie ein paar Minuten. Dann probieren Sie es wieder.",
    ),
    bad_request: (
        "Das haben wir nicht verstanden",
        "Bitte gehen Sie zurück. Prüfen Sie Ihren Text. Sie können uns anrufen: 0381 381-7777.",
    ),
    internal: ("Wir haben einen Fehler gemacht", "Wir wissen davon. Bitte probieren Sie es später noch einmal."),
    board_closed: ("Hier ist gerade Pause", "Sie können die Ideen lesen. Mitmachen geht gerade nicht."),
    not_in_this_status: (
        "Das geht hier nicht mehr",
        "Bei dieser Idee hat sich etwas geändert. Lesen Sie bitte die Seite von der Idee.",
    ),
    already_supported: (
        "Der Text bleibt so",
        "Andere Menschen finden den Text gut. Deshalb bleibt der Text gleich. Sie können einen neuen Text dazu schreiben.",
    ),
    other_unit: (
        "Ein anderes Amt ist zuständig",
        "Sie können den Text ändern. Aber Sie können ihn nicht veröffentlichen. Gehen Sie zurück. Klicken Sie auf „Veröffentlichen“. Dort steht, wen Sie fragen können.",
    ),
    stale: ("Jemand war schneller", "Der Text ist jetzt anders. Bitte laden Sie die Seite neu."),
    residents_only: (
        "Hier machen Menschen aus Rostock mit",
        "Bitte zeigen Sie uns ein Mal: Sie wohnen in Rostock. Das geht in Ihrem Konto.",
    ),
    accounts_only: ("Hier brauchen Sie ein Konto", "Machen Sie ein Konto. Oder melden Sie sich an."),
};
