use domain::ids::ProposalId;

use super::{
    places::{relocate_now, retire_now},
    *,
};
use crate::{
    editing::{There, Wanted, there},
    entity::proposal,
    testing::with_demo,
};

fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).to_vec()
}

#[tokio::test]
async fn what_a_text_links_to_is_there_or_it_is_not() {
    for store in with_demo().await {
        let is_public = proposal::Column::PublishedAt.is_not_null();
        let row = proposal::Entity::find().filter(is_public).one(store.read()).await.unwrap().unwrap();
        let wanted = Wanted {
            proposals: vec![ProposalId(row.id), ProposalId(999_999)],
            surveys: texts(["stadt-und-digitale-hilfe", "gibt-es-nicht"]),
            calls: texts(["orte-die-verbinden", "gibt-es-nicht"]),
            events: texts(["spaziergang-warnemuende", "gibt-es-nicht"]),
            pages: texts(["regeln", "gibt-es-nicht"]),
            anchors: texts(["regel-9", "regel-99"]),
        };
        let found = there(&store, &wanted).await.unwrap();
        assert_eq!(found.proposals.into_iter().collect::<Vec<_>>(), [ProposalId(row.id)], "{}", store.name);
        for (kind, slug) in [
            (found.surveys, "stadt-und-digitale-hilfe"),
            (found.calls, "orte-die-verbinden"),
            (found.events, "spaziergang-warnemuende"),
        ] {
            assert_eq!(kind.into_iter().collect::<Vec<_>>(), [slug], "{}", store.name);
        }
        let rules = found.pages.get("regeln").unwrap();
        assert_eq!(rules.iter().collect::<Vec<_>>(), ["regel-9"], "{}", store.name);
        assert_eq!(found.pages.len(), 1, "{}", store.name);
        assert_eq!(there(&store, &Wanted::default()).await.unwrap(), There::default());
    }
}

#[tokio::test]
async fn an_old_address_is_there_as_long_as_it_leads_to_a_page() {
    for world in World::all().await {
        let (store, ada, name) = (&world.store, &world.ada, world.store.name);
        let wanted = Wanted { pages: texts(["regeln"]), ..Wanted::default() };
        relocate_now(store, ada, "regeln", "spielregeln", NOW).await.unwrap();
        let found = there(store, &wanted).await.unwrap();
        assert!(found.pages.is_empty() && found.moved.contains("regeln"), "{name}");
        retire_now(store, ada, "spielregeln", None, NOW).await.unwrap();
        assert_eq!(there(store, &wanted).await.unwrap(), There::default(), "{name}");
    }
}
