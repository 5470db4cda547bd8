//! Proposals of the board, to be ticked.

use domain::{
    Moment,
    boards::Board,
    paper::{Form, FormId},
    proposals::ProposalCard,
};
use leptos::prelude::*;

use super::sheet::{About, Sheet, Tick};
use crate::{Site, Visit};

#[component]
pub fn ListSheet(site: Site, visit: Visit, board: Board, cards: Vec<ProposalCard>, now: Moment) -> impl IntoView {
    let (all, words) = (visit.words(), &visit.words().paper);
    let about = About {
        id: FormId { form: Form::Supports, number: board.id.0 },
        board: Some(board),
        title: words.list_title.into(),
        lang: None,
        steps: vec![("/vorschlaege".to_owned(), all.common.nav_proposals.to_owned())],
        privacy: words.privacy_votes,
        has_back: false,
        now,
    };
    let is_empty = cards.is_empty();
    let rows = cards
        .into_iter()
        .map(|card| {
            let place = card.district.map_or_else(|| all.submit.district_none.to_owned(), |district| district.name);
            view! {
                <tr>
                    <td class="sheet__cross"><Tick/></td>
                    <td class="sheet__nr">{card.id.to_string()}</td>
                    <th scope="row">{card.title}</th>
                    <td>{place}</td>
                </tr>
            }
        })
        .collect_view();
    let table = view! {
        <table class="sheet__table">
            <thead>
                <tr>
                    <th scope="col">{words.tick}</th>
                    <th scope="col">{words.nr}</th>
                    <th scope="col">{words.proposal}</th>
                    <th scope="col">{all.submit.district}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    };
    view! {
        <Sheet site=site visit=visit.clone() about=about>
            <p class="sheet__intro">{words.list_intro}" "{words.one_each}</p>
            {if is_empty { view! { <p>{words.list_empty}</p> }.into_any() } else { table.into_any() }}
        </Sheet>
    }
    .into_any()
}
