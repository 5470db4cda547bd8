use domain::Language;
use leptos::prelude::*;

use crate::locales::number;

/// How far the supports are on the way to the board's goal. A real `<progress>`, so that it needs no inline style and
/// is read aloud; the words beside it say the numbers.
#[component]
pub fn GoalLine(language: Language, supports: i64, goal: i64, #[prop(into)] text: String) -> impl IntoView {
    view! {
        <div class="goal-line">
            <progress class="goal-line__bar" max=goal.max(1).to_string() value=supports.min(goal).max(0).to_string() aria-hidden="true"></progress>
            <p class="goal-line__text"><strong>{number(language, supports)}</strong>" "{text}</p>
        </div>
    }
    .into_any()
}
