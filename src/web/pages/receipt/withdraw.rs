//! Taking a proposal back: asked once, done by a button.

use axum::{
    extract::{Path, State},
    response::Response,
};
use leptos::prelude::*;
use store::proposals;

use super::{Owned, owned, see_other, unkept};
use crate::{
    AppError, Site, Visit, render,
    ui::{Breadcrumb, Head, Icon, Shell},
};

pub async fn ask(State(site): State<Site>, visit: Visit, Path(code): Path<String>) -> Result<Response, AppError> {
    let owned = owned(&site, &code).await?;
    if owned.may_withdraw.is_err() {
        return Ok(see_other(&visit, &owned.code.path()));
    }
    Ok(unkept(render::page(|| view! { <WithdrawPage site=site visit=visit owned=owned/> })))
}

pub async fn withdraw(State(site): State<Site>, visit: Visit, Path(code): Path<String>) -> Result<Response, AppError> {
    let owned = owned(&site, &code).await?;
    proposals::withdraw(&site.store, owned.receipt.detail.card.id, site.now()).await?;
    Ok(see_other(&visit, &owned.code.path()))
}

#[component]
fn WithdrawPage(site: Site, visit: Visit, owned: Owned) -> impl IntoView {
    let words = &visit.words().receipt;
    let path = owned.code.path();
    let head =
        Head { class: "page-receipt", is_private: true, ..Head::titled(words.withdraw_title, words.withdraw_lead) };
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![(path.clone(), words.title.to_owned())]/>
                <h1>{words.withdraw_title}</h1>
                <p class="lead">{owned.receipt.detail.card.title}</p>
                <p>{words.withdraw_lead}</p>
                <p><strong>{words.withdraw_question}</strong></p>
                <form class="form__actions" method="post" action=visit.href(&format!("{path}/zurueckziehen"))>
                    <button class="button button--primary" type="submit"><Icon name="undo"/>{words.withdraw_button}</button>
                    <a class="button button--secondary" href=visit.href(&path)>{words.keep_button}</a>
                </form>
            </div>
        </Shell>
    }
    .into_any()
}
