//! `/bearbeiten/{page}/ansichten`: the draft as a phone and as a kiosk show it, in each language. Each view is a page of its
//! own in a frame as wide as the device, so that the style decides by the same widths as there. That of the kiosk is drawn
//! by the function that draws what kiosks have with them.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{Language, policy::Action};
use leptos::prelude::*;
use store::editing::{self, Draft, Variant};

use super::{base, block::above, edit_path, mode, mode::Found, number};
use crate::{
    AppError, Site, Visit,
    pages::{
        accounts::private,
        content::{self, AtKiosk},
        kiosk,
        staff::frame::StaffPage,
    },
    render::{self, Frames},
    ui::{Icon, Notice, page_title::PageTitle, safe_html::Html},
};

/// Points of the screen: a common phone upright, and a tablet that lies as in an Ortsamt.
const PHONE: (u16, u16) = (390, 780);
const KIOSK: (u16, u16) = (1280, 800);

/// Which device a frame stands for, where it is not a phone.
const DEVICE: &str = "geraet";
const AT_KIOSK: &str = "kiosk";

pub async fn show(State(site): State<Site>, visit: Visit, Path(page): Path<String>) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let draft = editing::open(&site.store, &by, number(&page)?).await?;
    let all = editing::variants(&site.store, &by, &draft.address).await?;
    let page = render::page(|| view! { <DevicesPage site=site visit=visit draft=draft all=all/> });
    Ok(render::framed(private(page), Frames::Holds))
}

/// The draft as visitors would see it, for the frames: on the site, or with `?geraet=kiosk` at a kiosk.
pub async fn frame(State(site): State<Site>, visit: Visit, Path(page): Path<String>) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let draft = editing::open(&site.store, &by, number(&page)?).await?;
    if visit.first(DEVICE).as_deref() == Some(AT_KIOSK) {
        let Found { page, language, .. } = mode::shown(draft);
        let drawn = AtKiosk::all(&site, vec![(page, language)]).await?.pop().ok_or(AppError::NotFound)?;
        let page = render::page(|| view! { <KioskFrame site=site visit=visit page=drawn/> });
        return Ok(render::framed(private(page), Frames::StandsIn));
    }
    // Whoever looks does so as a visitor.
    let visit = Visit { who: None, path: domain::blocks::path(&draft.address), query: String::new(), ..visit };
    let page = content::preview(site, visit, mode::shown(draft)).await?;
    Ok(render::framed(page, Frames::StandsIn))
}

/// What stands on the screen of a kiosk between its bar and its corner.
#[component]
fn KioskFrame(site: Site, visit: Visit, page: AtKiosk) -> impl IntoView {
    let lang = page.language.tag();
    view! {
        <!DOCTYPE html>
        <html lang=lang>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <PageTitle text=page.title.clone() site_name=visit.words().common.site_name/>
                <meta name="robots" content="noindex"/>
                <link rel="stylesheet" href=site.assets.style.clone()/>
                {kiosk::styles(&site)}
            </head>
            <body class="page-kiosk">
                <main class="kiosk">
                    <div class="kiosk-content">
                        <h1>{page.title}</h1>
                        <p class="lead">{page.lead}</p>
                        <Html content=page.html class="content kiosk-page"/>
                    </div>
                </main>
            </body>
        </html>
    }
    .into_any()
}

#[component]
fn DevicesPage(site: Site, visit: Visit, draft: Draft, all: Vec<Variant>) -> impl IntoView {
    let words = &visit.words().page_release;
    let languages = Language::ALL
        .into_iter()
        .filter_map(|language| all.iter().find(|one| one.language == language))
        .map(|one| {
            let href = visit.href(&format!("{}/ansichten", base(one.page)));
            let here = (one.page == draft.page).then_some("page");
            view! { <li><a href=href aria-current=here>{visit.words().common.language(one.language)}</a></li> }
        })
        .collect_view();
    let name = visit.words().common.language(draft.language);
    let source = visit.href(&format!("{}/ansicht", base(draft.page)));
    let at_kiosk = format!("{source}?{DEVICE}={AT_KIOSK}");
    let is_there = content::kiosk_addresses().contains(&draft.address);
    let elsewhere = (!is_there).then(|| view! { <Notice><p>{words.not_at_kiosk}</p></Notice> });
    let view_of =
        move |id: &'static str, icon: &'static str, device: &'static str, source: String, size: (u16, u16)| {
            let title = format!("{device}, {name}");
            let (width, height) = size;
            view! {
                <section aria-labelledby=id>
                    <h2 id=id><Icon name=icon/>{device}</h2>
                    <div class="edit-device" tabindex="0" role="group" aria-labelledby=id>
                        <iframe src=source title=title width=width.to_string() height=height.to_string()></iframe>
                    </div>
                </section>
            }
        };
    view! {
        <StaffPage site=site visit=visit.clone() title=words.devices lead=words.devices_lead above=above(&draft)>
            <nav aria-label=visit.words().page_languages.languages><ul class="edit-bar__links">{languages}</ul></nav>
            {view_of("telefon", "mobile", words.phone, source, PHONE)}
            {elsewhere}
            {view_of("kiosk", "kiosk", words.kiosk, at_kiosk, KIOSK)}
            <p><a href=edit_path(&draft)><Icon name="arrow-left"/>{visit.words().editing.back_to_page}</a></p>
        </StaffPage>
    }
    .into_any()
}
