//! `/verwaltung/kiosks`: every kiosk and how it is, and a new one.

use axum::{
    body::Bytes,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Language,
    kiosk::{LONGEST_NAME, LONGEST_PLACE, Offer, Process, Setup, State as Kind},
    policy::Action,
    text::clean_line,
};
use leptos::prelude::*;
use store::{
    boards,
    kiosks::{self, Call, Kiosk},
};

use super::{
    form::{Line, ProblemSummary, Problems, Typed},
    frame::StaffPage,
    kiosk_calls::{self, Calls},
};
use crate::{
    AppError, Site, Visit, dates,
    locales::{fill, kiosks::Kiosks},
    pages::{accounts::private, kiosk::Running},
    render,
    ui::{Icon, Notice, NoticeKind, field::FieldProblem},
};

pub(super) const PATH: &str = "/verwaltung/kiosks";

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let typed = Typed::of(
        [("listen", "stadt".to_owned())]
            .into_iter()
            .chain(Language::ALL.map(|language| ("sprachen", language.code().to_owned())))
            .chain(Process::ALL.map(|kind| ("formate", kind.code().to_owned()))),
    );
    page(StatusCode::OK, site, visit, typed, Problems::default()).await
}

/// `name`, `ort`, `sprachen`, `listen`, `formate` and `ohne` of a new kiosk.
pub async fn add(State(site): State<Site>, visit: Visit, body: Bytes) -> Result<Response, AppError> {
    let by = visit.acting(Action::ManageKiosks)?;
    let typed = Typed::read(&body);
    match wanted(&site, &typed, &visit.words().kiosks).await? {
        Ok(setup) => {
            let id = kiosks::add(&site.store, &by, &setup, site.now()).await?;
            Ok(private(Redirect::to(&visit.href(&format!("{PATH}/{id}"))).into_response()))
        }
        Err(problems) => page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, typed, problems).await,
    }
}

/// What a form says about a kiosk.
pub(super) async fn wanted(site: &Site, typed: &Typed, words: &Kiosks) -> Result<Result<Setup, Problems>, AppError> {
    let known = boards::list(&site.store).await?;
    let chosen = typed.all("listen");
    let is_chosen = |slug: &String| chosen.contains(slug);
    let setup = Setup {
        name: clean_line(&typed.get("name")),
        place: clean_line(&typed.get("ort")),
        languages: typed.all("sprachen").iter().filter_map(|code| Language::from_code(code)).collect(),
        boards: known.into_iter().map(|board| board.slug).filter(is_chosen).collect(),
        offer: offer(site, typed).await?,
    };
    let mut problems = Problems::default();
    let length = setup.name.chars().count();
    if length == 0 || length > LONGEST_NAME {
        problems.add("name", fill(words.name_missing, &[("n", &LONGEST_NAME.to_string())]));
    }
    if setup.place.chars().count() > LONGEST_PLACE {
        problems.add("ort", fill(words.place_long, &[("n", &LONGEST_PLACE.to_string())]));
    }
    if setup.languages.is_empty() {
        problems.add("sprachen", words.languages_missing);
    }
    if setup.boards.is_empty() {
        problems.add("listen", words.boards_missing);
    }
    Ok(if problems.is_empty() { Ok(setup) } else { Err(problems) })
}

/// What is left out is something that is there; what ended since is forgotten.
async fn offer(site: &Site, typed: &Typed) -> Result<Offer, AppError> {
    let without = typed.all("ohne");
    let running = Running::all(site, site.now()).await?.into_iter().map(|one| one.address);
    Ok(Offer {
        kinds: typed.all("formate").iter().filter_map(|code| Process::from_code(code)).collect(),
        left_out: running.filter(|address| without.contains(address)).collect(),
    })
}

async fn page(
    status: StatusCode,
    site: Site,
    visit: Visit,
    typed: Typed,
    problems: Problems,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::ManageKiosks)?;
    let all = kiosks::list(&site.store, &by, site.now()).await?;
    let calls = kiosk_calls::waiting(&site, &visit).await?;
    let choices = Choices::load(&site, visit.language).await?;
    let page = render::page_with_status(status, || {
        view! { <Page site=site visit=visit kiosks=all calls=calls choices=choices typed=typed problems=problems/> }
    });
    Ok(private(page))
}

/// What there is to choose from, each with its name.
#[derive(Clone)]
pub struct Choices {
    boards: Vec<(String, String)>,
    running: Vec<(String, String)>,
}

impl Choices {
    pub(super) async fn load(site: &Site, language: Language) -> Result<Self, AppError> {
        let boards = boards::list(&site.store).await?;
        let running = Running::all(site, site.now()).await?;
        Ok(Self {
            boards: boards.into_iter().map(|board| (board.slug, board.title)).collect(),
            running: running.iter().map(|one| one.choice(language)).collect(),
        })
    }
}

pub(super) fn state(words: &Kiosks, kind: Kind) -> &'static str {
    match kind {
        Kind::Invited => words.invited,
        Kind::Unpaired => words.unpaired,
        Kind::Working => words.working,
        Kind::Silent => words.silent,
        Kind::Revoked => words.is_revoked,
    }
}

#[component]
fn Page(
    site: Site,
    visit: Visit,
    kiosks: Vec<Kiosk>,
    calls: Vec<Call>,
    choices: Choices,
    typed: Typed,
    problems: Problems,
) -> impl IntoView {
    let words = &visit.words().kiosks;
    let kept: i64 = kiosks.iter().map(|kiosk| kiosk.numbers.kept).sum();
    let none = kiosks.is_empty().then(|| view! { <p>{words.none}</p> });
    let notices = notices(&visit, &kiosks);
    let rows = kiosks
        .into_iter()
        .map(|kiosk| {
            let seen = kiosk.last_seen.map(|at| dates::date_and_time(visit.language, at));
            let waiting = kiosk.health.as_ref().map_or(0, |health| health.waiting);
            let facts = [
                state(words, kiosk.state).to_owned(),
                format!("{}: {}", words.last_seen, seen.unwrap_or_else(|| words.never.to_owned())),
                format!("{}: {waiting}", words.waiting),
            ];
            let href = visit.href(&format!("{PATH}/{}", kiosk.id));
            view! {
                <li class="staff-row">
                    <a href=href>{kiosk.setup.name}</a>
                    <span>{kiosk.setup.place}</span>
                    <span>{facts.join(" · ")}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <StaffPage site=site visit=visit.clone() title=words.area.0 lead=words.staff_lead>
            <ProblemSummary visit=visit.clone() problems=problems.clone()/>
            <Calls visit=visit.clone() calls=calls/>
            {notices}
            <Unopened visit=visit.clone() kept=kept/>
            {none}
            <ul class="staff-rows">{rows}</ul>
            <section aria-labelledby="neu">
                <h2 id="neu">{words.new}</h2>
                <form class="form" method="post" action=visit.href(PATH)>
                    <Fields visit=visit.clone() choices=choices typed=typed problems=problems/>
                    <div class="form__actions">
                        <button class="button button--primary" type="submit"><Icon name="plus"/>{words.add}</button>
                    </div>
                </form>
            </section>
        </StaffPage>
    }
    .into_any()
}

/// What somebody should look after: here, and where everybody's work begins.
pub(super) fn notices(visit: &Visit, kiosks: &[Kiosk]) -> Vec<AnyView> {
    let words = &visit.words().kiosks;
    let silent = |kiosk: &Kiosk| kiosk.state == Kind::Silent;
    let gaps = |kiosk: &Kiosk| kiosk.numbers.gaps > 0 || kiosk.numbers.repeats > 0;
    let kept = |kiosk: &Kiosk| kiosk.numbers.kept > 0;
    let all = [
        notice(visit, kiosks, words.silent_notice, silent),
        notice(visit, kiosks, words.gaps_notice, gaps),
        notice(visit, kiosks, words.kept_notice, kept),
    ];
    all.into_iter().flatten().collect()
}

fn notice(visit: &Visit, kiosks: &[Kiosk], text: &'static str, concerns: impl Fn(&Kiosk) -> bool) -> Option<AnyView> {
    let names: Vec<_> = kiosks
        .iter()
        .filter(|kiosk| concerns(kiosk))
        .map(|kiosk| (visit.href(&format!("{PATH}/{}", kiosk.id)), kiosk.setup.name.clone()))
        .collect();
    let items = names.into_iter().map(|(href, name)| view! { <li><a href=href>{name}</a></li> }).collect::<Vec<_>>();
    (!items.is_empty())
        .then(|| view! { <Notice kind=NoticeKind::Warning><p>{text}</p><ul>{items}</ul></Notice> }.into_any())
}

/// The button by which records that nobody could open are tried again, and what became of the last try.
#[component]
fn Unopened(visit: Visit, kept: i64) -> impl IntoView {
    let words = &visit.words().kiosks;
    let is_more = visit.query == "weiter";
    let was_tried = visit.query == "versucht" || is_more;
    let done =
        (was_tried && kept == 0).then(|| view! { <Notice kind=NoticeKind::Success><p>{words.kept_done}</p></Notice> });
    let rest = (was_tried && kept > 0).then(|| {
        let text = fill(if is_more { words.kept_more } else { words.kept_still }, &[("n", &kept.to_string())]);
        view! { <Notice kind=NoticeKind::Warning><p>{text}</p></Notice> }
    });
    let button = (kept > 0).then(|| {
        view! {
            <form method="post" action=visit.href(&format!("{PATH}/noch-einmal"))>
                <p>{words.kept_lead}</p>
                <button class="button button--secondary" type="submit"><Icon name="refresh"/>{words.kept_again}</button>
            </form>
        }
    });
    view! { {done}{rest}{button} }.into_any()
}

/// What a kiosk is called, where it stands, what it offers.
#[component]
pub(super) fn Fields(visit: Visit, choices: Choices, typed: Typed, problems: Problems) -> impl IntoView {
    let words = &visit.words().kiosks;
    let common = &visit.words().common;
    let languages = Language::ALL.map(|language| (language.code().to_owned(), common.language(language).to_owned()));
    let kinds = [
        (Process::Survey, common.nav_surveys),
        (Process::PlaceCall, common.nav_places),
        (Process::Event, common.nav_calendar),
    ];
    let kinds = kinds.map(|(kind, name)| (kind.code().to_owned(), name.to_owned())).to_vec();
    let Choices { boards, running } = choices;
    let left_out = (!running.is_empty()).then(|| {
        let chosen = typed.all("ohne");
        view! { <Several visit=visit.clone() id="ohne" legend=words.left_out choices=running chosen=chosen problems=problems.clone()/> }
    });
    view! {
        <Line visit=visit.clone() id="name" label=words.name hint=words.name_hint value=typed.get("name") problems=problems.clone() is_required=true/>
        <Line visit=visit.clone() id="ort" label=words.place value=typed.get("ort") problems=problems.clone()/>
        <Several visit=visit.clone() id="sprachen" legend=words.languages choices=languages.to_vec() chosen=typed.all("sprachen") problems=problems.clone()/>
        <Several visit=visit.clone() id="listen" legend=words.boards choices=boards chosen=typed.all("listen") problems=problems.clone()/>
        <Several visit=visit.clone() id="formate" legend=words.processes choices=kinds chosen=typed.all("formate") problems=problems.clone()/>
        {left_out}
    }
    .into_any()
}

/// Any number of a few.
#[component]
pub(super) fn Several(
    id: &'static str,
    legend: &'static str,
    choices: Vec<(String, String)>,
    chosen: Vec<String>,
    visit: Visit,
    problems: Problems,
) -> impl IntoView {
    let problem = problems.of(id).map(str::to_owned);
    let is_invalid = problem.is_some();
    let problem = problem.map(|text| view! { <FieldProblem id=format!("{id}-fehler") text=text visit=visit/> });
    let boxes = choices
        .into_iter()
        .enumerate()
        .map(|(index, (value, name))| {
            let is_chosen = chosen.contains(&value);
            // The summary of what is wrong leads to the first.
            let own = if index == 0 { id.to_owned() } else { format!("{id}-{index}") };
            view! {
                <div class="choice">
                    <input class="choice__input" type="checkbox" id=own.clone() name=id value=value checked=is_chosen/>
                    <label class="choice__label" for=own><span>{name}</span></label>
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field field--group" class:field--invalid=is_invalid aria-describedby=is_invalid.then(|| format!("{id}-fehler"))>
            <legend class="field__label">{legend}</legend>
            {problem}
            <div class="choices">{boxes}</div>
        </fieldset>
    }
    .into_any()
}
