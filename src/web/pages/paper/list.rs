//! Proposals of the board, to be ticked.

use domain::{
    Moment,
    boards::Board,
    filter::BoardFilter,
    paper::{Form, FormId, PARTS, Part, TICKED},
};
use leptos::prelude::*;
use store::proposals::Ticked;

use super::{
    PART,
    sheet::{About, Sheet, Sides, Tick, Turn},
};
use crate::{
    Site, Visit,
    locales::{fill, number},
    pages::formats::content_lang,
};

/// Where the neighbours of a part are; nothing where it is the only one.
fn turn(visit: &Visit, asked: &BoardFilter, part: Part) -> Option<Turn> {
    let query = asked.to_query();
    let mark = if query.is_empty() { "?" } else { "&" };
    let to = |part: u64| visit.href(&format!("/vorschlaege/papier/liste{query}{mark}{PART}={part}"));
    (!part.is_only()).then(|| Turn { part, previous: part.previous().map(to), next: part.next().map(to) })
}

#[component]
pub fn ListSheet(
    site: Site,
    visit: Visit,
    board: Board,
    asked: BoardFilter,
    ticked: Ticked,
    now: Moment,
) -> impl IntoView {
    let (all, words, lang) = (visit.words(), &visit.words().paper, content_lang(&visit));
    let Ticked { cards, part, has_more } = ticked;
    let about = About {
        id: FormId { form: Form::Supports, number: board.id.0 },
        needed: board.needed_level,
        board: Some(board),
        title: words.list_title.into(),
        lang: None,
        steps: vec![("/vorschlaege".to_owned(), all.common.nav_proposals.to_owned())],
        privacy: words.privacy_votes,
        sides: Sides::Many,
        turn: turn(&visit, &asked, part),
        now,
    };
    let is_empty = cards.is_empty();
    let newest = has_more.then(|| {
        let many = i64::try_from(PARTS.saturating_mul(TICKED)).unwrap_or(i64::MAX);
        view! { <p>{fill(words.newest, &[("n", &number(visit.language, many))])}</p> }
    });
    let rows = cards
        .into_iter()
        .map(|card| {
            let place = card.district.map_or_else(|| all.submit.district_none.to_owned(), |district| district.name);
            view! {
                <tr>
                    <td class="sheet__cross"><Tick/></td>
                    <td class="sheet__nr">{card.id.to_string()}</td>
                    <th scope="row" lang=lang>{card.title}</th>
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
            <div class="sheet__intro">
                <p>{words.list_intro}" "{words.one_each}</p>
                {newest}
                {words.original.map(|text| view! { <p>{text}</p> })}
            </div>
            {if is_empty { view! { <p>{words.list_empty}</p> }.into_any() } else { table.into_any() }}
        </Sheet>
    }
    .into_any()
}
