//! "Gibt es das schon?": proposals that sound alike, below the title, with the way to support one instead.

use domain::proposals::Similar;
use leptos::prelude::*;

use crate::{
    Visit,
    ui::{Icon, StatusTag},
};

/// A link opens a new window, because the form around it may hold words that are not saved yet; the button saves them.
#[component]
pub fn SimilarList(visit: Visit, similar: Vec<Similar>) -> impl IntoView {
    let (all, words) = (visit.words(), &visit.words().submit);
    if similar.is_empty() {
        return ().into_any();
    }
    let items = similar
        .into_iter()
        .map(|other| {
            let name = format!("{}: {}", words.support, other.title);
            view! {
                <li class="already__item">
                    <a href=visit.href(&other.path()) target="_blank" rel="noopener">
                        {other.title.clone()}
                        <span class="visually-hidden">" ("{words.new_window}")"</span>
                    </a>
                    <span class="already__facts">
                        <StatusTag status=other.status words=all/>
                        {all.board.supports.with(visit.language, other.supports)}
                    </span>
                    {other.status.is_open().then(|| view! {
                        <button class="button button--quiet already__support" type="submit" name="unterstuetzen" value=other.id.to_string() aria-label=name>
                            <Icon name="heart-hand"/>{words.support}
                        </button>
                    })}
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="already">
            <p class="already__title"><strong>{words.similar_title}</strong></p>
            <p>{words.similar_intro}</p>
            <ul class="already__list">{items}</ul>
        </div>
    }
    .into_any()
}
