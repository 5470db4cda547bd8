//! Words of accounts and of signing in.

pub struct Accounts {
    pub sign_in: &'static str,
    pub sign_in_title: &'static str,
    pub sign_in_lead: &'static str,
    pub sign_in_button: &'static str,
    pub sign_in_wrong: &'static str,
    pub no_account_needed: &'static str,
    pub email: &'static str,
    pub password: &'static str,
    pub account: &'static str,
    pub account_title: &'static str,
    pub account_lead: &'static str,
    pub signed_in_as: &'static str,
    pub sign_out: &'static str,
}

pub const DE: Accounts = Accounts {
    sign_in: "Anmelden",
    sign_in_title: "Anmelden",
    sign_in_lead: "Mit einem Konto findest Du auf jedem Gerät wieder, was Du geschrieben und unterstützt hast.",
    sign_in_button: "Anmelden",
    sign_in_wrong: "E-Mail-Adresse und Passwort passen nicht zusammen. Prüfe beide und versuche es noch einmal.",
    no_account_needed: "Mitmachen kannst Du auch ohne Konto.",
    email: "E-Mail-Adresse",
    password: "Passwort",
    account: "Mein Konto",
    account_title: "Mein Konto",
    account_lead: "Was zu Deinem Konto gehört.",
    signed_in_as: "Du bist angemeldet als",
    sign_out: "Abmelden",
};

pub const EN: Accounts = Accounts {
    sign_in: "Sign in",
    sign_in_title: "Sign in",
    sign_in_lead: "With an account you find what you wrote and supported on every device.",
    sign_in_button: "Sign in",
    sign_in_wrong: "E-mail address and password do not match. Check both and try again.",
    no_account_needed: "You can take part without an account, too.",
    email: "E-mail address",
    password: "Password",
    account: "My account",
    account_title: "My account",
    account_lead: "What belongs to your account.",
    signed_in_as: "You are signed in as",
    sign_out: "Sign out",
};

pub const LS: Accounts = Accounts {
    sign_in: "Anmelden",
    sign_in_title: "Anmelden",
    sign_in_lead: "Sie haben ein Konto? Dann melden Sie sich hier an. So finden Sie Ihre Texte wieder.",
    sign_in_button: "Anmelden",
    sign_in_wrong: "Die E-Mail-Adresse und das Passwort passen nicht zusammen. Bitte prüfen Sie beides.",
    no_account_needed: "Sie können auch ohne Konto mit-machen.",
    email: "E-Mail-Adresse",
    password: "Passwort",
    account: "Mein Konto",
    account_title: "Mein Konto",
    account_lead: "Das gehört zu Ihrem Konto.",
    signed_in_as: "Sie sind angemeldet als",
    sign_out: "Abmelden",
};
