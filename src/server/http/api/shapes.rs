//! What the interface sends. Types of its own, so that a change of the domain cannot change a promise unseen.

use domain::{
    Goal, Moment, Theme,
    areas::AreaName,
    goals::Goals,
    history::{Happening, TimelineEntry},
    ids::ProposalId,
    places::LonLat,
    proposals::{self, ProposalCard, ProposalDetail, Status},
};
use serde::Serialize;
use utoipa::ToSchema;
use web::rfc3339;

use super::vocabulary;

/// A proposal as a row of the board.
#[derive(Serialize, ToSchema)]
pub struct ProposalSummary {
    id: i64,
    /// The page for people.
    #[schema(format = "uri")]
    url: String,
    title: String,
    /// The first words of the text.
    excerpt: String,
    #[schema(value_type = vocabulary::Theme)]
    theme: Theme,
    #[schema(value_type = Vec<vocabulary::Goal>)]
    goals: Vec<Goal>,
    /// The Ortsteil; null when it concerns the whole city.
    district: Option<Area>,
    /// The point on the map, if its author set one.
    pin: Option<Point>,
    #[schema(value_type = vocabulary::Status)]
    status: Status,
    supports: i64,
    comments: i64,
    #[schema(format = "date-time")]
    submitted_at: String,
    #[schema(format = "date-time")]
    published_at: Option<String>,
    /// Invented, to show what the platform can do.
    is_demo: bool,
    /// Its first picture, small.
    #[schema(format = "uri")]
    picture: Option<String>,
}

/// A proposal with everything that its page shows but for the discussion.
#[derive(Serialize, ToSchema)]
pub struct Proposal {
    #[serde(flatten)]
    summary: ProposalSummary,
    text: String,
    /// The name that its author wants to be called by, if any.
    author: Option<String>,
    /// Where it is, in words.
    place_note: Option<String>,
    /// The Stadtbereich.
    borough: Option<Area>,
    /// The Ortsbeirat.
    council: Option<Area>,
    /// The slug of the board on which it stands: `?liste=stadt`.
    board: String,
    /// Supports after which the responsible office has to answer.
    support_goal: i64,
    /// Until when the responsible office answers; nothing once it has decided.
    #[schema(format = "date-time")]
    answer_due: Option<String>,
    pictures: Vec<Picture>,
    /// What the offices of the city said, oldest first.
    answers: Vec<Answer>,
    /// What happened to it, oldest first.
    timeline: Vec<Step>,
    merged_into: Option<Reference>,
    merged_from: Vec<Reference>,
    /// Counts corrections.
    revision: i64,
}

/// A part of the city.
#[derive(Serialize, ToSchema)]
pub struct Area {
    id: i64,
    name: String,
    /// The word in addresses: `?ort=evershagen`.
    slug: String,
}

/// Degrees, WGS 84.
#[derive(Serialize, ToSchema)]
pub struct Point {
    lon: f64,
    lat: f64,
}

#[derive(Serialize, ToSchema)]
pub struct Picture {
    #[schema(format = "uri")]
    url: String,
    #[schema(format = "uri")]
    thumbnail: String,
    width: i32,
    height: i32,
    /// What it shows, in words.
    alt: String,
}

/// What the responsible office says.
#[derive(Serialize, ToSchema)]
pub struct Answer {
    office: String,
    #[schema(value_type = vocabulary::Status)]
    status: Status,
    text: String,
    cost_eur: Option<i64>,
    period: Option<String>,
    /// Whom to ask about it.
    contact: Option<String>,
    #[schema(format = "date-time")]
    at: String,
}

/// One thing that happened to a proposal. Fields that do not belong to its kind are left out.
#[derive(Default, Serialize, ToSchema)]
pub struct Step {
    #[schema(format = "date-time")]
    at: String,
    #[schema(value_type = vocabulary::Actor)]
    actor: &'static str,
    #[schema(value_type = vocabulary::Kind)]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<vocabulary::Status>)]
    from: Option<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<vocabulary::Status>)]
    to: Option<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    office: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reasons: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    supports: Option<i64>,
    /// The other proposal of a merging.
    #[serde(skip_serializing_if = "Option::is_none")]
    other: Option<Reference>,
}

/// Another proposal.
#[derive(Serialize, ToSchema)]
pub struct Reference {
    id: i64,
    title: String,
    #[schema(format = "uri")]
    url: String,
}

impl ProposalSummary {
    /// `base` is the address of the site.
    pub fn of(card: ProposalCard, base: &str) -> Self {
        Self {
            id: card.id.0,
            url: format!("{base}{}", card.path()),
            excerpt: card.excerpt,
            theme: card.theme,
            goals: goals(card.goals),
            district: card.district.map(Area::of),
            pin: card.pin.map(|LonLat { lon, lat }| Point { lon, lat }),
            status: card.status,
            supports: card.supports,
            comments: card.comments,
            submitted_at: rfc3339(card.submitted_at),
            published_at: card.published_at.map(rfc3339),
            is_demo: card.is_demo,
            picture: card.picture.map(|id| format!("{base}/bilder/{id}/klein")),
            title: card.title,
        }
    }
}

fn goals(goals: Goals) -> Vec<Goal> {
    goals.iter().collect()
}

impl Proposal {
    pub fn of(detail: ProposalDetail, base: &str) -> Self {
        let reference = |(id, title): (ProposalId, String)| Reference::of(id, title, base);
        let picture = |picture: proposals::Picture| Picture {
            url: format!("{base}/bilder/{}", picture.id),
            thumbnail: format!("{base}/bilder/{}/klein", picture.id),
            width: picture.width,
            height: picture.height,
            alt: picture.alt,
        };
        Self {
            answer_due: detail.answer_due().map(rfc3339),
            text: detail.text,
            author: detail.author,
            place_note: detail.place_note,
            borough: detail.borough.map(Area::of),
            council: detail.council.map(Area::of),
            support_goal: detail.board.support_goal,
            board: detail.board.slug,
            pictures: detail.pictures.into_iter().map(picture).collect(),
            answers: detail.answers.into_iter().map(Answer::of).collect(),
            timeline: detail.timeline.into_iter().filter_map(|entry| Step::of(entry, base)).collect(),
            merged_into: detail.merged_into.map(reference),
            merged_from: detail.merged_from.into_iter().map(reference).collect(),
            revision: detail.revision,
            summary: ProposalSummary::of(detail.card, base),
        }
    }
}

impl Area {
    fn of(AreaName { id, name, slug }: AreaName) -> Self {
        Self { id: id.0, name, slug }
    }
}

impl Answer {
    fn of(answer: proposals::Answer) -> Self {
        let proposals::Answer { office, status, text, cost_eur, period, contact, at } = answer;
        Self { office, status, text, cost_eur, period, contact, at: rfc3339(at) }
    }
}

impl Step {
    fn of(entry: TimelineEntry, base: &str) -> Option<Self> {
        let at: Moment = entry.at;
        let kind = vocabulary::kind(&entry.happening)?;
        let mut step = Self { at: rfc3339(at), actor: entry.actor.code(), kind, ..Self::default() };
        match entry.happening {
            Happening::GoalReached { supports } => step.supports = Some(supports),
            Happening::StatusChanged { from, to, office, reasons } => {
                (step.from, step.to, step.office, step.reasons) = (Some(from), Some(to), office, reasons);
            }
            Happening::MergedInto { target: id, title }
            | Happening::MergedFrom { source: id, title }
            | Happening::SplitInto { target: id, title }
            | Happening::SplitFrom { source: id, title } => {
                step.other = Some(Reference::of(id, title, base));
            }
            _ => {}
        }
        Some(step)
    }
}

impl Reference {
    fn of(id: ProposalId, title: String, base: &str) -> Self {
        let url = format!("{base}{}", proposals::path(id, &title));
        Self { id: id.0, title, url }
    }
}
