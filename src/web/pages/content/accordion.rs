//! Sections that fold away. They are in the page, so that they are printed, searched and read without a script.

use domain::Language;
use leptos::prelude::*;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::ui::{
    SafeHtml,
    safe_html::{Html, Summary},
};

#[derive(Clone, Debug, PartialEq, Eq)]
struct Section<'a> {
    /// With its signs, as it was written.
    heading: &'a str,
    body: &'a str,
}

/// The words above the first heading, and a section below each heading of the highest level that there is.
fn sections(source: &str) -> (&str, Vec<Section<'_>>) {
    let mut depth = 0_usize;
    let mut headings: Vec<(HeadingLevel, std::ops::Range<usize>)> = Vec::new();
    for (event, range) in Parser::new_ext(source, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            // Only what stands for itself parts the text: a heading within a quotation does not.
            Event::Start(Tag::Heading { level, .. }) if depth == 0 => headings.push((level, range)),
            Event::Start(Tag::Heading { .. }) | Event::End(TagEnd::Heading(_)) => {}
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    let highest = headings.iter().map(|(level, _)| *level).min();
    headings.retain(|(level, _)| Some(*level) == highest);
    let part = |from: usize, to: usize| source.get(from..to).unwrap_or_default().trim();
    let start = |index: usize| headings.get(index).map_or(source.len(), |(_, range)| range.start);
    let sections = headings
        .iter()
        .zip(1..)
        .map(|((_, range), next)| Section { heading: part(range.start, range.end), body: part(range.end, start(next)) })
        .collect();
    (part(0, start(0)), sections)
}

#[component]
pub fn Accordion(language: Language, body: String) -> impl IntoView {
    let (intro, sections) = sections(&body);
    let html = |source: &str| SafeHtml::from_markdown(source, language);
    let intro = (!intro.is_empty()).then(|| view! { <Html content=html(intro)/> });
    let sections = sections
        .into_iter()
        .map(|section| {
            view! {
                <details class="accordion__section">
                    <Summary class="accordion__title" content=html(section.heading).without_links()/>
                    <Html content=html(section.body)/>
                </details>
            }
        })
        .collect_view();
    view! { {intro} <div class="accordion">{sections}</div> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_begins_at_each_heading_of_the_highest_level() {
        let source = "Vorab.\n\n### Was?\n\nDas.\n\n#### Genauer\n\n- so\n\nWer?\n---\n\nWir.\n";
        let (intro, found) = sections(source);
        assert_eq!(intro, "Vorab.\n\n### Was?\n\nDas.\n\n#### Genauer\n\n- so", "the underlined one is the highest");
        assert_eq!(found, [Section { heading: "Wer?\n---", body: "Wir." }]);
        let (intro, found) = sections("### Was?\n\nDas.\n\n#### Genauer\n\n> ### Zitat\n\n### Wer?\n");
        assert_eq!(intro, "");
        let expected = [
            Section { heading: "### Was?", body: "Das.\n\n#### Genauer\n\n> ### Zitat" },
            Section { heading: "### Wer?", body: "" },
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn text_without_a_heading_stays_text() {
        assert_eq!(sections("Nur Text"), ("Nur Text", Vec::new()));
        assert_eq!(sections(""), ("", Vec::new()));
    }
}
