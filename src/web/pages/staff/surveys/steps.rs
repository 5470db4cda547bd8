//! `/verwaltung/umfragen/{slug}/schritt`: publishing, another end, retiring, and their ways back.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Moment,
    policy::Action,
    surveys::{Step, Survey, new_end, obstacles, reason, steps},
};
use leptos::prelude::*;
use store::surveys::{self, Doing};

use super::{
    super::form::{Area, Line, Problems, Tick, Typed},
    PATH,
    desk::{self, Sent},
    fields,
};
use crate::{AppError, Site, Visit, dates, locales::Words, pages::accounts::private, ui::Icon};

/// `aktion` with `stand`, and what it needs: `neues-ende` and `grund`, `anlass`, or `sicher`.
pub async fn take(
    State(site): State<Site>,
    visit: Visit,
    Path(slug): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::MakeSurveys)?;
    let survey = surveys::open(&site.store, &by, &slug).await?.ok_or(AppError::NotFound)?;
    let now = site.now();
    let sent = Sent::read(&body);
    let step = step(&sent.typed).ok_or(AppError::BadRequest)?;
    let Some(seen) = fields::seen(&sent.typed) else { return sent.without_revision(site, visit, &slug).await };
    let is_answered = surveys::is_answered(&site.store, survey.id).await?;
    if !steps(&survey, is_answered, now).contains(&step) {
        return sent.impossible(site, visit, &slug).await;
    }
    let mut problems = Problems::default();
    let doing = doing(step, &sent.typed, &survey, now, visit.words(), &mut problems);
    let Some(doing) = doing.filter(|_| problems.is_empty()) else {
        return desk::page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, &slug, Sent { problems, ..sent }).await;
    };
    let done = surveys::take_step(&site.store, &by, &slug, &doing, seen, now).await;
    if done.is_ok() && doing == Doing::Discard {
        return Ok(private(Redirect::to(&visit.href(PATH)).into_response()));
    }
    sent.after(done, site, visit, &slug, "").await
}

/// The `aktion` of each step.
fn code(step: Step) -> &'static str {
    match step {
        Step::Publish => "veroeffentlichen",
        Step::Discard => "wegwerfen",
        Step::TakeBack => "entwurf",
        Step::SetEnd => "ende",
        Step::Close => "schliessen",
        Step::Retire => "zurueckziehen",
        Step::Restore => "zurueckholen",
    }
}

fn step(typed: &Typed) -> Option<Step> {
    let asked = typed.get("aktion");
    Step::ALL.into_iter().find(|step| code(*step) == asked)
}

/// What is to be done; `None` where something is missing.
fn doing(
    step: Step,
    typed: &Typed,
    survey: &Survey,
    now: Moment,
    words: &Words,
    problems: &mut Problems,
) -> Option<Doing> {
    let told = &words.survey_steps;
    let why = |id: &'static str, problems: &mut Problems| match reason(&typed.get(id)) {
        Ok(reason) => Some(reason),
        Err(problem) => {
            problems.add(id, fields::reason_problem(told, problem));
            None
        }
    };
    match step {
        Step::Publish => {
            for obstacle in obstacles(survey, now) {
                let (id, text) = fields::obstacle(told, obstacle);
                problems.add(id, text);
            }
            Some(Doing::Publish)
        }
        Step::TakeBack => Some(Doing::TakeBack),
        Step::Discard => {
            if typed.get("sicher") != "ja" {
                problems.add("sicher", told.sure_missing);
            }
            Some(Doing::Discard)
        }
        Step::SetEnd => {
            let end = dates::from_local(typed.get("neues-ende").trim());
            match end.map(|end| new_end(survey.period, end, now)) {
                None => problems.add("neues-ende", words.boards.no_time),
                Some(Err(problem)) => problems.add("neues-ende", fields::end_problem(told, problem)),
                Some(Ok(_)) => {}
            }
            let reason = why("grund", problems);
            end.zip(reason).map(|(end, reason)| Doing::SetEnd { end, reason })
        }
        Step::Close => why("grund", problems).map(|reason| Doing::Close { reason }),
        Step::Retire => why("anlass", problems).map(|reason| Doing::Retire { reason }),
        Step::Restore => why("anlass", problems).map(|reason| Doing::Restore { reason }),
    }
}

#[component]
pub(super) fn Steps(
    visit: Visit,
    survey: Survey,
    is_answered: bool,
    now: Moment,
    typed: Typed,
    problems: Problems,
) -> impl IntoView {
    let words = &visit.words().survey_steps;
    let possible = steps(&survey, is_answered, now);
    let has = |step: Step| possible.contains(&step);
    let about = About {
        action: visit.href(&format!("{PATH}/{}/schritt", survey.slug)),
        revision: survey.revision.to_string(),
        visit: visit.clone(),
        typed,
        problems,
    };
    let obstacles: Vec<&'static str> =
        obstacles(&survey, now).into_iter().map(|obstacle| fields::obstacle(words, obstacle).1).collect();
    let publish = has(Step::Publish).then(|| view! { <Publish about=about.clone() obstacles=obstacles/> });
    let take_back = has(Step::TakeBack).then(|| {
        view! {
            <Plain about=about.clone() id="entwurf" title=words.take_back text=words.take_back_note>
                <ButtonOf step=Step::TakeBack icon="undo" text=words.take_back/>
            </Plain>
        }
    });
    let end = has(Step::SetEnd).then(|| {
        view! { <End about=about.clone() end=survey.period.end is_open=has(Step::Close)/> }
    });
    let why = |about: &About| {
        let About { visit, typed, problems, .. } = about.clone();
        view! {
            <Area visit=visit id="anlass" label=words.reason hint=words.reason_hint value=typed.get("anlass") problems=problems/>
        }
    };
    let retire = has(Step::Retire).then(|| {
        let field = why(&about);
        view! {
            <Plain about=about.clone() id="zurueckziehen" title=words.retire text=words.retire_note>
                {field}
                <ButtonOf step=Step::Retire icon="lock" text=words.retire/>
            </Plain>
        }
    });
    let restore = has(Step::Restore).then(|| {
        let field = why(&about);
        view! {
            <Plain about=about.clone() id="zurueckholen" title=words.restore text=words.restore_note>
                {field}
                <ButtonOf step=Step::Restore icon="undo" text=words.restore/>
            </Plain>
        }
    });
    let discard = has(Step::Discard).then(|| {
        let (visit, problems) = (visit.clone(), about.problems.clone());
        view! {
            <Plain about=about.clone() id="wegwerfen" title=words.discard text=words.discard_note>
                <Tick visit=visit id="sicher" label=words.sure is_ticked=false problems=problems/>
                <ButtonOf step=Step::Discard icon="trash" text=words.discard/>
            </Plain>
        }
    });
    view! { {publish} {take_back} {end} {retire} {restore} {discard} }.into_any()
}

/// What every form of a step needs.
#[derive(Clone)]
struct About {
    visit: Visit,
    action: String,
    revision: String,
    typed: Typed,
    problems: Problems,
}

/// A step with what it means.
#[component]
fn Plain(about: About, id: &'static str, title: &'static str, text: &'static str, children: Children) -> impl IntoView {
    view! {
        <section aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <p>{text}</p>
            <form class="form" method="post" action=about.action>
                <input type="hidden" name="stand" value=about.revision/>
                {children()}
            </form>
        </section>
    }
    .into_any()
}

#[component]
fn ButtonOf(step: Step, icon: &'static str, text: &'static str) -> impl IntoView {
    let class = if step == Step::Publish { "button button--primary" } else { "button button--secondary" };
    view! {
        <div class="form__actions">
            <button class=class type="submit" name="aktion" value=code(step)><Icon name=icon/>{text}</button>
        </div>
    }
    .into_any()
}

#[component]
fn Publish(about: About, obstacles: Vec<&'static str>) -> impl IntoView {
    let words = &about.visit.words().survey_steps;
    let has_obstacles = !obstacles.is_empty();
    let obstacles = obstacles.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
    let obstacles = has_obstacles.then(|| view! { <p>{words.obstacles}</p> <ul>{obstacles}</ul> });
    view! {
        <Plain about=about id="veroeffentlichen" title=words.publish text=words.publish_note>
            {obstacles}
            <ButtonOf step=Step::Publish icon="check-circle" text=words.publish/>
        </Plain>
    }
    .into_any()
}

/// Another end, or the end now, with a reason for either.
#[component]
fn End(about: About, end: Option<Moment>, is_open: bool) -> impl IntoView {
    let words = &about.visit.words().survey_steps;
    let About { visit, typed, problems, .. } = about.clone();
    let end = typed.or("neues-ende", end.map(dates::to_local).unwrap_or_default());
    let close = is_open.then(|| view! { <ButtonOf step=Step::Close icon="lock" text=words.close/> });
    view! {
        <Plain about=about id="anderes-ende" title=words.other_end text=words.other_end_note>
            <Line visit=visit.clone() id="neues-ende" label=words.new_end hint=words.new_end_hint kind="datetime-local"
                value=end problems=problems.clone()/>
            <Area visit=visit id="grund" label=words.reason hint=words.reason_hint value=typed.get("grund") problems=problems/>
            <ButtonOf step=Step::SetEnd icon="clock" text=words.set_end/>
            {close}
        </Plain>
    }
    .into_any()
}
