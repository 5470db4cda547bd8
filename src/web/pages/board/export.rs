//! The board as a file: the same filters, every proposal, whatever their number. Rows leave as they are read; a part is
//! all that is in memory. When the database fails half way, the answer breaks off, so that nobody takes a part of the
//! file for the whole of it. A filter that means nothing is refused: on a page people see what they got, in a file they do not.

mod geojson;
mod table;

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use futures_util::stream::try_unfold;
use store::{
    StoreError,
    proposals::{Export, Exported},
};

use super::understood;
use crate::{AppError, Site, Visit};

/// `/vorschlaege/export.csv`
pub async fn csv(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let table = table::Table { base: site.settings.base_url.clone() };
    file(&site, &visit, table, "text/csv; charset=utf-8; header=present", "vorschlaege.csv").await
}

/// `/vorschlaege/export.geojson`
pub async fn geojson(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let collection = geojson::Collection::new(site.settings.base_url.clone());
    file(&site, &visit, collection, "application/geo+json", "vorschlaege.geojson").await
}

/// A kind of file, written from its beginning to its end.
trait Format: Send + 'static {
    fn head(&self) -> Result<Vec<u8>, StoreError>;
    fn rows(&mut self, part: &[Exported]) -> Result<Vec<u8>, StoreError>;
    fn tail(&self) -> &'static [u8];
}

async fn file(
    site: &Site,
    visit: &Visit,
    format: impl Format,
    kind: &'static str,
    name: &'static str,
) -> Result<Response, AppError> {
    let mut export = Export::begin(&site.store, &understood(visit)?).await?;
    // The first part decides whether there is a file at all.
    let first = export.next().await?;
    let begun = Writing { export, format, step: Step::Head(first) };
    let body = Body::from_stream(try_unfold(begun, Writing::go_on));
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    if let Ok(disposition) = disposition {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}

struct Writing<F> {
    export: Export,
    format: F,
    step: Step,
}

enum Step {
    /// With the first part, if there is one.
    Head(Option<Vec<Exported>>),
    Rows,
    Done,
}

impl<F: Format> Writing<F> {
    async fn go_on(mut self) -> Result<Option<(Bytes, Self)>, StoreError> {
        let (mut bytes, part) = match self.step {
            Step::Head(first) => (self.format.head()?, first),
            Step::Rows => (Vec::new(), self.export.next().await.inspect_err(report)?),
            Step::Done => return Ok(None),
        };
        self.step = match part {
            Some(part) => {
                bytes.extend(self.format.rows(&part)?);
                Step::Rows
            }
            None => {
                bytes.extend(self.format.tail());
                Step::Done
            }
        };
        Ok(Some((bytes.into(), self)))
    }
}

fn report(error: &StoreError) {
    tracing::error!(%error, "An export broke off");
}
