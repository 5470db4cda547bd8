//! Who pays: two bars whose lengths are the shares, with the numbers as text.

use leptos::prelude::*;
use serde::Deserialize;

use crate::{Visit, locales::fill};

#[derive(Debug, Deserialize)]
struct Shares {
    federal: u8,
    city: u8,
    total_million_euro: u32,
    until: u32,
}

#[component]
pub fn Funding(visit: Visit, source: String) -> impl IntoView {
    let words = &visit.words().common;
    // The seed check parses every block, so a broken one was edited by hand: nothing is better than a wrong figure.
    let shares: Shares = match toml::from_str(&source) {
        Ok(shares) => shares,
        Err(_) => return ().into_any(),
    };
    let (federal, city) = (shares.federal.to_string(), shares.city.to_string());
    let caption = fill(
        words.funding_caption,
        &[
            ("total", &shares.total_million_euro.to_string()),
            ("until", &shares.until.to_string()),
            ("federal", &federal),
            ("city", &city),
        ],
    );
    let bar = |name: &'static str, share: String, class: &'static str| {
        view! {
            <svg class=class viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect class="funding__track" width="100" height="10" rx="2"></rect>
                <rect class="funding__share" width=share.clone() height="10" rx="2"></rect>
            </svg>
            <p class="funding__label"><strong>{share}" %"</strong>" "{name}</p>
        }
    };
    view! {
        <figure class="funding">
            {bar(words.funding_federal, federal, "funding__bar funding__bar--federal")}
            {bar(words.funding_city, city, "funding__bar funding__bar--city")}
            <figcaption>{caption}</figcaption>
        </figure>
    }
    .into_any()
}
