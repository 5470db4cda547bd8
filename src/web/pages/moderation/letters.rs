//! The letters that go out with a decision: to the author and to those who reported, where they gave an address, in the
//! language of the form in which they gave it.

use domain::moderation::{Item, Verdict};
use store::{
    StoreError,
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
    Ok(people.into_iter().map(|to| letter(site, to, verdict)).collect())
}

fn letter(site: &Site, to: Recipient, verdict: &Verdict) -> Mail {
    let all = Words::of(to.language);
    let words = &all.reports;
    let until = verdict.days.map(|days| dates::date(to.language, site.now().plus_days(days))).unwrap_or_default();
    let means = fill(words.means(verdict.step), &[("date", &until)]);
    let rule = verdict.rule.map(|rule| all.published_rules.name(rule)).unwrap_or_default();
    let address = format!("{}{}", site.settings.base_url, to.language.path(&to.code.path()));
    let subject = if to.is_author { words.letter_author } else { words.letter_reporter };
    let lines =
        [means, rule, format!("{}: {}", words.reason, verdict.reason), format!("{} {address}", words.letter_receipt)];
    let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    let html: String =
        lines.iter().map(|line| format!("<p>{}</p>", html_escape::encode_text(line).replace('\n', "<br>"))).collect();
    Mail {
        key: format!("moderation-{}", random_id()),
        to: to.email,
        subject: subject.to_owned(),
        text: lines.join("\n\n"),
        html,
        list_unsubscribe: None,
    }
}
