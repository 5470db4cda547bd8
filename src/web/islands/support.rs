//! One tap to stand behind a proposal: shown at once, taken back honestly when it did not arrive.

use domain::proposals::Supports;
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use crate::numbers::grouped;

#[server(prefix = "/api", endpoint = "fn/support", input = Json)]
pub async fn set_support(proposal: i64, support: bool) -> Result<Supports, ServerFnError> {
    use super::server::{answer_with, context, refused};
    let (site, guest) = context()?;
    let id = domain::ids::ProposalId(proposal);
    let mut cookies = http::HeaderMap::new();
    // Who has no token never supported anything; the write tells the count as well.
    let person = guest.ensure(&site, &mut cookies);
    let outcome = if support {
        store::supports::support(&site.store, id, &person, site.now()).await
    } else {
        store::supports::withdraw(&site.store, id, &person, site.now()).await
    };
    let supports = outcome.map_err(|error| refused(&error.into()))?;
    if support {
        answer_with(cookies);
    }
    Ok(supports)
}

/// The few words that the island shows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SupportWords {
    pub button: String,
    pub person: String,
    pub people: String,
    pub left: String,
    pub left_one: String,
    pub done: String,
    pub hint: String,
    pub mine: String,
    pub closed: String,
    pub counted: String,
    pub taken_back: String,
    pub offline: String,
    pub refused: String,
    pub failed: String,
    pub icon: String,
    pub icon_filled: String,
    /// Between thousands.
    pub separator: char,
}

impl SupportWords {
    fn goal(&self, count: i64, goal: i64) -> String {
        let left = goal - count;
        let (sentence, n) = match left {
            ..=0 => (&self.done, goal),
            1 => (&self.left_one, 1),
            _ => (&self.left, left),
        };
        sentence.replace("{n}", &grouped(n, self.separator))
    }

    fn failure(&self, error: &ServerFnError) -> String {
        match error {
            ServerFnError::Request(_) => &self.offline,
            ServerFnError::ServerError(code) if code == "409" || code == "404" => &self.refused,
            _ => &self.failed,
        }
        .clone()
    }
}

#[island]
pub fn SupportButton(
    proposal: i64,
    count: i64,
    mine: bool,
    open: bool,
    goal: i64,
    action: String,
    words: SupportWords,
) -> impl IntoView {
    let shown = RwSignal::new(Supports { count, mine });
    let message = RwSignal::new(String::new());
    let failed = RwSignal::new(false);
    // What the server said last, and whether a question is under way: taps in between change what is wanted only.
    let confirmed = StoredValue::new(Supports { count, mine });
    let is_sending = StoredValue::new(false);
    let words = StoredValue::new(words);
    let word = move |pick: fn(&SupportWords) -> &String| words.with_value(|words| pick(words).clone());

    let toggle = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        shown.update(|shown| {
            shown.mine = !shown.mine;
            shown.count += if shown.mine { 1 } else { -1 };
        });
        message.set(String::new());
        failed.set(false);
        if is_sending.get_value() {
            return;
        }
        is_sending.set_value(true);
        leptos::task::spawn_local(async move {
            loop {
                let wanted = shown.get_untracked().mine;
                match set_support(proposal, wanted).await {
                    Ok(supports) => {
                        confirmed.set_value(supports);
                        if shown.get_untracked().mine != wanted {
                            continue;
                        }
                        shown.set(supports);
                        message.set(word(if supports.mine { |w| &w.counted } else { |w| &w.taken_back }));
                    }
                    Err(error) => {
                        shown.set(confirmed.get_value());
                        failed.set(true);
                        message.set(words.with_value(|words| words.failure(&error)));
                    }
                }
                break;
            }
            is_sending.set_value(false);
        });
    };

    let number = move || words.with_value(|words| grouped(shown.get().count, words.separator));
    let people = move || word(if shown.get().count == 1 { |w| &w.person } else { |w| &w.people });
    let goal_text = move || words.with_value(|words| words.goal(shown.get().count, goal));
    let form = open.then(|| {
        view! {
            <form class="support__form" method="post" action=action on:submit=toggle>
                <button
                    class="button button--primary button--large support__button"
                    type="submit"
                    name="aktion"
                    value=move || if shown.get().mine { "zuruecknehmen" } else { "unterstuetzen" }
                    aria-pressed=move || shown.get().mine.to_string()
                    aria-describedby="unterstuetzen-hinweis"
                >
                    <svg class="icon" aria-hidden="true" focusable="false">
                        <use href=move || word(if shown.get().mine { |w| &w.icon_filled } else { |w| &w.icon })></use>
                    </svg>
                    <span>{word(|w| &w.button)}</span>
                </button>
            </form>
        }
    });
    let hint = move || match (open, shown.get().mine) {
        (false, _) => word(|w| &w.closed),
        (true, true) => word(|w| &w.mine),
        (true, false) => word(|w| &w.hint),
    };
    view! {
        <div class="support__box">
            <p class="support__count"><strong>{number}</strong>" "<span>{people}</span></p>
            <progress class="support__bar" max=goal.max(1).to_string() value=move || shown.get().count.clamp(0, goal.max(1)).to_string() aria-hidden="true"></progress>
            <p class="support__goal">{goal_text}</p>
            {form}
            <p class="support__hint" id="unterstuetzen-hinweis">{hint}</p>
            <div class="support__status" role="status">
                {move || Some(message.get()).filter(|message| !message.is_empty()).map(|message| view! {
                    <p class="support__message" class:support__message--error=move || failed.get()>{message}</p>
                })}
            </div>
        </div>
    }
}
