//! "Gibt es das schon?" while the title is typed. Below it stands what the server listed, until there is something newer.

use std::time::Duration;

use domain::Language;
use leptos::{
    leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle},
    prelude::*,
    server_fn::codec::Json,
    task::spawn_local,
};
use serde::{Deserialize, Serialize};

use super::dom;

const PAUSE: Duration = Duration::from_millis(400);

/// Shorter titles are like everything.
const LEAST: usize = 5;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SimilarWords {
    language: Language,
    title: String,
    intro: String,
    support: String,
    new_window: String,
    /// Said aloud, because what appears below a field is easily missed.
    found: String,
}

#[cfg(feature = "ssr")]
impl SimilarWords {
    pub fn of(visit: &crate::Visit) -> Self {
        let words = &visit.words().submit;
        Self {
            language: visit.language,
            title: words.similar_title.into(),
            intro: words.similar_intro.into(),
            support: words.support.into(),
            new_window: words.new_window.into(),
            found: visit.words().keeping.similar_found.into(),
        }
    }
}

/// One proposal in the words of the reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimilarRow {
    id: i64,
    href: String,
    title: String,
    facts: String,
    is_open: bool,
}

#[server(endpoint = "fn/similar", input = Json)]
pub async fn find_similar(title: String, language: Language) -> Result<Vec<SimilarRow>, ServerFnError> {
    use crate::islands::server::{context, refused};
    let (site, _) = context()?;
    let found = store::proposals::similar(&site.store, &title, crate::pages::submit::draft::SIMILAR, None)
        .await
        .map_err(|error| refused(&error.into()))?;
    let words = crate::locales::Words::of(language);
    let row = |other: domain::proposals::Similar| SimilarRow {
        id: other.id.0,
        href: language.path(&other.path()),
        facts: format!("{} · {}", words.names.status(other.status), words.board.supports.with(language, other.supports)),
        is_open: other.status.is_open(),
        title: other.title,
    };
    Ok(found.into_iter().map(row).collect())
}

#[island]
pub fn SimilarProposals(words: SimilarWords, children: Children) -> impl IntoView {
    let language = words.language;
    let words = StoredValue::new(words);
    let found = RwSignal::new(None::<Vec<SimilarRow>>);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    // Answers may overtake each other; only the last question counts.
    let asked = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let Some(input) = document().get_element_by_id("titel") else { return };
        let title = input.clone();
        dom::on(&input, "input", move |_| {
            if let Some(timer) = timer.get_value() {
                timer.clear();
            }
            let typed = dom::value(&title);
            let ask = move || {
                if typed.trim().chars().count() < LEAST {
                    found.set(Some(Vec::new()));
                    return;
                }
                let number = asked.get_value().wrapping_add(1);
                asked.set_value(number);
                spawn_local(async move {
                    // Without an answer the form works on; what was shown stays.
                    if let Ok(rows) = find_similar(typed, language).await
                        && asked.get_value() == number
                    {
                        found.set(Some(rows));
                    }
                });
            };
            timer.set_value(set_timeout_with_handle(ask, PAUSE).ok());
        });
    });
    let list = move || {
        found.get().filter(|rows| !rows.is_empty()).map(|rows| view! { <List words=words.get_value() rows=rows/> })
    };
    let said = move || {
        let is_found = found.with(|rows| rows.as_ref().is_some_and(|rows| !rows.is_empty()));
        if is_found { words.with_value(|words| words.found.clone()) } else { String::new() }
    };
    view! {
        <div class="already-live">
            <div hidden=move || found.with(Option::is_some)>{children()}</div>
            {list}
            <p class="visually-hidden" role="status">{said}</p>
        </div>
    }
}

#[component]
fn List(words: SimilarWords, rows: Vec<SimilarRow>) -> impl IntoView {
    let items = rows
        .into_iter()
        .map(|row| {
            let name = format!("{}: {}", words.support, row.title);
            view! {
                <li class="already__item">
                    <a href=row.href target="_blank" rel="noopener">
                        {row.title}
                        <span class="visually-hidden">{format!(" ({})", words.new_window)}</span>
                    </a>
                    <span class="already__facts">{row.facts}</span>
                    {row.is_open.then(|| view! {
                        <button class="button button--quiet already__support" type="submit" name="unterstuetzen" value=row.id.to_string() aria-label=name>
                            {words.support.clone()}
                        </button>
                    })}
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="already">
            <p class="already__title"><strong>{words.title.clone()}</strong></p>
            <p>{words.intro.clone()}</p>
            <ul class="already__list">{items}</ul>
        </div>
    }
}
