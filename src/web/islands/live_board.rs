//! The board without page loads: the same addresses are fetched, and what differs is swapped in. Whenever anything goes
//! wrong the browser goes to the address by itself.

mod page;

use leptos::{ev, html, prelude::*};
use page::{Asked, How, Swap};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Long enough to finish a word, short enough to feel immediate.
const PAUSE: Duration = Duration::from_millis(250);

/// The few words that the island shows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LiveBoardWords {
    pub loading: String,
}

#[island]
pub fn LiveBoard(words: LiveBoardWords, children: Children) -> impl IntoView {
    let root = NodeRef::<html::Div>::new();
    let is_busy = RwSignal::new(false);
    let said = RwSignal::new(String::new());
    // An answer that was overtaken by a newer question is dropped.
    let latest = StoredValue::new(0_u32);
    let here = StoredValue::new(String::new());
    let pause = StoredValue::new(None::<TimeoutHandle>);
    let loading = StoredValue::new(words.loading);

    let hurry = move || {
        if let Some(handle) = pause.get_value() {
            handle.clear();
            pause.set_value(None);
        }
    };
    let go = move |asked: Asked| {
        hurry();
        if asked.address == here.get_value() {
            return;
        }
        here.set_value(asked.address.clone());
        let number = latest.get_value().wrapping_add(1);
        latest.set_value(number);
        is_busy.set(true);
        said.set(loading.get_value());
        leptos::task::spawn_local(async move {
            let answer = page::load(&asked.address).await;
            if latest.get_value() != number {
                return;
            }
            match answer.and_then(|swap: Swap| swap.perform(&asked)) {
                Some(shown) => {
                    here.set_value(shown.address);
                    said.set(shown.count);
                    is_busy.set(false);
                }
                None => page::leave_for(&asked),
            }
        });
    };
    let from_form = move |how: How| {
        if let Some(asked) = root.get_untracked().and_then(|root| page::form_address(&root)) {
            go(Asked { address: asked, how, from: None });
        }
    };

    let typed = move |event: ev::Event| {
        if page::is_search(&event) {
            hurry();
            let handle = set_timeout_with_handle(move || from_form(How::Replace), PAUSE);
            pause.set_value(handle.ok());
        }
    };
    let chosen = move |event: ev::Event| {
        if !page::is_search(&event) {
            from_form(How::Push);
        }
    };
    let sent = move |event: ev::SubmitEvent| {
        event.prevent_default();
        from_form(How::Push);
    };
    let clicked = move |event: ev::MouseEvent| {
        let plain = event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = target.and_then(|target| target.closest("#ergebnisse a[href]").ok().flatten());
        let Some((root, link)) = root.get_untracked().zip(link).filter(|_| plain) else { return };
        if let Some(address) = page::board_address(&root, &link) {
            event.prevent_default();
            go(Asked { address, how: How::Push, from: Some(page::Origin::of(&link)) });
        }
    };

    Effect::new(move || {
        here.set_value(page::current());
        let handle = window_event_listener(ev::popstate, move |_| {
            let address = page::current();
            // A jump within the page changes the fragment alone.
            if address != here.get_value() {
                go(Asked { address, how: How::Keep, from: None });
            }
        });
        on_cleanup(move || handle.remove());
    });

    view! {
        <div
            class="live-board"
            class:live-board--busy=move || is_busy.get()
            node_ref=root
            on:input=typed
            on:change=chosen
            on:submit=sent
            on:click=clicked
        >
            {children()}
            <p class="visually-hidden" role="status">{move || said.get()}</p>
        </div>
    }
}
