//! What a reader sees of a proposal: the shapes that `store` fills and that pages and interfaces show.

use serde::{Deserialize, Serialize};

use super::Status;
use crate::{
    Moment, Theme,
    areas::AreaName,
    boards::Board,
    channel::ByChannel,
    council_notes::CouncilNote,
    goals::Goals,
    history::TimelineEntry,
    ids::{AreaId, PictureId, ProposalId},
    places::LonLat,
    text,
};

/// One row of the board.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProposalCard {
    pub id: ProposalId,
    pub title: String,
    pub excerpt: String,
    pub theme: Theme,
    pub goals: Goals,
    pub district: Option<AreaName>,
    pub pin: Option<LonLat>,
    pub status: Status,
    pub supports: i64,
    pub comments: i64,
    pub published_at: Option<Moment>,
    pub submitted_at: Moment,
    pub is_demo: bool,
    /// First picture, as a thumbnail.
    pub picture: Option<PictureId>,
}

impl ProposalCard {
    /// `/vorschlaege/12-mehr-baenke`, without language prefix.
    pub fn path(&self) -> String {
        path(self.id, &self.title)
    }
}

/// The address of a proposal with its readable suffix.
pub fn path(id: ProposalId, title: &str) -> String {
    match text::slug(title) {
        suffix if suffix.is_empty() => format!("/vorschlaege/{id}"),
        suffix => format!("/vorschlaege/{id}-{suffix}"),
    }
}

/// Everything that the page of one proposal shows, but for its discussion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProposalDetail {
    pub card: ProposalCard,
    pub text: String,
    pub author: Option<String>,
    pub place_note: Option<String>,
    /// Stadtbereich and Ortsbeirat of the place.
    pub borough: Option<AreaName>,
    pub council: Option<AreaName>,
    pub board: Board,
    /// With one board alone nobody needs to read its name.
    pub is_one_of_many_boards: bool,
    pub pictures: Vec<Picture>,
    pub answers: Vec<Answer>,
    /// What the Ortsbeirat of the place says to it.
    pub council_notes: Vec<CouncilNote>,
    pub timeline: Vec<TimelineEntry>,
    pub merged_into: Option<(ProposalId, String)>,
    /// Proposals that were merged into this one.
    pub merged_from: Vec<(ProposalId, String)>,
    /// Counts edits; an edit says which revision it started from.
    pub revision: i64,
    /// Supports of people with a confirmed address, and of confirmed residents.
    pub confirmed: Confirmed,
    /// By which ways the supports came.
    pub channels: ByChannel,
}

/// How many of the supports, or of the responses to a survey, are of people of whom the platform is how sure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmed {
    pub by_email: i64,
    pub residents: i64,
}

impl ProposalDetail {
    /// Until when an office answers, while it has not decided.
    pub fn answer_due(&self) -> Option<Moment> {
        let published = self.card.published_at.filter(|_| self.card.status.awaits_answer())?;
        Some(self.board.due(published))
    }

    /// So many stand behind it that the city has to answer.
    pub fn reached_goal(&self) -> bool {
        self.card.supports >= self.board.support_goal
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    pub id: PictureId,
    pub width: i32,
    pub height: i32,
    pub alt: String,
}

/// What the responsible office says (Stellungnahme).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub office: String,
    pub status: Status,
    pub text: String,
    pub cost_eur: Option<i64>,
    pub period: Option<String>,
    pub contact: Option<String>,
    pub at: Moment,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAnswer {
    pub to: Status,
    pub text: String,
    pub cost_eur: Option<i64>,
    pub period: Option<String>,
    /// Whom to ask about it.
    pub contact: Option<String>,
    pub merge_into: Option<ProposalId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Similar {
    pub id: ProposalId,
    pub title: String,
    pub status: Status,
    pub supports: i64,
}

impl Similar {
    pub fn path(&self) -> String {
        path(self.id, &self.title)
    }
}

/// The state of a theme's or goal's proposals in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThemeFigures {
    pub by_status: Vec<(Status, i64)>,
    pub supports: i64,
    pub comments: i64,
    pub districts: Vec<(AreaId, String, i64)>,
}

impl ThemeFigures {
    pub fn total(&self) -> i64 {
        self.by_status.iter().map(|(_, n)| n).sum()
    }

    pub fn of(&self, wanted: &[Status]) -> i64 {
        self.by_status.iter().filter(|(status, _)| wanted.contains(status)).map(|(_, n)| n).sum()
    }
}
