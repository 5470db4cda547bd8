//! A tablet in the place of another one.

use super::*;

async fn pair_as(city: &City, id: KioskId, key: &str, now: Moment) -> i64 {
    invite(city, &ADMIN, id, now).await.unwrap();
    let (code, _) = find(city, id, now).await.unwrap().unwrap().code.unwrap();
    pair(city, &code, key, now).await.unwrap().next
}

async fn missing(city: &City, id: KioskId) -> (i64, Vec<i64>) {
    let Numbers { gaps, missing, .. } = find(city, id, NOW).await.unwrap().unwrap().numbers;
    (gaps, missing)
}

async fn arrives(city: &City, id: KioskId, number: i64, now: Moment) {
    let one = opened(city, id, number as u64, now);
    let taken = deliver_numbered(city, &numbered(id, number, &format!("von {number}")), Some(&one), now).await.unwrap();
    assert!(matches!(taken, Answer::Accepted { .. }), "{} {taken:?}", city.store.name);
}

async fn tells(city: &City, id: KioskId, beat: i64, waiting: i64, now: Moment) {
    seen(city, id, &Health { beat, waiting, ..Health::default() }, now).await.unwrap();
}

#[tokio::test]
async fn what_waited_on_a_tablet_that_was_replaced_is_missing_until_it_arrives() {
    for city in open_cities().await {
        let after = |minutes: i64| Moment(NOW.0 + minutes * Moment::MINUTE);
        let id = paired(&city).await;
        for number in 1..=2 {
            arrives(&city, id, number, NOW).await;
        }
        tells(&city, id, 1, 3, after(1)).await;
        // One of the three came since.
        arrives(&city, id, 3, after(2)).await;
        assert_eq!(pair_as(&city, id, "Ein anderer Schlüssel", after(3)).await, 6, "{}", city.store.name);
        assert_eq!(missing(&city, id).await, (2, vec![4, 5]), "{}", city.store.name);
        assert!(find(&city, id, NOW).await.unwrap().unwrap().health.is_none(), "the new one told nothing yet");

        // Neither what the new one tells nor a third one makes it forgotten.
        tells(&city, id, 1, 0, after(4)).await;
        assert_eq!((next_number(&city, id).await.unwrap(), missing(&city, id).await.0), (6, 2), "{}", city.store.name);
        arrives(&city, id, 6, after(5)).await;
        assert_eq!(pair_as(&city, id, "Ein dritter Schlüssel", after(6)).await, 7, "{}", city.store.name);
        assert_eq!(missing(&city, id).await, (2, vec![4, 5]), "{}", city.store.name);

        // The first one is found, and paired again.
        assert_eq!(pair_as(&city, id, "Schlüssel", after(7)).await, 7);
        for number in 4..=5 {
            arrives(&city, id, number, after(8)).await;
        }
        let numbers = find(&city, id, NOW).await.unwrap().unwrap().numbers;
        let told = Numbers { arrived: 6, last: 6, ..Numbers::default() };
        assert_eq!(numbers, told, "{}", city.store.name);
    }
}

#[tokio::test]
async fn a_tablet_that_is_paired_again_misses_nothing_and_one_that_tells_nonsense_uses_up_no_numbers() {
    for city in open_cities().await {
        let id = paired(&city).await;
        tells(&city, id, 1, 3, NOW).await;
        assert_eq!(pair_as(&city, id, "Schlüssel", NOW).await, 1, "{}", city.store.name);
        assert_eq!(missing(&city, id).await, (0, vec![]), "{}", city.store.name);
        for nonsense in [-5, i64::MIN] {
            tells(&city, id, 2, nonsense, NOW).await;
            assert_eq!(pair_as(&city, id, &format!("Schlüssel {nonsense}"), NOW).await, 1, "{}", city.store.name);
        }
        tells(&city, id, 3, i64::MAX, NOW).await;
        assert!(pair_as(&city, id, "Noch ein Schlüssel", NOW).await < 1_000_000, "{}", city.store.name);
    }
}
