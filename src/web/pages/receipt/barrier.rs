use domain::{
    Moment,
    barriers::{Barrier, Clock},
    receipts::ReceiptCode,
};
use leptos::prelude::*;

use super::card::CodeCard;
use crate::{
    Site, Visit, dates,
    locales::fill,
    ui::{Breadcrumb, Head, Icon, Notice, NoticeKind, Prose, Shell},
};

/// One's own report of a barrier: when the answer is due, or the answer.
#[component]
pub fn BarrierPage(site: Site, visit: Visit, code: ReceiptCode, report: Barrier, now: Moment) -> impl IntoView {
    let (words, receipt) = (&visit.words().barriers, &visit.words().receipt);
    let head = Head { class: "page-receipt", is_private: true, ..Head::titled(words.receipt_title, "") };
    let is_new = visit.first("neu").is_some();
    let date = dates::date(visit.language, report.at);
    view! {
        <Shell site=site.clone() visit=visit.clone() head=head>
            <div class="container container--narrow receipt">
                <Breadcrumb visit=visit.clone() steps=vec![("/beleg".to_owned(), receipt.find_title.to_owned())]/>
                <h1>{words.receipt_title}</h1>
                {is_new.then(|| view! { <Notice kind=NoticeKind::Success><p>{words.thanks}</p></Notice> })}
                <State visit=visit.clone() report=report.clone() now=now/>
                <CodeCard site=site visit=visit.clone() code=code hint=words.keep_hint/>
                <section aria-labelledby="meldung">
                    <h2 id="meldung">{words.your_report}</h2>
                    {report.page.map(|page| view! { <p>{fill(words.whole_site, &[("page", &page)])}</p> })}
                    <Prose text=report.text/>
                    <p><Icon name="clock"/>{fill(words.reported_on, &[("date", &date)])}</p>
                </section>
                <p><a href=visit.href("/beleg")>{receipt.another}</a></p>
            </div>
        </Shell>
    }
    .into_any()
}

#[component]
fn State(visit: Visit, report: Barrier, now: Moment) -> impl IntoView {
    let words = &visit.words().barriers;
    let clock = report.clock(now);
    if let Some(answer) = report.answer {
        let at = dates::date(visit.language, answer.at);
        return view! {
            <section aria-labelledby="antwort">
                <h2 id="antwort">{words.answer}</h2>
                <p><Icon name="clock"/>{fill(words.answered_on, &[("date", &at)])}</p>
                <Prose text=answer.text/>
                <p>{words.not_enough}" "<a href=visit.href("/barrierefreiheit#durchsetzung")>{words.declaration}</a></p>
            </section>
        }
        .into_any();
    }
    let due = dates::date(visit.language, domain::barriers::due(report.at));
    if matches!(clock, Clock::Overdue { .. }) {
        return view! {
            <Notice kind=NoticeKind::Warning>
                <p>{fill(words.is_late, &[("date", &due)])}</p>
                <p><a href=visit.href("/barrierefreiheit#durchsetzung")>{words.declaration}</a></p>
            </Notice>
        }
        .into_any();
    }
    let by_mail = report.email.is_some().then_some(words.due_by_mail);
    view! { <Notice><p>{fill(words.due, &[("date", &due)])}" "{by_mail}</p></Notice> }.into_any()
}
