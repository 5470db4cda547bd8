//! Pages in memory: those that were asked for last, up to a number of bytes.

use std::{collections::HashMap, sync::Arc};

use axum::http::HeaderMap;
use domain::{Language, Moment};
use store::Version;
use web::Visit;

use super::holes::Holed;

/// Headers, and what the map needs for each.
const BESIDES: usize = 2 * 1024;

/// Nobody links to longer ones.
const LONGEST_ADDRESS: usize = 512;

/// Everything that decides what a page shows, besides the database and the time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    language: Language,
    is_demo: bool,
    path_and_query: String,
}

impl Address {
    pub fn of(visit: &Visit, is_demo: bool) -> Option<Self> {
        let path_and_query = format!("{}?{}", visit.path, visit.query);
        (path_and_query.len() <= LONGEST_ADDRESS).then_some(Self { language: visit.language, is_demo, path_and_query })
    }
}

pub struct Page {
    pub version: Version,
    pub good_until: Moment,
    /// Without those that tell of the compression.
    pub headers: HeaderMap,
    pub body: Holed,
    /// The first of the ids is that of its scripts.
    pub has_nonce: bool,
}

struct Entry {
    page: Arc<Page>,
    bytes: usize,
    used: u64,
}

pub struct Kept {
    pages: HashMap<Address, Entry>,
    room: usize,
    bytes: usize,
    /// Counts what was asked for.
    clock: u64,
}

impl Kept {
    pub fn with_room(room: usize) -> Self {
        Self { pages: HashMap::new(), room, bytes: 0, clock: 0 }
    }

    /// The page, if it still is what would be made now.
    pub fn find(&mut self, address: &Address, version: &Version, time: Moment) -> Option<Arc<Page>> {
        self.clock += 1;
        let entry = self.pages.get_mut(address)?;
        // A clock that was set back is no reason to show what is old.
        let is_current = entry.page.version == *version || store::faults::keeps_pages_unasked();
        let is_good = is_current && time < entry.page.good_until;
        if !is_good {
            self.drop_page(&address.clone());
            return None;
        }
        entry.used = self.clock;
        Some(Arc::clone(&entry.page))
    }

    pub fn put(&mut self, address: Address, page: Arc<Page>, time: Moment) {
        self.drop_page(&address);
        let bytes = BESIDES + address.path_and_query.len() + page.body.len();
        if self.bytes + bytes > self.room {
            self.drop_all(|entry| entry.page.good_until <= time);
        }
        while self.bytes + bytes > self.room {
            let Some(oldest) = self.pages.iter().min_by_key(|(_, entry)| entry.used) else { return };
            let oldest = oldest.0.clone();
            self.drop_page(&oldest);
        }
        self.bytes += bytes;
        self.pages.insert(address, Entry { page, bytes, used: self.clock });
    }

    fn drop_page(&mut self, address: &Address) {
        if let Some(entry) = self.pages.remove(address) {
            self.bytes -= entry.bytes;
        }
    }

    fn drop_all(&mut self, is_dropped: impl Fn(&Entry) -> bool) {
        let bytes = &mut self.bytes;
        self.pages.retain(|_, entry| {
            let stays = !is_dropped(entry);
            *bytes -= if stays { 0 } else { entry.bytes };
            stays
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestApp;

    fn at(number: usize) -> Address {
        let visit = Visit {
            language: Language::De,
            path: format!("/{number}"),
            query: String::new(),
            who: None,
            sitting: None,
        };
        Address::of(&visit, false).unwrap()
    }

    #[tokio::test]
    async fn what_was_asked_for_last_stays_and_there_is_room_for_no_more() {
        let version = TestApp::new().await.store.version().await.unwrap();
        let body = "<p>Mehr Bänke am Hafen.</p>".repeat(40);
        let page = |good_until| {
            let body = Holed::compress(&body.clone().into(), &[]).unwrap();
            Arc::new(Page {
                version: version.clone(),
                good_until: Moment(good_until),
                headers: HeaderMap::new(),
                body,
                has_nonce: false,
            })
        };
        let mut kept = Kept::with_room(4 * (BESIDES + 200));
        for number in 0..50 {
            kept.put(at(number), page(100), Moment(0));
            assert!(kept.find(&at(0), &version, Moment(0)).is_some(), "asked for all the time");
            assert!(kept.bytes <= kept.room && kept.pages.len() <= 4);
        }
        assert!(kept.find(&at(49), &version, Moment(0)).is_some() && kept.find(&at(5), &version, Moment(0)).is_none());
        // What is too old goes before what was asked for long ago.
        assert!(kept.find(&at(49), &version, Moment(100)).is_none());
        kept.put(at(50), page(900), Moment(100));
        kept.put(at(51), page(900), Moment(100));
        assert!(kept.find(&at(50), &version, Moment(100)).is_some());
        let all: usize = kept.pages.values().map(|entry| entry.bytes).sum();
        assert_eq!(kept.bytes, all);
    }
}
