//! What goes along with a block: its words in sign language, its words read aloud. Nothing of it is asked for before
//! somebody starts it, and without a script it is the same.

use domain::blocks::{Beside, Companion, Said};
use leptos::prelude::*;

use super::media::{Files, facts};
use crate::{
    Visit,
    ui::{Icon, Script},
};

/// `None` for all the blocks that have nothing of it: they do not grow by a byte.
pub(super) fn beside(visit: &Visit, said: &Said<'_>, files: &Files) -> Option<AnyView> {
    let items: Vec<AnyView> = said.beside.iter().filter_map(|beside| item(visit, beside, files)).collect();
    (!items.is_empty()).then(|| {
        view! {
            <div class="beside">{items}</div>
            <Script src="/film.js"/>
        }
        .into_any()
    })
}

fn item(visit: &Visit, beside: &Beside<'_>, files: &Files) -> Option<AnyView> {
    let words = &visit.words().beside;
    let medium = files.get(beside.key, beside.companion.kind())?;
    let address = domain::editing::file_address(&medium.key);
    let (src, kind) = (address.clone(), medium.format.mime());
    let (icon, name, player) = match beside.companion {
        Companion::SignLanguage => {
            let player = view! {
                <video class="film__picture" controls preload="none" aria-label=words.sign_language>
                    <source src=src r#type=kind/>
                </video>
            };
            ("sign-language", words.sign_language, player.into_any())
        }
        Companion::ReadAloud => {
            let player = view! {
                <audio class="beside__sound" controls preload="none" aria-label=words.read_aloud>
                    <source src=src r#type=kind/>
                </audio>
            };
            ("megaphone", words.read_aloud, player.into_any())
        }
    };
    let older = beside.is_older.then(|| view! { <p class="beside__note">{words.older}</p> });
    let download = format!("{} ({})", words.download, facts(visit.language, medium));
    Some(
        view! {
            <details class="beside__item">
                <summary class="beside__name"><Icon name=icon/>{name}</summary>
                {player}
                {older}
                <p class="film__facts"><a href=address download="">{download}</a></p>
            </details>
        }
        .into_any(),
    )
}
