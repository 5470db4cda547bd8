//! The slip for whoever handed in a sheet: a code and where it leads, to be printed.

use domain::{ids::SubmissionId, paper::FormId, receipts::ReceiptCode};
use leptos::prelude::*;

use super::photos;
use crate::{
    Site, Visit,
    locales::fill,
    pages::paper::sheet::Print,
    ui::{Breadcrumb, Head, Icon, Qr, Shell, head::PAPER},
};

#[derive(Clone)]
pub struct Slip {
    pub id: FormId,
    pub code: ReceiptCode,
    /// Of votes, which are typed twice.
    pub sheet: Option<i64>,
    /// Of what came on paper, so that it can be photographed.
    pub photographs: Option<SubmissionId>,
}

#[component]
pub fn SlipPage(site: Site, visit: Visit, slip: Slip) -> impl IntoView {
    let (words, paper) = (&visit.words().desk, &visit.words().paper);
    let head = Head { class: PAPER, is_private: true, has_islands: true, ..Head::titled(words.slip, "") };
    let address = format!("{}{}", site.settings.base_url, visit.href(&slip.code.path()));
    let text = if slip.sheet.is_some() { words.slip_votes } else { words.slip_proposal };
    let number = slip.sheet.map(|sheet| {
        let text = fill(words.slip_number, &[("n", &sheet.to_string())]);
        view! { <p class="desk__form"><strong>{text}</strong></p> }
    });
    let photograph = slip.photographs.as_ref().map(|id| {
        let href = visit.href(&photos::address(id));
        view! { <a class="button button--secondary" href=href><Icon name="camera"/>{words.photo_link}</a> }
    });
    let steps = vec![("/schalter".to_owned(), words.area.0.to_owned())];
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow paper-screen">
                <Breadcrumb visit=visit.clone() steps=steps/>
                <h1>{words.slip}</h1>
                {number}
                <Print visit=visit.clone() title=words.slip.to_owned() address=address.clone()/>
                <p class="button-row">
                    <a class="button button--primary" href=visit.href(&format!("/schalter/papier/{}", slip.id))>
                        <Icon name="plus"/>{words.slip_next}
                    </a>
                    {photograph}
                    <a class="button button--secondary" href=visit.href("/schalter")><Icon name="arrow-left"/>{words.slip_desk}</a>
                </p>
            </div>
            <div class="container paper-desk">
                <article class="sheet slip" aria-labelledby="beleg">
                    <h2 id="beleg">{words.slip}</h2>
                    <p>{text}</p>
                    <p class="slip__code">{slip.code.to_string()}</p>
                    <Qr address=address.clone() label=paper.qr/>
                    <p>{words.slip_where}</p>
                    <p class="slip__address">{address}</p>
                </article>
            </div>
        </Shell>
    }
    .into_any()
}
