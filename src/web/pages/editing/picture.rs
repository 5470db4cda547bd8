//! The fields of a picture block wherever it is written without the editor, in place of its lines.

use domain::{
    blocks::{BlockKind, Crop, Field, PictureForm, Said, Shape},
    editing::{file_address, tidy},
    media::is_key,
};
use leptos::prelude::*;

use super::fields::{WORDS, WordsField, named};
use crate::{
    Visit,
    pages::staff::form::{Area, Line, Pick, Problems, Typed},
};

const FIELDS: [&str; 7] = ["alternativtext", "unterschrift", "quelle", "ausschnitt", "von-links", "von-oben", WORDS];

/// Where a problem with the point stands.
pub(super) const POINT: &str = "von-links";

/// The block as it was typed: in fields, or as its text alone.
pub(super) fn body(typed: &Typed, kind: BlockKind, key: &str) -> String {
    let [alt, caption, source, shape, across, down, below] = FIELDS.map(|field| typed.get(&named(field, key)));
    let text = typed.get(&named("text", key));
    if !has_fields(typed, kind, key) {
        return text;
    }
    let text = tidy(&text);
    let (before, now) = (PictureForm::of(&text).crop, crop(&shape, across.trim(), down.trim()));
    // Written in other words it is the same part.
    let is_same = Crop::parse(&now).is_some_and(|now| Crop::parse(&before) == Some(now));
    let crop = if is_same { before } else { now };
    PictureForm { alt, caption, source, crop, below: tidy(&below) }.written_into(&text)
}

fn has_fields(typed: &Typed, kind: BlockKind, key: &str) -> bool {
    kind == BlockKind::Image && !typed.all(&named("alternativtext", key)).is_empty()
}

fn crop(shape: &str, across: &str, down: &str) -> String {
    match (shape, across, down) {
        ("", _, _) => String::new(),
        (_, "", "") => shape.to_owned(),
        _ => {
            let or_middle = |typed| Some(typed).filter(|typed: &&str| !typed.is_empty()).unwrap_or("50").to_owned();
            [shape.to_owned(), or_middle(across), or_middle(down)].join(" ")
        }
    }
}

/// A point that is none is not stored: nobody would see where it went.
pub(super) fn problem(
    visit: &Visit,
    typed: &Typed,
    (kind, key): (BlockKind, &str),
    body: &str,
) -> Option<&'static str> {
    let is_wrong = has_fields(typed, kind, key) && Said::of(kind, body).crop().is_err();
    is_wrong.then(|| visit.words().picture_form.point_wrong)
}

/// `without` is what stands there as long as no picture is chosen.
#[component]
pub(super) fn PictureFields(
    visit: Visit,
    body: String,
    without: AnyView,
    problems: Problems,
    key: String,
) -> impl IntoView {
    let words = &visit.words().picture_form;
    let PictureForm { alt, caption, source, crop, below } = PictureForm::of(&body);
    let mut parts = crop.split([' ', ',', ';', '%']).filter(|part| !part.is_empty()).map(str::to_owned);
    let mut part = || parts.next().unwrap_or_default();
    let (shape, across, down) = (part(), part(), part());
    let shapes = Shape::ALL.into_iter().zip(words.shapes);
    let shapes: Vec<(String, String)> =
        shapes.map(|(shape, name)| (shape.ratio().to_owned(), name.to_owned())).collect();
    let id = |field: &str| named(field, &key);
    view! {
        <input type="hidden" name=id("text") value=body.clone()/>
        {shown(&visit, &body, without)}
        <Area visit=visit.clone() id=id("alternativtext") label=words.alt hint=words.alt_hint value=alt rows=2/>
        <Line visit=visit.clone() id=id("unterschrift") label=words.caption hint=words.caption_hint value=caption/>
        <Line visit=visit.clone() id=id("quelle") label=words.source hint=words.source_hint value=source/>
        <Pick visit=visit.clone() id=id("ausschnitt") label=words.shape hint=words.shape_hint none=words.whole choices=shapes value=shape/>
        <Line visit=visit.clone() id=id(POINT) label=words.across hint=words.point_hint value=across kind="number" problems=problems.clone()/>
        <Line visit=visit.clone() id=id("von-oben") label=words.down hint=words.point_hint value=down kind="number"/>
        <WordsField visit=visit.clone() label=words.below value=below problems=problems key=key.clone()/>
    }
    .into_any()
}

/// The picture that is chosen, small, and what is said of it.
fn shown(visit: &Visit, body: &str, without: AnyView) -> AnyView {
    let words = &visit.words().picture_form;
    let said = Said::of(BlockKind::Image, body);
    let named = said.get(Field::Picture).and_then(|named| named.split_whitespace().next());
    let chosen = match named.filter(|key| is_key(key)) {
        Some(key) => {
            let alt = said.get(Field::Alt).unwrap_or_default().to_owned();
            view! { <img class="media-card__picture" src=format!("{}/klein", file_address(key)) alt=alt/> }.into_any()
        }
        None => view! { <p class="field__hint">{without}</p> }.into_any(),
    };
    view! { <div class="field"><p class="field__label">{words.picture}</p> {chosen}</div> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(fields: &[(&'static str, &str)]) -> Typed {
        Typed::of(fields.iter().map(|(name, value)| (*name, (*value).to_owned())))
    }

    #[test]
    fn fields_are_written_into_the_lines_and_a_text_alone_stays_what_it_is() {
        let base = "Bild: abc\r\nAlternativtext: Boot\r\n\r\nWorte";
        assert_eq!(body(&typed(&[("text", base)]), BlockKind::Image, ""), base);
        let fields =
            [("text", base), ("alternativtext", "Ein Boot"), ("quelle", "Archiv"), ("darunter", "Worte\r\nmehr")];
        assert_eq!(body(&typed(&fields), BlockKind::Text, ""), base, "another kind has no such fields");
        assert_eq!(
            body(&typed(&fields), BlockKind::Image, ""),
            "Bild: abc\nAlternativtext: Ein Boot\nQuelle: Archiv\n\nWorte\nmehr"
        );
    }

    #[test]
    fn a_part_that_nobody_moved_stays_as_it_was_written_and_other_blocks_have_other_fields() {
        let base = "Bild: abc\nAusschnitt: 1:1, 0 100";
        let fields = |point| {
            [
                ("text-1", base),
                ("alternativtext-1", ""),
                ("ausschnitt-1", "1:1"),
                ("von-links-1", point),
                ("von-oben-1", "100"),
            ]
        };
        assert_eq!(body(&typed(&fields("0")), BlockKind::Image, "1"), base);
        assert_eq!(body(&typed(&fields("7")), BlockKind::Image, "1"), "Bild: abc\nAusschnitt: 1:1 7 100");
        assert_eq!(body(&typed(&fields("7")), BlockKind::Image, "2"), "");
    }

    #[test]
    fn a_part_of_the_picture_is_a_shape_and_perhaps_a_point() {
        assert_eq!(crop("", "30", "70"), "");
        assert_eq!(crop("1:1", "", ""), "1:1");
        assert_eq!(crop("1:1", "", "70"), "1:1 50 70");
        assert_eq!(crop("1:1", "drei", "70"), "1:1 drei 70", "what was typed comes back");
        assert!(Crop::parse(&crop("16:9", "0", "100")).is_some() && Crop::parse(&crop("1:1", "drei", "")).is_none());
    }
}
