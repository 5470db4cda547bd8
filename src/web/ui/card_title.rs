use leptos::prelude::*;

/// The heading of a card is its link; which level it has depends on what stands above the list.
#[component]
pub fn CardTitle(level: u8, #[prop(into)] href: String, #[prop(into)] text: String) -> impl IntoView {
    let link = view! { <a class="card__link" href=href>{text}</a> };
    match level {
        2 => view! { <h2 class="card__title">{link}</h2> }.into_any(),
        _ => view! { <h3 class="card__title">{link}</h3> }.into_any(),
    }
}
