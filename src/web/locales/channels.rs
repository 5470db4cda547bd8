//! Words of the ways in which people take part.

use domain::channel::Channel;

pub struct Channels {
    pub title: &'static str,
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
    web: "Internet",
    kiosk: "Kiosk",
    paper: "Papier",
    counter: "Schalter",
};

pub const EN: Channels =
    Channels { title: "By way of taking part", web: "Internet", kiosk: "Kiosk", paper: "Paper", counter: "Counter" };

pub const LS: Channels = Channels {
    title: "So haben die Menschen mitgemacht",
    web: "Im Internet",
    kiosk: "Am Kiosk",
    paper: "Auf Papier",
    counter: "Am Schalter",
};
