use leptos::prelude::*;

/// One symbol of the sprite `public/icons.svg`, in the colour of the text. Always decorative: the word stands beside it.
/// The size in the markup counts only where the style did not arrive.
#[component]
pub fn Icon(name: &'static str) -> impl IntoView {
    view! {
        <svg class="icon" width="24" height="24" aria-hidden="true" focusable="false">
            <use href=format!("/icons.svg?v={}#{name}", crate::site::ICONS_VERSION)></use>
        </svg>
    }
}
