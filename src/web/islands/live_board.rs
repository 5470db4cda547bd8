//! The board without page loads: the same addresses are fetched, and what differs is swapped in. Whenever anything goes
//! wrong the browser goes to the address by itself.

mod page;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use leptos::{
    leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle},
    prelude::*,
    task::spawn_local,
};
use page::{Asked, How, Swap};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent};

use super::{
    dom,
    shell::{Part, shell},
    words::island_words,
};

/// Long enough to finish a word, short enough to feel immediate.
const PAUSE: Duration = Duration::from_millis(250);

island_words! {
    /// The few words that the island shows.
    pub struct LiveBoardWords {
        pub loading,
    }
}

#[island(lazy)]
pub fn LiveBoard(words: LiveBoardWords, children: Children) -> impl IntoView {
    let wake = move |part: Part| {
        let root = part.root.clone();
        let board = Rc::new(Board {
            part,
            words,
            latest: Cell::new(0),
            here: RefCell::new(page::current()),
            pause: Cell::new(None),
        });
        let listen = |name: &str, react: fn(&Rc<Board>, &Event)| {
            let board = Rc::clone(&board);
            dom::on(&root, name, move |event| react(&board, &event));
        };
        listen("input", Board::typed);
        listen("change", Board::chosen);
        listen("submit", Board::sent);
        listen("click", Board::clicked);
        // Somebody was faster than the WebAssembly.
        if page::is_changed(&board.part.root) {
            board.from_form(How::Push);
        }
        let board = Rc::clone(&board);
        dom::on(&window(), "popstate", move |_| {
            let address = page::current();
            // A jump within the page changes the fragment alone.
            if address != *board.here.borrow() {
                board.go(Asked { address, how: How::Keep, from: None });
            }
        });
    };
    shell("live-board", children, Box::new(wake))
}

struct Board {
    part: Part,
    words: LiveBoardWords,
    /// An answer that was overtaken by a newer question is dropped.
    latest: Cell<u32>,
    here: RefCell<String>,
    pause: Cell<Option<TimeoutHandle>>,
}

impl Board {
    fn typed(self: &Rc<Self>, event: &Event) {
        if page::is_search(event) {
            self.hurry();
            let board = Rc::clone(self);
            self.pause.set(set_timeout_with_handle(move || board.from_form(How::Replace), PAUSE).ok());
        }
    }

    fn chosen(self: &Rc<Self>, event: &Event) {
        if !page::is_search(event) {
            self.from_form(How::Push);
        }
    }

    fn sent(self: &Rc<Self>, event: &Event) {
        event.prevent_default();
        self.from_form(How::Push);
    }

    fn clicked(self: &Rc<Self>, event: &Event) {
        let is_plain = event.dyn_ref::<MouseEvent>().is_some_and(|event| {
            event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key())
        });
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = target.and_then(|target| target.closest("#ergebnisse a[href]").ok().flatten());
        let Some(link) = link.filter(|_| is_plain) else { return };
        if let Some(address) = page::board_address(&self.part.root, &link) {
            event.prevent_default();
            self.go(Asked { address, how: How::Push, from: Some(page::Origin::of(&link)) });
        }
    }

    /// Nothing waits any longer.
    fn hurry(&self) {
        if let Some(handle) = self.pause.take() {
            handle.clear();
        }
    }

    fn from_form(self: &Rc<Self>, how: How) {
        if let Some(address) = page::form_address(&self.part.root) {
            self.go(Asked { address, how, from: None });
        }
    }

    fn go(self: &Rc<Self>, asked: Asked) {
        self.hurry();
        if self.here.replace(asked.address.clone()) == asked.address {
            return;
        }
        let number = self.latest.get().wrapping_add(1);
        self.latest.set(number);
        self.part.root.set_class_name("live-board live-board--busy");
        self.part.say(&self.words.loading, "visually-hidden");
        let board = Rc::clone(self);
        spawn_local(async move {
            let answer = page::load(&asked.address).await;
            if board.latest.get() != number {
                return;
            }
            match answer.and_then(|swap: Swap| swap.perform(&asked)) {
                Some(shown) => {
                    board.here.replace(shown.address);
                    board.part.root.set_class_name("live-board");
                    board.part.say(&shown.count, "visually-hidden");
                }
                None => page::leave_for(&asked),
            }
        });
    }
}
