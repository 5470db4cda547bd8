//! `/vorschlaege/{id}/stellungnahme`: an office writes its answer, reads it once more, and sends it out. For members of
//! the office in charge alone; everybody else is refused, whatever the address says.

mod form;
mod reading;

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    answers::{AnswerDraft, DraftState, Fault},
    ids::ProposalId,
    policy::{Acting, Action, Refusal, Role},
    proposals::ProposalDetail,
};
use form::AnswerForm;
use leptos::prelude::*;
use reading::{Preview, Unsent, Waits};
use store::{
    StoreError,
    answering::{self, Step, StoredDraft},
    offices::{self, Office},
};

use super::{
    accounts::private,
    staff::{form::Typed, frame::StaffPage},
};
use crate::{AppError, Site, Visit, locales::fill, render};

/// What a member of the office sees.
#[derive(Clone)]
struct Desk {
    detail: ProposalDetail,
    office: Office,
    stored: Option<StoredDraft>,
    /// What stands in the form, saved or not.
    typed: AnswerDraft,
    faults: Vec<Fault>,
    told: Option<Told>,
    /// What a colleague wrote for whoever submitted it, and what did not arrive.
    remark: String,
    /// Whether this person submitted what waits.
    is_own: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Saved,
    Stale,
    SamePerson,
    Faulty,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Form,
    Preview,
    Waits,
}

impl Desk {
    async fn load(site: &Site, by: &Acting, id: ProposalId) -> Result<Self, AppError> {
        let detail = store::proposals::find(&site.store, id).await?.ok_or(AppError::NotFound)?;
        let in_charge = answering::in_charge(&site.store, by, id).await?;
        let all = offices::list(&site.store).await?;
        let office = all.into_iter().find(|office| office.id == in_charge).ok_or(AppError::NotFound)?;
        let stored = answering::draft(&site.store, by, id).await?;
        let contact = office.contact.clone().unwrap_or_default();
        let empty = AnswerDraft { contact, ..AnswerDraft::default() };
        let typed = stored.as_ref().map_or(empty, |stored| stored.draft.clone());
        let is_own = stored.as_ref().is_some_and(|stored| stored.submitted_by == by.account);
        Ok(Self { detail, office, stored, typed, faults: Vec::new(), told: None, remark: String::new(), is_own })
    }

    fn revision(&self) -> i64 {
        self.stored.as_ref().map_or(0, |stored| stored.revision)
    }

    fn waits(&self) -> bool {
        self.stored.as_ref().is_some_and(|stored| stored.state == DraftState::Waiting)
    }

    /// Whoever submitted it is shown no button that they may not use, and nothing to fill in for themselves.
    fn waits_for_other(&self) -> bool {
        self.is_own && self.detail.board.needs_second_person()
    }

    /// Without language prefix.
    fn path(&self) -> String {
        format!("/vorschlaege/{}/stellungnahme", self.detail.card.id)
    }
}

/// As a member of the office in charge, if this person is one.
pub(super) async fn member(site: &Site, visit: &Visit, id: ProposalId) -> Result<Acting, AppError> {
    let acting = visit.acting(Action::Answer)?;
    for grant in visit.signed_in()?.grants.iter().filter(|grant| grant.role == Role::Office) {
        let by = Acting { role: grant.role, scope: grant.scope, ..acting };
        match answering::in_charge(&site.store, &by, id).await {
            Ok(_) => return Ok(by),
            Err(StoreError::Refused(Refusal::NotYours(_))) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Refusal::NotYours(Role::Office).into())
}

fn id_of(address: &str) -> Result<ProposalId, AppError> {
    address.parse().map_err(|_| AppError::NotFound)
}

pub async fn show(State(site): State<Site>, visit: Visit, Path(address): Path<String>) -> Result<Response, AppError> {
    let id = id_of(&address)?;
    let by = member(&site, &visit, id).await?;
    let mut desk = Desk::load(&site, &by, id).await?;
    let look = match visit.query.as_str() {
        _ if desk.waits() => Look::Waits,
        "vorschau" if desk.stored.is_some() && desk.typed.check(desk.detail.card.status).is_ok() => Look::Preview,
        query => {
            desk.told = (query == "gespeichert").then_some(Told::Saved);
            Look::Form
        }
    };
    Ok(page(StatusCode::OK, site, visit, desk, look))
}

/// The fields of [`AnswerDraft`] with `fassung`, the revision that they started from, and `aktion`.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Path(address): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let id = id_of(&address)?;
    let by = member(&site, &visit, id).await?;
    let form = Typed::read(&body);
    let seen = form.get("fassung").parse().unwrap_or(0);
    let (store, now) = (&site.store, site.now());
    let remark = form.get("bemerkung");
    let step = match form.get("aktion").as_str() {
        action @ ("speichern" | "vorschau") => {
            let wants_preview = action == "vorschau";
            return save(site, visit, &by, id, typed(&form), seen, wants_preview).await;
        }
        "absenden" => answering::submit(store, &by, id, seen, now).await,
        "freigeben" => answering::approve(store, &by, id, seen, now).await,
        "zurueckgeben" => answering::send_back(store, &by, id, seen, &remark, now).await.map(|()| Step::Waits),
        _ => return Err(AppError::BadRequest),
    };
    let here = format!("/vorschlaege/{id}/stellungnahme");
    let (why, faults) = match step {
        Ok(Step::Published) => return Ok(see(&visit, &format!("/vorschlaege/{id}#stellungnahme"))),
        Ok(Step::Waits) => return Ok(see(&visit, &here)),
        Ok(Step::SamePerson) => (Told::SamePerson, Vec::new()),
        Ok(Step::Faulty(faults)) => (Told::Faulty, faults),
        Err(StoreError::Stale { .. }) => (Told::Stale, Vec::new()),
        Err(error) => return Err(error.into()),
    };
    told(site, visit, &by, id, (why, faults), remark).await
}

async fn save(
    site: Site,
    visit: Visit,
    by: &Acting,
    id: ProposalId,
    typed: AnswerDraft,
    seen: i64,
    wants_preview: bool,
) -> Result<Response, AppError> {
    let here = format!("/vorschlaege/{id}/stellungnahme");
    match answering::save(&site.store, by, id, &typed, seen, site.now()).await {
        Ok(_) => {}
        // Both versions on one page, the own one in the form: nothing is lost, and the next save is meant.
        Err(StoreError::Stale { .. } | StoreError::Refused(Refusal::NotInThisStatus)) => {
            let desk = Desk::load(&site, by, id).await?;
            let desk = Desk { typed, told: Some(Told::Stale), ..desk };
            return Ok(page(StatusCode::CONFLICT, site, visit, desk, Look::Form));
        }
        Err(error) => return Err(error.into()),
    }
    if !wants_preview {
        return Ok(see(&visit, &format!("{here}?gespeichert")));
    }
    let desk = Desk::load(&site, by, id).await?;
    match typed.check(desk.detail.card.status) {
        Ok(_) => Ok(see(&visit, &format!("{here}?vorschau"))),
        Err(faults) => {
            let desk = Desk { faults, ..desk };
            Ok(page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, desk, Look::Form))
        }
    }
}

/// Why a step was not taken, above what is there now; the remark that came with it is there again.
async fn told(
    site: Site,
    visit: Visit,
    by: &Acting,
    id: ProposalId,
    (told, faults): (Told, Vec<Fault>),
    remark: String,
) -> Result<Response, AppError> {
    let desk = Desk { told: Some(told), faults, remark, ..Desk::load(&site, by, id).await? };
    let status = match told {
        Told::SamePerson => StatusCode::FORBIDDEN,
        Told::Stale => StatusCode::CONFLICT,
        Told::Faulty => StatusCode::UNPROCESSABLE_ENTITY,
        Told::Saved => StatusCode::OK,
    };
    let look = if desk.waits() { Look::Waits } else { Look::Form };
    Ok(page(status, site, visit, desk, look))
}

fn see(visit: &Visit, path: &str) -> Response {
    private(Redirect::to(&visit.href(path)).into_response())
}

fn typed(form: &Typed) -> AnswerDraft {
    AnswerDraft {
        status: form.get("stand"),
        text: form.get("text"),
        cost: form.get("kosten"),
        period: form.get("zeitraum"),
        contact: form.get("kontakt"),
        merge_into: form.get("ziel"),
    }
}

fn page(status: StatusCode, site: Site, visit: Visit, desk: Desk, look: Look) -> Response {
    private(render::page_with_status(status, || view! { <AnswerPage site=site visit=visit desk=desk look=look/> }))
}

#[component]
fn AnswerPage(site: Site, visit: Visit, desk: Desk, look: Look) -> impl IntoView {
    let words = &visit.words().answering;
    let card = desk.detail.card.clone();
    let lead = fill(words.lead, &[("office", &desk.office.name)]);
    // What has no field on this page.
    let has_field = look == Look::Waits && !desk.waits_for_other();
    let unsent = (!has_field && !desk.remark.is_empty())
        .then(|| view! { <Unsent visit=visit.clone() remark=desk.remark.clone()/> });
    let body = match look {
        Look::Form => view! { <AnswerForm visit=visit.clone() desk=desk/> }.into_any(),
        Look::Preview => view! { <Preview visit=visit.clone() desk=desk/> }.into_any(),
        Look::Waits => view! { <Waits visit=visit.clone() desk=desk/> }.into_any(),
    };
    view! {
        <StaffPage site=site visit=visit.clone() title=words.title lead=lead
            above=vec![("/verwaltung/posteingang".to_owned(), words.inbox.0.to_owned())]>
            <p>{words.about}": "<a href=visit.href(&card.path())>{card.title.clone()}</a></p>
            {unsent}
            {body}
        </StaffPage>
    }
    .into_any()
}
