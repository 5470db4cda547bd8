//! `/vorschau/{token}`: a draft for people without an account; and the links to it, which editors make and end.

use axum::{
    body::Bytes,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::policy::Action;
use leptos::prelude::*;
use store::{
    StoreError,
    editing::{self, Share},
};

use super::{base, mode, number};
use crate::{
    AppError, Site, Visit, dates,
    locales::fill,
    pages::{accounts::private, content, staff::form::Typed},
    ui::Icon,
};

pub async fn show(State(site): State<Site>, visit: Visit, Path(token): Path<String>) -> Result<Response, AppError> {
    let draft = editing::shared(&site.store, &token, site.now()).await?.ok_or(AppError::NotFound)?;
    content::preview(site, visit, mode::shown(draft)).await
}

/// `aktion`: `neu`, or `beenden` with `link`.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Path(page): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let page = number(&page)?;
    let typed = Typed::read(&body);
    match typed.get("aktion").as_str() {
        "neu" => match editing::share(&site.store, &by, page, site.now()).await {
            // There are enough of them to choose from.
            Ok(()) | Err(StoreError::Taken) => {}
            Err(error) => return Err(error.into()),
        },
        "beenden" => editing::unshare(&site.store, &by, page, number(&typed.get("link"))?, site.now()).await?,
        _ => return Err(AppError::BadRequest),
    }
    let path = visit.href(&format!("{}/veroeffentlichen#vorschau", base(page)));
    Ok(private(Redirect::to(&path).into_response()))
}

#[component]
pub(super) fn Shares(site: Site, visit: Visit, page: i64, shares: Vec<Share>) -> impl IntoView {
    let release = &visit.words().page_release;
    let action = visit.href(&format!("{}/vorschaulink", base(page)));
    let rows = shares
        .into_iter()
        .map(|share| {
            let href = format!("{}{}", site.settings.base_url, visit.href(&format!("/vorschau/{}", share.token)));
            let until = fill(release.share_until, &[("date", &dates::date(visit.language, share.expires_at))]);
            view! {
                <li class="staff-row">
                    <div><a href=href.clone()>{href.clone()}</a><p>{until}</p></div>
                    <form method="post" action=action.clone()>
                        <input type="hidden" name="link" value=share.id.to_string()/>
                        <button class="button button--secondary" type="submit" name="aktion" value="beenden"><Icon name="trash"/>{release.unshare}</button>
                    </form>
                </li>
            }
        })
        .collect_view();
    view! {
        <section aria-labelledby="vorschau">
            <h2 id="vorschau">{release.share_title}</h2>
            <p>{release.share_lead}</p>
            <ul class="staff-rows edit-links">{rows}</ul>
            <form method="post" action=action>
                <button class="button button--secondary" type="submit" name="aktion" value="neu"><Icon name="plus"/>{release.share}</button>
            </form>
        </section>
    }
    .into_any()
}
