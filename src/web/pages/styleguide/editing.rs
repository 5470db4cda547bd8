//! What editors see on a page: a block in each of its states, what stands beside it, the bars. As the editor in the browser
//! makes it (`src/editor`), and with its style; nothing here can be typed into.

use domain::editing::State;
use leptos::prelude::*;

use super::Sample;
use crate::{
    Visit,
    pages::editing::mode::StateTag,
    ui::{Icon, Notice, NoticeKind},
};

#[component]
pub(super) fn Editing(visit: Visit) -> impl IntoView {
    view! {
        <Sample id="bearbeiten" title="Bearbeiten: Leiste und Zustände einer Seite">
            <Bar visit=visit.clone()/>
            <PageBars/>
        </Sample>
        <Sample id="bloecke" title="Bearbeiten: ein Block in jedem Zustand">
            <BlockStates/>
        </Sample>
        <Sample id="bemerkungen" title="Bearbeiten: was neben einem Block steht">
            <Remarks/>
        </Sample>
        <Sample id="fassungen" title="Bearbeiten: zwei Fassungen, was sich geändert hat, zwei Sprachen">
            <Versions/>
        </Sample>
    }
}

#[component]
fn Bar(visit: Visit) -> impl IntoView {
    let states = State::ALL
        .map(|state| view! { <li><StateTag visit=visit.clone() state=state/></li> })
        .into_iter()
        .collect_view();
    view! {
        <div class="edit-bar">
            <p class="edit-bar__title">"Du bearbeitest diese Seite "<StateTag visit=visit state=State::ChangesNeeded/>" "<Outdated/></p>
            <p class="edit-bar__remark">"Bitte kürzer, und mit einem Bild vom Hafen."</p>
            <ul class="edit-bar__links">
                <li><a class="edit-bar__link" href="#bearbeiten"><Icon name="check-circle"/>"Veröffentlichen"</a></li>
                <li><a class="edit-bar__link" href="#bearbeiten"><Icon name="clock"/>"Verlauf"</a></li>
                <li><a class="edit-bar__link" href="#bearbeiten"><Icon name="language"/>"Sprachen"</a></li>
            </ul>
        </div>
        <ul class="card__tags">
            {states}
            <li><Outdated/></li>
            <li><span class="tag tag--accepted"><Icon name="easy-language"/>"Geprüft von: Lesekreis Hafen, 2. März 2026"</span></li>
            <li><span class="tag">"Noch nie veröffentlicht"</span></li>
        </ul>
    }
}

#[component]
fn Outdated() -> impl IntoView {
    view! { <span class="tag tag--under-review"><Icon name="language"/>"Veraltet seit 4. Mai 2026"</span> }
}

#[component]
fn PageBars() -> impl IntoView {
    let states = [
        ("saved", "Alles gespeichert"),
        ("typed", "Noch nicht gespeichert. Der Text ist gesichert."),
        ("waiting", "Keine Verbindung. Der Text ist auf diesem Gerät gesichert."),
    ];
    states
        .map(|(state, words)| {
            view! {
                <div class="edit-page-bar">
                    <p class="edit-state" data-state=state>{words}</p>
                    <p class="edit-here">"Auch hier: Ada"</p>
                    <div class="edit-history">
                        <button type="button" class="edit-tool">"Rückgängig"</button>
                        <button type="button" class="edit-tool" aria-disabled="true">"Wiederholen"</button>
                    </div>
                </div>
            }
        })
        .into_iter()
        .collect_view()
}

fn words(text: &'static str) -> AnyView {
    view! { <section class="block block--text"><div class="prose"><p>{text}</p></div></section> }.into_any()
}

#[component]
fn Tools() -> impl IntoView {
    let icons =
        [("chevron-up", "Nach oben"), ("chevron-down", "Nach unten"), ("plus", "Einfügen"), ("trash", "Löschen")];
    let icons = icons
        .map(|(icon, name)| view! { <button type="button" class="edit-tool" aria-label=name title=name><Icon name=icon/></button> })
        .into_iter()
        .collect_view();
    view! {
        <div class="edit-tools">
            <button type="button" class="edit-tool edit-tool--edit">"Bearbeiten"</button>
            {icons}
        </div>
    }
}

#[component]
fn BlockStates() -> impl IntoView {
    let formats = [("Absatz", false), ("Überschrift 2", false), ("Fett", true), ("Link", false), ("Liste", false)];
    let formats = formats
        .map(|(name, is_on)| view! { <button type="button" class="edit-tool" aria-pressed=is_on.to_string()>{name}</button> })
        .into_iter()
        .collect_view();
    view! {
        <div class="edit-page">
            <div class="edit-block">{words("In Ruhe: Die Seite sieht aus, wie alle sie sehen.")}</div>
            <div class="edit-block edit-block--pointed">
                {words("Gezeigt: Ein Rahmen und Werkzeuge kommen mit dem Zeiger oder dem Fokus.")}
                <Tools/>
            </div>
            <div class="edit-block edit-block--open">
                <div class="edit-toolbar">{formats}<button type="button" class="edit-tool edit-tool--done">"Fertig"</button></div>
                {words("Im Fokus: Hier schreibt man, wo der Text steht. Die Formate bleiben im Blick.")}
            </div>
            <div class="edit-block edit-block--taken">
                <div class="edit-who">"Ada schreibt hier"</div>
                {words("Belegt: Jemand anderes schreibt gerade in diesem Block.")}
            </div>
            <div class="edit-block edit-block--below">{words("Ziel: Was man zieht, kommt unter diesen Block.")}</div>
            <div class="edit-block">
                {words("Ohne Skript: Jeder Block hat einen Verweis auf sein Formular.")}
                <a class="edit-block-open" href="#bloecke">"Bearbeiten"<span class="visually-hidden">": Text"</span></a>
            </div>
        </div>
    }
}

/// Kind of the note, what it says, and what one can do.
type Note = (&'static str, &'static str, &'static [&'static str]);

const NOTES: [Note; 4] = [
    ("conflict", "Hier haben zwei dieselbe Stelle geändert.", &["Entscheiden"]),
    ("error", "Nicht gespeichert: Der Text ist zu lang.", &["Speichern"]),
    ("gone", "Diesen Block hat jemand gelöscht. Dein Text ist noch da.", &["Wieder einsetzen", "Verwerfen"]),
    ("restored", "Nicht gespeicherter Text von 14:03 wiederhergestellt.", &["Speichern", "Verwerfen"]),
];

#[component]
fn Remarks() -> impl IntoView {
    let notes = NOTES
        .map(|(kind, words, choices)| {
            let buttons = choices
                .iter()
                .map(|name| view! { <button type="button" class="button button--secondary">{*name}</button> })
                .collect_view();
            view! { <div class=format!("edit-note edit-note--{kind}")><p>{words}</p><div class="button-row">{buttons}</div></div> }
        })
        .into_iter()
        .collect_view();
    view! {
        <div class="edit-page">
            <div class="edit-block">
                {words("Die Partizipationsmöglichkeiten werden hier von der Stadt gezeigt.")}
                <div class="edit-notes">
                    {notes}
                    <div class="edit-warnings">
                        <p>"Hinweise zu diesem Block"</p>
                        <ul>
                            <li>"Langes Wort: mit Bindestrich trennen "<q>"Partizipationsmöglichkeiten"</q></li>
                            <li>"Verweis führt nirgendwohin "<q>"/gibt-es-nicht"</q></li>
                        </ul>
                    </div>
                </div>
            </div>
        </div>
        <Notice kind=NoticeKind::Warning><p>"Diese Übersetzung ist vom 2. März 2026. Der deutsche Text wurde seitdem geändert."</p></Notice>
    }
}

#[component]
fn Versions() -> impl IntoView {
    let versions = [
        ("Vorher", "Die Stadt baut Bänke."),
        ("Deine Fassung", "Die Stadt baut Stühle."),
        ("Andere Fassung", "Die Stadt baut Liegen."),
    ];
    let versions = versions
        .map(|(title, text)| view! { <section class="edit-version"><h3>{title}</h3><pre>{text}</pre></section> })
        .into_iter()
        .collect_view();
    view! {
        <div class="edit-versions">{versions}</div>
        <ul class="edit-changes">
            <li class="edit-change">
                <h3>"Geändert: Text"</h3>
                <div class="edit-diff"><span>"Die Stadt baut "</span><del>"Bänke"</del><ins>"Stühle"</ins><span>"."</span></div>
            </li>
        </ul>
        <div class="edit-sides">
            <div class="edit-side">
                <h3>"Deutsch"</h3>
                <div class="edit-side__text">{words("Am Hafen entstehen neue Sitzgelegenheiten.")}</div>
            </div>
            <div class="edit-side">
                <h3>"In dieser Sprache"</h3>
                <div class="edit-side__text language-ls">{words("Am Hafen gibt es neue Bänke.")}</div>
            </div>
        </div>
    }
}
