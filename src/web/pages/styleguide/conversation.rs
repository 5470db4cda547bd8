//! What stands on the page of a proposal: support, answer, timeline, discussion.

use domain::{comments::Stance, proposals::Status};
use leptos::prelude::*;

use super::Sample;
use crate::{
    Visit,
    ui::{GoalLine, Icon, Prose, StanceTag, StatusTag},
};

#[component]
pub(super) fn Conversation(visit: Visit) -> impl IntoView {
    view! {
        <Support visit=visit.clone()/>
        <Answer visit=visit.clone()/>
        <Timeline/>
        <Discussion visit=visit/>
    }
}

#[component]
fn Support(visit: Visit) -> impl IntoView {
    view! {
        <Sample id="unterstuetzung" title="Unterstützung">
            <div class="support">
                <GoalLine language=visit.language supports=128 goal=200 text="von 200 Unterstützungen"/>
                <button class="button button--primary support__button" type="button" aria-pressed="false"><Icon name="heart-hand"/>"Unterstützen"</button>
                <p class="support__hint">"Ein Mensch, eine Stimme. Du kannst sie zurücknehmen."</p>
            </div>
            <div class="support">
                <GoalLine language=visit.language supports=231 goal=200 text="Unterstützungen, Ziel erreicht"/>
                <button class="button button--primary support__button" type="button" aria-pressed="true"><Icon name="heart-hand-filled"/>"Du unterstützt das"</button>
                <p class="support__message">"Gerade keine Verbindung. Deine Stimme zählt noch nicht."</p>
            </div>
        </Sample>
    }
}

#[component]
fn Answer(visit: Visit) -> impl IntoView {
    view! {
        <Sample id="antwort" title="Stellungnahme der Stadt">
            <div class="answer">
                <p class="answer__decision"><StatusTag status=Status::Accepted words=visit.words()/></p>
                <Prose text="Wir stellen im Frühjahr sechs Bänke mit Lehne auf.\n\nDie Standorte besprechen wir mit dem Ortsbeirat."/>
                <dl class="answer__facts">
                    <div><dt>"Amt"</dt><dd>"Amt für Stadtgrün"</dd></div>
                    <div><dt>"Kosten"</dt><dd>"14.500 €"</dd></div>
                    <div><dt>"Zeitraum"</dt><dd>"April bis Juni 2027"</dd></div>
                </dl>
                <p class="answer__date"><time datetime="2026-11-23">"23. November 2026"</time></p>
            </div>
        </Sample>
    }
}

#[component]
fn Timeline() -> impl IntoView {
    let entry = |icon: &'static str, date: &'static str, what: &'static str, reasons: Option<&'static str>| {
        view! {
            <li class="timeline__entry">
                <Icon name=icon/>
                <div class="timeline__body">
                    <p class="timeline__date">{date}</p>
                    <p class="timeline__what">{what}</p>
                    {reasons.map(|reasons| view! { <p class="timeline__reasons">{reasons}</p> })}
                </div>
            </li>
        }
    };
    view! {
        <Sample id="verlauf" title="Verlauf">
            <ol class="timeline">
                {entry("status-submitted", "2. November 2026", "Eingereicht", None)}
                {entry("status-under_review", "9. November 2026", "In Prüfung, Amt für Stadtgrün", None)}
                {entry("status-accepted", "23. November 2026", "Angenommen, Amt für Stadtgrün", Some("Gründe: Es fehlen Sitzplätze auf 400 Metern."))}
            </ol>
        </Sample>
    }
}

#[component]
fn Discussion(visit: Visit) -> impl IntoView {
    let words = visit.words();
    let counts = [(Stance::For, 9), (Stance::Against, 2), (Stance::Note, 4)]
        .map(|(stance, n)| {
            view! {
                <li class="stances__row">
                    <span class="stances__name"><StanceTag stance=stance words=words/></span>
                    <progress class=format!("stances__bar stances__bar--{}", stance.code()) max="15" value=n.to_string() aria-hidden="true"></progress>
                    <strong class="stances__number">{n}</strong>
                </li>
            }
        })
        .into_iter()
        .collect_view();
    let comment = |stance: Stance, author: &'static str, text: &'static str| {
        view! {
            <p class="comment__head"><StanceTag stance=stance words=words/>" "<strong class="comment__author">{author}</strong>" 21. November 2026"</p>
            <div class="comment__text"><Prose text=text/></div>
        }
    };
    view! {
        <Sample id="diskussion" title="Diskussion">
            <ul class="stances">{counts}</ul>
            <ol class="comments">
                <li class="comment comment--for">
                    {comment(Stance::For, "Ole", "Meine Oma würde sich freuen.")}
                    <p class="comment__actions"><a class="comment__reply" href="#diskussion">"Antworten"</a></p>
                    <ol class="comment__replies">
                        <li class="comment comment--note">{comment(Stance::Note, "Fenja", "Am Leuchtturm stehen schon zwei.")}</li>
                    </ol>
                </li>
                <li class="comment comment--against comment--waiting">
                    {comment(Stance::Against, "ohne Namen", "Dort ist es im Sommer eng genug.")}
                    <p class="comment__waiting"><Icon name="clock"/>"Wird geprüft, nur Du siehst ihn."</p>
                </li>
            </ol>
        </Sample>
    }
}
