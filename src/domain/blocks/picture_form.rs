//! A block of a picture as a form shows it: a field for each of its lines, and one for the words below. Only what somebody
//! changed there changes in the block.

use super::{
    BlockKind, Field, Said,
    filled::{with_line, with_typed, with_words},
};

const KIND: BlockKind = BlockKind::Image;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PictureForm {
    /// What is to be seen, for those who do not see it.
    pub alt: String,
    pub caption: String,
    pub source: String,
    /// As in [`super::Crop::parse`], or what somebody typed in its place.
    pub crop: String,
    /// CommonMark.
    pub below: String,
}

impl PictureForm {
    pub fn of(body: &str) -> Self {
        let said = Said::of(KIND, body);
        let of = |field| said.get(field).unwrap_or_default().to_owned();
        Self {
            alt: of(Field::Alt),
            caption: of(Field::Caption),
            source: of(Field::Source),
            crop: of(Field::Crop),
            below: said.text.to_owned(),
        }
    }

    /// The block with what the form says now.
    pub fn written_into(&self, body: &str) -> String {
        let mut body = body.to_owned();
        // Words that begin like a line of ours would else become one.
        if Said::of(KIND, &body).get(Field::Picture).is_none() {
            body = with_line(KIND, &body, Field::Picture, "");
        }
        let fields = [Field::Alt, Field::Caption, Field::Source, Field::Crop];
        for (field, typed) in fields.into_iter().zip([&self.alt, &self.caption, &self.source, &self.crop]) {
            body = with_typed(KIND, &body, field, typed);
        }
        with_words(KIND, &body, &self.below)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn form(alt: &str, caption: &str, source: &str, crop: &str, below: &str) -> PictureForm {
        let [alt, caption, source, crop, below] = [alt, caption, source, crop, below].map(str::to_owned);
        PictureForm { alt, caption, source, crop, below }
    }

    #[test]
    fn each_line_has_a_field_and_what_nobody_changed_stays_as_it_was_written() {
        let body = "Image: abc\nAlt: Ein Boot\nquelle: Archiv\n\nWorte";
        assert_eq!(PictureForm::of(body), form("Ein Boot", "", "Archiv", "", "Worte"));
        assert_eq!(PictureForm::of(body).written_into(body), body);
        let changed = form("Ein Boot", "Am  Kai\nabends", "", "1:1 20 80", "Andere Worte");
        let written =
            "Image: abc\nAlt: Ein Boot\nUnterschrift: Am Kai abends\nQuelle:\nAusschnitt: 1:1 20 80\n\nAndere Worte";
        assert_eq!(changed.written_into(body), written);
        assert_eq!(form("", "", "", "", "").written_into("Bild: abc\nAusschnitt: 1:1"), "Bild: abc\nAusschnitt:");
    }

    #[test]
    fn words_never_become_a_line_and_what_goes_along_stays() {
        assert_eq!(
            form("Boot", "", "", "", "Quelle: so").written_into(""),
            "Bild:\nAlternativtext: Boot\n\nQuelle: so"
        );
        let beside = format!("Vorlesen: {}", "0f".repeat(16));
        let body = format!("{beside}\n\nBild: abc\n\nWorte");
        let expected = format!("{beside}\n\nBild: abc\nAlternativtext: Boot\n\nWorte");
        assert_eq!(form("Boot", "", "", "", "Worte").written_into(&body), expected);
    }

    proptest! {
        #[test]
        fn what_is_typed_comes_back(
            lines in prop::array::uniform4("[a-zäöü:]{0,5}( [a-zäöü:]{1,5}){0,2}"),
            below in "([a-zA-Z:# ]{1,12}\n?){0,4}",
            body in "(Bild: abc\n)?(Alt: x\n)?(Crop:\n)?(\n?Text)?",
        ) {
            let [alt, caption, source, crop] = lines.map(|line| line.trim().to_owned());
            let form = PictureForm { alt, caption, source, crop, below: below.trim().to_owned() };
            let written = form.written_into(&body);
            prop_assert_eq!(PictureForm::of(&written), form.clone());
            prop_assert_eq!(form.written_into(&written), written);
        }
    }
}
