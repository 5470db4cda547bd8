//! What kiosks say of the city: its pages with all that the law and their editors want on them, and nothing to follow.

use serde_json::Value;

use super::TestApp;

async fn pages(app: &TestApp, language: &str) -> Vec<Value> {
    app.get(&format!("/api/v1/kiosk/parts/seiten-{language}")).await.json().as_array().unwrap().clone()
}

fn html<'a>(pages: &'a [Value], address: &str) -> &'a str {
    let page = pages.iter().find(|page| page["address"] == address);
    page.unwrap_or_else(|| panic!("no page {address}"))["html"].as_str().unwrap()
}

/// What stands in each element that begins like this, up to its first mark.
fn texts<'a>(html: &'a str, begin: &str) -> Vec<&'a str> {
    html.split(begin).skip(1).filter_map(|rest| rest.split('<').next()).collect()
}

/// When the declaration of accessibility was checked, and when it has to be again.
fn declared(html: &str) -> &str {
    let block = html.split("block--declaration").nth(1).and_then(|rest| rest.split("</section>").next());
    block.and_then(|block| block.rsplit("<p>").next()).and_then(|said| said.split("</p>").next()).unwrap_or_default()
}

#[tokio::test]
async fn the_pages_of_a_kiosk_say_what_the_law_wants_as_the_site_does() {
    let app = TestApp::new().await;
    for (language, prefix) in [("de", ""), ("en", "/en"), ("ls", "/ls")] {
        let kiosk = pages(&app, language).await;
        let site = app.get(&format!("{prefix}/datenschutz")).await.text();
        let kept = texts(&site, "class=\"kept__title\">");
        assert!(kept.len() > 20, "{kept:?}");
        let there = html(&kiosk, "datenschutz");
        assert_eq!(texts(there, "class=\"kept__title\">"), kept, "{language}");
        assert_eq!(there.matches("class=\"kept__row\"").count(), site.matches("class=\"kept__row\"").count());
        let site = app.get(&format!("{prefix}/barrierefreiheit")).await.text();
        let expected = declared(&site);
        assert!(!expected.is_empty() && expected == declared(html(&kiosk, "barrierefreiheit")), "{expected}");
        assert!(!html(&kiosk, "impressum").is_empty());
    }
}

#[tokio::test]
async fn a_kiosk_has_the_rules_the_goals_and_the_themes_and_nothing_on_its_pages_leads_away() {
    let app = TestApp::new().await;
    let kiosk = pages(&app, "de").await;
    assert!(html(&kiosk, "datenschutz").contains("<div class=\"facts\">"));
    assert!(html(&kiosk, "informieren").contains("<figure class=\"funding\">"));
    for address in ["regeln", "ziele/lernend", "themen/kultur", "mitmachen"] {
        assert!(html(&kiosk, address).contains("<p>"), "{address}");
    }
    let theme = kiosk.iter().find(|page| page["address"] == "themen/kultur").unwrap();
    assert_eq!((&theme["group"], &theme["path"]), (&"Leitthemen".into(), &"/themen/kultur".into()));
    for page in &kiosk {
        let html = page["html"].as_str().unwrap();
        for part in ["<a ", "href=", "<svg", "<form", "<video", "<!"] {
            assert!(!html.contains(part), "{part} in {}", page["address"]);
        }
    }
    let english = pages(&app, "en").await;
    let theme = english.iter().find(|page| page["address"] == "themen/kultur").unwrap();
    assert_eq!((&theme["tag"], &theme["path"]), (&"en".into(), &"/en/themen/kultur".into()));
}
