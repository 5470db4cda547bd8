//! Pages of a unit: everybody suggests, those who look after them decide, and who may not is told whom to ask.

use domain::{
    ids::OfficeId,
    policy::{Acting, Grant},
};
use store::{editing, roles};

use super::*;
use crate::testing::staff::office;

/// An editor of this office, with a name before the @ of the address.
async fn editor(app: &TestApp, name: &str, office: OfficeId) -> String {
    let account = app.account(&format!("{name}@example.org")).await;
    let grant = Grant::new(Role::Editor, Scope::Office(office)).unwrap();
    roles::give(&app.store, &Acting::OPERATOR, account, grant, web::site::now()).await.unwrap();
    app.session(account, true).await
}

#[tokio::test]
async fn who_does_not_look_after_a_page_suggests_and_is_told_whom_to_ask() {
    let desk = Desk::new().await;
    let app = &desk.app;
    let (roads, culture) = (office(app, "Tiefbauamt").await, office(app, "Amt für Kultur").await);
    let (cleo, dora) = (editor(app, "cleo", culture).await, editor(app, "dora", roads).await);
    let at = |path: &str| format!("{}/{path}", desk.base);
    let given = desk.arrange(&desk.bea, &desk.base, &format!("aktion=zuordnen&einheit=office-{roads}")).await;
    assert_eq!(given.header("location"), "/verwaltung/seiten");

    desk.prepared("Völlig neue Worte").await;
    let change = desk.draft().await["change"].clone();
    let shown = get_as(app, &cleo, &at("veroeffentlichen")).await.text();
    for part in ["Diese Seite betreut: Tiefbauamt.", "Das machen: dora.", "value=\"einreichen\""] {
        assert!(shown.contains(part), "{part} is missing");
    }
    for part in ["Jetzt veröffentlichen", "name=\"zeit\"", "value=\"zurueckgeben\""] {
        assert!(!shown.contains(part), "{part} is of no use there");
    }
    let address = get_as(app, &cleo, &at("adresse")).await.text();
    assert!(address.contains("Das machen: dora.") && !address.contains("value=\"umziehen\""));
    let handed_in = app.post_as(&cleo, &at("pruefung"), format!("aktion=einreichen&stand={change}")).await;
    assert_eq!(handed_in.status, StatusCode::SEE_OTHER);

    let stand = format!("stand={change}");
    let place = format!("stand=regeln+public+office-{roads}");
    let before = desk.draft().await;
    for (path, form) in [
        ("veroeffentlichen", stand.clone()),
        ("pruefung", format!("aktion=zurueckgeben&bemerkung=So+nicht&{stand}")),
        ("zeitpunkt", format!("aktion=veroeffentlichen&zeit=2099-12-01T08%3A00&{stand}")),
        ("zeitpunkt", format!("aktion=zuruecknehmen&zeit=2099-12-01T08%3A00&{stand}")),
        ("adresse", format!("aktion=umziehen&adresse=andere-regeln&{place}")),
        ("adresse", format!("aktion=stilllegen&weiter=&{place}")),
        ("adresse", format!("aktion=zuordnen&einheit=office-{culture}&{place}")),
    ] {
        let refused = app.post_as(&cleo, &at(path), form.clone()).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path} {form}");
        assert!(refused.text().contains("Diese Seite betreut ein anderes Amt"), "{path} {form}");
    }
    assert_eq!(desk.draft().await, before);

    let inbox = get_as(app, &dora, "/verwaltung/seiten?amt=tiefbauamt").await.text();
    assert!(inbox.contains("Tiefbauamt (1)") && inbox.contains("Zuständig: Tiefbauamt"), "{inbox}");
    let published = app.post_as(&dora, &at("veroeffentlichen"), stand).await;
    assert_eq!(published.header("location"), PAGE);
    assert!(app.get(PAGE).await.text().contains("Völlig neue Worte"));
}

#[tokio::test]
async fn a_page_is_given_to_a_unit_and_an_editor_gets_one_by_forms() {
    let desk = Desk::new().await;
    let (app, bea) = (&desk.app, desk.bea.as_str());
    let roads = office(app, "Tiefbauamt").await;
    let address = format!("{}/adresse", desk.base);
    let wrong = desk.arrange(bea, &desk.base, "aktion=zuordnen&einheit=office-99").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("href=\"#einheit\""), "the problem leads to its input");
    desk.arrange(bea, &desk.base, &format!("aktion=zuordnen&einheit=office-{roads}")).await;
    let shown = get_as(app, bea, &address).await.text();
    assert!(shown.contains("Zuständig: Tiefbauamt"));
    assert!(shown.contains(&format!("<option value=\"office-{roads}\" selected")));
    desk.arrange(bea, &desk.base, "aktion=zuordnen&einheit=").await;
    assert!(get_as(app, bea, &address).await.text().contains("Zuständig: Redaktion"));
    // What stands on posters has somebody who looks after it too.
    let fixed = format!("{}/adresse", desk.at("/impressum").await);
    assert!(get_as(app, bea, &fixed).await.text().contains("value=\"zuordnen\""));

    let person = app.account("dora@example.org").await;
    let page = format!("/verwaltung/personen/{person}");
    let wrong = app.post_as(bea, &page, "aktion=geben&rolle=editor&fachamt=99").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    app.post_as(bea, &page, format!("aktion=geben&rolle=editor&fachamt={roads}")).await;
    let grant = Grant::new(Role::Editor, Scope::Office(roads)).unwrap();
    assert_eq!(roles::of_account(&app.store, person).await.unwrap(), [grant]);
    let shown = get_as(app, bea, &page).await.text();
    assert!(shown.contains("Redaktion: Tiefbauamt") && !shown.contains("entscheidet damit über alle Seiten"));
    let of_office = get_as(app, bea, "/verwaltung/fachaemter/tiefbauamt").await.text();
    assert!(of_office.contains("Redaktion für die Seiten dieses Amts") && of_office.contains("dora@example.org"));
    app.post_as(bea, &page, "aktion=geben&rolle=editor").await;
    assert!(get_as(app, bea, &page).await.text().contains("entscheidet damit über alle Seiten"));

    let dora = app.session(person, true).await;
    let proposals = get_as(app, &dora, "/verwaltung/posteingang").await;
    assert_eq!(proposals.status, StatusCode::FORBIDDEN, "to answer for the office is another role");
    let by = Acting { account: Some(person), role: Role::Editor, scope: Scope::Office(roads) };
    let page = desk.base.trim_start_matches("/bearbeiten/").parse().unwrap();
    assert!(editing::care(&app.store, &by, page).await.unwrap().is_own);
}
