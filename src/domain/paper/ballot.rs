//! What somebody ticked on a sheet that counts as a vote, and whether two typings of it agree.

use serde::{Deserialize, Serialize};

use crate::{ids::ProposalId, surveys::Reply};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ballot {
    /// In the order of the questions.
    Replies(Vec<Option<Reply>>),
    /// In rising order, each once.
    Supports(Vec<ProposalId>),
}

impl Ballot {
    pub fn of_supports(mut ids: Vec<ProposalId>) -> Self {
        ids.sort_unstable();
        ids.dedup();
        Self::Supports(ids)
    }

    /// The questions (from 0) at which two typings differ. Words are not compared: nobody reads a hand twice to the same
    /// comma, and they are no vote.
    pub fn differences(&self, other: &Self) -> Vec<usize> {
        match (self, other) {
            (Self::Replies(one), Self::Replies(two)) => {
                let vote = |replies: &[Option<Reply>], at: usize| {
                    replies.get(at).cloned().flatten().filter(|reply| !matches!(reply, Reply::Text(_)))
                };
                (0..one.len().max(two.len())).filter(|at| vote(one, *at) != vote(two, *at)).collect()
            }
            (one, two) if one == two => Vec::new(),
            _ => vec![0],
        }
    }

    pub fn agrees_with(&self, other: &Self) -> bool {
        self.differences(other).is_empty()
    }

    /// The votes of this typing with the words of another one.
    #[must_use]
    pub fn with_words_of(self, other: &Self) -> Self {
        match (self, other) {
            (Self::Replies(votes), Self::Replies(words)) => {
                let mixed = votes.into_iter().enumerate().map(|(at, vote)| match words.get(at) {
                    Some(Some(Reply::Text(text))) => Some(Reply::Text(text.clone())),
                    _ => vote,
                });
                Self::Replies(mixed.collect())
            }
            (votes, _) => votes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replies(choice: usize, step: usize, words: &str) -> Ballot {
        let words = Some(words).filter(|words| !words.is_empty()).map(|words| Reply::Text(words.into()));
        Ballot::Replies(vec![Some(Reply::Choices(vec![choice])), Some(Reply::Scale(step)), words])
    }

    #[test]
    fn votes_are_compared_and_words_are_not() {
        assert!(replies(1, 3, "gut").agrees_with(&replies(1, 3, "")));
        assert_eq!(replies(1, 3, "gut").differences(&replies(2, 4, "gut")), [0, 1]);
        assert_eq!(replies(1, 3, "gut").differences(&Ballot::Replies(Vec::new())), [0, 1]);
        let votes = replies(1, 3, "").with_words_of(&replies(2, 3, "gut"));
        assert_eq!(votes, replies(1, 3, "gut"));
    }

    #[test]
    fn the_order_in_which_proposals_are_typed_does_not_matter() {
        let ids = |ids: &[i64]| Ballot::of_supports(ids.iter().map(|id| ProposalId(*id)).collect());
        assert!(ids(&[3, 1, 3]).agrees_with(&ids(&[1, 3])));
        assert_eq!(ids(&[1, 2]).differences(&ids(&[1, 3])), [0]);
        assert_eq!(ids(&[1]).differences(&replies(1, 1, "")), [0]);
    }
}
