use super::*;

#[tokio::test]
async fn who_has_a_form_is_there_for_some_minutes_or_until_it_is_stored() {
    for world in World::all().await {
        let (store, ada, bea, page, name) = (&world.store, &world.ada, &world.bea, world.page, world.store.name);
        let at = |milliseconds: i64| Moment(NOW.0 + milliseconds);
        let end = AT_FORM_MINUTES * Moment::MINUTE;
        let blocks = async |now: Moment| {
            let all = present(store, bea, page, now).await.unwrap();
            all.into_iter().map(|one| (one.person, one.block, one.is_own)).collect::<Vec<_>>()
        };
        let of_ada = ("ada".to_owned(), Some(id(7)), false);
        here(store, bea, page, (&id(2), None), NOW).await.unwrap();
        at_form(store, ada, page, &id(7), NOW).await.unwrap();
        let both = blocks(NOW).await;
        assert!(both.len() == 2 && both.contains(&of_ada), "{name}: {both:?}");
        assert!(both.contains(&("bea".into(), None, true)), "{name}: who looks knows their own window");

        assert_eq!(blocks(at(end - 1)).await, std::slice::from_ref(&of_ada), "{name}");
        assert!(blocks(at(end)).await.is_empty(), "{name}");
        at_form(store, ada, page, &id(7), at(end - 1)).await.unwrap();
        assert_eq!(blocks(at(2 * end - 2)).await, [of_ada], "{name}: another look at it counts anew, and once");

        leave_form(store, bea, page, &id(7)).await.unwrap();
        assert_eq!(blocks(at(end)).await.len(), 1, "{name}: nobody sends somebody else away");
        leave_form(store, ada, page, &id(7)).await.unwrap();
        assert!(blocks(at(end)).await.is_empty(), "{name}");
    }
}
