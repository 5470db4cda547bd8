//! Inputs, plain, filled and with errors.

use domain::fields::{Field, FieldErrors, Problem};
use leptos::prelude::*;

use super::Sample;
use crate::{
    Visit,
    ui::{Checkboxes, Choice, ErrorSummary, FieldFrame, Radios, Select, TextArea, TextInput, field::described_by},
};

fn choices(labels: &[&str]) -> Vec<Choice> {
    labels.iter().enumerate().map(|(index, label)| Choice::new(index.to_string(), *label)).collect()
}

#[component]
pub(super) fn Forms(visit: Visit) -> impl IntoView {
    let mut errors = FieldErrors::default();
    errors.add(Field::Text, Problem::TooShort { least: 30, now: 12 });
    errors.add(Field::Email, Problem::NotAnEmail);
    errors.add(Field::District, Problem::Missing);
    view! {
        <Sample id="formulare" title="Formulare">
            <ErrorSummary visit=visit.clone() errors=errors.clone()/>
            <form class="form" method="get" action="#formulare">
                <Texts visit=visit.clone() errors=errors.clone()/>
                <Choosing visit=visit errors=errors/>
                <p class="form__actions">
                    <button class="button button--secondary" type="submit">"Speichern"</button>
                    <button class="button button--primary" type="submit">"Weiter zur Prüfung"</button>
                </p>
            </form>
        </Sample>
    }
}

#[component]
fn Texts(visit: Visit, errors: FieldErrors) -> impl IntoView {
    let described = described_by(Field::Text, true, &errors);
    view! {
        <TextInput visit=visit.clone() field=Field::Title label="Titel" hint="Worum geht es, in einem Satz?" value="" errors=errors.clone() max_length=90/>
        <FieldFrame visit=visit.clone() field=Field::Text label="Was und warum" hint="Beschreib, was sich ändern soll." errors=errors.clone()>
            <TextArea id=Field::Text.name() name=Field::Text.name() value="Mehr Bänke." invalid=true described_by=described rows=4/>
            <p class="field__count field__count--over">"Noch 18 Zeichen"</p>
        </FieldFrame>
        <TextInput visit=visit.clone() field=Field::Author label="Name" value="Ada vom Hafen" errors=errors.clone() optional=true autocomplete="nickname"/>
        <TextInput visit=visit field=Field::Email label="E-Mail" kind="email" value="ada@" errors=errors optional=true autocomplete="email"/>
    }
}

#[component]
fn Choosing(visit: Visit, errors: FieldErrors) -> impl IntoView {
    let stances = vec![
        Choice::new("for", "dafür").with_icon("stance-for"),
        Choice::new("against", "dagegen").with_icon("stance-against"),
        Choice::new("note", "Hinweis").with_icon("stance-note").with_hint("Etwas, das man wissen sollte."),
    ];
    view! {
        <Select visit=visit.clone() field=Field::District label="Ortsteil" none="Bitte wählen" choices=choices(&["Warnemünde", "Lütten Klein"]) value="" errors=errors.clone()/>
        <Radios visit=visit.clone() field=Field::Stance legend="Wie stehst Du dazu?" choices=stances value="for" errors=errors.clone()/>
        <Checkboxes
            visit=visit
            field=Field::Goals
            legend="Kernziele"
            hint="Du kannst mehrere wählen."
            choices=choices(&["Glückliche Bürger*innen", "Mitdenkende Strukturen", "Orte, die verbinden", "Lernendes Netzwerk"])
            values=vec!["1".to_owned()]
            errors=errors
            optional=true
        />
    }
}
