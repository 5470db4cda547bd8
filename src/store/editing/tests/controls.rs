//! Each promise with the mechanism that keeps it switched off: then its test has to fail, which shows that it can.

use super::*;
use crate::faults::is_noticed;

#[test]
fn it_is_noticed_when_a_change_takes_the_place_of_what_others_changed() {
    let promises: [fn(); 5] = [
        a_stale_save_joins_or_asks_and_overwrites_nothing,
        at_the_same_time_ten_people_save_and_every_word_is_there,
        blocks_are_put_in_moved_taken_out_and_brought_back,
        what_an_editor_writes_stays_in_the_draft_until_it_is_published,
        a_second_person_publishes_what_was_handed_in_or_sends_it_back_with_words,
    ];
    for (number, promise) in promises.into_iter().enumerate() {
        assert!(is_noticed("overwrite-stale", promise), "promise {number}");
    }
}

#[test]
fn it_is_noticed_when_what_stood_there_before_is_kept_nowhere() {
    assert!(is_noticed("forget-revisions", a_stale_save_joins_or_asks_and_overwrites_nothing));
}

#[test]
fn it_is_noticed_when_a_save_that_is_sent_again_is_not_known() {
    assert!(is_noticed("forget-saves", a_save_that_is_sent_twice_happens_once));
}

#[test]
fn it_is_noticed_when_late_typing_takes_the_place_of_newer() {
    assert!(is_noticed("take-late-typing", what_is_typed_and_not_saved_is_there_again_and_late_ones_are_ignored));
}

#[test]
fn it_is_noticed_when_a_draft_that_changed_is_published_at_its_old_time() {
    let promise = a_page_is_published_and_taken_back_at_its_time_unless_it_changed_meanwhile;
    assert!(is_noticed("publish-unseen", promise));
}

#[test]
fn it_is_noticed_when_somebody_reviews_their_own_draft() {
    assert!(is_noticed("review-oneself", a_second_person_publishes_what_was_handed_in_or_sends_it_back_with_words));
}

/// With nothing switched off they pass, so that what fails above fails because of its switch.
#[test]
fn without_a_switch_nothing_is_noticed() {
    assert!(!is_noticed("nothing", a_save_that_is_sent_twice_happens_once));
}
