//! A file of ours that a page runs.

use leptos::prelude::*;

use crate::nonce::nonce;

#[component]
pub fn Script(#[prop(into)] src: String) -> impl IntoView {
    view! { <script r#type="module" src=src nonce=nonce()></script> }.into_any()
}
