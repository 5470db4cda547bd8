use domain::{
    accounts::Level,
    boards::{BoardChange, Moderation, Name},
    ids::BoardId,
    moment::Period,
    outbox::Kind,
    policy::Acting,
};
use sea_orm::{PaginatorTrait, QueryOrder};
use serde_json::{Value, json};

use super::*;
use crate::{
    boards, comments, drafts,
    entity::{comment, draft, proposal},
    proposals::{find, samples::*},
    supports,
    testing::NOW,
};
use domain::{
    comments::{NewComment, Stance},
    ids::ProposalId,
    proposals::{Draft, Seen},
};

fn record(number: u64, kind: &str, content: &Value) -> Arriving {
    with_text(number, kind, content.to_string())
}

fn with_text(number: u64, kind: &str, content: String) -> Arriving {
    Arriving::new(submission(number), kind, content, NOW.plus_days(-1), Language::De)
}

fn saying(proposal: ProposalId, text: &str) -> Value {
    json!({ "proposal": proposal.0, "stance": "for", "text": text })
}

fn typed() -> Value {
    json!({ "fields": {
        "title": "Mehr Bänke am Stadthafen",
        "text": "Wer nicht gut zu Fuß ist, findet am Stadthafen kaum einen Platz zum Ausruhen.",
        "theme": "infrastruktur",
    }})
}

/// As the page before submitting hands a draft to the device.
fn shown(key: &SubmissionId, board: &str) -> Value {
    let mut shown = typed()["fields"].clone();
    shown["board"] = json!(board);
    json!({ "draft": key.as_str(), "seen": "1-2", "shown": shown })
}

async fn send(city: &City, arriving: &Arriving) -> Answer {
    deliver(city, arriving, &person(1), NOW).await.unwrap()
}

async fn many<E: EntityTrait>(city: &City) -> u64
where
    E::Model: Sync,
{
    E::find().count(city.read()).await.unwrap()
}

#[tokio::test]
async fn fifty_sendings_of_one_record_at_once_are_one_proposal() {
    for city in cities().await {
        let tasks: Vec<_> = (0..50)
            .map(|sending| {
                let (store, arriving) = (city.store.store.clone(), record(9, "proposal", &typed()));
                // Whoever has no cookie yet may come as another person each time.
                tokio::spawn(async move {
                    loop {
                        match deliver(&store, &arriving, &person(sending), NOW).await {
                            Err(StoreError::Busy) => tokio::task::yield_now().await,
                            done => return done.unwrap(),
                        }
                    }
                })
            })
            .collect();
        let mut answers = Vec::new();
        for task in tasks {
            answers.push(task.await.unwrap());
        }
        answers.dedup();
        assert_eq!(answers.len(), 1, "{}", city.store.name);
        assert!(answers[0].detail().starts_with("/beleg/"));
        assert_eq!((many::<proposal::Entity>(&city).await, many::<delivery::Entity>(&city).await), (1, 1));
        assert_eq!(events_of_kind(&city, "submitted").await, 1);
    }
}

#[tokio::test]
async fn the_same_id_with_other_content_is_refused_and_changes_nothing() {
    for city in open_cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        let first = send(&city, &record(5, "comment", &saying(id, "Gute Idee"))).await;
        let other = record(5, "comment", &saying(id, "Schlechte Idee"));
        for _ in 0..2 {
            assert_eq!(send(&city, &other).await, Answer::Refused(Reason::Conflict));
        }
        assert_eq!(send(&city, &record(5, "comment", &saying(id, "Gute Idee"))).await, first);
        assert_eq!(find(&city, id).await.unwrap().unwrap().card.comments, 1);
    }
}

#[tokio::test]
async fn each_other_content_of_an_id_is_kept_once_for_staff_and_goes_with_the_texts_that_were_refused() {
    for city in open_cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        let first = send(&city, &record(5, "comment", &saying(id, "Gute Idee"))).await;
        let others =
            [record(5, "comment", &saying(id, "Schlechte Idee")), record(5, "comment", &saying(id, "Lieber Bäume"))];
        for _ in 0..100 {
            assert_eq!(send(&city, &others[0]).await, Answer::Refused(Reason::Conflict));
        }
        // One that cannot be accepted anyhow is another content all the same.
        assert_eq!(send(&city, &record(5, "comment", &saying(id, ""))).await, Answer::Refused(Reason::Conflict));
        assert_eq!(send(&city, &others[1]).await, Answer::Refused(Reason::Conflict));
        let seen = refused(&city, &Acting::OPERATOR, None, 50).await.unwrap();
        assert!(seen.iter().all(|one| one.reason == Some(Reason::Conflict) && one.kind == Some(Kind::Comment)));
        assert!(seen.iter().all(|one| one.arrived_at == NOW && one.entered_at == NOW.plus_days(-1)));
        let texts: Vec<&str> = seen.iter().map(|one| one.content.as_deref().unwrap()).collect();
        assert!(
            matches!(texts[..], [last, _, before] if last.contains("Bäume") && before.contains("Schlechte")),
            "{} {texts:?}",
            city.store.name
        );
        let counted = delivery::Entity::find().filter(delivery::Column::Record.eq(submission(5).as_str()));
        assert_eq!(counted.one(city.read()).await.unwrap().unwrap().conflicts, 102);

        city.write(async |tx| forget_contents(tx, NOW.plus_days(1)).await).await.unwrap();
        let seen = refused(&city, &Acting::OPERATOR, None, 50).await.unwrap();
        assert!(seen.len() == 3 && seen.iter().all(|one| one.content.is_none()), "{} {seen:?}", city.store.name);
        assert_eq!(send(&city, &others[0]).await, Answer::Refused(Reason::Conflict));
        assert_eq!(refused(&city, &Acting::OPERATOR, None, 50).await.unwrap(), seen, "its memory stays");
        assert_eq!(send(&city, &record(5, "comment", &saying(id, "Gute Idee"))).await, first);
    }
}

#[tokio::test]
async fn a_support_that_comes_again_after_it_was_taken_back_stays_taken_back() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        let give = record(5, "support", &json!({ "proposal": id.0, "support": true }));
        let take = record(6, "support", &json!({ "proposal": id.0, "support": false }));
        for arriving in [&give, &take, &give, &take, &give] {
            assert_eq!(send(&city, arriving).await.detail(), format!("/vorschlaege/{id}"));
        }
        assert!(!supports::mine(&city, id, &person(1)).await.unwrap(), "{}", city.store.name);
    }
}

#[tokio::test]
async fn a_form_whose_answer_was_lost_and_its_record_are_one_comment() {
    for city in open_cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        let form = submission(77);
        let content = |text: &str| json!({ "proposal": id.0, "form": form.as_str(), "stance": "for", "text": text });
        let new = NewComment { stance: Stance::For, text: "Gute Idee".into(), author: None, reply_to: None };
        let by_itself = comments::add(&city, id, form.clone(), &person(1), new, NOW).await.unwrap();
        let answer = send(&city, &record(5, "comment", &content("Gute Idee"))).await;
        assert_eq!(answer.detail(), by_itself.code.path());
        // The page out of the device's memory still carries the id that the first comment took.
        let second = send(&city, &record(6, "comment", &content("Noch etwas"))).await;
        assert_ne!(second.detail(), answer.detail());
        assert_eq!(many::<comment::Entity>(&city).await, 2, "{}", city.store.name);
    }
}

#[tokio::test]
async fn what_cannot_be_accepted_is_set_aside_with_its_reason_and_blocks_no_other() {
    for city in open_cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        let cases = [
            (record(10, "comment", &saying(id, "")), Reason::Invalid),
            (record(11, "comment", &saying(ProposalId(id.0 + 100), "Wohin?")), Reason::Gone),
            (record(12, "wish", &json!({})), Reason::Unreadable),
            (with_text(13, "support", "kein JSON".into()), Reason::Unreadable),
            (with_text(16, "support", " ".repeat(LONGEST + 1)), Reason::Unreadable),
            (with_text(17, "support", "a\0b".into()), Reason::Unreadable),
            (record(14, "proposal", &json!({ "draft": submission(99).as_str() })), Reason::Gone),
            (record(15, "proposal", &json!({ "fields": { "title": "Zu kurz" } })), Reason::Invalid),
        ];
        for (arriving, reason) in &cases {
            for _ in 0..2 {
                assert_eq!(send(&city, arriving).await, Answer::Refused(*reason), "{arriving:?}");
            }
        }
        assert_eq!(send(&city, &record(20, "comment", &saying(id, "Gute Idee"))).await.outcome(), "accepted");
        close_board(&city).await;
        let late = record(21, "comment", &saying(id, "Zu spät"));
        assert_eq!(send(&city, &late).await, Answer::Refused(Reason::Closed));
        // What was accepted in time stays accepted.
        assert_eq!(send(&city, &record(20, "comment", &saying(id, "Gute Idee"))).await.outcome(), "accepted");
        let seen = refused(&city, &Acting::OPERATOR, None, 50).await.unwrap();
        assert_eq!(seen.len(), cases.len() + 1);
        assert_eq!((seen[0].kind, seen[0].reason), (Some(Kind::Comment), Some(Reason::Closed)));
        assert!(seen[0].content.as_deref().unwrap().contains("Zu spät"));
        assert_eq!(many::<comment::Entity>(&city).await, 1, "{}", city.store.name);
    }
}

#[tokio::test]
async fn a_draft_on_the_server_becomes_one_proposal_whether_its_form_or_its_record_comes_first() {
    for city in cities().await {
        let stored: Draft = serde_json::from_value(typed()["fields"].clone()).unwrap();
        for (number, form_first) in [(30, true), (40, false)] {
            let key = submission(number).to_string();
            drafts::create(&city, &key, Some(&person(1)), &stored, NOW).await.unwrap();
            let as_stored = record(number + 1, "proposal", &json!({ "draft": key }));
            let mut typed = typed();
            typed["draft"] = json!(key);
            let as_typed = record(number + 2, "proposal", &typed);
            let by_form = async || drafts::submit(&city, &key, None, &person(1), NOW).await.unwrap().code.path();
            let mut found = Vec::new();
            if form_first {
                found.push(by_form().await);
            }
            found.push(send(&city, &as_typed).await.detail().to_owned());
            found.push(send(&city, &as_stored).await.detail().to_owned());
            found.push(by_form().await);
            found.dedup();
            assert_eq!(found.len(), 1, "{} {found:?}", city.store.name);
        }
        assert_eq!(many::<proposal::Entity>(&city).await, 2);
        let drafts = draft::Entity::find().all(city.read()).await.unwrap();
        assert!(drafts.iter().all(|draft| draft.submitted_as.is_some()));
    }
}

#[tokio::test]
async fn a_draft_that_was_forgotten_meanwhile_arrives_once_with_the_words_that_its_page_showed() {
    for city in cities().await {
        let harbour = harbour(&city).await;
        let of_page = shown(&submission(50), "hafen");
        let first = send(&city, &record(51, "proposal", &of_page)).await;
        assert_eq!(stands_on(&city, &first).await, harbour, "{}", city.store.name);
        // The button was pressed twice without a network.
        assert_eq!(send(&city, &record(52, "proposal", &of_page)).await, first, "{}", city.store.name);
        let mut other = of_page.clone();
        other["shown"]["title"] = json!("Ein Steg am Stadthafen");
        assert_eq!(send(&city, &record(53, "proposal", &other)).await, Answer::Refused(Reason::Conflict));
        // The rules are those for any other.
        let mut short = shown(&submission(60), "hafen");
        short["shown"]["text"] = json!("Zu kurz");
        assert_eq!(send(&city, &record(61, "proposal", &short)).await, Answer::Refused(Reason::Invalid));
        assert_eq!(many::<proposal::Entity>(&city).await, 1, "{}", city.store.name);
    }
}

#[tokio::test]
async fn what_a_page_showed_of_a_draft_changes_nothing_while_the_draft_is_there() {
    for city in cities().await {
        let stored: Draft = serde_json::from_value(typed()["fields"].clone()).unwrap();
        let key = submission(50);
        drafts::create(&city, key.as_str(), Some(&person(1)), &stored, NOW).await.unwrap();
        let mut of_page = shown(&key, "stadt");
        assert_eq!(send(&city, &record(51, "proposal", &of_page)).await, Answer::Refused(Reason::Changed));
        of_page["seen"] = json!(Seen::of(&stored).to_string());
        of_page["shown"]["title"] = json!("Ein Steg am Stadthafen");
        let answer = send(&city, &record(52, "proposal", &of_page)).await;
        assert_eq!(answer.outcome(), "accepted", "{} {answer:?}", city.store.name);
        let row = proposal::Entity::find().one(city.read()).await.unwrap().unwrap();
        assert_eq!(row.title, stored.title, "{}", city.store.name);
    }
}

#[tokio::test]
async fn a_draft_that_is_refused_is_there_for_its_author_and_its_words_for_those_who_look_into_it() {
    for city in cities().await {
        let stored: Draft = serde_json::from_value(typed()["fields"].clone()).unwrap();
        let key = submission(50);
        drafts::create(&city, key.as_str(), Some(&person(1)), &stored, NOW).await.unwrap();
        let mut of_page = shown(&key, "stadt");
        of_page["seen"] = json!(Seen::of(&stored).to_string());
        close_board(&city).await;
        assert_eq!(send(&city, &record(51, "proposal", &of_page)).await, Answer::Refused(Reason::Closed));
        let seen = refused(&city, &Acting::OPERATOR, None, 50).await.unwrap();
        let content = seen[0].content.as_deref().unwrap();
        assert!(content.contains(&stored.title) && content.contains(&stored.text), "{content}");
        let draft = drafts::load(&city, key.as_str()).await.unwrap().unwrap();
        assert_eq!((draft.draft, draft.submitted_as), (stored, None), "{}", city.store.name);
    }
}

async fn harbour(city: &City) -> BoardId {
    let name = Name::of("Der Hafen von morgen", "hafen").unwrap();
    let always = Period { start: Moment(0), end: None };
    boards::open(city, &Acting::OPERATOR, &name, always, NOW).await.unwrap()
}

async fn stands_on(city: &City, answer: &Answer) -> BoardId {
    assert_eq!(answer.outcome(), "accepted", "{} {answer:?}", city.store.name);
    let row = proposal::Entity::find().order_by_desc(proposal::Column::Id).one(city.read()).await.unwrap().unwrap();
    BoardId(row.board_id)
}

#[tokio::test]
async fn a_proposal_goes_to_the_board_for_which_it_was_written_and_to_the_city_where_it_names_none() {
    for city in cities().await {
        let harbour = harbour(&city).await;
        let city_wide = boards::default_board(&city).await.unwrap().id;
        let mut for_harbour = typed();
        for_harbour["board"] = json!("hafen");
        let sent = send(&city, &record(1, "proposal", &for_harbour)).await;
        assert_eq!(stands_on(&city, &sent).await, harbour, "{}", city.store.name);
        let old = send(&city, &record(2, "proposal", &typed())).await;
        assert_eq!(stands_on(&city, &old).await, city_wide, "{}", city.store.name);

        // What is chosen with the button comes after what the draft was begun for.
        let stored: Draft = serde_json::from_value(typed()["fields"].clone()).unwrap();
        for (number, chosen, expected) in [(30, None, harbour), (40, Some("stadt"), city_wide)] {
            let key = submission(number).to_string();
            drafts::create(&city, &key, Some(&person(1)), &stored, NOW).await.unwrap();
            drafts::set_board(&city, &key, harbour).await.unwrap();
            let of_draft = json!({ "draft": key, "board": chosen });
            let sent = send(&city, &record(number + 1, "proposal", &of_draft)).await;
            assert_eq!(stands_on(&city, &sent).await, expected, "{} {chosen:?}", city.store.name);
        }
    }
}

#[tokio::test]
async fn a_board_that_is_not_there_is_closed_or_for_others_takes_no_record_and_says_why() {
    for city in cities().await {
        harbour(&city).await;
        let refused = async |number: u64, slug: &str, reason: Reason| {
            let mut content = typed();
            content["board"] = json!(slug);
            let answer = send(&city, &record(number, "proposal", &content)).await;
            assert_eq!(answer, Answer::Refused(reason), "{} {slug}", city.store.name);
        };
        refused(1, "mond", Reason::Gone).await;
        refused(2, "", Reason::Gone).await;
        boards::set_needed_level(&city, "hafen", Level::EmailConfirmed, NOW).await.unwrap();
        refused(3, "hafen", Reason::NeedsAccount).await;
        let over = BoardChange { closes_at: Some(Some(NOW.plus_days(-1))), ..BoardChange::default() };
        boards::change(&city, &Acting::OPERATOR, "hafen", over, NOW).await.unwrap();
        refused(4, "hafen", Reason::Closed).await;
        assert_eq!(many::<proposal::Entity>(&city).await, 0, "{}", city.store.name);
    }
}

#[tokio::test]
async fn texts_of_what_was_refused_go_and_the_memory_of_ids_stays() {
    for city in cities().await {
        let arriving = record(10, "comment", &saying(ProposalId(4_711), "Wohin?"));
        send(&city, &arriving).await;
        let later = NOW.plus_days(91);
        city.write(async |tx| forget_contents(tx, later.plus_days(-90)).await).await.unwrap();
        let seen = refused(&city, &Acting::OPERATOR, None, 50).await.unwrap();
        assert_eq!((seen.len(), seen[0].content.as_deref()), (1, None));
        assert_eq!(send(&city, &arriving).await, Answer::Refused(Reason::Gone));
    }
}

#[tokio::test]
async fn what_nobody_could_ask_about_is_read_before_it_appears() {
    for city in cities().await {
        boards::set_moderation(&city, "stadt", Moderation::After, NOW).await.unwrap();
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        let text = "Ruft mich an: 0381 1234567.";
        let mut asked = saying(id, text);
        asked["asked"] = json!("0381 1234567");
        for (number, content, is_public) in
            [(1, saying(id, "Gute Idee."), true), (2, saying(id, text), false), (3, asked, true)]
        {
            send(&city, &record(number, "comment", &content)).await;
            let stored =
                comment::Entity::find().order_by_desc(comment::Column::Id).one(city.read()).await.unwrap().unwrap();
            assert_eq!(stored.state == "published", is_public, "{number} {stored:?}");
        }
        let more = "Wer nicht gut zu Fuß ist, findet am Stadthafen kaum einen Platz zum Ausruhen.";
        for (number, text, is_public) in [(50, format!("{more} {text}"), false), (60, more.to_owned(), true)] {
            let mut of_page = shown(&submission(number), "stadt");
            of_page["shown"]["text"] = json!(text);
            assert_eq!(send(&city, &record(number + 1, "proposal", &of_page)).await.outcome(), "accepted");
            let stored =
                proposal::Entity::find().order_by_desc(proposal::Column::Id).one(city.read()).await.unwrap().unwrap();
            assert_eq!(stored.published_at.is_some(), is_public, "{number} {stored:?}");
        }
        // It says nothing about machines.
        assert!(boards::by_slug(&city, "stadt").await.unwrap().unwrap().attack.is_none());
    }
}
