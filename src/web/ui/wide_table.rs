use leptos::prelude::*;

/// A table that may be wider than a phone: it scrolls within this frame, by keys too, and the page stays where it is.
#[component]
pub fn WideTable(label: &'static str, children: Children) -> impl IntoView {
    view! { <div class="wide-table" role="region" tabindex="0" aria-label=label>{children()}</div> }.into_any()
}
