//! One tap to stand behind a proposal: shown at once, taken back honestly when it did not arrive.

use domain::proposals::Supports;
use std::{cell::Cell, rc::Rc};

use leptos::{prelude::*, server_fn::codec::Json, task::spawn_local};

use crate::numbers::grouped;

use super::{
    dom,
    post::{self, Failure},
    shell::{Part, shell},
    words::island_words,
};

/// Called by [`Support::ask`], past the client of Leptos.
#[server(prefix = "/api", endpoint = "fn/support", input = Json)]
pub async fn set_support(proposal: i64, support: bool) -> Result<(i64, bool), ServerFnError> {
    use super::server::{answer_with, context, refused};
    let (site, guest) = context()?;
    let id = domain::ids::ProposalId(proposal);
    let mut cookies = http::HeaderMap::new();
    // Who has no token never supported anything; the write tells the count as well.
    let person = guest.ensure(&site, &mut cookies);
    let outcome = if support {
        store::supports::support_by(&site.store, id, &person, guest.way(None), site.now()).await
    } else {
        store::supports::withdraw(&site.store, id, &person, site.now()).await
    };
    let supports = outcome.map_err(|error| refused(&error.into()))?;
    if support {
        answer_with(cookies);
    }
    Ok((supports.count, supports.mine))
}

island_words! {
    /// What the island knows and the few words that it shows.
    pub struct SupportWords {
        /// Numbers as digits: texts cost nothing, numbers of their own a reader each.
        pub proposal,
        pub count,
        pub goal,
        /// Empty for no.
        pub is_mine,
        pub person,
        pub people,
        pub left,
        pub left_one,
        pub done,
        pub hint,
        pub mine,
        pub counted,
        pub taken_back,
        pub offline,
        /// It is in the outbox of the device.
        pub waiting,
        pub refused,
        pub failed,
        pub icon,
        pub icon_filled,
        /// Between thousands.
        pub separator,
    }
}

impl SupportWords {
    pub fn until_goal(&self, count: i64, goal: i64) -> String {
        let left = goal - count;
        let (sentence, n) = match left {
            ..=0 => (&self.done, goal),
            1 => (&self.left_one, 1),
            _ => (&self.left, left),
        };
        sentence.replace("{n}", &grouped(n, &self.separator))
    }

    fn failure(&self, failure: Failure) -> &str {
        match failure {
            Failure::Away => &self.offline,
            Failure::Status(404 | 409) => &self.refused,
            Failure::Status(_) => &self.failed,
        }
    }
}

#[island]
pub fn SupportButton(words: SupportWords, children: Children) -> impl IntoView {
    let wake = move |part: Part| {
        let number = |text: &str| text.parse::<i64>().unwrap_or_default();
        let goal = number(&words.goal);
        let shown = Supports { count: number(&words.count), mine: !words.is_mine.is_empty() };
        let (shown, confirmed) = (Cell::new(shown), Cell::new(shown));
        let support = Rc::new(Support { part, goal, words, shown, confirmed, is_sending: Cell::new(false) });
        let root = support.part.root.clone();
        dom::on(&root, "submit", move |event| {
            event.prevent_default();
            support.clone().toggle();
        });
    };
    shell("support__box", children, Box::new(wake))
}

struct Support {
    part: Part,
    goal: i64,
    words: SupportWords,
    /// What the person sees, and what the server said last: taps while a question is under way change only what is wanted.
    shown: Cell<Supports>,
    confirmed: Cell<Supports>,
    is_sending: Cell<bool>,
}

impl Support {
    fn toggle(self: Rc<Self>) {
        let Supports { count, mine } = self.shown.get();
        self.show(Supports { count: count + if mine { -1 } else { 1 }, mine: !mine });
        self.part.say("", "support__message");
        if !self.is_sending.replace(true) {
            spawn_local(async move { self.send().await });
        }
    }

    async fn send(&self) {
        loop {
            let wanted = self.shown.get().mine;
            match self.ask(wanted).await {
                Ok((count, mine)) => {
                    let supports = Supports { count, mine };
                    self.confirmed.set(supports);
                    if self.shown.get().mine != wanted {
                        continue;
                    }
                    self.show(supports);
                    let word = if supports.mine { &self.words.counted } else { &self.words.taken_back };
                    self.part.say(word, "support__message");
                }
                // The worker of the site keeps it until there is a network.
                Err(Failure::Status(202)) => self.part.say(&self.words.waiting, "support__message"),
                Err(failure) => {
                    self.show(self.confirmed.get());
                    self.part.say(self.words.failure(failure), "support__message support__message--error");
                }
            }
            break;
        }
        self.is_sending.set(false);
    }

    /// Whoever taps and leaves the page at once has supported all the same.
    async fn ask(&self, support: bool) -> Result<(i64, bool), Failure> {
        let body = format!("{{\"proposal\":{},\"support\":{support}}}", self.words.proposal);
        post::ask("/api/fn/support", &body).await
    }

    fn show(&self, shown: Supports) {
        let (part, words) = (&self.part, &self.words);
        let Supports { count, mine } = shown;
        self.shown.set(shown);
        part.set_text(".support__count strong", &grouped(count, &words.separator));
        part.set_text(".support__count span", if count == 1 { &words.person } else { &words.people });
        part.set_text(".support__goal", &words.until_goal(count, self.goal));
        part.set_text(".support__hint", if mine { &words.mine } else { &words.hint });
        let set = |selector: &str, name: &str, value: &str| {
            if let Some(element) = part.find(selector) {
                let _ = element.set_attribute(name, value);
            }
        };
        set("progress", "value", &count.clamp(0, self.goal.max(1)).to_string());
        set("button", "value", if mine { "zuruecknehmen" } else { "unterstuetzen" });
        set("button", "aria-pressed", if mine { "true" } else { "false" });
        set("use", "href", if mine { &words.icon_filled } else { &words.icon });
    }
}
