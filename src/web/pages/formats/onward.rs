use leptos::prelude::*;

use crate::{Visit, ui::Icon};

/// The other ways to take part, at the end of each page; `except` is the address of the one the reader is in.
#[component]
pub fn Onward(visit: Visit, except: &'static str) -> impl IntoView {
    let (words, common) = (&visit.words().formats, &visit.words().common);
    let ways = [
        ("/vorschlaege/neu", "idea", common.submit_proposal, words.onward_proposals),
        ("/umfragen", "survey", common.nav_surveys, words.onward_surveys),
        ("/orte", "map", common.nav_places, words.onward_places),
        ("/kalender", "calendar", common.nav_calendar, words.onward_calendar),
    ];
    let items = ways
        .into_iter()
        .filter(|(path, ..)| *path != except)
        .map(|(path, icon, name, text)| {
            view! {
                <li class="onward__item">
                    <a class="onward__link" href=visit.href(path)><Icon name=icon/>{name}</a>
                    <p class="onward__text">{text}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="band container onward" aria-labelledby="weiter">
            <h2 id="weiter">{words.onward}</h2>
            <ul class="onward__list">{items}</ul>
        </section>
    }
}
