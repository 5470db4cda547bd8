use leptos::prelude::*;

use crate::Visit;

/// The way to this page; `steps` are addresses without prefix and names, from the top, this page not included.
#[component]
pub fn Breadcrumb(visit: Visit, steps: Vec<(String, String)>) -> impl IntoView {
    let words = &visit.words().common;
    let links =
        steps.into_iter().map(|(path, name)| view! { <li><a href=visit.href(&path)>{name}</a></li> }).collect_view();
    view! {
        <nav class="breadcrumb" aria-label=words.breadcrumb>
            <ol>
                <li><a href=visit.href("/")>{words.home}</a></li>
                {links}
            </ol>
        </nav>
    }
    .into_any()
}
