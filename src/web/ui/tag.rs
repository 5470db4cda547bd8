//! Small labels: state, theme, goal, stance, demo.

use domain::{Goal, Theme, comments::Stance, goals::Goals, proposals::Status};
use leptos::prelude::*;

use super::Icon;
use crate::locales::Words;

#[component]
pub fn StatusTag(status: Status, words: &'static Words) -> impl IntoView {
    view! {
        <span class=format!("tag tag--status tag--{}", status.code().replace('_', "-"))>
            <Icon name=status_icon(status)/>
            {words.names.status(status)}
        </span>
    }
    .into_any()
}

pub fn status_icon(status: Status) -> &'static str {
    match status {
        Status::Submitted => "status-submitted",
        Status::Published => "status-published",
        Status::UnderReview => "status-under_review",
        Status::Accepted => "status-accepted",
        Status::InProgress => "status-in_progress",
        Status::Implemented => "status-implemented",
        Status::Rejected => "status-rejected",
        Status::Merged => "status-merged",
        Status::Withdrawn => "status-withdrawn",
    }
}

pub fn theme_icon(theme: Theme) -> &'static str {
    match theme {
        Theme::Gemeinschaft => "theme-gemeinschaft",
        Theme::Soziales => "theme-soziales",
        Theme::Kultur => "theme-kultur",
        Theme::Infrastruktur => "theme-infrastruktur",
        Theme::Verkehr => "theme-verkehr",
        Theme::Wirtschaft => "theme-wirtschaft",
        Theme::Verwaltung => "theme-verwaltung",
    }
}

pub fn goal_icon(goal: Goal) -> &'static str {
    match goal {
        Goal::Gluecklich => "goal-gluecklich",
        Goal::Mitdenkend => "goal-mitdenkend",
        Goal::Verbindend => "goal-verbindend",
        Goal::Lernend => "goal-lernend",
    }
}

#[component]
pub fn ThemeTag(theme: Theme, words: &'static Words) -> impl IntoView {
    view! {
        <span class="tag tag--theme">
            <Icon name=theme_icon(theme)/>
            {words.names.theme(theme)}
        </span>
    }
    .into_any()
}

#[component]
pub fn GoalTags(goals: Goals, words: &'static Words) -> impl IntoView {
    goals
        .iter()
        .map(|goal| {
            view! {
                <span class=format!("tag tag--goal goal-{}", goal.slug())>
                    <Icon name=goal_icon(goal)/>
                    {words.names.goal(goal)}
                </span>
            }
        })
        .collect_view()
}

#[component]
pub fn StanceTag(stance: Stance, words: &'static Words) -> impl IntoView {
    let icon = match stance {
        Stance::For => "stance-for",
        Stance::Against => "stance-against",
        Stance::Note => "stance-note",
    };
    view! {
        <span class=format!("tag tag--stance tag--{}", stance.code())>
            <Icon name=icon/>
            {words.names.stance(stance)}
        </span>
    }
    .into_any()
}

#[component]
pub fn DemoTag(words: &'static Words) -> impl IntoView {
    view! { <span class="tag tag--demo">{words.common.demo_tag}</span> }.into_any()
}
