//! A proposal, written by hand.

use domain::{
    Goal, Language, Moment, Theme,
    boards::Board,
    paper::{Form, FormId},
};
use leptos::prelude::*;

use super::{
    counts,
    sheet::{About, Item, Lines, Overleaf, Sheet, Sides, Ticks},
};
use crate::{Site, Visit};

#[component]
pub fn ProposalSheet(site: Site, visit: Visit, board: Board, now: Moment) -> impl IntoView {
    let id = FormId { form: Form::Proposal, number: board.id.0 };
    let (all, words) = (visit.words(), &visit.words().paper);
    let sides = match visit.language {
        // With what else it has to say then.
        _ if !counts(board.needed_level) => Sides::Many,
        // Leichte Sprache is set in large type, and whoever needs it writes large.
        Language::Ls => Sides::FrontAndBack,
        Language::De | Language::En => Sides::One,
    };
    let overleaf = (sides == Sides::FrontAndBack)
        .then(|| view! { <Overleaf visit=visit.clone() id=id title=words.proposal_title/> });
    let about = About {
        id,
        needed: board.needed_level,
        board: Some(board),
        title: words.proposal_title.into(),
        lang: None,
        steps: vec![("/vorschlaege".to_owned(), all.common.nav_proposals.to_owned())],
        privacy: words.privacy_proposal,
        sides,
        turn: None,
        now,
    };
    let themes = Theme::ALL.map(|theme| all.names.theme(theme).to_owned()).to_vec();
    let goals = Goal::ALL.map(|goal| all.names.goal(goal).to_owned()).to_vec();
    let optional = |label: &str| format!("{label} ({})", all.common.optional);
    view! {
        <Sheet site=site visit=visit.clone() about=about>
            <Item title=all.submit.title hint=all.submit.title_hint><Lines many=1/></Item>
            <Item title=all.submit.text hint=all.submit.text_hint><Lines many=7/></Item>
            <Item title=all.submit.theme hint=words.choose_one><Ticks options=themes class="sheet__options sheet__options--two"/></Item>
            {overleaf}
            <Item title=optional(all.submit.goals) hint=words.choose_many>
                <Ticks options=goals class="sheet__options sheet__options--two"/>
            </Item>
            <div class="sheet__pair">
                <Item title=optional(all.submit.district) hint=words.district_hint><Lines many=1/></Item>
                <Item title=optional(words.place) hint=words.place_hint><Lines many=1/></Item>
                <Item title=optional(all.submit.author) hint=words.author_hint><Lines many=1/></Item>
                <Item title=optional(all.submit.email) hint=words.email_hint><Lines many=1/></Item>
            </div>
        </Sheet>
    }
    .into_any()
}
