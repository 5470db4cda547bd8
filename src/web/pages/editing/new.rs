//! `/bearbeiten/{page}/neu`: a new block in a plain form, and the blocks that were taken out.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{blocks::BlockKind, editing::fits, policy::Action};
use leptos::prelude::*;
use store::{
    StoreError,
    editing::{self, Draft, NewBlock},
};

use super::{
    base,
    block::above,
    edit_path,
    fields::{self, KindFields, Source},
    fresh,
    kinds::KindHints,
    number, picture,
};
use crate::{
    AppError, Site, Visit,
    locales::line_form::LineForm,
    pages::{
        accounts::private,
        staff::{
            form::{Labelled, Pick, ProblemSummary, Problems, Typed, described_by},
            frame::StaffPage,
        },
    },
    render,
    ui::{Icon, TextArea},
};

pub async fn show(State(site): State<Site>, visit: Visit, Path(page): Path<String>) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let draft = editing::open(&site.store, &by, number(&page)?).await?;
    let typed = empty(&visit, &draft);
    form(StatusCode::OK, site, visit, draft, typed, Problems::default())
}

/// The page with the blocks that were taken out, with what somebody has to know before they go on.
pub(super) fn look_again(
    status: StatusCode,
    site: Site,
    visit: Visit,
    draft: Draft,
    problem: &'static str,
) -> Result<Response, AppError> {
    let typed = empty(&visit, &draft);
    form(status, site, visit, draft, typed, Problems::one("entfernt", problem))
}

fn empty(visit: &Visit, draft: &Draft) -> Typed {
    // Without a place it goes to the end.
    let after = visit.first("nach").or_else(|| draft.blocks.last().map(|block| block.key.clone()));
    let kind = visit.first("art").and_then(|code| BlockKind::from_code(&code)).unwrap_or(BlockKind::Text);
    Typed::of([
        ("art", kind.code().to_owned()),
        ("text", String::new()),
        ("nach", after.unwrap_or_default()),
        ("save", fresh()),
        ("kennung", fresh()),
    ])
}

/// `art`, `text`, `nach`, `save`, `kennung`; of a kind that has lines its fields too.
pub async fn insert(
    State(site): State<Site>,
    visit: Visit,
    Path(page): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let page = number(&page)?;
    let draft = editing::open(&site.store, &by, page).await?;
    let typed = Typed::read(&body);
    let words = &visit.words().editing;
    let kind = BlockKind::from_code(&typed.get("art"));
    let body = kind.map_or_else(|| typed.get("text"), |kind| fields::body(&typed, kind, ""));
    let wrong = kind.and_then(|kind| picture::problem(&visit, &typed, (kind, ""), &body));
    let problem = match (kind, wrong) {
        (None, _) => Some(("art", words.no_kind)),
        (Some(_), _) if !fits(&body) => Some(("text", words.too_long)),
        (Some(_), Some(wrong)) => Some((picture::POINT, wrong)),
        (Some(kind), None) => {
            let after = Some(typed.get("nach")).filter(|after| !after.is_empty());
            let (save, key) = (typed.get("save"), typed.get("kennung"));
            let new = NewBlock { save, key, kind, body: body.clone(), after };
            match editing::insert(&site.store, &by, page, &new, site.now()).await {
                Ok(_) => None,
                Err(StoreError::NotFound) => Some(("text", words.lost_place)),
                Err(StoreError::Taken) => Some(("text", words.full)),
                Err(StoreError::SubmissionConflict | StoreError::Unstorable) => Some(("text", words.used)),
                Err(error) => return Err(error.into()),
            }
        }
    };
    match problem {
        // It shows nothing before there is a file in it, or somebody chose what.
        None if kind.is_some_and(|kind| kind.takes_files() || (kind.has_lines() && !fields::are_sent(&typed, ""))) => {
            let path = visit.href(&format!("{}/bloecke/{}", base(page), typed.get("kennung")));
            Ok(private(Redirect::to(&path).into_response()))
        }
        None => Ok(private(Redirect::to(&edit_path(&draft)).into_response())),
        Some((id, words)) => {
            let typed = Typed::of([
                ("art", typed.get("art")),
                ("text", body),
                ("nach", typed.get("nach")),
                ("save", fresh()),
                ("kennung", fresh()),
            ]);
            form(StatusCode::UNPROCESSABLE_ENTITY, site, visit, draft, typed, Problems::one(id, words))
        }
    }
}

fn form(
    status: StatusCode,
    site: Site,
    visit: Visit,
    draft: Draft,
    typed: Typed,
    problems: Problems,
) -> Result<Response, AppError> {
    let page = render::page_with_status(status, || {
        view! { <NewPage site=site visit=visit draft=draft typed=typed problems=problems/> }
    });
    Ok(private(page))
}

#[component]
fn NewPage(site: Site, visit: Visit, draft: Draft, typed: Typed, problems: Problems) -> impl IntoView {
    let words = &visit.words().editing;
    let hidden = ["nach", "save", "kennung"]
        .map(|name| view! { <input type="hidden" name=name value=typed.get(name)/> })
        .into_iter()
        .collect_view();
    let action = visit.href(&format!("{}/neu", base(draft.page)));
    let lined = BlockKind::from_code(&typed.get("art")).filter(|kind| kind.has_lines());
    let other = other(&visit, format!("{action}?nach={}", typed.get("nach")), lined.is_some());
    let written = match lined {
        Some(kind) => in_fields(&visit, kind, &typed, &problems),
        None => as_text(&visit, &typed, &problems),
    };
    let hints = lined.is_none().then(|| view! { <KindHints visit=visit.clone()/> });
    view! {
        <StaffPage site=site visit=visit.clone() title=words.new_title lead=words.new_lead above=above(&draft)>
            <ProblemSummary visit=visit.clone() problems=problems/>
            {other}
            <form class="form" method="post" action=action>
                {hidden}
                {written}
                <div class="form__actions">
                    <button class="button button--primary" type="submit"><Icon name="plus"/>{words.insert}</button>
                </div>
            </form>
            {hints}
            <GoneBlocks visit=visit.clone() draft=draft.clone()/>
            <p><a href=edit_path(&draft)><Icon name="arrow-left"/>{words.back_to_page}</a></p>
        </StaffPage>
    }
    .into_any()
}

/// The ways to the forms of those kinds that have fields, and back from them.
fn other(visit: &Visit, here: String, has_fields: bool) -> AnyView {
    let (picture, lined) = (&visit.words().picture_form, &visit.words().line_form);
    if has_fields {
        return view! { <p><a href=here>{picture.insert_other}</a></p> }.into_any();
    }
    let ways = [(BlockKind::Image, picture.insert)].into_iter().chain(LineForm::KINDS.into_iter().zip(lined.insert));
    let ways = ways
        .map(|(kind, name)| view! { <li><a href=format!("{here}&art={}", kind.code())>{name}</a></li> })
        .collect_view();
    view! { <ul>{ways}</ul> }.into_any()
}

fn in_fields(visit: &Visit, kind: BlockKind, typed: &Typed, problems: &Problems) -> AnyView {
    view! {
        <input type="hidden" name="art" value=kind.code()/>
        <KindFields visit=visit.clone() kind=kind body=typed.get("text") source=Source::Next problems=problems.clone()/>
    }
    .into_any()
}

fn as_text(visit: &Visit, typed: &Typed, problems: &Problems) -> AnyView {
    let words = &visit.words().editing;
    let kinds = BlockKind::ALL.map(|kind| (kind.code().to_owned(), words.kind_name(kind).to_owned())).to_vec();
    let is_wrong = problems.of("text").is_some();
    let describes = described_by("text", true, problems).unwrap_or_default();
    let (value, problems) = (typed.get("text"), problems.clone());
    view! {
        <Pick visit=visit.clone() id="art" label=words.kind none=words.choose choices=kinds value=typed.get("art") problems=problems.clone()/>
        <Labelled visit=visit.clone() id="text" label=words.body hint=words.body_hint problems=problems>
            <TextArea id="text" name="text" value=value rows=12 invalid=is_wrong described_by=describes/>
        </Labelled>
    }
    .into_any()
}

#[component]
fn GoneBlocks(visit: Visit, draft: Draft) -> impl IntoView {
    let words = &visit.words().editing;
    if draft.gone.is_empty() {
        return ().into_any();
    }
    let action = visit.href(&format!("{}/ordnen", base(draft.page)));
    let items = draft
        .gone
        .into_iter()
        .map(|gone| {
            view! {
                <li class="staff-row">
                    <span>{domain::text::excerpt(&gone.body, 120)}</span>
                    <form method="post" action=action.clone()>
                        <input type="hidden" name="block" value=gone.key/>
                        <input type="hidden" name="fassung" value=gone.revision.to_string()/>
                        <input type="hidden" name="save" value=fresh()/>
                        <button class="button button--secondary" type="submit" name="aktion" value="zurueckholen">
                            <Icon name="undo"/>{words.bring_back}
                        </button>
                    </form>
                </li>
            }
        })
        .collect_view();
    view! {
        <section aria-labelledby="entfernt">
            <h2 id="entfernt">{words.gone_blocks}</h2>
            <ul class="staff-rows">{items}</ul>
        </section>
    }
    .into_any()
}
