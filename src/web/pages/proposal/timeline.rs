//! Everything that happened, from the event log.

use domain::{
    history::{Actor, Happening, TimelineEntry},
    ids::ProposalId,
    proposals::ProposalDetail,
    text,
};
use leptos::prelude::*;

use crate::{
    Visit, dates,
    locales::{fill, number},
    ui::{Icon, tag::status_icon},
};

/// Characters of the reasons; the whole text stands in the city's answer.
const REASONS: usize = 200;

/// One entry in words.
pub(super) struct Told {
    pub(super) what: String,
    pub(super) reasons: Option<String>,
    /// Address and title of another proposal that it is about.
    pub(super) other: Option<(String, String)>,
    icon: &'static str,
}

pub(super) fn tell(visit: &Visit, entry: &TimelineEntry) -> Option<Told> {
    let all = visit.words();
    let words = &all.proposal;
    let plain = |what: &str, icon| Some(Told { what: what.to_owned(), reasons: None, other: None, icon });
    let other = |what: &str, id: ProposalId, title: &str| {
        let other = Some((visit.href(&format!("/vorschlaege/{id}")), title.to_owned()));
        Some(Told { what: what.to_owned(), reasons: None, other, icon: "merge" })
    };
    match &entry.happening {
        Happening::Submitted => plain(words.submitted, "status-submitted"),
        Happening::Published => plain(words.published, "status-published"),
        Happening::Corrected => plain(words.corrected, "edit"),
        Happening::Redacted => plain(words.redacted, "lock"),
        Happening::Withdrawn => plain(words.withdrawn, "status-withdrawn"),
        Happening::GoalReached { supports } => {
            plain(&fill(words.goal_reached, &[("n", &number(visit.language, *supports))]), "flag")
        }
        Happening::StatusChanged { to, office, reasons, .. } => {
            let mut what = fill(words.status_changed, &[("to", all.names.status(*to))]);
            if let Some(office) = office.as_ref().filter(|_| entry.actor == Actor::Office) {
                what = format!("{what} {}", fill(words.by_office, &[("office", office)]));
            }
            let reasons = reasons.as_ref().map(|reasons| text::excerpt(reasons, REASONS));
            Some(Told { what, reasons, other: None, icon: status_icon(*to) })
        }
        Happening::MergedInto { target: id, title } | Happening::MergedFrom { source: id, title } => {
            let is_into = matches!(entry.happening, Happening::MergedInto { .. });
            other(if is_into { words.merged_into } else { words.merged_from }, *id, title)
        }
        Happening::SplitInto { target, title } => other(words.split_into, *target, title),
        Happening::SplitFrom { source, title } => other(words.split_from, *source, title),
        Happening::Moved { from, to } => plain(&fill(words.moved, &[("from", from), ("to", to)]), "arrow-right"),
        Happening::CouncilNoted { council } => plain(&fill(words.council_noted, &[("council", council)]), "users"),
        Happening::Supported
        | Happening::SupportWithdrawn
        | Happening::Commented
        | Happening::CommentPublished
        | Happening::CommentRefused
        | Happening::CommentWithdrawn => None,
    }
}

#[component]
pub fn Timeline(visit: Visit, detail: ProposalDetail) -> impl IntoView {
    let words = &visit.words().proposal;
    let entries = detail
        .timeline
        .iter()
        .filter_map(|entry| tell(&visit, entry).map(|told| (entry.at, told)))
        .map(|(at, told)| {
            let Told { what, reasons, other, icon } = told;
            view! {
                <li class="timeline__entry">
                    <Icon name=icon/>
                    <div class="timeline__body">
                        <p class="timeline__date"><time datetime=dates::machine(at)>{dates::date(visit.language, at)}</time></p>
                        <p class="timeline__what">
                            {what}
                            {other.map(|(href, title)| view! { " "<a href=href>{title}</a> })}
                        </p>
                        {reasons.map(|reasons| view! { <p class="timeline__reasons">{words.reasons}": "{reasons}</p> })}
                    </div>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="proposal__timeline" id="verlauf" aria-labelledby="verlauf-titel">
            <h2 id="verlauf-titel">{words.timeline}</h2>
            <p>{words.timeline_intro}</p>
            <ol class="timeline">{entries}</ol>
        </section>
    }
    .into_any()
}
