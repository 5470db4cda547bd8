//! "Gibt es das schon?": proposals about the same subject, while somebody still writes.

use std::cmp::Reverse;

use domain::{
    ids::ProposalId,
    proposals::{Similar, Trigrams},
    text,
};

use sea_orm::{
    ConnectionTrait, DbBackend, QueryResult,
    sea_query::{Query, SelectStatement},
};

use super::subject::status_of;
use crate::{
    Store, StoreError, parts,
    search::{self, Alike, Term},
};

/// Under which name the candidates are selected.
const ALIKE: &str = "alike";

/// Words of a long text that are compared; the first ones name the subject.
const WORDS: usize = 12;

/// The longest of them are looked up: they are the rarest as well.
const LOOKED_UP: usize = 4;

/// Characters of it that are compared with each title.
const TYPED: usize = 200;

/// Proposals that share such words; those whose titles share most are compared more closely.
const FOUND: u64 = 80;
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
    let asked = Asked::about(text);
    let mut question = Query::select();
    if !asked.select(store.backend(), &mut question) {
        return Ok(Vec::new());
    }
    let row = store.read().query_one(&question).await?.ok_or(StoreError::NotFound)?;
    asked.likest(Asked::read(&row)?, most, except)
}

/// What somebody wrote or reads, as it is looked for.
pub(super) struct Asked {
    text: String,
    /// Those that are looked up.
    rare: Vec<Term>,
    common: Vec<Term>,
}

impl Asked {
    pub(super) fn about(text: &str) -> Self {
        let text: String = text.chars().take(TYPED).collect();
        let mut rare = search::content_words(&text);
        rare.truncate(WORDS);
        rare.sort_by_key(|term| Reverse(term.weight()));
        let common = rare.split_off(rare.len().min(LOOKED_UP));
        Self { text, rare, common }
    }

    /// Adds the search to `question`; false where there is no word to look for.
    pub(super) fn select(&self, backend: DbBackend, question: &mut SelectStatement) -> bool {
        let Some(alike) = search::alike(backend, &self.rare, FOUND) else { return false };
        question.expr_as(alike, ALIKE);
        true
    }

    pub(super) fn read(row: &QueryResult) -> Result<Vec<Alike>, StoreError> {
        parts::read(row, ALIKE)
    }

    /// At most `most` of what was found, the likest first.
    pub(super) fn likest(
        &self,
        found: Vec<Alike>,
        most: u64,
        except: Option<ProposalId>,
    ) -> Result<Vec<Similar>, StoreError> {
        let mut scored: Vec<Scored> = found
            .into_iter()
            .filter(|candidate| except.is_none_or(|id| id.0 != candidate.id))
            .map(|candidate| Scored::new(&self.rare, &self.common, candidate))
            .collect();
        rank(&mut scored);
        // Comparing letter by letter costs more than all the rest, and cannot lift what shares little.
        scored.truncate(COMPARED);
        let typed = Trigrams::of(&self.text);
        for one in &mut scored {
            one.score += 0.4 * typed.likeness(&Trigrams::of_folded(&one.title));
        }
        scored.retain(|one| one.score >= LEAST);
        rank(&mut scored);
        let similar = |Scored { candidate, .. }: Scored| {
            let Alike { id, title, status, support_count: supports, .. } = candidate;
            Ok(Similar { id: ProposalId(id), title, status: status_of(&status)?, supports })
        };
        scored.into_iter().take(usize::try_from(most).unwrap_or(usize::MAX)).map(similar).collect()
    }
}

struct Scored {
    score: f64,
    /// Folded.
    title: String,
    candidate: Alike,
}

impl Scored {
    /// 0 to 0.6: how much of what was typed stands in the title of the other proposal, and in all of it as far as it was
    /// looked up. With the likeness of the titles it makes 1.
    fn new(rare: &[Term], common: &[Term], candidate: Alike) -> Self {
        let title = text::fold(&candidate.title);
        let padded = format!(" {title} ");
        let in_title = |terms: &[Term]| {
            let stands = |term: &&Term| term.needles.iter().any(|needle| padded.contains(needle));
            terms.iter().filter(stands).map(Term::weight).sum::<i64>()
        };
        let weight = |terms: &[Term]| terms.iter().map(Term::weight).sum::<i64>();
        let (rare_in_title, common_in_title) = (in_title(rare), in_title(common));
        let anywhere = candidate.shared.clamp(rare_in_title, weight(rare).max(rare_in_title)) + common_in_title;
        let all = (weight(rare) + weight(common)).max(1) as f64;
        let score = 0.4 * (rare_in_title + common_in_title) as f64 / all + 0.2 * anywhere as f64 / all;
        Self { score, title, candidate }
    }
}

/// The most alike first, then the newest.
fn rank(scored: &mut [Scored]) {
    scored.sort_by(|one, other| other.score.total_cmp(&one.score).then(other.candidate.id.cmp(&one.candidate.id)));
}
