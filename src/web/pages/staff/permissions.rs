//! `/verwaltung/rechte`: the table by which the program decides, as people can read it.

use axum::{extract::State, response::Response};
use domain::policy::{Action, Permission, Role, permission};
use leptos::prelude::*;

use super::frame::StaffPage;
use crate::{
    AppError, Site, Visit,
    locales::{fill, permissions::Permissions},
    pages::accounts::private,
    render,
    ui::WideTable,
};

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    visit.acting(Action::ManagePeople)?;
    Ok(private(render::page(|| view! { <PermissionsPage site=site visit=visit/> })))
}

/// Each condition with words of its own: all of them have to hold.
#[component]
fn Conditions(words: &'static Permissions, rule: Permission) -> impl IntoView {
    let Permission { needs, unless, .. } = rule;
    if needs.is_empty() {
        return words.always.into_any();
    }
    let unless: Vec<&str> = unless.iter().map(|role| words.role(*role)).collect();
    let exempt = (!unless.is_empty()).then(|| {
        let text = fill(words.unless, &[("roles", &unless.join(", "))]);
        view! { <p>{text}</p> }
    });
    let needs = needs.iter().map(|fact| view! { <li>{words.fact(*fact)}</li> }).collect_view();
    view! { <ul class="staff-matrix__conditions">{needs}</ul>{exempt} }.into_any()
}

#[component]
fn PermissionsPage(site: Site, visit: Visit) -> impl IntoView {
    let all = visit.words();
    let words = &all.permissions;
    let head = Role::ALL.map(|role| view! { <th scope="col">{words.role(role)}</th> }).collect_view();
    let rows = Action::ALL
        .into_iter()
        .map(|action| {
            let rule = permission(action);
            let cells = Role::ALL
                .map(|role| {
                    let may = rule.roles.contains(&role).then(|| {
                        view! { <span aria-hidden="true">"✓"</span><span class="visually-hidden">{words.allowed}</span> }
                    });
                    view! { <td class="staff-matrix__cell">{may}</td> }
                })
                .collect_view();
            view! { <tr><th scope="row">{words.action(action)}</th>{cells}<td><Conditions words=words rule=rule/></td></tr> }
        })
        .collect_view();
    view! {
        <StaffPage site=site visit=visit.clone() title=words.title lead=words.lead>
            <WideTable label=words.table>
                <table class="staff-matrix">
                    <caption class="visually-hidden">{words.table}</caption>
                    <thead><tr><th scope="col">{words.action}</th>{head}<th scope="col">{words.condition}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </WideTable>
            <p>{words.scopes}</p>
        </StaffPage>
    }
    .into_any()
}
