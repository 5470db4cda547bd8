//! How much there is of everything, by the ways in which it came.

use axum::{extract::State, response::Response};
use domain::channel::ByChannel;
use serde::Serialize;
use store::figures;
use utoipa::ToSchema;
use web::Site;

use super::{answers, problem::Problem};

/// Numbers of the platform. Only what is public is counted.
#[derive(Serialize, ToSchema)]
pub struct Figures {
    /// On the board.
    proposals: Split,
    /// Of the proposals on the board.
    supports: Split,
    /// Published, below the proposals on the board.
    comments: Split,
    /// Published marks on the maps of calls for places.
    marks: Split,
    /// To surveys that ended and whose results are shown.
    survey_responses: Split,
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
/// Where there is very much to count, the numbers may be a few seconds old.
#[utoipa::path(
    get,
    path = "/api/v1/figures",
    operation_id = "getFigures",
    tag = "Proposals",
    responses(
        (status = 200, description = "Each number with its parts", body = Figures),
        (status = "default", description = "Any refusal", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn show(State(site): State<Site>) -> Result<Response, Problem> {
    let ways = figures::by_channel(&site.store, site.now()).await?;
    Ok(answers::current(Figures {
        proposals: ways.proposals.into(),
        supports: ways.supports.into(),
        comments: ways.comments.into(),
        marks: ways.marks.into(),
        survey_responses: ways.survey_responses.into(),
    }))
}
