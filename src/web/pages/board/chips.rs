use leptos::prelude::*;

use super::{Board, address};
use crate::{Visit, ui::Icon};

/// The chosen filters, each a link that takes it off.
#[component]
pub(super) fn Chips(visit: Visit, board: Board) -> impl IntoView {
    let words = &visit.words().board;
    let chosen = board.chosen(&visit);
    if chosen.is_empty() {
        return ().into_any();
    }
    let several = chosen.len() > 1;
    let items = chosen
        .into_iter()
        .map(|chosen| {
            view! {
                <li>
                    <a class="chip" href=visit.href(&address(&chosen.without))>
                        <span class="visually-hidden">{words.remove}" "{chosen.kind}" "</span>
                        {chosen.name}
                        <Icon name="close"/>
                    </a>
                </li>
            }
        })
        .collect_view();
    let clear = several.then(|| {
        view! { <li><a class="chip chip--clear" href=visit.href(&address(&board.cleared()))>{words.clear}</a></li> }
    });
    view! { <ul class="chips" aria-label=words.active>{items}{clear}</ul> }.into_any()
}
