//! `/schalter`: where a clerk begins: sheets to type in, for the first and the second time, and sheets to print.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    boards::Board,
    paper::{Form, FormId},
    policy::Action,
    privacy::PAPER_PHOTO_DAYS,
    sittings::SITTING,
};
use leptos::prelude::*;
use store::{
    boards,
    kiosks::Call,
    paper::{self, Photographed, Sheet},
    place_calls, surveys,
};

use super::photos;
use crate::{
    AppError, Site, Visit, dates,
    locales::fill,
    pages::{
        accounts::line::Line,
        accounts::private,
        formats::content_lang,
        paper::{hands_out, id_of, id_of_call, name_of, query_of},
        staff::{
            frame::StaffPage,
            kiosk_calls::{self, Calls},
        },
    },
    render,
    ui::{Icon, Notice, NoticeKind},
};

/// A sheet that can be printed.
#[derive(Clone)]
struct Printable {
    id: FormId,
    path: String,
    title: String,
    lang: Option<&'static str>,
}

async fn printable(site: &Site, visit: &Visit) -> Result<Vec<Printable>, AppError> {
    let now = site.now();
    let boards = boards::list(&site.store).await?;
    let open = boards.iter().filter(|board| hands_out(&board.period, now));
    let mut all: Vec<Printable> = open.flat_map(|board| of_board(visit, board)).collect();
    for survey in surveys::list(&site.store, now).await? {
        if hands_out(&survey.period, now) {
            all.push(Printable {
                id: id_of(&survey),
                path: format!("/umfragen/{}/papier", survey.slug),
                title: survey.title,
                lang: content_lang(visit),
            });
        }
    }
    for call in place_calls::list(&site.store, now).await? {
        if hands_out(&call.period, now) {
            all.push(Printable {
                id: id_of_call(&call),
                path: format!("/orte/{}/papier", call.slug),
                title: call.title,
                lang: content_lang(visit),
            });
        }
    }
    Ok(all)
}

fn of_board(visit: &Visit, board: &Board) -> [Printable; 2] {
    let words = &visit.words().paper;
    let sheet = |form, path: &str, title: &str| Printable {
        id: FormId { form, number: board.id.0 },
        path: format!("{path}{}", query_of(board)),
        title: name_of(board, title),
        lang: None,
    };
    [
        sheet(Form::Proposal, "/vorschlaege/papier", words.proposal_title),
        sheet(Form::Supports, "/vorschlaege/papier/liste", words.list_title),
    ]
}

/// With `bogen=` it leads to the form of that number.
pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let by = visit.acting(Action::EnterPaper)?;
    let typed = visit.first("bogen").unwrap_or_default();
    let problem = match typed.parse::<FormId>() {
        Ok(id) => return Ok(private(Redirect::to(&visit.href(&format!("/schalter/papier/{id}"))).into_response())),
        Err(_) if typed.trim().is_empty() => None,
        Err(_) => Some(visit.words().desk.id_wrong.to_owned()),
    };
    let status = if problem.is_some() { StatusCode::NOT_FOUND } else { StatusCode::OK };
    let calls = kiosk_calls::waiting(&site, &visit).await?;
    let sheets = printable(&site, &visit).await?;
    let waiting = paper::waiting(&site.store, &by).await?;
    let photographed = paper::with_photos(&site.store, &by).await?;
    Ok(private(render::page_with_status(status, || {
        view! { <Desk site=site visit=visit calls=calls sheets=sheets waiting=waiting photographed=photographed typed=typed problem=problem/> }
    })))
}

#[component]
fn Desk(
    site: Site,
    visit: Visit,
    calls: Vec<Call>,
    sheets: Vec<Printable>,
    waiting: Vec<Sheet>,
    photographed: Vec<Photographed>,
    typed: String,
    problem: Option<String>,
) -> impl IntoView {
    let (words, residence, sitting) = (&visit.words().desk, &visit.words().residence, &visit.words().sitting);
    let told = |name: &str, text: &str| {
        // Only what we sent ourselves: a number.
        let sheet: Option<i64> = visit.first(name).and_then(|number| number.parse().ok());
        sheet.map(|sheet| {
            let text = fill(text, &[("n", &sheet.to_string())]);
            view! { <Notice kind=NoticeKind::Success><p>{text}</p></Notice> }
        })
    };
    let (counted, dropped) = (told("gezaehlt", words.counted), told("verworfen", words.dropped));
    let rows = sheets
        .into_iter()
        .map(|sheet| {
            view! {
                <li>
                    <a href=visit.href(&sheet.path) lang=sheet.lang><Icon name="print"/>{sheet.title}</a>
                    " "<span class="desk__id">{sheet.id.to_string()}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <StaffPage site=site visit=visit.clone() title=words.area.0 lead=words.area.1>
            <Calls visit=visit.clone() calls=calls/>
            {counted}
            {dropped}
            <section aria-labelledby="eingeben">
                <h2 id="eingeben">{words.typing}</h2>
                <form class="form" method="get" action=visit.href("/schalter")>
                    <Line visit=visit.clone() id="bogen" label=words.id hint=words.id_hint value=typed problem=problem/>
                    <div class="form__actions">
                        <button class="button button--primary" type="submit"><Icon name="arrow-right"/>{words.id_open}</button>
                    </div>
                </form>
            </section>
            <Waiting visit=visit.clone() sheets=waiting/>
            <WithPhotos visit=visit.clone() photographed=photographed/>
            <section aria-labelledby="drucken">
                <h2 id="drucken">{words.print}</h2>
                <p>{words.print_text}</p>
                <ul class="desk__sheets">{rows}</ul>
            </section>
            <section aria-labelledby="begleitung">
                <h2 id="begleitung">{sitting.title}</h2>
                <p>{sitting.lead}</p>
                <p><a class="button button--secondary" href=visit.href(SITTING)>{sitting.desk_link}</a></p>
            </section>
            <section aria-labelledby="bewohner">
                <h2 id="bewohner">{residence.clerk_title}</h2>
                <p>{residence.clerk_lead}</p>
                <p><a class="button button--secondary" href=visit.href("/schalter/bewohner")>{residence.clerk_title}</a></p>
            </section>
        </StaffPage>
    }
    .into_any()
}

/// Sheets of which nothing counts yet.
#[component]
fn Waiting(visit: Visit, sheets: Vec<Sheet>) -> impl IntoView {
    let words = &visit.words().desk;
    let is_empty = sheets.is_empty();
    let rows = sheets
        .into_iter()
        .map(|sheet| {
            let name = fill(words.sheet, &[("n", &sheet.id.to_string())]);
            let typed = fill(words.typed_on, &[("date", &dates::date(visit.language, sheet.typed_at))]);
            let doubtful = sheet.is_doubtful.then(|| format!(" · {}", words.doubtful));
            let href = visit.href(&format!("/schalter/pruefen/{}", sheet.id));
            view! { <li><a href=href>{name}</a>" · "{sheet.form.to_string()}" · "{typed}{doubtful}</li> }
        })
        .collect_view();
    view! {
        <section aria-labelledby="zweite">
            <h2 id="zweite">{words.waiting}</h2>
            <p>{if is_empty { words.waiting_none } else { words.waiting_text }}</p>
            {(!is_empty).then(|| view! { <ul class="desk__sheets">{rows}</ul> })}
        </section>
    }
    .into_any()
}

/// Sheets of which there are photographs, as long as those are kept.
#[component]
fn WithPhotos(visit: Visit, photographed: Vec<Photographed>) -> impl IntoView {
    if photographed.is_empty() {
        return ().into_any();
    }
    let words = &visit.words().desk;
    let rows = photographed
        .into_iter()
        .map(|one| {
            let name = photos::name_of(visit.words(), one.of);
            let at = one.photos.first().map(|photo| dates::date(visit.language, photo.at)).unwrap_or_default();
            let href = visit.href(&photos::address(&one.submission));
            view! { <li><a href=href><Icon name="camera"/>{name}</a>" · "{at}</li> }
        })
        .collect_view();
    view! {
        <section aria-labelledby="fotos">
            <h2 id="fotos">{words.photos}</h2>
            <p>{fill(words.photos_lead, &[("n", &PAPER_PHOTO_DAYS.to_string())])}</p>
            <ul class="desk__sheets">{rows}</ul>
        </section>
    }
    .into_any()
}
