use domain::channel::ByChannel;
use leptos::prelude::*;

use crate::{Visit, locales::number};

/// A number, split by the ways in which it came together; nothing where all came by one way.
#[component]
pub fn Channels(visit: Visit, split: ByChannel) -> impl IntoView {
    let words = &visit.words().channels;
    let items = split
        .used()
        .map(|(channel, many)| {
            view! { <li><span>{words.name(channel)}</span>" "<strong>{number(visit.language, many)}</strong></li> }
        })
        .collect_view();
    split.is_split().then(|| {
        view! {
            <details class="channels">
                <summary>{words.title}</summary>
                <ul class="channels__list">{items}</ul>
            </details>
        }
        .into_any()
    })
}
