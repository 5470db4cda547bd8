//! `/styleguide/kiosk`: the screens of the kiosk in parts, on a page of their own: its style is that of a whole device, which
//! is always light. As the device makes them (`src/offline/kiosk`).

use axum::{extract::State, response::Response};
use leptos::prelude::*;

use super::Sample;
use crate::{
    AppError, Site, Visit, render,
    ui::{Breadcrumb, Head, Icon, Qr, Shell, head::KIOSK_PARTS},
};

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    if !site.settings.shows_styleguide {
        return Err(AppError::NotFound);
    }
    Ok(render::page(|| view! { <KioskParts site=site visit=visit/> }))
}

#[component]
fn KioskParts(site: Site, visit: Visit) -> impl IntoView {
    let head = Head {
        is_private: true,
        class: KIOSK_PARTS,
        ..Head::titled("Styleguide: Kiosk", "Die Teile des Kiosks in allen Zuständen.")
    };
    let above = vec![("/styleguide".to_owned(), "Styleguide".to_owned())];
    let address = format!("{}/beleg", site.settings.base_url);
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="page-head">
                <div class="container">
                    <Breadcrumb visit=visit steps=above/>
                    <h1>"Styleguide: Kiosk"</h1>
                    <p class="lead">"Groß und ruhig, für Menschen, die davor stehen."</p>
                </div>
            </div>
            <div class="kiosk">
                <div class="kiosk-content styleguide">
                    <Bar/>
                    <Start/>
                    <Writing/>
                    <Done address=address/>
                </div>
            </div>
        </Shell>
    }
}

fn button(kind: &'static str, icon: &'static str, name: &'static str) -> AnyView {
    view! { <button type="button" class=format!("kiosk-button {kind}")><Icon name=icon/>{name}</button> }.into_any()
}

#[component]
fn Bar() -> impl IntoView {
    view! {
        <Sample id="leiste" title="Leiste und Knöpfe">
            <div class="kiosk-bar">
                <div class="kiosk-ways">{button("", "arrow-left", "Zurück")}{button("kiosk-button--finish", "check", "Fertig")}</div>
                <div class="kiosk-tools">
                    <button type="button" class="kiosk-button" aria-pressed="true">"Große Schrift"</button>
                    <button type="button" class="kiosk-button" aria-pressed="false">"Kontrast"</button>
                </div>
            </div>
            <div class="kiosk-actions">
                {button("kiosk-button--primary", "heart-hand", "Unterstützen")}
                {button("", "idea", "Vorschlagen")}
                <button type="button" class="kiosk-button" aria-disabled="true">"Geht gerade nicht"</button>
                {button("kiosk-button--plain", "arrow-right", "Mehr dazu")}
            </div>
        </Sample>
    }
}

#[component]
fn Start() -> impl IntoView {
    let tiles =
        [("idea", "Vorschlagen", "Schreib, was Rostock besser macht."), ("list", "Lesen", "Was andere vorschlagen.")];
    let tiles = tiles
        .map(|(icon, name, lead)| {
            view! {
                <li><button type="button" class="kiosk-tile"><Icon name=icon/><span class="kiosk-tile__name">{name}</span><span>{lead}</span></button></li>
            }
        })
        .into_iter()
        .collect_view();
    view! {
        <Sample id="start" title="Begrüßung, Kacheln, Karten">
            <div class="kiosk-attract"><p class="lead">"Sag, was Du für Rostock willst."</p></div>
            <ul class="kiosk-languages">
                <li>{button("kiosk-button--large", "language", "Deutsch")}</li>
                <li>{button("kiosk-button--large", "easy-language", "Leichte Sprache")}</li>
            </ul>
            <ul class="kiosk-tiles">{tiles}</ul>
            <ul class="kiosk-cards">
                <li class="kiosk-card">
                    <div>
                        <h3><button type="button" class="kiosk-card__open">"Mehr Bänke am Alten Strom"</button></h3>
                        <p>"Wer nicht lange stehen kann, findet kaum einen Platz."</p>
                        <ul class="kiosk-facts"><li>"Infrastruktur"</li><li>"128 Unterstützungen"</li></ul>
                    </div>
                </li>
            </ul>
        </Sample>
    }
}

#[component]
fn Writing() -> impl IntoView {
    view! {
        <Sample id="schreiben" title="Schreiben">
            <form class="kiosk-form" method="get" action="#schreiben">
                <div class="kiosk-problems" role="alert"><p>"Schreib noch, worum es geht."</p></div>
                <div class="kiosk-field">
                    <label for="kiosk-titel">"Worum geht es?"</label>
                    <p class="kiosk-hint" id="kiosk-titel-hinweis">"In einem Satz."</p>
                    <input class="input" id="kiosk-titel" autocomplete="off" aria-invalid="true" aria-describedby="kiosk-titel-hinweis"/>
                </div>
                <fieldset class="kiosk-field">
                    <legend>"Wie stehst Du dazu?"</legend>
                    <label class="kiosk-choice"><input type="radio" name="haltung" checked=true/><Icon name="stance-for"/><span>"dafür"</span></label>
                    <label class="kiosk-choice"><input type="radio" name="haltung"/><Icon name="stance-against"/><span>"dagegen"</span></label>
                </fieldset>
                <fieldset class="kiosk-field kiosk-question" aria-describedby="kiosk-frage-hinweis kiosk-frage-fehler">
                    <legend>"Wie kommst Du zum Strand?"</legend>
                    <p class="kiosk-hint" id="kiosk-frage-hinweis">"Mehrere Antworten sind möglich."</p>
                    <p class="kiosk-problems" id="kiosk-frage-fehler" role="alert">"Hier fehlt noch Deine Antwort."</p>
                    <label class="kiosk-choice"><input type="checkbox" aria-invalid="true"/><span>"Mit dem Rad"</span></label>
                    <label class="kiosk-choice"><input type="checkbox"/><span>"Zu Fuß"</span></label>
                </fieldset>
                <div class="kiosk-note"><p>"Was Du schreibst, lesen alle."</p></div>
                {button("kiosk-button--primary", "check", "Abschicken")}
            </form>
        </Sample>
    }
}

#[component]
fn Done(address: String) -> impl IntoView {
    view! {
        <Sample id="fertig" title="Beleg und Hinweise">
            <p class="kiosk-note kiosk-note--good">"Deine Stimme ist gezählt."</p>
            <section class="kiosk-receipt" aria-label="Beleg">
                <p class="kiosk-number">"PH1C-XZ5Q"</p>
                <Qr address=address.clone() label="Dein Beitrag im Netz"/>
                <p class="kiosk-receipt__address">"Adresse: "{address}</p>
            </section>
            <p class="kiosk-note">"Dieses Gerät ist gerade ohne Netz. Was Du schreibst, geht später ab."</p>
        </Sample>
    }
}
