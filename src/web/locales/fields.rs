//! What is wrong with a field, in words that say how to mend it.

use domain::{
    Language,
    fields::{Field, FieldError, Problem},
};

use super::{Words, fill};

pub struct Fields {
    pub title: &'static str,
    pub text: &'static str,
    pub theme: &'static str,
    pub goals: &'static str,
    pub place: &'static str,
    pub district: &'static str,
    pub place_note: &'static str,
    pub pictures: &'static str,
    pub author: &'static str,
    pub email: &'static str,
    pub stance: &'static str,
    pub category: &'static str,
    pub verdict: &'static str,
    pub question: &'static str,
    pub missing: &'static str,
    pub too_short: &'static str,
    pub too_long: &'static str,
    pub not_an_email: &'static str,
    pub forbidden_characters: &'static str,
    pub outside_the_city: &'static str,
    pub unknown: &'static str,
    pub too_many: &'static str,
    pub not_a_picture: &'static str,
    pub picture_too_large: &'static str,
}

impl Fields {
    pub fn name(&self, field: Field) -> String {
        match field {
            Field::Title => self.title,
            Field::Text => self.text,
            Field::Theme => self.theme,
            Field::Goals => self.goals,
            Field::Place => self.place,
            Field::District => self.district,
            Field::PlaceNote => self.place_note,
            Field::Pictures => self.pictures,
            Field::Author => self.author,
            Field::Email => self.email,
            Field::Stance => self.stance,
            Field::Category => self.category,
            Field::Verdict => self.verdict,
            Field::Question(number) => return fill(self.question, &[("n", &(number + 1).to_string())]),
        }
        .to_owned()
    }
}

pub fn problem_text(words: &Words, language: Language, error: FieldError) -> String {
    let fields = &words.fields;
    let name = fields.name(error.field);
    let n = |value: usize| super::number(language, i64::try_from(value).unwrap_or(i64::MAX));
    let (sentence, least, most, now) = match error.problem {
        Problem::Missing => (fields.missing, 0, 0, 0),
        Problem::TooShort { least, now } => (fields.too_short, least, 0, now),
        Problem::TooLong { most, now } => (fields.too_long, 0, most, now),
        Problem::NotAnEmail => (fields.not_an_email, 0, 0, 0),
        Problem::ForbiddenCharacters => (fields.forbidden_characters, 0, 0, 0),
        Problem::OutsideTheCity => (fields.outside_the_city, 0, 0, 0),
        Problem::Unknown => (fields.unknown, 0, 0, 0),
        Problem::TooMany { most } => (fields.too_many, 0, most, 0),
        Problem::NotAPicture => (fields.not_a_picture, 0, 0, 0),
        Problem::PictureTooLarge { most_megabytes } => (fields.picture_too_large, 0, most_megabytes, 0),
    };
    let over = now.saturating_sub(most);
    fill(sentence, &[("field", &name), ("least", &n(least)), ("most", &n(most)), ("now", &n(now)), ("over", &n(over))])
}

pub const DE: Fields = Fields {
    title: "Titel",
    text: "Text",
    theme: "Leitthema",
    goals: "Kernziele",
    place: "Ort auf der Karte",
    district: "Ortsteil",
    place_note: "Ortsangabe",
    pictures: "Bilder",
    author: "Name",
    email: "E-Mail-Adresse",
    stance: "Haltung",
    category: "Kategorie",
    verdict: "Bewertung",
    question: "Frage {n}",
    missing: "{field}: Bitte ausfüllen.",
    too_short: "{field}: Bitte schreibe mindestens {least} Zeichen. Bisher sind es {now}.",
    too_long: "{field}: Bitte kürze um {over} Zeichen. Höchstens {most} passen.",
    not_an_email: "{field}: Bitte schreibe die Adresse so: name@beispiel.de.",
    forbidden_characters: "{field}: Darin stecken unsichtbare Zeichen, die die Schreibrichtung ändern. Bitte tippe den Text neu.",
    outside_the_city: "{field}: Dieser Punkt liegt außerhalb von Rostock. Bitte wähle einen Punkt in der Stadt oder lass den Ort weg.",
    unknown: "{field}: Diese Auswahl kennen wir nicht. Bitte wähle neu.",
    too_many: "{field}: Höchstens {most} sind möglich.",
    not_a_picture: "{field}: Das ist kein Bild, das wir lesen können. Bitte nimm JPEG, PNG oder WebP.",
    picture_too_large: "{field}: Ein Bild darf höchstens {most} MB groß sein.",
};

pub const EN: Fields = Fields {
    title: "Title",
    text: "Text",
    theme: "Theme",
    goals: "Core goals",
    place: "Place on the map",
    district: "District",
    place_note: "Place in words",
    pictures: "Pictures",
    author: "Name",
    email: "E-mail address",
    stance: "Stance",
    category: "Category",
    verdict: "Rating",
    question: "Question {n}",
    missing: "{field}: please fill this in.",
    too_short: "{field}: please write at least {least} characters. There are {now} so far.",
    too_long: "{field}: please shorten this by {over} characters. At most {most} fit.",
    not_an_email: "{field}: please write the address like this: name@example.org.",
    forbidden_characters: "{field}: it contains invisible characters that change the direction of writing. Please type the text again.",
    outside_the_city: "{field}: this point lies outside Rostock. Please choose a point in the city or leave the place out.",
    unknown: "{field}: we do not know this choice. Please choose again.",
    too_many: "{field}: at most {most} are possible.",
    not_a_picture: "{field}: this is not a picture that we can read. Please use JPEG, PNG or WebP.",
    picture_too_large: "{field}: a picture may have {most} MB at most.",
};

pub const LS: Fields = Fields {
    title: "Überschrift",
    text: "Text",
    theme: "Thema",
    goals: "Ziele",
    place: "Ort auf der Karte",
    district: "Stadt-Teil",
    place_note: "Ort in Worten",
    pictures: "Bilder",
    author: "Name",
    email: "E-Mail-Adresse",
    stance: "Meinung",
    category: "Art von Ort",
    verdict: "Gut oder schlecht",
    question: "Frage {n}",
    missing: "{field}: Bitte schreiben Sie hier etwas.",
    too_short: "{field}: Der Text ist zu kurz. Bitte schreiben Sie {least} Zeichen. Jetzt sind es {now}.",
    too_long: "{field}: Der Text ist zu lang. Bitte löschen Sie {over} Zeichen.",
    not_an_email: "{field}: Die Adresse ist falsch. Richtig ist zum Beispiel: name@beispiel.de.",
    forbidden_characters: "{field}: Im Text sind falsche Zeichen. Bitte schreiben Sie den Text neu.",
    outside_the_city: "{field}: Der Punkt ist außerhalb von Rostock. Bitte wählen Sie einen Punkt in Rostock.",
    unknown: "{field}: Das kennen wir nicht. Bitte wählen Sie neu.",
    too_many: "{field}: Mehr als {most} geht nicht.",
    not_a_picture: "{field}: Das ist kein Bild. Bitte nehmen Sie ein Foto.",
    picture_too_large: "{field}: Das Bild ist zu groß. Es darf {most} MB groß sein.",
};
