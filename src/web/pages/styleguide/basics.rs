//! Type, buttons, running text.

use leptos::prelude::*;

use super::Sample;
use crate::ui::Icon;

#[component]
pub(super) fn Basics() -> impl IntoView {
    view! {
        <Type/>
        <Buttons/>
        <RunningText/>
    }
}

#[component]
fn Type() -> impl IntoView {
    view! {
        <Sample id="schrift" title="Schrift">
            <p class="hero__claim" lang="en">"smile city Rostock"</p>
            <p class="lead">"Vorspann: Du setzt die Wegmarken für Rostock."</p>
            <h3>"Überschrift der dritten Stufe"</h3>
            <h4>"Überschrift der vierten Stufe"</h4>
            <p>"Fließtext mit " <a href="#schrift">"einem Verweis"</a> ", " <strong>"etwas Wichtigem"</strong> " und 1.234 Zahlen."</p>
        </Sample>
    }
}

#[component]
fn Buttons() -> impl IntoView {
    view! {
        <Sample id="knoepfe" title="Knöpfe">
            <p class="button-row">
                <a class="button button--primary button--large" href="#knoepfe">"Vorschlag einreichen"</a>
                <button class="button button--primary" type="button"><Icon name="heart-hand"/>"Unterstützen"</button>
                <button class="button button--secondary" type="button">"Vorschläge ansehen"<Icon name="arrow-right"/></button>
                <button class="button button--quiet" type="button">"Abbrechen"</button>
                <button class="button button--primary" type="button" disabled=true>"Geht gerade nicht"</button>
            </p>
            <ul class="chips">
                <li><a class="chip" href="#knoepfe">"Verkehr und Mobilität"<Icon name="close"/></a></li>
                <li><a class="chip chip--clear" href="#knoepfe">"Alle Filter aufheben"</a></li>
            </ul>
            <ul class="view-switch">
                <li><a class="view-switch__link" href="#knoepfe" aria-current="true"><Icon name="list"/>"Liste"</a></li>
                <li><a class="view-switch__link" href="#knoepfe"><Icon name="map"/>"Karte"</a></li>
            </ul>
        </Sample>
    }
}

#[component]
fn RunningText() -> impl IntoView {
    view! {
        <Sample id="text-beispiel" title="Text, Schritte, Zahlen">
            <div class="prose">
                <p>"Ein Absatz in einer Zeilenlänge, die sich gut liest. Lange Wörter wie Beteiligungsverfahren dürfen getrennt werden, in Leichter Sprache nie."</p>
                <ul><li>"erster Punkt"</li><li>"zweiter Punkt"</li></ul>
                <blockquote><p>"Ein Zitat aus einem Vorschlag."</p></blockquote>
                <table>
                    <thead><tr><th scope="col">"Ortsamt"</th><th scope="col">"Ortsteil"</th></tr></thead>
                    <tbody><tr><td>"Ortsamt Mitte"</td><td>"Stadtmitte"</td></tr><tr><td>"Ortsamt West"</td><td>"Reutershagen"</td></tr></tbody>
                </table>
            </div>
            <div class="block block--steps">
                <div class="steps">
                    <ol>
                        <li><strong>"Lesen."</strong>" Sieh Dir an, was die Stadt plant."</li>
                        <li><strong>"Sagen."</strong>" Unterstütze eine Idee oder schreib selbst eine."</li>
                        <li><strong>"Verfolgen."</strong>" Zu jedem Vorschlag siehst Du, was daraus wurde."</li>
                    </ol>
                </div>
            </div>
            <div class="facts">
                <ul>
                    <li><strong>"31"</strong>" Ortsteile"</li>
                    <li><strong>"12 Mio. €"</strong>" bis 2027"</li>
                </ul>
            </div>
            <ul class="figures">
                <li><strong>"123"</strong>" Vorschläge"</li>
                <li><strong>"4.210"</strong>" Unterstützungen"</li>
                <li><strong>"38"</strong>" Antworten der Stadt"</li>
            </ul>
        </Sample>
    }
}
