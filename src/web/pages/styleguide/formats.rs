//! Surveys, places, calendar, submission and receipt: what only their pages use.

use leptos::prelude::*;

use super::Sample;
use crate::ui::Icon;

#[component]
pub(super) fn Formats() -> impl IntoView {
    view! {
        <Results/>
        <Events/>
        <Submission/>
    }
}

#[component]
fn Results() -> impl IntoView {
    let rows = [("Ja, fast jeden Tag", "35"), ("Nur wenn es trocken ist", "26"), ("Nein", "3")];
    let bars = rows
        .iter()
        .map(|(label, share)| {
            view! {
                <div class="bars__row">
                    <span class="bars__label">{*label}</span>
                    <svg class="bars__bar" viewBox="0 0 100 10" preserveAspectRatio="none" focusable="false">
                        <rect class="bars__track" width="100" height="10"></rect>
                        <rect class="bars__share" width=*share height="10"></rect>
                    </svg>
                    <span class="bars__value">{*share}" %"</span>
                </div>
            }
        })
        .collect_view();
    let cells = rows
        .iter()
        .map(|(label, share)| view! { <tr><th scope="row">{*label}</th><td class="table__number">{*share}" %"</td></tr> })
        .collect_view();
    view! {
        <Sample id="ergebnisse" title="Ergebnisse einer Umfrage">
            <p class="period"><span class="tag tag--period tag--ended"><Icon name="lock"/>"Beendet"</span>" "<span>"Beendet am 3. November 2026"</span></p>
            <div class="bars" role="img" aria-label="35 von 100 fahren fast jeden Tag.">{bars}</div>
            <table class="table">
                <caption>"Dieselben Zahlen als Tabelle"</caption>
                <thead><tr><th scope="col">"Antwort"</th><th scope="col" class="table__number">"Anteil"</th></tr></thead>
                <tbody>{cells}</tbody>
            </table>
        </Sample>
    }
}

#[component]
fn Events() -> impl IntoView {
    view! {
        <Sample id="termine" title="Termin und Ort">
            <ul class="events">
                <li>
                    <article class="event-card">
                        <div class="date-block" aria-hidden="true">
                            <span class="date-block__weekday">"Donnerstag"</span>
                            <span class="date-block__day">"26"</span>
                            <span class="date-block__month">"Nov"</span>
                        </div>
                        <div class="event-card__body">
                            <h3 class="event-card__title"><a href="#termine">"Sprechstunde in Groß Klein"</a></h3>
                            <p class="event-card__when"><Icon name="clock"/>"26. November 2026, 10:00 bis 12:00 Uhr"</p>
                            <ul class="access"><li class="access__item"><Icon name="accessibility"/>"Stufenlos erreichbar"</li></ul>
                        </div>
                    </article>
                </li>
            </ul>
            <article class="mark">
                <p class="mark__head"><span class="tag tag--verdict tag--good"><Icon name="stance-for"/>"Hier ist es gut"</span></p>
                <h3>"Schatten und Bäume, Schmarl"</h3>
                <p class="mark__text">"Die Weidenallee ist an heißen Tagen der beste Platz der Stadt."</p>
                <p class="mark__meta">"vor 3 Monaten"</p>
            </article>
        </Sample>
    }
}

#[component]
fn Submission() -> impl IntoView {
    view! {
        <Sample id="einreichen" title="Einreichen und Beleg">
            <div class="choice-cards">
                <section class="choice-card choice-card--idea">
                    <span class="choice-card__icon"><Icon name="idea"/></span>
                    <h3 class="choice-card__title">"Ich habe eine Idee"</h3>
                    <p class="choice-card__text">"Ein Vorschlag, der Rostock besser macht."</p>
                    <p><a class="button button--primary" href="#einreichen">"Vorschlag schreiben"</a></p>
                </section>
                <section class="choice-card choice-card--damage">
                    <span class="choice-card__icon"><Icon name="warning"/></span>
                    <h3 class="choice-card__title">"Etwas ist kaputt"</h3>
                    <p class="choice-card__text">"Schäden meldest Du am schnellsten über Klarschiff."</p>
                    <p><a class="button button--secondary" href="#einreichen">"Bei Klarschiff melden"</a></p>
                </section>
            </div>
            <dl class="summary">
                <div class="summary__row">
                    <dt class="summary__key">"Titel"</dt>
                    <dd class="summary__value">"Mehr Bänke am Alten Strom"</dd>
                    <dd class="summary__action"><a href="#einreichen">"Ändern"<span class="visually-hidden">": Titel"</span></a></dd>
                </div>
            </dl>
            <p><span class="keeper__state keeper__state--saved">"Gespeichert um 14:03"</span></p>
            <p><span class="keeper__state keeper__state--offline">"Ohne Netz auf diesem Gerät gesichert"</span></p>
            <section class="receipt__card" aria-labelledby="code-beispiel">
                <div class="receipt__text">
                    <h3 id="code-beispiel">"Dein Code"</h3>
                    <p class="receipt__code"><code>"PH1C-XZ5Q-G93X"</code></p>
                    <p class="receipt__hint"><Icon name="print"/>"Notiere den Code oder druck diese Seite aus."</p>
                </div>
            </section>
        </Sample>
    }
}
