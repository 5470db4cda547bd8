//! "Gibt es das schon?": proposals about the same subject, while somebody still writes.

use domain::{
    ids::ProposalId,
    proposals::{Similar, similarity},
    text,
};

use super::subject::status_of;
use crate::{
    Store, StoreError,
    search::{self, Candidate, Term},
};

/// Newest proposals that share all words, and such that share any.
const WITH_ALL: u64 = 100;
const WITH_ANY: u64 = 400;

/// Words of a long text that are looked for; the first ones name the subject.
const WORDS: usize = 12;

/// Characters of it that are compared with each title.
const TYPED: usize = 200;

/// Those that share most are compared more closely.
const COMPARED: usize = 40;

/// Below, two proposals share a word by chance.
const LEAST: f64 = 0.3;

/// At most `most` listed proposals that are like `text` (a title, or what is written of one), the likest first.
/// `except` is the proposal itself when it is corrected.
pub async fn similar(
    store: &Store,
    text: &str,
    most: u64,
    except: Option<ProposalId>,
) -> Result<Vec<Similar>, StoreError> {
    let text: String = text.chars().take(TYPED).collect();
    let mut terms = search::content_words(&text);
    terms.truncate(WORDS);
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    let all: Vec<Vec<String>> = terms.iter().map(|term| term.needles.clone()).collect();
    let any = [all.concat()];
    let questions: [(&[Vec<String>], u64); 2] = [(&all, WITH_ALL), (&any, WITH_ANY)];
    // With one word both ask the same.
    let found = search::candidates(store, if terms.len() > 1 { &questions } else { &questions[..1] }).await?;
    let mut scored: Vec<(f64, Candidate)> = found
        .into_iter()
        .flatten()
        .filter(|candidate| except.is_none_or(|id| id.0 != candidate.id))
        .map(|candidate| (shared(&terms, &candidate), candidate))
        .collect();
    rank(&mut scored);
    scored.dedup_by_key(|(_, candidate)| candidate.id);
    // Comparing letter by letter costs more than all the rest, and cannot lift what shares little.
    scored.truncate(COMPARED);
    for (score, candidate) in &mut scored {
        *score += 0.4 * similarity(&text, &candidate.title);
    }
    scored.retain(|(score, _)| *score >= LEAST);
    rank(&mut scored);
    scored
        .into_iter()
        .take(usize::try_from(most).unwrap_or(usize::MAX))
        .map(|(_, candidate)| {
            Ok(Similar {
                id: ProposalId(candidate.id),
                title: candidate.title,
                status: status_of(&candidate.status)?,
                supports: candidate.support_count,
            })
        })
        .collect()
}

/// The most alike first, then the newest.
fn rank(scored: &mut [(f64, Candidate)]) {
    scored.sort_by(|(one, a), (other, b)| other.total_cmp(one).then(b.id.cmp(&a.id)));
}

/// 0 to 0.6: how much of what was typed stands in the title of the other proposal, and in all of it. Long words count
/// for more, because they say more. With the likeness of the titles it makes 1.
fn shared(terms: &[Term], candidate: &Candidate) -> f64 {
    let title = format!(" {} ", text::fold(&candidate.title));
    let share = |text: &str| {
        let weight = |term: &Term| term.word.chars().count() as f64;
        let all: f64 = terms.iter().map(weight).sum();
        let shared: f64 =
            terms.iter().filter(|term| term.needles.iter().any(|needle| text.contains(needle))).map(weight).sum();
        if all > 0.0 { shared / all } else { 0.0 }
    };
    0.4 * share(&title) + 0.2 * share(&candidate.search_text)
}
