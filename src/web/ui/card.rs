//! One proposal in a list.

use domain::{Moment, proposals::ProposalCard};
use leptos::prelude::*;

use super::{Age, CardTitle, DemoTag, Icon, StatusTag, ThemeTag};
use crate::Visit;

#[component]
pub fn ProposalCardView(
    visit: Visit,
    card: ProposalCard,
    now: Moment,
    #[prop(default = 2)] heading: u8,
) -> impl IntoView {
    let (words, language) = (visit.words(), visit.language);
    let href = visit.href(&card.path());
    let at = card.published_at.unwrap_or(card.submitted_at);
    let place = card.district.as_ref().map_or(words.common.whole_city.to_owned(), |district| district.name.clone());
    view! {
        <article class="card card--proposal">
            <div class="card__tags">
                <StatusTag status=card.status words=words/>
                {card.is_demo.then(|| view! { <DemoTag words=words/> })}
            </div>
            <CardTitle level=heading href=href text=card.title.clone()/>
            <p class="card__text">{card.excerpt.clone()}</p>
            <p class="card__theme"><ThemeTag theme=card.theme words=words/></p>
            <ul class="card__facts">
                <li><Icon name="pin"/>{place}</li>
                <li><Icon name="heart-hand"/>{words.board.supports.with(language, card.supports)}</li>
                <li><Icon name="comment"/>{words.board.comments.with(language, card.comments)}</li>
                <li><Icon name="clock"/><Age visit=visit.clone() at=at now=now/></li>
            </ul>
        </article>
    }
    .into_any()
}
