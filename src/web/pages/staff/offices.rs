//! `/verwaltung/fachaemter`: the offices, and a new one.

use axum::{
    body::Bytes,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Theme, policy::Action, text};
use leptos::prelude::*;
use store::{
    StoreError,
    offices::{self, Office},
};

use super::{
    form::{Line, ProblemSummary, Problems, Typed},
    frame::StaffPage,
};
use crate::{
    AppError, Site, Visit,
    locales::staff_offices::StaffOffices,
    pages::accounts::private,
    render,
    ui::{Icon, Notice},
};

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    visit.acting(Action::ManageOffices)?;
    page(StatusCode::OK, site, visit, Typed::default(), Problems::default()).await
}

/// `name` and `kontakt` of a new office.
pub async fn open(State(site): State<Site>, visit: Visit, body: Bytes) -> Result<Response, AppError> {
    let by = visit.acting(Action::ManageOffices)?;
    let typed = Typed::read(&body);
    let mut problems = name_problems(&typed.get("name"), &visit.words().staff_offices);
    if problems.is_empty() {
        let (name, contact) = (typed.get("name"), typed.get("kontakt"));
        match offices::open(&site.store, &by, &name, Some(&contact), site.now()).await {
            Ok(_) => {
                let address = format!("/verwaltung/fachaemter/{}", text::slug(&name));
                return Ok(private(Redirect::to(&visit.href(&address)).into_response()));
            }
            Err(StoreError::Taken) => problems.add("name", visit.words().staff_offices.name_taken),
            Err(error) => return Err(error.into()),
        }
    }
    page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, typed, problems).await
}

pub(super) fn name_problems(name: &str, words: &StaffOffices) -> Problems {
    const LONGEST: usize = 120;
    // The slug is its address: signs alone make none.
    if text::slug(name).is_empty() {
        Problems::one("name", words.name_missing)
    } else if name.chars().count() > LONGEST {
        Problems::one("name", words.name_too_long)
    } else {
        Problems::default()
    }
}

async fn page(
    status: StatusCode,
    site: Site,
    visit: Visit,
    typed: Typed,
    problems: Problems,
) -> Result<Response, AppError> {
    let all = offices::list(&site.store).await?;
    let page = render::page_with_status(status, || {
        view! { <Offices site=site visit=visit offices=all typed=typed problems=problems/> }
    });
    Ok(private(page))
}

#[component]
fn Offices(site: Site, visit: Visit, offices: Vec<Office>, typed: Typed, problems: Problems) -> impl IntoView {
    let all = visit.words();
    let words = &all.staff_offices;
    let is_free = |theme: &Theme| !offices.iter().any(|office| office.themes.contains(theme));
    let free: Vec<&str> = Theme::ALL.into_iter().filter(is_free).map(|theme| all.names.theme(theme)).collect();
    let free = (!free.is_empty() && !offices.is_empty()).then(|| {
        let items = free.into_iter().map(|name| view! { <li>{name}</li> }).collect_view();
        view! { <Notice><p>{words.unowned}</p><ul>{items}</ul></Notice> }
    });
    let none = offices.is_empty().then(|| view! { <p>{words.none}</p> });
    let rows = offices
        .into_iter()
        .map(|office| {
            let themes: Vec<_> = office.themes.iter().map(|theme| all.names.theme(*theme)).collect();
            let themes = if themes.is_empty() { words.no_themes.to_owned() } else { themes.join(" · ") };
            let href = visit.href(&format!("/verwaltung/fachaemter/{}", office.slug));
            view! { <li class="staff-row"><a href=href>{office.name}</a><span>{themes}</span></li> }
        })
        .collect_view();
    view! {
        <StaffPage site=site visit=visit.clone() title=words.area.0 lead=words.area.1>
            <ProblemSummary visit=visit.clone() problems=problems.clone()/>
            {none}
            <ul class="staff-rows">{rows}</ul>
            {free}
            <section aria-labelledby="neu">
                <h2 id="neu">{words.new}</h2>
                <form class="form" method="post" action=visit.href("/verwaltung/fachaemter")>
                    <Line visit=visit.clone() id="name" label=words.name value=typed.get("name") problems=problems.clone() is_required=true/>
                    <Line visit=visit.clone() id="kontakt" label=words.contact hint=words.contact_hint
                        value=typed.get("kontakt") problems=problems/>
                    <div class="form__actions">
                        <button class="button button--primary" type="submit"><Icon name="plus"/>{words.create}</button>
                    </div>
                </form>
            </section>
        </StaffPage>
    }
    .into_any()
}
