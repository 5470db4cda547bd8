use std::collections::BTreeSet;

use domain::{
    place_calls::TEXT,
    proposals::{Status, StatusChange, limits},
    surveys::QuestionKind,
    text,
};

use super::*;

#[test]
fn every_demo_proposal_could_have_been_submitted() {
    let areas = crate::areas().unwrap();
    for (_, proposal) in proposals().unwrap() {
        let lengths = [(&proposal.title, limits::TITLE), (&text::clean(&proposal.text), limits::TEXT)];
        for (words, (least, most)) in lengths {
            assert!((least..=most).contains(&text::length(words)), "{}", proposal.key);
        }
        for comment in &proposal.comments {
            let (least, most) = domain::comments::LENGTH;
            assert!((least..=most).contains(&text::length(&comment.text)), "{}", proposal.key);
        }
        if let Some(name) = &proposal.district {
            assert!(areas.districts.iter().any(|district| district.name == *name), "{}: {name}", proposal.key);
        }
        if let Some([lon, lat]) = proposal.pin {
            let point = domain::places::LonLat { lon, lat };
            let found = areas.districts.iter().find(|district| district.border.contains(point));
            let found = found.map(|district| &district.name);
            assert_eq!(found, proposal.district.as_ref(), "{}", proposal.key);
        }
    }
}

#[test]
fn every_demo_proposal_reached_its_status_by_the_rules_and_in_order() {
    let all = proposals().unwrap();
    let keys: BTreeSet<&str> = all.iter().map(|(_, proposal)| proposal.key.as_str()).collect();
    assert_eq!(keys.len(), all.len());
    for (_, proposal) in &all {
        let mut status = if proposal.status == Status::Submitted { Status::Submitted } else { Status::Published };
        let mut days_ago = proposal.days_ago;
        for answer in &proposal.answers {
            assert!(answer.days_ago <= days_ago, "{}", proposal.key);
            days_ago = answer.days_ago;
            let change =
                StatusChange { to: answer.status, has_reasons: true, has_target: proposal.merged_into.is_some() };
            status = status.change(change).unwrap_or_else(|error| panic!("{}: {error}", proposal.key));
        }
        if proposal.status != Status::Withdrawn {
            assert_eq!(status, proposal.status, "{}", proposal.key);
        }
        assert_eq!(proposal.merged_into.is_some(), status == Status::Merged, "{}", proposal.key);
        assert!(proposal.merged_into.iter().all(|key| keys.contains(key.as_str())), "{}", proposal.key);
        for (number, comment) in proposal.comments.iter().enumerate() {
            assert!(comment.days_ago <= proposal.days_ago, "{}", proposal.key);
            assert!(comment.reply_to.is_none_or(|earlier| earlier < number), "{}", proposal.key);
        }
    }
    for status in Status::ALL {
        assert!(all.iter().any(|(_, proposal)| proposal.status == status), "{status:?}");
    }
}

#[test]
fn the_weights_of_a_survey_fit_its_options() {
    for survey in surveys().unwrap() {
        for QuestionSource { question, weights, .. } in survey.questions.iter().filter(|_| survey.responses > 0) {
            let expected = match &question.kind {
                QuestionKind::One { options } | QuestionKind::Many { options } => options.len(),
                QuestionKind::Scale { .. } => domain::surveys::SCALE_STEPS,
                QuestionKind::Text => 0,
            };
            assert_eq!(weights.len(), expected, "{} {}", survey.slug, question.key);
        }
    }
}

#[test]
fn every_demo_place_lies_in_the_city_and_in_a_category_of_its_call() {
    let areas = crate::areas().unwrap();
    for call in place_calls().unwrap() {
        for place in &call.places {
            let point = domain::places::LonLat { lon: place.lon, lat: place.lat };
            assert!(areas.districts.iter().any(|district| district.border.contains(point)), "{}", place.text);
            assert!(call.categories.iter().any(|category| category.key == place.category), "{}", place.text);
            assert!((TEXT.0..=TEXT.1).contains(&text::length(&place.text)), "{}", place.text);
        }
    }
}

#[test]
fn every_demo_event_happens_in_a_district_at_a_time() {
    let areas = crate::areas().unwrap();
    for event in events().unwrap() {
        assert!(event.district.iter().all(|name| areas.districts.iter().any(|district| district.name == *name)));
        assert!(event.start_time.split_once(':').is_some(), "{}", event.slug);
    }
}
