use domain::receipts::ReceiptCode;
use leptos::prelude::*;

use crate::{
    Site, Visit,
    ui::{Icon, Qr},
};

/// The code of a receipt, and where it leads: what to write down, to photograph or to print.
#[component]
pub fn CodeCard(site: Site, visit: Visit, code: ReceiptCode, hint: &'static str) -> impl IntoView {
    let words = &visit.words().receipt;
    let address = format!("{}{}", site.settings.base_url, visit.language.path(&code.path()));
    view! {
        <section class="receipt__card" aria-labelledby="code-titel">
            <div class="receipt__text">
                <h2 id="code-titel">{words.your_code}</h2>
                <p class="receipt__code"><code>{code.to_string()}</code></p>
                <p class="receipt__label">{words.address}</p>
                <p class="receipt__address"><a href=address.clone()>{address.clone()}</a></p>
                <p class="receipt__hint"><Icon name="print"/>{hint}</p>
            </div>
            <Qr address=address label=words.qr/>
        </section>
    }
    .into_any()
}
