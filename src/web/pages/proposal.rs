//! One proposal: its text, what the city says, everything that happened to it, support and discussion.

mod about;
mod answers;
mod comment_form;
mod comments;
mod discussion;
mod due;
mod facts;
mod feed;
mod hidden;
mod pictures;
mod support;
mod timeline;
mod view;

pub use answers::AnswerView;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{Redirect, Response},
};
use comment_form::CommentForm;
pub use comments::send as comment;
use domain::{
    Moment,
    comments::{CommentSort, Discussion},
    ids::{CommentId, OfficeId, PersonKey, ProposalId},
    policy::{self, Action, Facts, Role, Scope, Subject},
    proposals::ProposalDetail,
    receipts::ReceiptCode,
    text,
};
pub use feed::feed;
use leptos::prelude::*;
pub use pictures::{full as picture, thumb as picture_thumb};
use store::proposals::{Met, Related};
pub use support::change as support;
pub use timeline::Timeline;
use view::ProposalPage;

use super::{map::City, receipt::unkept, trap};
use crate::{AppError, Guest, Site, Visit, render};

/// Similar proposals below the text.
const SIMILAR: u64 = 4;

/// How the visitor reads the discussion; all of it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Reading {
    sort: CommentSort,
    page: u32,
    /// The comment that is being answered.
    reply_to: Option<CommentId>,
    /// The comment that was just sent.
    sent: Option<CommentId>,
}

impl Reading {
    fn of(pairs: &[(String, String)]) -> Self {
        let mut reading = Self { page: 1, ..Self::default() };
        for (name, value) in pairs {
            match name.as_str() {
                "beitraege" if value == "neu" => reading.sort = CommentSort::Newest,
                "beitragsseite" => reading.page = value.parse().unwrap_or(1),
                "antwort" => reading.reply_to = value.parse().ok(),
                "gesendet" => reading.sent = value.parse().ok(),
                _ => {}
            }
        }
        reading
    }

    fn query(&self) -> String {
        let mut pairs = Vec::new();
        if self.sort == CommentSort::Newest {
            pairs.push("beitraege=neu".to_owned());
        }
        if self.page > 1 {
            pairs.push(format!("beitragsseite={}", self.page));
        }
        if let Some(id) = self.reply_to {
            pairs.push(format!("antwort={id}"));
        }
        if let Some(id) = self.sent {
            pairs.push(format!("gesendet={id}"));
        }
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }
}

/// Everything that the page shows.
#[derive(Clone)]
struct Shown {
    detail: ProposalDetail,
    discussion: Discussion,
    related: Related,
    city: Option<City>,
    is_mine: bool,
    is_followed: bool,
    reading: Reading,
    /// Opens the receipt of the comment that was just sent, for its writer.
    receipt: Option<ReceiptCode>,
    form: CommentForm,
    now: Moment,
    /// In charge of its Leitthema.
    office: Option<OfficeId>,
    /// Whether the visitor is of the office that answers.
    may_answer: bool,
    /// Whether the visitor is of the Ortsbeirat of the place.
    may_note: bool,
}

impl Shown {
    async fn load(
        site: &Site,
        id: ProposalId,
        viewer: Option<&PersonKey>,
        reading: Reading,
        form: CommentForm,
    ) -> Result<Self, AppError> {
        let form = CommentForm { stamp: trap::kept(site, &form.stamp), ..form };
        let store = &site.store;
        let met = store::proposals::find_for(store, id, viewer, reading.sent).await?.ok_or(AppError::NotFound)?;
        let Met { detail, is_supported: is_mine, is_followed, office, receipt } = met;
        let discussion = store::comments::list(store, id, reading.sort, reading.page, viewer).await?;
        let related = store::proposals::related(store, &detail.card, SIMILAR).await?;
        let city = match detail.card.pin {
            Some(_) => Some(City::load(site).await?),
            None => None,
        };
        let now = site.now();
        Ok(Self {
            detail,
            discussion,
            related,
            city,
            is_mine,
            is_followed,
            reading,
            receipt,
            form,
            now,
            office,
            may_answer: false,
            may_note: false,
        })
    }

    /// Whether the rules let a visitor do this now.
    fn may(&self, action: Action) -> bool {
        let card = &self.detail.card;
        let is_published = card.published_at.is_some();
        let subject = Subject { status: card.status, is_published, supports: card.supports };
        let facts = Facts::of_proposal(subject, &self.detail.board, self.now).with(Facts::ANYBODY);
        policy::may(Role::Guest, action, facts).is_ok()
    }

    /// `/vorschlaege/12-mehr-baenke?beitraege=neu`, without language prefix.
    fn address(&self, reading: &Reading) -> String {
        format!("{}{}", self.detail.card.path(), reading.query())
    }
}

/// The number in front of the address; whatever follows is there to be read by people.
fn id_of(address: &str) -> Result<ProposalId, AppError> {
    address.parse().map_err(|_| AppError::NotFound)
}

pub async fn show(
    State(site): State<Site>,
    visit: Visit,
    guest: Guest,
    Path(address): Path<String>,
) -> Result<Response, AppError> {
    let reading = Reading::of(&visit.pairs());
    let form = CommentForm::fresh(reading.reply_to);
    let id = id_of(&address)?;
    match Shown::load(&site, id, guest.key().as_ref(), reading, form).await {
        Err(AppError::NotFound) => hidden::show(site, visit, id).await,
        shown => {
            let mut shown = shown?;
            let office = shown.office.map(Scope::Office);
            let council = shown.detail.council.as_ref().map(|council| Scope::Council(council.id));
            shown.may_answer = office.is_some_and(|office| visit.acts_for(Action::Answer, office));
            shown.may_note = council.is_some_and(|council| visit.acts_for(Action::NoteAsCouncil, council));
            let id = shown.form.submission.clone();
            Ok(render::shared(page(StatusCode::OK, site, visit, shown), [id]))
        }
    }
}

/// Where a form was sent to is no page of its own: who reloads or changes the language there comes back to the proposal.
pub async fn back(visit: Visit, Path(address): Path<String>) -> Redirect {
    Redirect::to(&visit.href(&format!("/vorschlaege/{}", text::slug(&address))))
}

fn page(status: StatusCode, site: Site, visit: Visit, shown: Shown) -> Response {
    let has_code = shown.receipt.is_some();
    let page = render::page_with_status(status, || view! { <ProposalPage site=site visit=visit shown=shown/> });
    // A code opens everything: nobody keeps a page that shows one.
    if has_code { unkept(page) } else { page }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(query: &str) -> Reading {
        Reading::of(&crate::visit::pairs(query))
    }

    #[test]
    fn what_was_chosen_of_the_discussion_survives_its_address() {
        for query in ["", "?beitraege=neu", "?beitraege=neu&beitragsseite=3&antwort=7", "?gesendet=7"] {
            assert_eq!(reading(query.trim_start_matches('?')).query(), query);
        }
    }

    #[test]
    fn a_mistyped_address_shows_the_first_page() {
        assert_eq!(reading("beitragsseite=x&beitraege=alt&antwort=-1"), Reading { page: 1, ..Reading::default() });
    }
}
