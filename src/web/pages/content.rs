//! Pages of editable content: blocks from the database, the live ones filled from data.

mod accordion;
mod at_kiosk;
mod beside;
mod blocks;
mod funding;
mod gone;
mod live;
mod media;
mod privacy;
mod stand;

use axum::{
    extract::State,
    http::Method,
    response::{IntoResponse, Response},
};
use leptos::prelude::*;

pub use at_kiosk::{AtKiosk, addresses as kiosk_addresses};
pub use blocks::{BlockData, BlockView, Blocks, GoalCards, ThemeCards, need_style};
pub use media::{Files, MEDIUM, SMALL, kind_name, size};
pub use stand::{Stand, TextNotices};

use crate::{
    AppError, Site, Visit,
    pages::{
        accounts::private,
        editing::mode::{self, Found, PageOpening},
    },
    render,
    ui::{Breadcrumb, Head, Notice, Shell},
};

/// Any address that no feature claims: a content page, or nothing.
pub async fn show(State(site): State<Site>, visit: Visit, method: Method) -> Result<Response, AppError> {
    if method != Method::GET && method != Method::HEAD {
        return Err(AppError::NotFound);
    }
    let address = visit.path.trim_matches('/').to_owned();
    if visit.path.len() > 1 && visit.path.ends_with('/') {
        return Ok(axum::response::Redirect::permanent(&visit.href(&format!("/{address}"))).into_response());
    }
    let Some(found) = mode::find(&site, &visit, &address).await? else {
        return gone::answer(site, visit, &address).await;
    };
    let found = Found { page: privacy::complete(found.page), ..found };
    let data = BlockData::load(&site, &found.page.blocks).await?;
    let is_edited = found.editing.is_on();
    let page = render::page(|| view! { <ContentPage site=site visit=visit found=found data=data/> });
    Ok(mode::finish(page, is_edited))
}

/// A draft, for people who were sent a link to it. Not for search engines, and kept nowhere.
pub async fn preview(site: Site, visit: Visit, found: Found) -> Result<Response, AppError> {
    let found = Found { page: privacy::complete(found.page), ..found };
    let data = BlockData::load(&site, &found.page.blocks).await?;
    // Its words are those of the page around it.
    let visit = Visit { language: found.language, ..visit };
    let page = render::page(|| view! { <ContentPage site=site visit=visit found=found data=data is_preview=true/> });
    Ok(private(page))
}

#[component]
fn ContentPage(
    site: Site,
    visit: Visit,
    found: Found,
    data: BlockData,
    #[prop(optional)] is_preview: bool,
) -> impl IntoView {
    let words = visit.words();
    let Found { page, language, editing } = found;
    let head = Head {
        class: "page-content",
        way: Some(Vec::new()),
        editing: editing.clone(),
        is_private: is_preview,
        has_special_blocks: need_style(&page.blocks),
        ..Head::titled(page.title.clone(), page.summary.clone())
    };
    // Where a text exists in German only, assistive technology must read it as German.
    let lang = (language != visit.language).then(|| language.tag());
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="page-head">
                <div class="container">
                    <Breadcrumb visit=visit.clone() steps=vec![]/>
                    {is_preview.then(|| view! { <Notice><p>{words.page_release.is_preview}</p></Notice> })}
                    <TextNotices visit=visit.clone() language=language standing=page.standing.clone()/>
                    <PageOpening visit=visit.clone() editing=editing.clone() lang=lang title=page.title.clone() summary=page.summary.clone()/>
                </div>
            </div>
            <div class="container content" lang=lang>
                <Blocks visit=visit.clone() language=language blocks=page.blocks.clone() data=data editing=editing/>
                <Stand visit=visit.clone() language=language page=page/>
            </div>
        </Shell>
    }
}
