//! Plain text as people typed it: paragraphs, line breaks and lists with `- `. No markup, so nothing can be injected.

use leptos::prelude::*;

#[component]
pub fn Prose(#[prop(into)] text: String) -> impl IntoView {
    let paragraphs = text
        .split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty())
        .map(|paragraph| {
            let lines: Vec<String> = paragraph.lines().map(|line| line.trim().to_owned()).collect();
            let is_list = lines.iter().all(|line| line.starts_with("- ") || line.starts_with("* "));
            if is_list {
                let items = lines.iter().map(|line| view! { <li>{line.chars().skip(2).collect::<String>()}</li> });
                view! { <ul>{items.collect_view()}</ul> }.into_any()
            } else {
                let count = lines.len();
                let lines = lines.into_iter().enumerate().map(|(index, line)| {
                    view! {
                        {line}
                        {(index + 1 < count).then(|| view! { <br/> })}
                    }
                });
                view! { <p>{lines.collect_view()}</p> }.into_any()
            }
        })
        .collect_view();
    view! { <div class="prose">{paragraphs}</div> }.into_any()
}
