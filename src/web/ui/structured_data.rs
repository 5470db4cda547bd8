//! The only place that writes schema.org data (JSON-LD). A script of this type is data: browsers run nothing of it, and
//! the content security policy has nothing to forbid.

use leptos::prelude::*;
use serde_json::{Value, json};

use crate::Visit;

/// Leptos does not escape what stands in a script, and HTML would end it at any `</script`, so nothing that HTML knows
/// stays as it is: in JSON such characters occur inside of strings only, and there they have another spelling.
#[component]
pub fn StructuredData(data: Value) -> impl IntoView {
    let mut text = String::new();
    for c in data.to_string().chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => text.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => text.push(c),
        }
    }
    view! { <script r#type="application/ld+json">{text}</script> }
}

/// The way from the start page to this one.
pub(super) fn breadcrumb_list(
    base: &str,
    visit: &Visit,
    above: &[(String, String)],
    title: &str,
    address: &str,
) -> Value {
    let home = ("/".to_owned(), visit.words().common.home.to_owned());
    let above = [home].into_iter().chain(above.iter().cloned());
    let above = above.map(|(path, name)| (format!("{base}{}", visit.href(&path)), name));
    let steps = above.chain([(address.to_owned(), title.to_owned())]).enumerate().map(
        |(index, (address, name))| json!({ "@type": "ListItem", "position": index + 1, "name": name, "item": address }),
    );
    json!({
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": steps.collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_cannot_leave_the_script() {
        let wicked = "</script><script>alert(1)</script><!-- & \u{2028}";
        let data = json!({ "name": wicked });
        let expected = data.clone();
        let html = crate::render::html(|| view! { <StructuredData data=data/> });
        let inside = html.split_once('>').unwrap().1.rsplit_once("</script>").unwrap().0;
        assert!(!inside.contains(['<', '>', '&', '\u{2028}']), "{html}");
        assert_eq!(serde_json::from_str::<Value>(inside).unwrap(), expected);
    }
}
