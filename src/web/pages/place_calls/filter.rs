//! Which marks are shown, all of it in the address, so that it can be shared, printed and reached with the back button.

use domain::{
    map::Viewport,
    place_calls::{PlaceCall, PlaceMark, Verdict},
};

use crate::Visit;

/// Marks on one page of the list; the map shows all.
pub const PER_PAGE: usize = 24;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct MarkFilter {
    /// Key of a category of the call.
    pub category: Option<String>,
    pub verdict: Option<Verdict>,
    pub viewport: Option<Viewport>,
    /// From 1.
    pub page: usize,
}

/// The word in the address.
pub fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Good => "gut",
        Verdict::Bad => "schlecht",
    }
}

impl MarkFilter {
    /// What is unknown is as if it were not there: an old link still shows something.
    pub fn read(visit: &Visit, call: &PlaceCall) -> Self {
        let category = visit.first("kategorie").filter(|key| call.categories.iter().any(|c| c.key == *key));
        let verdict =
            visit.first("urteil").and_then(|word| Verdict::ALL.into_iter().find(|v| verdict_word(*v) == word));
        let viewport = visit.first("karte").and_then(|text| text.parse().ok());
        let page = visit.first("seite").and_then(|text| text.parse().ok()).unwrap_or(1).max(1);
        Self { category, verdict, viewport, page }
    }

    pub fn is_chosen(&self) -> bool {
        self.category.is_some() || self.verdict.is_some()
    }

    pub fn lets_pass(&self, mark: &PlaceMark) -> bool {
        self.category.as_ref().is_none_or(|key| *key == mark.category) && self.verdict.is_none_or(|v| v == mark.verdict)
    }

    /// The address of this selection on a page of a call, without language prefix.
    pub fn path(&self, slug: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if let Some(category) = &self.category {
            query.append_pair("kategorie", category);
        }
        if let Some(verdict) = self.verdict {
            query.append_pair("urteil", verdict_word(verdict));
        }
        if let Some(viewport) = self.viewport {
            query.append_pair("karte", &viewport.to_string());
        }
        if self.page > 1 {
            query.append_pair("seite", &self.page.to_string());
        }
        let query = query.finish();
        if query.is_empty() { format!("/orte/{slug}") } else { format!("/orte/{slug}?{query}") }
    }
}

#[cfg(test)]
mod tests {
    use domain::{Language, Moment, announced::Translations, ids::PlaceCallId, moment::Period, place_calls::Category};

    use super::*;

    fn call() -> PlaceCall {
        PlaceCall {
            id: PlaceCallId(1),
            slug: "orte".into(),
            title: String::new(),
            intro: String::new(),
            language: Language::De,
            translations: Translations::default(),
            period: Period { start: Moment(0), end: None },
            district: None,
            categories: vec![Category { key: "licht".into(), label: "Licht".into(), ..Category::default() }],
            marks: 0,
            is_draft: false,
            closed_because: None,
            revision: 1,
            is_demo: false,
        }
    }

    fn read(query: &str) -> MarkFilter {
        MarkFilter::read(
            &Visit { language: Language::De, path: "/orte/orte".into(), query: query.into(), who: None, sitting: None },
            &call(),
        )
    }

    #[test]
    fn what_the_address_says_is_what_the_address_of_the_filter_says() {
        let query = "kategorie=licht&urteil=schlecht&karte=12.14000%2C54.09000%2C12.00&seite=2";
        assert_eq!(read(query).path("orte"), format!("/orte/orte?{query}"));
    }

    #[test]
    fn nonsense_in_the_address_shows_everything() {
        for query in ["kategorie=x&urteil=y&karte=z&seite=-1", "", "seite=0", "karte=NaN,1,1"] {
            assert_eq!(read(query).path("orte"), "/orte/orte", "{query}");
        }
    }
}
