//! The fields of a block that shows files, a film or what the platform has now, in place of its lines.

use domain::{
    Theme,
    blocks::{BlockKind, Figure, Held, LineForm, ListedFile},
    editing::{file_address, tidy},
    media::is_key,
};
use leptos::prelude::*;

use super::fields::{WORDS, WordsField, named};
use crate::{
    Visit,
    locales::fill,
    pages::staff::form::{Line, Pick, Problems, Typed},
};

/// Boxes of what is to go.
const GONE: &str = "weg";
const FIGURES: &str = "zahlen";

/// The block with what was typed into its fields.
pub(super) fn body(typed: &Typed, kind: BlockKind, key: &str) -> String {
    let of = |field: &str| typed.get(&named(field, key));
    let text = tidy(&of("text"));
    let before = LineForm::of(kind, &text);
    let gone = typed.all(&named(GONE, key));
    let goes = |code: &str| gone.iter().any(|gone| gone == code);
    let file = |(file, n): (ListedFile, usize)| ListedFile {
        name: typed.or(&named(&format!("dateiname-{n}"), key), file.name),
        to: of(&format!("platz-{n}")).parse().ok().and_then(|place: usize| place.checked_sub(1)),
        goes: goes(&n.to_string()),
        key: file.key,
    };
    let figures = typed.all(&named(FIGURES, key));
    let form = LineForm {
        theme: of("thema"),
        figures: figures.iter().filter_map(|code| Figure::from_code(code)).collect(),
        files: before.files.into_iter().zip(1..).map(file).collect(),
        held: before.held.into_iter().filter(|held| !goes(held.code())).collect(),
        address: of("adresse"),
        caption: of("unterschrift"),
        source: of("quelle"),
        words: tidy(&of(WORDS)),
    };
    form.written_into(kind, &text)
}

/// `without` is what stands there as long as nothing is chosen that is to be shown.
#[component]
pub(super) fn LineFields(
    visit: Visit,
    kind: BlockKind,
    body: String,
    without: AnyView,
    problems: Problems,
    key: String,
) -> impl IntoView {
    let words = &visit.words().line_form;
    let form = LineForm::of(kind, &body);
    let has_file = match kind {
        BlockKind::Files => !form.files.is_empty(),
        BlockKind::Video => form.held.contains(&Held::Film) || !form.address.is_empty(),
        _ => true,
    };
    let without = (!has_file).then(|| view! { <p class="field__hint">{without}</p> });
    let (label, own) = match kind {
        BlockKind::Files => (words.below_files, files(&visit, &form.files, &key)),
        BlockKind::Video => (words.below_film, film(&visit, &form, &key)),
        _ => (words.words, live(&visit, kind, &form, &key)),
    };
    view! {
        <input type="hidden" name=named("text", &key) value=body/>
        {without}
        {own}
        <WordsField visit=visit label=label value=form.words problems=problems key=key/>
    }
    .into_any()
}

fn live(visit: &Visit, kind: BlockKind, form: &LineForm, key: &str) -> AnyView {
    let words = &visit.words().line_form;
    let theme = form.theme.clone();
    let named_here = |theme: Theme| (theme.slug().to_owned(), visit.words().names.theme(theme).to_owned());
    let mut themes = Theme::ALL.map(named_here).to_vec();
    // What names none is there until somebody chooses one.
    if !theme.is_empty() && Theme::from_slug(&theme).is_none() {
        themes.push((theme.clone(), theme.clone()));
    }
    let none = if kind == BlockKind::Board { words.no_theme } else { words.all_themes };
    let figures = (kind == BlockKind::Indicator).then(|| {
        let all = Figure::ALL.into_iter().zip(words.figure_names);
        let choices = all.map(|(figure, name)| (figure.code().to_owned(), name, form.figures.contains(&figure)));
        several(FIGURES, key, (words.figures, words.figures_hint), choices.collect())
    });
    view! {
        {figures}
        <Pick visit=visit.clone() id=named("thema", key) label=words.theme none=none choices=themes value=theme/>
    }
    .into_any()
}

fn files(visit: &Visit, files: &[ListedFile], key: &str) -> AnyView {
    let words = &visit.words().line_form;
    let all = files.len();
    let row = |(file, n): (&ListedFile, usize)| {
        let said = |sentence: &str| fill(sentence, &[("n", &n.to_string())]);
        let others = (1..=all).filter(|place| *place != n).map(|place| (place.to_string(), place.to_string()));
        let others: Vec<(String, String)> = others.collect();
        let place = (all > 1).then(|| {
            let id = named(&format!("platz-{n}"), key);
            view! { <Pick visit=visit.clone() id=id label=said(words.file_place) none=words.file_stays choices=others value=""/> }
        });
        let open =
            is_key(&file.key).then(|| view! { <p><a href=file_address(&file.key)>{said(words.file_open)}</a></p> });
        let id = named(&format!("dateiname-{n}"), key);
        view! {
            <div class="field field--group">
                <Line visit=visit.clone() id=id label=said(words.file_name) hint=words.file_name_hint value=file.name.clone()/>
                {open}
                {place}
                {boxes(GONE, key, vec![(n.to_string(), said(words.file_goes), false)])}
            </div>
        }
    };
    files.iter().zip(1..).map(row).collect_view().into_any()
}

fn film(visit: &Visit, form: &LineForm, key: &str) -> AnyView {
    let words = &visit.words().line_form;
    let held = (!form.held.is_empty()).then(|| {
        let there = Held::ALL.into_iter().zip(words.held_names).filter(|(held, _)| form.held.contains(held));
        let choices = there.map(|(held, name)| (held.code().to_owned(), name, false)).collect();
        several(GONE, key, (words.held, ""), choices)
    });
    let [address, title, source] = [&form.address, &form.caption, &form.source].map(Clone::clone);
    view! {
        {held}
        <Line visit=visit.clone() id=named("adresse", key) label=words.address hint=words.address_hint value=address/>
        <Line visit=visit.clone() id=named("unterschrift", key) label=words.title hint=words.title_hint value=title/>
        <Line visit=visit.clone() id=named("quelle", key) label=words.source hint=words.source_hint value=source/>
    }
    .into_any()
}

/// Boxes under one name, with what they are about.
fn several(
    name: &'static str,
    key: &str,
    (legend, hint): (&'static str, &'static str),
    choices: Vec<(String, &'static str, bool)>,
) -> AnyView {
    let choices = choices.into_iter().map(|(code, label, is_ticked)| (code, label.to_owned(), is_ticked)).collect();
    let id = named(&format!("{name}-hinweis"), key);
    let describes = (!hint.is_empty()).then(|| id.clone());
    let hint = (!hint.is_empty()).then(|| view! { <p class="field__hint" id=id>{hint}</p> });
    view! {
        <fieldset class="field field--group" aria-describedby=describes>
            <legend class="field__label">{legend}</legend>
            {hint}
            {boxes(name, key, choices)}
        </fieldset>
    }
    .into_any()
}

fn boxes(name: &'static str, key: &str, choices: Vec<(String, String, bool)>) -> AnyView {
    let choices = choices
        .into_iter()
        .map(|(code, label, is_ticked)| {
            let id = named(&format!("{name}-{code}"), key);
            view! {
                <div class="choice">
                    <input class="choice__input" type="checkbox" id=id.clone() name=named(name, key) value=code checked=is_ticked/>
                    <label class="choice__label" for=id><span>{label}</span></label>
                </div>
            }
        })
        .collect_view();
    view! { <div class="choices">{choices}</div> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(fields: &[(&'static str, &str)]) -> Typed {
        Typed::of(fields.iter().map(|(name, value)| (*name, (*value).to_owned())))
    }

    #[test]
    fn what_is_chosen_becomes_the_lines_of_its_kind_and_of_no_other() {
        let fields = [
            ("text", "Zahlen: umgesetzt\r\n\r\nWorte"),
            ("zahlen", "vorschlaege"),
            ("zahlen", "umgesetzt"),
            ("zahlen", "wetter"),
            ("thema", "kultur"),
            ("adresse", "https://film.example"),
            ("darunter", "Worte"),
        ];
        let written = body(&typed(&fields), BlockKind::Indicator, "");
        assert_eq!(written, "Zahlen: umgesetzt, Vorschläge\nThema: Kultur\n\nWorte");
    }

    #[test]
    fn each_file_has_fields_of_its_own_and_each_block_too() {
        let before = "Datei: a Plan\nDatei: b\nDatei: c";
        let fields = [
            ("text-7", before),
            ("dateiname-1-7", "Plan"),
            ("dateiname-2-7", "Der Lärm"),
            ("platz-2-7", ""),
            ("platz-3-7", "1"),
            ("weg-7", "1"),
            ("platz-1-7", "drei"),
            ("darunter-7", ""),
        ];
        assert_eq!(body(&typed(&fields), BlockKind::Files, "7"), "Datei: c\nDatei: b Der Lärm");
        assert_eq!(body(&typed(&fields), BlockKind::Files, "8"), "");
    }

    #[test]
    fn what_was_brought_for_a_film_goes_when_it_is_ticked() {
        let key = "0123456789abcdef0123456789abcdef";
        let before = format!("Video: {key}\nVorschaubild: {key}");
        let fields = [("text", before.as_str()), ("weg", "vorschaubild"), ("unterschrift", "Am Kai"), ("darunter", "")];
        let written = body(&typed(&fields), BlockKind::Video, "");
        assert_eq!(written, format!("Video: {key}\nUnterschrift: Am Kai\nVorschaubild:"));
    }
}
