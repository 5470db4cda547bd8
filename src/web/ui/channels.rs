use domain::channel::ByChannel;
use leptos::prelude::*;

use crate::{Visit, locales::number};

/// Where the numbers of a list are split; `query` says of what they are, as `?thema=verkehr` does.
#[component]
pub fn WaysLink(visit: Visit, #[prop(into)] query: String) -> impl IntoView {
    let href = visit.href(&format!("/zahlen{query}"));
    view! { <p class="channels"><a href=href>{visit.words().channels.title}</a></p> }
}

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
