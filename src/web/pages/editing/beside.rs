//! In the form of every block, below its other buttons: its film in sign language and its recording, to be brought, replaced
//! and taken away without a script.

use domain::blocks::{BlockKind, Said};
use leptos::prelude::*;

use crate::{
    Visit,
    pages::staff::form::{Labelled, Problems, described_by},
    ui::Icon,
};

/// `action` answers with the form as it was typed, and what was wished in its text.
#[component]
pub(super) fn BesideField(
    visit: Visit,
    kind: BlockKind,
    body: String,
    action: String,
    problems: Problems,
) -> impl IntoView {
    let words = &visit.words().beside;
    let wish = |code: &'static str, icon: &'static str, name: &'static str| {
        let action = action.clone();
        view! {
            <button class="button button--secondary" type="submit" name="stelle" value=code formaction=action formenctype="multipart/form-data">
                <Icon name=icon/>{name}
            </button>
        }
    };
    let said = Said::of(kind, &body);
    let there = said
        .beside
        .iter()
        .map(|beside| {
            let one = beside.companion;
            view! { <li class="staff-row"><span>{words.has(one)}</span>{wish(one.code(), "trash", words.remove(one))}</li> }
        })
        .collect_view();
    let there = (!said.beside.is_empty()).then(|| view! { <ul class="staff-rows">{there}</ul> });
    let fits = said.beside.iter().any(|beside| beside.is_older).then(|| wish("passt", "check", words.fits));
    let describes = described_by("beigabe", true, &problems);
    let invalid = problems.of("beigabe").map(|_| "true");
    view! {
        <fieldset class="field field--group">
            <legend class="field__label">{words.title}</legend>
            <p class="field__hint">{words.lead}</p>
            {there}
            <Labelled visit=visit.clone() id="beigabe" label=words.file hint=words.file_hint problems=problems>
                <input class="input input--file" id="beigabe" name="beigabe" type="file"
                    accept=".mp4,.m4v,.webm,.mp3,.ogg,.oga,.opus,.m4a" aria-invalid=invalid aria-describedby=describes/>
            </Labelled>
            <div class="form__actions">
                {wish("beigabe", "plus", words.upload)}
                {fits}
            </div>
        </fieldset>
    }
    .into_any()
}
