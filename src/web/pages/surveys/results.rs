//! What people answered, as a picture and as a table.

use domain::{
    Language,
    areas::DISCLOSURE_MINIMUM,
    channel::Channel,
    proposals::Confirmed,
    surveys::{Outcome, Question, QuestionKind, Survey, Tally},
};
use leptos::prelude::*;

use super::{Answered, form::scale_labels};
use crate::{
    Visit,
    locales::{Words, fill, number},
    pages::formats::lang_of,
    ui::{Channels, Notice},
};

#[component]
pub fn Results(visit: Visit, survey: Survey, outcome: Option<Answered>) -> impl IntoView {
    let words = &visit.words().surveys;
    let lang = lang_of(&visit, survey.language);
    let Some(Answered { outcome: Outcome { all, channels, each }, confirmed, by_area }) = outcome else {
        return view! { <h2>{words.results}</h2> <Notice><p>{words.too_few}</p></Notice> }.into_any();
    };
    let together = Words::of(survey.language).surveys.few_of_areas;
    let results = survey
        .questions
        .into_iter()
        .zip(all)
        .enumerate()
        .map(|(index, (question, tally))| {
            let of = |(channel, tallies): &(Channel, Vec<Tally>)| Some((*channel, tallies.get(index)?.clone()));
            let by_channel = each.iter().filter_map(of).collect();
            let few = by_area.get(index).is_some_and(|asks| *asks).then_some(together);
            view! {
                <QuestionResult visit=visit.clone() index=index question=question tally=tally by_channel=by_channel few=few lang=lang/>
            }
        })
        .collect_view();
    view! {
        <section class="survey-results" aria-labelledby="ergebnisse">
            <h2 id="ergebnisse">{words.results}</h2>
            <p>{words.results_intro.with(visit.language, survey.responses)}</p>
            <Levels visit=visit.clone() responses=survey.responses confirmed=confirmed/>
            <Channels visit=visit.clone() split=channels/>
            {results}
        </section>
    }
    .into_any()
}

/// How many of each level responded; levels that nobody has are left out.
#[component]
fn Levels(visit: Visit, responses: i64, confirmed: Confirmed) -> impl IntoView {
    let words = &visit.words().surveys;
    let guests = responses - confirmed.by_email - confirmed.residents;
    let items = [
        (guests, &words.level_guest),
        (confirmed.by_email, &words.level_email),
        (confirmed.residents, &words.level_resident),
    ];
    let items = items
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, text)| view! { <li>{text.with(visit.language, n)}</li> })
        .collect_view();
    view! { <ul class="survey-results__levels" aria-label=words.levels>{items}</ul> }.into_any()
}

/// One line of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    label: String,
    count: i64,
    percent: i64,
    /// How much of the count came by which way; empty where that is not shown.
    by_channel: Vec<i64>,
}

#[component]
fn QuestionResult(
    visit: Visit,
    index: usize,
    question: Question,
    tally: Tally,
    by_channel: Vec<(Channel, Tally)>,
    // What the areas of few people are called together; `None` where it does not ask for areas.
    few: Option<&'static str>,
    lang: Option<&'static str>,
) -> impl IntoView {
    let (words, language) = (&visit.words().surveys, visit.language);
    let id = format!("ergebnis-{}", index + 1);
    // As for the whole: a question that few of one way answered is not split. Of an area there would always be few.
    let may_tell = few.is_none() && by_channel.iter().all(|(_, tally)| tally.answered >= DISCLOSURE_MINIMUM);
    let by_channel = if may_tell { by_channel } else { Vec::new() };
    let channels: Vec<Channel> = by_channel.iter().map(|(channel, _)| *channel).collect();
    let mut rows = rows(&question.kind, &tally, &by_channel);
    if let Some(label) = few {
        rows = few_together(rows, label, tally.answered);
    }
    let body = match &question.kind {
        _ if tally.answered < DISCLOSURE_MINIMUM => {
            view! { <p class="result__answered">{words.too_few_here}</p> }.into_any()
        }
        QuestionKind::Text => {
            let answered = words.answered.with(language, tally.answered);
            view! { <p class="result__answered">{answered}" "{words.texts_read}</p> }.into_any()
        }
        kind => {
            let note = match kind {
                QuestionKind::Many { .. } => Some(words.several_note.to_owned()),
                QuestionKind::Scale { .. } => Some(fill(words.average, &[("n", &average(language, &tally))])),
                _ => None,
            };
            view! {
                <p class="result__answered">{words.answered.with(language, tally.answered)}</p>
                <Picture visit=visit.clone() question=question.text.clone() rows=rows.clone() lang=lang/>
                {note.map(|note| view! { <p class="result__note">{note}</p> })}
                <Table visit=visit.clone() rows=rows channels=channels lang=lang/>
            }
            .into_any()
        }
    };
    view! {
        <section class="result" aria-labelledby=id.clone()>
            <h3 class="result__title" id=id.clone() lang=lang>{format!("{}. {}", index + 1, question.text)}</h3>
            {body}
        </section>
    }
}

/// Bars for the eye. A reader who cannot see them hears what stands out, and finds every number in the table.
#[component]
fn Picture(visit: Visit, question: String, rows: Vec<Row>, lang: Option<&'static str>) -> impl IntoView {
    let words = visit.words();
    let top = rows.iter().rev().max_by_key(|row| row.count);
    let label = top.map_or_else(String::new, |top| {
        let share = percent(words, visit.language, top.percent);
        fill(words.surveys.picture, &[("question", &question), ("top", &top.label), ("share", &share)])
    });
    let bars = rows
        .into_iter()
        .map(|row| {
            view! {
                <div class="bars__row">
                    <span class="bars__label" lang=lang>{row.label}</span>
                    <svg class="bars__bar" viewBox="0 0 100 10" preserveAspectRatio="none" focusable="false">
                        <rect class="bars__track" width="100" height="10"></rect>
                        <rect class="bars__share" width=row.percent.to_string() height="10"></rect>
                    </svg>
                    <span class="bars__value">{percent(words, visit.language, row.percent)}</span>
                </div>
            }
        })
        .collect_view();
    view! { <div class="bars" role="img" aria-label=label>{bars}</div> }
}

#[component]
fn Table(visit: Visit, rows: Vec<Row>, channels: Vec<Channel>, lang: Option<&'static str>) -> impl IntoView {
    let (words, language) = (visit.words(), visit.language);
    let body = rows
        .into_iter()
        .map(|row| {
            let parts =
                row.by_channel.into_iter().map(|n| view! { <td class="table__number">{number(language, n)}</td> });
            let parts = parts.collect_view();
            view! {
                <tr>
                    <th scope="row" lang=lang>{row.label}</th>
                    <td class="table__number">{number(language, row.count)}</td>
                    <td class="table__number">{percent(words, language, row.percent)}</td>
                    {parts}
                </tr>
            }
        })
        .collect_view();
    let names = channels
        .into_iter()
        .map(|channel| view! { <th scope="col" class="table__number">{words.channels.name(channel)}</th> })
        .collect_view();
    view! {
        <table class="table result__table">
            <caption>{words.surveys.table}</caption>
            <thead>
                <tr>
                    <th scope="col">{words.surveys.option}</th>
                    <th scope="col" class="table__number">{words.surveys.count}</th>
                    <th scope="col" class="table__number">{words.surveys.share}</th>
                    {names}
                </tr>
            </thead>
            <tbody>{body}</tbody>
        </table>
    }
}

fn rows(kind: &QuestionKind, tally: &Tally, by_channel: &[(Channel, Tally)]) -> Vec<Row> {
    let labels: Vec<String> = match kind {
        QuestionKind::One { options } | QuestionKind::Many { options } => options.clone(),
        QuestionKind::Scale { min_label, max_label } => scale_labels(min_label, max_label).collect(),
        QuestionKind::Text => Vec::new(),
    };
    labels
        .into_iter()
        .zip(&tally.counts)
        .enumerate()
        .map(|(index, (label, count))| Row {
            label,
            count: *count,
            percent: share(*count, tally.answered),
            by_channel: by_channel
                .iter()
                .map(|(_, tally)| tally.counts.get(index).copied().unwrap_or_default())
                .collect(),
        })
        .collect()
}

/// The areas that few people chose are told as one. If their sum is small as well, the next larger one goes with them:
/// otherwise it would be what the others leave over.
fn few_together(rows: Vec<Row>, label: &str, answered: i64) -> Vec<Row> {
    let mut counts: Vec<i64> = rows.iter().map(|row| row.count).filter(|count| *count > 0).collect();
    counts.sort_unstable();
    let (mut sum, mut most) = (0, 0);
    for count in counts {
        if count >= DISCLOSURE_MINIMUM && !(1..DISCLOSURE_MINIMUM).contains(&sum) {
            break;
        }
        sum += count;
        most = count;
    }
    let (few, mut told): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| (1..=most).contains(&row.count));
    if !few.is_empty() {
        let count = few.iter().map(|row| row.count).sum();
        told.push(Row { label: label.to_owned(), count, percent: share(count, answered), by_channel: Vec::new() });
    }
    told
}

/// Whole percent of those who answered the question.
fn share(count: i64, answered: i64) -> i64 {
    if answered <= 0 { 0 } else { (count.saturating_mul(100) + answered / 2) / answered }
}

/// With one decimal, as the language writes it.
fn average(language: Language, tally: &Tally) -> String {
    let sum: i64 = (1..).zip(&tally.counts).map(|(step, count)| step * count).sum();
    let tenths = if tally.answered <= 0 { 0 } else { (sum * 10 + tally.answered / 2) / tally.answered };
    let comma = if language == Language::En { '.' } else { ',' };
    format!("{}{comma}{}", tenths / 10, tenths % 10)
}

fn percent(words: &Words, language: Language, n: i64) -> String {
    fill(words.surveys.percent, &[("n", &number(language, n))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_of_those_who_answered_and_are_rounded() {
        assert_eq!(share(1, 3), 33);
        assert_eq!(share(2, 3), 67);
        assert_eq!(share(0, 0), 0);
    }

    #[test]
    fn few_people_of_an_area_are_told_with_others_and_not_by_subtraction_either() {
        let told = |counts: &[i64]| -> Vec<i64> {
            let row = |count: &i64| Row { label: String::new(), count: *count, percent: 0, by_channel: Vec::new() };
            let rows = counts.iter().map(row).collect();
            few_together(rows, "zusammen", counts.iter().sum()).iter().map(|row| row.count).collect()
        };
        assert_eq!(told(&[9, 0, 5]), [9, 0, 5]);
        assert_eq!(told(&[9, 1, 0, 4]), [9, 0, 5]);
        assert_eq!(told(&[9, 2, 7]), [9, 9], "two alone would be what the others leave over");
        assert_eq!(told(&[1, 1, 1, 1, 1]), [5]);
    }

    #[test]
    fn a_scale_has_its_mean_with_one_decimal_in_the_language_of_the_page() {
        let tally = Tally { answered: 4, counts: vec![1, 0, 1, 0, 2] };
        assert_eq!(average(Language::De, &tally), "3,5");
        assert_eq!(average(Language::En, &tally), "3.5");
    }
}
