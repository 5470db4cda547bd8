//! What only pages for staff have: menu, cards, rows, tables, the list of the moderators, the library of files.

use leptos::prelude::*;

use super::Sample;
use crate::{
    Visit,
    pages::staff::form::{Line, Pick, Problems},
    ui::{Icon, WideTable},
};

#[component]
pub(super) fn Staff(visit: Visit) -> impl IntoView {
    view! {
        <Sample id="verwaltung" title="Verwaltung: Menü, Karten, Zeilen">
            <Overview/>
        </Sample>
        <Sample id="verwaltung-formular" title="Verwaltung: Filter und Formular">
            <Form visit=visit/>
        </Sample>
        <Sample id="verwaltung-tabellen" title="Verwaltung: Rechte, Protokoll, Fristen, Mediathek">
            <Tables/>
        </Sample>
    }
}

#[component]
fn Overview() -> impl IntoView {
    let menu = [("home", "Übersicht", None), ("edit", "Seiten", Some("page")), ("image", "Mediathek", None)];
    let menu = menu
        .map(|(icon, name, here)| {
            view! { <li><a class="staff-menu__link" href="#verwaltung" aria-current=here><Icon name=icon/>{name}</a></li> }
        })
        .into_iter()
        .collect_view();
    view! {
        <nav class="staff-menu staff-menu--row" aria-label="Menü der Verwaltung, Beispiel"><ul>{menu}</ul></nav>
        <ul class="staff-cards">
            <li class="staff-card">
                <Icon name="mail"/>
                <div>
                    <h3><a href="#verwaltung">"Posteingang"</a></h3>
                    <p>"Vorschläge, die auf eine Antwort Deines Amtes warten"</p>
                </div>
            </li>
            <li class="staff-card">
                <Icon name="kiosk"/>
                <div>
                    <h3><a href="#verwaltung">"Kioske"</a></h3>
                    <p>"Geräte in den Ortsämtern und wie es ihnen geht"</p>
                </div>
            </li>
        </ul>
        <ul class="staff-rows">
            <li class="staff-row">
                <div><a href="#verwaltung">"Regeln"</a><p>"/regeln · 4. Mai 2026"</p></div>
                <span class="tag tag--in-review"><Icon name="users"/>"In Prüfung"</span>
            </li>
            <li class="staff-row">
                <span>"Ein Film in Gebärdensprache gehört dazu."</span>
                <button class="button button--secondary" type="button"><Icon name="trash"/>"Wegnehmen"</button>
            </li>
        </ul>
    }
}

#[component]
fn Form(visit: Visit) -> impl IntoView {
    let problems = Problems::one("muster-name", "Gib dem Amt einen Namen.");
    let choices = vec![("bild".to_owned(), "Bilder".to_owned()), ("film".to_owned(), "Filme".to_owned())];
    view! {
        <form class="form staff__filter" method="get" action="#verwaltung-formular">
            <Line visit=visit.clone() id="muster-name" label="Name" hint="Wie es auf dem Briefkopf steht." value="" problems=problems/>
            <Pick visit=visit id="muster-art" label="Art" none="alle" choices=choices value="bild"/>
            <div class="form__actions">
                <button class="button button--primary" type="submit"><Icon name="filter"/>"Anzeigen"</button>
            </div>
        </form>
    }
}

#[component]
fn Tables() -> impl IntoView {
    view! {
        <WideTable label="Rechte, Beispiel">
            <table class="staff-matrix">
                <thead><tr><th scope="col">"Aufgabe"</th><th scope="col">"Redaktion"</th><th scope="col">"Bedingung"</th></tr></thead>
                <tbody>
                    <tr>
                        <th scope="row">"Seiten bearbeiten"</th>
                        <td class="staff-matrix__cell"><Icon name="check"/><span class="visually-hidden">"ja"</span></td>
                        <td>"nicht die eigene Prüfung"</td>
                    </tr>
                </tbody>
            </table>
        </WideTable>
        <ol class="audit-entries">
            <li class="audit-entry">
                <p class="audit-entry__what"><strong>"Seite veröffentlicht"</strong>" · page 12"</p>
                <p class="audit-entry__who">"1204 · 4. Mai 2026, 14:03 · Ada (Redaktion)"</p>
                <p class="audit-entry__data"><code>"version: 3"</code></p>
            </li>
        </ol>
        <ul class="due-list">
            <li class="due-row">
                <h3 class="due-row__title"><a href="#verwaltung-tabellen">"Mehr Bänke am Alten Strom"</a></h3>
                <p class="card__facts"><span class="due-row__late">"seit 3 Tagen überfällig"</span></p>
            </li>
        </ul>
        <ul class="queue">
            <li class="queue__item">
                <p class="queue__head"><span class="queue__kind">"Kommentar"</span>" · vor 2 Stunden"</p>
                <h3 class="queue__title"><a href="#verwaltung-tabellen">"Dort ist es im Sommer eng genug"</a></h3>
                <p class="queue__excerpt">"Wartet, weil er einen Namen nennen könnte."</p>
                <p class="queue__claimed">"Ada sieht ihn gerade an."</p>
            </li>
        </ul>
        <ul class="media-list">
            <li class="media-card">
                <span class="media-card__picture media-card__picture--sign"><Icon name="camera"/></span>
                <div class="media-card__text"><a href="#verwaltung-tabellen">"Rundgang"</a><p>"Video, 4,1 MB"</p><p>"auf 2 Seiten"</p></div>
            </li>
        </ul>
    }
}
