//! Who is there: told by the script of a page that is edited, and by the plain form of a block for as long as it may take.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::policy::{Acting, Action};
use leptos::prelude::*;
use serde::Deserialize;
use store::editing::{self, AT_FORM_MINUTES, Present};

use super::{
    answers::{answer, read},
    number,
};
use crate::{
    Site, Visit,
    locales::fill,
    ui::{Notice, NoticeKind},
};

#[derive(Deserialize)]
struct Here {
    tab: String,
    block: Option<String>,
    #[serde(default)]
    gone: bool,
}

pub async fn here(State(site): State<Site>, visit: Visit, Path(page): Path<String>, body: Bytes) -> Response {
    let done = async {
        let by = visit.acting(Action::EditPages)?;
        let page = number(&page)?;
        let Here { tab, block, gone } = read(&body)?;
        if gone {
            editing::leave(&site.store, &by, &tab).await?;
        } else {
            editing::here(&site.store, &by, page, (&tab, block.as_deref()), site.now()).await?;
        }
        Ok(StatusCode::NO_CONTENT.into_response())
    };
    answer(&visit, done.await)
}

/// By name, each once.
#[derive(Default)]
pub struct Others {
    at_this: Vec<String>,
    elsewhere: Vec<String>,
}

impl Others {
    fn of(present: Vec<Present>, keys: &[&str]) -> Self {
        let mut others = Self::default();
        let is_here = |one: &Present| one.block.as_deref().is_some_and(|key| keys.contains(&key));
        let (here, there): (Vec<Present>, Vec<Present>) =
            present.into_iter().filter(|one| !one.is_own).partition(is_here);
        others.at_this.extend(here.into_iter().map(|one| one.person));
        others.elsewhere.extend(there.into_iter().map(|one| one.person));
        for names in [&mut others.at_this, &mut others.elsewhere] {
            names.sort_unstable();
            names.dedup();
        }
        others.elsewhere.retain(|name| !others.at_this.contains(name));
        others
    }
}

/// Whoever gets the form of all this is seen by the others from now on. Nobody is kept from writing when that fails.
pub(super) async fn at_form(site: &Site, by: &Acting, page: i64, keys: &[&str]) -> Others {
    let now = site.now();
    for key in keys {
        if let Err(error) = editing::at_form(&site.store, by, page, key, now).await {
            tracing::debug!(%error, "That somebody has the form of a block could not be told");
        }
    }
    match editing::present(&site.store, by, page, now).await {
        Ok(present) => Others::of(present, keys),
        Err(error) => {
            tracing::debug!(%error, "Who is at a page could not be looked up");
            Others::default()
        }
    }
}

/// `at_this` says of what it is the form.
#[component]
pub(super) fn WhoElse(visit: Visit, others: Others, at_this: &'static str) -> impl IntoView {
    let words = &visit.words().at_form;
    let line = |sentence: &str, names: &[String]| {
        (!names.is_empty()).then(|| {
            let text = fill(sentence, &[("names", &names.join(", "))]);
            view! { <p>{text}</p> }
        })
    };
    let (at_this, elsewhere) = (line(at_this, &others.at_this), line(words.elsewhere, &others.elsewhere));
    let told = (at_this.is_some() || elsewhere.is_some())
        .then(|| view! { <Notice kind=NoticeKind::Warning>{at_this}{elsewhere}</Notice> });
    let seen = fill(words.seen, &[("n", &AT_FORM_MINUTES.to_string())]);
    view! { {told} <p class="field__hint">{seen}</p> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_are_named_once_and_nearest_first() {
        let one = |person: &str, block: Option<&str>, is_own| Present {
            person: person.into(),
            tab: String::new(),
            block: block.map(Into::into),
            is_own,
        };
        let present = vec![
            one("Cem", None, false),
            one("Bea", Some("a"), false),
            one("Bea", Some("b"), false),
            one("Ada", Some("a"), true),
            one("Cem", Some("b"), false),
        ];
        let others = Others::of(present.clone(), &["a"]);
        assert_eq!((others.at_this, others.elsewhere), (vec!["Bea".to_owned()], vec!["Cem".to_owned()]));
        let both = Others::of(present, &["a", "b"]);
        assert_eq!((both.at_this, both.elsewhere), (vec!["Bea".to_owned(), "Cem".to_owned()], Vec::new()));
    }
}
