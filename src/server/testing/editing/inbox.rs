//! What waits for a second person, for each unit that looks after pages.

use domain::{Theme, policy::Acting};
use store::offices;

use super::*;

#[tokio::test]
async fn each_unit_finds_what_waits_for_it_alone() {
    let desk = Desk::new().await;
    let (store, now) = (&desk.app.store, web::site::now());
    let office = offices::open(store, &Acting::OPERATOR, "Amt für Kultur", None, now).await.unwrap();
    offices::assign(store, &Acting::OPERATOR, Theme::Kultur, office, now).await.unwrap();
    let slug = offices::list(store).await.unwrap().into_iter().find(|one| one.id == office).unwrap().slug;
    let theme = desk.at("/themen/kultur").await;
    desk.prepared("Neue Worte").await;
    let draft = get_as(&desk.app, &desk.ada, &format!("{theme}/entwurf.json")).await.json();
    let key = draft["order"][0].as_str().unwrap();
    let block = format!("{theme}/bloecke/{key}");
    let form = format!("text=Kultur+am+Hafen&fassung={}&save={}", draft["blocks"][key]["revision"], uuid());
    assert_eq!(desk.app.post_as(&desk.ada, &block, form).await.status, StatusCode::SEE_OTHER);
    for base in [&desk.base, &theme] {
        let change = get_as(&desk.app, &desk.ada, &format!("{base}/entwurf.json")).await.json()["change"].clone();
        let form = format!("aktion=einreichen&stand={change}");
        assert_eq!(desk.app.post_as(&desk.ada, &format!("{base}/pruefung"), form).await.status, StatusCode::SEE_OTHER);
    }
    let (rules, culture) = (format!("{}/veroeffentlichen", desk.base), format!("{theme}/veroeffentlichen"));
    let list = async |query: &str| get_as(&desk.app, &desk.bea, &format!("/verwaltung/seiten{query}")).await.text();
    let all = list("").await;
    assert!(all.contains(&rules) && all.contains(&culture));
    for part in ["Alle (2)", "Redaktion (1)", "Amt für Kultur (1)"] {
        assert!(all.contains(part), "{part} is missing");
    }
    let of_office = list(&format!("?amt={slug}")).await;
    assert!(of_office.contains(&culture) && !of_office.contains(&rules));
    let of_editors = list("?amt=redaktion").await;
    assert!(of_editors.contains(&rules) && !of_editors.contains(&culture));
    assert!(list("?amt=gibt-es-nicht").await.contains(&rules), "what there is not hides nothing");
}
