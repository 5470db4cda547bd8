//! What people are told without asking again: about what they wrote, what they support, and what they follow.

use serde::{Deserialize, Serialize};

use crate::{
    Theme,
    filter::{BoardFilter, Sort, ViewMode, percent_decode},
    history::{Actor, Happening},
    ids::ProposalId,
    proposals::Status,
    text,
};

/// Things that one person may follow; more would be a copy of the board.
pub const MOST_FOLLOWED: u64 = 100;

/// How somebody is told. Everything stands in the inbox; letters come on top, the more urgent ones last in this list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Delivery {
    #[default]
    Inbox,
    Weekly,
    Daily,
    Immediately,
}

impl Delivery {
    pub const ALL: [Self; 4] = [Self::Inbox, Self::Immediately, Self::Daily, Self::Weekly];

    pub fn code(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::Weekly => "weekly",
            Self::Daily => "daily",
            Self::Immediately => "immediately",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|delivery| delivery.code() == code)
    }

    /// The German word in forms.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Inbox => "hier",
            Self::Weekly => "woechentlich",
            Self::Daily => "taeglich",
            Self::Immediately => "sofort",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|delivery| delivery.slug() == slug)
    }
}

/// What somebody follows.
#[derive(Clone, Debug, PartialEq)]
pub enum Topic {
    Proposal(ProposalId),
    Theme(Theme),
    /// Slug of an Ortsteil.
    District(String),
    /// Several choices on the board together, or words.
    Search(BoardFilter),
}

impl Topic {
    /// What the chosen filters of the board come to; nothing while nothing is chosen.
    pub fn of_board(filter: &BoardFilter) -> Option<Self> {
        let choice = BoardFilter {
            sort: Sort::default(),
            near: None,
            page: None,
            view: ViewMode::default(),
            viewport: None,
            ..filter.clone()
        };
        let only = |plain: BoardFilter| choice == plain;
        match (choice.theme, &choice.district) {
            _ if !choice.is_narrow() => None,
            (Some(theme), _) if only(BoardFilter { theme: Some(theme), ..BoardFilter::default() }) => {
                Some(Self::Theme(theme))
            }
            (_, Some(district)) if only(BoardFilter { district: Some(district.clone()), ..BoardFilter::default() }) => {
                Some(Self::District(district.clone()))
            }
            _ => Some(Self::Search(choice)),
        }
    }

    pub fn kind(&self) -> &'static str {
        match self {
            Self::Proposal(_) => "proposal",
            Self::Theme(_) => "theme",
            Self::District(_) => "district",
            Self::Search(_) => "search",
        }
    }

    /// One text for the same topic, with which [`Topic::read`] finds it again.
    pub fn target(&self) -> String {
        match self {
            Self::Proposal(id) => id.to_string(),
            Self::Theme(theme) => theme.slug().to_owned(),
            Self::District(slug) => slug.clone(),
            Self::Search(filter) => filter.to_query().trim_start_matches('?').to_owned(),
        }
    }

    pub fn read(kind: &str, target: &str) -> Option<Self> {
        match kind {
            "proposal" => target.parse().ok().map(Self::Proposal),
            "theme" => Theme::from_slug(target).map(Self::Theme),
            "district" => Some(text::slug(target)).filter(|slug| !slug.is_empty()).map(Self::District),
            "search" => {
                let pairs: Vec<(&str, String)> = target
                    .split('&')
                    .filter_map(|pair| pair.split_once('='))
                    .map(|(name, value)| (name, percent_decode(value)))
                    .collect();
                let filter = BoardFilter::from_pairs(pairs.iter().map(|(name, value)| (*name, value.as_str())));
                Self::of_board(&filter)
            }
            _ => None,
        }
    }

    /// Where it can be read, without language prefix.
    pub fn path(&self) -> String {
        match self {
            Self::Proposal(id) => format!("/vorschlaege/{id}"),
            Self::Theme(theme) => format!("/themen/{}", theme.slug()),
            Self::District(slug) => {
                format!(
                    "/vorschlaege{}",
                    BoardFilter { district: Some(slug.clone()), ..BoardFilter::default() }.to_query()
                )
            }
            Self::Search(filter) => format!("/vorschlaege{}", filter.to_query()),
        }
    }
}

/// Why somebody is told; the first one counts where there are several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Tie {
    /// Wrote the proposal.
    Author,
    /// Wrote the comment that it is about.
    CommentWriter,
    Supporter,
    /// Follows the proposal.
    Follower,
    Theme,
    District,
    Search,
}

impl Tie {
    pub const ALL: [Self; 7] =
        [Self::Author, Self::CommentWriter, Self::Supporter, Self::Follower, Self::Theme, Self::District, Self::Search];

    pub fn code(self) -> &'static str {
        match self {
            Self::Author => "author",
            Self::CommentWriter => "comment_writer",
            Self::Supporter => "supporter",
            Self::Follower => "follower",
            Self::Theme => "theme",
            Self::District => "district",
            Self::Search => "search",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tie| tie.code() == code)
    }

    /// Whether somebody with this tie is told of what `actor` did. Nobody is told of what they did themselves.
    pub fn is_told(self, happening: &Happening, actor: Actor) -> bool {
        match happening {
            Happening::Published => match self {
                // On a board that checks afterwards they published it themselves.
                Self::Author => actor == Actor::Moderator,
                Self::CommentWriter | Self::Supporter => false,
                Self::Follower | Self::Theme | Self::District | Self::Search => true,
            },
            Happening::Withdrawn => matches!(self, Self::Supporter | Self::Follower),
            Happening::GoalReached { .. } | Happening::MergedFrom { .. } => {
                matches!(self, Self::Author | Self::Follower)
            }
            Happening::SplitInto { .. } | Happening::Moved { .. } | Happening::CouncilNoted { .. } => {
                matches!(self, Self::Author | Self::Supporter | Self::Follower)
            }
            // Its author hears of it as a part of the first one.
            Happening::SplitFrom { .. } => matches!(self, Self::Theme | Self::District | Self::Search),
            // A search can be one for a status.
            Happening::StatusChanged { .. } => {
                matches!(self, Self::Author | Self::Supporter | Self::Follower | Self::Search)
            }
            Happening::Commented => self == Self::Follower,
            Happening::CommentPublished => matches!(self, Self::CommentWriter | Self::Follower),
            Happening::CommentRefused => self == Self::CommentWriter,
            // A merge is told by the change of status that comes with it.
            _ => false,
        }
    }
}

/// Kinds of [`Happening`] that anybody is told of.
pub const TOLD: [&str; 12] = [
    "published",
    "withdrawn",
    "goal_reached",
    "merged_from",
    "status_changed",
    "split_into",
    "split_from",
    "moved",
    "council_noted",
    "commented",
    "comment_published",
    "comment_refused",
];

/// The status into which a proposal came, for searches that ask for one.
pub fn status_after(happening: &Happening) -> Option<Status> {
    match happening {
        Happening::Published | Happening::SplitFrom { .. } => Some(Status::Published),
        Happening::StatusChanged { to, .. } => Some(*to),
        _ => None,
    }
}

/// Whether a search asks for what just happened: for new proposals, or for those that came into its status.
pub fn concerns(filter: &BoardFilter, happening: &Happening) -> bool {
    match (filter.status, status_after(happening)) {
        (Some(wanted), Some(status)) => wanted == status,
        (None, Some(_)) => matches!(happening, Happening::Published | Happening::SplitFrom { .. }),
        (_, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(pairs: &[(&str, &str)]) -> BoardFilter {
        BoardFilter::from_pairs(pairs.iter().copied())
    }

    #[test]
    fn the_same_choice_is_the_same_topic_however_the_list_was_sorted() {
        let one =
            Topic::of_board(&filter(&[("q", "mehr bänke"), ("thema", "verkehr"), ("sortierung", "naehe")])).unwrap();
        let other =
            Topic::of_board(&filter(&[("thema", "verkehr"), ("q", "mehr bänke"), ("ansicht", "karte")])).unwrap();
        assert_eq!(one, other);
        assert_eq!(one.kind(), "search");
    }

    #[test]
    fn a_single_choice_is_the_theme_or_the_ortsteil_itself() {
        assert_eq!(Topic::of_board(&filter(&[])), None);
        assert_eq!(Topic::of_board(&filter(&[("sortierung", "naehe")])), None);
        assert_eq!(Topic::of_board(&filter(&[("thema", "verkehr")])), Some(Topic::Theme(Theme::Verkehr)));
        assert_eq!(Topic::of_board(&filter(&[("ort", "evershagen")])), Some(Topic::District("evershagen".into())));
    }

    #[test]
    fn a_topic_is_found_again_by_its_kind_and_target() {
        let topics = [
            Topic::Proposal(ProposalId(12)),
            Topic::Theme(Theme::Kultur),
            Topic::District("evershagen".into()),
            Topic::of_board(&filter(&[("q", "mehr licht"), ("ort", "evershagen")])).unwrap(),
        ];
        for topic in topics {
            assert_eq!(Topic::read(topic.kind(), &topic.target()), Some(topic.clone()), "{topic:?}");
        }
        for (kind, target) in [("proposal", "x"), ("theme", "mond"), ("district", "?"), ("search", ""), ("moon", "1")] {
            assert_eq!(Topic::read(kind, target), None, "{kind}");
        }
    }

    #[test]
    fn whoever_did_it_is_not_told() {
        assert!(!Tie::Author.is_told(&Happening::Published, Actor::System));
        assert!(Tie::Author.is_told(&Happening::Published, Actor::Moderator));
        assert!(!Tie::Author.is_told(&Happening::Withdrawn, Actor::Author));
        assert!(!Tie::CommentWriter.is_told(&Happening::Commented, Actor::Guest));
    }

    #[test]
    fn whoever_wrote_or_supports_a_proposal_is_told_of_every_change_of_its_state() {
        for to in Status::ALL {
            let changed = Happening::StatusChanged { from: Status::Published, to, office: None, reasons: None };
            assert!(Tie::Author.is_told(&changed, Actor::Office) && Tie::Supporter.is_told(&changed, Actor::Office));
        }
        assert!(Tie::Supporter.is_told(&Happening::Withdrawn, Actor::Author));
    }

    #[test]
    fn only_what_somebody_is_told_of_is_looked_for_in_the_log() {
        let all = [
            Happening::Submitted,
            Happening::Published,
            Happening::Corrected,
            Happening::Withdrawn,
            Happening::Supported,
            Happening::SupportWithdrawn,
            Happening::Commented,
            Happening::GoalReached { supports: 1 },
            Happening::StatusChanged { from: Status::Published, to: Status::Accepted, office: None, reasons: None },
            Happening::MergedInto { target: ProposalId(1), title: String::new() },
            Happening::MergedFrom { source: ProposalId(1), title: String::new() },
            Happening::SplitInto { target: ProposalId(1), title: String::new() },
            Happening::SplitFrom { source: ProposalId(1), title: String::new() },
            Happening::Moved { from: String::new(), to: String::new() },
            Happening::CouncilNoted { council: String::new() },
            Happening::CommentPublished,
            Happening::CommentRefused,
            Happening::CommentWithdrawn,
        ];
        for happening in all {
            let is_told =
                Tie::ALL.into_iter().any(|tie| Actor::ALL.into_iter().any(|actor| tie.is_told(&happening, actor)));
            assert_eq!(is_told, TOLD.contains(&happening.kind()), "{happening:?}");
        }
    }

    #[test]
    fn a_search_without_a_status_hears_of_new_proposals_and_one_with_a_status_of_those_that_come_into_it() {
        let accepted =
            Happening::StatusChanged { from: Status::UnderReview, to: Status::Accepted, office: None, reasons: None };
        let words = filter(&[("q", "licht")]);
        let status = filter(&[("q", "licht"), ("status", "angenommen")]);
        assert!(concerns(&words, &Happening::Published) && !concerns(&words, &accepted));
        assert!(concerns(&status, &accepted) && !concerns(&status, &Happening::Published));
    }
}
