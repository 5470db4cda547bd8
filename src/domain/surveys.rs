//! Umfrage: a few questions, an end, and results as numbers after it.

pub mod making;
#[cfg(test)]
pub(crate) mod samples;
mod stages;
mod wording;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
pub use stages::{
    Change, ChangeKind, EndProblem, LONGEST_REASON, Obstacle, ReasonProblem, State, Step, new_end, obstacles,
    published, reason, steps,
};
pub use wording::{Gap, Heading, OTHER_LANGUAGES, Others, Wording};

use crate::{
    Language, Moment,
    accounts::Level,
    areas::DISCLOSURE_MINIMUM,
    channel::{ByChannel, Channel},
    fields::{Field, FieldErrors, Problem},
    ids::SurveyId,
    moment::Period,
    policy::{Fact, Facts},
    text,
};

pub const TEXT_LENGTH: usize = 1_000;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum QuestionKind {
    /// One of the options.
    One {
        options: Vec<String>,
    },
    /// Any number of the options.
    Many {
        options: Vec<String>,
    },
    /// 1 to 5.
    Scale {
        min_label: String,
        max_label: String,
    },
    Text,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    pub key: String,
    pub text: String,
    #[serde(default)]
    pub help: Option<String>,
    #[serde(default)]
    pub required: bool,
    #[serde(flatten)]
    pub kind: QuestionKind,
    #[serde(default, skip_serializing_if = "Others::is_empty")]
    pub others: Others<Wording>,
}

impl Question {
    /// Whether people say with it where in the city they belong: one of its answers is the name of an area.
    pub fn asks_for_area(&self, areas: &[&str]) -> bool {
        let QuestionKind::One { options } = &self.kind else { return false };
        let areas: Vec<String> = areas.iter().map(|name| text::fold(name)).collect();
        options.iter().any(|option| areas.contains(&text::fold(option)))
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survey {
    pub id: SurveyId,
    pub slug: String,
    pub title: String,
    pub intro: String,
    pub period: Period,
    pub questions: Vec<Question>,
    pub responses: i64,
    pub is_demo: bool,
    /// Whom it takes.
    pub needed_level: Level,
    pub state: State,
    /// Counts changes; a change says which revision it started from.
    pub revision: i64,
    /// Counts how often its questions were published; an answer is to those of one edition.
    pub edition: i64,
    /// Title and introduction; the questions bring their own.
    pub others: Others<Heading>,
    /// Of its words: German, unless [`Survey::said_in`] found all of them in another one.
    pub language: Language,
}

impl Survey {
    /// Whether answers are taken. A retired one takes none, whatever its period says.
    pub fn is_open(&self, now: Moment) -> bool {
        self.facts(now).hold(Fact::Open)
    }

    /// What permissions depend on. One that is not public is neither open nor ended.
    pub fn facts(&self, now: Moment) -> Facts {
        if self.state == State::Published { Facts::of_period(&self.period, now) } else { Facts::NONE }
    }
}

pub const SCALE_STEPS: usize = 5;

/// An accepted answer to one question; choices by their place in the list of options (from 0), a scale by 1 to 5.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    Choices(Vec<usize>),
    Scale(usize),
    Text(String),
}

/// Checks what was typed: for each question (by its number) the values that its inputs sent.
pub fn check(questions: &[Question], typed: &BTreeMap<usize, Vec<String>>) -> Result<Vec<Option<Reply>>, FieldErrors> {
    let mut errors = FieldErrors::default();
    let mut replies = Vec::with_capacity(questions.len());
    for (number, question) in questions.iter().enumerate() {
        let field = Field::Question(u16::try_from(number).unwrap_or(u16::MAX));
        let values: Vec<&str> = typed
            .get(&number)
            .into_iter()
            .flatten()
            .map(|value| value.trim())
            .filter(|value| !value.is_empty())
            .collect();
        let reply = match reply(&question.kind, &values) {
            Ok(reply) => reply,
            Err(problem) => {
                errors.add(field, problem);
                None
            }
        };
        if reply.is_none() && question.required && errors.of(field).is_none() {
            errors.add(field, Problem::Missing);
        }
        replies.push(reply);
    }
    errors.or(replies)
}

fn reply(kind: &QuestionKind, values: &[&str]) -> Result<Option<Reply>, Problem> {
    let Some(first) = values.first() else { return Ok(None) };
    let index = |value: &str, below: usize| value.parse::<usize>().ok().filter(|i| *i < below).ok_or(Problem::Unknown);
    match kind {
        QuestionKind::One { options } => Ok(Some(Reply::Choices(vec![index(first, options.len())?]))),
        QuestionKind::Many { options } => {
            let mut chosen = values.iter().map(|value| index(value, options.len())).collect::<Result<Vec<_>, _>>()?;
            chosen.sort_unstable();
            chosen.dedup();
            Ok(Some(Reply::Choices(chosen)))
        }
        QuestionKind::Scale { .. } => match index(first, SCALE_STEPS + 1)? {
            0 => Err(Problem::Unknown),
            step => Ok(Some(Reply::Scale(step))),
        },
        QuestionKind::Text => {
            let words = text::clean(first);
            match text::length(&words) {
                0 => Ok(None),
                now if now > TEXT_LENGTH => Err(Problem::TooLong { most: TEXT_LENGTH, now }),
                _ if text::deceives(&words) => Err(Problem::ForbiddenCharacters),
                _ => Ok(Some(Reply::Text(words))),
            }
        }
    }
}

/// The result of one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// People who answered this question.
    pub answered: i64,
    /// For each option or step how often it was chosen; empty for free text.
    pub counts: Vec<i64>,
}

/// Counts replies; each item is one person's replies in the order of the questions.
pub fn tally<'a>(questions: &[Question], all: impl IntoIterator<Item = &'a [Option<Reply>]>) -> Vec<Tally> {
    let mut tallies: Vec<Tally> = questions
        .iter()
        .map(|question| {
            let counts = match &question.kind {
                QuestionKind::One { options } | QuestionKind::Many { options } => vec![0; options.len()],
                QuestionKind::Scale { .. } => vec![0; SCALE_STEPS],
                QuestionKind::Text => Vec::new(),
            };
            Tally { answered: 0, counts }
        })
        .collect();
    for replies in all {
        for (tally, reply) in tallies.iter_mut().zip(replies) {
            let Some(reply) = reply else { continue };
            tally.answered += 1;
            let mut count = |index: usize| {
                if let Some(n) = tally.counts.get_mut(index) {
                    *n += 1;
                }
            };
            match reply {
                Reply::Choices(chosen) => chosen.iter().for_each(|index| count(*index)),
                Reply::Scale(step) => count(step.saturating_sub(1)),
                Reply::Text(_) => {}
            }
        }
    }
    tallies
}

/// What was written in people's own words, for each question that asks for it, in the order of arrival. Nobody checked it
/// and anything may stand in it, names and addresses as well: it is for those who work with the survey, and no part of
/// the public results.
pub fn written<'a>(
    questions: &'a [Question],
    responses: &[(Channel, Vec<Option<Reply>>)],
) -> Vec<(&'a Question, Vec<String>)> {
    let texts = |place: usize| {
        let replies = responses.iter().filter_map(|(_, replies)| replies.get(place)?.as_ref());
        replies.filter_map(|reply| if let Reply::Text(words) = reply { Some(words.clone()) } else { None }).collect()
    };
    let asked = questions.iter().enumerate().filter(|(_, question)| question.kind == QuestionKind::Text);
    asked.map(|(place, question)| (question, texts(place))).collect()
}

/// What came out, as a whole and by the ways in which people answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub all: Vec<Tally>,
    pub channels: ByChannel,
    /// Empty where fewer than [`DISCLOSURE_MINIMUM`] came by one of them: it would tell what these few said.
    pub each: Vec<(Channel, Vec<Tally>)>,
}

/// Each response with the way in which it came.
pub fn outcome(questions: &[Question], responses: &[(Channel, Vec<Option<Reply>>)]) -> Outcome {
    let mut channels = ByChannel::default();
    responses.iter().for_each(|(channel, _)| channels.add(*channel, 1));
    let of = |wanted: Option<Channel>| {
        let some = responses.iter().filter(move |(channel, _)| wanted.is_none_or(|wanted| wanted == *channel));
        tally(questions, some.map(|(_, replies)| replies.as_slice()))
    };
    let may_tell = channels.is_split() && channels.used().all(|(_, many)| many >= DISCLOSURE_MINIMUM);
    let each = channels.used().filter(|_| may_tell).map(|(channel, _)| (channel, of(Some(channel)))).collect();
    Outcome { all: of(None), channels, each }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn questions() -> Vec<Question> {
        let question = |kind, required| Question { required, ..samples::question("k", kind) };
        vec![
            question(QuestionKind::One { options: vec!["ja".into(), "nein".into()] }, true),
            question(QuestionKind::Many { options: vec!["a".into(), "b".into(), "c".into()] }, false),
            question(QuestionKind::Scale { min_label: "-".into(), max_label: "+".into() }, false),
            question(QuestionKind::Text, false),
        ]
    }

    fn typed(values: &[(usize, &[&str])]) -> BTreeMap<usize, Vec<String>> {
        values.iter().map(|(n, v)| (*n, v.iter().map(|s| (*s).to_owned()).collect())).collect()
    }

    #[test]
    fn every_kind_of_reply_is_counted_where_it_belongs() {
        let all = [
            check(&questions(), &typed(&[(0, &["1"]), (1, &["2", "0", "2"]), (2, &["5"]), (3, &[" gut "])])).unwrap(),
            check(&questions(), &typed(&[(0, &["1"])])).unwrap(),
        ];
        let tallies = tally(&questions(), all.iter().map(Vec::as_slice));
        assert_eq!(tallies[0].counts, [0, 2]);
        assert_eq!(tallies[1].counts, [1, 0, 1]);
        assert_eq!(tallies[1].answered, 1);
        assert_eq!(tallies[2].counts, [0, 0, 0, 0, 1]);
        assert_eq!((tallies[3].answered, tallies[3].counts.len()), (1, 0));
    }

    #[test]
    fn own_words_are_kept_apart_from_what_is_counted() {
        let said = check(&questions(), &typed(&[(0, &["1"]), (3, &[" gut "])])).unwrap();
        let silent = check(&questions(), &typed(&[(0, &["1"])])).unwrap();
        let all = [(Channel::Web, said), (Channel::Web, silent)];
        let public = serde_json::to_string(&outcome(&questions(), &all)).unwrap();
        assert!(!public.contains("gut"), "{public}");
        let questions = questions();
        let written = written(&questions, &all);
        assert_eq!(written.iter().map(|(_, texts)| texts.clone()).collect::<Vec<_>>(), [["gut"]]);
    }

    #[test]
    fn a_result_is_split_by_channel_unless_it_tells_what_a_few_said() {
        let said = |channel, choice, many: i64| {
            (0..many).map(move |_| (channel, vec![Some(Reply::Choices(vec![choice])), None, None, None]))
        };
        let few: Vec<_> = said(Channel::Web, 0, 9).chain(said(Channel::Paper, 1, DISCLOSURE_MINIMUM - 1)).collect();
        let found = outcome(&questions(), &few);
        assert_eq!((found.channels.web, found.channels.paper), (9, DISCLOSURE_MINIMUM - 1));
        assert_eq!(found.all[0].counts, [9, DISCLOSURE_MINIMUM - 1]);
        assert!(found.each.is_empty());

        let more: Vec<_> = few.into_iter().chain(said(Channel::Paper, 0, 1)).collect();
        let found = outcome(&questions(), &more);
        let counts: Vec<_> = found.each.iter().map(|(channel, tallies)| (*channel, &tallies[0].counts[..])).collect();
        assert_eq!(counts, [(Channel::Web, &[9, 0][..]), (Channel::Paper, &[1, DISCLOSURE_MINIMUM - 1][..])]);
        let one_way: Vec<_> = said(Channel::Kiosk, 0, 9).collect();
        assert!(outcome(&questions(), &one_way).each.is_empty());
    }

    #[test]
    fn a_question_asks_for_an_area_where_one_of_its_answers_is_called_like_it() {
        let areas = ["Groß Klein", "Stadtmitte"];
        let asks = |options: &[&str]| {
            let options = options.iter().map(|option| (*option).to_owned()).collect();
            samples::question("k", QuestionKind::One { options }).asks_for_area(&areas)
        };
        assert!(asks(&["gross klein", "anderswo"]));
        assert!(!asks(&["groß", "klein"]));
        assert!(!questions().iter().any(|question| question.asks_for_area(&areas)));
    }

    #[test]
    fn a_required_question_left_open_and_an_invented_option_are_named() {
        let errors = check(&questions(), &typed(&[(1, &["7"]), (2, &["0"])])).unwrap_err();
        assert_eq!(errors.of(Field::Question(0)), Some(Problem::Missing));
        assert_eq!(errors.of(Field::Question(1)), Some(Problem::Unknown));
        assert_eq!(errors.of(Field::Question(2)), Some(Problem::Unknown));
    }
}
