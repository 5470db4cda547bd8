//! The only place that writes `<title>`.

use leptos::prelude::*;

/// `Mehr Bänke am Hafen – Wegmarken`. The literal element is escaped by the renderer (unlike `leptos_meta::Title`).
#[component]
pub fn PageTitle(#[prop(into)] text: String, site_name: &'static str) -> impl IntoView {
    let full = if text.is_empty() { site_name.to_owned() } else { format!("{text} – {site_name}") };
    view! { <title>{full}</title> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_that_closes_the_tag_stays_text() {
        let html =
            crate::render::html(|| view! { <PageTitle text="</title><script>alert(1)</script>" site_name="W"/> });
        assert!(!html.contains("<script>"), "{html}");
    }
}
