use domain::{
    filter::{BoardFilter, Sort},
    proposals::{NewProposal, ProposalCard},
};

use crate::{
    proposals::{find, list, related, samples::*, similar},
    testing::NOW,
};

const TITLES: [&str; 9] = [
    "Neue Spielplätze in Evershagen",
    "Ein Spielplatz am Rosengarten",
    "Abstellanlagen für Fahrräder am Bahnhof",
    "Fahrradweg nach Warnemünde verbreitern",
    "Mehr Rechte für Bürger*innen im Ortsbeirat",
    "Bäume auf dem Neuen Markt",
    "Mehr Bänke am Stadthafen aufstellen",
    "Eine S-Bahn in der Nacht",
    "Züge nach Berlin öfter fahren lassen",
];

async fn filled() -> Vec<City> {
    let cities = open_cities().await;
    for city in &cities {
        for (number, title) in (1..).zip(TITLES) {
            // A text of its own words, so that titles alone decide.
            let new = NewProposal { text: "Lorem ipsum dolor sit amet consetetur".into(), ..proposal(title) };
            published_at(city, number, new, NOW).await;
        }
    }
    cities
}

async fn found(city: &City, query: &str) -> Vec<String> {
    let filter = BoardFilter { query: query.into(), ..Default::default() };
    let mut titles: Vec<_> = list(city, &filter, 50).await.unwrap().items.into_iter().map(|card| card.title).collect();
    titles.sort();
    titles
}

#[tokio::test]
async fn words_find_their_other_forms_their_compounds_and_their_misspellings() {
    for city in filled().await {
        let spielplaetze = ["Ein Spielplatz am Rosengarten", "Neue Spielplätze in Evershagen"];
        let fahrraeder = ["Abstellanlagen für Fahrräder am Bahnhof", "Fahrradweg nach Warnemünde verbreitern"];
        let cases: [(&str, &[&str]); 17] = [
            ("Spielplaetze", &spielplaetze),
            ("SPIELPLÄTZE", &spielplaetze),
            ("platz", &spielplaetze),
            ("Speilplatz", &spielplaetze),
            ("Fahrrad", &fahrraeder),
            ("Fahrräder", &fahrraeder),
            ("Farrad", &fahrraeder),
            ("Bürger*innen", &["Mehr Rechte für Bürger*innen im Ortsbeirat"]),
            ("Bürgerinnen", &["Mehr Rechte für Bürger*innen im Ortsbeirat"]),
            ("Bürger", &["Mehr Rechte für Bürger*innen im Ortsbeirat"]),
            ("Baum", &["Bäume auf dem Neuen Markt"]),
            ("Bank am Hafen", &["Mehr Bänke am Stadthafen aufstellen"]),
            ("Zug", &["Züge nach Berlin öfter fahren lassen"]),
            ("S-Bahn", &["Eine S-Bahn in der Nacht"]),
            ("der Spielplatz in Evershagen", &["Neue Spielplätze in Evershagen"]),
            ("Rosen", &["Ein Spielplatz am Rosengarten"]),
            ("Quastenflosser", &[]),
        ];
        for (query, titles) in cases {
            assert_eq!(found(&city, query).await, titles, "{query} on {}", city.store.name);
        }
    }
}

#[tokio::test]
async fn no_query_is_an_error_whatever_signs_it_has() {
    for city in filled().await {
        for query in ["\"", "'; DROP TABLE proposal; --", "%", "_", "a OR b", "NEAR(", "*", "-", "🙂", "日本", "x", "ä"]
        {
            found(&city, query).await;
        }
        assert_eq!(found(&city, "*?!").await.len(), TITLES.len());
    }
}

#[tokio::test]
async fn a_search_keeps_the_chosen_order_and_its_pages() {
    for city in filled().await {
        for sort in Sort::ALL {
            let mut filter = BoardFilter { query: "spielplatz".into(), sort, ..Default::default() };
            let first = list(&city, &filter, 1).await.unwrap();
            filter.page = first.next;
            let second = list(&city, &filter, 1).await.unwrap();
            assert!(second.next.is_none() && second.previous.is_some());
            assert_ne!(first.items[0].id, second.items[0].id);
        }
    }
}

#[tokio::test]
async fn a_word_that_thousands_use_is_found_page_by_page_and_counted_up_to_the_limit() {
    for city in open_cities().await {
        many(&city, "Alle gemeinsam unterwegs", 1..2_301).await;
        let mut filter = BoardFilter { query: "gemeinsam".into(), ..Default::default() };
        let page = list(&city, &filter, 20).await.unwrap();
        assert_eq!(page.items.len(), 20);
        assert_eq!(page.total, domain::paging::Total::MoreThan(1_000));
        filter.page = page.next;
        assert_eq!(list(&city, &filter, 20).await.unwrap().items.len(), 20);
        filter.page = None;
        filter.theme = Some(domain::Theme::Kultur);
        assert_eq!(list(&city, &filter, 20).await.unwrap().total, domain::paging::Total::Exactly(0));
        let theme = domain::Theme::Kultur;
        for number in 3_001..3_004 {
            published_at(&city, number, NewProposal { theme, ..proposal("Gemeinsam singen") }, NOW).await;
        }
        assert_eq!(list(&city, &filter, 20).await.unwrap().total, domain::paging::Total::Exactly(3));
    }
}

#[tokio::test]
async fn a_word_that_others_use_is_not_taken_for_a_mistyped_one() {
    for city in open_cities().await {
        let theme = domain::Theme::Kultur;
        published_at(&city, 1, proposal("Ein Spielplatz am Rosengarten"), NOW).await;
        published_at(&city, 2, NewProposal { theme, ..proposal("Eine Spielplatte aus Beton") }, NOW).await;
        let mut filter = BoardFilter { query: "Spielplatz".into(), theme: Some(theme), ..Default::default() };
        assert_eq!(list(&city, &filter, 5).await.unwrap().items.len(), 0, "{}", city.store.name);
        filter.query = "Spielplaxtz".into();
        assert_eq!(list(&city, &filter, 5).await.unwrap().items.len(), 1, "{}", city.store.name);
    }
}

#[tokio::test]
async fn a_mistyped_word_finds_the_newest_of_more_than_are_looked_through() {
    for city in open_cities().await {
        many(&city, "Mehr Licht in unserer Innenstadt", 1..1_101).await;
        many(&city, "Ein Spielplatz am Rosengarten", 1_101..1_102).await;
        assert_eq!(found(&city, "Speilplatz").await, ["Ein Spielplatz am Rosengarten"], "{}", city.store.name);
    }
}

#[tokio::test]
async fn what_is_there_already_is_shown_while_somebody_writes() {
    for city in filled().await {
        let titles = async |text: &str| {
            let found = similar(&city, text, 3, None).await.unwrap();
            found.into_iter().map(|one| one.title).collect::<Vec<_>>()
        };
        assert_eq!(titles("Mehr Sitzbänke am Hafen aufstellen").await, ["Mehr Bänke am Stadthafen aufstellen"]);
        assert_eq!(titles("Fahrradweg nach Warnemünde").await[0], "Fahrradweg nach Warnemünde verbreitern");
        assert_eq!(titles("Spielplatz im Rosengarten").await[0], "Ein Spielplatz am Rosengarten");
        assert_eq!(titles("Kostenlose Museen für alle").await, [""; 0]);
        assert_eq!(titles("").await, [""; 0]);
        let own = similar(&city, "Eine S-Bahn in der Nacht", 3, Some(domain::ids::ProposalId(8))).await.unwrap();
        assert!(own.iter().all(|one| one.id.0 != 8));
    }
}

#[tokio::test]
async fn more_of_a_theme_is_first_of_the_same_ortsteil_and_then_the_newest() {
    use domain::{Theme, proposals::PlaceChoice};
    for city in open_cities().await {
        let here = PlaceChoice::District(city.evershagen);
        let mut all = Vec::new();
        for (number, (title, place, theme)) in (1..).zip([
            ("Eine Brücke über die Bahn", PlaceChoice::WholeCity, Theme::Verkehr),
            ("Ein Zebrastreifen vor der Schule", here, Theme::Verkehr),
            ("Weniger Ampeln am Abend", PlaceChoice::District(city.warnemuende), Theme::Verkehr),
            ("Mehr Licht an den Haltestellen", here, Theme::Verkehr),
            ("Ein Chor für alle", here, Theme::Kultur),
        ]) {
            let new = NewProposal { place, theme, ..proposal(title) };
            all.push(published_at(&city, number, new, NOW.plus_days(number as i64)).await);
        }
        let card = find(&city, all[3]).await.unwrap().unwrap().card;
        let titles = async |card: &ProposalCard, most| -> Vec<String> {
            let found = related(&city, card, most).await.unwrap();
            assert!(found.is_same_theme);
            found.proposals.into_iter().map(|one| one.title).collect()
        };
        let near = ["Ein Zebrastreifen vor der Schule", "Weniger Ampeln am Abend", "Eine Brücke über die Bahn"];
        assert_eq!(titles(&card, 4).await, near, "{}", city.store.name);
        assert_eq!(titles(&ProposalCard { district: None, ..card.clone() }, 2).await, [near[1], near[0]]);
        // A title without any word to look for.
        assert_eq!(titles(&ProposalCard { title: "Und?".into(), ..card.clone() }, 1).await, [near[0]]);

        let like = ProposalCard { title: "Zebrastreifen an der Schule".into(), ..card };
        let found = related(&city, &like, 4).await.unwrap();
        assert_eq!((found.is_same_theme, found.proposals[0].title.as_str()), (false, near[0]), "{}", city.store.name);
    }
}

#[tokio::test]
async fn what_shares_all_words_is_found_however_many_newer_ones_share_one() {
    for city in open_cities().await {
        many(&city, "Trinkbrunnen am Rathaus", 1..2).await;
        many(&city, "Mehr Licht vor dem Rathaus", 2..150).await;
        many(&city, "Der Trinkbrunnen in der Heide bleibt", 150..300).await;
        let found = similar(&city, "Ein Trinkbrunnen beim Rathaus", 3, None).await.unwrap();
        assert_eq!(found[0].title, "Trinkbrunnen am Rathaus", "{}", city.store.name);
    }
}

#[tokio::test]
async fn a_word_that_hundreds_use_does_not_hide_the_one_that_few_use() {
    for city in open_cities().await {
        many(&city, "Trinkbrunnen in der Heide", 1..2).await;
        many(&city, "Mehr Licht in unserer Innenstadt", 2..600).await;
        let found = similar(&city, "Trinkbrunnen Innenstadt", 3, None).await.unwrap();
        assert_eq!(found[0].title, "Trinkbrunnen in der Heide", "{}", city.store.name);
    }
}

/// Rows for the sake of their number, in one transaction.
async fn many(city: &City, title: &str, numbers: std::ops::Range<u64>) {
    use crate::{
        floods::Origin,
        proposals::{Content, insert},
    };
    let content = Content::of(city, proposal(title), NOW).await.unwrap();
    city.write(async |tx| {
        for number in numbers {
            insert(tx, city.keys(), &submission(number), &person(number), &content, Origin::Demo, NOW).await?;
        }
        Ok(())
    })
    .await
    .unwrap();
}
