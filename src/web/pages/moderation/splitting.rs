//! What splitting and moving need besides rule and reason.

use domain::{
    ids::BoardId,
    moderation::{SplitOff, pieces},
};
use leptos::prelude::*;

use crate::Visit;

/// The text in pieces to mark. Open while something is marked, so that nothing typed is out of sight.
#[component]
pub(super) fn Splitting(visit: Visit, text: String, typed: SplitOff) -> impl IntoView {
    let words = &visit.words().moderation;
    let is_open = typed != SplitOff::default();
    let marks = pieces(&text)
        .into_iter()
        .enumerate()
        .map(|(number, piece)| {
            let id = format!("teil-{number}");
            let checked = typed.marked.contains(&number);
            view! {
                <div class="choice">
                    <input class="choice__input" type="checkbox" id=id.clone() name="teil" value=number.to_string() checked=checked/>
                    <label class="choice__label" for=id><span dir="auto">{piece.text}</span></label>
                </div>
            }
        })
        .collect_view();
    view! {
        <details class="splitting" open=is_open>
            <summary>{visit.words().moderation_steps.split}</summary>
            <div class="field">
                <label class="field__label" for="neuer-titel">{words.split_title}</label>
                <p class="field__hint" id="neuer-titel-hinweis">{words.split_title_hint}</p>
                <input class="input" id="neuer-titel" name="neuer-titel" value=typed.title autocomplete="off"
                    aria-describedby="neuer-titel-hinweis"/>
            </div>
            <fieldset class="field" aria-describedby="teile-hinweis">
                <legend class="field__label">{words.split_legend}</legend>
                <p class="field__hint" id="teile-hinweis">{words.split_hint}</p>
                <div class="choices splitting__pieces">{marks}</div>
            </fieldset>
        </details>
    }
    .into_any()
}

#[component]
pub(super) fn Boards(visit: Visit, boards: Vec<(BoardId, String)>, typed: String) -> impl IntoView {
    let words = &visit.words().moderation;
    let options = boards
        .into_iter()
        .map(|(id, title)| {
            let value = id.0.to_string();
            let selected = value == typed;
            view! { <option value=value selected=selected lang="de">{title}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label class="field__label" for="liste">{words.board}</label>
            <p class="field__hint" id="liste-hinweis">{words.board_hint}</p>
            <select class="input input--select" id="liste" name="liste" aria-describedby="liste-hinweis">
                <option value="">{words.rule_none}</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}
