//! `/bearbeiten/{page}/veroeffentlichen`: what changes for everybody, what to look at first, and the button.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    blocks::Said,
    editing::{Flaw, Keyed, Opening, Snapshot, State as Stand, Warning, block_warnings},
    policy::Action,
};
use leptos::prelude::*;
use store::{
    StoreError,
    editing::{self, Care, Draft, Share},
};

use super::{
    base,
    block::above,
    diff::{Differences, is_same},
    edit_path,
    hints::HintRow,
    look::Look,
    number,
    preview::Shares,
    public_path,
    schedule::Schedule,
    units::OtherUnit,
};
use crate::{
    AppError, Rescued, Site, Visit,
    pages::{
        accounts::private,
        staff::{
            form::{Line, ProblemSummary, Problems, Typed},
            frame::StaffPage,
        },
    },
    render,
    ui::{GivenBack, Icon, Notice},
};

pub async fn show(State(site): State<Site>, visit: Visit, Path(page): Path<String>) -> Result<Response, AppError> {
    form(StatusCode::OK, site, visit, number(&page)?, Asked::default(), Problems::default()).await
}

/// `stand`: the change of the draft that the person saw; `notiz`.
pub async fn publish(
    State(site): State<Site>,
    visit: Visit,
    Path(page): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let page = number(&page)?;
    let typed = Typed::read(&body);
    let words = &visit.words().editing;
    let release = &visit.words().page_release;
    let note = typed.get("notiz");
    let asked = Asked { note: note.clone(), ..Asked::default() };
    let draft = editing::open(&site.store, &by, page).await?;
    let Ok(change) = typed.get("stand").parse() else {
        let problems = Problems::one("notiz", words.no_revision);
        return form(StatusCode::PRECONDITION_REQUIRED, site, visit, page, asked, problems).await;
    };
    if lacks_alt(&draft) {
        let problems = Problems::one("notiz", release.needs_alt);
        return form(StatusCode::UNPROCESSABLE_ENTITY, site, visit, page, asked, problems).await;
    }
    let (status, problem) = match editing::publish(&site.store, &by, page, (change, &note), site.now()).await {
        Ok(_) => return Ok(private(Redirect::to(&public_path(&draft)).into_response())),
        Err(StoreError::Outdated) => (StatusCode::CONFLICT, words.stale),
        Err(StoreError::SamePerson) => (StatusCode::CONFLICT, release.same_person),
        Err(error) => return Err(error.into()),
    };
    form(status, site, visit, page, asked, Problems::one("notiz", problem)).await
}

/// Whether a picture says nothing to those who do not see it: then the page is not published, now or later.
pub(super) fn lacks_alt(draft: &Draft) -> bool {
    // Neither addresses nor headings decide it.
    let warnings = |block: &Keyed| block_warnings(block.kind, &block.body, draft.language, 1, &|_| true);
    draft.blocks.iter().flat_map(warnings).any(|warning| warning.flaw == Flaw::PictureWithoutAlt)
}

/// What was typed.
#[derive(Clone, Default)]
pub(super) struct Asked {
    pub note: String,
    pub remark: String,
    pub time: String,
    /// The note for what happens at that time.
    pub why: String,
}

/// The draft as a state like the others.
pub(super) fn as_snapshot(draft: &Draft) -> Snapshot {
    Snapshot { title: draft.title.clone(), summary: draft.summary.clone(), blocks: draft.blocks.clone() }
}

pub(super) async fn form(
    status: StatusCode,
    site: Site,
    visit: Visit,
    page: i64,
    asked: Asked,
    problems: Problems,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let draft = editing::open(&site.store, &by, page).await?;
    let is_own = draft.submitted_by.is_some() && draft.submitted_by == by.account;
    let live = editing::current(&site.store, &by, page).await?;
    let look = Look::for_warnings(&site, &visit, &draft).await?;
    let warnings = look.all_warnings(&draft.blocks);
    let shares = editing::shares(&site.store, &by, page, site.now()).await?;
    let care = editing::care(&site.store, &by, page).await?;
    let page = render::page_with_status(status, || {
        view! { <PublishPage site=site visit=visit draft=draft live=live warnings=warnings asked=asked is_own=is_own care=care shares=shares problems=problems/> }
    });
    Ok(private(page))
}

#[component]
fn PublishPage(
    site: Site,
    visit: Visit,
    draft: Draft,
    live: Snapshot,
    warnings: Vec<Vec<Warning>>,
    asked: Asked,
    is_own: bool,
    care: Care,
    shares: Vec<Share>,
    problems: Problems,
) -> impl IntoView {
    let words = &visit.words().editing;
    let decides = care.is_own;
    let release = &visit.words().page_release;
    let new = as_snapshot(&draft);
    let is_public = is_same(&live, &new);
    // What has no field on this page.
    let takes_remark = decides && !is_own && matches!(draft.state, Stand::InReview);
    let typed =
        [(decides, "notiz", &asked.note), (takes_remark, "bemerkung", &asked.remark), (decides, "warum", &asked.why)];
    let lost = typed.into_iter().filter(|(has_field, ..)| !has_field);
    let rescued = Rescued::of(lost.map(|(_, name, text)| (name.to_owned(), text.clone())));
    let hints = draft
        .blocks
        .iter()
        .zip(warnings)
        .filter(|(_, warnings)| !warnings.is_empty())
        .map(|(block, warnings)| row(&visit, draft.page, block, warnings))
        .collect_view();
    let opening = Opening::new(&draft.title, &draft.summary).warnings(draft.language);
    let has_hints = !hints.is_empty() || !opening.is_empty();
    let of_opening = (!opening.is_empty()).then(|| {
        let href = visit.href(&format!("{}/titel", base(draft.page)));
        view! { <HintRow visit=visit.clone() href=href title=words.title_and_lead.to_owned() warnings=opening/> }
    });
    let body = if is_public {
        view! { <Notice><p>{release.nothing_changed}</p></Notice> }.into_any()
    } else {
        view! {
            <section aria-labelledby="aenderungen">
                <h2 id="aenderungen">{release.changes}</h2>
                <Differences visit=visit.clone() old=live new=new/>
            </section>
            <section aria-labelledby="hinweise">
                <h2 id="hinweise">{words.hints}</h2>
                {(!has_hints).then(|| view! { <p>{release.no_hints}</p> })}
                <ul class="edit-hints">{of_opening}{hints}</ul>
            </section>
        }
        .into_any()
    };
    view! {
        <StaffPage site=site.clone() visit=visit.clone() title=words.publish lead=release.publish_lead above=above(&draft)>
            <ProblemSummary visit=visit.clone() problems=problems.clone()/>
            <GivenBack visit=visit.clone() rescued=rescued/>
            {body}
            {match decides {
                true => view! { <Now visit=visit.clone() draft=draft.clone() note=asked.note problems=problems.clone()/> }.into_any(),
                false => view! {
                    <OtherUnit visit=visit.clone() care=care/>
                    <p><a class="button button--secondary" href=edit_path(&draft)>{words.back_to_page}</a></p>
                }.into_any(),
            }}
            <Review visit=visit.clone() draft=draft.clone() remark=asked.remark is_own=is_own decides=decides problems=problems.clone()/>
            {decides.then(|| view! { <Schedule visit=visit.clone() draft=draft.clone() time=asked.time why=asked.why problems=problems/> })}
            <Shares site=site visit=visit.clone() page=draft.page shares=shares/>
        </StaffPage>
    }
    .into_any()
}

#[component]
fn Now(visit: Visit, draft: Draft, note: String, problems: Problems) -> impl IntoView {
    let words = &visit.words().editing;
    view! {
        <form class="form" method="post" action=visit.href(&format!("{}/veroeffentlichen", base(draft.page)))>
            <input type="hidden" name="stand" value=draft.change.to_string()/>
            <Line visit=visit.clone() id="notiz" label=words.note hint=words.note_hint value=note problems=problems/>
            <div class="form__actions">
                <button class="button button--primary" type="submit"><Icon name="check-circle"/>{visit.words().page_release.publish_now}</button>
                <a class="button button--secondary" href=edit_path(&draft)>{words.back_to_page}</a>
            </div>
        </form>
    }
    .into_any()
}

/// Handing in, or what the second person says.
#[component]
fn Review(
    visit: Visit,
    draft: Draft,
    remark: String,
    is_own: bool,
    decides: bool,
    problems: Problems,
) -> impl IntoView {
    let release = &visit.words().page_release;
    let action = visit.href(&format!("{}/pruefung", base(draft.page)));
    let change = draft.change.to_string();
    let words_back = match draft.state {
        Stand::Published => return ().into_any(),
        Stand::InReview if !decides && !is_own => return ().into_any(),
        Stand::InReview if is_own => return view! { <Notice><p>{release.waits_for_other}</p></Notice> }.into_any(),
        Stand::InReview => view! {
            <Line visit=visit.clone() id="bemerkung" label=release.remark hint=release.remark_hint value=remark problems=problems/>
            <div class="form__actions">
                <button class="button button--secondary" type="submit" name="aktion" value="zurueckgeben"><Icon name="undo"/>{release.send_back}</button>
            </div>
        }
        .into_any(),
        Stand::Draft | Stand::ChangesNeeded => view! {
            <p>{release.hand_in_lead}</p>
            <div class="form__actions">
                <button class="button button--secondary" type="submit" name="aktion" value="einreichen"><Icon name="users"/>{release.hand_in}</button>
            </div>
        }
        .into_any(),
    };
    let before = (!draft.remark.is_empty()).then(|| view! { <Notice><p>{draft.remark.clone()}</p></Notice> });
    view! {
        <section aria-labelledby="pruefung">
            <h2 id="pruefung">{release.review}</h2>
            {before}
            <form class="form" method="post" action=action>
                <input type="hidden" name="stand" value=change/>
                {words_back}
            </form>
        </section>
    }
    .into_any()
}

/// In the list of hints: the block, as it begins.
fn row(visit: &Visit, page: i64, block: &Keyed, warnings: Vec<Warning>) -> impl IntoView + use<> {
    let href = visit.href(&format!("{}/bloecke/{}", base(page), block.key));
    let text = domain::text::excerpt(Said::of(block.kind, &block.body).text, 60);
    let title = format!("{}: {text}", visit.words().editing.kind_name(block.kind));
    view! { <HintRow visit=visit.clone() href=href title=title warnings=warnings/> }
}
