//! Tags, cards, notices, empty state, pages of a list.

use domain::{
    Goal, Moment, Theme,
    comments::Stance,
    ids::ProposalId,
    proposals::{ProposalCard, Status},
};
use leptos::prelude::*;

use super::Sample;
use crate::{
    Visit,
    pages::content::{GoalCards, ThemeCards},
    ui::{
        DemoTag, EmptyState, GoalTags, Notice, NoticeKind, Pagination, ProposalCardView, StanceTag, StatusTag, ThemeTag,
    },
};

const DAY: i64 = 86_400_000;

#[component]
pub(super) fn Things(visit: Visit, now: Moment) -> impl IntoView {
    view! {
        <Tags visit=visit.clone()/>
        <Cards visit=visit.clone() now=now/>
        <Notices/>
        <Lists visit=visit/>
    }
}

#[component]
fn Tags(visit: Visit) -> impl IntoView {
    let words = visit.words();
    let states =
        Status::ALL.into_iter().map(|status| view! { <li><StatusTag status=status words=words/></li> }).collect_view();
    let themes =
        Theme::ALL.into_iter().map(|theme| view! { <li><ThemeTag theme=theme words=words/></li> }).collect_view();
    let goals =
        Goal::ALL.into_iter().map(|goal| view! { <li><GoalTags goals=goal.into() words=words/></li> }).collect_view();
    let stances =
        Stance::ALL.into_iter().map(|stance| view! { <li><StanceTag stance=stance words=words/></li> }).collect_view();
    view! {
        <Sample id="marken" title="Marken">
            <ul class="card__tags">{states}</ul>
            <ul class="card__tags">{themes}</ul>
            <ul class="card__tags">{goals}</ul>
            <ul class="card__tags">{stances}<li><DemoTag words=words/></li></ul>
        </Sample>
    }
}

fn card(now: Moment, id: i64, status: Status, title: &str, excerpt: &str) -> ProposalCard {
    let at = Moment(now.0 - id * DAY);
    ProposalCard {
        id: ProposalId(id),
        title: title.to_owned(),
        excerpt: excerpt.to_owned(),
        theme: Theme::Infrastruktur,
        goals: Goal::Verbindend.into(),
        district: None,
        pin: None,
        status,
        supports: id * 61,
        comments: id - 1,
        published_at: Some(at),
        submitted_at: at,
        is_demo: id == 1,
        picture: None,
    }
}

#[component]
fn Cards(visit: Visit, now: Moment) -> impl IntoView {
    let long = "Wer nicht lange stehen kann, findet zwischen Brücke und Leuchtturm kaum einen Platz. Sechs Bänke mit Lehne würden reichen.";
    let cards = [
        card(now, 1, Status::Published, "Mehr Bänke mit Lehne am Alten Strom", long),
        card(now, 2, Status::InProgress, "Trinkwasser am Stadthafen", "Im Sommer gibt es dort nur Wasser zu kaufen."),
        card(
            now,
            20,
            Status::Rejected,
            "Donaudampfschifffahrtsgesellschaftskapitänsmützensammlung im Kulturhistorischen Museum",
            "Sehr lange Wörter brechen um.",
        ),
    ]
    .map(|card| view! { <li><ProposalCardView visit=visit.clone() card=card now=now heading=3/></li> })
    .into_iter()
    .collect_view();
    view! {
        <Sample id="karten" title="Karten">
            <ul class="card-grid card-grid--proposals">{cards}</ul>
            <GoalCards visit=visit.clone()/>
            <ThemeCards visit=visit.clone()/>
        </Sample>
    }
}

#[component]
fn Notices() -> impl IntoView {
    view! {
        <Sample id="hinweise" title="Hinweise">
            <Notice><p>"Diese Umfrage endet am 20. Dezember 2026. "<a href="#hinweise">"Mehr dazu"</a></p></Notice>
            <Notice kind=NoticeKind::Success><p>"Dein Beitrag ist angekommen."</p></Notice>
            <Notice kind=NoticeKind::Warning><p>"Dein Entwurf ist auf diesem Gerät gesichert, aber noch nicht abgeschickt."</p></Notice>
            <Notice kind=NoticeKind::Error><p>"Das hat nicht geklappt. Versuch es bitte noch einmal."</p></Notice>
        </Sample>
    }
}

#[component]
fn Lists(visit: Visit) -> impl IntoView {
    view! {
        <Sample id="listen" title="Leere Liste und Seiten">
            <EmptyState title="Hier ist noch nichts">
                <p>"Nimm einen Filter weg oder mach den ersten Vorschlag."</p>
                <p><a class="button button--primary" href="#listen">"Vorschlag einreichen"</a></p>
            </EmptyState>
            <Pagination visit=visit previous=Some("#listen".to_owned()) next=Some("#listen".to_owned())/>
        </Sample>
    }
}
