//! The discussion of a proposal: a comment (Beitrag) has a stance, so that arguments can be read side by side.

use serde::{Deserialize, Serialize};

use crate::{
    Moment,
    areas::DISCLOSURE_MINIMUM,
    channel::{ByChannel, Channel},
    fields::{Field, FieldErrors, Problem},
    ids::{CommentId, ProposalId},
    proposals, text,
};

/// Shortest and longest comment, in characters.
pub const LENGTH: (usize, usize) = (2, 2_000);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    For,
    Against,
    Note,
}

impl Stance {
    pub const ALL: [Self; 3] = [Self::For, Self::Against, Self::Note];

    pub fn code(self) -> &'static str {
        match self {
            Self::For => "for",
            Self::Against => "against",
            Self::Note => "note",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stance| stance.code() == code)
    }
}

/// How many published comments stand where, by the ways in which they came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByStance {
    pub in_favour: ByChannel,
    pub against: ByChannel,
    pub note: ByChannel,
}

impl ByStance {
    pub fn of(&self, stance: Stance) -> ByChannel {
        match stance {
            Stance::For => self.in_favour,
            Stance::Against => self.against,
            Stance::Note => self.note,
        }
    }

    pub fn add(&mut self, stance: Stance, channel: Channel, many: i64) {
        let ways = match stance {
            Stance::For => &mut self.in_favour,
            Stance::Against => &mut self.against,
            Stance::Note => &mut self.note,
        };
        ways.add(channel, many);
    }

    pub fn all(&self) -> ByChannel {
        let mut all = ByChannel::default();
        for stance in Stance::ALL {
            self.of(stance).used().for_each(|(channel, many)| all.add(channel, many));
        }
        all
    }

    /// Not where fewer than [`DISCLOSURE_MINIMUM`] came by one of the ways: it would tell where these few stand. So it is with
    /// the answers to surveys.
    pub fn may_tell(&self) -> bool {
        let all = self.all();
        all.is_split() && all.used().all(|(_, many)| many >= DISCLOSURE_MINIMUM)
    }
}

/// The comment form exactly as a person left it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CommentDraft {
    pub stance: String,
    pub text: String,
    pub author: String,
    /// Id of the comment it replies to, or empty.
    pub reply_to: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewComment {
    pub stance: Stance,
    pub text: String,
    pub author: Option<String>,
    pub reply_to: Option<CommentId>,
}

impl CommentDraft {
    pub fn check(&self) -> Result<NewComment, FieldErrors> {
        let mut errors = FieldErrors::default();
        let stance = Stance::from_code(self.stance.trim());
        if stance.is_none() {
            errors.add(Field::Stance, if self.stance.trim().is_empty() { Problem::Missing } else { Problem::Unknown });
        }
        let body = text::clean(&self.text);
        text::check(&mut errors, Field::Text, &body, LENGTH.0, LENGTH.1);
        let author = proposals::optional_line(&mut errors, Field::Author, &self.author, proposals::limits::AUTHOR);
        let reply_to = self.reply_to.trim().parse().ok();
        let stance = stance.unwrap_or(Stance::Note);
        errors.or(NewComment { stance, text: body, author, reply_to })
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommentSort {
    #[default]
    Oldest,
    Newest,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    pub id: CommentId,
    pub proposal: ProposalId,
    pub reply_to: Option<CommentId>,
    pub stance: Stance,
    pub text: String,
    pub author: Option<String>,
    pub at: Moment,
    /// Not yet checked: shown only to the person who wrote it.
    pub is_waiting: bool,
    pub replies: Vec<Comment>,
}

/// One page of a discussion, oldest thread first or newest first, with the numbers of the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discussion {
    pub threads: Vec<Comment>,
    /// Replies to the threads of this page that are too many to be shown, all older than those that are.
    pub replies_left_out: i64,
    pub stances: ByStance,
    pub page: u32,
    pub pages: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_few_stand_who_came_by_one_way_is_not_told() {
        let mut stances = ByStance::default();
        stances.add(Stance::For, Channel::Web, 9);
        assert!(!stances.may_tell(), "there is nothing to split");
        stances.add(Stance::Against, Channel::Paper, DISCLOSURE_MINIMUM - 1);
        assert!(!stances.may_tell());
        stances.add(Stance::Note, Channel::Paper, 1);
        assert!(stances.may_tell(), "five may have said anything");
        assert_eq!(stances.all(), ByChannel { web: 9, paper: DISCLOSURE_MINIMUM, ..ByChannel::default() });
        let totals = Stance::ALL.map(|stance| stances.of(stance).total());
        assert_eq!(totals, [9, DISCLOSURE_MINIMUM - 1, 1]);
    }

    #[test]
    fn a_comment_says_where_it_stands() {
        let draft = CommentDraft { text: "Gute Idee!".into(), ..CommentDraft::default() };
        assert_eq!(draft.check().expect_err("no stance").of(Field::Stance), Some(Problem::Missing));
        let draft = CommentDraft { stance: "for".into(), ..draft };
        assert_eq!(draft.check().expect("valid").stance, Stance::For);
    }
}
