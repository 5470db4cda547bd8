//! The form for one place. A click on the picture of the map sets the point without any script.

use domain::{
    accounts::Level,
    areas::AreaName,
    fields::{Field, FieldError, FieldErrors, Problem},
    ids::{AreaId, SubmissionId},
    map::Viewport,
    place_calls::{PlaceCall, PlaceMarkDraft, TEXT, Verdict},
    places::LonLat,
};
use leptos::prelude::*;
use store::{StoreError, areas};

use super::marks::{verdict_icon, verdict_name};
use crate::{
    Site, Visit,
    locales::{fields::problem_text, fill},
    pages::{
        formats::{fresh_id, lang_of, renewed_id},
        map::{City, CityMap, PlaceMap},
        personal::{ASKED, Found, PersonalChoice, PersonalWhileTyping, REMOVE},
        submit::map_picture,
        trap::{self, Trap},
    },
    ui::{
        Choice, FieldFrame, Icon, LevelNotice, Notice, NoticeKind, Radios, Select, TextArea,
        field::{FieldProblem, described_by},
        with_no_account,
    },
    visit::pairs,
};

/// The form as a person left it.
#[derive(Clone, Debug)]
pub struct Typed {
    pub submission: SubmissionId,
    pub draft: PlaceMarkDraft,
    pub errors: FieldErrors,
    /// A click on the map, or its withdrawal, asks for the form again and sends nothing yet.
    pub only_moves_point: bool,
    /// What its writer is asked about before it is published, and what was asked before.
    pub found: Found,
    pub asked: String,
    /// The button that takes personal data out.
    pub removes: bool,
    /// It was not taken: its writer is not confirmed as the board needs it.
    pub needs_level: bool,
    pub trap: String,
    pub stamp: String,
}

impl Typed {
    pub fn fresh() -> Self {
        Self {
            submission: fresh_id(),
            draft: PlaceMarkDraft::default(),
            errors: FieldErrors::default(),
            only_moves_point: false,
            found: Found::default(),
            asked: String::new(),
            removes: false,
            needs_level: false,
            trap: String::new(),
            stamp: String::new(),
        }
    }

    pub fn read(body: &[u8]) -> Self {
        let pairs = pairs(&String::from_utf8_lossy(body));
        let text = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        let field = |field: Field| text(&field.name()).unwrap_or_default();
        let mut typed = Self::fresh();
        // A broken id is no reason to lose what somebody typed.
        typed.submission = text("einsendung").and_then(|id| SubmissionId::parse(&id).ok()).unwrap_or(typed.submission);
        typed.draft = PlaceMarkDraft {
            category: field(Field::Category),
            verdict: field(Field::Verdict),
            text: field(Field::Text),
            pin: field(Field::Place),
            district: field(Field::District),
        };
        typed.trap = text(trap::FIELD).unwrap_or_default();
        typed.stamp = text(trap::STAMP).unwrap_or_default();
        typed.asked = text(ASKED).unwrap_or_default();
        typed.removes = text("aktion").as_deref() == Some(REMOVE);
        let number = |name: &str| text(name).and_then(|value| value.parse::<f64>().ok());
        if let (Some(x), Some(y)) = (number("karte.x"), number("karte.y"))
            // The keyboard presses a picture in its corner: that is no place.
            && (x, y) != (0.0, 0.0)
        {
            let piece: Option<Viewport> = text("ausschnitt").and_then(|piece| piece.parse().ok());
            typed.draft.pin = map_picture::point(piece, x, y).to_string();
            // The point decides the Ortsteil from here on.
            typed.draft.district.clear();
            typed.only_moves_point = true;
        } else if text("aktion").as_deref() == Some("punkt_entfernen") {
            typed.draft.pin.clear();
            typed.only_moves_point = true;
        }
        typed
    }

    /// Who chooses another Ortsteil after setting a point means the Ortsteil. (With script the list follows the point.)
    pub async fn settle(&mut self, site: &Site) -> Result<(), StoreError> {
        if let (Ok(point), Ok(chosen)) = (self.draft.pin.parse(), self.draft.district.parse::<AreaId>()) {
            let located = areas::locate(&site.store, point, site.now()).await?;
            if located.is_none_or(|located| located.district.id != chosen) {
                self.draft.pin.clear();
            }
        }
        Ok(())
    }

    /// With a mistake in it, or a question about it.
    pub fn comes_back(&self) -> bool {
        !self.errors.is_empty() || !self.found.is_empty() || self.removes || self.needs_level
    }

    pub fn renewed(&self, site: &Site) -> SubmissionId {
        renewed_id(site, &self.submission, &format!("{:?}", self.draft))
    }
}

#[component]
pub fn MarkForm(
    visit: Visit,
    call: PlaceCall,
    city: City,
    typed: Typed,
    pin_in: Option<AreaName>,
    is_moderated: bool,
    needed: Level,
) -> impl IntoView {
    let (words, lang) = (&visit.words().place_calls, lang_of(&visit, call.language));
    let Typed { submission, draft, errors, found, asked, removes, needs_level, stamp, trap, .. } = typed;
    let asked = if found.is_empty() { asked } else { found.asked() };
    let removed = visit.words().personal.was_removed;
    let intro = with_no_account(&visit, needed, "", words.form_intro);
    let categories = call.categories.iter().map(|category| Choice::new(category.key.clone(), category.label.clone()));
    let verdicts = Verdict::ALL.into_iter().map(|verdict| {
        Choice::new(verdict.code(), verdict_name(visit.words(), verdict)).with_icon(verdict_icon(verdict))
    });
    let action = visit.href(&format!("/orte/{}", call.slug));
    view! {
        <form class="form place-form" autocomplete=visit.autofill() method="post" action=action.clone() novalidate=true>
            <h2 id="beitragen">{words.form_title}</h2>
            {needs_level.then(|| view! { <Notice kind=NoticeKind::Error><p>{words.needs_level}</p></Notice> })}
            <LevelNotice visit=visit.clone() needed=needed/>
            <p>{intro}" "{if is_moderated { words.form_moderated } else { words.form_at_once }}</p>
            {removes.then(|| view! { <Notice kind=NoticeKind::Success><p>{removed}</p></Notice> })}
            <PersonalChoice visit=visit.clone() found=found/>
            <input type="hidden" name="einsendung" value=submission.to_string()/>
            <input type="hidden" name=ASKED value=asked/>
            <Trap stamp=stamp caught=trap/>
            <PlaceField visit=visit.clone() city=city about=call.district action=action.clone() draft=draft.clone() pin_in=pin_in errors=errors.clone()/>
            <Radios visit=visit.clone() field=Field::Category legend=words.category_question choices=categories.collect()
                value=draft.category errors=errors.clone() choices_lang=lang/>
            <Radios visit=visit.clone() field=Field::Verdict legend=words.verdict_question choices=verdicts.collect()
                value=draft.verdict errors=errors.clone()/>
            <FieldFrame visit=visit.clone() field=Field::Text label=words.text_question hint=words.text_hint errors=errors.clone()>
                <TextArea id=Field::Text.name() name=Field::Text.name() value=draft.text rows=4 required=true
                    invalid=errors.of(Field::Text).is_some() max_length=TEXT.1
                    described_by=described_by(Field::Text, true, &errors)/>
            </FieldFrame>
            <PersonalWhileTyping visit=visit.clone()/>
            <p class="button-row">
                <button class="button button--primary button--large" type="submit">{words.send}<Icon name="arrow-right"/></button>
            </p>
        </form>
    }
}

/// The point and the Ortsteil, each as good as the other. With script the map takes the point, without it the picture.
#[component]
fn PlaceField(
    visit: Visit,
    city: City,
    about: Option<AreaId>,
    action: String,
    draft: PlaceMarkDraft,
    pin_in: Option<AreaName>,
    errors: FieldErrors,
) -> impl IntoView {
    let words = &visit.words().place_calls;
    let name = Field::Place.name();
    let pin: Option<LonLat> = draft.pin.parse().ok();
    // Back to this field, and not to the top of the page.
    let here = format!("{action}#{name}");
    let outside = (pin.is_some() && pin_in.is_none()).then_some(Problem::OutsideTheCity);
    let problem = errors.of(Field::Place).or(outside);
    let is_invalid = problem.is_some();
    let error = problem.map(|problem| {
        let text = problem_text(visit.words(), visit.language, FieldError { field: Field::Place, problem });
        view! { <FieldProblem id=format!("{name}-fehler") text=text visit=visit.clone()/> }
    });
    let districts = city.districts().iter().map(|area| Choice::new(area.id.to_string(), area.name.clone())).collect();
    let viewport = about.map_or_else(|| city.whole(), |id| city.around(id));
    let map = view! {
        <CityMap visit=visit.clone() city=city.clone() viewport=viewport label=words.where_title is_picker=true picked=pin/>
    };
    view! {
        <fieldset class="field field--group place" class:field--invalid=is_invalid id=name.clone() tabindex="-1">
            <legend class="field__label">{words.where_title}</legend>
            <p class="field__hint">{words.where_hint}</p>
            {error}
            <input type="hidden" name=name.clone() value=draft.pin.clone()/>
            <div class="place__pin" data-pin-line="" hidden=draft.pin.trim().is_empty()>
                <p class="place__status" role="status">{pin_in.map(|area| fill(words.point_set, &[("place", &area.name)]))}</p>
                <button class="button button--quiet" type="submit" name="aktion" value="punkt_entfernen" formaction=here.clone()>
                    <Icon name="close"/>{words.point_remove}
                </button>
            </div>
            {if visit.sitting.is_some() {
                // A browser that could run scripts, and a page that brings none.
                view! { <MapPicture visit=visit.clone() city=city pin=pin action=here/> }.into_any()
            } else {
                view! {
                    <noscript><MapPicture visit=visit.clone() city=city pin=pin action=here/></noscript>
                    <PlaceMap visit=visit.clone()>{map}</PlaceMap>
                }
                .into_any()
            }}
            <Select visit=visit.clone() field=Field::District label=words.district hint=words.district_hint none=words.district_none
                choices=districts value=draft.district errors=errors/>
        </fieldset>
    }
}

#[component]
fn MapPicture(visit: Visit, city: City, pin: Option<LonLat>, action: String) -> impl IntoView {
    let piece = map_picture::piece(&city, pin);
    view! {
        <input type="hidden" name="ausschnitt" value=piece.to_string()/>
        <input
            class="place__picture"
            type="image"
            name="karte"
            alt=visit.words().place_calls.point_here
            src=visit.href(&map_picture::address(piece, pin))
            width=map_picture::WIDTH.to_string()
            height=map_picture::HEIGHT.to_string()
            formaction=action
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_click_on_the_map_sets_the_point_and_keeps_every_word() {
        let body = b"kategorie=licht&urteil=bad&text=Hier+ist+es+dunkel.&punkt=&ort=4&ausschnitt=12.14%2C54.09%2C12\
            &karte.x=140&karte.y=105";
        let typed = Typed::read(body);
        assert!(typed.only_moves_point);
        assert_eq!(typed.draft.pin, "12.140000,54.090000");
        assert_eq!(typed.draft.text, "Hier ist es dunkel.");
    }

    #[test]
    fn a_picture_that_the_keyboard_pressed_sends_the_form() {
        let typed = Typed::read(b"karte.x=0&karte.y=0&punkt=12.1%2C54.1");
        assert!(!typed.only_moves_point);
        assert_eq!(typed.draft.pin, "12.1,54.1");
    }
}
