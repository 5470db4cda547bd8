//! How blocks that are more than text are written in a plain form.

use domain::blocks::BlockKind;
use leptos::prelude::*;

use crate::Visit;

/// What stands above the field for the words of a block.
pub(super) fn hint(visit: &Visit, kind: BlockKind) -> String {
    let (words, general) = (&visit.words().special_blocks, visit.words().editing.body_hint);
    words.hint(kind).map_or(general.to_owned(), |special| format!("{special} {general}"))
}

/// All of them, where the kind is still to be chosen.
#[component]
pub(super) fn KindHints(visit: Visit) -> impl IntoView {
    let words = visit.words();
    let items = words
        .special_blocks
        .all_hints()
        .map(|(kind, hint)| view! { <dt><strong>{words.editing.kind_name(kind)}</strong></dt> <dd>{hint}</dd> })
        .collect_view();
    view! {
        <section aria-labelledby="besondere">
            <h2 id="besondere">{words.special_blocks.hints_title}</h2>
            <dl>{items}</dl>
        </section>
    }
    .into_any()
}
