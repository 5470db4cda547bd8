//! A place on the map, described by hand: whoever types it in finds its Ortsteil by name.

use domain::{
    Moment,
    accounts::Level,
    paper::FormId,
    place_calls::{PlaceCall, Verdict},
};
use leptos::prelude::*;

use super::sheet::{About, Item, Lines, Sheet, Sides, Ticks, until};
use crate::{
    Site, Visit,
    pages::{formats::lang_of, place_calls::verdict_name},
    ui::Prose,
};

#[component]
pub fn PlaceSheet(site: Site, visit: Visit, id: FormId, call: PlaceCall, needed: Level, now: Moment) -> impl IntoView {
    let (all, words, lang) = (visit.words(), &visit.words().paper, lang_of(&visit, call.language));
    let about = About {
        id,
        board: None,
        title: call.title.clone(),
        lang,
        steps: vec![
            ("/orte".to_owned(), all.place_calls.title.to_owned()),
            (format!("/orte/{}", call.slug), call.title.clone()),
        ],
        privacy: words.privacy_place,
        sides: Sides::Many,
        turn: None,
        needed,
        now,
    };
    let until = call.period.end.map(|end| until(&visit, needed, end));
    let categories = call.categories.into_iter().map(|category| category.label).collect::<Vec<_>>();
    let verdicts = Verdict::ALL.map(|verdict| verdict_name(all, verdict).to_owned()).to_vec();
    view! {
        <Sheet site=site visit=visit.clone() about=about>
            <div class="sheet__intro">
                <div lang=lang><Prose text=call.intro/></div>
                <p>{words.one_place}" "{until}</p>
            </div>
            <Item title=all.place_calls.district hint=words.place_district_hint><Lines many=1/></Item>
            <Item title=all.place_calls.category_question hint=words.choose_one>
                <Ticks options=categories lang=lang class="sheet__options sheet__options--two"/>
            </Item>
            <Item title=all.place_calls.verdict_question hint=words.choose_one>
                <Ticks options=verdicts class="sheet__options sheet__options--two"/>
            </Item>
            <Item title=all.place_calls.text_question hint=words.place_text_hint><Lines many=7/></Item>
        </Sheet>
    }
    .into_any()
}
