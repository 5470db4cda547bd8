//! What is wrong with a field, in words that say how to mend it.

use domain::{
    Language,
    fields::{Field, FieldError, Problem},
};

use super::{Words, fill};

/// How sentences speak of one field. The label stands beside the input already, so none of them starts with it.
#[derive(Clone, Copy)]
pub struct FieldName {
    /// With its article, at the start of a sentence.
    pub the: &'static str,
    /// The whole sentence where nothing was typed or chosen.
    pub missing: &'static str,
}

pub struct Fields {
    pub title: FieldName,
    pub text: FieldName,
    pub theme: FieldName,
    pub goals: FieldName,
    pub place: FieldName,
    pub district: FieldName,
    pub place_note: FieldName,
    pub pictures: FieldName,
    pub author: FieldName,
    pub email: FieldName,
    pub stance: FieldName,
    pub category: FieldName,
    pub verdict: FieldName,
    pub page: FieldName,
    pub ground: FieldName,
    pub good_faith: FieldName,
    pub rule: FieldName,
    pub question: FieldName,
    pub too_short: &'static str,
    pub too_long: &'static str,
    pub not_an_email: &'static str,
    pub forbidden_characters: &'static str,
    pub outside_the_city: &'static str,
    pub unknown: &'static str,
    pub too_many: &'static str,
    pub too_many_altogether: &'static str,
    pub not_a_picture: &'static str,
    pub picture_too_large: &'static str,
}

impl Fields {
    fn name(&self, field: Field) -> FieldName {
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
            Field::Page => self.page,
            Field::Ground => self.ground,
            Field::GoodFaith => self.good_faith,
            Field::Rule => self.rule,
            Field::Question(_) => self.question,
        }
    }

    /// The field at the start of a sentence.
    pub fn the(&self, field: Field) -> String {
        numbered(field, self.name(field).the)
    }

    pub fn missing(&self, field: Field) -> String {
        numbered(field, self.name(field).missing)
    }
}

/// Questions are told apart by their number on the page.
fn numbered(field: Field, sentence: &str) -> String {
    match field {
        Field::Question(number) => fill(sentence, &[("n", &(number + 1).to_string())]),
        _ => sentence.to_owned(),
    }
}

pub fn problem_text(words: &Words, language: Language, error: FieldError) -> String {
    let fields = &words.fields;
    let (the, missing) = (fields.the(error.field), fields.missing(error.field));
    let n = |value: usize| super::number(language, i64::try_from(value).unwrap_or(i64::MAX));
    let (sentence, least, most, now) = match error.problem {
        Problem::Missing => return missing,
        Problem::TooShort { least, now } => (fields.too_short, least, 0, now),
        Problem::TooLong { most, now } => (fields.too_long, 0, most, now),
        Problem::NotAnEmail => (fields.not_an_email, 0, 0, 0),
        Problem::ForbiddenCharacters => (fields.forbidden_characters, 0, 0, 0),
        Problem::OutsideTheCity => (fields.outside_the_city, 0, 0, 0),
        Problem::Unknown => (fields.unknown, 0, 0, 0),
        Problem::TooMany { most } => (fields.too_many, 0, most, 0),
        Problem::TooManyAltogether { most } => (fields.too_many_altogether, 0, most, 0),
        Problem::NotAPicture => (fields.not_a_picture, 0, 0, 0),
        Problem::PictureTooLarge { most_megabytes } => (fields.picture_too_large, 0, most_megabytes, 0),
    };
    let over = now.saturating_sub(most);
    let values = [
        ("field", the),
        ("missing", missing),
        ("least", n(least)),
        ("most", n(most)),
        ("now", n(now)),
        ("over", n(over)),
    ];
    fill(sentence, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
}

pub const DE: Fields = Fields {
    title: FieldName { the: "Der Titel", missing: "Schreib einen Titel." },
    text: FieldName { the: "Der Text", missing: "Schreib, was Du sagen möchtest." },
    theme: FieldName { the: "Das Leitthema", missing: "Wähle ein Leitthema." },
    goals: FieldName { the: "Die Auswahl der Kernziele", missing: "Wähle ein Kernziel." },
    place: FieldName { the: "Der Ort", missing: "Wähle einen Punkt auf der Karte oder einen Ortsteil." },
    district: FieldName { the: "Der Ortsteil", missing: "Wähle einen Ortsteil." },
    place_note: FieldName { the: "Die Ortsangabe", missing: "Schreib, wo das ist." },
    pictures: FieldName { the: "Die Auswahl der Bilder", missing: "Wähle ein Bild." },
    author: FieldName { the: "Der Name", missing: "Schreib Deinen Namen." },
    email: FieldName { the: "Die E-Mail-Adresse", missing: "Schreib Deine E-Mail-Adresse." },
    stance: FieldName { the: "Die Haltung", missing: "Wähle: dafür, dagegen oder Hinweis." },
    category: FieldName { the: "Die Kategorie", missing: "Wähle eine Kategorie." },
    verdict: FieldName { the: "Die Bewertung", missing: "Wähle eine Bewertung." },
    page: FieldName { the: "Die Adresse der Seite", missing: "Schreib die Adresse der Seite." },
    ground: FieldName { the: "Der Anlass", missing: "Wähle, wogegen der Beitrag verstößt." },
    good_faith: FieldName { the: "Die Bestätigung", missing: "Bestätige, dass Du nach bestem Wissen meldest." },
    rule: FieldName { the: "Die Regel", missing: "Wähle die Regel, auf der die Entscheidung beruht." },
    question: FieldName { the: "Die Antwort auf Frage {n}", missing: "Beantworte Frage {n}." },
    too_short: "{field} ist zu kurz: Schreib mindestens {least} Zeichen. Bisher sind es {now}.",
    too_long: "{field} ist zu lang: Kürze um {over} Zeichen. Höchstens {most} passen.",
    not_an_email: "Schreib die E-Mail-Adresse so: name@beispiel.de.",
    forbidden_characters: "{field} enthält unsichtbare Zeichen, die die Schreibrichtung ändern. Bitte tippe alles neu.",
    outside_the_city: "Dieser Punkt liegt außerhalb von Rostock. Wähle einen Punkt in der Stadt oder lass den Ort weg.",
    unknown: "Diese Auswahl kennen wir nicht. {missing}",
    too_many: "Nimm höchstens {most} Bilder.",
    too_many_altogether: "Von einer Person haben hier {most} Bilder Platz, von großen weniger, und Dein Platz ist voll. Dein Text \
                          steht noch hier. Nimm ein Bild heraus, oder wirf einen Entwurf weg, den Du nicht mehr brauchst.",
    not_a_picture: "Das ist kein Bild, das wir lesen können. Nimm JPEG, PNG oder WebP.",
    picture_too_large: "Das Bild ist zu groß. Nimm eines mit höchstens {most} MB.",
};

pub const EN: Fields = Fields {
    title: FieldName { the: "The title", missing: "Write a title." },
    text: FieldName { the: "The text", missing: "Write what you want to say." },
    theme: FieldName { the: "The theme", missing: "Choose a theme." },
    goals: FieldName { the: "The choice of core goals", missing: "Choose a core goal." },
    place: FieldName { the: "The place", missing: "Choose a point on the map or a district." },
    district: FieldName { the: "The district", missing: "Choose a district." },
    place_note: FieldName { the: "The place in words", missing: "Write where this is." },
    pictures: FieldName { the: "The choice of pictures", missing: "Choose a picture." },
    author: FieldName { the: "The name", missing: "Write your name." },
    email: FieldName { the: "The e-mail address", missing: "Write your e-mail address." },
    stance: FieldName { the: "The stance", missing: "Choose: in favour, against or a note." },
    category: FieldName { the: "The category", missing: "Choose a category." },
    verdict: FieldName { the: "The rating", missing: "Choose a rating." },
    page: FieldName { the: "The address of the page", missing: "Write the address of the page." },
    ground: FieldName { the: "The ground", missing: "Choose what the contribution breaks." },
    good_faith: FieldName { the: "The confirmation", missing: "Confirm that you report in good faith." },
    rule: FieldName { the: "The rule", missing: "Choose the rule that the decision rests on." },
    question: FieldName { the: "The answer to question {n}", missing: "Answer question {n}." },
    too_short: "{field} is too short: write at least {least} characters. There are {now} so far.",
    too_long: "{field} is too long: shorten it by {over} characters. At most {most} fit.",
    not_an_email: "Write the e-mail address like this: name@example.org.",
    forbidden_characters: "{field} contains invisible characters that change the direction of writing. Please type it again.",
    outside_the_city: "This point lies outside Rostock. Choose a point in the city or leave the place out.",
    unknown: "We do not know this choice. {missing}",
    too_many: "Use {most} pictures at most.",
    too_many_altogether: "There is room for {most} pictures of one person, of large ones for fewer, and yours is full. Your text is \
                          still here. Take a picture out, or throw away a draft that you do not need any more.",
    not_a_picture: "This is not a picture that we can read. Use JPEG, PNG or WebP.",
    picture_too_large: "The picture is too large. Use one of {most} MB at most.",
};

pub const LS: Fields = Fields {
    title: FieldName { the: "Die Überschrift", missing: "Bitte schreiben Sie eine Überschrift." },
    text: FieldName { the: "Der Text", missing: "Bitte schreiben Sie hier Ihren Text." },
    theme: FieldName { the: "Das Thema", missing: "Bitte wählen Sie ein Thema." },
    goals: FieldName { the: "Die Auswahl", missing: "Bitte wählen Sie ein Ziel." },
    place: FieldName {
        the: "Der Ort",
        missing: "Bitte wählen Sie einen Ort. Tippen Sie auf die Karte. Oder wählen Sie einen Stadt-Teil.",
    },
    district: FieldName { the: "Der Stadt-Teil", missing: "Bitte wählen Sie einen Stadt-Teil." },
    place_note: FieldName { the: "Der Ort in Worten", missing: "Bitte schreiben Sie: Wo ist das?" },
    pictures: FieldName { the: "Die Auswahl", missing: "Bitte wählen Sie ein Bild." },
    author: FieldName { the: "Der Name", missing: "Bitte schreiben Sie Ihren Namen." },
    email: FieldName { the: "Die E-Mail-Adresse", missing: "Bitte schreiben Sie Ihre E-Mail-Adresse." },
    stance: FieldName { the: "Die Meinung", missing: "Bitte wählen Sie Ihre Meinung." },
    category: FieldName { the: "Die Art von Ort", missing: "Bitte wählen Sie eine Art von Ort." },
    verdict: FieldName { the: "Die Auswahl", missing: "Bitte wählen Sie: Ist es dort gut oder schlecht?" },
    page: FieldName { the: "Die Adresse", missing: "Bitte schreiben Sie die Adresse von der Seite." },
    ground: FieldName { the: "Der Grund", missing: "Bitte wählen Sie: Was ist falsch an dem Text?" },
    good_faith: FieldName { the: "Der Haken", missing: "Bitte machen Sie den Haken: Ich sage die Wahrheit." },
    rule: FieldName { the: "Die Regel", missing: "Bitte wählen Sie eine Regel." },
    question: FieldName { the: "Die Antwort auf Frage {n}", missing: "Bitte beantworten Sie Frage {n}." },
    too_short: "{field} ist zu kurz. Bitte schreiben Sie {least} Zeichen. Jetzt sind es {now}.",
    too_long: "{field} ist zu lang. Bitte löschen Sie {over} Zeichen.",
    not_an_email: "Die E-Mail-Adresse ist falsch. Richtig ist zum Beispiel: name@beispiel.de.",
    forbidden_characters: "{field} hat falsche Zeichen. Bitte schreiben Sie alles neu.",
    outside_the_city: "Der Punkt ist außerhalb von Rostock. Bitte wählen Sie einen Punkt in Rostock.",
    unknown: "Das kennen wir nicht. {missing}",
    too_many: "Mehr als {most} Bilder gehen nicht.",
    too_many_altogether: "Sie haben schon sehr viele Bilder hier. Mehr Bilder gehen nicht. Ihr Text ist noch hier. Bitte löschen Sie \
                          ein altes Bild. Oder löschen Sie einen alten Entwurf.",
    not_a_picture: "Das ist kein Bild. Bitte nehmen Sie ein Foto.",
    picture_too_large: "Das Bild ist zu groß. Es darf {most} MB groß sein.",
};
