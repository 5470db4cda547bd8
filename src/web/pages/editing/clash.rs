//! Two people changed the same place: both versions and what was there before stand side by side.

use axum::{http::StatusCode, response::Response};
use domain::editing::compare;
use leptos::prelude::*;
use store::editing::{Clash, Draft};

use super::{
    base,
    block::above,
    diff::Pieces,
    edit_path,
    fields::{KindFields, Source},
    fresh,
};
use crate::{
    AppError, Site, Visit,
    pages::{
        accounts::private,
        staff::{form::Labelled, frame::StaffPage},
    },
    render,
    ui::{Icon, Notice, NoticeKind, TextArea},
};

pub(super) async fn page(
    site: Site,
    visit: Visit,
    draft: Draft,
    clash: Clash,
    note: String,
) -> Result<Response, AppError> {
    let page = render::page_with_status(StatusCode::CONFLICT, || {
        view! { <ClashPage site=site visit=visit draft=draft clash=clash note=note/> }
    });
    Ok(private(page))
}

#[component]
fn ClashPage(site: Site, visit: Visit, draft: Draft, clash: Clash, note: String) -> impl IntoView {
    let words = &visit.words().editing;
    let action = visit.href(&format!("{}/bloecke/{}", base(draft.page), clash.key));
    let revision = clash.revision.to_string();
    let column = |name: &'static str, text: &str| {
        let pieces = compare(&clash.base, text);
        view! { <section class="edit-side"><h2>{name}</h2><Pieces visit=visit.clone() pieces=pieces/></section> }
    };
    let columns = [(words.base, &clash.base), (words.mine, &clash.mine), (words.theirs, &clash.theirs)]
        .map(|(name, text)| column(name, text))
        .into_iter()
        .collect_view();
    let take_mine = view! {
        <form class="form__actions" method="post" action=action.clone()>
            <input type="hidden" name="fassung" value=revision.clone()/>
            <input type="hidden" name="save" value=fresh()/>
            <input type="hidden" name="text" value=clash.mine.clone()/>
            <input type="hidden" name="notiz" value=note.clone()/>
            <button class="button button--secondary" type="submit">{words.take_mine}</button>
            <button class="button button--secondary" type="submit" name="aktion" value="verwerfen">{words.take_theirs}</button>
        </form>
    };
    view! {
        <StaffPage site=site visit=visit.clone() title=words.clash_title above=above(&draft)>
            <Notice kind=NoticeKind::Warning><p>{words.clash_lead}</p></Notice>
            <form class="form" method="post" action=action.clone()>
                <div class="edit-sides">
                    {columns}
                </div>
                <input type="hidden" name="fassung" value=revision/>
                <input type="hidden" name="save" value=fresh()/>
                {joined(&visit, &draft, &clash, action.clone())}
                <input type="hidden" name="notiz" value=note/>
                <div class="form__actions">
                    <button class="button button--primary" type="submit"><Icon name="merge"/>{words.save_joined}</button>
                </div>
            </form>
            {take_mine}
            <p><a href=edit_path(&draft)><Icon name="arrow-left"/>{words.back_to_page}</a></p>
        </StaffPage>
    }
    .into_any()
}

/// What is to stand there: in the words of this person, to be written on as in the form of such a block.
fn joined(visit: &Visit, draft: &Draft, clash: &Clash, form: String) -> AnyView {
    let words = &visit.words().editing;
    let (mine, block) = (clash.mine.clone(), draft.blocks.iter().find(|block| block.key == clash.key));
    match block.map(|block| block.kind).filter(|kind| kind.has_lines()) {
        Some(kind) => view! {
            <fieldset class="field field--group" aria-describedby="text-hinweis">
                <legend class="field__label">{words.joined}</legend>
                <p class="field__hint" id="text-hinweis">{words.joined_hint}</p>
                <KindFields visit=visit.clone() kind=kind body=mine source=Source::At(form)/>
            </fieldset>
        }
        .into_any(),
        None => view! {
            <Labelled visit=visit.clone() id="text" label=words.joined hint=words.joined_hint>
                <TextArea id="text" name="text" value=mine rows=16 described_by="text-hinweis"/>
            </Labelled>
        }
        .into_any(),
    }
}
