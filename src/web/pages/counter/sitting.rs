//! `/schalter/begleitung`: a clerk begins a sitting for somebody; in it the page shows what they did, with the slips that
//! they take along, and the button that ends it.

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    accounts::Level,
    policy::Action,
    residents::Typed,
    sittings::{END, IDLE_MINUTES, OVER, Purpose, SITTING},
};
use leptos::prelude::*;
use store::{
    StoreError, drafts,
    sittings::{self, Done},
};

use super::{Problem, problem_of};
use crate::{
    AppError, Site, Visit,
    cookies::{self, Cookie},
    locales::fill,
    pages::{
        accounts::{line::Line, posted::Posted, private},
        staff::frame::StaffPage,
    },
    render, signed_in, sitting,
    ui::{Breadcrumb, Head, Icon, Notice, NoticeKind, Qr, Shell, head::PAPER},
};

/// What the clerk chose before.
#[derive(Default)]
struct Chosen {
    purpose: Option<Purpose>,
    /// Whether the box that says that the person is there has its tick; nothing before anything was sent.
    is_there: Option<bool>,
    /// As whom the person showed that they live here; comes back with a form that needs another look.
    typed: Typed,
    problem: Option<Problem>,
}

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let Some(person) = visit.sitting.as_ref().map(|sitting| sitting.person.clone()) else {
        visit.acting(Action::HelpPeople)?;
        return Ok(begin_page(StatusCode::OK, site, visit, Chosen::default()));
    };
    let all = sittings::done(&site.store, &person).await?;
    let has_drafts = !drafts::of_person(&site.store, &person).await?.is_empty();
    Ok(private(render::page(|| view! { <SittingPage site=site visit=visit all=all has_drafts=has_drafts/> })))
}

/// `POST /schalter/begleitung` with `zweck` and `anwesend`, and for residents `name`, `geburtstag` and `plz`: from here on this
/// browser is the person's, and the clerk is signed out in it.
pub async fn begin(State(site): State<Site>, visit: Visit, body: Bytes) -> Result<Response, AppError> {
    if visit.sitting.is_some() {
        return Ok(to(&visit, SITTING));
    }
    let by = visit.acting(Action::HelpPeople)?;
    let who = visit.signed_in()?;
    let posted = Posted::read(&body);
    let purpose = Purpose::from_code(&posted.text("zweck"));
    let is_there = posted.text("anwesend") == "ja";
    let [name, born, postal_code] = ["name", "geburtstag", "plz"].map(|field| posted.text(field));
    let typed = Typed { name, born, postal_code };
    let resident = if typed.is_empty() { Ok(None) } else { typed.check().map(Some) };
    let again = |site: Site, visit: Visit, problem: Option<Problem>| {
        let chosen = Chosen { purpose, is_there: Some(is_there), typed: typed.clone(), problem };
        Ok(begin_page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, chosen))
    };
    let resident = match resident {
        Ok(resident) => resident,
        Err(bad) => {
            let problem = problem_of(&visit, bad);
            return again(site, visit, Some(problem));
        }
    };
    let Some(purpose) = purpose.filter(|_| is_there) else { return again(site, visit, None) };
    let begun = sittings::begin(&site.store, who, &by, purpose, resident.as_ref(), site.now()).await;
    let token = match begun {
        Err(StoreError::Taken) => {
            let problem = ("name", visit.words().sitting.resident_taken);
            return again(site, visit, Some(problem));
        }
        token => token?,
    };
    let mut answer = to(&visit, purpose.path());
    let headers = answer.headers_mut();
    cookies::set(&site, headers, Cookie::Sitting, &token);
    cookies::remove(&site, headers, Cookie::Guest);
    signed_in::forget(&site, headers);
    Ok(answer)
}

pub async fn end(State(site): State<Site>, visit: Visit, headers: HeaderMap) -> Result<Response, AppError> {
    if let Some(token) = cookies::read(&site, &headers, Cookie::Sitting) {
        sittings::end(&site.store, token, site.now()).await?;
    }
    // Out of the sitting, so without its mark.
    let mut answer = private(Redirect::to(&visit.language.path(OVER)).into_response());
    cookies::remove(&site, answer.headers_mut(), Cookie::Sitting);
    sitting::leave_nothing(answer.headers_mut());
    Ok(answer)
}

/// Somebody came back to the address of the button.
pub async fn back(visit: Visit) -> Response {
    to(&visit, if visit.sitting.is_some() { SITTING } else { OVER })
}

/// Says that it is over, to whoever is there now.
pub async fn over(State(site): State<Site>, visit: Visit) -> Response {
    let mut page = private(render::page(|| view! { <OverPage site=site visit=visit/> }));
    page.headers_mut().insert(sitting::SITTING, HeaderValue::from_static("0"));
    page
}

fn to(visit: &Visit, path: &str) -> Response {
    private(Redirect::to(&visit.href(path)).into_response())
}

fn begin_page(status: StatusCode, site: Site, visit: Visit, chosen: Chosen) -> Response {
    private(render::page_with_status(status, || view! { <BeginPage site=site visit=visit chosen=chosen/> }))
}

#[component]
fn BeginPage(site: Site, visit: Visit, chosen: Chosen) -> impl IntoView {
    let words = &visit.words().sitting;
    let above = vec![("/schalter".to_owned(), visit.words().desk.area.0.to_owned())];
    let options = Purpose::ALL
        .into_iter()
        .zip(words.purposes)
        .map(|(purpose, name)| {
            let is_chosen = chosen.purpose == Some(purpose);
            view! { <option value=purpose.code() selected=is_chosen>{name}</option> }
        })
        .collect_view();
    let Chosen { is_there, typed, problem, .. } = chosen;
    let is_alone = is_there == Some(false);
    let residence = &visit.words().residence;
    let of = move |field: &str| problem.filter(|(name, _)| *name == field).map(|(_, text)| text.to_owned());
    view! {
        <StaffPage site=site visit=visit.clone() title=words.title lead=words.lead above=above>
            {is_alone.then(|| view! {
                <Notice kind=NoticeKind::Error><p><a href="#anwesend">{words.present_missing}</a></p></Notice>
            })}
            <form class="form" autocomplete="off" method="post" action=visit.href(SITTING)>
                <div class="field">
                    <label class="field__label" for="zweck">{words.purpose}</label>
                    <p class="field__hint" id="zweck-hinweis">{words.purpose_hint}</p>
                    <select class="input input--select" id="zweck" name="zweck" aria-describedby="zweck-hinweis">{options}</select>
                </div>
                <div class="field" class:field--invalid=is_alone>
                    <div class="choice">
                        <input class="choice__input" id="anwesend" name="anwesend" type="checkbox" value="ja" required=true
                            checked=is_there.unwrap_or_default() aria-invalid=is_alone.then_some("true")/>
                        <label class="choice__label" for="anwesend"><span>{words.present}</span></label>
                    </div>
                </div>
                <section class="form__section" aria-labelledby="wohnsitz">
                    <h2 id="wohnsitz">{words.resident_title}</h2>
                    <p>{words.resident_lead}</p>
                    <Line visit=visit.clone() id="name" label=residence.clerk_name value=typed.name problem=of("name") optional=true/>
                    <Line visit=visit.clone() id="geburtstag" label=residence.clerk_born hint=residence.clerk_born_hint value=typed.born
                        problem=of("geburtstag") optional=true/>
                    <Line visit=visit.clone() id="plz" label=residence.clerk_postal_code value=typed.postal_code problem=of("plz")
                        optional=true inputmode=Some("numeric")/>
                    <p class="form__note">{residence.clerk_privacy}</p>
                </section>
                <p class="form__note">{fill(words.signs_out, &[("n", &IDLE_MINUTES.to_string())])}</p>
                <div class="form__actions">
                    <button class="button button--primary" type="submit"><Icon name="arrow-right"/>{words.begin}</button>
                </div>
            </form>
        </StaffPage>
    }
    .into_any()
}

#[component]
fn SittingPage(site: Site, visit: Visit, all: Vec<Done>, has_drafts: bool) -> impl IntoView {
    let words = &visit.words().sitting;
    let head = Head { class: PAPER, is_private: true, ..Head::titled(words.slips, words.slips_lead) };
    let is_new = visit.first("neu").is_some();
    let is_resident = visit.level() == Level::ResidentConfirmed;
    let is_empty = all.is_empty();
    let (with_code, others): (Vec<Done>, Vec<Done>) = all.into_iter().partition(|done| done.code.is_some());
    let base = site.settings.base_url.clone();
    let slips = with_code
        .into_iter()
        .map(|done| view! { <SlipOf visit=visit.clone() base=base.clone() done=done/> })
        .collect_view();
    let others = (!others.is_empty()).then(|| view! { <Others visit=visit.clone() others=others/> });
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow paper-screen">
                <Breadcrumb visit=visit.clone() steps=vec![]/>
                <h1>{words.slips}</h1>
                {is_new.then(|| view! { <Notice kind=NoticeKind::Success><p>{words.sent}</p></Notice> })}
                <p class="lead">{if is_empty { words.nothing } else { words.slips_lead }}</p>
                {is_resident.then(|| view! { <p>{visit.words().residence.confirmed}</p> })}
                {(!is_empty).then(|| view! { <p>{visit.words().paper.how_to_print}</p> })}
                {has_drafts.then(|| view! { <Notice kind=NoticeKind::Warning><p>{words.drafts}</p></Notice> })}
                <form method="post" action=visit.href(END)>
                    <p>{words.end_note}</p>
                    <button class="button button--primary" type="submit"><Icon name="check"/>{words.end}</button>
                </form>
            </div>
            <div class="container paper-desk">{slips}{others}</div>
        </Shell>
    }
    .into_any()
}

/// One code, to be taken along.
#[component]
fn SlipOf(visit: Visit, base: String, done: Done) -> impl IntoView {
    let (words, desk) = (&visit.words().sitting, &visit.words().desk);
    done.code.map(|code| {
        // Without the mark of the sitting: it opens later, on another device.
        let address = format!("{base}{}", visit.language.path(&code.path()));
        view! {
            <article class="sheet slip">
                <h2>{desk.slip}</h2>
                <p>{words.kind(done.what)}": "{done.title}</p>
                <p class="slip__code">{code.to_string()}</p>
                <Qr address=address.clone() label=visit.words().paper.qr/>
                <p>{desk.slip_where}</p>
                <p class="slip__address">{address}</p>
            </article>
        }
    })
}

/// What has no code, because there is nothing to come back to.
#[component]
fn Others(visit: Visit, others: Vec<Done>) -> impl IntoView {
    let words = &visit.words().sitting;
    let items =
        others.into_iter().map(|done| view! { <li>{words.kind(done.what)}": "{done.title}</li> }).collect_view();
    view! {
        <article class="sheet slip">
            <h2>{words.others}</h2>
            <ul>{items}</ul>
        </article>
    }
    .into_any()
}

#[component]
fn OverPage(site: Site, visit: Visit) -> impl IntoView {
    let words = &visit.words().sitting;
    let head = Head { class: "page-account", is_private: true, ..Head::titled(words.over, words.over_text) };
    let is_idle = visit.first("grund").is_some();
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![]/>
                <h1>{words.over}</h1>
                {is_idle.then(|| view! {
                    <p>{fill(words.over_idle, &[("n", &IDLE_MINUTES.to_string())])}</p>
                })}
                <p class="lead">{words.over_text}</p>
                <p class="button-row">
                    <a class="button button--primary" href=visit.href("/anmelden?weiter=/schalter")>{words.over_sign_in}</a>
                    <a class="button button--secondary" href=visit.href("/")>{visit.words().common.home}</a>
                </p>
            </div>
        </Shell>
    }
    .into_any()
}
