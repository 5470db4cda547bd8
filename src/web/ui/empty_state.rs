use leptos::prelude::*;

/// Nothing is here, and what to do about it.
#[component]
pub fn EmptyState(
    #[prop(into)] title: String,
    #[prop(default = "empty")] picture: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty-state">
            <img class="empty-state__picture" src=format!("/illustrations/{picture}.svg") alt="" width="240" height="160" loading="lazy"/>
            <h2 class="empty-state__title">{title}</h2>
            <div class="empty-state__text">{children()}</div>
        </div>
    }
    .into_any()
}
