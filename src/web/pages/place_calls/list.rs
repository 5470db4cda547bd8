use domain::{Moment, moment::PeriodState, place_calls::PlaceCall};
use leptos::prelude::*;

use crate::{
    Site, Visit,
    pages::formats::{FormatEntry, FormatPage},
    ui::Head,
};

#[component]
pub fn PlaceCallsPage(site: Site, visit: Visit, calls: Vec<PlaceCall>, now: Moment) -> impl IntoView {
    let words = &visit.words().place_calls;
    let head = Head { class: "page-places", ..Head::titled(words.title, words.lead) };
    let entries = calls.into_iter().map(|call| entry(&visit, call, now)).collect();
    view! {
        <FormatPage site=site visit=visit head=head none_open=(words.none_title, words.none_text) path="/orte" entries=entries now=now/>
    }
}

fn entry(visit: &Visit, call: PlaceCall, now: Moment) -> FormatEntry {
    let words = visit.words();
    let call = call.told_in(visit.language);
    let is_open = call.period.state(now) == PeriodState::Open;
    FormatEntry {
        path: format!("/orte/{}", call.slug),
        icon: "pin",
        title: call.title,
        text: call.intro,
        language: call.language,
        period: call.period,
        fact: (call.marks > 0).then(|| words.formats.marks.with(visit.language, call.marks)),
        action: if is_open { words.place_calls.take_part } else { words.place_calls.look },
        is_demo: call.is_demo,
    }
}
