//! What a clerk types from a sheet: digits instead of words wherever there are boxes, so that no mouse is needed.

use std::collections::BTreeMap;

use domain::{
    Goal, Moment, Theme,
    fields::{Field, FieldErrors, Problem},
    ids::{AreaId, ProposalId, SubmissionId},
    paper::Ballot,
    place_calls::{PlaceCall, PlaceMarkDraft, Verdict},
    proposals::Draft,
    surveys::{Question, QuestionKind, check},
    text,
};

use crate::{dates, pages::formats::fresh_id, visit::pairs};

#[derive(Clone, Debug)]
pub struct Typed {
    pub submission: SubmissionId,
    /// By the names of the inputs.
    values: BTreeMap<String, String>,
}

impl Typed {
    pub fn fresh() -> Self {
        Self { submission: fresh_id(), values: BTreeMap::new() }
    }

    pub fn read(body: &[u8]) -> Self {
        let values: BTreeMap<String, String> = pairs(&String::from_utf8_lossy(body))
            .into_iter()
            .map(|(name, value)| (name, value.replace("\r\n", "\n")))
            .collect();
        let sent = values.get("einsendung").and_then(|id| SubmissionId::parse(id).ok());
        Self { submission: sent.unwrap_or_else(fresh_id), values }
    }

    pub fn text(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    pub fn of(&self, field: Field) -> String {
        self.text(&field.name()).to_owned()
    }

    /// The day on which the sheet was handed in, where it is told: its first moment in Rostock.
    pub fn handed_in(&self, now: Moment) -> Result<Option<Moment>, NoDay> {
        let typed = self.text(HANDED_IN).trim();
        if typed.is_empty() {
            return Ok(None);
        }
        // Browsers send the first; people write the second where a browser knows no dates.
        let day = match typed.split('.').map(str::trim).collect::<Vec<_>>().as_slice() {
            [day, month, year] => format!("{year}-{month:0>2}-{day:0>2}"),
            _ => typed.to_owned(),
        };
        let day = dates::from_local(&format!("{day}T00:00")).filter(|day| *day <= now);
        day.map(Some).ok_or(NoDay)
    }

    /// As the form on the internet would send it. `district` finds the id of an Ortsteil by its name.
    pub fn draft(&self, district: impl Fn(&str) -> Option<String>) -> Draft {
        let slug = |number: &Number, slugs: &[&str]| match number {
            Number::Is(n) => n.checked_sub(1).and_then(|at| slugs.get(at)).map_or(WRONG, |slug| *slug).to_owned(),
            Number::Wrong => WRONG.to_owned(),
        };
        let themes = Theme::ALL.map(Theme::slug);
        let goals = Goal::ALL.map(Goal::slug);
        let typed_theme = numbers(&self.of(Field::Theme));
        let theme = match typed_theme.as_slice() {
            [] => String::new(),
            [one] => slug(one, &themes),
            _ => WRONG.to_owned(),
        };
        let place = self.of(Field::District);
        Draft {
            title: self.of(Field::Title),
            text: self.of(Field::Text),
            theme,
            goals: numbers(&self.of(Field::Goals)).iter().map(|number| slug(number, &goals)).collect(),
            district: if place.trim().is_empty() { String::new() } else { district(&place).unwrap_or(WRONG.into()) },
            place_note: self.of(Field::PlaceNote),
            author: self.of(Field::Author),
            email: self.of(Field::Email),
            ..Draft::default()
        }
    }

    /// As the form on the internet would send it, with the Ortsteil that was found.
    pub fn mark(&self, call: &PlaceCall, district: Option<AreaId>) -> PlaceMarkDraft {
        let chosen = |field: Field, codes: &[&str]| match numbers(&self.of(field)).as_slice() {
            [] => String::new(),
            [Number::Is(n)] => n.checked_sub(1).and_then(|at| codes.get(at)).map_or(WRONG, |code| *code).to_owned(),
            _ => WRONG.to_owned(),
        };
        let categories: Vec<&str> = call.categories.iter().map(|category| category.key.as_str()).collect();
        let is_named = !self.of(Field::District).trim().is_empty();
        PlaceMarkDraft {
            category: chosen(Field::Category, &categories),
            verdict: chosen(Field::Verdict, &Verdict::ALL.map(Verdict::code)),
            text: self.of(Field::Text),
            pin: String::new(),
            district: match district {
                Some(id) => id.to_string(),
                None if is_named => WRONG.to_owned(),
                None => String::new(),
            },
        }
    }

    /// Without the words where they are `left_out`: they are no votes.
    pub fn replies(&self, questions: &[Question], are_words_left_out: bool) -> Result<Ballot, FieldErrors> {
        let mut questions = questions.to_vec();
        let mut typed = BTreeMap::new();
        for (number, question) in questions.iter_mut().enumerate() {
            let value = self.of(Field::Question(u16::try_from(number).unwrap_or(u16::MAX)));
            let values = match &question.kind {
                QuestionKind::Text if are_words_left_out => {
                    question.required = false;
                    continue;
                }
                QuestionKind::Text => vec![value],
                QuestionKind::Scale { .. } => one_of(&value, |n| n.to_string()),
                QuestionKind::One { .. } => one_of(&value, from_zero),
                QuestionKind::Many { .. } => numbers(&value).iter().map(|number| number.sent(from_zero)).collect(),
            };
            typed.insert(number, values);
        }
        check(&questions, &typed).map(Ballot::Replies)
    }

    pub fn supports(&self) -> Result<Ballot, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut ids = Vec::new();
        for number in numbers(&self.of(NUMBERS)) {
            match number {
                Number::Is(n) => ids.push(ProposalId(i64::try_from(n).unwrap_or(i64::MAX))),
                Number::Wrong => errors.add(NUMBERS, Problem::Unknown),
            }
        }
        if ids.is_empty() && errors.is_empty() {
            errors.add(NUMBERS, Problem::Missing);
        }
        errors.or(Ballot::of_supports(ids))
    }
}

/// What was typed is no day, or one that is still to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoDay;

/// The field for the day on which a sheet was handed in.
pub const HANDED_IN: &str = "eingang";

/// The one field of a list that was ticked.
pub const NUMBERS: Field = Field::Question(0);

/// Stands for what no form sends, so that it is refused as unknown.
const WRONG: &str = "?";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Number {
    Is(usize),
    /// Something else than digits was typed, and must not pass for nothing.
    Wrong,
}

impl Number {
    fn sent(self, how: impl Fn(usize) -> String) -> String {
        match self {
            Self::Is(n) => how(n),
            Self::Wrong => WRONG.to_owned(),
        }
    }
}

/// Boxes are numbered from 1, and sent from 0.
fn from_zero(n: usize) -> String {
    n.checked_sub(1).map_or(WRONG.to_owned(), |at| at.to_string())
}

/// Two crosses where one belongs are an answer that nobody can read.
fn one_of(value: &str, how: impl Fn(usize) -> String) -> Vec<String> {
    match numbers(value).as_slice() {
        [] => Vec::new(),
        [one] => vec![one.sent(how)],
        _ => vec![WRONG.to_owned()],
    }
}

fn numbers(value: &str) -> Vec<Number> {
    const MOST: usize = 200;
    let between = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '.' | '+' | '/');
    text::clean(value)
        .split(between)
        .filter(|part| !part.is_empty())
        .take(MOST)
        .map(|part| part.parse().map_or(Number::Wrong, Number::Is))
        .collect()
}

#[cfg(test)]
mod tests {
    use domain::surveys::{Others, Reply};

    use super::*;

    fn typed(body: &str) -> Typed {
        Typed::read(body.as_bytes())
    }

    fn questions() -> Vec<Question> {
        let question = |kind, required| Question {
            key: "k".into(),
            text: "?".into(),
            help: None,
            required,
            kind,
            others: Others::default(),
        };
        let options = vec!["a".into(), "b".into(), "c".into()];
        vec![
            question(QuestionKind::One { options: options.clone() }, true),
            question(QuestionKind::Many { options }, false),
            question(QuestionKind::Scale { min_label: "-".into(), max_label: "+".into() }, false),
            question(QuestionKind::Text, true),
        ]
    }

    #[test]
    fn digits_are_the_boxes_of_the_sheet() {
        let sheet = typed("frage-0=2&frage-1=3+1&frage-2=5&frage-3=Gut");
        let Ballot::Replies(replies) = sheet.replies(&questions(), false).unwrap() else { panic!() };
        let choices = |chosen: &[usize]| Some(Reply::Choices(chosen.to_vec()));
        assert_eq!(replies, [choices(&[1]), choices(&[0, 2]), Some(Reply::Scale(5)), Some(Reply::Text("Gut".into()))]);
        assert!(typed("frage-0=2").replies(&questions(), true).is_ok(), "words are not typed twice");
    }

    #[test]
    fn what_is_no_box_is_named_and_never_taken_for_nothing() {
        for wrong in ["0", "4", "x", "1+2", "eins"] {
            let errors = typed(&format!("frage-0={wrong}")).replies(&questions(), true).unwrap_err();
            assert_eq!(errors.of(Field::Question(0)), Some(Problem::Unknown), "{wrong}");
        }
        let errors = typed("frage-1=1+x").replies(&questions(), true).unwrap_err();
        assert_eq!(errors.of(Field::Question(1)), Some(Problem::Unknown));
    }

    #[test]
    fn a_list_is_the_numbers_that_were_ticked() {
        let ids = |ids: &[i64]| Ballot::of_supports(ids.iter().map(|id| ProposalId(*id)).collect());
        assert_eq!(typed("frage-0=47%2C+12").supports(), Ok(ids(&[12, 47])));
        assert_eq!(typed("frage-0=").supports().unwrap_err().of(NUMBERS), Some(Problem::Missing));
        assert_eq!(typed("frage-0=12+x").supports().unwrap_err().of(NUMBERS), Some(Problem::Unknown));
    }

    #[test]
    fn a_day_is_read_as_browsers_send_it_and_as_people_write_it() {
        /// 2026-11-24, half an hour past midnight in Rostock.
        const NOW: Moment = Moment(1_795_476_600_000);
        let day = |text: &str| typed(&format!("eingang={text}")).handed_in(NOW);
        let began = Moment(NOW.0 - 30 * Moment::MINUTE);
        assert_eq!(day("2026-11-24"), Ok(Some(began)));
        assert_eq!(day("24.11.2026"), Ok(Some(began)));
        assert_eq!(day("3.+11.+2026"), Ok(Some(began.plus_days(-21))));
        assert_eq!((day(""), day("+")), (Ok(None), Ok(None)));
        for wrong in ["2026-11-25", "gestern", "24.11.", "2026-02-31", "1.2.3.4"] {
            assert_eq!(day(wrong), Err(NoDay), "{wrong}");
        }
    }

    #[test]
    fn a_proposal_is_typed_with_digits_and_the_name_of_its_district() {
        let sheet = typed("titel=B%C3%A4nke&thema=2&ziele=1+4&ort=Evershagen");
        let draft = sheet.draft(|name| (name == "Evershagen").then(|| "7".to_owned()));
        assert_eq!((draft.title.as_str(), draft.district.as_str()), ("Bänke", "7"));
        assert_eq!(draft.theme, Theme::ALL[1].slug());
        assert_eq!(draft.goals, [Goal::ALL[0].slug(), Goal::ALL[3].slug()]);
        let wrong = typed("titel=B&thema=8&ort=Nirgends").draft(|_| None).check().unwrap_err();
        assert_eq!(wrong.of(Field::Theme), Some(Problem::Unknown));
        assert_eq!(wrong.of(Field::District), Some(Problem::Unknown));
    }
}
