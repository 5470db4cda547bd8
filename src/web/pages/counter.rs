//! `/schalter/bewohner`: a clerk confirms that somebody lives in the city, by identity card or by a letter.

pub mod desk;
mod letter;
pub mod photos;
mod sfnt;
pub mod sitting;
mod slip;
mod typed;
pub mod typing;
mod typing_form;

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    ids::AccountId,
    policy::Action,
    residents::{BadResident, Resident, Typed},
    sittings::SITTING,
};
use leptos::prelude::*;
use letter::Sheet;
use store::{StoreError, residents};

use super::accounts::{line::Line, posted::Posted, private};
use crate::{
    AppError, Site, Visit, render,
    ui::{Breadcrumb, Head, Icon, Notice, NoticeKind, Shell},
};

const ADDRESS: &str = "/schalter/bewohner";
const LETTERS: &str = "/schalter/briefe";

/// What the clerk typed. It comes back with a form that needs another look and is stored nowhere.
#[derive(Default)]
struct Form {
    code: String,
    name: String,
    born: String,
    postal_code: String,
    street: String,
    /// Field and words.
    problem: Option<(&'static str, &'static str)>,
}

impl Form {
    fn read(body: &Bytes) -> Self {
        let posted = Posted::read(body);
        let [code, name, born, postal_code, street] =
            ["code", "name", "geburtstag", "plz", "strasse"].map(|field| posted.text(field));
        Self { code, name, born, postal_code, street, problem: None }
    }

    /// Whose account it is and who the person is.
    async fn check(&self, site: &Site, visit: &Visit) -> Result<Result<(AccountId, Resident), Problem>, AppError> {
        let words = &visit.words().residence;
        let Some(account) = residents::by_code(&site.store, &self.code).await? else {
            return Ok(Err(("code", words.code_wrong)));
        };
        let typed = Typed { name: self.name.clone(), born: self.born.clone(), postal_code: self.postal_code.clone() };
        Ok(typed.check().map(|resident| (account, resident)).map_err(|bad| problem_of(visit, bad)))
    }
}

type Problem = (&'static str, &'static str);

fn problem_of(visit: &Visit, bad: BadResident) -> Problem {
    let words = &visit.words().residence;
    match bad {
        BadResident::Name => ("name", words.name_wrong),
        BadResident::Born => ("geburtstag", words.born_wrong),
        BadResident::PostalCode => ("plz", words.postal_code_wrong),
    }
}

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    visit.acting(Action::ConfirmResidents)?;
    Ok(page(StatusCode::OK, site, visit, Form::default()))
}

/// `POST /schalter/bewohner` with `code`, `name`, `geburtstag` and `plz`.
pub async fn confirm(State(site): State<Site>, visit: Visit, body: Bytes) -> Result<Response, AppError> {
    let by = visit.acting(Action::ConfirmResidents)?;
    let form = Form::read(&body);
    let problem = match form.check(&site, &visit).await? {
        Err(problem) => problem,
        Ok((account, resident)) => match residents::confirm(&site.store, &by, account, &resident, site.now()).await {
            Ok(()) => return Ok(private(Redirect::to(&visit.href(&format!("{ADDRESS}?bestaetigt=1"))))),
            Err(StoreError::Taken) => ("code", visit.words().residence.taken_by),
            Err(error) => return Err(error.into()),
        },
    };
    let form = Form { problem: Some(problem), ..form };
    Ok(page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, form))
}

/// `POST /schalter/briefe` with the same fields and `strasse`: the sheet to print. Nothing of it is kept but the keyed hash
/// of the person and that of the code.
pub async fn print(State(site): State<Site>, visit: Visit, body: Bytes) -> Result<Response, AppError> {
    let by = visit.acting(Action::ConfirmResidents)?;
    let form = Form::read(&body);
    let words = &visit.words().residence;
    let problem = if form.street.trim().is_empty() {
        ("strasse", words.street_wrong)
    } else {
        match form.check(&site, &visit).await? {
            Err(problem) => problem,
            Ok((account, resident)) => {
                match residents::order_letter(&site.store, &by, account, &resident, site.now()).await {
                    Ok(code) => return sheet(&site, &form, &code.to_string()),
                    Err(StoreError::Taken) => ("code", words.taken_by),
                    Err(error) => return Err(error.into()),
                }
            }
        }
    };
    let form = Form { problem: Some(problem), ..form };
    Ok(page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, form))
}

/// A page that was asked for by its address leads to the form.
pub async fn back(visit: Visit) -> Result<Response, AppError> {
    visit.acting(Action::ConfirmResidents)?;
    Ok(private(Redirect::to(&visit.href(ADDRESS))))
}

fn sheet(site: &Site, form: &Form, code: &str) -> Result<Response, AppError> {
    let sheet = Sheet {
        name: form.name.trim(),
        street: form.street.trim(),
        town: &format!("{} Rostock", form.postal_code.trim()),
        code,
        address: &format!("{}/konto/wohnsitz", site.settings.base_url),
        at: site.now(),
    };
    let pdf = sheet.pdf().ok_or(AppError::Internal)?;
    let mut response = private(pdf.into_response());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("inline; filename=\"brief.pdf\""));
    Ok(response)
}

fn page(status: StatusCode, site: Site, visit: Visit, form: Form) -> Response {
    private(render::page_with_status(status, || view! { <CounterPage site=site visit=visit form=form/> }))
}

#[component]
fn CounterPage(site: Site, visit: Visit, form: Form) -> impl IntoView {
    let words = &visit.words().residence;
    let head = Head { class: "page-account", is_private: true, ..Head::titled(words.clerk_title, words.clerk_lead) };
    let is_done = visit.first("bestaetigt").is_some();
    let problem = form.problem;
    let of = move |field: &str| problem.filter(|(name, _)| *name == field).map(|(_, text)| text.to_owned());
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![]/>
                <h1>{words.clerk_title}</h1>
                {is_done.then(|| view! { <Notice kind=NoticeKind::Success><p>{words.clerk_done}</p></Notice> })}
                <p class="lead">{words.clerk_lead}</p>
                <p>{words.clerk_no_account}" "<a href=visit.href(SITTING)>{visit.words().sitting.desk_link}</a></p>
                <form class="form" autocomplete="off" method="post" action=visit.href(ADDRESS)>
                    <Line visit=visit.clone() id="code" label=words.clerk_code hint=words.clerk_code_hint value=form.code problem=of("code")/>
                    <Line visit=visit.clone() id="name" label=words.clerk_name value=form.name problem=of("name")/>
                    <Line visit=visit.clone() id="geburtstag" label=words.clerk_born hint=words.clerk_born_hint value=form.born
                        problem=of("geburtstag")/>
                    <Line visit=visit.clone() id="plz" label=words.clerk_postal_code value=form.postal_code problem=of("plz")
                        inputmode=Some("numeric")/>
                    <div class="form__actions">
                        <button class="button button--primary" type="submit"><Icon name="check"/>{words.clerk_confirm}</button>
                    </div>
                    <section class="form__section">
                        <h2>{words.clerk_letter_title}</h2>
                        <p>{words.clerk_letter_text}</p>
                        <Line visit=visit.clone() id="strasse" label=words.clerk_street value=form.street problem=of("strasse") optional=true/>
                        <div class="form__actions">
                            <button class="button button--secondary" type="submit" formaction=visit.href(LETTERS)>
                                <Icon name="print"/>{words.clerk_print}
                            </button>
                        </div>
                    </section>
                    <p class="form__note">{words.clerk_privacy}</p>
                </form>
            </div>
        </Shell>
    }
    .into_any()
}
