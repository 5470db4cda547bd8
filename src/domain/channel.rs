//! By which way a contribution came. All of them count alike; what is counted can be split by them.

use serde::{Deserialize, Serialize};

use crate::listed::listed;

listed! {
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Channel {
        /// A device of one's own.
        #[default]
        Web,
        /// A tablet of the city that many share.
        Kiosk,
        /// A printed form that a clerk typed in.
        Paper,
        /// Said at the counter, where a clerk wrote it down.
        Counter,
    }
}

impl Channel {
    /// All but the one that most come by: what came by these is few, and counted.
    pub const OTHERS: [Self; 3] = [Self::Kiosk, Self::Paper, Self::Counter];

    pub fn code(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Kiosk => "kiosk",
            Self::Paper => "paper",
            Self::Counter => "counter",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.code() == code)
    }
}

/// One number, split by the ways in which it came together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByChannel {
    pub web: i64,
    pub kiosk: i64,
    pub paper: i64,
    pub counter: i64,
}

impl ByChannel {
    /// Whatever did not come by [`Channel::OTHERS`], of which these are the numbers, came by the web.
    pub fn of_total(total: i64, others: [i64; 3]) -> Self {
        let [kiosk, paper, counter] = others;
        let others = kiosk.saturating_add(paper).saturating_add(counter);
        Self { web: total.saturating_sub(others).max(0), kiosk, paper, counter }
    }

    pub fn of(&self, channel: Channel) -> i64 {
        match channel {
            Channel::Web => self.web,
            Channel::Kiosk => self.kiosk,
            Channel::Paper => self.paper,
            Channel::Counter => self.counter,
        }
    }

    pub fn add(&mut self, channel: Channel, many: i64) {
        let count = match channel {
            Channel::Web => &mut self.web,
            Channel::Kiosk => &mut self.kiosk,
            Channel::Paper => &mut self.paper,
            Channel::Counter => &mut self.counter,
        };
        *count = count.saturating_add(many);
    }

    pub fn total(&self) -> i64 {
        self.used().map(|(_, many)| many).sum()
    }

    /// The channels that have something, in their order.
    pub fn used(&self) -> impl Iterator<Item = (Channel, i64)> {
        Channel::ALL.map(|channel| (channel, self.of(channel))).into_iter().filter(|(_, many)| *many > 0)
    }

    /// Whether there is anything to tell: where all came by one way, the number says it all.
    pub fn is_split(&self) -> bool {
        self.used().count() > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back() {
        for channel in Channel::ALL {
            assert_eq!(Channel::from_code(channel.code()), Some(channel));
        }
        assert_eq!(Channel::from_code("fax"), None);
    }

    #[test]
    fn the_parts_add_up_to_the_whole() {
        let mut split = ByChannel::default();
        for (many, channel) in (1..).zip(Channel::ALL) {
            split.add(channel, many);
            assert_eq!(split.of(channel), many);
        }
        assert_eq!(split.total(), 10);
        assert_eq!(ByChannel::of_total(10, Channel::OTHERS.map(|channel| split.of(channel))), split);
    }

    #[test]
    fn what_came_by_one_way_alone_is_not_split() {
        assert!(!ByChannel::default().is_split());
        assert!(!ByChannel { paper: 3, ..ByChannel::default() }.is_split());
        assert!(ByChannel { paper: 3, web: 1, ..ByChannel::default() }.is_split());
    }
}
