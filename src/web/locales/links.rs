//! Words of letters with links, and of the pages around them.

/// A page on which somebody asks for a letter.
pub struct Asking {
    pub title: &'static str,
    pub lead: &'static str,
    pub button: &'static str,
}

pub struct Letter {
    pub subject: &'static str,
    pub text: &'static str,
    /// Behind the link.
    pub note: &'static str,
}

pub struct Links {
    pub register: Asking,
    pub sign_in: Asking,
    pub new_password: Asking,
    pub sent: &'static str,
    pub sent_hint: &'static str,
    pub privacy: &'static str,
    pub enter_title: &'static str,
    pub enter_lead: &'static str,
    pub enter_button: &'static str,
    pub open_title: &'static str,
    pub open_lead: &'static str,
    pub open_button: &'static str,
    pub name: &'static str,
    pub name_hint: &'static str,
    pub password_optional: &'static str,
    pub hello: &'static str,
    pub from: &'static str,
    pub register_letter: Letter,
    pub unknown_letter: Letter,
    pub sign_in_letter: Letter,
    pub known_letter: Letter,
    pub password_letter: Letter,
    pub email_letter: Letter,
    pub email_taken_letter: Letter,
    pub email_old_letter: Letter,
}

pub const DE: Links = Links {
    register: Asking {
        title: "Konto eröffnen",
        lead: "Wir schicken Dir einen Link. Damit eröffnest Du Dein Konto.",
        button: "Link schicken",
    },
    sign_in: Asking {
        title: "Ohne Passwort anmelden",
        lead: "Wir schicken Dir einen Link, mit dem Du Dich einmal anmeldest.",
        button: "Link schicken",
    },
    new_password: Asking {
        title: "Passwort vergessen?",
        lead: "Wir schicken Dir einen Link, mit dem Du ein neues Passwort setzt.",
        button: "Link schicken",
    },
    sent: "Sieh in Dein Postfach: Wir haben an die Adresse geschrieben.",
    sent_hint: "Nichts da? Sieh im Spam-Ordner nach und prüfe, ob die Adresse stimmt. Der Link gilt einmal und nur eine Weile.",
    privacy: "Was wir speichern und warum, steht hier:",
    enter_title: "Jetzt anmelden",
    enter_lead: "Du meldest Dich an als {email}.",
    enter_button: "Anmelden",
    open_title: "Dein Konto",
    open_lead: "Deine Adresse ist bestätigt. Ein Knopf fehlt noch.",
    open_button: "Konto eröffnen",
    name: "Name",
    name_hint: "So heißt Du neben Deinen Beiträgen, wenn Du möchtest. Ein erfundener Name ist in Ordnung.",
    password_optional: "Mindestens {n} Zeichen. Ohne Passwort schicken wir Dir zum Anmelden jedes Mal einen Link.",
    hello: "Guten Tag,",
    from: "Wegmarken – die Beteiligungsplattform der Hanse- und Universitätsstadt Rostock",
    register_letter: Letter {
        subject: "Dein Konto bei Wegmarken",
        text: "mit diesem Link eröffnest Du Dein Konto. Er gilt zwei Tage:",
        note: "Du wolltest kein Konto? Dann ist nichts zu tun: Ohne den Link gibt es keines.",
    },
    unknown_letter: Letter {
        subject: "Zu dieser Adresse gibt es kein Konto",
        text: "jemand wollte sich bei Wegmarken mit dieser Adresse anmelden. Es gibt dazu kein Konto. Mit diesem Link eröffnest Du eines. Er gilt zwei Tage:",
        note: "Das warst nicht Du, oder Du möchtest kein Konto? Dann ist nichts zu tun.",
    },
    sign_in_letter: Letter {
        subject: "Dein Link zum Anmelden",
        text: "mit diesem Link meldest Du Dich bei Wegmarken an. Er gilt 30 Minuten und einmal:",
        note: "Das warst nicht Du? Dann ist nichts zu tun. Gib den Link niemandem weiter.",
    },
    known_letter: Letter {
        subject: "Du hast schon ein Konto",
        text: "jemand wollte mit dieser Adresse ein Konto bei Wegmarken eröffnen. Du hast schon eines. Mit diesem Link meldest Du Dich an. Er gilt 30 Minuten und einmal:",
        note: "Das warst nicht Du? Dann ist nichts zu tun. Gib den Link niemandem weiter.",
    },
    password_letter: Letter {
        subject: "Neues Passwort",
        text: "mit diesem Link setzt Du ein neues Passwort für Wegmarken. Er gilt 30 Minuten und einmal:",
        note: "Das warst nicht Du? Dann ist nichts zu tun: Dein Passwort bleibt, wie es ist.",
    },
    email_letter: Letter {
        subject: "Bestätige Deine neue Adresse",
        text: "mit diesem Link bestätigst Du diese Adresse für Dein Konto bei Wegmarken. Er gilt zwei Tage:",
        note: "Das warst nicht Du? Dann ist nichts zu tun.",
    },
    email_taken_letter: Letter {
        subject: "Diese Adresse hat schon ein Konto",
        text: "jemand wollte diese Adresse für sein Konto bei Wegmarken eintragen. Sie gehört schon zu einem Konto. Es hat sich nichts geändert.",
        note: "Wenn Du das warst: Melde Dich mit dieser Adresse an, oder lösche zuerst das andere Konto.",
    },
    email_old_letter: Letter {
        subject: "Deine Adresse soll geändert werden",
        text: "in Deinem Konto bei Wegmarken wurde eine neue E-Mail-Adresse eingetragen. Sie gilt, sobald sie bestätigt ist.",
        note: "Das warst nicht Du? Melde Dich an, beende alle anderen Sitzungen und setze ein neues Passwort.",
    },
};

pub const EN: Links = Links {
    register: Asking {
        title: "Open an account",
        lead: "We send you a link. With it you open your account.",
        button: "Send link",
    },
    sign_in: Asking {
        title: "Sign in without a password",
        lead: "We send you a link with which you sign in once.",
        button: "Send link",
    },
    new_password: Asking {
        title: "Forgot your password?",
        lead: "We send you a link with which you set a new password.",
        button: "Send link",
    },
    sent: "Look into your mailbox: we wrote to the address.",
    sent_hint: "Nothing there? Look into the spam folder and check the address. The link is valid once and for a while only.",
    privacy: "What we store and why is written here:",
    enter_title: "Sign in now",
    enter_lead: "You sign in as {email}.",
    enter_button: "Sign in",
    open_title: "Your account",
    open_lead: "Your address is confirmed. One button is left.",
    open_button: "Open account",
    name: "Name",
    name_hint: "Your name beside your contributions, if you like. An invented one is fine.",
    password_optional: "At least {n} characters. Without a password we send you a link each time you sign in.",
    hello: "Hello,",
    from: "Wegmarken – the participation platform of the Hanse- und Universitätsstadt Rostock",
    register_letter: Letter {
        subject: "Your account at Wegmarken",
        text: "with this link you open your account. It is valid for two days:",
        note: "You did not want an account? Then there is nothing to do: without the link there is none.",
    },
    unknown_letter: Letter {
        subject: "There is no account with this address",
        text: "somebody wanted to sign in to Wegmarken with this address. There is no account with it. With this link you open one. It is valid for two days:",
        note: "That was not you, or you want no account? Then there is nothing to do.",
    },
    sign_in_letter: Letter {
        subject: "Your link to sign in",
        text: "with this link you sign in to Wegmarken. It is valid for 30 minutes and once:",
        note: "That was not you? Then there is nothing to do. Give the link to nobody.",
    },
    known_letter: Letter {
        subject: "You have an account already",
        text: "somebody wanted to open an account at Wegmarken with this address. You have one already. With this link you sign in. It is valid for 30 minutes and once:",
        note: "That was not you? Then there is nothing to do. Give the link to nobody.",
    },
    password_letter: Letter {
        subject: "New password",
        text: "with this link you set a new password for Wegmarken. It is valid for 30 minutes and once:",
        note: "That was not you? Then there is nothing to do: your password stays as it is.",
    },
    email_letter: Letter {
        subject: "Confirm your new address",
        text: "with this link you confirm this address for your account at Wegmarken. It is valid for two days:",
        note: "That was not you? Then there is nothing to do.",
    },
    email_taken_letter: Letter {
        subject: "This address has an account already",
        text: "somebody wanted to enter this address for their account at Wegmarken. It belongs to an account already. Nothing has changed.",
        note: "If that was you: sign in with this address, or delete the other account first.",
    },
    email_old_letter: Letter {
        subject: "Your address is about to change",
        text: "a new e-mail address was entered in your account at Wegmarken. It counts as soon as it is confirmed.",
        note: "That was not you? Sign in, end all other sessions and set a new password.",
    },
};

pub const LS: Links = Links {
    register: Asking {
        title: "Ein Konto machen",
        lead: "Wir schicken Ihnen eine E-Mail. In der E-Mail ist ein Link. Mit dem Link machen Sie Ihr Konto.",
        button: "Link schicken",
    },
    sign_in: Asking {
        title: "Ohne Passwort anmelden",
        lead: "Wir schicken Ihnen eine E-Mail. In der E-Mail ist ein Link. Mit dem Link melden Sie sich an.",
        button: "Link schicken",
    },
    new_password: Asking {
        title: "Passwort vergessen?",
        lead: "Wir schicken Ihnen eine E-Mail. In der E-Mail ist ein Link. Mit dem Link machen Sie ein neues Passwort.",
        button: "Link schicken",
    },
    sent: "Wir haben Ihnen eine E-Mail geschickt. Bitte lesen Sie Ihre E-Mails.",
    sent_hint: "Sie haben keine E-Mail? Dann sehen Sie im Spam-Ordner nach. Der Link geht nur ein Mal. Und er geht nur kurze Zeit.",
    privacy: "Das speichern wir über Sie:",
    enter_title: "Jetzt anmelden",
    enter_lead: "Sie melden sich an als {email}.",
    enter_button: "Anmelden",
    open_title: "Ihr Konto",
    open_lead: "Ihre E-Mail-Adresse stimmt. Jetzt müssen Sie nur noch auf den Knopf drücken.",
    open_button: "Konto machen",
    name: "Name",
    name_hint: "Dieser Name steht neben Ihren Texten. Sie können sich einen Namen aus-denken.",
    password_optional: "Das Passwort braucht {n} Zeichen oder mehr. Sie wollen kein Passwort? Dann schicken wir Ihnen jedes Mal einen Link.",
    hello: "Guten Tag,",
    from: "Wegmarken – hier können alle in Rostock mit-machen",
    register_letter: Letter {
        subject: "Ihr Konto bei Wegmarken",
        text: "mit diesem Link machen Sie Ihr Konto. Der Link geht 2 Tage lang:",
        note: "Sie wollen kein Konto? Dann müssen Sie nichts tun.",
    },
    unknown_letter: Letter {
        subject: "Sie haben noch kein Konto",
        text: "jemand wollte sich mit dieser E-Mail-Adresse anmelden. Dazu gibt es kein Konto. Mit diesem Link machen Sie ein Konto. Der Link geht 2 Tage lang:",
        note: "Das waren nicht Sie? Oder Sie wollen kein Konto? Dann müssen Sie nichts tun.",
    },
    sign_in_letter: Letter {
        subject: "Ihr Link zum Anmelden",
        text: "mit diesem Link melden Sie sich an. Der Link geht 30 Minuten lang. Und er geht nur ein Mal:",
        note: "Das waren nicht Sie? Dann müssen Sie nichts tun. Geben Sie den Link nicht weiter.",
    },
    known_letter: Letter {
        subject: "Sie haben schon ein Konto",
        text: "jemand wollte mit dieser E-Mail-Adresse ein Konto machen. Sie haben schon ein Konto. Mit diesem Link melden Sie sich an. Der Link geht 30 Minuten lang. Und er geht nur ein Mal:",
        note: "Das waren nicht Sie? Dann müssen Sie nichts tun. Geben Sie den Link nicht weiter.",
    },
    password_letter: Letter {
        subject: "Neues Passwort",
        text: "mit diesem Link machen Sie ein neues Passwort. Der Link geht 30 Minuten lang. Und er geht nur ein Mal:",
        note: "Das waren nicht Sie? Dann müssen Sie nichts tun. Ihr Passwort bleibt gleich.",
    },
    email_letter: Letter {
        subject: "Stimmt Ihre neue E-Mail-Adresse?",
        text: "mit diesem Link sagen Sie: Das ist meine neue E-Mail-Adresse. Der Link geht 2 Tage lang:",
        note: "Das waren nicht Sie? Dann müssen Sie nichts tun.",
    },
    email_taken_letter: Letter {
        subject: "Diese E-Mail-Adresse hat schon ein Konto",
        text: "jemand wollte diese E-Mail-Adresse in ein Konto schreiben. Die E-Mail-Adresse gehört schon zu einem Konto. Es ist alles gleich geblieben.",
        note: "Waren Sie das? Dann melden Sie sich mit dieser E-Mail-Adresse an.",
    },
    email_old_letter: Letter {
        subject: "Ihre E-Mail-Adresse soll sich ändern",
        text: "in Ihrem Konto steht eine neue E-Mail-Adresse. Die neue Adresse gilt bald.",
        note: "Das waren nicht Sie? Dann melden Sie sich an. Und machen Sie ein neues Passwort.",
    },
};
