//! What runs beside the boards: surveys, calls for places and events, in words that a kiosk shows as they are. They are read
//! there and answered on the visitor's own phone; a survey that wants no account is answered at the kiosk as well.

use domain::{
    Language, Moment,
    accounts::Level,
    events::Event,
    kiosk::Process,
    place_calls::PlaceCall,
    surveys::{Survey, TEXT_LENGTH, making::Kind},
};
use serde_json::{Value, json};
use store::{StoreError, events, place_calls, surveys};

use crate::{
    Site, Visit, dates,
    locales::{Words, fill},
    pages::{
        calendar,
        surveys::form::{choices_of, hint},
    },
};

/// One of them, for as long as it takes part.
#[derive(Clone, Debug, PartialEq)]
pub struct Running {
    pub kind: Process,
    /// As `umfragen/wege`.
    pub address: String,
    pub until: Option<Moment>,
    /// In each language, as [`Language::ALL`] lists them.
    told: Vec<Told>,
}

#[derive(Clone, Debug, PartialEq)]
struct Told {
    title: String,
    whole: Value,
}

/// What is to be said of one in one language.
struct Said {
    spoken: Language,
    title: String,
    text: String,
    from: Moment,
    when: Option<String>,
    lists: Vec<(&'static str, Vec<String>)>,
    /// What there is to do on the visitor's own phone.
    lead: &'static str,
    /// What is asked at the kiosk itself.
    ask: Value,
    is_demo: bool,
}

impl Running {
    /// Everything public that did not end yet, what ends first before the others. What begins later comes along: a kiosk
    /// without a network shows it when its time is there. How far ahead events are listed is up to the kiosk, which knows what
    /// it leaves out.
    pub async fn all(site: &Site, now: Moment) -> Result<Vec<Self>, StoreError> {
        let store = &site.store;
        let is_ahead = |end: Option<Moment>| end.is_none_or(|end| now < end);
        let surveys = surveys::list(store, now).await?.into_iter().filter(|survey| is_ahead(survey.period.end));
        let calls = place_calls::list(store, now).await?.into_iter().filter(|call| is_ahead(call.period.end));
        let events = events::upcoming(store, now).await?.into_iter().filter(|event| !event.is_cancelled());
        let mut all: Vec<Self> = surveys.map(|survey| Self::survey(&survey)).collect();
        all.extend(calls.map(|call| Self::call(&call)));
        all.extend(events.map(|event| Self::event(&event)));
        all.sort_by_key(|one| one.until.unwrap_or(Moment(i64::MAX)));
        Ok(all)
    }

    /// For a form in which staff choose.
    pub fn choice(&self, language: Language) -> (String, String) {
        let title = self.in_language(language).map_or("", |told| told.title.as_str());
        (self.address.clone(), format!("{}: {title}", name(self.kind, language)))
    }

    /// As a kiosk shows it.
    pub fn whole(&self, language: Language) -> Option<&Value> {
        self.in_language(language).map(|told| &told.whole)
    }

    fn in_language(&self, language: Language) -> Option<&Told> {
        let place = Language::ALL.into_iter().position(|one| one == language)?;
        self.told.get(place)
    }

    fn survey(survey: &Survey) -> Self {
        let (address, until) = (format!("umfragen/{}", survey.slug), survey.period.end);
        Self::of(Process::Survey, address, until, |language| {
            let survey = survey.clone().said_in(language);
            let ask = asked_here(&survey);
            let asked = survey.questions.into_iter().map(|question| question.text).collect();
            Said {
                spoken: survey.language,
                title: survey.title,
                text: survey.intro,
                from: survey.period.start,
                when: until.map(|until| open_until(language, until)),
                lists: vec![(Words::of(language).kiosk_ways.asked, asked)],
                lead: survey_lead(survey.needed_level, language),
                ask,
                is_demo: survey.is_demo,
            }
        })
    }

    fn call(call: &PlaceCall) -> Self {
        let (address, until) = (format!("orte/{}", call.slug), call.period.end);
        Self::of(Process::PlaceCall, address, until, |language| {
            let call = call.clone().told_in(language);
            let categories = call.categories.into_iter().map(|category| category.label).collect();
            Said {
                spoken: call.language,
                title: call.title,
                text: call.intro,
                from: call.period.start,
                when: until.map(|until| open_until(language, until)),
                lists: vec![(Words::of(language).kiosk_ways.categories, categories)],
                lead: Words::of(language).kiosk_ways.call_on_phone,
                ask: Value::Null,
                is_demo: call.is_demo,
            }
        })
    }

    /// Known of from now on; it begins when it says.
    fn event(event: &Event) -> Self {
        let address = format!("kalender/{}", event.slug);
        Self::of(Process::Event, address, Some(event.ends_at), |language| {
            let words = &Words::of(language).calendar;
            let event = event.clone().told_in(language);
            let visit = Visit { language, path: String::new(), query: String::new(), who: None, sitting: None };
            let when = calendar::when(&visit, &event);
            let mut access: Vec<String> = event
                .accessibility
                .iter()
                .map(|what| Words::of(language).names.accessibility(*what).to_owned())
                .collect();
            if access.is_empty() {
                access.push(words.access_unknown.to_owned());
            }
            let registration = event.registration.unwrap_or_else(|| words.no_registration.to_owned());
            Said {
                spoken: event.language,
                title: event.title,
                text: event.text,
                from: Moment(0),
                when: Some(when),
                lists: vec![
                    (words.place, vec![event.place_name, event.address]),
                    (words.access, access),
                    (words.registration, vec![registration]),
                ],
                lead: Words::of(language).kiosk_ways.event_on_phone,
                ask: Value::Null,
                is_demo: event.is_demo,
            }
        })
    }

    fn of(kind: Process, address: String, until: Option<Moment>, say: impl Fn(Language) -> Said) -> Self {
        let told = |language: Language| {
            let said = say(language);
            let lists = said.lists.into_iter().filter(|(_, items)| !items.is_empty());
            let lists: Vec<Value> = lists.map(|(title, items)| json!({ "title": title, "items": items })).collect();
            let whole = json!({
                "kind": kind.code(), "key": address, "path": language.path(&format!("/{address}")),
                "icon": icon(kind), "name": name(kind, language), "lead": said.lead,
                "tag": said.spoken.tag(), "title": said.title, "text": said.text,
                "from": said.from, "until": until, "when": said.when, "lists": lists, "demo": said.is_demo,
                "ask": said.ask,
            });
            Told { title: said.title, whole }
        };
        let told = Language::ALL.into_iter().map(told).collect();
        Self { kind, address, until, told }
    }
}

fn open_until(language: Language, until: Moment) -> String {
    fill(Words::of(language).home.open_until, &[("date", &dates::date(language, until))])
}

fn name(kind: Process, language: Language) -> &'static str {
    let words = &Words::of(language).home;
    match kind {
        Process::Survey => words.survey,
        Process::PlaceCall => words.place_call,
        Process::Event => words.event,
    }
}

fn icon(kind: Process) -> &'static str {
    match kind {
        Process::Survey => "survey",
        Process::PlaceCall => "map",
        Process::Event => "calendar",
    }
}

/// At a kiosk nobody has an account: whoever needs one is told so.
fn survey_lead(needed: Level, language: Language) -> &'static str {
    let words = Words::of(language);
    match needed {
        Level::Guest => words.kiosk_ways.survey_on_phone,
        Level::EmailConfirmed => words.kiosk_survey.needs_account,
        Level::ResidentConfirmed => words.kiosk_survey.needs_residence,
    }
}

/// The questions of a survey that anybody may answer, in the language in which it is said; nothing of one for others.
fn asked_here(survey: &Survey) -> Value {
    if survey.needed_level != Level::Guest {
        return Value::Null;
    }
    let words = &Words::of(survey.language).surveys;
    let questions = survey.questions.iter().map(|question| {
        let choices = choices_of(&question.kind).into_iter();
        let choices: Vec<Value> = choices.map(|one| json!({ "value": one.value, "name": one.label })).collect();
        json!({
            "kind": Kind::of(&question.kind).code(), "text": question.text, "hint": hint(words, question),
            "required": question.required, "choices": choices,
        })
    });
    json!({ "edition": survey.edition, "most": TEXT_LENGTH, "questions": questions.collect::<Vec<_>>() })
}
