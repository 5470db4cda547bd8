//! `wegmarken moderation`: the queue of what waits for a check.

use domain::{Moment, moderation::Item, policy::Acting, spam::Doubt};
use store::{
    Store, StoreError,
    moderation::{self, QueueItem},
    spam::{self, Hint},
};

use web::site::now;

use super::{CommandError, say};
use crate::{
    cli::{Kind, Moderation},
    config::Config,
    database,
};

pub async fn run(config: &Config, step: Moderation) -> Result<(), CommandError> {
    let store = database::open(config).await?;
    let done = take(&store, step).await;
    store.close().await?;
    say(format_args!("{}", done?));
    Ok(())
}

/// Does it and says what was done.
async fn take(store: &Store, step: Moderation) -> Result<String, CommandError> {
    let (now, by) = (now(), Acting::OPERATOR);
    match step {
        Moderation::List => {
            let mut items = Vec::new();
            for item in moderation::queue(store, &by, now).await? {
                // What was decided since is not in the list any more.
                let hint = spam::hint(store, item.kind, item.id).await.unwrap_or_default();
                items.push((item, hint));
            }
            Ok(list(&items, now))
        }
        Moderation::Publish { kind, id } => {
            let published = moderation::publish(store, &by, kind.item(id), now).await;
            published.map_err(|error| named(error, kind, id))?;
            Ok(format!("Published: {} {id}", kind.name()))
        }
        Moderation::Reject { kind, id, rule, reason } => {
            let rejected = moderation::hide(store, &by, kind.item(id), rule, &reason, now).await;
            rejected.map_err(|error| named(error, kind, id))?;
            Ok(format!("Rejected: {} {id}", kind.name()))
        }
    }
}

fn list(queue: &[(QueueItem, Hint)], now: Moment) -> String {
    if queue.is_empty() {
        return "Nothing waits for a check.".into();
    }
    let mut lines = vec![format!("{:<11} {:>8}  {:>7}  {}", "KIND", "ID", "WAITING", "CONTRIBUTION")];
    for (item, hint) in queue {
        let kind = Kind::from(item.kind).name();
        let waiting = format!("{} d", now.days_since(item.submitted_at));
        let title = item.title.as_deref().map(|title| format!("{title}: ")).unwrap_or_default();
        let text = one_line(&format!("{title}{}", item.excerpt));
        lines.push(format!("{kind:<11} {:>8}  {waiting:>7}  {text}", item.id));
        lines.extend(hinted(hint).map(|hint| format!("{:30}{}", "", one_line(&hint))));
    }
    lines.join("\n")
}

/// Why it was held back, and what earlier decisions say about its words.
fn hinted(hint: &Hint) -> Option<String> {
    let doubt = hint.doubt.map(|doubt| match doubt {
        Doubt::Trap => "held back: a field that nobody sees was filled in".to_owned(),
        Doubt::Haste => "held back: sent faster than anybody writes".to_owned(),
        Doubt::Personal => "held back: personal data in it, and nobody could ask".to_owned(),
    });
    let verdict = hint.verdict.as_ref().map(|verdict| {
        let words: Vec<String> =
            verdict.words.iter().map(|word| format!("{} {:+.1}", word.word, word.weight)).collect();
        format!("{:.0} % like what was refused: {}", verdict.probability * 100.0, words.join(", "))
    });
    let all: Vec<String> = doubt.into_iter().chain(verdict).collect();
    (!all.is_empty()).then(|| all.join("; "))
}

/// Text of strangers in a terminal: no line breaks, no control characters, not longer than a glance.
fn one_line(text: &str) -> String {
    const MOST: usize = 120;
    let clean = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let start: String = clean.take(MOST).collect();
    if text.chars().nth(MOST).is_some() { format!("{start}…") } else { start }
}

fn named(error: StoreError, kind: Kind, id: i64) -> CommandError {
    match error {
        StoreError::NotFound => CommandError::NoSuchContribution { kind: kind.name(), id },
        other => other.into(),
    }
}

impl Kind {
    fn item(self, id: i64) -> Item {
        Item { kind: self.into(), id }
    }

    /// As it is typed.
    fn name(self) -> &'static str {
        match self {
            Self::Proposal => "proposal",
            Self::Comment => "comment",
            Self::PlaceMark => "place-mark",
        }
    }
}

impl From<Kind> for moderation::Kind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Proposal => Self::Proposal,
            Kind::Comment => Self::Comment,
            Kind::PlaceMark => Self::PlaceMark,
        }
    }
}

impl From<moderation::Kind> for Kind {
    fn from(kind: moderation::Kind) -> Self {
        match kind {
            moderation::Kind::Proposal => Self::Proposal,
            moderation::Kind::Comment => Self::Comment,
            moderation::Kind::PlaceMark => Self::PlaceMark,
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::spam::{Verdict, Weighed};

    use super::*;

    #[test]
    fn the_queue_is_a_table_that_no_text_can_break() {
        let item = |kind, id, title: Option<&str>, excerpt: &str| QueueItem {
            kind,
            id,
            title: title.map(Into::into),
            excerpt: excerpt.into(),
            task: moderation::Task::Check,
            submitted_at: Moment(0),
            is_claimed: false,
        };
        let words =
            vec![Weighed { word: "gratis".into(), weight: 1.5 }, Weighed { word: "hafen".into(), weight: -0.2 }];
        let doubted = Hint { doubt: Some(Doubt::Trap), verdict: Some(Verdict { probability: 0.93, words }) };
        let queue = [
            (item(moderation::Kind::Proposal, 7, Some("Bänke"), "Mehr Bänke\nam \u{1b}[31mHafen"), Hint::default()),
            (item(moderation::Kind::PlaceMark, 12, None, "Dunkel"), doubted),
        ];
        insta::assert_snapshot!(list(&queue, Moment(2 * Moment::DAY)), @r"
        KIND              ID  WAITING  CONTRIBUTION
        proposal           7      2 d  Bänke: Mehr Bänke am  [31mHafen
        place-mark        12      2 d  Dunkel
                                      held back: a field that nobody sees was filled in; 93 % like what was refused: gratis +1.5, hafen -0.2
        ");
        assert_eq!(list(&[], Moment(0)), "Nothing waits for a check.");
    }
}
