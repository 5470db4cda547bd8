//! The keyboard commands, listed where they work. They can be switched off (WCAG 2.1.4), and need the small module
//! `/moderation.js`; without it nothing is missing but the commands.

use leptos::prelude::*;

use crate::{
    Visit,
    ui::{Icon, Script},
};

#[component]
pub(super) fn Shortcuts(visit: Visit, keys: Vec<(&'static str, &'static str)>) -> impl IntoView {
    let words = &visit.words().moderation;
    let rows = keys
        .into_iter()
        .map(|(key, does)| view! { <div class="shortcuts__row"><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div> })
        .collect_view();
    view! {
        <details class="shortcuts" data-shortcuts="" hidden=true>
            <summary><Icon name="help"/>{words.keys_title}</summary>
            <dl class="shortcuts__list">{rows}</dl>
            <p>{words.keys_typing}</p>
            <button class="button button--secondary" type="button" data-shortcuts-switch="" data-on=words.keys_on data-off=words.keys_off>
                {words.keys_off}
            </button>
        </details>
        <Script src="/moderation.js"/>
    }
    .into_any()
}
