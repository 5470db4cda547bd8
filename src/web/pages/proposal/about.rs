//! A proposal in the words of schema.org.

use serde_json::{Value, json};

use super::{Shown, view::author};
use crate::{Visit, dates};

pub(super) fn about(visit: &Visit, base: &str, shown: &Shown) -> Value {
    let words = visit.words();
    let detail = &shown.detail;
    let card = &detail.card;
    let url = format!("{base}{}", visit.href(&card.path()));
    let counter = |kind: &str, count: i64| json!({ "@type": "InteractionCounter", "interactionType": format!("https://schema.org/{kind}"), "userInteractionCount": count });
    let pictures: Vec<String> = detail.pictures.iter().map(|picture| format!("{base}/bilder/{}", picture.id)).collect();
    let mut about = json!({
        "@context": "https://schema.org",
        "@type": "DiscussionForumPosting",
        "@id": format!("{base}/vorschlaege/{}", card.id),
        "url": url,
        "mainEntityOfPage": url,
        "headline": card.title,
        "text": detail.text,
        // People write in German, whatever the language of the page.
        "inLanguage": "de",
        "author": { "@type": "Person", "name": author(words, detail.author.clone()) },
        "datePublished": dates::machine(card.published_at.unwrap_or(card.submitted_at)),
        "articleSection": words.names.theme(card.theme),
        "commentCount": card.comments,
        "interactionStatistic": [counter("LikeAction", card.supports), counter("CommentAction", card.comments)],
        "isPartOf": { "@type": "WebPage", "name": words.board.title, "url": format!("{base}{}", visit.href("/vorschlaege")) },
    });
    if !pictures.is_empty() {
        set(&mut about, "image", json!(pictures));
    }
    if let Some(district) = &card.district {
        let place = json!({ "@type": "Place", "name": format!("{}, Rostock", district.name) });
        set(&mut about, "contentLocation", place);
    }
    about
}

fn set(about: &mut Value, name: &str, value: Value) {
    if let Value::Object(fields) = about {
        fields.insert(name.to_owned(), value);
    }
}
