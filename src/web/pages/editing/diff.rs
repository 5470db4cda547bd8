//! What changed, for people.

use domain::editing::{BlockChange, Change, Kind, Piece, Snapshot, compare, compare_pages};
use leptos::prelude::*;

use crate::Visit;

/// A text with what was inserted and deleted.
#[component]
pub(super) fn Pieces(visit: Visit, pieces: Vec<Piece>) -> impl IntoView {
    let release = &visit.words().page_release;
    let parts = pieces
        .into_iter()
        .map(|Piece { kind, text }| match kind {
            Kind::Kept => view! { <span>{text}</span> }.into_any(),
            Kind::Added => {
                view! { <ins><span class="visually-hidden">{release.added}" "</span>{text}</ins> }.into_any()
            }
            Kind::Removed => {
                view! { <del><span class="visually-hidden">{release.removed}" "</span>{text}</del> }.into_any()
            }
        })
        .collect_view();
    view! { <div class="edit-diff">{parts}</div> }.into_any()
}

pub(super) fn is_same(old: &Snapshot, new: &Snapshot) -> bool {
    old.title == new.title
        && old.summary == new.summary
        && compare_pages(&old.blocks, &new.blocks).iter().all(|change| change.change == Change::Same)
}

/// Title, introduction and every block that differs.
#[component]
pub(super) fn Differences(visit: Visit, old: Snapshot, new: Snapshot) -> impl IntoView {
    let words = &visit.words().editing;
    let release = &visit.words().page_release;
    if is_same(&old, &new) {
        return view! { <p>{release.same}</p> }.into_any();
    }
    let line = |name: &'static str, old: &str, new: &str| {
        (old != new).then(|| {
            let pieces = compare(old, new);
            view! { <li class="edit-change"><h3>{name}</h3><Pieces visit=visit.clone() pieces=pieces/></li> }
        })
    };
    let blocks = compare_pages(&old.blocks, &new.blocks)
        .into_iter()
        .filter(|change| change.change != Change::Same)
        .map(|change| {
            let BlockChange { kind, change, pieces, .. } = change;
            let title = format!("{}: {}", words.change(&change), words.kind_name(kind));
            view! { <li class="edit-change"><h3>{title}</h3><Pieces visit=visit.clone() pieces=pieces/></li> }
        })
        .collect_view();
    view! {
        <ul class="edit-changes">
            {line(words.page_title, &old.title, &new.title)}
            {line(words.page_lead, &old.summary, &new.summary)}
            {blocks}
        </ul>
    }
    .into_any()
}
