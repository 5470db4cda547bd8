//! The public journal of moderation: what was decided by which rule, page by page, as a table for programs, and counted by
//! year. Nothing in it is about a person.

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use csv::{QuoteStyle, Terminator, WriterBuilder};
use domain::{Language, moderation::Step};
use leptos::prelude::*;
use store::{
    appeals::Outcome,
    moderation::{self, Counts, Line},
};

use crate::{
    AppError, Site, Visit, dates,
    locales::{Words, number},
    render,
    ui::{Breadcrumb, Head, Icon, Pagination, Shell, WideTable},
};

const PER_PAGE: u64 = 50;

/// What was decided is no secret and no burden: whoever needs more asks page by page.
const IN_A_FILE: u64 = 10_000;

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let before = visit.first("vor").and_then(|number| number.parse::<i64>().ok());
    let lines = moderation::journal(&site.store, before, PER_PAGE).await?;
    let now = site.now();
    let mut years = Vec::new();
    if let Some(first) = moderation::first_decision(&site.store).await? {
        for year in dates::year(first)..=dates::year(now) {
            let (from, to) = (dates::new_year(year), dates::new_year(year + 1));
            years.push((year, moderation::counts(&site.store, from, to).await?));
        }
    }
    years.reverse();
    Ok(render::page(|| view! { <JournalPage site=site visit=visit lines=lines years=years/> }))
}

/// In German whatever the language of the page, so that tables can be put together.
pub async fn csv(State(site): State<Site>) -> Result<Response, AppError> {
    let lines = moderation::journal(&site.store, None, IN_A_FILE).await?;
    let words = Words::of(Language::De);
    let mut writer =
        WriterBuilder::new().quote_style(QuoteStyle::Necessary).terminator(Terminator::CRLF).from_writer(vec![]);
    let written = writer.write_record(["Nummer", "Datum", "Art", "Entscheidung", "Regel", "Widerspruch"]);
    written.map_err(|_| AppError::Internal)?;
    for line in &lines {
        let cells = [
            line.number.to_string(),
            dates::machine(line.at),
            words.moderation.kind(line.item.kind).to_owned(),
            words.moderation_steps.did(line.step).to_owned(),
            line.rule.map(|rule| rule.number().to_string()).unwrap_or_default(),
            ended(words, line),
        ];
        writer.write_record(cells).map_err(|_| AppError::Internal)?;
    }
    let table = writer.into_inner().map_err(|_| AppError::Internal)?;
    let mut response = ["\u{feff}".as_bytes(), &table].concat().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present"));
    let disposition = HeaderValue::from_static("attachment; filename=\"moderation.csv\"");
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    Ok(response)
}

fn ended(words: &Words, line: &Line) -> String {
    let words = &words.reports;
    if line.appeals == 0 {
        return words.journal_none.to_owned();
    }
    let mut parts: Vec<&str> = line
        .outcomes
        .iter()
        .map(|outcome| match outcome {
            Outcome::Upheld => words.journal_upheld,
            Outcome::Overturned => words.journal_overturned,
        })
        .collect();
    // Several people who reported, and one answer.
    parts.dedup();
    if line.outcomes.len() < line.appeals {
        parts.push(words.journal_open);
    }
    parts.join(", ")
}

#[component]
fn JournalPage(site: Site, visit: Visit, lines: Vec<Line>, years: Vec<(i16, Counts)>) -> impl IntoView {
    let (all, words) = (visit.words(), &visit.words().reports);
    let up = vec![("/regeln".to_owned(), all.common.rules.to_owned())];
    let head = Head { class: "page-journal", way: Some(up.clone()), ..Head::titled(words.journal, words.journal_lead) };
    let is_full = lines.len() as u64 == PER_PAGE;
    let next =
        lines.last().filter(|_| is_full).map(|line| visit.href(&format!("/moderation/protokoll?vor={}", line.number)));
    let is_empty = lines.is_empty();
    let rows = lines
        .into_iter()
        .map(|line| {
            let rule = line.rule.map(|rule| {
                view! { <a href=visit.href(&rule.path())>{all.published_rules.name(rule)}</a> }
            });
            view! {
                <tr>
                    <th scope="row"><time datetime=dates::machine(line.at)>{dates::date(visit.language, line.at)}</time></th>
                    <td>{all.moderation.kind(line.item.kind)}</td>
                    <td>{all.moderation_steps.did(line.step)}</td>
                    <td>{rule}</td>
                    <td>{ended(all, &line)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container moderation">
                <Breadcrumb visit=visit.clone() steps=up/>
                <h1>{words.journal}</h1>
                <p class="lead">{words.journal_lead}</p>
                {if is_empty {
                    view! { <p>{words.journal_empty}</p> }.into_any()
                } else {
                    view! {
                        <WideTable label=words.journal>
                            <table class="table">
                                <thead>
                                    <tr>
                                        <th scope="col">{words.journal_date}</th>
                                        <th scope="col">{words.journal_kind}</th>
                                        <th scope="col">{words.journal_step}</th>
                                        <th scope="col">{words.rule}</th>
                                        <th scope="col">{words.journal_appeal}</th>
                                    </tr>
                                </thead>
                                <tbody>{rows}</tbody>
                            </table>
                        </WideTable>
                    }
                    .into_any()
                }}
                <Pagination visit=visit.clone() previous=None next=next/>
                <p><a href=visit.href("/moderation/protokoll.csv")><Icon name="download"/>{words.journal_csv}</a></p>
                <Years visit=visit.clone() years=years/>
            </div>
        </Shell>
    }
    .into_any()
}

/// The columns of the numbers.
const COUNTED: [Step; 9] = [
    Step::Publish,
    Step::AskToChange,
    Step::Hide,
    Step::Merge,
    Step::Split,
    Step::Move,
    Step::Keep,
    Step::Restore,
    Step::Block,
];

#[component]
fn Years(visit: Visit, years: Vec<(i16, Counts)>) -> impl IntoView {
    if years.is_empty() {
        return ().into_any();
    }
    let (all, words, language) = (visit.words(), &visit.words().reports, visit.language);
    let of = |n: u64| number(language, i64::try_from(n).unwrap_or(i64::MAX));
    let rows = years
        .into_iter()
        .map(|(year, counts)| {
            let steps = COUNTED
                .into_iter()
                .map(|step| {
                    let n = counts.steps.get(&step).copied().unwrap_or_default();
                    view! { <td class="table__number">{number(language, n)}</td> }
                })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">{year.to_string()}</th>
                    {steps}
                    <td class="table__number">{of(counts.reports)}</td>
                    <td class="table__number">{of(counts.appeals)}</td>
                    <td class="table__number">{of(counts.overturned)}</td>
                </tr>
            }
        })
        .collect_view();
    let heads =
        COUNTED.into_iter().map(|step| view! { <th scope="col">{all.moderation_steps.did(step)}</th> }).collect_view();
    view! {
        <section>
            <h2>{words.years}</h2>
            <WideTable label=words.years>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{words.year}</th>
                            {heads}
                            <th scope="col">{words.reported}</th>
                            <th scope="col">{words.appealed}</th>
                            <th scope="col">{words.overturned}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </WideTable>
        </section>
    }
    .into_any()
}

/// For tests of what a line may hold.
#[cfg(test)]
mod tests {
    use domain::{
        Moment,
        moderation::{Item, Kind, Rule},
    };

    use super::*;

    #[test]
    fn a_line_tells_how_each_appeal_ended_and_that_one_waits() {
        let line = Line {
            number: 1,
            at: Moment(0),
            item: Item { kind: Kind::Comment, id: 1 },
            step: Step::Hide,
            rule: Some(Rule::NO_HATE),
            appeals: 2,
            outcomes: vec![Outcome::Overturned],
        };
        let words = Words::of(Language::De);
        assert_eq!(ended(words, &line), "Entscheidung aufgehoben, wartet");
        assert_eq!(ended(words, &Line { appeals: 0, outcomes: vec![], ..line }), "keiner");
    }
}
