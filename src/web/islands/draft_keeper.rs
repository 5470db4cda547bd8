//! Keeps what is typed: on this device at once, on the server a second later. The form inside works without it.

mod copy;
mod hints;
mod listed;
mod outbox;
mod sight;
mod words;

use copy::{DeviceCopy, Typed};
use domain::proposals::Draft;
use hints::Hints;
pub use hints::{FieldWords, HintWords};
use leptos::{
    ev::SubmitEvent,
    leptos_dom::helpers::{TimeoutHandle, set_timeout, set_timeout_with_handle},
    prelude::*,
    server_fn::codec::Json,
    task::spawn_local,
    web_sys::{Element, HtmlElement, HtmlFormElement},
};
pub use listed::Listed;
use std::{cell::RefCell, rc::Rc, time::Duration};
use wasm_bindgen::JsCast;
pub use words::KeeperWords;

use super::{
    dom, post,
    shell::{Part, shell},
};

/// After the last key, so that a person who writes is not followed by a request for each letter.
const PAUSE: Duration = Duration::from_secs(1);

/// How long an answer may take before we say that there is no network, and before we try again.
const PATIENCE: Duration = Duration::from_secs(8);
const AGAIN: Duration = Duration::from_secs(15);

/// Largest picture, as the server has it.
const PICTURE_BYTES: f64 = (domain::proposals::limits::PICTURE_MEGABYTES * 1024 * 1024) as f64;

/// Keeps the fields of a draft and the words of its pictures, and says when: `14:03`; and whether some fields were changed
/// in another window too, so that they wait for a choice.
#[server(endpoint = "fn/draft", input = Json)]
pub async fn save_draft(
    key: String,
    seen: String,
    draft: Listed,
    descriptions: Vec<(i64, String)>,
) -> Result<(String, bool), ServerFnError> {
    use crate::{
        islands::server::{context, refused},
        pages::submit::saving::keep,
    };
    use domain::{
        ids::{PictureId, SubmissionId},
        proposals::Seen,
    };
    let (site, _) = context()?;
    let key = SubmissionId::parse(&key).map_err(|_| refused(&crate::AppError::NotFound))?;
    let descriptions = descriptions.iter().map(|(id, text)| (PictureId(*id), text.as_str()));
    let kept = keep(&site, key.as_str(), &draft.0, &Seen::read(&seen), descriptions).await;
    let merged = kept.map_err(|error| refused(&error.into()))?;
    Ok((crate::dates::time(site.now()), !merged.conflicts.is_empty()))
}

/// What is under way; everything is `Copy`, so that closures share it.
#[derive(Clone, Copy)]
struct Keeper {
    key: StoredValue<String>,
    words: StoredValue<KeeperWords>,
    form: StoredValue<Option<HtmlFormElement>, LocalStorage>,
    part: StoredValue<Part, LocalStorage>,
    /// A sentence that must not be missed.
    message: StoredValue<Element, LocalStorage>,
    timer: StoredValue<Option<TimeoutHandle>>,
    is_sending: StoredValue<bool>,
    /// Typed since the last request began.
    is_dirty: StoredValue<bool>,
    is_waiting_for_network: StoredValue<bool>,
    /// Another window changed what was typed here.
    has_versions: StoredValue<bool>,
    /// The submission goes on without being asked again.
    is_cleared: StoredValue<bool>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Kept,
    /// The server has all of it but what another window changed too.
    TwoVersions,
    NoNetwork,
    Refused,
}

impl Keeper {
    /// Says how safe the words are.
    fn tell(self, sentence: fn(&KeeperWords) -> &String, time: &str, state: &str) {
        let sentence = self.words.with_value(|words| sentence(words).replace("{time}", time));
        self.part.with_value(|part| part.say(&sentence, &format!("keeper__state keeper__state--{state}")));
    }

    fn warn(self, sentence: &str) {
        self.message.with_value(|message| {
            message.set_text_content(None);
            let notice = dom::append(message, "div", "notice notice--warning");
            if let Some(text) = notice.and_then(|notice| dom::append(&notice, "p", "notice__text")) {
                text.set_text_content(Some(sentence));
            }
        });
    }

    /// Offers the page on which the server shows both.
    fn say_versions(self) {
        let is_told = self.has_versions.get_value()
            || self.form.with_value(|form| form.as_ref().is_none_or(|form| sight::shows_both(form)));
        self.part.with_value(|part| part.say("", "keeper__state"));
        self.has_versions.set_value(true);
        if is_told {
            return;
        }
        self.warn(&self.words.with_value(|words| words.versions_found.clone()));
        let button = self.message.with_value(|message| {
            let text = dom::find(message, ".notice")?;
            dom::append(&text, "button", "button button--secondary")
        });
        let Some(button) = button else { return };
        button.set_text_content(Some(&self.words.with_value(|words| words.versions_show.clone())));
        for (name, value) in [("form", "vorschlag"), ("name", "aktion"), ("value", "vergleichen")] {
            let _ = button.set_attribute(name, value);
        }
    }

    fn keep_here(self, typed: Typed) {
        self.form.with_value(|form| {
            let Some(form) = form else { return };
            DeviceCopy { typed, seen: sight::of(form) }.keep(&self.key.get_value());
        });
    }

    fn typed(self) -> Option<Typed> {
        self.form.with_value(|form| form.as_ref().map(copy::read))
    }

    /// Something was typed.
    fn note(self) {
        let Some(typed) = self.typed() else { return };
        self.keep_here(typed);
        self.is_dirty.set_value(true);
        self.save_after(PAUSE);
    }

    fn save_after(self, pause: Duration) {
        if let Some(timer) = self.timer.get_value() {
            timer.clear();
        }
        let save = move || {
            spawn_local(async move {
                self.save().await;
            });
        };
        self.timer.set_value(set_timeout_with_handle(save, pause).ok());
    }

    /// One request at a time, so that an old one can never overtake a new one.
    async fn save(self) -> Outcome {
        if self.is_sending.get_value() {
            self.save_after(PAUSE);
            return Outcome::NoNetwork;
        }
        if !dom::is_online() {
            // The browser tells when it is back; a request now would only fail.
            self.tell(|words| &words.kept_here, &dom::clock(), "offline");
            return Outcome::NoNetwork;
        }
        let (Some(typed), Some(form)) = (self.typed(), self.form.get_value()) else { return Outcome::Refused };
        let Typed { draft, descriptions } = typed.clone();
        let seen = sight::to_send(&form);
        // It may arrive although we never hear of it.
        sight::note_sent(&form, &draft);
        self.keep_here(typed);
        self.is_sending.set_value(true);
        self.is_dirty.set_value(false);
        self.tell(|words| &words.saving, "", "saving");
        let question = SaveDraft { key: self.key.get_value(), seen, draft: Listed(draft.clone()), descriptions };
        let body = serde_json::to_string(&question).unwrap_or_default();
        let answer = post::ask::<(String, bool)>("/api/fn/draft", &body).await;
        self.is_sending.set_value(false);
        match answer {
            Ok((_, true)) => {
                self.say_versions();
                Outcome::TwoVersions
            }
            Ok((time, false)) => {
                sight::note_kept(&form, &draft);
                if self.has_versions.get_value() {
                    self.has_versions.set_value(false);
                    self.message.with_value(|message| message.set_text_content(None));
                }
                if !self.is_dirty.get_value() {
                    DeviceCopy::forget(&self.key.get_value());
                }
                self.tell(|words| &words.saved_at, &time, "saved");
                if self.is_waiting_for_network.get_value() {
                    self.is_waiting_for_network.set_value(false);
                    self.warn(&self.words.with_value(|words| words.online_again.clone()));
                }
                Outcome::Kept
            }
            Err(failure) => {
                self.is_dirty.set_value(true);
                if failure.is_final() {
                    self.part.with_value(|part| part.say("", "keeper__state"));
                    self.warn(&self.words.with_value(|words| words.refused.clone()));
                    Outcome::Refused
                } else {
                    self.tell(|words| &words.kept_here, &dom::clock(), "offline");
                    self.save_after(AGAIN);
                    Outcome::NoNetwork
                }
            }
        }
    }

    /// Lets a form go only when its text is safe on the server: without a network the browser would replace the page by
    /// an error of its own.
    fn submit(self, event: &SubmitEvent) {
        if self.is_cleared.get_value() {
            self.is_cleared.set_value(false);
            return;
        }
        if outbox::is_meant(event.submitter().and_then(|button| button.dyn_into().ok()).as_ref()) {
            return;
        }
        event.prevent_default();
        let button: Option<HtmlElement> = event.submitter().and_then(|button| button.dyn_into().ok());
        if !dom::is_online() {
            self.hold();
            return;
        }
        let is_answered = StoredValue::new(false);
        set_timeout(
            move || {
                if !is_answered.get_value() {
                    is_answered.set_value(true);
                    self.hold();
                }
            },
            PATIENCE,
        );
        let button = StoredValue::new_local(button);
        spawn_local(async move {
            // The request that is under way carries older words.
            while self.is_sending.get_value() && !is_answered.get_value() {
                dom::wait(Duration::from_millis(100)).await;
            }
            let outcome = self.save().await;
            if is_answered.get_value() {
                return;
            }
            is_answered.set_value(true);
            match outcome {
                Outcome::NoNetwork => self.hold(),
                // A refused draft (already submitted, say) is for the server's own page to explain.
                Outcome::Kept | Outcome::TwoVersions | Outcome::Refused => {
                    let button = button.get_value();
                    // Who takes the other version does not want this one back.
                    if button
                        .as_ref()
                        .is_some_and(|button| button.get_attribute("name").as_deref() == Some("uebernehmen"))
                    {
                        DeviceCopy::forget(&self.key.get_value());
                    }
                    self.go(button.as_ref());
                }
            }
        });
    }

    fn go(self, button: Option<&HtmlElement>) {
        self.is_cleared.set_value(true);
        self.form.with_value(|form| {
            let Some(form) = form else { return };
            let sent = match button {
                Some(button) => form.request_submit_with_submitter(Some(button)),
                None => form.request_submit(),
            };
            if sent.is_err() {
                let _ = form.submit();
            }
        });
    }

    fn hold(self) {
        self.note();
        self.is_waiting_for_network.set_value(true);
        self.tell(|words| &words.kept_here, &dom::clock(), "offline");
        self.warn(&self.words.with_value(|words| words.offline_submit.clone()));
        self.message.with_value(|message| self.words.with_value(|words| outbox::offer(message, words)));
    }

    /// Puts back what this device kept and the server never got. A field that was typed into before we woke stays.
    fn restore(self, saved: &Draft) {
        let key = self.key.get_value();
        let (Some(now), Some(form)) = (self.typed(), self.form.get_value()) else { return };
        if sight::shows_both(&form) {
            // The version that was typed here is stored nowhere else yet.
            self.keep_here(now);
            return;
        }
        let saved = copy::as_sent(&form, saved.clone());
        let page = sight::of(&form);
        let (wanted, seen) = match DeviceCopy::of(&key) {
            Some(kept) => copy::merge(&saved, &kept, &now, &page),
            None => (now.clone(), page),
        };
        if wanted != now {
            copy::write(&form, &wanted);
            self.warn(&self.words.with_value(|words| words.restored.clone()));
        }
        if wanted == saved {
            DeviceCopy::forget(&key);
        } else {
            sight::set(&form, &seen);
            self.note();
        }
    }

    /// Files cannot be kept on the device, so what the server would refuse is said at once.
    fn check_pictures(self, input: &Element) {
        let files = dom::property(input, "files");
        let count = dom::property(&files, "length").as_f64().unwrap_or_default() as u32;
        for index in 0..count {
            let file = dom::property(&files, &index.to_string());
            if dom::property(&file, "size").as_f64().unwrap_or_default() > PICTURE_BYTES {
                let name = dom::property(&file, "name").as_string().unwrap_or_default();
                self.warn(&self.words.with_value(|words| words.picture_too_large.replace("{name}", &name)));
                dom::set_value(input, "");
                return;
            }
        }
    }
}

#[island(lazy)]
pub fn DraftKeeper(
    saved: Listed,
    words: KeeperWords,
    hint_words: HintWords,
    fields: Vec<FieldWords>,
    children: Children,
) -> impl IntoView {
    let wake = move |part: Part| {
        let form = part.find("form").and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
        let (Some(form), Some(message)) = (form, dom::append(&part.root, "div", "keeper__message")) else { return };
        let _ = message.set_attribute("role", "alert");
        let hints = Rc::new(RefCell::new(Hints::of(&form, hint_words, fields)));
        let keeper = Keeper {
            key: StoredValue::new(words.key.clone()),
            words: StoredValue::new(words),
            form: StoredValue::new_local(Some(form)),
            part: StoredValue::new_local(part.clone()),
            message: StoredValue::new_local(message),
            timer: StoredValue::new(None),
            is_sending: StoredValue::new(false),
            is_dirty: StoredValue::new(false),
            is_waiting_for_network: StoredValue::new(false),
            has_versions: StoredValue::new(false),
            is_cleared: StoredValue::new(false),
        };
        keeper.restore(&saved.0);
        dom::on(&window(), "online", move |_| keeper.save_after(Duration::ZERO));
        let listening = hints.clone();
        dom::on(&part.root, "input", move |event| {
            let Some(input) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
            if input.get_attribute("type").as_deref() == Some("file") {
                keeper.check_pictures(&input);
                return;
            }
            keeper.note();
            if let Some(Typed { draft, .. }) = keeper.typed() {
                listening.borrow_mut().typed(&input, &draft);
            }
        });
        dom::on(&part.root, "focusout", move |event| {
            let Some(input) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
            if let Some(Typed { draft, .. }) = keeper.typed() {
                hints.borrow_mut().left(&input, &draft);
            }
        });
        dom::on(&part.root, "submit", move |event| {
            if let Some(event) = event.dyn_ref() {
                keeper.submit(event);
            }
        });
    };
    shell("keeper", children, Box::new(wake))
}
