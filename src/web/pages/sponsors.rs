//! Pat\*innen: `/konto/patenschaft`, where one introduces themself, and what the page of a Leitthema shows of them.

use axum::{
    body::Bytes,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Theme, policy::Action, sponsors::Profile};
use leptos::prelude::*;
use store::{
    StoreError,
    sponsors::{self, Sponsor},
};

use super::{
    accounts::private,
    staff::{
        form::{Labelled, Line, ProblemSummary, Problems, Typed, described_by},
        frame::StaffPage,
    },
};
use crate::{
    AppError, Site, Visit, render,
    ui::{Icon, Notice, NoticeKind, TextArea},
};

const PATH: &str = "/konto/patenschaft";

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let kept = sponsors::own(&site.store, &visit.acting(Action::PresentOneself)?).await?;
    let profile = kept.as_ref().map(|kept| kept.profile.clone()).unwrap_or_default();
    Ok(page(StatusCode::OK, site, visit, kept, profile, Problems::default(), false))
}

/// `name`, `organisation`, `angebot`, `kontakt`, each Leitthema as `thema`, and `fassung`.
pub async fn change(State(site): State<Site>, visit: Visit, body: Bytes) -> Result<Response, AppError> {
    let by = visit.acting(Action::PresentOneself)?;
    let form = Typed::read(&body);
    let typed = Profile {
        name: form.get("name"),
        organisation: form.get("organisation"),
        offer: form.get("angebot"),
        contact: form.get("kontakt"),
        themes: form.all("thema").iter().filter_map(|slug| Theme::from_slug(slug)).collect(),
    };
    let seen = form.get("fassung").parse().unwrap_or(0);
    let words = &visit.words().sponsors;
    let (status, problems) = match sponsors::present(&site.store, &by, &typed, seen, site.now()).await {
        Ok(Ok(())) => {
            return Ok(private(Redirect::to(&visit.href(&format!("{PATH}?gespeichert"))).into_response()));
        }
        Ok(Err(faults)) => {
            let mut problems = Problems::default();
            for fault in faults {
                problems.add(fault.field(), words.fault(fault));
            }
            (StatusCode::UNPROCESSABLE_ENTITY, problems)
        }
        Err(StoreError::Stale { .. }) => (StatusCode::CONFLICT, Problems::default()),
        Err(error) => return Err(error.into()),
    };
    let kept = sponsors::own(&site.store, &by).await?;
    Ok(page(status, site, visit, kept, typed, problems, status == StatusCode::CONFLICT))
}

fn page(
    status: StatusCode,
    site: Site,
    visit: Visit,
    kept: Option<Sponsor>,
    typed: Profile,
    problems: Problems,
    is_stale: bool,
) -> Response {
    private(render::page_with_status(status, || {
        view! { <ProfilePage site=site visit=visit kept=kept typed=typed problems=problems is_stale=is_stale/> }
    }))
}

#[component]
fn ProfilePage(
    site: Site,
    visit: Visit,
    kept: Option<Sponsor>,
    typed: Profile,
    problems: Problems,
    is_stale: bool,
) -> impl IntoView {
    let words = &visit.words().sponsors;
    let state = match &kept {
        _ if is_stale => Some((NoticeKind::Error, words.stale)),
        None => None,
        Some(kept) if kept.is_approved => Some((NoticeKind::Success, words.is_shown)),
        Some(_) => Some((NoticeKind::Info, words.waits)),
    };
    let state = state.map(|(kind, text)| view! { <Notice kind=kind><p>{text}</p></Notice> });
    let stored = kept.clone().filter(|_| is_stale).map(|kept| {
        view! { <h2>{words.stored_version}</h2> <ProfileView visit=visit.clone() profile=kept.profile/> }
    });
    let revision = kept.map_or(0, |kept| kept.revision);
    let is_wrong = problems.of("angebot").is_some();
    let describes = described_by("angebot", true, &problems).unwrap_or_default();
    view! {
        <StaffPage site=site visit=visit.clone() title=words.title lead=words.lead>
            {state}
            {stored}
            <ProblemSummary visit=visit.clone() problems=problems.clone()/>
            <form class="form" method="post" action=visit.href(PATH)>
                <input type="hidden" name="fassung" value=revision.to_string()/>
                <Line visit=visit.clone() id="name" label=words.name hint=words.name_hint value=typed.name problems=problems.clone() is_required=true/>
                <Line visit=visit.clone() id="organisation" label=words.organisation value=typed.organisation problems=problems.clone()/>
                <Labelled visit=visit.clone() id="angebot" label=words.offer hint=words.offer_hint problems=problems.clone()>
                    <TextArea id="angebot" name="angebot" value=typed.offer rows=5 required=true
                        invalid=is_wrong
                        described_by=describes/>
                </Labelled>
                <Line visit=visit.clone() id="kontakt" label=words.contact hint=words.contact_hint value=typed.contact problems=problems.clone()/>
                <Themes visit=visit.clone() chosen=typed.themes problems=problems/>
                <p>{words.approval}</p>
                <div class="form__actions">
                    <button class="button button--primary" type="submit"><Icon name="check"/>{words.save}</button>
                </div>
            </form>
        </StaffPage>
    }
    .into_any()
}

#[component]
fn Themes(visit: Visit, chosen: Vec<Theme>, problems: Problems) -> impl IntoView {
    let words = visit.words();
    let choices = Theme::ALL
        .into_iter()
        .enumerate()
        .map(|(index, theme)| {
            // The first one carries the bare name, so that a problem can lead to it.
            let id = if index == 0 { "thema".to_owned() } else { format!("thema-{index}") };
            view! {
                <div class="choice">
                    <input class="choice__input" type="checkbox" id=id.clone() name="thema" value=theme.slug()
                        checked=chosen.contains(&theme)/>
                    <label class="choice__label" for=id><span>{words.names.theme(theme)}</span></label>
                </div>
            }
        })
        .collect_view();
    let problem = problems.of("thema").map(str::to_owned);
    let describes = problem.is_some().then_some("thema-fehler");
    let is_invalid = problem.is_some();
    let problem = problem.map(|text| {
        view! { <crate::ui::field::FieldProblem id="thema-fehler" text=text visit=visit.clone()/> }
    });
    view! {
        <fieldset class="field field--group" class:field--invalid=is_invalid aria-describedby=describes>
            <legend class="field__label">{words.sponsors.themes}</legend>
            {problem}
            <div class="choices">{choices}</div>
        </fieldset>
    }
    .into_any()
}

/// One Pat\*in as everybody reads it. The words are those of the person.
#[component]
pub fn ProfileView(visit: Visit, profile: Profile) -> impl IntoView {
    let words = &visit.words().sponsors;
    let line = |text: String| Some(text).filter(|text| !text.is_empty());
    let organisation = line(profile.organisation).map(|text| view! { <p class="sponsor__organisation">{text}</p> });
    let contact = line(profile.contact).map(|text| {
        view! { <p class="sponsor__contact"><Icon name="phone"/>{words.contact_short}" "{text}</p> }
    });
    view! {
        <div class="sponsor">
            <p class="sponsor__name"><strong>{profile.name}</strong></p>
            {organisation}
            <crate::ui::Prose text=profile.offer/>
            {contact}
        </div>
    }
    .into_any()
}

/// On the page of a Leitthema.
#[component]
pub fn SponsorsOfTheme(visit: Visit, sponsors: Vec<Profile>) -> impl IntoView {
    if sponsors.is_empty() {
        return ().into_any();
    }
    let words = &visit.words().sponsors;
    let items = sponsors
        .into_iter()
        .map(|profile| view! { <li><ProfileView visit=visit.clone() profile=profile/></li> })
        .collect_view();
    view! {
        <section class="band container" aria-labelledby="patinnen">
            <h2 id="patinnen">{words.of_theme}</h2>
            <p class="band__intro">{words.of_theme_intro}</p>
            <ul class="sponsors">{items}</ul>
        </section>
    }
    .into_any()
}
