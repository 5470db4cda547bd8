//! How much there is of everything, by the ways in which it came.

use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use domain::{channel::ByChannel, proposals::Status};
use serde::Serialize;
use store::{
    figures::{self, Which},
    place_calls,
};
use utoipa::ToSchema;
use web::Site;

use super::{answers, problem::Problem};

/// Numbers of the platform. Only what is public is counted.
#[derive(Serialize, ToSchema)]
pub struct Figures {
    /// On the board.
    proposals: Split,
    /// The same, by their state; states without any are left out.
    by_status: Vec<OfStatus>,
    /// Of the proposals on the board.
    supports: Split,
    /// Published, below the proposals on the board.
    comments: Split,
    /// Published marks on the maps of calls for places.
    marks: Split,
    /// To surveys that ended and whose results are shown.
    survey_responses: Split,
}

/// Proposals in one state.
#[derive(Serialize, ToSchema)]
pub struct OfStatus {
    #[schema(value_type = super::vocabulary::Status)]
    status: Status,
    proposals: Split,
}

/// One number, and how much of it came by which way.
#[derive(Serialize, ToSchema)]
pub struct Split {
    total: i64,
    /// From people's own devices.
    web: i64,
    /// From tablets of the city.
    kiosk: i64,
    /// On printed forms.
    paper: i64,
    /// Said at a counter of the city and written down there.
    counter: i64,
}

impl From<ByChannel> for Split {
    fn from(split: ByChannel) -> Self {
        let ByChannel { web, kiosk, paper, counter } = split;
        Self { total: split.total(), web, kiosk, paper, counter }
    }
}

/// Numbers, by the way in which people took part
///
/// Parameters are those of the page `/zahlen`: the first two narrow proposals, supports and comments, the third one the
/// marks. A value that is not known narrows nothing. Where there is very much to count, the numbers may be a few seconds old.
#[utoipa::path(
    get,
    path = "/api/v1/figures",
    operation_id = "getFigures",
    tag = "Proposals",
    params(
        ("thema" = Option<super::vocabulary::Theme>, Query, description = "A Leitthema"),
        ("ziel" = Option<super::vocabulary::Goal>, Query, description = "A Kernziel"),
        ("aufruf" = Option<String>, Query, description = "Slug of a call for places", example = "orte-die-verbinden"),
    ),
    responses(
        (status = 200, description = "Each number with its parts", body = Figures),
        (status = "default", description = "Any refusal", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn show(State(site): State<Site>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let (which, call) = asked(&query.unwrap_or_default());
    let ways = figures::by_channel(&site.store, site.now()).await?;
    let board = figures::split(&site.store, which).await?;
    let call = match call {
        Some(slug) => place_calls::by_slug(&site.store, &slug).await?,
        None => None,
    };
    let marks = match call {
        Some(call) => place_calls::ways(&site.store, call.id).await?.all(),
        None => ways.marks,
    };
    let of = |&(status, ways): &(Status, ByChannel)| OfStatus { status, proposals: ways.into() };
    Ok(answers::current(Figures {
        proposals: board.proposals().into(),
        by_status: board.by_status.iter().map(of).collect(),
        supports: board.supports.into(),
        comments: board.comments.into(),
        marks: marks.into(),
        survey_responses: ways.survey_responses.into(),
    }))
}

/// Of which proposals, and the slug of a call.
fn asked(query: &str) -> (Which, Option<String>) {
    let pairs = web::pairs(query);
    let of = |wanted: &str| pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone());
    (Which::named(of("thema").as_deref(), of("ziel").as_deref()), of("aufruf"))
}
