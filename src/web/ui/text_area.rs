//! The only place that writes `<textarea>`: Leptos 0.8 does not escape its children on the server (tachys 0.2
//! `elements.rs`, leptos #4818), so a text like `</textarea><script>` would run.

use leptos::prelude::*;

#[component]
pub fn TextArea(
    #[prop(into)] id: String,
    #[prop(into)] name: String,
    #[prop(into)] value: String,
    #[prop(default = 6)] rows: u16,
    #[prop(optional)] required: bool,
    #[prop(optional)] invalid: bool,
    #[prop(optional)] max_length: Option<usize>,
    #[prop(into, optional)] described_by: String,
) -> impl IntoView {
    // A line break directly after the tag is dropped by the parser, so one that belongs to the text needs another.
    let escaped = format!("\n{}", html_escape::encode_text(&value));
    view! {
        <textarea
            class="input input--area"
            id=id
            name=name
            rows=rows.to_string()
            required=required
            aria-invalid=invalid.then_some("true")
            aria-describedby=Some(described_by).filter(|ids| !ids.is_empty())
            data-most=max_length.map(|most| most.to_string())
        >
            {escaped}
        </textarea>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_closes_the_tag_stays_text() {
        let html =
            crate::render::html(|| view! { <TextArea id="t" name="t" value="</textarea><script>alert(1)</script>"/> });
        assert!(!html.contains("<script>"), "{html}");
        assert!(html.contains("&lt;/textarea&gt;"), "{html}");
    }

    #[test]
    fn a_text_that_starts_with_a_line_break_keeps_it() {
        let html = crate::render::html(|| view! { <TextArea id="t" name="t" value="\nHallo"/> });
        assert!(html.contains(">\n\nHallo</textarea>"), "{html}");
    }
}
