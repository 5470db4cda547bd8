//! "Gibt es das schon?" while the title is typed. The list comes as the server draws it, so that there is one list and
//! the phone carries no second drawing of it.

use std::{cell::Cell, rc::Rc, time::Duration};

use leptos::{
    leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle},
    prelude::*,
    server_fn::codec::Json,
    task::spawn_local,
    web_sys::Element,
};

use super::{
    dom, post,
    shell::{Part, shell},
    words::island_words,
};

const PAUSE: Duration = Duration::from_millis(400);

/// Shorter titles are like everything.
const LEAST: usize = 5;

island_words! {
    pub struct SimilarWords {
        language,
        /// Said aloud, because what appears below a field is easily missed.
        found,
    }
}

#[cfg(feature = "ssr")]
impl SimilarWords {
    pub fn of(visit: &crate::Visit) -> Self {
        Self { language: visit.language.code().into(), found: visit.words().keeping.similar_found.into() }
    }
}

/// The list as HTML; empty where nothing sounds alike.
#[server(endpoint = "fn/similar", input = Json)]
pub async fn find_similar(title: String, language: String) -> Result<String, ServerFnError> {
    use crate::{
        islands::server::{context, refused},
        pages::submit::{draft, similar::SimilarList},
    };
    let (site, _) = context()?;
    let similar = store::proposals::similar(&site.store, &title, draft::SIMILAR, None)
        .await
        .map_err(|error| refused(&error.into()))?;
    let language = domain::Language::from_code(&language).unwrap_or_default();
    let visit = crate::Visit { language, path: "/".into(), query: String::new(), who: None, sitting: None };
    Ok(if similar.is_empty() {
        String::new()
    } else {
        crate::render::html(|| view! { <SimilarList visit=visit similar=similar/> })
    })
}

#[island(lazy)]
pub fn SimilarProposals(words: SimilarWords, children: Children) -> impl IntoView {
    let wake = move |part: Part| {
        let (Some(input), Some(list)) = (document().get_element_by_id("titel"), part.root.first_element_child()) else {
            return;
        };
        let similar = Rc::new(Similar { part, list, words, timer: Cell::new(None), asked: Cell::new(0) });
        // Typed before this woke.
        let typed = dom::value(&input);
        if input.get_attribute("value").unwrap_or_default() != typed {
            similar.clone().ask(typed);
        }
        dom::on(&input.clone(), "input", move |_| {
            if let Some(timer) = similar.timer.take() {
                timer.clear();
            }
            let (asking, typed) = (similar.clone(), dom::value(&input));
            similar.timer.set(set_timeout_with_handle(move || asking.ask(typed), PAUSE).ok());
        });
    };
    shell("already-live", children, Box::new(wake))
}

struct Similar {
    part: Part,
    list: Element,
    words: SimilarWords,
    timer: Cell<Option<TimeoutHandle>>,
    /// Answers may overtake each other; only the last question counts.
    asked: Cell<u32>,
}

impl Similar {
    fn ask(self: Rc<Self>, typed: String) {
        let number = self.asked.get().wrapping_add(1);
        self.asked.set(number);
        if typed.trim().chars().count() < LEAST {
            return self.show("");
        }
        if !dom::is_online() {
            return;
        }
        spawn_local(async move {
            // Without an answer the form works on; what was shown stays.
            let question = FindSimilar { title: typed, language: self.words.language.clone() };
            let body = serde_json::to_string(&question).unwrap_or_default();
            if let Ok(list) = post::ask::<String>("/api/fn/similar", &body).await
                && self.asked.get() == number
            {
                self.show(&list);
            }
        });
    }

    fn show(&self, list: &str) {
        dom::replace_content(&self.list, list);
        self.part.say(if list.is_empty() { "" } else { &self.words.found }, "visually-hidden");
    }
}
