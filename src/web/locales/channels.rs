//! Words of the ways in which people take part.

use domain::channel::Channel;

pub struct Channels {
    pub title: &'static str,
    /// Of the page with all of them.
    pub page: &'static str,
    pub lead: &'static str,
    pub about: &'static str,
    pub whole: &'static str,
    pub figure: &'static str,
    pub total: &'static str,
    pub marks: &'static str,
    pub small: &'static str,
    pub all_small: &'static str,
    /// Of the table below a discussion.
    pub stances: &'static str,
    pub stance: &'static str,
    pub small_stances: &'static str,
    pub unsaid: &'static str,
    pub web: &'static str,
    pub kiosk: &'static str,
    pub paper: &'static str,
    pub counter: &'static str,
}

impl Channels {
    pub fn name(&self, channel: Channel) -> &'static str {
        match channel {
            Channel::Web => self.web,
            Channel::Kiosk => self.kiosk,
            Channel::Paper => self.paper,
            Channel::Counter => self.counter,
        }
    }
}

pub const DE: Channels = Channels {
    title: "Nach Wegen der Teilnahme",
    page: "Zahlen nach Wegen der Teilnahme",
    lead: "Menschen machen im Internet mit, an einem Kiosk der Stadt, auf Papier oder am Schalter. Alles zählt gleich. Hier steht, wie viel auf welchem Weg kam.",
    about: "Es geht um:",
    whole: "alle Vorschläge",
    figure: "Zahl",
    total: "insgesamt",
    marks: "Orte auf der Karte",
    small: "Kamen aus einem Ortsteil auf einem Weg weniger als 5 Vorschläge, dann steht in dieser Tabelle nur, wie viele es zusammen sind. Sind auch das weniger als 5, dann steht nur das da.",
    all_small: "In jedem Ortsteil sind es weniger als 5 Vorschläge, deshalb stehen hier keine Zahlen nach Ortsteil.",
    stances: "Haltungen nach Wegen der Teilnahme",
    stance: "Haltung",
    small_stances: "Bei Dafür, Dagegen und Hinweis steht nur, wie viele es zusammen sind: Auf einem Weg kamen weniger als 5 Kommentare, oder alle kamen auf einem.",
    unsaid: "nicht gesagt",
    web: "Internet",
    kiosk: "Kiosk",
    paper: "Papier",
    counter: "Schalter",
};

pub const EN: Channels = Channels {
    title: "By way of taking part",
    page: "Numbers by way of taking part",
    lead: "People take part on the internet, at a kiosk of the city, on paper or at the counter. Everything counts alike. Here you see how much came by which way.",
    about: "This is about:",
    whole: "all proposals",
    figure: "Number",
    total: "in all",
    marks: "Places on the map",
    small: "Where fewer than 5 proposals came from a district by one way, this table only says how many there are in all. Where that is fewer than 5 as well, it says only so.",
    all_small: "In every district there are fewer than 5 proposals, so there are no numbers by district here.",
    stances: "Stances by way of taking part",
    stance: "Stance",
    small_stances: "For in favour, against and note it only says how many there are in all: fewer than 5 comments came by one way, or all came by one.",
    unsaid: "not said",
    web: "Internet",
    kiosk: "Kiosk",
    paper: "Paper",
    counter: "Counter",
};

pub const LS: Channels = Channels {
    title: "So haben die Menschen mitgemacht",
    page: "Zahlen: So haben die Menschen mitgemacht",
    lead: "Sie können auf 4 Arten mitmachen: im Internet, am Kiosk, auf Papier oder am Schalter. Alles zählt gleich. Hier sehen Sie die Zahlen dazu.",
    about: "Darum geht es:",
    whole: "alle Ideen",
    figure: "Was",
    total: "Zusammen",
    marks: "Orte auf der Karte",
    small: "Manche Zahlen sind sehr klein. Diese Zahlen stehen nicht in der Tabelle.",
    all_small: "In jedem Stadt-Teil gibt es weniger als 5 Ideen. Darum zeigen wir hier keine Zahlen.",
    stances: "So haben diese Menschen mitgemacht",
    stance: "Meinung",
    small_stances: "Manche Zahlen zu dafür und dagegen sind sehr klein. Darum zeigen wir sie nur zusammen.",
    unsaid: "zeigen wir nicht",
    web: "Im Internet",
    kiosk: "Am Kiosk",
    paper: "Auf Papier",
    counter: "Am Schalter",
};
