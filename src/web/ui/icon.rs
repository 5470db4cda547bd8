use leptos::prelude::*;

/// One symbol of the sprite `public/icons.svg`, in the colour of the text. Always decorative: the word stands beside it.
#[component]
pub fn Icon(name: &'static str) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true" focusable="false">
            <use href=format!("/icons.svg?v={}#{name}", crate::site::ICONS_VERSION)></use>
        </svg>
    }
}
