//! What staff decide about a call for places.

use std::collections::BTreeSet;

use super::Category;
use crate::{
    Language, Moment,
    announced::{Telling, Translations},
    ids::AreaId,
    moment::Period,
    text,
};

/// More than these nobody takes in at a glance.
pub const MOST_CATEGORIES: usize = 12;
const LONGEST_LABEL: usize = 60;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallContent {
    pub words: Telling,
    pub translations: Translations,
    pub period: Period,
    /// The Ortsteil it is about; the whole city where there is none.
    pub district: Option<AreaId>,
    pub categories: Vec<Category>,
}

impl CallContent {
    /// Whether its times are in order, and days that people plan with.
    pub fn has_fine_times(&self, now: Moment) -> bool {
        let Period { start, end } = self.period;
        start.is_plannable(now) && end.is_none_or(|end| end > start && end.is_plannable(now))
    }

    /// What marks were set by: it stays from the first mark on.
    pub fn asks_the_same(&self, district: Option<AreaId>, categories: &[Category]) -> bool {
        let of = |all: &[Category]| all.iter().map(|one| (one.key.clone(), one.label.clone())).collect::<Vec<_>>();
        self.district == district && of(&self.categories) == of(categories)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CategoryFlaw {
    Missing,
    TooMany,
    /// This one.
    TooLong(String),
    /// This one is there already, or has neither letter nor figure.
    NotItsOwn(String),
    /// As many lines as in German, or none.
    Uneven(Language),
}

/// Categories as they are typed, one a line, the same line in each language. Those that were there before keep their keys.
pub fn categories(german: &str, easy: &str, english: &str, before: &[Category]) -> Result<Vec<Category>, CategoryFlaw> {
    let (labels, easy, english) = (lines(german), lines(easy), lines(english));
    match labels.len() {
        0 => return Err(CategoryFlaw::Missing),
        1..=MOST_CATEGORIES => {}
        _ => return Err(CategoryFlaw::TooMany),
    }
    for (language, others) in [(Language::Ls, &easy), (Language::En, &english)] {
        if !others.is_empty() && others.len() != labels.len() {
            return Err(CategoryFlaw::Uneven(language));
        }
    }
    let is_unfit = |label: &&String| text::length(label) > LONGEST_LABEL || text::deceives(label);
    if let Some(label) = labels.iter().chain(&easy).chain(&english).find(is_unfit) {
        return Err(CategoryFlaw::TooLong(label.clone()));
    }
    let mut keys = BTreeSet::new();
    let mut all = Vec::new();
    for (number, label) in labels.into_iter().enumerate() {
        let kept = before.iter().find(|category| category.label == label).map(|category| category.key.clone());
        let key = kept.unwrap_or_else(|| text::slug(&label));
        if key.is_empty() || !keys.insert(key.clone()) {
            return Err(CategoryFlaw::NotItsOwn(label));
        }
        let at = |others: &[String]| others.get(number).cloned().unwrap_or_default();
        all.push(Category { key, label, label_en: at(&english), label_ls: at(&easy) });
    }
    Ok(all)
}

fn lines(typed: &str) -> Vec<String> {
    text::clean(typed).lines().map(text::clean_line).filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_is_one_category_and_the_same_line_in_each_language() {
        let all = categories("Am Wasser\r\n\r\n Grün & Ruhe ", "", "By the water\nGreen", &[]).unwrap();
        let found: Vec<_> =
            all.iter().map(|one| (one.key.as_str(), one.label.as_str(), one.label_en.as_str())).collect();
        assert_eq!(found, [("am-wasser", "Am Wasser", "By the water"), ("gruen-ruhe", "Grün & Ruhe", "Green")]);
        assert!(all.iter().all(|one| one.label_ls.is_empty()));
    }

    #[test]
    fn a_category_keeps_the_key_under_which_marks_know_it() {
        let before = [Category { key: "wasser".into(), label: "Am Wasser".into(), ..Category::default() }];
        let all = categories("Grün\nAm Wasser", "", "", &before).unwrap();
        assert_eq!(all.iter().map(|one| one.key.as_str()).collect::<Vec<_>>(), ["gruen", "wasser"]);
        let twice = categories("Wasser\nAm Wasser", "", "", &before);
        assert_eq!(twice, Err(CategoryFlaw::NotItsOwn("Am Wasser".into())));
    }

    #[test]
    fn what_does_not_fit_says_which_line() {
        assert_eq!(categories(" \n", "", "", &[]), Err(CategoryFlaw::Missing));
        let many: Vec<String> = (0..=MOST_CATEGORIES).map(|number| format!("Art {number}")).collect();
        assert_eq!(categories(&many.join("\n"), "", "", &[]), Err(CategoryFlaw::TooMany));
        assert_eq!(categories("***", "", "", &[]), Err(CategoryFlaw::NotItsOwn("***".into())));
        assert_eq!(categories("A\nB", "A", "", &[]), Err(CategoryFlaw::Uneven(Language::Ls)));
        let long = "a".repeat(61);
        assert_eq!(categories("A", "", &long, &[]), Err(CategoryFlaw::TooLong(long.clone())));
    }

    #[test]
    fn other_words_in_another_language_ask_the_same() {
        let content = |german: &str, english: &str| CallContent {
            words: Telling::default(),
            translations: Translations::default(),
            period: Period { start: Moment(0), end: None },
            district: None,
            categories: categories(german, "", english, &[]).unwrap(),
        };
        let asked = content("A\nB", "");
        assert!(content("A\nB", "C\nD").asks_the_same(asked.district, &asked.categories));
        assert!(!content("B\nA", "").asks_the_same(asked.district, &asked.categories));
        assert!(!asked.asks_the_same(Some(AreaId(1)), &asked.categories));
    }

    #[test]
    fn times_are_in_order_and_near() {
        let now = Moment(1_795_435_200_000);
        let content = |start: Moment, end: Option<Moment>| CallContent {
            words: Telling::default(),
            translations: Translations::default(),
            period: Period { start, end },
            district: None,
            categories: Vec::new(),
        };
        assert!(content(now, None).has_fine_times(now) && content(now, Some(now.plus_days(1))).has_fine_times(now));
        assert!(!content(now, Some(now)).has_fine_times(now));
        assert!(!content(Moment(0), None).has_fine_times(now));
        assert!(!content(now, Some(now.plus_days(4_000))).has_fine_times(now));
    }
}
