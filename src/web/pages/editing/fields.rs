//! Blocks that are more than text have a field for each of their lines wherever they are written without the editor.

use domain::blocks::BlockKind;
use leptos::prelude::*;

use super::{
    lined::{self, LineFields},
    picture::{self, PictureFields},
};
use crate::{
    Visit,
    pages::staff::form::{Labelled, Problems, Typed, described_by},
    ui::TextArea,
};

/// The words of such a block. Beside it goes `text`, unseen: the block as it was when the form was shown.
pub(super) const WORDS: &str = "darunter";

/// How a field is called. Where several blocks stand on one page, each has its key in it.
pub(super) fn named(field: &str, key: &str) -> String {
    if key.is_empty() { field.to_owned() } else { format!("{field}-{key}") }
}

/// Whether it was typed in fields.
pub(super) fn are_sent(typed: &Typed, key: &str) -> bool {
    !typed.all(&named(WORDS, key)).is_empty()
}

/// The block as it was typed: in fields, or as its text alone.
pub(super) fn body(typed: &Typed, kind: BlockKind, key: &str) -> String {
    match kind {
        BlockKind::Image => picture::body(typed, kind, key),
        _ if kind.has_lines() && are_sent(typed, key) => lined::body(typed, kind, key),
        _ => typed.get(&named("text", key)),
    }
}

/// Where the file of a block comes from that has none yet.
pub(super) enum Source {
    /// From further down in the same form.
    Below,
    /// From the form of the block, which is there.
    At(String),
    /// From the page that comes next.
    Next,
}

fn without(visit: &Visit, kind: BlockKind, source: Source) -> AnyView {
    let (picture, lined) = (&visit.words().picture_form, &visit.words().line_form);
    let [here, there, next] = match kind {
        BlockKind::Image => [picture.no_picture, picture.in_its_form, picture.comes_after],
        _ => [lined.nothing_yet, lined.in_its_form, lined.comes_after],
    };
    match source {
        Source::Below => view! { <a href="#datei">{here}</a> }.into_any(),
        Source::At(form) => view! { <a href=form>{there}</a> }.into_any(),
        Source::Next => next.into_any(),
    }
}

/// Of a kind that has lines; `key` tells the fields of several blocks apart.
#[component]
pub(super) fn KindFields(
    visit: Visit,
    kind: BlockKind,
    body: String,
    source: Source,
    #[prop(default = Problems::default())] problems: Problems,
    #[prop(into, optional)] key: String,
) -> impl IntoView {
    let without = without(&visit, kind, source);
    if kind == BlockKind::Image {
        return view! { <PictureFields visit=visit body=body without=without problems=problems key=key/> }.into_any();
    }
    view! { <LineFields visit=visit kind=kind body=body without=without problems=problems key=key/> }.into_any()
}

/// The last of them, where also stands what is wrong with the whole text.
#[component]
pub(super) fn WordsField(
    visit: Visit,
    label: &'static str,
    value: String,
    problems: Problems,
    key: String,
) -> impl IntoView {
    let text = named("text", &key);
    let is_wrong = problems.of(&text).is_some();
    let describes = described_by(&text, false, &problems).unwrap_or_default();
    let area = text.clone();
    view! {
        <Labelled visit=visit id=text label=label problems=problems>
            <TextArea id=area name=named(WORDS, &key) value=value rows=5 invalid=is_wrong described_by=describes/>
        </Labelled>
    }
    .into_any()
}
