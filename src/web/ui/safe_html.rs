//! The only way to raw HTML: text that went through the sanitiser.

use std::borrow::Cow;

use ammonia::Builder;
use domain::Language;
use leptos::{html, prelude::*};
use pulldown_cmark::{Event, Options, Parser, Tag};

/// Where pictures of pages are.
const PICTURES: &str = "/medien/";

/// HTML that ammonia let pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// Renders CommonMark with tables. Raw HTML in the source is shown as text; links to our own pages keep the
    /// language of the reader; a picture of another site is its words alone.
    pub fn from_markdown(source: &str, language: Language) -> Self {
        let events = Parser::new_ext(source, Options::ENABLE_TABLES).map(|event| match event {
            Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let dest_url = localise(&dest_url, language).into();
                Event::Start(Tag::Link { link_type, dest_url, title, id })
            }
            other => other,
        });
        let mut rendered = String::with_capacity(source.len() * 3 / 2);
        pulldown_cmark::html::push_html(&mut rendered, events);
        Self(of_markdown().clean(&rendered).to_string())
    }

    /// A drawing that our own code made of numbers and names; it goes through no sanitiser because ammonia knows no SVG,
    /// so every text in it must be escaped by `escape` first.
    pub(super) fn from_own_svg(svg: String) -> Self {
        Self(svg)
    }

    /// The same words and nothing to follow, for what is a button itself.
    pub fn without_links(self) -> Self {
        Self(Builder::default().rm_tags(["a"]).clean(&self.0).to_string())
    }

    /// A page that was drawn, for whoever can follow nothing: its words, lists and tables, and pictures of ours.
    pub fn to_look_at(drawn: &str) -> Self {
        let mut cleaner = Builder::default();
        cleaner.rm_tags(["a"]).add_tags(["section"]).add_generic_attributes(["class"]);
        cleaner.attribute_filter(|element, attribute, value| match (element, attribute) {
            ("img", "src") if !value.starts_with(PICTURES) => None,
            _ => Some(value.into()),
        });
        Self(cleaner.clean(drawn).to_string())
    }

    /// Addresses of the pictures in it that are ours.
    pub fn pictures(&self) -> Vec<String> {
        let after = self.0.split("src=\"").skip(1);
        let addresses = after.filter_map(|rest| rest.split('"').next());
        addresses.filter(|address| address.starts_with(PICTURES)).map(str::to_owned).collect()
    }

    /// For what shows it elsewhere, as kiosks do.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn escape(text: &str) -> String {
        html_escape::encode_quoted_attribute(text).into_owned()
    }
}

/// Links inside the platform follow the reader's language, unless they name one.
fn localise(address: &str, language: Language) -> String {
    if is_ours(address) && Language::of_path(address).0 == Language::De {
        language.path(address)
    } else {
        address.to_owned()
    }
}

fn is_ours(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//")
}

/// What rendered Markdown goes through.
fn of_markdown() -> Builder<'static> {
    let mut cleaner = Builder::default();
    cleaner.link_rel(Some("noopener")).attribute_filter(without_foreign_pictures);
    cleaner
}

/// They would be loaded by every reader from there.
fn without_foreign_pictures<'a>(element: &str, attribute: &str, value: &'a str) -> Option<Cow<'a, str>> {
    if (element, attribute) == ("img", "src") && !is_ours(value) { None } else { Some(value.into()) }
}

/// Shows sanitised HTML in a block of its own.
#[component]
pub fn Html(content: SafeHtml, #[prop(into, default = "prose".into())] class: String) -> impl IntoView {
    html::div().class(class).inner_html(content.0)
}

/// What stays visible of a part that folds away.
#[component]
pub fn Summary(content: SafeHtml, #[prop(into)] class: String) -> impl IntoView {
    html::summary().class(class).inner_html(content.0)
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*, sample::select};

    use super::*;

    /// What should run nowhere, each after its name.
    const MARKUP: &str = include_str!("../../server/testing/hostile/markup.tsv");

    /// What Markdown makes of its surroundings.
    const AROUND: [(&str, &str); 9] = [
        ("", ""),
        ("* ", "\n"),
        ("> ", "\n\n"),
        ("## ", "\n"),
        ("[x](", ") "),
        ("[x](/ziele \"", "\") "),
        ("![", "](/medien/a) "),
        ("`", "` "),
        ("\n\n| a |\n| - |\n| ", " |\n\n"),
    ];

    /// Texts of hostile pieces, each somewhere in Markdown.
    fn hostile() -> impl Strategy<Value = String> {
        let pieces: Vec<&str> = MARKUP.lines().filter_map(|line| Some(line.split_once('\t')?.1)).collect();
        let piece = (select(&AROUND[..]), prop_oneof![4 => select(pieces).prop_map(String::from), 1 => ".{0,40}"]);
        vec(piece.prop_map(|((before, after), text)| format!("{before}{text}{after}")), 1..12)
            .prop_map(|parts| parts.concat())
    }

    /// Whether it is as it was once it is cleaned again: what changes then may become something that runs.
    fn is_settled(clean: impl Fn(&str) -> String, text: &str) -> bool {
        let once = clean(text);
        clean(&once) == once
    }

    proptest! {
        #[test]
        fn what_was_cleaned_stays_as_it_is_when_it_is_cleaned_again(source in hostile()) {
            let html = rendered(&source);
            let again = of_markdown().clean(&html).to_string();
            prop_assert_eq!(&again, &html);
            prop_assert!(is_settled(|html| SafeHtml::to_look_at(html).0, &html), "{html}");
            prop_assert!(is_settled(|html| SafeHtml(html.to_owned()).without_links().0, &html), "{html}");
        }
    }

    #[test]
    fn it_is_noticed_when_cleaning_twice_is_not_cleaning_once() {
        assert!(!is_settled(SafeHtml::escape, "a & b"));
        // A cleaner that takes words out of the whole instead of reading it.
        assert!(!is_settled(|html| html.replace("<script>", ""), "<scr<script>ipt>"));
    }

    fn rendered(source: &str) -> String {
        SafeHtml::from_markdown(source, Language::En).0
    }

    #[test]
    fn links_keep_the_language_of_the_reader() {
        assert!(rendered("[a](/vorschlaege)").contains("href=\"/en/vorschlaege\""));
        assert!(rendered("[a](/ls/vorschlaege)").contains("href=\"/ls/vorschlaege\""));
        assert!(rendered("[a](https://example.org/)").contains("href=\"https://example.org/\""));
    }

    #[test]
    fn nothing_that_runs_survives() {
        for source in ["<script>alert(1)</script>", "[x](javascript:alert(1))", "<img src=x onerror=alert(1)>"] {
            let html = rendered(source);
            assert!(
                !html.contains("<script") && !html.contains("<img") && !html.contains("href=\"javascript"),
                "{html}"
            );
        }
    }

    #[test]
    fn no_source_brings_the_reader_down_or_runs() {
        let fine: [&[u8]; 3] = [
            "## Worum es geht\n\nAm [Hafen](/themen/verkehr \"Titel\") fehlen **Bänke** und `Tische`.\n".as_bytes(),
            b"| a | b |\n|---|:-:|\n| 1 | 2 |\n\n1. eins\n   - zwei\n\n> Zitat\n\n```text\nx\n```\n![a](/medien/b)\n[c]: /d\n",
            b"<script>wgmx()</script> <a onclick=wgmx() href='javascript:wgmx()'>x</a> [x](javascript:wgmx()) <b>&lt;\n",
        ];
        let draws = |bytes: &[u8]| {
            let safe = SafeHtml::from_markdown(&String::from_utf8_lossy(bytes), Language::Ls);
            for html in [&safe, &safe.clone().without_links(), &SafeHtml::to_look_at(&safe.0)] {
                // What is text has no sign that begins an element.
                assert!(!html.0.contains("<script") && !html.0.contains("<a href=\"javascript"), "{}", html.0);
            }
            // Cleaned again it stays what it is.
            assert_eq!(Builder::default().link_rel(Some("noopener")).clean(&safe.0).to_string(), safe.0);
            !safe.0.is_empty()
        };
        let tried = trial::try_out("Markdown", trial::seed(), &fine, 1_000, draws);
        assert!(tried.is_ok_and(|tried| tried.taken > 500));
    }

    #[test]
    fn a_picture_of_another_site_is_its_words_alone() {
        for address in ["https://other.example/a.png", "//other.example/a.png", "a.png"] {
            let html = rendered(&format!("![Möwe]({address})"));
            assert!(html.contains("alt=\"Möwe\"") && !html.contains("src="), "{html}");
        }
        assert!(rendered("![Hafen](/medien/b)").contains("src=\"/medien/b\""));
    }

    #[test]
    fn what_is_only_looked_at_has_its_words_and_our_pictures_and_nothing_to_follow() {
        let drawn = "<section class=\"block\"><!-- x --><a href=\"/ziele\">Ziele</a><svg><use href=\"#x\"></use></svg>\
                     <video controls><source src=\"/medien/a\"></video><dl><dt>Wer</dt><dd>Wir</dd></dl>\
                     <img src=\"/medien/b/mittel\" srcset=\"/medien/b 9w\" alt=\"Hafen\">\
                     <img src=\"https://other.example/c\" alt=\"Möwe\"><script>x</script></section>";
        let html = SafeHtml::to_look_at(drawn);
        let expected = "<section class=\"block\">Ziele<dl><dt>Wer</dt><dd>Wir</dd></dl>\
                        <img src=\"/medien/b/mittel\" alt=\"Hafen\"><img alt=\"Möwe\"></section>";
        assert_eq!(html.0, expected);
        assert_eq!(html.pictures(), ["/medien/b/mittel"]);
    }

    #[test]
    fn hard_line_breaks_stay() {
        assert!(rendered("Ein Satz.\\\nNoch einer.").contains("<br"));
    }
}
