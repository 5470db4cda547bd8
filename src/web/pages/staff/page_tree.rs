//! The pages as a tree, by their addresses: each in its languages, with what can be done to it.

use std::collections::BTreeMap;

use domain::{Language, blocks, editing::State};
use leptos::prelude::*;
use store::editing::Listed;

use crate::{
    Visit,
    pages::editing::{languages::OutdatedLink, mode::StateTag},
    ui::Icon,
};

#[derive(Clone, Debug, Default)]
struct Node {
    /// The page in its languages; none where there are only pages below.
    pages: Vec<Listed>,
    below: BTreeMap<String, Node>,
}

fn tree(all: Vec<Listed>) -> Node {
    let mut root = Node::default();
    for page in all {
        let mut node = &mut root;
        for part in page.address.clone().split('/') {
            node = node.below.entry(part.to_owned()).or_default();
        }
        node.pages.push(page);
    }
    root
}

#[component]
pub fn Tree(visit: Visit, all: Vec<Listed>) -> impl IntoView {
    branches(&visit, tree(all))
}

fn branches(visit: &Visit, node: Node) -> AnyView {
    let items = node
        .below
        .into_iter()
        .map(|(part, Node { pages, below })| {
            let below = (!below.is_empty()).then(|| branches(visit, Node { pages: Vec::new(), below }));
            view! { <li class="edit-tree__branch"><Leaf visit=visit.clone() part=part pages=pages/>{below}</li> }
        })
        .collect_view();
    view! { <ul class="edit-tree">{items}</ul> }.into_any()
}

#[component]
fn Leaf(visit: Visit, part: String, pages: Vec<Listed>) -> impl IntoView {
    let mut pages = pages;
    let words = &visit.words().page_tree;
    pages.sort_by_key(|page| Language::ALL.into_iter().position(|language| language == page.language));
    let Some(first) = pages.first().cloned() else { return view! { <p class="edit-tree__name">{part}</p> }.into_any() };
    let path = blocks::path(&first.address);
    let languages = pages
        .into_iter()
        .map(|page| {
            let href = format!("{}?bearbeiten", page.language.path(&path));
            let name = visit.words().common.language(page.language);
            let retired = page.is_retired.then(|| view! { <span class="tag">{words.is_retired}</span> });
            let fresh =
                (!page.is_public && !page.is_retired).then(|| view! { <span class="tag">{words.never_public}</span> });
            let state =
                (page.state != State::Published).then(|| view! { <StateTag visit=visit.clone() state=page.state/> });
            let outdated = page.standing.outdated.map(|outdated| {
                view! { <OutdatedLink visit=visit.clone() page=page.page since=outdated.since/> }
            });
            view! {
                <li>
                    <a href=href>{name}<span class="visually-hidden">": "{page.title}</span></a>
                    {retired} {fresh} {state} {outdated}
                </li>
            }
        })
        .collect_view();
    let hidden = format!(": {}", first.title);
    let below = visit.href(&format!("/verwaltung/seiten/neu?unter={}", first.address));
    let address = visit.href(&format!("/bearbeiten/{}/adresse", first.page));
    view! {
        <p class="edit-tree__name"><strong lang=first.language.tag()>{first.title.clone()}</strong>" "<span>{path}</span></p>
        <ul class="edit-bar__links">
            {languages}
            <li><a class="edit-bar__link" href=address><Icon name="pin"/>{words.change_address}<span class="visually-hidden">{hidden.clone()}</span></a></li>
            <li><a class="edit-bar__link" href=below><Icon name="plus"/>{words.below}<span class="visually-hidden">{hidden}</span></a></li>
        </ul>
    }
    .into_any()
}
