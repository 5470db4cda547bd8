//! On `/bearbeiten/{page}/sprachen` of a page in Leichte Sprache: which group of readers found it easy, and when.

use domain::editing::Check;
use leptos::prelude::*;
use store::editing::Variant;

use super::base;
use crate::{
    Visit, dates,
    locales::fill,
    pages::staff::form::{Line, Problems, Typed},
    ui::{Icon, Notice, NoticeKind},
};

#[component]
pub(super) fn CheckForm(visit: Visit, here: Variant, today: String, typed: Typed, problems: Problems) -> impl IntoView {
    let words = &visit.words().page_languages;
    let action = visit.href(&format!("{}/sprachen", base(here.page)));
    let seen = here.updated_at.0.to_string();
    let or = |name: &str, else_: String| Some(typed.get(name)).filter(|value| !value.is_empty()).unwrap_or(else_);
    let group = or("gruppe", here.standing.check.as_ref().map(|check| check.by.clone()).unwrap_or_default());
    let day = or("tag", today);
    let stands = here.standing.check.map(|check| {
        let on = |at| dates::date(visit.language, at);
        let Check { by, at, lost_at } = check;
        match lost_at {
            Some(lost) => {
                let told = fill(words.check_lost, &[("group", &by), ("date", &on(at)), ("lost", &on(lost))]);
                view! { <Notice kind=NoticeKind::Warning><p>{told}</p></Notice> }.into_any()
            }
            None => {
                let told = fill(words.checked_by, &[("group", &by), ("date", &on(at))]);
                view! {
                    <form class="staff-row" method="post" action=action.clone()>
                        <input type="hidden" name="stand" value=seen.clone()/>
                        <p><span class="tag tag--accepted"><Icon name="easy-language"/>{told}</span></p>
                        <button class="button button--secondary" type="submit" name="aktion" value="ungeprueft"><Icon name="undo"/>{words.uncheck}</button>
                    </form>
                }
                .into_any()
            }
        }
    });
    view! {
        <section aria-labelledby="pruefung">
            <h2 id="pruefung">{words.check_title}</h2>
            <p>{words.check_lead}</p>
            {stands}
            <form class="form" method="post" action=action>
                <input type="hidden" name="stand" value=seen/>
                <Line visit=visit.clone() id="gruppe" label=words.group hint=words.group_hint value=group problems=problems is_required=true/>
                <Line visit=visit.clone() id="tag" label=words.day value=day kind="date" is_required=true/>
                <div class="form__actions">
                    <button class="button button--secondary" type="submit" name="aktion" value="geprueft"><Icon name="check"/>{words.check}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}
