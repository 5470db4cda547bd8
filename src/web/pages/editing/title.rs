//! `/bearbeiten/{page}/titel`: title and introduction of a page. What is sent says what it started from, so that it meets
//! what others made of title and introduction, and nothing else that they do to the page.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    editing::{Opening, Part, compare},
    policy::{Acting, Action},
};
use leptos::prelude::*;
use store::{
    StoreError,
    editing::{self, Draft},
};

use super::{
    base,
    block::above,
    diff::Pieces,
    edit_path,
    hints::Hints,
    number,
    presence::{self, Others, WhoElse},
};
use crate::{
    AppError, Site, Visit,
    pages::{
        accounts::private,
        staff::{
            form::{Area, Line, ProblemSummary, Problems, Typed},
            frame::StaffPage,
        },
    },
    render,
    ui::{Icon, Notice, NoticeKind, Script},
};

/// `getippt` takes what the editor kept while somebody typed there.
pub async fn show(State(site): State<Site>, visit: Visit, Path(page): Path<String>) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let draft = editing::open(&site.store, &by, number(&page)?).await?;
    if let Some((start, mine)) = kept(&site, &by, &draft).await? {
        let form = Form::of(&by, draft, mine);
        if visit.first("getippt").is_some() {
            return Form { base: start, state: Kept::Typed, ..form }.page(StatusCode::OK, site, visit).await;
        }
        let mine = form.base.clone();
        return Form { mine, is_kept: true, ..form }.page(StatusCode::OK, site, visit).await;
    }
    let mine = stands(&draft);
    let has = |mark: &str| visit.first(mark).is_some();
    let state = match (has("gespeichert"), has("verworfen")) {
        (true, _) => Kept::Saved,
        (_, true) => Kept::Dropped,
        _ => Kept::Fresh,
    };
    Form { state, ..Form::of(&by, draft, mine) }.page(StatusCode::OK, site, visit).await
}

/// What this person typed into title and introduction in the editor and did not save, and what it started from.
async fn kept(site: &Site, by: &Acting, draft: &Draft) -> Result<Option<(Opening, Opening)>, AppError> {
    let typed = editing::typed(&site.store, by, draft.page).await?;
    let stands = stands(draft);
    let (mut start, mut mine) = (stands.clone(), stands.clone());
    for part in Part::ALL {
        let Some(kept) = typed.get(part.key()) else { continue };
        mine = mine.with(part, Part::tidy(&kept.body));
        if kept.base_revision != draft.part(part).1 {
            let words = editing::words_at(&site.store, by, draft.page, part, kept.base_revision).await?;
            start = start.with(part, words.unwrap_or_default());
        }
    }
    Ok(Some((start, mine)).filter(|(_, mine)| *mine != stands))
}

/// Nothing that was typed waits any more.
async fn forget(site: &Site, by: &Acting, page: i64) -> Result<(), AppError> {
    for part in Part::ALL {
        editing::forget(&site.store, by, page, part.key()).await?;
    }
    Ok(())
}

/// `titel` and `einleitung`, with `titel-vorher` and `einleitung-vorher`, from which they started; `aktion` is `vorschau`,
/// `verwerfen` (what was typed) or else saving.
pub async fn save(
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
    let back = |mark: &str| {
        let path = visit.href(&format!("{}/titel?{mark}", base(page)));
        private(Redirect::to(&path).into_response())
    };
    if typed.get("aktion") == "verwerfen" {
        forget(&site, &by, page).await?;
        return Ok(back("verworfen"));
    }
    let mine = Opening { title: typed.get("titel"), summary: typed.get("einleitung") };
    let theirs = stands(&draft);
    let form = Form { state: Kept::Typed, ..Form::of(&by, draft, mine.clone()) };
    let Some(start) = start(&typed) else {
        let problems = Problems::one("titel", words.no_revision);
        let clash = Some(Clash { base: None, theirs });
        return Form { clash, problems, ..form }.page(StatusCode::PRECONDITION_REQUIRED, site, visit).await;
    };
    if typed.get("aktion") == "vorschau" {
        return Form { base: start, preview: true, ..form }.page(StatusCode::OK, site, visit).await;
    }
    let wanted = Opening::new(&mine.title, &mine.summary);
    let described = editing::describe(&site.store, &by, page, (&start, &wanted), site.now()).await;
    match described {
        Ok(Ok(())) => {
            forget(&site, &by, page).await?;
            for part in Part::ALL {
                editing::leave_form(&site.store, &by, page, part.key()).await?;
            }
            Ok(back("gespeichert"))
        }
        Ok(Err(theirs)) => {
            let problems = Problems::one("titel", words.stale_title);
            let clash = Some(Clash { base: Some(start), theirs: theirs.clone() });
            Form { base: theirs, clash, problems, ..form }.page(StatusCode::CONFLICT, site, visit).await
        }
        Err(StoreError::Unstorable) => {
            let problems = Problems::one("titel", words.no_title);
            Form { base: start, problems, ..form }.page(StatusCode::UNPROCESSABLE_ENTITY, site, visit).await
        }
        Err(error) => Err(error.into()),
    }
}

fn stands(draft: &Draft) -> Opening {
    Opening::new(&draft.title, &draft.summary)
}

/// What somebody began to change. An introduction may be empty, but not left out.
fn start(typed: &Typed) -> Option<Opening> {
    let sent = |name: &str| typed.all(name).into_iter().next();
    Some(Opening::new(&sent("titel-vorher")?, &sent("einleitung-vorher")?))
}

/// What a browser does with what it keeps of this form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    /// Puts it back into the form.
    Fresh,
    /// Keeps what is in the form now: the server has not stored it.
    Typed,
    /// Forgets it, because the server has it.
    Saved,
    /// Forgets it, because nobody wants it any more.
    Dropped,
}

impl Kept {
    fn code(self) -> &'static str {
        match self {
            Self::Fresh => "fresh",
            Self::Typed => "typed",
            Self::Saved => "saved",
            Self::Dropped => "dropped",
        }
    }
}

/// What somebody else made of it, and what both started from, where that is known.
struct Clash {
    base: Option<Opening>,
    theirs: Opening,
}

struct Form {
    draft: Draft,
    /// As it was typed.
    mine: Opening,
    /// What it starts from: what the person saw last.
    base: Opening,
    clash: Option<Clash>,
    preview: bool,
    /// Something else waits that was typed before.
    is_kept: bool,
    state: Kept,
    /// Under which a browser keeps what is typed: nobody else who signs in there gets it.
    name: String,
    problems: Problems,
}

impl Form {
    fn of(by: &Acting, draft: Draft, mine: Opening) -> Self {
        let account = by.account.map_or(0, |account| account.0);
        Self {
            base: stands(&draft),
            name: format!("titel-{}-{account}", draft.page),
            draft,
            mine,
            clash: None,
            preview: false,
            is_kept: false,
            state: Kept::Fresh,
            problems: Problems::default(),
        }
    }

    async fn page(self, status: StatusCode, site: Site, visit: Visit) -> Result<Response, AppError> {
        let by = visit.acting(Action::EditPages)?;
        // Whoever writes one of both may write the other as well.
        let others = presence::at_form(&site, &by, self.draft.page, &Part::ALL.map(Part::key)).await;
        let page =
            render::page_with_status(status, || view! { <TitlePage site=site visit=visit form=self others=others/> });
        Ok(private(page))
    }
}

#[component]
fn TitlePage(site: Site, visit: Visit, form: Form, others: Others) -> impl IntoView {
    let words = &visit.words().editing;
    let Form { draft, mine, base: start, clash, preview, is_kept, state, name, problems } = form;
    let action = visit.href(&format!("{}/titel", base(draft.page)));
    let kept = is_kept.then(|| view! { <TypedBefore visit=visit.clone() action=action.clone()/> });
    let language = draft.language;
    let warnings = mine.warnings(language);
    let is_clash = clash.is_some();
    let sides = clash.map(|clash| view! { <Sides visit=visit.clone() clash=clash mine=mine.clone()/> });
    let said = visit.words().side_by_side.saved;
    let saved = (state == Kept::Saved).then(|| view! { <Notice kind=NoticeKind::Success><p>{said}</p></Notice> });
    let preview = preview.then(|| {
        view! {
            <section class="edit-preview" aria-label=words.preview lang=language.tag()>
                <h2>{mine.title.clone()}</h2>
                <p class="lead">{mine.summary.clone()}</p>
            </section>
        }
    });
    let take_theirs = is_clash.then(|| {
        view! { <button class="button button--secondary" type="submit" name="aktion" value="verwerfen" formnovalidate=true>{words.take_theirs}</button> }
    });
    view! {
        <StaffPage site=site visit=visit.clone() title=words.title_and_lead lead=words.block_lead above=above(&draft)>
            <ProblemSummary visit=visit.clone() problems=problems.clone()/>
            {saved}
            {kept}
            <WhoElse visit=visit.clone() others=others at_this=visit.words().at_form.at_opening/>
            <div data-kept="" hidden=true>
                <Notice>
                    <p>{words.typed_before}</p>
                    <button class="button button--secondary" type="button">{words.drop_typed}</button>
                </Notice>
            </div>
            {sides}
            <Hints visit=visit.clone() language=language warnings=warnings/>
            {preview}
            <form class="form" method="post" action=action
                data-keep=name data-state=state.code()>
                <input type="hidden" name="titel-vorher" value=start.title/>
                <input type="hidden" name="einleitung-vorher" value=start.summary/>
                <Line visit=visit.clone() id="titel" label=words.page_title value=mine.title problems=problems is_required=true/>
                <Area visit=visit.clone() id="einleitung" label=words.page_lead value=mine.summary rows=4/>
                <div class="form__actions">
                    <button class="button button--primary" type="submit" name="aktion" value="speichern"><Icon name="check"/>{words.save}</button>
                    <button class="button button--secondary" type="submit" name="aktion" value="vorschau">{words.preview}</button>
                    {take_theirs}
                </div>
            </form>
            <p><a href=edit_path(&draft)><Icon name="arrow-left"/>{words.back_to_page}</a></p>
            <Script src="/typed.js"/>
        </StaffPage>
    }
    .into_any()
}

/// What the editor kept of this person, to be taken or thrown away.
#[component]
fn TypedBefore(visit: Visit, action: String) -> impl IntoView {
    let words = &visit.words().editing;
    view! {
        <Notice>
            <p>{words.typed_before}</p>
            <form class="form__actions" method="post" action=action.clone()>
                <a class="button button--secondary" href=format!("{action}?getippt")>{words.use_typed}</a>
                <button class="button button--secondary" type="submit" name="aktion" value="verwerfen">{words.drop_typed}</button>
            </form>
        </Notice>
    }
    .into_any()
}

/// What both started from, what is in the form, and what stands there now.
#[component]
fn Sides(visit: Visit, clash: Clash, mine: Opening) -> impl IntoView {
    let words = &visit.words().editing;
    let Clash { base, theirs } = clash;
    // Where nobody knows what mine started from, it is compared with what stands there.
    let start = base.clone().unwrap_or_else(|| theirs.clone());
    let column = |name: &'static str, opening: Opening| {
        let (title, summary) = (compare(&start.title, &opening.title), compare(&start.summary, &opening.summary));
        view! {
            <section class="edit-side">
                <h2>{name}</h2>
                <h3>{words.page_title}</h3>
                <Pieces visit=visit.clone() pieces=title/>
                <h3>{words.page_lead}</h3>
                <Pieces visit=visit.clone() pieces=summary/>
            </section>
        }
    };
    let before = base.map(|base| column(words.base, base));
    view! {
        <Notice kind=NoticeKind::Warning><p>{words.clash_lead}</p></Notice>
        <div class="edit-sides">{before}{column(words.mine, mine)}{column(words.theirs, theirs)}</div>
    }
    .into_any()
}
