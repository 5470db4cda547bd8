//! The unit that looks after a page: who that is, whom to ask, and giving the page to another one.

use domain::editing::Unit;
use leptos::prelude::*;
use store::{
    editing::{Care, Draft},
    offices::Office,
};

use super::base;
use crate::{
    Visit,
    locales::fill,
    pages::staff::form::{Pick, Problems, Typed},
    ui::{Icon, Notice},
};

fn name(visit: &Visit, care: &Care) -> String {
    care.office.clone().unwrap_or_else(|| visit.words().page_release.unit_editors.to_owned())
}

/// In place of what is decided by those who look after a page: why, and whom to ask.
#[component]
pub(super) fn OtherUnit(visit: Visit, care: Care) -> impl IntoView {
    let words = &visit.words().page_units;
    let why = fill(words.other_unit, &[("unit", &name(&visit, &care))]);
    let ask = match care.people.is_empty() {
        true => words.ask_administration.to_owned(),
        false => fill(words.ask, &[("people", &care.people.join(", "))]),
    };
    view! { <Notice><p>{why}</p><p>{ask}</p></Notice> }.into_any()
}

/// For those who look after a page: to whom it belongs from now on.
#[component]
pub(super) fn Assign(
    visit: Visit,
    draft: Draft,
    care: Care,
    offices: Vec<Office>,
    typed: Typed,
    problems: Problems,
) -> impl IntoView {
    let words = &visit.words().page_units;
    let now = fill(words.looked_after, &[("unit", &name(&visit, &care))]);
    let value = typed.or("einheit", care.own.map(Unit::code).unwrap_or_default());
    let editors = (Unit::Editors.code(), visit.words().page_release.unit_editors.to_owned());
    let offices = offices.into_iter().map(|office| (Unit::Office(office.id).code(), office.name));
    let choices = [editors].into_iter().chain(offices).collect::<Vec<_>>();
    view! {
        <section aria-labelledby="zuordnen">
            <h2 id="zuordnen">{words.title}</h2>
            <p>{now}</p>
            <p>{words.lead}</p>
            <form class="form" method="post" action=visit.href(&format!("{}/adresse", base(draft.page)))>
                <input type="hidden" name="stand" value=draft.whereabouts().code()/>
                <Pick visit=visit.clone() id="einheit" label=words.unit none=words.inherited choices=choices value=value problems=problems/>
                <div class="form__actions">
                    <button class="button button--secondary" type="submit" name="aktion" value="zuordnen"><Icon name="users"/>{words.assign}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}
