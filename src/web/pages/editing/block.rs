//! `/bearbeiten/{page}/bloecke/{key}`: one block in a plain form, for browsers without the editor.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    blocks::{Block, BlockKind, Said, path},
    editing::{Between, Keyed, fits, tidy},
    policy::Action,
};
use leptos::prelude::*;
use store::editing::{self, Draft, Save, Saved, Typed as Kept};

use super::{
    base,
    beside::BesideField,
    clash, edit_path,
    fields::{self, KindFields, Source},
    fresh,
    hints::Hints,
    kinds,
    library::{Found, LibraryField},
    look::{Look, level_above},
    mode, number, picture,
    presence::{self, Others, WhoElse},
    upload::UploadField,
};
use crate::{
    AppError, Rescued, Site, Visit,
    pages::{
        accounts::private,
        staff::{
            form::{Labelled, Line, ProblemSummary, Problems, Typed, described_by},
            frame::StaffPage,
        },
    },
    render,
    ui::{GivenBack, Icon, Notice, NoticeKind, TextArea},
};

/// What is in the form.
#[derive(Clone)]
pub(super) struct Filled {
    pub revision: String,
    pub save: String,
    pub body: String,
    pub note: String,
    /// What somebody looks for in the library.
    pub search: String,
}

impl Filled {
    /// What stands in the block.
    fn of(block: &Keyed) -> Self {
        Self {
            revision: block.revision.to_string(),
            save: fresh(),
            body: block.body.clone(),
            note: String::new(),
            search: String::new(),
        }
    }

    pub(super) fn read(typed: &Typed, kind: BlockKind) -> Self {
        let save = Some(typed.get("save")).filter(|save| domain::editing::uuid(save).is_some());
        Self {
            revision: typed.get("fassung"),
            save: save.unwrap_or_else(fresh),
            body: fields::body(typed, kind, ""),
            note: typed.get("notiz"),
            search: typed.get("suche"),
        }
    }
}

pub async fn show(
    State(site): State<Site>,
    visit: Visit,
    Path((page, key)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let draft = editing::open(&site.store, &by, number(&page)?).await?;
    let block = draft.blocks.iter().find(|block| block.key == key).cloned().ok_or(AppError::NotFound)?;
    let kept = editing::typed(&site.store, &by, draft.page).await?.remove(&key);
    let wants_kept = visit.first("getippt").is_some();
    let start = kept.as_ref().filter(|_| wants_kept);
    let filled = match start {
        Some(Kept { body, base_revision, .. }) => {
            Filled { revision: base_revision.to_string(), body: body.clone(), ..Filled::of(&block) }
        }
        None => Filled::of(&block),
    };
    let kept = kept.filter(|_| !wants_kept);
    let form = Form { draft, block, filled, kept, preview: false, found: None, problems: Problems::default() };
    form.page(StatusCode::OK, site, visit).await
}

/// The form of a block as it stands now, with what somebody has to know before they go on.
pub(super) async fn look_again(
    status: StatusCode,
    site: Site,
    visit: Visit,
    (draft, key): (Draft, &str),
    problem: &'static str,
) -> Result<Response, AppError> {
    let block = draft.blocks.iter().find(|block| block.key == key).cloned().ok_or(AppError::NotFound)?;
    let filled = Filled::of(&block);
    let problems = Problems::one("text", problem);
    Form { draft, block, filled, kept: None, preview: true, found: None, problems }.page(status, site, visit).await
}

/// `text`, `fassung`, `save`, `notiz`; `aktion` is `vorschau`, `verwerfen` (what was typed before) or else saving.
pub async fn save(
    State(site): State<Site>,
    visit: Visit,
    Path((page, key)): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let page = number(&page)?;
    let typed = Typed::read(&body);
    let action = typed.get("aktion");
    if action == "verwerfen" {
        editing::forget(&site.store, &by, page, &key).await?;
        let path = visit.href(&format!("{}/bloecke/{key}", base(page)));
        return Ok(private(Redirect::to(&path).into_response()));
    }
    let words = &visit.words().editing;
    let draft = editing::open(&site.store, &by, page).await?;
    let known = draft.blocks.iter().chain(&draft.gone).find(|block| block.key == key).ok_or(AppError::NotFound)?;
    let filled = Filled::read(&typed, known.kind);
    let Some(block) = draft.blocks.iter().find(|block| block.key == key).cloned() else {
        return gone(site, visit, draft, filled).await;
    };
    let wrong = picture::problem(&visit, &typed, (block.kind, ""), &filled.body)
        .map(|wrong| Problems::one(picture::POINT, wrong));
    let form = |draft, problems| Form {
        draft,
        block,
        filled: filled.clone(),
        kept: None,
        preview: action == "vorschau",
        found: None,
        problems,
    };
    let too_long = (!fits(&filled.body)).then(|| Problems::one("text", words.too_long));
    if let Some(problems) = too_long.or(wrong) {
        return form(draft, problems).page(StatusCode::UNPROCESSABLE_ENTITY, site, visit).await;
    }
    let Ok(revision) = filled.revision.parse() else {
        let problems = Problems::one("text", words.no_revision);
        return form(draft, problems).page(StatusCode::PRECONDITION_REQUIRED, site, visit).await;
    };
    if action == "vorschau" {
        return form(draft, Problems::default()).page(StatusCode::OK, site, visit).await;
    }
    let Filled { save, body, note, .. } = filled.clone();
    match editing::save(&site.store, &by, page, &key, &Save { save, revision, body, note }, site.now()).await? {
        Saved::Stored(_) => {
            editing::forget(&site.store, &by, page, &key).await?;
            editing::leave_form(&site.store, &by, page, &key).await?;
            Ok(private(Redirect::to(&edit_path(&draft)).into_response()))
        }
        Saved::Clash(found) => clash::page(site, visit, draft, found, filled.note).await,
        Saved::Gone { .. } => gone(site, visit, draft, filled).await,
    }
}

pub(super) struct Form {
    pub draft: Draft,
    pub block: Keyed,
    pub filled: Filled,
    pub kept: Option<Kept>,
    pub preview: bool,
    /// What the library has, once somebody asked.
    pub found: Option<Found>,
    pub problems: Problems,
}

impl Form {
    pub(super) async fn page(self, status: StatusCode, site: Site, visit: Visit) -> Result<Response, AppError> {
        let by = visit.acting(Action::EditPages)?;
        let others = presence::at_form(&site, &by, self.draft.page, &[self.block.key.as_str()]).await;
        let shown = Block { body: tidy(&self.filled.body), ..mode::block(&self.block) };
        let look = Look::within(&site, &visit, &self.draft, std::slice::from_ref(&shown)).await?;
        let page = render::page_with_status(status, || {
            view! { <BlockPage site=site visit=visit form=self look=look shown=shown others=others/> }
        });
        Ok(private(page))
    }
}

#[component]
fn BlockPage(site: Site, visit: Visit, form: Form, look: Look, shown: Block, others: Others) -> impl IntoView {
    let words = &visit.words().editing;
    let Form { draft, block, filled, kept, preview, found, problems } = form;
    let path = format!("{}/bloecke/{}", base(draft.page), block.key);
    let action = visit.href(&path);
    let upload = format!("{action}/medien");
    let warnings = look.warnings(shown.kind, &shown.body, level_above(&draft, &block.key));
    let language = draft.language;
    let preview = preview.then(|| {
        let lang = language.tag();
        view! {
            <section class="edit-preview" aria-label=words.preview>
                <div class="content" lang=lang>{look.view(shown)}</div>
            </section>
        }
    });
    let other = action.clone();
    let kept = kept.map(|_| {
        view! {
            <Notice>
                <p>{words.typed_before}</p>
                <form class="form__actions" method="post" action=other.clone()>
                    <a class="button button--secondary" href=format!("{other}?getippt")>{words.use_typed}</a>
                    <button class="button button--secondary" type="submit" name="aktion" value="verwerfen">{words.drop_typed}</button>
                </form>
            </Notice>
        }
    });
    let title = format!("{}: {}", words.block_title, words.kind_name(block.kind));
    let files = problems.clone();
    let (beside, body, along) = (upload.clone(), filled.body.clone(), problems.clone());
    let library = upload.clone();
    let written = written(&visit, block.kind, filled.body, &problems);
    view! {
        <StaffPage site=site visit=visit.clone() title=title lead=words.block_lead above=above(&draft)>
            <ProblemSummary visit=visit.clone() problems=problems.clone()/>
            {kept}
            <WhoElse visit=visit.clone() others=others at_this=visit.words().at_form.at_this/>
            <Hints visit=visit.clone() language=language warnings=warnings/>
            {preview}
            <form class="form" method="post" action=action>
                <input type="hidden" name="fassung" value=filled.revision/>
                <input type="hidden" name="save" value=filled.save/>
                {written}
                <Line visit=visit.clone() id="notiz" label=words.note hint=words.note_hint value=filled.note/>
                <div class="form__actions">
                    <button class="button button--primary" type="submit" name="aktion" value="speichern"><Icon name="check"/>{words.save}</button>
                    <button class="button button--secondary" type="submit" name="aktion" value="vorschau">{words.preview}</button>
                </div>
                <UploadField visit=visit.clone() kind=block.kind action=upload problems=files/>
                <LibraryField visit=visit.clone() kind=block.kind action=library search=filled.search found=found/>
                <BesideField visit=visit.clone() kind=block.kind body=body action=beside problems=along/>
            </form>
            <Arrange visit=visit.clone() draft=draft.clone() block=block/>
            <p><a href=edit_path(&draft)><Icon name="arrow-left"/>{words.back_to_page}</a></p>
        </StaffPage>
    }
    .into_any()
}

/// The block as a person writes it.
fn written(visit: &Visit, kind: BlockKind, body: String, problems: &Problems) -> AnyView {
    let problems = problems.clone();
    if kind.has_lines() {
        return view! { <KindFields visit=visit.clone() kind=kind body=body source=Source::Below problems=problems/> }
            .into_any();
    }
    let is_wrong = problems.of("text").is_some();
    let describes = described_by("text", true, &problems).unwrap_or_default();
    view! {
        <Labelled visit=visit.clone() id="text" label=visit.words().editing.body hint=kinds::hint(visit, kind) problems=problems>
            <TextArea id="text" name="text" value=body rows=16 invalid=is_wrong described_by=describes/>
        </Labelled>
    }
    .into_any()
}

/// The page that is edited, for the breadcrumb.
pub(super) fn above(draft: &Draft) -> Vec<(String, String)> {
    vec![(format!("{}?{}", path(&draft.address), mode::WORD), draft.title.clone())]
}

#[component]
fn Arrange(visit: Visit, draft: Draft, block: Keyed) -> impl IntoView {
    let words = &visit.words().editing;
    let order: Vec<String> = draft.blocks.iter().map(|block| block.key.clone()).collect();
    let between = Between::of(&order, &block.key).unwrap_or_default();
    let (first, last) = (between.above.is_none(), between.below.is_none());
    // What the buttons start from, for whoever does not see the page.
    let beside = |name: &'static str, key: &Option<String>| {
        let found = draft.blocks.iter().find(|other| Some(&other.key) == key.as_ref())?;
        let text = domain::text::excerpt(Said::of(found.kind, &found.body).text, 60);
        Some(view! { <p>{name}": "{words.kind_name(found.kind)}" – "<q>{text}</q></p> })
    };
    let (above, under) = (beside(words.above_it, &between.above), beside(words.below_it, &between.below));
    let button = |action: &'static str, icon: &'static str, name: &'static str| {
        view! { <button class="button button--secondary" type="submit" name="aktion" value=action><Icon name=icon/>{name}</button> }
    };
    let below = visit.href(&format!("{}/neu?nach={}", base(draft.page), block.key));
    view! {
        <section aria-labelledby="ordnen">
            <h2 id="ordnen">{words.arrange}</h2>
            {above}
            {under}
            <form class="form__actions" method="post" action=visit.href(&format!("{}/ordnen", base(draft.page)))>
                <input type="hidden" name="block" value=block.key.clone()/>
                <input type="hidden" name="fassung" value=block.revision.to_string()/>
                <input type="hidden" name="ordnung" value=between.code()/>
                <input type="hidden" name="kennung" value=fresh()/>
                <input type="hidden" name="save" value=fresh()/>
                {(!first).then(|| button("hoch", "chevron-up", words.up))}
                {(!last).then(|| button("runter", "chevron-down", words.down))}
                {button("verdoppeln", "plus", words.duplicate)}
                {button("entfernen", "trash", words.remove)}
                <a class="button button--secondary" href=below><Icon name="plus"/>{words.insert_below}</a>
            </form>
        </section>
    }
    .into_any()
}

/// Somebody took the block out while this person wrote.
async fn gone(site: Site, visit: Visit, draft: Draft, filled: Filled) -> Result<Response, AppError> {
    let page = render::page_with_status(StatusCode::GONE, || {
        let words = &visit.words().editing;
        view! {
            <StaffPage site=site visit=visit.clone() title=words.gone_title above=above(&draft)>
                <Notice kind=NoticeKind::Warning><p>{words.gone_text}</p></Notice>
                <Labelled visit=visit.clone() id="text" label=words.mine>
                    <TextArea id="text" name="text" value=filled.body rows=16/>
                </Labelled>
                <GivenBack visit=visit.clone() rescued=Rescued::of([("notiz".to_owned(), filled.note)])/>
                <p><a href=edit_path(&draft)><Icon name="arrow-left"/>{words.back_to_page}</a></p>
            </StaffPage>
        }
    });
    Ok(private(page))
}
