//! `/verwaltung/kiosks/{id}`: one kiosk, its device, its settings.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Language, Moment, ids::KioskId, kiosk::State as Kind, policy::Action};
use leptos::prelude::*;
use store::kiosks::{self, Kiosk};

use super::{
    form::{ProblemSummary, Problems, Typed},
    frame::StaffPage,
    kiosks::{Choices, Fields, PATH, state, wanted},
};
use crate::{
    AppError, Site, Visit, dates,
    locales::fill,
    pages::accounts::private,
    render,
    ui::{Icon, Notice, NoticeKind},
};

pub async fn show(State(site): State<Site>, visit: Visit, Path(id): Path<String>) -> Result<Response, AppError> {
    visit.acting(Action::ManageKiosks)?;
    let kiosk = found(&site, &id).await?;
    let setup = &kiosk.setup;
    let each = |name: &'static str, values: Vec<String>| values.into_iter().map(move |value| (name, value));
    let typed = Typed::of(
        [("name", setup.name.clone()), ("ort", setup.place.clone())]
            .into_iter()
            .chain(each("sprachen", setup.languages.iter().map(|language| language.code().to_owned()).collect()))
            .chain(each("listen", setup.boards.clone()))
            .chain(each("formate", setup.offer.kinds.iter().map(|kind| kind.code().to_owned()).collect()))
            .chain(each("ohne", setup.offer.left_out.clone())),
    );
    page(StatusCode::OK, site, visit, kiosk, typed, Problems::default()).await
}

/// `aktion` is `speichern` (with the fields of a kiosk), `code` or `abmelden`.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::ManageKiosks)?;
    let kiosk = found(&site, &id).await?;
    let (typed, now) = (Typed::read(&body), site.now());
    match typed.get("aktion").as_str() {
        "code" => kiosks::invite(&site.store, &by, kiosk.id, now).await?,
        "abmelden" => kiosks::revoke(&site.store, &by, kiosk.id, now).await?,
        "speichern" => match wanted(&site, &typed, &visit.words().kiosks).await? {
            Ok(setup) => kiosks::change(&site.store, &by, kiosk.id, &setup, now).await?,
            Err(problems) => {
                return page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, kiosk, typed, problems).await;
            }
        },
        _ => return Err(AppError::BadRequest),
    }
    Ok(private(Redirect::to(&visit.href(&format!("{PATH}/{}?gespeichert", kiosk.id))).into_response()))
}

async fn found(site: &Site, id: &str) -> Result<Kiosk, AppError> {
    let id: KioskId = id.parse().map_err(|_| AppError::NotFound)?;
    kiosks::find(&site.store, id, site.now()).await?.ok_or(AppError::NotFound)
}

async fn page(
    status: StatusCode,
    site: Site,
    visit: Visit,
    kiosk: Kiosk,
    typed: Typed,
    problems: Problems,
) -> Result<Response, AppError> {
    let choices = Choices::load(&site, visit.language).await?;
    Ok(private(render::page_with_status(status, || {
        view! { <Page site=site visit=visit kiosk=kiosk choices=choices typed=typed problems=problems/> }
    })))
}

#[component]
fn Page(site: Site, visit: Visit, kiosk: Kiosk, choices: Choices, typed: Typed, problems: Problems) -> impl IntoView {
    let words = &visit.words().kiosks;
    let saved = (visit.query == "gespeichert")
        .then(|| view! { <Notice kind=NoticeKind::Success><p>{words.saved}</p></Notice> });
    let action = visit.href(&format!("{PATH}/{}", kiosk.id));
    let code = kiosk.code.clone().map(|(code, until)| {
        let address = format!("{}/kiosk", site.settings.base_url);
        let text = fill(words.code_lead, &[("address", &address), ("time", &dates::time(until))]);
        view! {
            <section aria-labelledby="code">
                <h2 id="code">{words.code}</h2>
                <p class="secret-key">{code.to_string()}</p>
                <p>{text}</p>
            </section>
        }
    });
    let button = |value: &'static str, icon: &'static str, name: &'static str| {
        view! {
            <form method="post" action=action.clone()>
                <input type="hidden" name="aktion" value=value/>
                <button class="button button--secondary" type="submit"><Icon name=icon/>{name}</button>
            </form>
        }
    };
    let revoke = (kiosk.paired_at.is_some() && kiosk.state != Kind::Revoked).then(|| {
        view! { <p>{words.revoke_lead}</p>{button("abmelden", "lock", words.revoke)} }
    });
    let invite = button("code", "refresh", words.invite);
    let name = kiosk.setup.name.clone();
    view! {
        <StaffPage site=site visit=visit.clone() title=name above=vec![(PATH.to_owned(), words.area.0.to_owned())]>
            {saved}
            <ProblemSummary visit=visit.clone() problems=problems.clone()/>
            {code}
            <Facts visit=visit.clone() kiosk=kiosk/>
            {invite}
            {revoke}
            <section aria-labelledby="einstellungen">
                <h2 id="einstellungen">{words.settings}</h2>
                <form class="form" method="post" action=action>
                    <input type="hidden" name="aktion" value="speichern"/>
                    <Fields visit=visit.clone() choices=choices typed=typed problems=problems/>
                    <div class="form__actions">
                        <button class="button button--primary" type="submit"><Icon name="check"/>{words.save}</button>
                    </div>
                </form>
            </section>
        </StaffPage>
    }
    .into_any()
}

#[component]
fn Facts(visit: Visit, kiosk: Kiosk) -> impl IntoView {
    let rows = facts(&visit, &kiosk)
        .into_iter()
        .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
        .collect_view();
    let check = kiosk.check.is_some().then(|| view! { <p>{visit.words().kiosks.check_lead}</p> });
    view! { <dl class="facts">{rows}</dl>{check} }
}

fn facts(visit: &Visit, kiosk: &Kiosk) -> Vec<(&'static str, String)> {
    let (words, language) = (&visit.words().kiosks, visit.language);
    let moment = |at: Moment| dates::date_and_time(language, at);
    let numbers = &kiosk.numbers;
    let mut all = vec![
        (words.area.0, state(words, kiosk.state).to_owned()),
        (words.last_seen, kiosk.last_seen.map_or_else(|| words.never.to_owned(), moment)),
    ];
    all.extend(kiosk.check.clone().map(|check| (words.check, check)));
    all.push((words.arrived, numbers.arrived.to_string()));
    if numbers.gaps > 0 {
        let named: Vec<String> = numbers.missing.iter().map(i64::to_string).collect();
        let text = fill(words.missing_some, &[("n", &numbers.gaps.to_string()), ("numbers", &named.join(", "))]);
        all.push((words.missing, text));
    }
    if numbers.repeats > 0 {
        all.push((words.repeats, numbers.repeats.to_string()));
    }
    if numbers.unreadable > 0 {
        all.push((words.unreadable, numbers.unreadable.to_string()));
    }
    if numbers.kept > 0 {
        all.push((words.kept, numbers.kept.to_string()));
    }
    let Some(health) = &kiosk.health else { return all };
    let waiting = match health.oldest {
        Some(oldest) if health.waiting > 0 => {
            fill(words.waiting_since, &[("n", &health.waiting.to_string()), ("date", &moment(Moment(oldest)))])
        }
        _ => health.waiting.to_string(),
    };
    let yes_or_no = |known: Option<bool>| match known {
        Some(true) => words.yes,
        Some(false) => words.no,
        None => words.unknown,
    };
    let battery = health.battery.map(|level| {
        let text = if health.charging == Some(false) { words.not_charging } else { words.charging };
        fill(text, &[("n", &format!("{:.0}", level * 100.0))])
    });
    let drift = kiosk.last_seen.map(|seen| (health.at.saturating_sub(seen.0) / Moment::SECOND).abs());
    all.push((words.waiting, waiting));
    all.push((words.version, format!("{} / {}", health.version, health.pack)));
    all.push((words.battery, battery.unwrap_or_else(|| words.unknown.to_owned())));
    all.push((words.room, room(language, health.room).unwrap_or_else(|| words.unknown.to_owned())));
    all.push((words.persisted, yes_or_no(health.persisted).to_owned()));
    all.extend(drift.map(|seconds| (words.clock, fill(words.seconds, &[("n", &seconds.to_string())]))));
    all
}

fn room(language: Language, bytes: Option<i64>) -> Option<String> {
    let megabytes = bytes? / 1_000_000;
    let separator = if language == Language::En { "," } else { "." };
    Some(format!("{} MB", crate::numbers::grouped(megabytes, separator)))
}
