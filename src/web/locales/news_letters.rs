//! Words of the letters that bring news.

use super::Plural;

pub struct NewsLetters {
    pub subject: &'static str,
    pub subject_hidden: &'static str,
    pub subject_many: Plural,
    pub greeting: &'static str,
    pub intro: &'static str,
    pub intro_many: &'static str,
    pub receipt: &'static str,
    pub close: &'static str,
    pub settings: &'static str,
    pub stop: &'static str,
    pub no_reply: &'static str,
    pub confirm_subject: &'static str,
    pub confirm_text: &'static str,
    pub confirm_valid: &'static str,
    pub confirm_not_you: &'static str,
}

pub const DE: NewsLetters = NewsLetters {
    subject: "Neues zu „{title}“",
    subject_hidden: "Neues von Wegmarken",
    subject_many: Plural { one: "{n} Neuigkeit von Wegmarken", other: "{n} Neuigkeiten von Wegmarken" },
    greeting: "Moin!",
    intro: "Es gibt etwas Neues:",
    intro_many: "Das ist neu:",
    receipt: "Mit dem Code auf Deinem Beleg kannst Du Deinen Vorschlag jederzeit ansehen:",
    close: "Viele Grüße aus Rostock",
    settings: "Was Du verfolgst und wie oft wir schreiben, stellst Du hier ein:",
    stop: "Keine E-Mails mehr:",
    no_reply: "Auf diese E-Mail kann niemand antworten.",
    confirm_subject: "Bitte bestätige Deine E-Mail-Adresse",
    confirm_text: "Du möchtest Neuigkeiten von Wegmarken, der Beteiligungsplattform der Stadt Rostock, per E-Mail bekommen. Öffne diesen Link und drücke dort auf den Knopf:",
    confirm_valid: "Der Link gilt drei Tage.",
    confirm_not_you: "Das warst Du nicht? Dann tu einfach nichts. Ohne den Link schreiben wir Dir nicht.",
};

pub const EN: NewsLetters = NewsLetters {
    subject: "News about “{title}”",
    subject_hidden: "News from Wegmarken",
    subject_many: Plural { one: "{n} piece of news from Wegmarken", other: "{n} pieces of news from Wegmarken" },
    greeting: "Hello!",
    intro: "There is something new:",
    intro_many: "This is new:",
    receipt: "With the code on your receipt you can see your proposal at any time:",
    close: "Best wishes from Rostock",
    settings: "Choose here what you follow and how often we write:",
    stop: "No more e-mails:",
    no_reply: "Nobody reads answers to this e-mail.",
    confirm_subject: "Please confirm your e-mail address",
    confirm_text: "You want news from Wegmarken, the participation platform of the city of Rostock, by e-mail. Open this link and press the button there:",
    confirm_valid: "The link is good for three days.",
    confirm_not_you: "That was not you? Then do nothing. Without the link we do not write to you.",
};

pub const LS: NewsLetters = NewsLetters {
    subject: "Neues zu: {title}",
    subject_hidden: "Neues von Wegmarken",
    subject_many: Plural { one: "{n}-mal Neues von Wegmarken", other: "{n}-mal Neues von Wegmarken" },
    greeting: "Guten Tag!",
    intro: "Es gibt etwas Neues:",
    intro_many: "Das ist neu:",
    receipt: "Mit Ihrem Code können Sie Ihre Idee ansehen:",
    close: "Viele Grüße aus Rostock",
    settings: "Hier können Sie das ändern:",
    stop: "Keine E-Mails mehr:",
    no_reply: "Bitte antworten Sie nicht auf diese E-Mail.",
    confirm_subject: "Bitte bestätigen Sie Ihre E-Mail-Adresse",
    confirm_text: "Sie möchten E-Mails von Wegmarken. Wegmarken ist eine Seite von der Stadt Rostock. Bitte öffnen Sie diesen Link. Dann drücken Sie auf den Knopf.",
    confirm_valid: "Der Link geht 3 Tage lang.",
    confirm_not_you: "Das waren Sie nicht? Dann müssen Sie nichts tun. Dann schreiben wir Ihnen nicht.",
};
