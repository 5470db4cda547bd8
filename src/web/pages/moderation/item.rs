//! One contribution with everything that a decision needs.

use domain::{
    moderation::{Kind, Rule, Step},
    spam::Doubt,
};
use leptos::prelude::*;
use store::{
    moderation::{Case, Decision},
    spam::Hint,
};

use super::{
    Opened, path_of,
    shortcuts::Shortcuts,
    splitting::{Boards, Splitting},
};
use crate::{
    Site, Visit, dates,
    locales::fill,
    ui::{Age, Breadcrumb, Head, Icon, Notice, NoticeKind, Prose, Shell, TextArea},
};

#[component]
pub(super) fn ItemPage(site: Site, visit: Visit, opened: Opened) -> impl IntoView {
    let words = &visit.words().moderation;
    let Opened { case, hint, remark, is_theirs, has_taken_over, now, .. } = opened.clone();
    let name = format!("{} {}", words.kind(case.item.kind), case.item.id);
    let head = Head { class: "page-moderation", is_private: true, ..Head::titled(name.clone(), words.lead) };
    let up = vec![("/moderation".to_owned(), words.title.to_owned())];
    let author = match &case.author {
        Some(name) => format!("{} {name}", words.by),
        None => words.no_name.to_owned(),
    };
    let about = case.about.clone().map(|about| {
        view! { <p>{words.about}" "<a href=visit.href(&about.path)>{about.title}</a></p> }
    });
    let public = (case.state == domain::moderation::State::Public && case.item.kind == Kind::Proposal).then(|| {
        let href = visit.href(&format!("/vorschlaege/{}", case.item.id));
        view! { <p><a href=href>{words.see_public}</a></p> }
    });
    let remark = remark.map(|text| view! { <Notice kind=NoticeKind::Error id="hinweis"><p>{text}</p></Notice> });
    let hold = visit.href(&format!("{}/belegt", path_of(case.item)));
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container moderation" data-item="" data-hold=hold data-back=visit.href("/moderation")>
                <Breadcrumb visit=visit.clone() steps=up/>
                <h1>{name}</h1>
                {remark}
                {has_taken_over.then(|| view! { <Notice><p>{words.takes_over_knowing}</p></Notice> })}
                <div data-lost="" hidden=true><Notice kind=NoticeKind::Warning><p>{words.lost_claim}</p></Notice></div>
                <div class="moderation__columns">
                    <section aria-labelledby="beitrag-titel">
                        <h2 id="beitrag-titel">{words.text}</h2>
                        <p><strong>{words.state(case.state)}</strong>" · "<Age visit=visit.clone() at=case.at now=now/></p>
                        {case.title.clone().map(|title| view! { <h3>{title}</h3> })}
                        <Prose text=case.text.clone()/>
                        <p>{author}</p>
                        {about}
                        {public}
                        <Hints visit=visit.clone() hint=hint/>
                        <Reports visit=visit.clone() case=case.clone()/>
                        <History visit=visit.clone() decisions=case.decisions.clone()/>
                    </section>
                    <section aria-labelledby="entscheiden">
                        <h2 id="entscheiden">{words.decide}</h2>
                        {if is_theirs {
                            view! { <TakeOver visit=visit.clone() action=format!("{}/belegt", path_of(case.item))/> }.into_any()
                        } else {
                            view! { <DecisionForm visit=visit.clone() opened=opened/> }.into_any()
                        }}
                        <h2>{words.rules}</h2>
                        <Rules visit=visit.clone()/>
                    </section>
                </div>
                <Shortcuts visit=visit.clone() keys=keys(&visit, &case)/>
            </div>
        </Shell>
    }
    .into_any()
}

/// The letters, and what they do here.
fn letter(step: Step) -> Option<&'static str> {
    match step {
        Step::Publish => Some("p"),
        Step::AskToChange => Some("a"),
        Step::Hide => Some("h"),
        Step::Merge => Some("m"),
        Step::Split => Some("s"),
        Step::Keep => Some("b"),
        Step::Restore => Some("w"),
        Step::Move => Some("v"),
        Step::Block => Some("x"),
        Step::Unblock | Step::Unmerge | Step::MoveBack | Step::Rejoin => None,
    }
}

fn keys(visit: &Visit, case: &Case) -> Vec<(&'static str, &'static str)> {
    let (words, steps) = (&visit.words().moderation, &visit.words().moderation_steps);
    let steps = case.possible.iter().filter_map(|step| letter(*step).map(|key| (key, steps.button(*step))));
    steps.chain([("q", words.key_back), ("?", words.key_help)]).collect()
}

/// `action` is without language prefix.
#[component]
pub(super) fn TakeOver(visit: Visit, action: String) -> impl IntoView {
    let words = &visit.words().moderation;
    view! {
        <Notice kind=NoticeKind::Warning><p>{words.claimed}</p></Notice>
        <form class="form__actions" method="post" action=visit.href(&action)>
            <button class="button button--secondary" type="submit" name="uebernehmen" value="1">
                <Icon name="users"/>{words.take_over}
            </button>
        </form>
    }
    .into_any()
}

#[component]
fn DecisionForm(visit: Visit, opened: Opened) -> impl IntoView {
    let all = visit.words();
    let (words, rules) = (&all.moderation, &all.published_rules);
    let Opened { case, typed, remark, .. } = opened;
    let may = |step: Step| case.possible.contains(&step);
    let options = Rule::ALL
        .into_iter()
        .map(|rule| {
            let value = rule.number().to_string();
            let selected = value == typed.rule;
            view! {
                <option value=value selected=selected data-template=rules.template(rule)>{rules.name(rule)}</option>
            }
        })
        .collect_view();
    let buttons = case
        .possible
        .iter()
        .map(|step| {
            let kind = if *step == Step::Publish { "button button--primary" } else { "button button--secondary" };
            view! {
                <button class=kind type="submit" name="schritt" value=step.code() data-key=letter(*step)
                    data-needs=step.needs_reason().then_some("")>
                    {all.moderation_steps.button(*step)}
                </button>
            }
        })
        .collect_view();
    let described = if remark.is_some() { "grund-hinweis hinweis" } else { "grund-hinweis" };
    let (may_merge, may_block) = (may(Step::Merge), may(Step::Block));
    view! {
        <form class="form" method="post" action=visit.href(&path_of(case.item)) data-decision="">
            <input type="hidden" name="stand" value=typed.version/>
            {typed.takes_over.then(|| view! { <input type="hidden" name="uebernehmen" value="1"/> })}
            <div class="field">
                <label class="field__label" for="regel">{words.rule}</label>
                <p class="field__hint" id="regel-hinweis">{words.rule_hint}</p>
                <select class="input input--select" id="regel" name="regel" aria-describedby="regel-hinweis">
                    <option value="">{words.rule_none}</option>
                    {options}
                </select>
                <button class="button button--quiet" type="submit" name="aktion" value="vorlage" data-insert="">
                    {words.template}
                </button>
            </div>
            <div class="field">
                <label class="field__label" for="grund">{words.reason}</label>
                <p class="field__hint" id="grund-hinweis">{words.reason_hint}</p>
                <TextArea id="grund" name="grund" value=typed.reason rows=5 described_by=described/>
            </div>
            {may_merge.then(|| view! {
                <div class="field">
                    <label class="field__label" for="ziel">{words.target}</label>
                    <p class="field__hint" id="ziel-hinweis">{words.target_hint}</p>
                    <input class="input" id="ziel" name="ziel" value=typed.target autocomplete="off" aria-describedby="ziel-hinweis"/>
                </div>
            })}
            {may_block.then(|| view! {
                <div class="field">
                    <label class="field__label" for="tage">{words.days}</label>
                    <p class="field__hint" id="tage-hinweis">{words.days_hint}</p>
                    <input class="input" id="tage" name="tage" value=typed.days inputmode="numeric" autocomplete="off"
                        aria-describedby="tage-hinweis"/>
                </div>
            })}
            {may(Step::Split).then(|| view! {
                <Splitting visit=visit.clone() text=case.text.clone() typed=typed.split.clone()/>
            })}
            {may(Step::Move).then(|| view! {
                <Boards visit=visit.clone() boards=case.boards.clone() typed=typed.board.clone()/>
            })}
            <div class="form__actions">{buttons}</div>
        </form>
    }
    .into_any()
}

/// Why it was held back, and what earlier decisions say about its words.
#[component]
fn Hints(visit: Visit, hint: Hint) -> impl IntoView {
    let words = &visit.words().moderation;
    let doubt = hint.doubt.map(|doubt| match doubt {
        Doubt::Trap => words.hint_trap.to_owned(),
        Doubt::Haste => words.hint_haste.to_owned(),
        Doubt::Personal => words.hint_personal.to_owned(),
    });
    let verdict = hint.verdict.map(|verdict| {
        let percent = format!("{:.0}", verdict.probability * 100.0);
        let against = |is_against: bool| {
            let found = verdict.words.iter().filter(|word| (word.weight > 0.0) == is_against);
            found.map(|word| word.word.as_str()).collect::<Vec<_>>().join(", ")
        };
        let sides = [(against(true), words.hint_against), (against(false), words.hint_for)];
        let sides = sides.into_iter().filter(|(found, _)| !found.is_empty());
        let sides: Vec<String> = sides.map(|(found, side)| fill(side, &[("words", &found)])).collect();
        fill(words.hint_probability, &[("n", &percent), ("words", &sides.join("; "))])
    });
    let hints: Vec<String> = doubt.into_iter().chain(verdict).collect();
    if hints.is_empty() {
        return ().into_any();
    }
    let items = hints.into_iter().map(|hint| view! { <li>{hint}</li> }).collect_view();
    view! { <h3>{words.hint_title}</h3><ul>{items}</ul><p>{words.hint_note}</p> }.into_any()
}

#[component]
fn Reports(visit: Visit, case: Case) -> impl IntoView {
    if case.reports.is_empty() {
        return ().into_any();
    }
    let words = &visit.words().moderation;
    let items = case
        .reports
        .into_iter()
        .map(|report| {
            let ground = visit.words().published_rules.name(report.ground.rule());
            view! {
                <li>
                    <p><strong>{ground}</strong>" · "{dates::date(visit.language, report.at)}</p>
                    <Prose text=report.words/>
                </li>
            }
        })
        .collect_view();
    view! { <h3 id="meldungen">{words.reports}</h3><ul class="decisions">{items}</ul> }.into_any()
}

#[component]
fn History(visit: Visit, decisions: Vec<Decision>) -> impl IntoView {
    let words = &visit.words().moderation;
    if decisions.is_empty() {
        return view! { <h3>{words.history}</h3><p>{words.no_history}</p> }.into_any();
    }
    let items = decisions
        .into_iter()
        .map(|decision| {
            let rule = decision.rule.map(|rule| format!(" · {}", visit.words().published_rules.name(rule)));
            view! {
                <li>
                    <p>
                        <time datetime=dates::machine(decision.at)>{dates::date(visit.language, decision.at)}</time>
                        ": "<strong>{visit.words().moderation_steps.did(decision.step)}</strong>{rule}
                    </p>
                    <Prose text=decision.reason/>
                </li>
            }
        })
        .collect_view();
    view! { <h3>{words.history}</h3><ol class="decisions">{items}</ol> }.into_any()
}

/// The published rules beside the text, each with its way to the whole of it.
#[component]
fn Rules(visit: Visit) -> impl IntoView {
    let items = Rule::ALL
        .into_iter()
        .map(|rule| view! { <li><a href=visit.href(&rule.path())>{visit.words().published_rules.name(rule)}</a></li> })
        .collect_view();
    view! { <ul class="link-list">{items}</ul> }.into_any()
}
