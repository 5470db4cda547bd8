//! One piece of news in words, for the inbox and for letters.

use domain::{
    Language,
    areas::Area,
    filter::BoardFilter,
    history::{Actor, Happening},
    news::{Tie, Topic},
    proposals::Status,
};
use store::news::Item;

use crate::locales::{Words, fill, number};

pub(crate) struct Told {
    pub(crate) title: String,
    pub(crate) what: String,
    pub(crate) reasons: Option<String>,
    /// Why this person is told.
    pub(crate) why: String,
    /// Where to read on, without language prefix.
    pub(crate) path: Option<String>,
}

pub(crate) fn tell(language: Language, item: &Item, areas: &[Area]) -> Told {
    let words = Words::of(language);
    let (what, reasons) = what(language, item);
    let path = match (&item.title, item.is_public) {
        (Some(_), true) => Some(format!("/vorschlaege/{}", item.proposal)),
        // Nobody but its author reads it, with the code.
        (Some(_), false) => Some("/beleg".to_owned()),
        (None, _) => None,
    };
    Told {
        title: item.title.clone().unwrap_or_else(|| words.news.hidden.to_owned()),
        what,
        reasons,
        why: why(language, item, areas),
        path,
    }
}

fn what(language: Language, item: &Item) -> (String, Option<String>) {
    let all = Words::of(language);
    let (news, words) = (&all.news, &all.proposal);
    let plain = |what: &str| (what.to_owned(), None);
    match &item.happening {
        Happening::Published if item.tie == Tie::Author => plain(words.published),
        Happening::Published => plain(news.published_other),
        Happening::Withdrawn => plain(words.withdrawn),
        Happening::GoalReached { supports } => (fill(words.goal_reached, &[("n", &number(language, *supports))]), None),
        Happening::StatusChanged { to: Status::Merged, reasons, .. } => (news.lives_on.to_owned(), reasons.clone()),
        Happening::StatusChanged { to: Status::Rejected, reasons, .. } if item.actor == Actor::Moderator => {
            (news.taken_off.to_owned(), reasons.clone())
        }
        Happening::StatusChanged { to, office, reasons, .. } => {
            let mut what = fill(words.status_changed, &[("to", all.names.status(*to))]);
            if let Some(office) = office {
                what = format!("{what} {}", fill(words.by_office, &[("office", office)]));
            }
            (what, reasons.clone())
        }
        Happening::MergedFrom { .. } => plain(news.merged_in),
        Happening::SplitInto { title, .. } => (fill(news.split_into, &[("title", title)]), None),
        Happening::SplitFrom { title, .. } => (fill(news.split_from, &[("title", title)]), None),
        Happening::Moved { to, .. } => (fill(news.moved, &[("to", to)]), None),
        Happening::CouncilNoted { council } => (fill(words.council_noted, &[("council", council)]), None),
        Happening::CommentPublished if item.tie == Tie::CommentWriter => plain(news.comment_published),
        Happening::Commented | Happening::CommentPublished => plain(news.commented),
        Happening::CommentRefused => plain(news.comment_refused),
        // Nobody is told of anything else.
        _ => plain(news.title),
    }
}

fn why(language: Language, item: &Item, areas: &[Area]) -> String {
    let words = &Words::of(language).news;
    match item.tie {
        Tie::Author => words.why_author.to_owned(),
        Tie::CommentWriter => words.why_writer.to_owned(),
        Tie::Supporter => words.why_supporter.to_owned(),
        Tie::Follower => words.why_follower.to_owned(),
        Tie::Theme | Tie::District | Tie::Search => {
            item.topic.as_ref().map(|topic| topic_name(language, topic, None, areas)).unwrap_or_default()
        }
    }
}

/// `Leitthema: …`, `Ortsteil: …`, `Suche: …`, or the title of a proposal.
pub(crate) fn topic_name(language: Language, topic: &Topic, title: Option<&str>, areas: &[Area]) -> String {
    let words = Words::of(language);
    match topic {
        Topic::Proposal(_) => title.unwrap_or(words.news.hidden).to_owned(),
        Topic::Theme(theme) => fill(words.news.topic_theme, &[("name", words.names.theme(*theme))]),
        Topic::District(slug) => fill(words.news.topic_district, &[("name", &district(slug, areas))]),
        Topic::Search(filter) => fill(words.news.topic_search, &[("name", &search(words, filter, areas))]),
    }
}

fn search(words: &Words, filter: &BoardFilter, areas: &[Area]) -> String {
    let query = Some(&filter.query).filter(|query| !query.is_empty()).map(|query| format!("„{query}“"));
    let parts = [
        query,
        filter.board.as_ref().map(|slug| format!("{} {slug}", words.boards.list)),
        filter.theme.map(|theme| words.names.theme(theme).to_owned()),
        filter.goal.map(|goal| words.names.goal(goal).to_owned()),
        filter.district.as_deref().map(|slug| district(slug, areas)),
        filter.status.map(|status| words.names.status(status).to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn district(slug: &str, areas: &[Area]) -> String {
    areas.iter().find(|area| area.slug == slug).map_or_else(|| slug.to_owned(), |area| area.name.clone())
}
