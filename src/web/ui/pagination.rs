use leptos::prelude::*;

use super::Icon;
use crate::Visit;

/// Back and forth through a list; both are plain links.
#[component]
pub fn Pagination(visit: Visit, previous: Option<String>, next: Option<String>) -> impl IntoView {
    let words = &visit.words().common;
    if previous.is_none() && next.is_none() {
        return ().into_any();
    }
    view! {
        <nav class="pagination" aria-label=words.pages>
            {previous.map(|href| view! {
                <a class="button button--quiet" rel="prev" href=href><Icon name="arrow-left"/>{words.previous_page}</a>
            })}
            {next.map(|href| view! {
                <a class="button button--quiet pagination__next" rel="next" href=href>{words.next_page}<Icon name="arrow-right"/></a>
            })}
        </nav>
    }
    .into_any()
}
