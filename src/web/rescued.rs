//! What somebody wrote into a form that was not taken: the page that says so gives it back, because a browser does not
//! always keep it until one goes back (never of pages that nobody else may keep).

use std::sync::Arc;

use axum::{
    extract::{Multipart, multipart::MultipartRejection},
    response::{IntoResponse, Response},
};
use store::faults;

use crate::{AppError, visit::each_pair};

/// Texts of a form in their order, each with the name of its field, as far as they came. Travels to the error page inside
/// the answer's extensions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rescued(Arc<[(String, String)]>);

impl Rescued {
    /// The largest forms have some dozens of texts, and each of them is a field of the page.
    const TEXTS: usize = 100;

    /// Looked at for texts; with boxes that are ticked no form has half as many.
    const FIELDS: usize = 1_000;

    /// Of a form with files: enough for whatever somebody wrote beside them.
    const BYTES: usize = 512 * 1024;

    /// Of a form that may break off anywhere.
    pub fn from_form(form: &[u8]) -> Self {
        // Not in the middle of a letter.
        let broken = form.iter().rev().take(2).position(|byte| *byte == b'%').map_or(0, |at| at + 1);
        let whole = form.get(..form.len() - broken).unwrap_or_default();
        Self::of(each_pair(&String::from_utf8_lossy(whole)))
    }

    /// Of a form that may bring files, of which nothing is kept: whoever sent one still has it.
    pub async fn from_parts(mut form: Multipart) -> Self {
        let mut words = Vec::new();
        let mut room = Self::BYTES;
        while let Ok(Some(mut field)) = form.next_field().await {
            if field.file_name().is_some() || room == 0 || words.len() == Self::FIELDS {
                // Read on: a browser shows an answer only after it has sent everything.
                continue;
            }
            let name = field.name().unwrap_or_default().to_owned();
            room = room.saturating_sub(name.len());
            let mut bytes = Vec::new();
            while let Ok(Some(piece)) = field.chunk().await {
                let taken = piece.get(..room.min(piece.len())).unwrap_or_default();
                bytes.extend_from_slice(taken);
                room -= taken.len();
            }
            words.push((name, String::from_utf8_lossy(&bytes).into_owned()));
        }
        if faults::keeps_no_form() { Self::default() } else { Self::of(words) }
    }

    pub fn of(fields: impl IntoIterator<Item = (String, String)>) -> Self {
        let written = fields.into_iter().take(Self::FIELDS).filter(|(name, text)| is_written(name, text));
        let texts = written.map(|(name, text)| (name, text.trim_end_matches('\u{fffd}').to_owned()));
        Self(texts.take(Self::TEXTS).collect())
    }

    /// The answer to the form, which gives it back.
    pub fn beside(self, why: AppError) -> Response {
        let mut response = why.into_response();
        response.extensions_mut().insert(self);
        response
    }

    /// The answer to a form with files that nobody looks at, which gives its words back.
    pub async fn unread(form: Result<Multipart, MultipartRejection>, why: AppError) -> Response {
        match form {
            Ok(form) => Self::from_parts(form).await.beside(why),
            Err(_) => why.into_response(),
        }
    }

    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, text)| text.as_str())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the text of this field is among them.
    pub fn has(&self, field: &str) -> bool {
        self.0.iter().any(|(name, _)| name == field)
    }
}

/// Parts of the names of fields whose content nobody beside the screen may read, whatever was typed there.
const SECRET: [&str; 9] = ["passwort", "email", "code", "token", "brief", "ersatz", "schluessel", "aufgabe", "antwort"];

/// How the names of fields begin that nobody wrote: the form carries them for itself.
const CARRIED: [&str; 7] = ["fassung", "gezeigt", "stand", "ordnung", "gefragt", "stempel", "weiter"];

/// By a person, and nothing that must not be seen. What somebody chose or ticked comes as a code of ours, in small letters and
/// digits: a form has more of them than texts, and whoever fills it in again sees them.
fn is_written(name: &str, text: &str) -> bool {
    let is_code = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.:,+".contains(c);
    let is_secret = SECRET.iter().any(|part| name.contains(part));
    let is_carried = CARRIED.iter().any(|start| name.starts_with(start)) || name.ends_with("-vorher");
    !text.trim().chars().all(is_code) && !is_secret && !is_carried
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(form: &[u8]) -> Vec<String> {
        Rescued::from_form(form).texts().map(str::to_owned).collect()
    }

    #[test]
    fn words_come_back_and_neither_passwords_nor_what_a_form_carries_for_itself() {
        let form = "titel=B%C3%A4nke+am+Stadthafen+im+Schatten&altes-passwort=M%C3%B6we+Hafen+Regen+und+Sturm\
                    &einsendung=8e03978e40d543ddbc936894a57f9324&name=Ada&text=Wer+nicht+lange+stehen+kann%0Ageht";
        assert_eq!(
            texts(form.as_bytes()),
            ["Bänke am Stadthafen im Schatten", "Ada", "Wer nicht lange stehen kann\ngeht"]
        );
    }

    #[test]
    fn few_words_come_back_and_no_choice_does() {
        let form = "thema=verkehr&haltung=for&datum=2026-11-28&ort=12.1405%2C54.0887&gutglaeubig=ja&leer=+&titel=B%C3%A4nke&text=Gut.";
        assert_eq!(texts(form.as_bytes()), ["Bänke", "Gut."]);
    }

    #[test]
    fn it_is_known_of_which_field_a_text_is_there() {
        let rescued = Rescued::from_form(b"name=Ortsbeirat+Stadtmitte+Rostock&text=+");
        assert!(rescued.has("name") && !rescued.has("text") && !rescued.is_empty());
    }

    #[test]
    fn no_field_of_a_secret_is_shown_and_none_that_nobody_wrote() {
        let words = "drei+Worte+und+noch+eines+mehr";
        let secret = ["email", "neue-email", "code", "ersatz", "brief", "antwort"];
        for name in secret.into_iter().chain(["stand", "fassung-1", "gezeigt", "titel-vorher"]) {
            assert_eq!(texts(format!("{name}={words}").as_bytes()), [""; 0], "{name}");
        }
        // A text about it is a text.
        let about = "Schreibt mir an ada@example.org, bitte bald";
        assert_eq!(texts(format!("text={}", about.replace(' ', "+")).as_bytes()), [about]);
    }

    #[test]
    fn a_form_of_nothing_but_fields_becomes_no_page_of_nothing_but_fields() {
        let many = "t=aaaaaaaaaa+bbbbbbbbbbb&".repeat(22_000);
        assert_eq!(texts(many.as_bytes()).len(), Rescued::TEXTS);
        let late = format!("{}text=Das+kommt+nach+allem,+was+angesehen+wird", "t&".repeat(Rescued::FIELDS));
        assert_eq!(texts(late.as_bytes()), [""; 0]);
    }

    async fn of_parts(parts: &[(&str, &str)]) -> Vec<String> {
        let part = |(name, text): &(&str, &str)| {
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
        };
        let body = parts.iter().map(part).collect::<String>() + "--x--\r\n";
        let request = axum::extract::Request::builder()
            .header("content-type", "multipart/form-data; boundary=x")
            .body(axum::body::Body::from(body))
            .unwrap();
        let form = <Multipart as axum::extract::FromRequest<()>>::from_request(request, &()).await.unwrap();
        Rescued::from_parts(form).await.texts().map(str::to_owned).collect()
    }

    #[tokio::test]
    async fn of_a_form_with_files_comes_its_beginning_without_a_hole() {
        let long = "Bänke und Bäume ".repeat(Rescued::BYTES / 16);
        let parts = of_parts(&[("titel", "Bänke am Stadthafen im Schatten"), ("text", &long), ("mehr", &long)]).await;
        assert_eq!((parts.len(), parts[0].as_str()), (2, "Bänke am Stadthafen im Schatten"));
        assert!(long.starts_with(&parts[1]) && parts[1].len() + 100 > Rescued::BYTES);
    }

    #[tokio::test]
    async fn of_a_form_with_files_so_many_fields_are_looked_at_and_their_names_take_room() {
        let last = ("text", "Das kommt nach allem, was angesehen wird");
        let many = vec![("t", ""); Rescued::FIELDS];
        assert_eq!(of_parts(&[many.as_slice(), &[last]].concat()).await, [""; 0]);
        assert_eq!(of_parts(&[&many[1..], &[last]].concat()).await, [last.1]);
        let name = "n".repeat(Rescued::BYTES / 8);
        assert_eq!(of_parts(&[[(name.as_str(), ""); 8].as_slice(), &[last]].concat()).await, [""; 0]);
    }

    #[test]
    fn a_form_that_breaks_off_in_a_letter_loses_that_letter_alone() {
        let form = b"text=Am+Stadthafen+fehlen+B%C3%A4nke+f%C3%BCr+%C3%84ltere";
        let whole = texts(form).remove(0);
        assert_eq!(whole, "Am Stadthafen fehlen Bänke für Ältere");
        for end in 35..form.len() {
            let part = texts(&form[..end]).remove(0);
            assert!(whole.starts_with(&part), "{part}");
        }
        assert_eq!(texts(b""), [""; 0]);
        assert_eq!(texts(b"%"), [""; 0]);
    }
}
