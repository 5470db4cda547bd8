//! Where the person is signed in.

use domain::ids::SessionId;
use leptos::prelude::*;
use store::sessions::Listed;

use crate::{Visit, dates, locales::fill};

#[component]
pub fn Sessions(visit: Visit, sessions: Vec<Listed>, current: Option<SessionId>) -> impl IntoView {
    let words = &visit.words().my_account;
    let has_others = sessions.len() > 1;
    let items = sessions.into_iter().map(|session| one(&visit, session, current)).collect_view();
    view! {
        <section class="account__section" id="sitzungen">
            <h2>{words.sessions}</h2>
            <p>{words.sessions_lead}</p>
            <form method="post" action=visit.href("/konto/sitzungen")>
                <ul class="account__list">{items}</ul>
                {has_others.then(|| view! {
                    <button class="button button--secondary" type="submit" name="sitzung" value="andere">{words.end_others}</button>
                })}
            </form>
        </section>
    }
    .into_any()
}

fn one(visit: &Visit, session: Listed, current: Option<SessionId>) -> impl IntoView + use<> {
    let words = &visit.words().my_account;
    let is_this = current == Some(session.id);
    let device = if session.device.is_empty() { words.unknown_device.to_owned() } else { session.device };
    let seen = fill(words.last_seen, &[("at", &dates::date(visit.language, session.seen_at))]);
    let name = format!("{}: {device}", words.end_session);
    view! {
        <li>
            {device}" "
            <span class="account__about">{if is_this { words.this_session.to_owned() } else { seen }}</span>
            {(!is_this).then(|| view! {
                " "
                <button class="button button--secondary" type="submit" name="sitzung" value=session.id.to_string() aria-label=name>
                    {words.end_session}
                </button>
            })}
        </li>
    }
}
