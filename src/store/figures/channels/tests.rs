use domain::{
    comments::{CommentSort, NewComment, Stance},
    filter::BoardFilter,
    proposals::Status,
};

use super::*;
use crate::{
    comments,
    floods::Origin,
    proposals::{self, find, list, samples::*},
    supports::{self, support, support_in},
    testing::{NOW, with_demo},
};

const KIOSK: Origin = Origin::Kiosk(NOW, None);
const PAPER: Origin = Origin::Written(Channel::Paper);
const COUNTER: Origin = Origin::Written(Channel::Counter);

fn split(web: i64, kiosk: i64, paper: i64, counter: i64) -> ByChannel {
    ByChannel { web, kiosk, paper, counter }
}

async fn support_by(city: &City, id: domain::ids::ProposalId, number: u64, origin: Origin) {
    city.write(async |tx| support_in(tx, city.keys(), id, &person(number), origin, NOW).await).await.unwrap();
}

#[tokio::test]
async fn every_number_is_the_sum_of_the_ways_in_which_it_came() {
    for city in open_cities().await {
        let name = city.store.name;
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        let written = proposals::Content::of(&city, proposal("Ein Zebrastreifen"), NOW).await.unwrap();
        let other = city
            .write(async |tx| {
                proposals::insert(tx, city.keys(), &submission(2), &person(2), &written, PAPER, NOW).await
            })
            .await
            .unwrap();
        supported_by(&city, id, [10, 11]).await;
        for (number, origin) in [(12, KIOSK), (13, PAPER), (14, PAPER), (15, COUNTER)] {
            support_by(&city, id, number, origin).await;
        }
        // Whoever comes again by another way stays where they were.
        support_by(&city, id, 10, PAPER).await;
        for (number, origin) in [(21, Origin::Guest(None)), (22, COUNTER)] {
            let new = NewComment { stance: Stance::For, text: "Ja!".into(), author: None, reply_to: None };
            city.write(async |tx| {
                comments::add_in(tx, city.keys(), id, &submission(number), &person(number), &new, origin, NOW).await
            })
            .await
            .unwrap();
        }

        let detail = find(&city, id).await.unwrap().unwrap();
        assert_eq!((detail.card.supports, detail.channels), (6, split(2, 1, 2, 1)), "{name}");
        let discussion = comments::list(&city, id, CommentSort::Oldest, 1, None).await.unwrap();
        assert_eq!(discussion.stances.all(), split(1, 0, 0, 1), "{name}");
        assert_eq!(discussion.stances.in_favour, split(1, 0, 0, 1), "{name}");
        let all = super::split(&city, Which::All).await.unwrap();
        assert_eq!(all.stances, discussion.stances, "{name}");
        let page = list(&city, &BoardFilter::default(), 10).await.unwrap();
        assert_eq!(page.channels, Some(split(1, 0, 1, 0)), "{name}");
        let narrow = BoardFilter { theme: Some(domain::Theme::Kultur), ..BoardFilter::default() };
        assert_eq!(list(&city, &narrow, 10).await.unwrap().channels, Some(ByChannel::default()), "{name}");

        let ways = by_channel(&city, NOW).await.unwrap();
        assert_eq!(ways.proposals, split(1, 0, 1, 0), "{name}");
        assert_eq!(ways.supports, split(2, 1, 2, 1), "{name}");
        assert_eq!(ways.comments, split(1, 0, 0, 1), "{name}");
        supports::withdraw(&city, id, &person(13), NOW).await.unwrap();
        support(&city, other.id, &person(13), NOW).await.unwrap();
        let ways = by_channel(&city, NOW).await.unwrap();
        assert_eq!(ways.supports, split(3, 1, 1, 1), "{name}: what changed is counted at once");
    }
}

#[tokio::test]
async fn a_merge_keeps_the_way_in_which_each_came() {
    for city in open_cities().await {
        let target = published(&city, 1, "Bänke am Stadthafen").await;
        let source = published(&city, 2, "Bänke am Hafen").await;
        supported_by(&city, target, [10]).await;
        support_by(&city, source, 11, PAPER).await;
        let merge = domain::proposals::NewAnswer { merge_into: Some(target), ..answer_to(Status::Merged) };
        proposals::answer(&city, &domain::policy::Acting::OPERATOR, source, merge, NOW).await.unwrap();
        let merged = find(&city, target).await.unwrap().unwrap();
        assert_eq!(merged.channels, split(1, 0, 1, 0), "{}", city.store.name);
    }
}

#[tokio::test]
async fn surveys_are_counted_once_their_results_are_shown() {
    for store in with_demo().await {
        let ended: i64 = surveys::list(&store, NOW)
            .await
            .unwrap()
            .iter()
            .filter(|survey| survey.period.state(NOW) == PeriodState::Ended)
            .map(|survey| survey.responses)
            .sum();
        let ways = by_channel(&store, NOW).await.unwrap();
        assert!(ended > 0);
        assert_eq!(ways.survey_responses.total(), ended, "{}", store.name);
        assert!(ways.survey_responses.is_split());
        assert!(ways.marks.web > 0 && ways.marks.total() == ways.marks.web);
        let later = by_channel(&store, NOW.plus_days(400)).await.unwrap();
        assert!(later.survey_responses.total() > ended, "time alone ends a survey");
    }
}
