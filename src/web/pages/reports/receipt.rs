//! The receipt of a report.

use domain::{moderation::Ground, receipts::ReceiptCode};
use leptos::prelude::*;
use store::{appeals::Standing, reports::ReportReceipt};

use super::{AppealSection, Decisions};
use crate::{
    Site, Visit, dates,
    ui::{Breadcrumb, Head, Notice, NoticeKind, Prose, Shell},
};

#[component]
pub fn ReportPage(
    site: Site,
    visit: Visit,
    code: ReceiptCode,
    receipt: ReportReceipt,
    standing: Option<Standing>,
) -> impl IntoView {
    let (all, words) = (visit.words(), &visit.words().reports);
    let head = Head { class: "page-receipt", is_private: true, ..Head::titled(words.receipt_title, "") };
    let is_new = visit.first("neu").is_some();
    let address = format!("{}{}", site.settings.base_url, visit.href(&code.path()));
    let ground = match receipt.ground {
        Ground::Illegal => words.illegal.to_owned(),
        Ground::Rule(rule) => all.published_rules.name(rule),
    };
    let about = receipt.about.map(|about| {
        view! { <p>{words.what}": "<a href=visit.href(&about.path)>{about.name}</a></p> }
    });
    let is_waiting = receipt.decision.is_none();
    let decisions: Vec<_> = receipt.decision.into_iter().chain(receipt.later).collect();
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow receipt">
                <Breadcrumb visit=visit.clone() steps=vec![("/beleg".to_owned(), all.receipt.find_title.to_owned())]/>
                <h1>{words.receipt_title}</h1>
                {is_new.then(|| view! { <Notice kind=NoticeKind::Success><p>{words.receipt_thanks}</p></Notice> })}
                <p class="receipt__code"><code>{code.to_string()}</code></p>
                <p class="receipt__address"><a href=address.clone()>{address.clone()}</a></p>
                <p>{words.receipt_keep}</p>
                {is_waiting.then(|| view! { <Notice><p>{words.receipt_waiting}</p></Notice> })}
                <Decisions visit=visit.clone() decisions=decisions/>
                <AppealSection visit=visit.clone() code=code standing=standing/>
                <section aria-labelledby="meldung">
                    <h2 id="meldung">{words.your_words}</h2>
                    {about}
                    <p>{words.receipt_date}" "{dates::date(visit.language, receipt.at)}": "<strong>{ground}</strong></p>
                    <Prose text=receipt.words/>
                </section>
            </div>
        </Shell>
    }
    .into_any()
}
