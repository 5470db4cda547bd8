//! Parts of a sheet of paper, and the slip for whoever hands one in.

use leptos::prelude::*;

use super::Sample;
use crate::{
    Site,
    pages::paper::sheet::{Item, Lines, Tick, Ticks},
    ui::Qr,
};

#[component]
pub(super) fn Paper(site: Site) -> impl IntoView {
    let address = format!("{}/papier/0000", site.settings.base_url);
    let options = ["Verkehr und Mobilität", "Kultur und Sport"].map(str::to_owned).to_vec();
    view! {
        <Sample id="papier" title="Auf Papier">
            <article class="sheet" aria-label="Bogen">
                <header class="sheet__head">
                    <div>
                        <p class="sheet__from">"Wegmarken · Hanse- und Universitätsstadt Rostock"</p>
                        <h3 class="sheet__title">"Ein Vorschlag für Rostock"</h3>
                    </div>
                    <div class="sheet__code">
                        <Qr address=address.clone() label="Dieser Bogen im Netz"/>
                        <p class="sheet__id"><span>"Nummer"</span>" "<strong>"0000-0000"</strong></p>
                    </div>
                </header>
                <Item title="Worum geht es?" hint="In einem Satz."><Lines many=2/></Item>
                <Item title="Thema" hint="Kreuze eines an."><Ticks options=options class="sheet__options sheet__options--two"/></Item>
                <table class="sheet__table">
                    <thead><tr><th scope="col">"Kreuz"</th><th scope="col">"Nr."</th><th scope="col">"Vorschlag"</th></tr></thead>
                    <tbody><tr><td class="sheet__cross"><Tick/></td><td class="sheet__nr">"12"</td><th scope="row">"Bänke am Hafen"</th></tr></tbody>
                </table>
                <footer class="sheet__foot">
                    <p><strong>"Abgeben:"</strong>" in jedem Ortsamt."</p>
                    <p class="sheet__office"><span class="sheet__blank">"Nummer"</span><span><Tick/>"abgetippt"</span></p>
                </footer>
            </article>
            <article class="sheet slip" aria-label="Beleg">
                <p>"Dein Code"</p>
                <p class="slip__code">"PH1C-XZ5Q-G93X"</p>
                <Qr address=address label="Dein Beitrag im Netz"/>
            </article>
        </Sample>
    }
}
