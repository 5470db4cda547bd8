//! The rows of a page beside the German one. Each holds what the editor needs, and a plain field for browsers in which it
//! does not run: the editor takes that away.

use domain::{
    Language,
    blocks::{Block, BlockKind},
    editing::{BlockChange, Change, Keyed, Opening, Part, Piece, compare},
};
use leptos::prelude::*;
use store::editing::Draft;

use super::{
    base,
    block::above,
    diff::Pieces,
    edit_path,
    fields::{KindFields, Source},
    fresh,
    look::Look,
    mode,
    side_by_side::{Left, Open, Sides},
};
use crate::{
    Site, Visit,
    locales::fill,
    pages::staff::frame::StaffPage,
    ui::{Icon, Notice, NoticeKind, TextArea},
};

/// How the blocks of both texts look to visitors.
pub(super) struct Looks {
    pub german: Look,
    pub own: Look,
}

#[component]
pub(super) fn SidesPage(site: Site, visit: Visit, sides: Sides, looks: Looks, left: Left) -> impl IntoView {
    let words = &visit.words().side_by_side;
    // What could not be stored stands in its field, and nowhere else.
    let has_editor = left.is_empty();
    let Sides { draft, german, opening, changes, is_marked, pairs } = sides;
    let parts = Part::ALL
        .map(|part| {
            let open = left.open.get(part.key()).cloned();
            part_row(&visit, (&draft, part), &opening, has_editor, open)
        })
        .into_iter()
        .collect_view();
    let rows = pairs
        .into_iter()
        .zip(1_usize..)
        .map(|((one, other), number)| {
            let change = one.and_then(|one| changes.get(one));
            let block = other.and_then(|other| draft.blocks.get(other));
            let kind = block.map(|block| block.kind).or(change.map(|change| change.kind));
            let name = kind.map(|kind| visit.words().editing.kind_name(kind)).unwrap_or_default();
            let title = format!("{}: {name}", fill(words.row, &[("n", &number.to_string())]));
            let source = source(&visit, &looks.german, &german, change);
            let own = match block {
                Some(block) => {
                    let label = format!("{title}, {}", words.here);
                    let shown = has_editor.then(|| shown(&looks.own, block, &label));
                    let open = left.open.get(&block.key).cloned();
                    let form = visit.href(&format!("{}/bloecke/{}", base(draft.page), block.key));
                    view! {
                        <div class=side_class(draft.language) lang=draft.language.tag()>{shown}</div>
                        <Field visit=visit.clone() form=form language=draft.language label=label block=block.clone() open=open/>
                    }
                    .into_any()
                }
                None => view! { <Missing visit=visit.clone() page=draft.page/> }.into_any(),
            };
            view! { <Row visit=visit.clone() id=format!("paar-{number}") title=title source=source own=own/> }
        })
        .collect_view();
    let marked = if is_marked { words.marked } else { visit.words().page_languages.no_changes_kept };
    let rules = (draft.language == Language::Ls).then(|| view! { <p>{visit.words().page_languages.rules}</p> });
    let saved = (visit.first("gespeichert").is_some() && left.open.is_empty())
        .then(|| view! { <Notice kind=NoticeKind::Success><p>{words.saved}</p></Notice> });
    let some_open =
        (!left.open.is_empty()).then(|| view! { <Notice kind=NoticeKind::Warning><p>{words.some_open}</p></Notice> });
    let lost = left
        .lost
        .into_iter()
        .map(|text| view! { <Notice kind=NoticeKind::Warning><p>{words.lost}</p><p class="edit-diff">{text}</p></Notice> })
        .collect_view();
    let languages = visit.href(&format!("{}/sprachen", base(draft.page)));
    let edited = has_editor.then(|| draft.page.to_string());
    let (language, account, person) = (visit.language.code(), mode::account(&visit), mode::person(&visit));
    view! {
        <StaffPage site=site visit=visit.clone() title=words.title lead=words.lead above=above(&draft) has_editor=has_editor>
            {saved}
            {some_open}
            {lost}
            <p>{marked}</p>
            {rules}
            <div
                class="edit-page edit-page--sides"
                data-edit-page=edited
                data-language=language
                data-account=account
                data-person=person
                data-fixed=""
            >
                <form class="edit-rows" method="post" action=visit.href(&format!("{}/nebeneinander", base(draft.page)))>
                    {parts}
                    {rows}
                    <div class="form__actions">
                        <button class="button button--primary" type="submit" data-plain=""><Icon name="check"/>{words.save_all}</button>
                        <a class="button button--secondary" href=languages>{words.confirm}</a>
                    </div>
                </form>
            </div>
            <p><a href=edit_path(&draft)><Icon name="arrow-left"/>{visit.words().editing.back_to_page}</a></p>
        </StaffPage>
    }
    .into_any()
}

/// In Leichte Sprache letters are larger, as on its page.
fn side_class(language: Language) -> &'static str {
    if language == Language::Ls { "edit-side__text language-ls" } else { "edit-side__text" }
}

/// A name for links can be given once on a page, and this one shows two.
fn without_anchor(block: &Keyed) -> Block {
    Block { anchor: None, ..mode::block(block) }
}

/// What waits for the editor.
fn shown(look: &Look, block: &Keyed, label: &str) -> AnyView {
    let (key, kind, revision) = (block.key.clone(), block.kind.code(), block.revision.to_string());
    let shown = look.view(without_anchor(block));
    view! {
        <div class="edit-block" data-block=key data-kind=kind data-revision=revision data-label=label.to_owned() hidden=true>
            {shown}
        </div>
    }
    .into_any()
}

/// The German block: as everybody reads it or, where it changed, with what did.
fn source(visit: &Visit, look: &Look, german: &[Keyed], change: Option<&BlockChange>) -> AnyView {
    let words = visit.words();
    let Some(BlockChange { key, change, pieces, .. }) = change else {
        return view! { <p>{words.side_by_side.missing_german}</p> }.into_any();
    };
    let same = german.iter().find(|block| *change == Change::Same && block.key == *key);
    if let Some(block) = same {
        let shown = look.view(without_anchor(block));
        return view! { <div class="edit-side__text" lang="de">{shown}</div> }.into_any();
    }
    changed(visit, change, pieces.clone())
}

fn changed(visit: &Visit, change: &Change, pieces: Vec<Piece>) -> AnyView {
    let name = visit.words().editing.change(change);
    let tag = (*change != Change::Same)
        .then(|| view! { <p><span class="tag tag--under-review"><Icon name="language"/>{name}</span></p> });
    view! { {tag} <div lang="de"><Pieces visit=visit.clone() pieces=pieces/></div> }.into_any()
}

/// Title or introduction of both texts. The German words are those that everybody reads or, where they changed, what did.
fn part_row(
    visit: &Visit,
    (draft, part): (&Draft, Part),
    (old, new): &(Opening, Opening),
    has_editor: bool,
    open: Option<Open>,
) -> AnyView {
    let words = visit.words();
    let title = match part {
        Part::Title => words.editing.page_title,
        Part::Introduction => words.editing.page_lead,
    };
    let label = format!("{title}, {}", words.side_by_side.here);
    let (before, german) = (old.part(part), new.part(part).to_owned());
    let source = if before == german {
        view! { <div class="edit-side__text" lang="de"><p class="lead">{german}</p></div> }.into_any()
    } else {
        changed(visit, &Change::Changed, compare(before, &german))
    };
    let (body, revision) = draft.part(part);
    let shown = has_editor.then(|| {
        let (named, body) = (label.clone(), (!body.is_empty()).then(|| body.to_owned()));
        view! {
            <div class="edit-part" data-part=part.key() data-kind=part.kind() data-revision=revision.to_string() data-label=named hidden=true>
                <p class="lead" data-words="">{body}</p>
            </div>
        }
    });
    // In its field it is a text like any other.
    let block = Keyed { key: part.key().into(), kind: BlockKind::Lead, anchor: None, body: body.to_owned(), revision };
    let form = visit.href(&format!("{}/titel", base(draft.page)));
    let (class, language) = (side_class(draft.language), draft.language);
    let own = view! {
        <div class=class lang=language.tag()>{shown}</div>
        <Field visit=visit.clone() form=form language=language label=label block=block open=open/>
    }
    .into_any();
    let id = format!("paar-{}", part.key());
    view! { <Row visit=visit.clone() id=id title=title source=source own=own/> }.into_any()
}

#[component]
fn Row(visit: Visit, id: String, #[prop(into)] title: String, source: AnyView, own: AnyView) -> impl IntoView {
    let words = &visit.words().side_by_side;
    let named = id.clone();
    view! {
        <section class="edit-row" aria-labelledby=named>
            <h2 id=id>{title}</h2>
            <div class="edit-sides">
                <div class="edit-side"><h3>{words.german}</h3>{source}</div>
                <div class="edit-side"><h3>{words.here}</h3>{own}</div>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Missing(visit: Visit, page: i64) -> impl IntoView {
    let words = &visit.words().side_by_side;
    let insert = visit.href(&format!("{}/neu", base(page)));
    view! {
        <p>{words.missing_here}</p>
        <p><a href=insert><Icon name="plus"/>{words.insert}</a></p>
    }
    .into_any()
}

/// The text in the language of the page, to be written on without a script.
#[component]
fn Field(
    visit: Visit,
    /// Where it is written on with all there is to say about it.
    form: String,
    language: Language,
    label: String,
    block: Keyed,
    open: Option<Open>,
) -> impl IntoView {
    let words = &visit.words().side_by_side;
    let (field, hint) = (format!("text-{}", block.key), format!("fehler-{}", block.key));
    let is_wrong = open.is_some();
    let problem = open.as_ref().map(|open| {
        let decide = open.is_clash().then(|| view! { " "<a href=format!("{form}?getippt")>{words.decide}</a> });
        view! { <p class="field__error" id=hint.clone()>{open.problem.clone()}{decide}</p> }
    });
    let (body, revision) = match open {
        Some(open) => (open.body, open.revision),
        None => (block.body, block.revision.to_string()),
    };
    let along = view! {
        <input type="hidden" name=format!("fassung-{}", block.key) value=revision/>
        <input type="hidden" name=format!("save-{}", block.key) value=fresh()/>
        <p><a href=form.clone()>{words.form}</a></p>
    };
    if block.kind.has_lines() {
        return view! {
            <fieldset class="field field--group" data-plain="" aria-describedby=is_wrong.then_some(hint)>
                <legend class="field__label">{label}</legend>
                {problem}
                <KindFields visit=visit.clone() kind=block.kind body=body source=Source::At(form) key=block.key/>
                {along}
            </fieldset>
        }
        .into_any();
    }
    let describes = if is_wrong { hint } else { String::new() };
    let rows = u16::try_from(body.lines().map(|line| 1 + line.chars().count() / 50).sum::<usize>()).unwrap_or(24);
    view! {
        <div class="field" data-plain="">
            <label class="field__label" for=field.clone()>{label}</label>
            {problem}
            <div lang=language.tag()>
                <TextArea id=field.clone() name=field value=body rows=rows.clamp(4, 24) invalid=is_wrong described_by=describes/>
            </div>
            {along}
        </div>
    }
    .into_any()
}
