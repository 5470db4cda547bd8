//! The second step: everything once more, then the one button that submits.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use domain::{
    boards::{Board, choices},
    fields::Field,
    floods::Attack,
    ids::SubmissionId,
    outbox::ShownDraft,
    policy::{self, Refusal},
    proposals::{Draft, Picture, Seen},
    sittings::SENT,
};
use leptos::prelude::*;
use store::{StoreError, areas, boards, drafts};

use super::{address, errors_of, is_of_counter, receipt_of, redact, see_other};
use crate::{
    AppError, Guest, Site, Visit,
    locales::fill,
    pages::{
        personal::{Found, PersonalNotice},
        trap::{self, Trap},
    },
    render,
    ui::{
        AttackNotice, Breadcrumb, DeviceFull, GoalTags, Head, Icon, Notice, NoticeKind, Prose, Shell, ThemeTag,
        board_choice, board_times, with_before,
    },
    visit::pairs,
};

#[derive(Clone)]
struct Review {
    key: String,
    draft: Draft,
    /// Where it is going to stand.
    board: Board,
    /// Boards to choose from, where there are several.
    boards: Vec<Board>,
    /// Ortsteil of the pin or of the choice.
    place: Option<String>,
    pictures: Vec<Picture>,
    is_shown_at_once: bool,
    attack: Option<Attack>,
    /// What its author may not want to have in public.
    found: Found,
}

pub async fn show(State(site): State<Site>, visit: Visit, Path(key): Path<String>) -> Result<Response, AppError> {
    let stored = drafts::load(&site.store, &key).await?.ok_or(AppError::NotFound)?;
    if stored.submitted_as.is_some() {
        return receipt_of(&site, &visit, &key).await;
    }
    let draft = stored.draft;
    if !errors_of(&site, &draft).await?.is_empty() {
        return Ok(to_be_mended(&visit, &key));
    }
    let place = place_name(&site, &draft).await?;
    let all = boards::list(&site.store).await?;
    let is_chosen = |board: &&Board| match stored.board {
        Some(id) => board.id == id,
        None => board.slug == boards::DEFAULT,
    };
    let board = all.iter().find(is_chosen).cloned().ok_or(AppError::NotFound)?;
    let boards = choices::to_write(&all, site.now());
    let (is_shown_at_once, attack) = (policy::is_shown_at_once(&board), board.attack);
    let found = Found::of(redact::texts(&draft));
    let pictures = stored.pictures;
    let review = Review { key, draft, board, boards, place, pictures, is_shown_at_once, attack, found };
    Ok(render::page(|| view! { <ReviewPage site=site visit=visit review=review/> }))
}

pub async fn submit(
    State(site): State<Site>,
    visit: Visit,
    guest: Guest,
    Path(key): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let sent = pairs(&String::from_utf8_lossy(&body));
    let saw = sent.iter().find(|(name, _)| name == "fassung").and_then(|(_, seen)| Seen::read(seen).pop());
    let filled = sent.iter().find(|(name, _)| name == trap::FIELD).map(|(_, text)| text.as_str()).unwrap_or_default();
    if let Some((_, slug)) = sent.iter().find(|(name, _)| name == "liste") {
        let Some(board) = boards::by_slug(&site.store, slug).await? else {
            return Ok(see_other(&visit, &format!("{}/pruefen?liste=fehlt#liste", address(&key))));
        };
        drafts::set_board(&site.store, &key, board.id).await?;
    }
    let stored = drafts::load(&site.store, &key).await?.ok_or(AppError::NotFound)?;
    if stored.submitted_as.is_some() && !guest.is_helped() && is_of_counter(&site, &key).await? {
        return Err(AppError::NotFound);
    }
    let doubt = trap::doubt_of_draft(&site, filled, stored.begun_at);
    let mut headers = HeaderMap::new();
    let person = guest.ensure(&site, &mut headers);
    let (store, language, now) = (&site.store, visit.language, site.now());
    match drafts::submit_by(store, &key, saw.as_ref(), &person, guest.way(doubt), language, now).await {
        Ok(_) if guest.is_helped() => Ok((headers, see_other(&visit, SENT)).into_response()),
        Ok(submitted) => Ok((headers, see_other(&visit, &format!("{}?neu=1", submitted.code.path()))).into_response()),
        Err(StoreError::Invalid(_)) => Ok(to_be_mended(&visit, &key)),
        // The draft is kept, and the page says since when the board is closed.
        Err(StoreError::Refused(Refusal::BoardClosed)) => Ok(see_other(&visit, &format!("{}/pruefen", address(&key)))),
        Err(StoreError::DraftChanged) => Ok(see_other(&visit, &format!("{}/pruefen?geaendert=1", address(&key)))),
        Err(other) => Err(other.into()),
    }
}

/// Somebody came back to the address of the button.
pub async fn back(visit: Visit, Path(key): Path<String>) -> Result<Response, AppError> {
    let key = SubmissionId::parse(&key).map_err(|_| AppError::NotFound)?;
    Ok(see_other(&visit, &format!("{}/pruefen", address(key.as_str()))))
}

fn to_be_mended(visit: &Visit, key: &str) -> Response {
    see_other(visit, &format!("{}?pruefen=1#fehler", address(key)))
}

pub async fn place_name(site: &Site, draft: &Draft) -> Result<Option<String>, AppError> {
    if let Ok(point) = draft.pin.parse() {
        let located = areas::locate(&site.store, point, site.now()).await?;
        return Ok(located.map(|located| located.district.name));
    }
    let districts = areas::districts(&site.store).await?;
    Ok(districts.into_iter().find(|area| area.id.to_string() == draft.district.trim()).map(|area| area.name))
}

#[component]
fn ReviewPage(site: Site, visit: Visit, review: Review) -> impl IntoView {
    let (all, words) = (visit.words(), &visit.words().submit);
    let head = Head { class: "page-submit", is_private: true, ..Head::titled(words.review_title, words.review_lead) };
    let (form, seen) = (address(&review.key), Seen::of(&review.draft).to_string());
    // For the device, which keeps what it sends until it has arrived; the server has the draft and looks at none of it.
    let shown = ShownDraft { draft: review.draft.clone(), board: Some(review.board.slug.clone()) };
    let shown = serde_json::to_string(&shown).unwrap_or_default();
    let was_changed = visit.first("geaendert").is_some();
    let attack = review.attack.map(|attack| view! { <AttackNotice visit=visit.clone() attack=attack/> });
    let was_removed = visit.first("unkenntlich").is_some();
    let personal = view! { <RemoveFirst visit=visit.clone() key=review.key.clone() seen=seen.clone() found=review.found.clone()/> };
    let steps = vec![
        ("/vorschlaege".to_owned(), all.common.nav_proposals.to_owned()),
        (form.clone(), words.form_title.to_owned()),
    ];
    let lists = &all.boards;
    let more =
        if review.boards.is_empty() { lists.kept.to_owned() } else { format!("{} {}", lists.kept, lists.choose_other) };
    let times = board_times(&visit, &review.board, &more, site.now());
    // Nothing is sent to a board that is closed; where another one is open, it is chosen with the button.
    let may_submit = times.is_none() || !review.boards.is_empty();
    let is_missing = visit.first("liste").is_some();
    let choice = board_choice(&visit, review.boards.clone(), &review.board.slug, is_missing);
    let button = may_submit.then(|| {
        view! { <button class="button button--primary button--large" type="submit"><Icon name="check"/>{words.submit}</button> }
    });
    let notice = if review.is_shown_at_once { words.shown_at_once } else { words.checked_first };
    let summary = with_before(times, view! { <Summary visit=visit.clone() review=review/> });
    let trap = with_before(choice, view! { <Trap/> });
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=steps/>
                <p class="steps">{fill(words.step, &[("n", "2")])}</p>
                <h1>{words.review_title}</h1>
                <p class="lead">{words.review_lead}</p>
                {was_changed.then(|| view! { <Notice kind=NoticeKind::Warning><p>{all.versions.read_again}</p></Notice> })}
                {was_removed.then(|| view! { <Notice kind=NoticeKind::Success><p>{all.personal.was_removed}</p></Notice> })}
                {summary}
                {personal}
                {attack}
                <p>{words.rules}<a href=visit.href("/regeln")>{words.rules_link}</a>". "{notice}</p>
                <p>{words.privacy}<a href=visit.href("/datenschutz")>{words.privacy_link}</a>"."</p>
                <DeviceFull visit=visit.clone()/>
                <form class="form__actions" method="post" action=visit.href(&format!("{form}/einreichen"))>
                    <input type="hidden" name="fassung" value=seen/>
                    <input type="hidden" name="gezeigt" value=shown/>
                    {trap}
                    {button}
                    <a class="button button--secondary" href=visit.href(&form)>{words.back_to_form}</a>
                </form>
            </div>
        </Shell>
    }
    .into_any()
}

/// What stands in the text, with a way to take it out before it is submitted.
#[component]
fn RemoveFirst(visit: Visit, key: String, seen: String, found: Found) -> impl IntoView {
    let words = &visit.words().personal;
    let action = visit.href(&format!("{}/unkenntlich", address(&key)));
    view! {
        <PersonalNotice visit=visit found=found choice=words.submit_or_remove>
            <form method="post" action=action>
                <input type="hidden" name="fassung" value=seen/>
                <button class="button button--secondary" type="submit"><Icon name="lock"/>{words.remove}</button>
            </form>
        </PersonalNotice>
    }
    .into_any()
}

#[component]
fn Summary(visit: Visit, review: Review) -> impl IntoView {
    let (all, words) = (visit.words(), &visit.words().submit);
    let Review { key, draft, place, pictures, .. } = review;
    let form = address(&key);
    let checked = draft.check().ok();
    let line = |value: &str| match value.trim() {
        "" => view! { <span class="summary__nothing">{words.nothing_given}</span> }.into_any(),
        value => view! { <span>{value.to_owned()}</span> }.into_any(),
    };
    let theme = checked.as_ref().map(|proposal| view! { <ThemeTag theme=proposal.theme words=all/> });
    let goals = checked.as_ref().filter(|proposal| !proposal.goals.is_empty()).map(|proposal| {
        view! { <GoalTags goals=proposal.goals words=all/> }
    });
    let goals = match goals {
        Some(goals) => goals.into_any(),
        None => line(""),
    };
    let where_it_is = place.unwrap_or_else(|| words.district_none.to_owned());
    let note = (!draft.place_note.trim().is_empty()).then(|| view! { <br/>{draft.place_note.clone()} });
    let author = if draft.author.trim().is_empty() { words.anonymous.to_owned() } else { draft.author.clone() };
    let row = |field: Field, name: &'static str, value: AnyView| {
        let href = visit.href(&format!("{form}#{}", field.name()));
        view! {
            <div class="summary__row">
                <dt class="summary__key">{name}</dt>
                <dd class="summary__value">{value}</dd>
                <dd class="summary__action">
                    <a href=href>{words.change}<span class="visually-hidden">": "{name}</span></a>
                </dd>
            </div>
        }
    };
    view! {
        <dl class="summary">
            {row(Field::Title, words.title, line(&draft.title))}
            {row(Field::Text, words.text, view! { <Prose text=draft.text.replace("\r\n", "\n")/> }.into_any())}
            {row(Field::Theme, words.theme, theme.into_any())}
            {row(Field::Goals, words.goals, goals)}
            {row(Field::Place, words.place, view! { {where_it_is}{note} }.into_any())}
            {row(Field::Pictures, words.section_pictures, view! { <Pictures visit=visit.clone() key=key.clone() pictures=pictures/> }.into_any())}
            {row(Field::Author, words.author, line(&author))}
            {row(Field::Email, words.email, line(&draft.email))}
        </dl>
    }
    .into_any()
}

#[component]
fn Pictures(visit: Visit, key: String, pictures: Vec<Picture>) -> impl IntoView {
    let words = &visit.words().submit;
    if pictures.is_empty() {
        return view! { <span class="summary__nothing">{words.nothing_given}</span> }.into_any();
    }
    let items = pictures
        .into_iter()
        .enumerate()
        .map(|(index, picture)| {
            let name = fill(words.picture, &[("n", &(index + 1).to_string())]);
            let has_words = !picture.alt.is_empty();
            view! {
                <li class="pictures__item">
                    <img
                        class="pictures__image"
                        src=visit.href(&format!("{}/bild/{}", address(&key), picture.id))
                        alt=if has_words { String::new() } else { name }
                        width=picture.width.to_string()
                        height=picture.height.to_string()
                    />
                    <p>{if has_words { picture.alt.clone() } else { words.alt_missing.to_owned() }}</p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="pictures">{items}</ul> }.into_any()
}
