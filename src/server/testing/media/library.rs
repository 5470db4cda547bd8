//! The library of files: where each stands, and that only what stands nowhere goes.

use super::*;

#[tokio::test]
async fn the_library_shows_where_each_file_stands_and_deletes_what_stands_nowhere() {
    let desk = Desk::new().await;
    let empty = get_as(&desk.app, &desk.ada, "/verwaltung/medien").await.text();
    assert!(empty.contains("Noch hat niemand eine Datei hochgeladen"));
    let picture = desk.key(BlockKind::Image, "hafen.png", PICTURE).await;
    let plan = desk.key(BlockKind::Files, "Lärmplan.pdf", PDF).await;
    desk.insert(BlockKind::Image, &format!("Bild: {picture}\nAlternativtext: Ein rotes Boot")).await;
    let list = async |query: &str| get_as(&desk.app, &desk.ada, &format!("/verwaltung/medien{query}")).await.text();
    let all = list("").await;
    for part in ["Ein rotes Boot", "in 1 Entwurf", "Wird nirgends verwendet", "Lärmplan", "nach 30 Tagen", "PDF, 1 kB"]
    {
        assert!(all.contains(part), "{part} is missing");
    }
    assert!(!list("?frei=1").await.contains("Ein rotes Boot") && !list("?art=bild").await.contains("Lärmplan"));
    assert!(list("?q=LAERMPLAN").await.contains("Lärmplan"), "as people write it");
    assert!(list("?q=Wetter").await.contains("Nimm einen Filter weg"));
    assert_eq!(desk.publish().await.status, StatusCode::SEE_OTHER);
    let one = format!("/verwaltung/medien/{picture}");
    let page = get_as(&desk.app, &desk.ada, &one).await.text();
    for part in ["veröffentlicht", "href=\"/regeln\"", "solange etwas sie verwendet", "<img", &picture] {
        assert!(page.contains(part), "{part} is missing");
    }
    assert!(!page.contains("Endgültig löschen"));
    let refused = desk.app.post_as(&desk.ada, &one, String::new()).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text().contains("href=\"/regeln\""), "it says where");
    assert_eq!(desk.app.get(&format!("/medien/{picture}")).await.status, StatusCode::OK);

    let one = format!("/verwaltung/medien/{plan}");
    assert!(get_as(&desk.app, &desk.ada, &one).await.text().contains("Endgültig löschen"));
    let gone = desk.app.post_as(&desk.ada, &one, String::new()).await;
    assert_eq!((gone.status, gone.header("location")), (StatusCode::SEE_OTHER, "/verwaltung/medien?geloescht"));
    assert!(list("?geloescht").await.contains("Die Datei ist gelöscht."));
    assert_eq!(desk.app.get(&format!("/medien/{plan}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(desk.app.post_as(&desk.ada, &one, String::new()).await.status, StatusCode::NOT_FOUND);
    let log = store::audit::list(&desk.app.store, &store::audit::Search::default()).await.unwrap();
    assert!(log.iter().any(|entry| entry.action == "media_removed"));
}

#[tokio::test]
async fn the_library_is_for_editors_and_its_period_stands_in_the_privacy_notice() {
    let desk = Desk::new().await;
    let clerk = desk.app.staff(Role::Clerk, Scope::Everywhere).await;
    assert_eq!(get_as(&desk.app, &clerk, "/verwaltung/medien").await.status, StatusCode::FORBIDDEN);
    let notice = desk.app.get("/datenschutz").await.text();
    assert!(notice.contains("30 Tage, nachdem keine Seite, kein Entwurf und kein früherer Stand die Datei mehr nennt"));
}

impl Desk {
    /// As the plain form does, with one of its buttons.
    async fn press(&self, block: &str, body: &str, buttons: &[(&str, &str)]) -> Answer {
        let form = [("text", body), ("fassung", "1"), ("save", ""), ("notiz", "Schöner")];
        let texts = [form.as_slice(), buttons].concat();
        self.upload(&self.ada, &format!("bloecke/{block}/medien"), &texts, "", b"").await
    }

    async fn listed(&self, query: &str) -> Value {
        get_as(&self.app, &self.ada, &format!("{}/medien?{query}", self.base)).await.json()
    }
}

#[tokio::test]
async fn a_picture_is_taken_from_the_library_with_the_words_that_are_said_of_it_there() {
    let desk = Desk::new().await;
    let picture = desk.key(BlockKind::Image, "hafen.png", PICTURE).await;
    let plan = desk.key(BlockKind::Files, "Lärmplan.pdf", PDF).await;
    desk.insert(BlockKind::Image, &format!("Bild: {picture}\nAlternativtext: Ein rotes Boot")).await;
    let block = desk.insert(BlockKind::Image, "").await;
    let form = get_as(&desk.app, &desk.ada, &format!("{}/bloecke/{block}", desk.base)).await.text();
    assert!(form.contains("name=\"suche\"") && !form.contains("name=\"wahl\""), "nothing is looked for unasked");

    let search = [("stelle", "suchen"), ("suche", "boot")];
    let found = desk.press(&block, "Quelle: Stadtarchiv", &search).await;
    assert_eq!(found.status, StatusCode::OK);
    let text = found.text();
    let choice = format!("name=\"wahl\" value=\"{picture}\"");
    for part in [choice.as_str(), "value=\"Stadtarchiv\"", "value=\"Schöner\"", "value=\"boot\"", "Ein rotes Boot"] {
        assert!(text.contains(part), "{part} is missing");
    }
    assert!(!text.contains(&plan), "what does not fit is not offered");
    assert!(desk.press(&block, "", &[("stelle", "suchen"), ("suche", "Wetter")]).await.text().contains("keine Datei"));

    let taken = desk.press(&block, "Quelle: Stadtarchiv", &[("wahl", &picture)]).await.text();
    for part in ["\nEin rotes Boot</textarea>", "value=\"Stadtarchiv\"", "alt=\"Ein rotes Boot\""] {
        assert!(taken.contains(part), "{part}: {taken}");
    }
    let own = desk.press(&block, "Alternativtext: Mein Boot", &[("wahl", &picture)]).await.text();
    assert!(own.contains("\nMein Boot</textarea>") && !own.contains("Ein rotes Boot</textarea>"));
    for wrong in [plan.as_str(), "x", &"0".repeat(32)] {
        let refused = desk.press(&block, "Quelle: Stadtarchiv", &[("wahl", wrong)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(refused.text().contains("value=\"Stadtarchiv\""));
    }
    // Who brings it anew is offered the same.
    let again = desk.bring(BlockKind::Image, "", "noch einmal.png", PICTURE).await;
    assert_eq!(again["body"], format!("Bild: {picture}\nAlternativtext: Ein rotes Boot"));
}

#[tokio::test]
async fn the_picture_in_place_of_a_film_is_taken_from_the_library() {
    let desk = Desk::new().await;
    let picture = desk.key(BlockKind::Image, "hafen.png", PICTURE).await;
    let film = desk.key(BlockKind::Video, "hafen.mp4", &film()).await;
    let listed = desk.listed("art=video").await;
    let keys = |listed: &Value| -> Vec<String> {
        let files = listed["files"].as_array().unwrap();
        files.iter().map(|file| file["key"].as_str().unwrap().to_owned()).collect()
    };
    let (both, pictures) = (keys(&listed), keys(&desk.listed("art=image").await));
    assert!(both.contains(&picture) && both.contains(&film) && listed["more"] == false, "{listed}");
    assert_eq!(pictures, std::slice::from_ref(&picture));
    assert!(
        keys(&desk.listed("art=video&q=Wetter").await).is_empty() && keys(&desk.listed("art=text").await).is_empty()
    );
    let unknown = get_as(&desk.app, &desk.ada, &format!("{}/medien?art=nichts", desk.base)).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);

    let body = format!("Video: {film}\nVorschaubild:");
    let texts = [("art", "video"), ("text", body.as_str()), ("wahl", picture.as_str())];
    let told = desk.upload(&desk.ada, "medien", &texts, "", b"").await.json();
    assert_eq!(told["body"], format!("Video: {film}\nVorschaubild: {picture}"));
    desk.insert(BlockKind::Video, told["body"].as_str().unwrap()).await;
    assert_eq!(desk.publish().await.status, StatusCode::SEE_OTHER);
    let page = desk.app.get(PAGE).await.text();
    let poster = page.split("<img").find(|tag| tag.contains("film__poster")).expect("the picture before the film");
    assert!(poster.contains(&format!("src=\"/medien/{picture}\"")) && poster.contains("loading=\"lazy\""));
    assert!(!page.contains(" poster="), "a browser would ask for it at once, however far below it stands");

    let clerk = desk.app.staff(Role::Clerk, Scope::Everywhere).await;
    let refused = get_as(&desk.app, &clerk, &format!("{}/medien?art=image", desk.base)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}
