//! One call for places: who sees it, what is fixed, and how it ends.

use domain::{Moment, moment::PeriodState, place_calls::PlaceCall};
use leptos::prelude::*;
use store::place_calls::Made;

use super::{
    announced::{Discard, Do, Form, Meanwhile, WithReason},
    call_form::{self, Fields, Open},
    calls::PATH,
    form::{Line, ProblemSummary, Problems, Typed},
    frame::StaffPage,
};
use crate::{
    Site, Visit,
    pages::formats::{PeriodLine, content_lang},
    ui::{Icon, Notice, NoticeKind, Prose},
};

#[component]
pub(super) fn CallPage(
    site: Site,
    visit: Visit,
    made: Made,
    districts: Vec<(String, String)>,
    form: Form,
    now: Moment,
) -> impl IntoView {
    let words = visit.words();
    let Form { typed, problems, back } = form;
    let open = Open::of(&made);
    // What was typed too late is still there to be read.
    let open = Open { question: open.question || problems.of("kategorien").is_some(), ..open };
    let call = made.call.clone();
    let path = format!("{PATH}/{}", call.slug);
    let meanwhile = back.map(|back| {
        let (shown, stored) = (call_form::shown(&visit, &call, &districts), call_form::stored(&call));
        view! { <Meanwhile visit=visit.clone() back=back shown=shown stored=stored typed=typed.clone()/> }
    });
    let saved = (visit.query == "gespeichert")
        .then(|| view! { <Notice kind=NoticeKind::Success><p>{words.staff.saved}</p></Notice> });
    let above = vec![(PATH.to_owned(), words.staff_calls.area.0.to_owned())];
    view! {
        <StaffPage site=site visit=visit.clone() title=call.title.clone() above=above>
            {saved}
            {meanwhile}
            <ProblemSummary visit=visit.clone() problems=problems.clone()/>
            {call.is_demo.then(|| view! { <Notice><p>{words.announcing.demo_note}</p></Notice> })}
            <Publicity visit=visit.clone() call=call.clone() now=now/>
            <Fixed visit=visit.clone() made=made open=open districts=districts.clone()/>
            <form class="form" method="post" action=visit.href(&path)>
                <input type="hidden" name="aktion" value="speichern"/>
                <input type="hidden" name="stand" value=typed.get("stand")/>
                <Fields visit=visit.clone() districts=districts open=open typed=typed.clone() problems=problems.clone()/>
                <div class="form__actions">
                    <button class="button button--primary" type="submit"><Icon name="check"/>{words.staff.save}</button>
                </div>
            </form>
            <End visit=visit.clone() call=call typed=typed problems=problems now=now/>
            <p>{words.staff.audit_note}</p>
        </StaffPage>
    }
    .into_any()
}

/// Who sees it now, and the way to publish it.
#[component]
fn Publicity(visit: Visit, call: PlaceCall, now: Moment) -> impl IntoView {
    let (words, common) = (&visit.words().staff_calls, &visit.words().announcing);
    let path = format!("{PATH}/{}", call.slug);
    if call.is_draft {
        return view! {
            <p>{common.draft_note}</p>
            <Do visit=visit path=path revision=call.revision action="veroeffentlichen" icon="check-circle" label=common.publish/>
        }
        .into_any();
    }
    let public = visit.href(&format!("/orte/{}", call.slug));
    let lang = content_lang(&visit);
    let early = call.closed_because.map(|reason| {
        view! { <p>{visit.words().place_calls.closed_early}</p> <div lang=lang><Prose text=reason/></div> }
    });
    view! {
        <PeriodLine visit=visit period=call.period now=now/>
        {early}
        <p>{words.public_note}" "<a href=public>{common.look}</a></p>
    }
    .into_any()
}

/// What does not change any more, and why.
#[component]
fn Fixed(visit: Visit, made: Made, open: Open, districts: Vec<(String, String)>) -> impl IntoView {
    let words = &visit.words().staff_calls;
    let arrived = match made.arrived {
        0 => words.none_arrived.to_owned(),
        some => words.arrived.with(visit.language, some),
    };
    let times = (!open.times).then(|| view! { <li>{words.times_fixed}</li> });
    let question = (!open.question).then(|| {
        let labels = made.call.categories.iter().map(|category| category.label.as_str()).collect::<Vec<_>>().join(", ");
        let district = made.call.district.map(|id| id.to_string());
        let district = districts.into_iter().find(|(id, _)| Some(id) == district.as_ref()).map(|(_, name)| name);
        let district = district.unwrap_or_else(|| visit.words().announcing.whole_city.to_owned());
        view! {
            <li>{words.question_fixed}</li>
            <li>{visit.words().announcing.district}": "{district}</li>
            <li>{words.categories}": "<span lang="de">{labels}</span></li>
        }
    });
    view! {
        <p>{arrived}</p>
        <ul>
            <li>{words.always_open}</li>
            {times}
            {question}
        </ul>
    }
    .into_any()
}

/// A draft goes; what is public goes on longer, or ends with a reason.
#[component]
fn End(visit: Visit, call: PlaceCall, typed: Typed, problems: Problems, now: Moment) -> impl IntoView {
    let path = format!("{PATH}/{}", call.slug);
    if call.is_draft {
        return view! { <Discard visit=visit path=path revision=call.revision/> }.into_any();
    }
    let words = &visit.words().staff_calls;
    let prolong = call.period.end.is_some().then(|| {
        let (visit, typed, problems) = (visit.clone(), typed.clone(), problems.clone());
        view! {
            <section aria-labelledby="verlaengern">
                <h2 id="verlaengern">{words.prolong_title}</h2>
                <p>{words.prolong_lead}</p>
                <Do visit=visit.clone() path=path.clone() revision=call.revision action="verlaengern" icon="clock" label=words.prolong>
                    <Line visit=visit id="bis" label=words.until hint=words.until_hint kind="datetime-local"
                        value=typed.get("bis") problems=problems/>
                </Do>
            </section>
        }
    });
    let close = (call.period.state(now) != PeriodState::Ended).then(|| {
        view! {
            <WithReason visit=visit.clone() path=path.clone() revision=call.revision action="beenden" title=words.close_title
                lead=words.close_lead label=words.close typed=typed.clone() problems=problems.clone()/>
        }
    });
    view! { {prolong} {close} }.into_any()
}
