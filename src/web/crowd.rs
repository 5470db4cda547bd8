//! What somebody reads who finds no place among many. They come in thousands, so it is as small as a page can be: no script, a
//! few words, and too short to be worth compressing.

use axum::{
    http::{HeaderValue, header},
    response::Response,
};
use leptos::prelude::*;

use crate::{Site, Visit, render, ui::page_title::PageTitle};

/// In the extensions of a bare answer: so many ask at once that a whole page for each would keep others waiting.
#[derive(Clone, Copy, Debug)]
pub struct Crowded;

/// The same answer, with words in the language of the visitor.
pub fn tell(site: &Site, visit: &Visit, bare: Response) -> Response {
    let (title, text) = visit.words().errors.busy;
    let name = visit.words().common.site_name;
    let html = render::html(|| {
        view! {
            <!DOCTYPE html>
            <html lang=visit.language.tag()>
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1"/>
                    <PageTitle text=title site_name=name/>
                    <link rel="stylesheet" href=site.assets.style.clone()/>
                </head>
                <body>
                    <main class="container">
                        <h1>{title}</h1>
                        <p>{text}</p>
                    </main>
                </body>
            </html>
        }
    });
    let (mut head, _) = bare.into_parts();
    head.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    head.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Response::from_parts(head, html.into())
}
