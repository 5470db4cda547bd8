//! A receipt of answers to a survey that were given at a kiosk: whether they count, and where the results will stand.

use domain::{Moment, moment::PeriodState, receipts::ReceiptCode, surveys::Survey};
use leptos::prelude::*;

use super::card::CodeCard;
use crate::{
    Site, Visit, dates,
    locales::fill,
    pages::formats::lang_of,
    ui::{Breadcrumb, Head, Notice, NoticeKind, Shell},
};

#[component]
pub(super) fn ResponsePage(
    site: Site,
    visit: Visit,
    code: ReceiptCode,
    survey: Survey,
    since: Option<Moment>,
    now: Moment,
) -> impl IntoView {
    let words = &visit.words().receipt;
    let survey = survey.said_in(visit.language);
    let head = Head { class: "page-receipt", is_private: true, ..Head::titled(words.response_title, "") };
    let state = match since {
        Some(at) => {
            let text = fill(words.response_since, &[("date", &dates::date(visit.language, at))]);
            view! { <Notice kind=NoticeKind::Success><p>{text}</p></Notice> }.into_any()
        }
        None => view! { <Notice><p>{words.response_replaced}</p></Notice> }.into_any(),
    };
    let results = match (survey.period.state(now), survey.period.end) {
        // They stand where the link leads.
        (PeriodState::Ended, _) => None,
        (_, Some(end)) => Some(fill(words.response_results, &[("date", &dates::date(visit.language, end))])),
        (_, None) => Some(words.response_ended.to_owned()),
    };
    let address = visit.href(&format!("/umfragen/{}", survey.slug));
    let lang = lang_of(&visit, survey.language);
    view! {
        <Shell site=site.clone() visit=visit.clone() head=head>
            <div class="container container--narrow receipt">
                <Breadcrumb visit=visit.clone() steps=vec![("/beleg".to_owned(), words.find_title.to_owned())]/>
                <h1>{words.response_title}</h1>
                {state}
                <p>{words.response_to}": "<a href=address lang=lang>{survey.title}</a></p>
                {results.map(|text| view! { <p>{text}</p> })}
                <CodeCard site=site visit=visit.clone() code=code hint=words.response_keep_hint/>
                <p><a href=visit.href("/beleg")>{words.another}</a></p>
            </div>
        </Shell>
    }
    .into_any()
}
