use domain::{
    boards::Name,
    policy::{Refusal, Role, Scope},
    surveys::Reply,
};

use super::*;
use crate::{
    figures,
    pictures::NewPicture,
    proposals::{find as proposal_of, samples::*},
    retention,
    testing::{NOW, TestStore, with_demo},
};

const SURVEY: &str = "stadt-und-digitale-hilfe";
const LATER: Moment = Moment(NOW.0 + 11 * Moment::MINUTE);

fn clerk(id: i64) -> Acting {
    Acting { account: Some(AccountId(id)), role: Role::Clerk, scope: Scope::Everywhere }
}

fn ballot(choice: usize, step: usize, words: &str) -> Ballot {
    let words = Some(Reply::Text(words.into())).filter(|_| !words.is_empty());
    Ballot::Replies(vec![Some(Reply::Choices(vec![choice])), None, Some(Reply::Scale(step)), None, words])
}

async fn survey(store: &TestStore) -> (FormId, i64) {
    let survey = surveys::by_slug(store, SURVEY).await.unwrap().unwrap();
    (FormId { form: Form::Survey, number: survey.id.0 }, survey.responses)
}

#[tokio::test]
async fn votes_count_once_a_second_typing_agrees_and_nothing_of_them_stays_behind() {
    for store in with_demo().await {
        let (form, before) = survey(&store).await;
        let entered = enter(&store, &clerk(1), form, &submission(1), &ballot(1, 4, "Gut"), None, NOW).await.unwrap();
        let again = enter(&store, &clerk(1), form, &submission(1), &ballot(1, 4, "Gut"), None, NOW).await.unwrap();
        assert_eq!(again, entered, "{}", store.name);
        let other = enter(&store, &clerk(1), form, &submission(1), &ballot(2, 4, "Gut"), None, NOW).await;
        assert!(matches!(other, Err(StoreError::SubmissionConflict)), "{other:?}");
        assert_eq!(survey(&store).await.1, before, "one typing counts nothing");
        assert_eq!(by_receipt(&store, &entered.code).await.unwrap().unwrap().state, State::Waiting);

        let differs = check(&store, &clerk(2), entered.sheet, &ballot(0, 4, ""), NOW).await.unwrap();
        assert_eq!(differs, Checked::Differs(vec![0]), "{}", store.name);
        assert!(waiting(&store, &clerk(2)).await.unwrap()[0].is_doubtful);
        assert_eq!(survey(&store).await.1, before);
        for _ in 0..2 {
            let counted = check(&store, &clerk(2), entered.sheet, &ballot(1, 4, ""), NOW).await.unwrap();
            assert_eq!(counted, Checked::Counted);
            assert_eq!(survey(&store).await.1, before + 1, "{}", store.name);
        }
        let person = writer(store.keys(), &submission(1));
        let id = domain::ids::SurveyId(form.number);
        let Ballot::Replies(expected) = ballot(1, 4, "Gut") else { unreachable!() };
        assert_eq!(surveys::mine(&store, id, &person).await.unwrap(), Some(expected), "words are those of the first");
        let row = sheet::Entity::find_by_id(entered.sheet).one(store.read()).await.unwrap().unwrap();
        assert_eq!((row.first, row.second, row.state.as_str()), (None, None, State::Counted.code()));
        assert!(waiting(&store, &clerk(1)).await.unwrap().is_empty());
        let told = audit::list(&store, &audit::Search::default()).await.unwrap();
        let told: Vec<_> = told.iter().map(|entry| entry.action.as_str()).take(2).collect();
        assert_eq!(told, ["paper_counted", "paper_entered"]);
    }
}

#[tokio::test]
async fn two_typings_that_agree_count_even_when_the_first_was_wrong() {
    for store in with_demo().await {
        let (form, before) = survey(&store).await;
        let sheet = enter(&store, &clerk(1), form, &submission(1), &ballot(3, 4, ""), None, NOW).await.unwrap().sheet;
        let say = async |by, choice| check(&store, &clerk(by), sheet, &ballot(choice, 4, ""), NOW).await.unwrap();
        assert_eq!(say(2, 1).await, Checked::Differs(vec![0]));
        assert_eq!(say(2, 2).await, Checked::Differs(vec![0]), "it agrees with neither");
        assert_eq!(say(2, 2).await, Checked::Differs(vec![0]), "nobody confirms themselves");
        assert_eq!(survey(&store).await.1, before, "{}", store.name);
        assert_eq!(say(3, 2).await, Checked::Counted);
        assert_eq!(survey(&store).await.1, before + 1, "{}", store.name);
    }
}

#[tokio::test]
async fn the_same_person_looks_again_later_and_only_clerks_do() {
    for store in with_demo().await {
        let (form, _) = survey(&store).await;
        let sheet = enter(&store, &clerk(1), form, &submission(1), &ballot(1, 4, ""), None, NOW).await.unwrap().sheet;
        let say = async |by, at| check(&store, &by, sheet, &ballot(1, 4, ""), at).await;
        assert_eq!(say(clerk(1), NOW).await.unwrap(), Checked::TooSoon);
        let editor = Acting { role: Role::Editor, ..clerk(2) };
        assert!(matches!(say(editor, LATER).await, Err(StoreError::Refused(Refusal::NotYours(_)))));
        assert_eq!(say(clerk(1), LATER).await.unwrap(), Checked::Counted);
    }
}

#[tokio::test]
async fn ticked_proposals_are_supported_by_one_person_on_paper() {
    for city in open_cities().await {
        let first = published(&city, 1, "Mehr Bänke am Hafen").await;
        let second = published(&city, 2, "Ein Zebrastreifen").await;
        let form = FormId { form: Form::Supports, number: 1 };
        let typed = |ids: &[ProposalId]| Ballot::of_supports(ids.to_vec());
        let nobody = ProposalId(4_711);
        assert_eq!(not_open(&city, &[first, nobody]).await.unwrap(), [nobody]);
        let unknown = enter(&city, &clerk(1), form, &submission(8), &typed(&[first, nobody]), None, NOW).await;
        assert!(matches!(unknown, Err(StoreError::NotFound)), "{unknown:?}");

        let both = typed(&[second, first]);
        let entered = enter(&city, &clerk(1), form, &submission(9), &both, None, NOW).await.unwrap();
        assert_eq!(proposal_of(&city, first).await.unwrap().unwrap().card.supports, 0);
        assert_eq!(check(&city, &clerk(2), entered.sheet, &both, NOW).await.unwrap(), Checked::Counted);
        for id in [first, second] {
            let detail = proposal_of(&city, id).await.unwrap().unwrap();
            assert_eq!((detail.card.supports, detail.channels.paper), (1, 1), "{}", city.store.name);
        }
    }
}

#[tokio::test]
async fn a_sheet_that_was_typed_by_mistake_never_counts() {
    for store in with_demo().await {
        let (form, before) = survey(&store).await;
        let sheet = enter(&store, &clerk(1), form, &submission(1), &ballot(1, 4, ""), None, NOW).await.unwrap().sheet;
        drop_sheet(&store, &clerk(1), sheet, NOW).await.unwrap();
        let late = check(&store, &clerk(2), sheet, &ballot(1, 4, ""), NOW).await;
        assert!(matches!(late, Err(StoreError::NotFound)), "{late:?}");
        assert_eq!(survey(&store).await.1, before, "{}", store.name);
    }
}

#[tokio::test]
async fn a_proposal_says_whether_it_came_on_paper_or_over_the_counter() {
    for city in open_cities().await {
        for (number, channel) in [(1, Channel::Paper), (2, Channel::Counter)] {
            let new = proposal(&format!("Mehr Bänke {number}"));
            let done = submit(&city, &clerk(1), &submission(number), new.clone(), channel, None, NOW).await.unwrap();
            let again = submit(&city, &clerk(1), &submission(number), new, channel, None, NOW).await.unwrap();
            assert_eq!(again, done, "{}", city.store.name);
        }
        let ways = figures::by_channel(&city, NOW).await.unwrap();
        assert_eq!((ways.proposals.paper, ways.proposals.counter, ways.proposals.web), (1, 1, 0));
    }
}

#[tokio::test]
async fn a_survey_for_those_of_whom_the_platform_is_sure_takes_no_sheet() {
    for store in with_demo().await {
        let (form, _) = survey(&store).await;
        surveys::set_needed_level(&store, &Acting::OPERATOR, SURVEY, Level::ResidentConfirmed, NOW).await.unwrap();
        let refused = enter(&store, &clerk(1), form, &submission(1), &ballot(1, 4, ""), None, NOW).await;
        assert!(matches!(refused, Err(StoreError::Refused(Refusal::LevelNeeded(_)))), "{refused:?}");
        assert!(
            waiting(&store, &clerk(1)).await.unwrap().is_empty(),
            "{}: nothing waits that cannot count",
            store.name
        );
    }
}

fn picture(points: &[u8]) -> NewPicture {
    NewPicture { width: 1, height: 1, alt: String::new(), full_jpeg: points.to_vec(), thumb_jpeg: Vec::new() }
}

#[tokio::test]
async fn a_sheet_has_two_photographs_which_go_after_their_time_and_count_for_nobody_else() {
    for store in with_demo().await {
        let (form, _) = survey(&store).await;
        let (of, by) = (submission(1), clerk(1));
        let early = add_photo(&store, &by, &of, &picture(b"one"), NOW).await;
        assert!(matches!(early, Err(StoreError::NotFound)), "{early:?}");
        enter(&store, &by, form, &of, &ballot(1, 4, ""), None, NOW).await.unwrap();
        for points in [b"one", b"one", b"two"] {
            add_photo(&store, &clerk(2), &of, &picture(points), NOW).await.unwrap();
        }
        let third = add_photo(&store, &by, &of, &picture(b"three"), NOW).await;
        assert!(matches!(third, Err(StoreError::Invalid(_))), "{}: {third:?}", store.name);
        let found = photographed(&store, &by, &of).await.unwrap();
        let [first, second] = found.photos[..] else { panic!("{found:?}") };
        assert_eq!(photo(&store, &by, &of, first.id).await.unwrap().unwrap(), b"one", "in the order of their coming");
        assert_eq!(photo(&store, &by, &submission(2), first.id).await.unwrap(), None, "of another sheet");
        assert_eq!(with_photos(&store, &by).await.unwrap(), [found]);
        for role in [Role::Editor, Role::Moderator, Role::Administrator] {
            let other = Acting { role, ..clerk(3) };
            let refused = photo(&store, &other, &of, first.id).await;
            assert!(matches!(refused, Err(StoreError::Refused(Refusal::NotYours(_)))), "{refused:?}");
        }
        for _ in 0..2 {
            remove_photo(&store, &by, &of, second.id, NOW).await.unwrap();
        }
        let days = i64::from(domain::privacy::PAPER_PHOTO_DAYS);
        let gone = async |now: Moment| retention::run_if_due(&store, now).await.unwrap().unwrap().gone["paper_photo"];
        assert_eq!(gone(NOW.plus_days(days)).await, 0, "{}", store.name);
        assert_eq!(gone(NOW.plus_days(days + 1)).await, 1);
        assert!(with_photos(&store, &by).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn photographs_of_a_sheet_that_was_a_mistake_go_with_it() {
    for store in with_demo().await {
        let (form, _) = survey(&store).await;
        let (of, by) = (submission(1), clerk(1));
        let sheet = enter(&store, &by, form, &of, &ballot(1, 4, ""), None, NOW).await.unwrap().sheet;
        add_photo(&store, &by, &of, &picture(b"one"), NOW).await.unwrap();
        drop_sheet(&store, &by, sheet, NOW).await.unwrap();
        assert!(with_photos(&store, &by).await.unwrap().is_empty(), "{}", store.name);
        let late = photographed(&store, &by, &of).await;
        assert!(matches!(late, Err(StoreError::NotFound)), "{late:?}");
    }
}

#[tokio::test]
async fn a_sheet_counts_after_the_end_when_it_was_handed_in_before_it() {
    for store in with_demo().await {
        let (form, before) = survey(&store).await;
        let end = surveys::by_slug(&store, SURVEY).await.unwrap().unwrap().period.end.unwrap();
        let (day_before, later) = (end.plus_days(-1), end.plus_days(5));
        let say = async |number, handed_in, now| {
            enter(&store, &clerk(1), form, &submission(number), &ballot(1, 4, ""), handed_in, now).await
        };
        for (number, handed_in, now) in
            [(1, None, later), (2, Some(end), later), (3, Some(day_before), end.plus_days(9))]
        {
            let refused = say(number, handed_in, now).await;
            assert!(matches!(refused, Err(StoreError::Refused(Refusal::BoardClosed))), "{number} {refused:?}");
        }
        let sheet = say(4, Some(day_before), later).await.unwrap().sheet;
        let much_later = later.plus_days(20);
        let counted = check(&store, &clerk(2), sheet, &ballot(1, 4, ""), much_later).await.unwrap();
        assert_eq!(counted, Checked::Counted, "a check that comes late is not the person's fault");
        assert_eq!(survey(&store).await.1, before + 1, "{}", store.name);
    }
}

#[tokio::test]
async fn a_board_that_closed_takes_what_was_handed_in_before_and_nothing_else() {
    for city in open_cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        close_board(&city).await;
        let (handed_in, later) = (Some(NOW.plus_days(-1)), NOW.plus_days(3));
        let form = FormId { form: Form::Supports, number: 1 };
        let ticked = Ballot::of_supports(vec![id]);
        let late = enter(&city, &clerk(1), form, &submission(2), &ticked, None, later).await;
        assert!(matches!(late, Err(StoreError::Refused(Refusal::BoardClosed))), "{late:?}");
        let sheet = enter(&city, &clerk(1), form, &submission(3), &ticked, handed_in, later).await.unwrap().sheet;
        check(&city, &clerk(2), sheet, &ticked, later.plus_days(9)).await.unwrap();
        assert_eq!(proposal_of(&city, id).await.unwrap().unwrap().card.supports, 1, "{}", city.store.name);

        let by = clerk(1);
        let say = async |number, handed_in| {
            submit(&city, &by, &submission(number), proposal("Licht im Park"), Channel::Paper, handed_in, later).await
        };
        let late = say(4, None).await;
        assert!(matches!(late, Err(StoreError::Refused(Refusal::BoardClosed))), "{late:?}");
        assert!(say(5, handed_in).await.is_ok());
    }
}

#[tokio::test]
async fn a_sheet_of_another_board_lands_there_and_is_judged_by_its_times() {
    for city in open_cities().await {
        let name = Name::of("Der Hafen von morgen", "hafen").unwrap();
        let ended = Period { start: NOW.plus_days(-30), end: Some(NOW.plus_days(-1)) };
        let harbour = boards::open(&city, &Acting::OPERATOR, &name, ended, NOW).await.unwrap();
        let (by, before) = (clerk(1), Some(NOW.plus_days(-2)));
        let say = async |number, handed_in| {
            let new = NewProposal { board: Some(harbour), ..proposal("Ein Steg") };
            submit(&city, &by, &submission(number), new, Channel::Paper, handed_in, NOW).await
        };
        let late = say(1, None).await;
        assert!(matches!(late, Err(StoreError::Refused(Refusal::BoardClosed))), "that of the city is open: {late:?}");
        let there = say(2, before).await.unwrap().id;
        assert_eq!(proposal_of(&city, there).await.unwrap().unwrap().board.id, harbour, "{}", city.store.name);

        let here = published(&city, 3, "Mehr Bänke am Hafen").await;
        let form = FormId { form: Form::Supports, number: harbour.0 };
        let tick = async |number, ids: &[ProposalId], handed_in| {
            let ticked = Ballot::of_supports(ids.to_vec());
            let sheet = enter(&city, &clerk(1), form, &submission(number), &ticked, handed_in, NOW).await?.sheet;
            check(&city, &clerk(2), sheet, &ticked, NOW).await
        };
        let late = tick(4, &[there], None).await;
        assert!(matches!(late, Err(StoreError::Refused(Refusal::BoardClosed))), "{late:?}");
        let supports = async |id| proposal_of(&city, id).await.unwrap().unwrap().card.supports;
        tick(5, &[there, here], None).await.unwrap();
        assert_eq!((supports(there).await, supports(here).await), (0, 1), "what moved to an open board counts");
        tick(6, &[there, here], before).await.unwrap();
        assert_eq!((supports(there).await, supports(here).await), (1, 2), "{}", city.store.name);
    }
}
