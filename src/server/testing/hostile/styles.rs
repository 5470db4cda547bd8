//! Pages bring the style of what they show. What only the staff needs is in a file of its own, and no visitor waits for it.

use std::collections::BTreeSet;

use domain::policy::{Role, Scope};

use super::{routes::ROUTES, world::World};

const STYLE: &str = include_str!("../../../../public/staff.css");
const LINK: &str = "<link rel=\"stylesheet\" href=\"/staff.css\"";

/// The classes that a style sheet says something about.
fn classes(style: &str) -> BTreeSet<&str> {
    let is_of_a_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let names = style.split('.').skip(1).map(|rest| rest.split(|c: char| !is_of_a_name(c)).next().unwrap_or_default());
    names.filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase())).collect()
}

/// What stands on a page and would look like nothing, or nothing of it.
fn without_style<'a>(html: &'a str, styled: &BTreeSet<&str>) -> BTreeSet<&'a str> {
    let lists = html.split(" class=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let shown = lists.flat_map(str::split_whitespace).filter(|name| styled.contains(name));
    if html.contains(LINK) { BTreeSet::new() } else { shown.collect() }
}

#[tokio::test]
async fn pages_of_the_staff_bring_their_style_and_no_visitor_loads_it() {
    let world = World::new().await;
    let styled = classes(STYLE);
    let mut of_staff = 0;
    for role in [None, Some(Role::Administrator), Some(Role::Moderator), Some(Role::Editor), Some(Role::Clerk)] {
        let cookie = match role {
            Some(role) => world.app.staff(role, Scope::Everywhere).await,
            None => String::new(),
        };
        let is_theirs = |path: &str| {
            ["/verwaltung", "/moderation", "/schalter", "/bearbeiten"].iter().any(|area| path.starts_with(area))
        };
        for route in ROUTES.iter().filter(|route| route.method == "GET" && (role.is_none() || is_theirs(route.path))) {
            let address = world.sample(route.path);
            let answer = world.app.get_with(&address, &[("cookie", &cookie)]).await;
            if !answer.header("content-type").starts_with("text/html") {
                continue;
            }
            let html = answer.text();
            assert_eq!(without_style(&html, &styled), BTreeSet::new(), "{address} as {role:?}");
            of_staff += usize::from(html.contains(LINK));
            assert!(role.is_some() || !html.contains(LINK), "{address} loads what visitors do not need");
        }
    }
    assert!(of_staff > 30, "only {of_staff} pages of the staff");
}

#[test]
fn a_page_that_forgets_the_style_is_noticed() {
    let styled = classes(
        ".staff-row > a, .queue:hover {\n  gap: 0.5rem;\n}\n@media (width >= 64rem) { .staff { margin: .25rem } }",
    );
    assert_eq!(styled, BTreeSet::from(["queue", "staff", "staff-row"]));
    let page = "<ul class=\"plain staff-row\"><li class=\"queue__item\"></li></ul>";
    assert_eq!(without_style(page, &styled), BTreeSet::from(["staff-row"]));
    assert_eq!(without_style(&format!("{LINK}>{page}"), &styled), BTreeSet::new());
}
