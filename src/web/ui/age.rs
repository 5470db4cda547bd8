use domain::Moment;
use leptos::prelude::*;

use crate::{Visit, dates};

/// How long ago something was; on paper, where days pass without it, its date.
#[component]
pub fn Age(visit: Visit, at: Moment, now: Moment) -> impl IntoView {
    view! {
        <time datetime=dates::machine(at)>
            <span class="on-screen">{dates::ago(visit.language, at, now)}</span>
            <span class="on-paper">{dates::date(visit.language, at)}</span>
        </time>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::Language;

    use super::*;

    #[test]
    fn the_screen_shows_an_age_and_paper_a_date() {
        let visit = Visit { language: Language::De, path: "/".into(), query: String::new(), who: None, sitting: None };
        let now = Moment(1_795_435_200_000);
        let html = crate::render::html(|| view! { <Age visit=visit at=now.plus_days(-3) now=now/> }).replace("<!>", "");
        assert!(html.contains("<span class=\"on-screen\">vor 3 Tagen</span>"), "{html}");
        assert!(html.contains("<span class=\"on-paper\">20. November 2026</span>"), "{html}");
    }
}
