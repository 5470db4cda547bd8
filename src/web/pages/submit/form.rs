//! What a form of a proposal sends: its fields, its pictures and the button that was pressed.

use axum::{extract::Multipart, response::Response};
use domain::{
    fields::Field,
    ids::{PictureId, ProposalId},
    map::Viewport,
    places::LonLat,
    proposals::{Draft, PARTS, Seen, limits},
};

use crate::{AppError, Rescued};

/// Longest field that is taken, in characters: far above every rule, far below what would hurt.
const KEPT: usize = 100_000;

/// Bytes of a picture that are kept; what is larger is read on and refused.
const MOST_BYTES: usize = limits::PICTURE_MEGABYTES * 1024 * 1024;

#[derive(Debug, Default)]
pub struct Sent {
    pairs: Vec<(String, String)>,
    pub pictures: Vec<SentPicture>,
    /// The connection broke before the end; what had arrived counts.
    is_broken: bool,
    /// Fields that are longer than anything that is taken, as far as they were read. They are nowhere in the pairs,
    /// because a part would pass for all.
    too_long: Vec<(String, String)>,
}

#[derive(Debug)]
pub enum SentPicture {
    Bytes(Vec<u8>),
    TooLarge,
    /// Not kept: a proposal has no place for it, and reading each takes seconds.
    TooMany,
}

/// The button. One form has many, because without script every step is a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    Save,
    /// Looks up an Ortsteil or a street.
    Search(String),
    /// Takes one of the places that were found: its Ortsteil and its name.
    Choose {
        district: String,
        label: String,
    },
    /// A click on the map picture.
    Point(f64, f64),
    RemovePin,
    RemovePicture(PictureId),
    Support(ProposalId),
    Review,
}

impl Sent {
    pub async fn read(mut multipart: Multipart) -> Self {
        let mut sent = Self::default();
        loop {
            match multipart.next_field().await {
                Ok(Some(mut field)) => {
                    let name = field.name().unwrap_or_default().to_owned();
                    let is_picture = name == Field::Pictures.name();
                    let mut bytes = Vec::new();
                    let mut is_too_large = false;
                    let most = if is_picture { MOST_BYTES } else { KEPT * 4 };
                    loop {
                        match field.chunk().await {
                            Ok(Some(chunk)) => {
                                let room = most.saturating_sub(bytes.len()).min(chunk.len());
                                bytes.extend_from_slice(chunk.get(..room).unwrap_or_default());
                                is_too_large |= room < chunk.len();
                            }
                            Ok(None) => break,
                            Err(_) => {
                                sent.is_broken = true;
                                break;
                            }
                        }
                    }
                    match (is_picture, is_too_large) {
                        (true, true) => sent.pictures.push(SentPicture::TooLarge),
                        // Half a picture is no picture, and no file at all is sent as an empty one.
                        (true, false) if sent.is_broken || bytes.is_empty() => {}
                        (true, false) if sent.kept_pictures() >= limits::PICTURES => {
                            sent.pictures.push(SentPicture::TooMany);
                        }
                        (true, false) => sent.pictures.push(SentPicture::Bytes(bytes)),
                        // Half a text would take the place of the whole one that is stored.
                        (false, false) if sent.is_broken => {}
                        (false, true) => sent.too_long.push((name, String::from_utf8_lossy(&bytes).into_owned())),
                        (false, false) => sent.keep(name, &String::from_utf8_lossy(&bytes)),
                    }
                }
                Ok(None) => return sent,
                Err(_) => {
                    sent.is_broken = true;
                    return sent;
                }
            }
        }
    }

    /// Whether the end is missing: the line broke, or it was more than may be sent.
    pub fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// Whether there was more in a field than can be taken. Then nothing is, and all of it goes back.
    pub fn is_too_long(&self) -> bool {
        !self.too_long.is_empty()
    }

    /// Refuses it with what was written.
    pub fn give_back(self) -> Response {
        Rescued::of(self.too_long.into_iter().chain(self.pairs)).beside(AppError::TooLarge)
    }

    /// What was written, for an answer that has no form.
    pub fn written(&self) -> Rescued {
        Rescued::of(self.pairs.iter().cloned())
    }

    fn kept_pictures(&self) -> usize {
        self.pictures.iter().filter(|picture| matches!(picture, SentPicture::Bytes(_))).count()
    }

    /// Forms send line ends as `\r\n`; scripts and the database know `\n`. PostgreSQL stores no NUL.
    fn keep(&mut self, name: String, value: &str) {
        let value = value.replace("\r\n", "\n").replace('\0', "");
        if value.chars().count() > KEPT {
            self.too_long.push((name, value));
        } else {
            self.pairs.push((name, value));
        }
    }

    pub fn text(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn number(&self, name: &str) -> Option<i64> {
        self.text(name)?.parse().ok()
    }

    /// The piece of the map that the picture showed which was clicked.
    pub fn shown_piece(&self) -> Option<Viewport> {
        self.text("ausschnitt")?.parse().ok()
    }

    /// The text in the field for searching a place.
    pub fn searched(&self) -> &str {
        self.text("ortssuche").unwrap_or_default().trim()
    }

    /// Puts the fields that arrived over those of the draft.
    pub fn apply(&self, draft: &mut Draft) {
        let before = draft.clone();
        let set = |field: Field, target: &mut String| {
            if let Some(value) = self.text(&field.name()) {
                value.clone_into(target);
            }
        };
        set(Field::Title, &mut draft.title);
        set(Field::Text, &mut draft.text);
        set(Field::Theme, &mut draft.theme);
        set(Field::District, &mut draft.district);
        set(Field::Place, &mut draft.pin);
        set(Field::PlaceNote, &mut draft.place_note);
        set(Field::Author, &mut draft.author);
        set(Field::Email, &mut draft.email);
        let goals = self.pairs.iter().filter(|(name, _)| *name == Field::Goals.name());
        let goals: Vec<String> = goals.map(|(_, goal)| goal.clone()).collect();
        // Boxes without a tick send nothing, so only a form that goes on behind them says which have none.
        if !self.is_broken || self.text(&Field::Place.name()).is_some() {
            draft.goals = goals;
        }
        // Who chooses another Ortsteil after setting a point means the Ortsteil.
        if draft.pin == before.pin && draft.district != before.district && !draft.district.is_empty() {
            draft.pin.clear();
        }
    }

    /// What the page showed when it was filled in. Parts whose two versions it showed stay undecided until a button is
    /// pressed that means all of the form.
    pub fn seen(&self) -> Vec<Seen> {
        let mut seen = Seen::read(self.text("fassung").unwrap_or_default());
        let is_choice = matches!(self.text("aktion"), Some("speichern" | "pruefen"));
        if !is_choice {
            let open =
                PARTS.into_iter().filter(|field| self.holds("offen", &field.name()) && self.taken() != Some(*field));
            for field in open {
                seen.iter_mut().for_each(|seen| seen.forget(field));
            }
        }
        seen
    }

    /// The part of which the stored version was preferred to the typed one.
    pub fn taken(&self) -> Option<Field> {
        PARTS.into_iter().find(|field| self.text("uebernehmen") == Some(&field.name()))
    }

    /// Pictures were sent by their own button, and nothing else is meant by it.
    pub fn is_upload(&self) -> bool {
        self.text("aktion") == Some("hochladen")
    }

    fn holds(&self, name: &str, value: &str) -> bool {
        self.pairs.iter().any(|(other, text)| other == name && text == value)
    }

    /// Descriptions of pictures that are already there.
    pub fn descriptions(&self) -> impl Iterator<Item = (PictureId, &str)> {
        self.pairs.iter().filter_map(|(name, value)| {
            let id = name.strip_prefix("bildtext-")?.parse().ok()?;
            Some((id, value.as_str()))
        })
    }

    pub fn action(&self) -> Action {
        if let (Some(x), Some(y)) = (self.text("karte.x"), self.text("karte.y"))
            && let (Ok(x), Ok(y)) = (x.parse(), y.parse())
            // The keyboard presses a picture in its corner: that is no place.
            && (x, y) != (0.0, 0.0)
        {
            return Action::Point(x, y);
        }
        if let Some((district, label)) = self.text("treffer").and_then(|value| value.split_once('|')) {
            return Action::Choose { district: district.to_owned(), label: label.to_owned() };
        }
        if let Some(id) = self.text("bild_entfernen").and_then(|id| id.parse().ok()) {
            return Action::RemovePicture(id);
        }
        if let Some(id) = self.text("unterstuetzen").and_then(|id| id.parse().ok()) {
            return Action::Support(id);
        }
        // A search that was typed and not yet run is run first, whatever was pressed: it would be lost otherwise.
        let is_new = !self.searched().is_empty() && self.text("gesucht").is_none_or(|old| old != self.searched());
        let search = || Action::Search(self.searched().to_owned());
        match self.text("aktion") {
            Some("suchen") => search(),
            Some("punkt_entfernen") => Action::RemovePin,
            Some("pruefen") if is_new && self.has_no_place() => search(),
            Some("pruefen") => Action::Review,
            Some("speichern" | "hochladen") => Action::Save,
            _ if is_new => search(),
            _ => Action::Save,
        }
    }

    fn has_no_place(&self) -> bool {
        [Field::Place, Field::District].into_iter().all(|field| self.text(&field.name()).unwrap_or_default().is_empty())
    }
}

impl Action {
    /// What a button changes in the draft itself. `under` finds the point below a click.
    pub fn change(&self, draft: &mut Draft, under: impl Fn(f64, f64) -> LonLat) {
        match self {
            Self::RemovePin => draft.pin.clear(),
            Self::Point(x, y) => {
                draft.pin = under(*x, *y).to_string();
            }
            Self::Choose { district, label } => {
                draft.pin.clear();
                draft.district.clone_from(district);
                if draft.place_note.trim().is_empty() {
                    draft.place_note.clone_from(label);
                }
            }
            Self::Save | Self::Search(_) | Self::RemovePicture(_) | Self::Support(_) | Self::Review => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> Sent {
        let mut sent = Sent::default();
        for (name, value) in pairs {
            sent.keep((*name).into(), value);
        }
        sent
    }

    #[test]
    fn a_form_that_broke_off_loses_no_field_that_was_there_before() {
        let mut draft = Draft { text: "vorher".into(), goals: vec!["lernend".into()], ..Draft::default() };
        Sent { is_broken: true, ..sent(&[("titel", "Mehr Bänke")]) }.apply(&mut draft);
        assert_eq!((draft.title.as_str(), draft.text.as_str(), draft.goals.len()), ("Mehr Bänke", "vorher", 1));
        sent(&[("titel", "Mehr Bänke")]).apply(&mut draft);
        assert!(draft.goals.is_empty());
    }

    async fn read(body: String) -> Sent {
        let request = axum::extract::Request::builder()
            .header("content-type", "multipart/form-data; boundary=x")
            .body(axum::body::Body::from(body))
            .unwrap();
        let multipart = <Multipart as axum::extract::FromRequest<()>>::from_request(request, &()).await.unwrap();
        Sent::read(multipart).await
    }

    fn part(name: &str, value: &str) -> String {
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    }

    #[tokio::test]
    async fn half_a_text_is_no_text() {
        let whole = part("titel", "Mehr Bänke") + &part("text", "Eine ganze Geschichte");
        let sent = read(whole[..whole.len() - 8].to_owned()).await;
        let mut draft = Draft { text: "vorher".into(), ..Draft::default() };
        sent.apply(&mut draft);
        assert!(sent.is_broken());
        assert_eq!((draft.title.as_str(), draft.text.as_str()), ("Mehr Bänke", "vorher"));
    }

    #[tokio::test]
    async fn a_field_that_is_too_long_is_not_cut_but_named() {
        for letters in [KEPT + 1, KEPT * 5] {
            let sent = read(part("titel", "Bänke") + &part("text", &"ü".repeat(letters)) + "--x--\r\n").await;
            assert!(sent.is_too_long() && sent.text("text").is_none());
        }
        let sent = read(part("text", &"ü".repeat(KEPT)) + "--x--\r\n").await;
        assert!(!sent.is_too_long() && sent.text("text").is_some());
    }

    #[tokio::test]
    async fn no_more_pictures_are_kept_than_a_proposal_may_have() {
        let sent = read(part("bilder", "ein Bild").repeat(6) + "--x--\r\n").await;
        assert_eq!((sent.kept_pictures(), sent.pictures.len()), (limits::PICTURES, 6));
        assert!(matches!(sent.pictures.last(), Some(SentPicture::TooMany)));
    }

    #[test]
    fn a_form_that_broke_off_behind_the_goals_says_which_are_chosen() {
        let mut draft = Draft { goals: vec!["lernend".into()], ..Draft::default() };
        Sent { is_broken: true, ..sent(&[("punkt", "")]) }.apply(&mut draft);
        assert!(draft.goals.is_empty());
    }

    #[test]
    fn line_ends_of_a_form_are_those_of_the_database() {
        let mut draft = Draft::default();
        sent(&[("text", "eins\r\nzwei")]).apply(&mut draft);
        assert_eq!(draft.text, "eins\nzwei");
    }

    #[test]
    fn another_ortsteil_takes_the_point_away_and_a_new_point_stays() {
        let mut draft = Draft { pin: "12.1,54.1".into(), district: "3".into(), ..Draft::default() };
        sent(&[("punkt", "12.1,54.1"), ("ort", "4")]).apply(&mut draft);
        assert_eq!((draft.pin.as_str(), draft.district.as_str()), ("", "4"));
        sent(&[("punkt", "12.2,54.1"), ("ort", "5")]).apply(&mut draft);
        assert_eq!((draft.pin.as_str(), draft.district.as_str()), ("12.2,54.1", "5"));
    }

    #[test]
    fn enter_in_the_search_field_searches_and_elsewhere_saves() {
        assert_eq!(sent(&[("ortssuche", " Lange Straße ")]).action(), Action::Search("Lange Straße".into()));
        assert_eq!(sent(&[("ortssuche", "Lange"), ("gesucht", "Lange")]).action(), Action::Save);
        assert_eq!(sent(&[("titel", "x")]).action(), Action::Save);
    }

    #[test]
    fn a_place_that_was_typed_and_never_searched_is_not_passed_over() {
        let form = [("ortssuche", "Lange"), ("gesucht", ""), ("ort", ""), ("punkt", ""), ("aktion", "pruefen")];
        assert_eq!(sent(&form).action(), Action::Search("Lange".into()));
        let form = [("ortssuche", "Lange"), ("gesucht", "Lange"), ("aktion", "pruefen")];
        assert_eq!(sent(&form).action(), Action::Review);
    }

    #[test]
    fn a_map_pressed_with_the_keyboard_sets_no_point() {
        assert_eq!(sent(&[("karte.x", "0"), ("karte.y", "0")]).action(), Action::Save);
        assert_eq!(sent(&[("karte.x", "3"), ("karte.y", "4")]).action(), Action::Point(3.0, 4.0));
    }
}
