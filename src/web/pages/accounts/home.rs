//! `/konto`: what belongs to the account, and the way out.

use axum::{extract::State, response::Response};
use leptos::prelude::*;

use super::private;
use crate::{
    AppError, Site, Visit, render,
    ui::{Breadcrumb, Head, Icon, Shell},
};

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    visit.signed_in()?;
    Ok(private(render::page(|| view! { <AccountPage site=site visit=visit/> })))
}

#[component]
fn AccountPage(site: Site, visit: Visit) -> impl IntoView {
    let words = &visit.words().accounts;
    let email = visit.who.as_ref().map(|who| who.email.to_string());
    let head =
        Head { class: "page-account", is_private: true, ..Head::titled(words.account_title, words.account_lead) };
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![]/>
                <h1>{words.account_title}</h1>
                <p class="lead">{words.signed_in_as}" "<strong>{email}</strong></p>
                <form class="form__actions" method="post" action=visit.href("/abmelden")>
                    <button class="button button--secondary" type="submit"><Icon name="arrow-right"/>{words.sign_out}</button>
                </form>
            </div>
        </Shell>
    }
    .into_any()
}
