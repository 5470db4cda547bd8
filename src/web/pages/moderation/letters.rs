//! The letters that go out with a decision: to the author and to those who reported, where they gave an address, in the
//! language of the form in which they gave it.

use domain::{
    moderation::{Item, Kind, Rule, Verdict},
    policy::Acting,
};
use store::{
    StoreError,
    appeals::{self, Letter, Outcome},
    mail::Mail,
    moderation::{self, Recipient},
};

use crate::{
    Site, dates,
    guest::random_id,
    locales::{Words, fill},
};

/// All letters about one decision; they are sent with it or not at all.
pub(super) async fn write(site: &Site, item: Item, verdict: &Verdict) -> Result<Vec<Mail>, StoreError> {
    let people = moderation::recipients(&site.store, item, verdict.step).await?;
    Ok(people.into_iter().map(|to| letter(site, to, item.kind, verdict, None)).collect())
}

/// About the end of an appeal, to whoever made it; and about what is undone by it, to the others who are concerned.
pub(super) async fn of_appeal(
    site: &Site,
    by: &Acting,
    appeal: i64,
    outcome: Outcome,
    rule: Option<Rule>,
    reason: &str,
) -> Result<Vec<Letter>, StoreError> {
    let found = appeals::recipients(&site.store, by, appeal, outcome).await?;
    let ended = |to: Recipient| {
        let words = &Words::of(to.language).reports;
        let outcome = if outcome == Outcome::Overturned { words.appeal_overturned } else { words.appeal_upheld };
        let lines = vec![outcome.to_owned(), format!("{}: {reason}", words.reason)];
        Letter { mail: with_receipt(site, to, &fresh_key(), words.letter_appeal, lines), tells_undoing: false }
    };
    let mut letters: Vec<Letter> = found.appealed.into_iter().map(ended).collect();
    if let Some((step, people)) = found.undone {
        let verdict = Verdict { step, rule, reason: reason.to_owned(), ..Verdict::PUBLISH };
        let undone = |to: Recipient| {
            let after = Words::of(to.language).reports.letter_after_appeal;
            Letter { mail: letter(site, to, found.item.kind, &verdict, Some(after)), tells_undoing: true }
        };
        letters.extend(people.into_iter().map(undone));
    }
    Ok(letters)
}

/// `before` says what led to the decision, where that is not what its reader waits for.
fn letter(site: &Site, to: Recipient, kind: Kind, verdict: &Verdict, before: Option<&str>) -> Mail {
    let all = Words::of(to.language);
    let words = &all.reports;
    let until = verdict.days.map(|days| dates::date(to.language, site.now().plus_days(days))).unwrap_or_default();
    let means = fill(words.means(verdict.step), &[("date", &until)]);
    let rule = verdict.rule.map(|rule| all.published_rules.name(rule)).unwrap_or_default();
    let subject = match (to.is_author, kind) {
        (true, Kind::Proposal) => words.letter_author,
        (true, Kind::Comment | Kind::PlaceMark) => words.letter_writer,
        (false, _) => words.letter_reporter,
    };
    let reason = format!("{}: {}", words.reason, verdict.reason);
    let lines = vec![before.unwrap_or_default().to_owned(), means, rule, reason];
    with_receipt(site, to, &fresh_key(), subject, lines)
}

/// A decision that could not be stored leaves no letter that a later one would be taken for.
fn fresh_key() -> String {
    format!("moderation-{}", random_id())
}

pub(crate) fn with_receipt(site: &Site, to: Recipient, key: &str, subject: &str, mut lines: Vec<String>) -> Mail {
    let words = &Words::of(to.language).reports;
    let address = format!("{}{}", site.settings.base_url, to.language.path(&to.code.path()));
    lines.push(format!("{} {address}", words.letter_receipt));
    lines.retain(|line| !line.is_empty());
    let html: String =
        lines.iter().map(|line| format!("<p>{}</p>", html_escape::encode_text(line).replace('\n', "<br>"))).collect();
    Mail {
        key: key.to_owned(),
        to: to.email,
        subject: subject.to_owned(),
        text: lines.join("\n\n"),
        html,
        list_unsubscribe: None,
    }
}
