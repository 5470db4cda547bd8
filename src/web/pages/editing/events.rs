//! What others do on a page, as it happens. Every process looks into the database, so it does not matter which one took
//! the change.

use std::{sync::Arc, time::Duration};

use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    editing::{Keyed, Part},
    policy::{Acting, Action},
};
use futures_util::stream;
use serde_json::{Value, json};
use store::editing::{self, Draft, Present};
use tokio::time::Instant;

use super::{
    answers::{Fault, answer},
    data::of_block,
    glance::Seen,
    look::Look,
    mode, number,
    parts::of_part,
};
use crate::{AppError, Site, Visit};

const LOOK_EVERY: Duration = Duration::from_secs(1);
const BEAT_EVERY: Duration = Duration::from_secs(15);
/// Then the browser comes again by itself, and shows again that it may.
const LONGEST: Duration = Duration::from_secs(300);

/// When the line is cut, browsers try every two seconds to come again; left to themselves, some take five.
const AGAIN: &str = "retry: 2000\n\n";

const KIND: &str = "text/event-stream";

/// `seit` is the change from which the browser knows everything; when it comes again it says so by itself.
pub async fn listen(State(site): State<Site>, visit: Visit, Path(page): Path<String>, headers: HeaderMap) -> Response {
    let wants = headers.get(header::ACCEPT).is_some_and(|kind| kind.as_bytes().starts_with(KIND.as_bytes()));
    let done = async {
        let by = visit.acting(Action::EditPages)?;
        let page = number(&page)?;
        let draft = editing::open(&site.store, &by, page).await?;
        if !wants {
            return Err(Fault::Told(StatusCode::NOT_ACCEPTABLE, |words| words.unreadable));
        }
        let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok());
        let since: Option<i64> = last.or_else(|| visit.first("seit")?.parse().ok());
        let begun = Instant::now();
        let known = Known::of(&draft, since.is_some_and(|since| since != draft.change));
        let watch = Watch { site: site.clone(), visit: visit.clone(), by, page, known, begun, beat: begun };
        let events = stream::unfold(watch, |watch| async move { watch.next().await });
        let mut response = Body::from_stream(events).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(KIND));
        headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
        Ok(response)
    };
    answer(&visit, done.await)
}

/// What the browser knows.
struct Known {
    change: i64,
    opening: [i64; 2],
    blocks: Vec<(String, i64)>,
    present: Option<Arc<[Present]>>,
}

impl Known {
    fn of(draft: &Draft, is_behind: bool) -> Self {
        if is_behind {
            return Self { change: -1, opening: [0; 2], blocks: Vec::new(), present: None };
        }
        Self { change: draft.change, opening: draft.opening_revisions, blocks: keys(draft), present: None }
    }
}

fn keys(draft: &Draft) -> Vec<(String, i64)> {
    draft.blocks.iter().map(|block| (block.key.clone(), block.revision)).collect()
}

struct Watch {
    site: Site,
    visit: Visit,
    by: Acting,
    page: i64,
    known: Known,
    begun: Instant,
    beat: Instant,
}

impl Watch {
    /// The next events, or the end.
    async fn next(mut self) -> Option<(Result<String, std::convert::Infallible>, Self)> {
        // An answer begins with something, so that everything in between sends it on.
        let is_first = self.known.present.is_none();
        loop {
            if !is_first {
                tokio::select! {
                    () = tokio::time::sleep(LOOK_EVERY) => {}
                    () = self.site.closing() => return None,
                }
            }
            if self.begun.elapsed() > LONGEST {
                return None;
            }
            let told = match self.look().await {
                Ok(told) => told,
                Err(error) => {
                    tracing::debug!(%error, "What changed on a page could not be looked up");
                    return None;
                }
            };
            if !told.is_empty() {
                self.beat = Instant::now();
                return Some((Ok(told), self));
            }
            if is_first || self.beat.elapsed() > BEAT_EVERY {
                self.beat = Instant::now();
                return Some((Ok(": still here\n\n".into()), self));
            }
        }
    }

    async fn look(&mut self) -> Result<String, AppError> {
        let (store, now) = (&self.site.store, self.site.now());
        let mut told = String::new();
        // What somebody else saw before this one came may be older than what its browser knows.
        let is_first = self.known.present.is_none();
        let Seen { present, change } = self.site.glances.look(store, &self.by, self.page, now, is_first).await?;
        if is_first {
            told.push_str(AGAIN);
        }
        if self.known.present.as_ref() != Some(&present) {
            let of = |one: &Present| json!({ "person": one.person, "tab": one.tab, "block": one.block });
            let all: Vec<Value> = present.iter().map(of).collect();
            told.push_str(&format!("event: presence\ndata: {}\n\n", Value::from(all)));
            self.known.present = Some(present);
        }
        if change != self.known.change {
            let draft = editing::open(store, &self.by, self.page).await?;
            self.tell(&draft, &mut told).await?;
        }
        Ok(told)
    }

    async fn tell(&mut self, draft: &Draft, told: &mut String) -> Result<(), AppError> {
        let mut add = |name: &str, data: Value| {
            told.push_str(&format!("id: {}\nevent: {name}\ndata: {data}\n\n", draft.change));
        };
        let by = |key: &str| draft.by.iter().find(|(known, _)| known == key).map_or("", |(_, name)| name.as_str());
        for (key, _) in &self.known.blocks {
            if draft.blocks.iter().all(|block| block.key != *key) {
                add("gone", json!({ "key": key, "by": by(key) }));
            }
        }
        let is_new = |block: &&Keyed| {
            !self.known.blocks.iter().any(|(key, revision)| (key, *revision) == (&block.key, block.revision))
        };
        let new: Vec<&Keyed> = draft.blocks.iter().filter(is_new).collect();
        let shown: Vec<_> = new.iter().map(|block| mode::block(block)).collect();
        let look = Look::of(&self.site, &self.visit, draft.language, &shown).await?;
        let named = |mut data: Value, key: &str| {
            if let Some(fields) = data.as_object_mut() {
                fields.insert("by".into(), by(key).into());
            }
            data
        };
        for (part, known) in Part::ALL.into_iter().zip(self.known.opening) {
            if draft.part(part).1 != known {
                add("block", named(of_part(draft, part), part.key()));
            }
        }
        for block in new {
            add("block", named(of_block(&look, block), &block.key));
        }
        let now = keys(draft);
        let order = |blocks: &[(String, i64)]| blocks.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
        if order(&self.known.blocks) != order(&now) {
            add("order", json!({ "order": order(&now) }));
        }
        self.known.blocks = now;
        self.known.opening = draft.opening_revisions;
        self.known.change = draft.change;
        Ok(())
    }
}
