//! Taking personal data out of what is published already, which stays possible when nothing else does.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use domain::{ids::ProposalId, receipts::ReceiptCode};
use leptos::prelude::*;
use store::{
    receipts::{self, Receipt},
    redact::{self, Removal},
};

use super::{see_other, unkept};
use crate::{
    AppError, Site, Visit,
    pages::personal::{self, Found},
    render,
    ui::{Breadcrumb, Head, Icon, Notice, NoticeKind, Shell, TextArea},
    visit::pairs,
};

/// What a code opens.
#[derive(Clone, Copy)]
enum What {
    Proposal(ProposalId),
    Comment,
    PlaceMark,
}

/// The contribution of a code.
#[derive(Clone)]
struct Mine {
    code: ReceiptCode,
    /// Leads back to the receipt.
    back: &'static str,
    what: What,
    found: Found,
    author: Option<String>,
}

impl Mine {
    async fn of(site: &Site, visit: &Visit, typed: &str) -> Result<Self, AppError> {
        let words = &visit.words().receipt;
        let code: ReceiptCode = typed.parse().map_err(|_| AppError::NotFound)?;
        Ok(match receipts::open(&site.store, &code).await?.ok_or(AppError::NotFound)? {
            Receipt::Proposal(receipt) => {
                let detail = receipt.detail;
                let alts = detail.pictures.iter().map(|picture| picture.alt.as_str());
                let texts = [detail.card.title.as_str(), &detail.text].into_iter();
                let found = Found::of(texts.chain(detail.place_note.as_deref()).chain(alts));
                Self { code, back: words.title, what: What::Proposal(detail.card.id), found, author: detail.author }
            }
            Receipt::Comment(receipt) => Self {
                code,
                back: words.comment_title,
                what: What::Comment,
                found: Found::of([receipt.comment.text.as_str()]),
                author: receipt.comment.author,
            },
            Receipt::PlaceMark(receipt) => Self {
                code,
                back: visit.words().place_calls.receipt_title,
                what: What::PlaceMark,
                found: Found::of([receipt.mark.text.as_str()]),
                author: None,
            },
            // Nobody but the city reads it.
            Receipt::Barrier(_) | Receipt::Report(_) | Receipt::Support(_) | Receipt::Response(_) => {
                return Err(AppError::NotFound);
            }
        })
    }
}

/// What the form sent.
#[derive(Clone, Default)]
struct Chosen {
    places: Vec<String>,
    /// As they were typed, a line for each.
    words: String,
    author: bool,
}

impl Chosen {
    fn read(body: &[u8]) -> Self {
        let mut chosen = Self::default();
        for (name, value) in pairs(&String::from_utf8_lossy(body)) {
            match name.as_str() {
                "stelle" => chosen.places.push(value),
                "worte" => chosen.words = value,
                "name" => chosen.author = true,
                _ => {}
            }
        }
        chosen
    }

    fn removal(&self, visit: &Visit, mine: &Mine) -> Removal {
        let words = &visit.words().personal;
        let instead = |text: &str| {
            let kind = mine.found.iter().find(|(_, found)| found == text).map(|(kind, _)| *kind);
            kind.map_or(words.words_removed, |kind| personal::removed(words, kind))
        };
        let typed = self.words.lines().map(str::trim).filter(|line| !line.is_empty());
        let all = self.places.iter().map(String::as_str).chain(typed);
        Removal { words: all.map(|text| (text.to_owned(), instead(text))).collect(), author: self.author }
    }
}

/// `GET /beleg/{code}/angaben`.
pub async fn ask(State(site): State<Site>, visit: Visit, Path(code): Path<String>) -> Result<Response, AppError> {
    let mine = Mine::of(&site, &visit, &code).await?;
    // What was found is meant by whoever came here for it.
    let places = mine.found.iter().map(|(_, text)| text.clone()).collect();
    let chosen = Chosen { places, ..Chosen::default() };
    Ok(page(StatusCode::OK, site, visit, mine, chosen))
}

/// `POST /beleg/{code}/angaben`.
pub async fn remove(
    State(site): State<Site>,
    visit: Visit,
    Path(code): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let mine = Mine::of(&site, &visit, &code).await?;
    let chosen = Chosen::read(&body);
    let removal = chosen.removal(&visit, &mine);
    let (store, now) = (&site.store, site.now());
    let done = match mine.what {
        What::Proposal(id) => redact::proposal(store, id, &removal, now).await?,
        What::Comment => redact::comment(store, &mine.code, &removal, now).await?,
        What::PlaceMark => redact::mark(store, &mine.code, &removal, now).await?,
    };
    if done {
        return Ok(see_other(&visit, &format!("{}?entfernt=1", mine.code.path())));
    }
    Ok(page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, mine, chosen))
}

fn page(status: StatusCode, site: Site, visit: Visit, mine: Mine, chosen: Chosen) -> Response {
    let is_wrong = status != StatusCode::OK;
    unkept(render::page_with_status(status, || {
        view! { <RedactPage site=site visit=visit mine=mine chosen=chosen is_wrong=is_wrong/> }
    }))
}

#[component]
fn RedactPage(site: Site, visit: Visit, mine: Mine, chosen: Chosen, is_wrong: bool) -> impl IntoView {
    let (all, words) = (visit.words(), &visit.words().personal);
    let Mine { code, back, found, author, .. } = mine;
    let path = code.path();
    let head = Head { class: "page-receipt", is_private: true, ..Head::titled(words.later_title, words.later_lead) };
    let mut choices: Vec<(&'static str, String, String, bool)> = found
        .iter()
        .map(|(kind, text)| {
            let is_chosen = chosen.places.contains(text);
            ("stelle", text.clone(), format!("{}: {text}", personal::name(words, *kind)), is_chosen)
        })
        .collect();
    let has_found = !choices.is_empty();
    if let Some(author) = author {
        choices.push(("name", "1".into(), format!("{}: {author}", words.later_author), chosen.author));
    }
    let items = choices
        .into_iter()
        .enumerate()
        .map(|(number, (name, value, label, is_chosen))| {
            let id = format!("stelle-{number}");
            view! {
                <div class="choice">
                    <input class="choice__input" type="checkbox" id=id.clone() name=name value=value checked=is_chosen/>
                    <label class="choice__label" for=id><span>{label}</span></label>
                </div>
            }
        })
        .collect::<Vec<_>>();
    let has_choices = !items.is_empty();
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![(path.clone(), back.to_owned())]/>
                <h1>{words.later_title}</h1>
                <p class="lead">{words.later_lead}</p>
                {is_wrong.then(|| view! { <Notice kind=NoticeKind::Error><p>{words.later_nothing}</p></Notice> })}
                <form class="form" method="post" action=visit.href(&format!("{path}/angaben"))>
                    {(!has_found).then(|| view! { <p>{words.later_found_nothing}</p> })}
                    {has_choices.then(|| view! {
                        <fieldset class="field field--group">
                            <legend class="field__label">{words.later_found}</legend>
                            <div class="choices">{items}</div>
                        </fieldset>
                    })}
                    <div class="field">
                        <label class="field__label" for="worte">
                            {words.later_words}<span class="field__optional">" (" {all.common.optional} ")"</span>
                        </label>
                        <p class="field__hint" id="worte-hinweis">{words.later_words_hint}</p>
                        <TextArea id="worte" name="worte" value=chosen.words rows=3 described_by="worte-hinweis"/>
                    </div>
                    <div class="form__actions">
                        <button class="button button--primary" type="submit"><Icon name="lock"/>{words.later_button}</button>
                        <a class="button button--secondary" href=visit.href(&path)>{all.receipt.back_to_receipt}</a>
                    </div>
                </form>
            </div>
        </Shell>
    }
    .into_any()
}
