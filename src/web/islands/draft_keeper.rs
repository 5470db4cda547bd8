//! Keeps what is typed: on this device at once, on the server a second later. The form inside works without it.

mod copy;
mod hints;

use copy::DeviceCopy;
use domain::proposals::Draft;
use hints::Hints;
use leptos::{
    ev::SubmitEvent,
    html::Div,
    leptos_dom::helpers::{TimeoutHandle, set_timeout, set_timeout_with_handle},
    prelude::*,
    server_fn::codec::Json,
    task::spawn_local,
    web_sys::{Element, HtmlElement, HtmlFormElement},
};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use wasm_bindgen::JsCast;

use super::dom;

/// After the last key, so that a person who writes is not followed by a request for each letter.
const PAUSE: Duration = Duration::from_secs(1);

/// How long an answer may take before we say that there is no network, and before we try again.
const PATIENCE: Duration = Duration::from_secs(8);
const AGAIN: Duration = Duration::from_secs(15);

/// Largest picture, as the server has it.
const PICTURE_BYTES: f64 = (domain::proposals::limits::PICTURE_MEGABYTES * 1024 * 1024) as f64;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeeperWords {
    pub saving: String,
    pub saved_at: String,
    pub kept_here: String,
    pub restored: String,
    pub offline_submit: String,
    pub online_again: String,
    pub refused: String,
    pub picture_too_large: String,
    pub hints: hints::HintWords,
}

#[cfg(feature = "ssr")]
impl KeeperWords {
    pub fn of(visit: &crate::Visit) -> Self {
        let words = &visit.words().keeping;
        Self {
            saving: words.saving.into(),
            saved_at: words.saved_at.into(),
            kept_here: words.kept_here.into(),
            restored: words.restored.into(),
            offline_submit: words.offline_submit.into(),
            online_again: words.online_again.into(),
            refused: words.refused.into(),
            picture_too_large: words.picture_too_large.into(),
            hints: hints::HintWords::of(visit),
        }
    }
}

/// Keeps the fields of a draft and says when: `14:03`.
#[server(endpoint = "fn/draft", input = Json)]
pub async fn save_draft(key: String, draft: Draft) -> Result<String, ServerFnError> {
    use crate::islands::server::{context, refused};
    let (site, _) = context()?;
    let now = site.now();
    store::drafts::save(&site.store, &key, &draft, domain::proposals::DraftStep::Write, now)
        .await
        .map_err(|error| refused(&error.into()))?;
    Ok(crate::dates::time(now))
}

#[derive(Clone, Debug, PartialEq)]
enum State {
    Quiet,
    Saving,
    Saved(String),
    KeptHere(String),
}

/// What is under way; everything is `Copy`, so that closures share it.
#[derive(Clone, Copy)]
struct Keeper {
    key: StoredValue<String>,
    words: StoredValue<KeeperWords>,
    form: StoredValue<Option<HtmlFormElement>, LocalStorage>,
    state: RwSignal<State>,
    /// A sentence that must not be missed.
    message: RwSignal<String>,
    timer: StoredValue<Option<TimeoutHandle>>,
    is_sending: StoredValue<bool>,
    /// Typed since the last request began.
    is_dirty: StoredValue<bool>,
    is_waiting_for_network: StoredValue<bool>,
    /// The submission goes on without being asked again.
    is_cleared: StoredValue<bool>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Kept,
    NoNetwork,
    Refused,
}

impl Keeper {
    fn fields(self) -> Option<Draft> {
        self.form.with_value(|form| form.as_ref().map(copy::read))
    }

    /// Something was typed.
    fn note(self) {
        let Some(draft) = self.fields() else { return };
        DeviceCopy::keep(&self.key.get_value(), &draft);
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
        let Some(draft) = self.fields() else { return Outcome::Refused };
        self.is_sending.set_value(true);
        self.is_dirty.set_value(false);
        self.state.set(State::Saving);
        let answer = save_draft(self.key.get_value(), draft).await;
        self.is_sending.set_value(false);
        match answer {
            Ok(time) => {
                if !self.is_dirty.get_value() {
                    DeviceCopy::forget(&self.key.get_value());
                }
                self.state.set(State::Saved(time));
                if self.is_waiting_for_network.get_value() {
                    self.is_waiting_for_network.set_value(false);
                    self.message.set(self.words.with_value(|words| words.online_again.clone()));
                }
                Outcome::Kept
            }
            Err(error) => {
                self.state.set(State::KeptHere(dom::clock()));
                self.is_dirty.set_value(true);
                // A code of our own means that the server answered; everything else is the way to it.
                let was_answered = matches!(&error, ServerFnError::ServerError(code) if !code.starts_with('5'));
                if was_answered {
                    self.message.set(self.words.with_value(|words| words.refused.clone()));
                    Outcome::Refused
                } else {
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
        event.prevent_default();
        let button: Option<HtmlElement> = event.submitter().and_then(|button| button.dyn_into().ok());
        if !window().navigator().on_line() {
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
                wait(Duration::from_millis(100)).await;
            }
            let outcome = self.save().await;
            if is_answered.get_value() {
                return;
            }
            is_answered.set_value(true);
            match outcome {
                Outcome::NoNetwork => self.hold(),
                // A refused draft (already submitted, say) is for the server's own page to explain.
                Outcome::Kept | Outcome::Refused => self.go(button.get_value().as_ref()),
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
        self.state.set(State::KeptHere(dom::clock()));
        self.message.set(self.words.with_value(|words| words.offline_submit.clone()));
    }

    /// Puts back what this device kept and the server never got. A field that was typed into before we woke stays.
    fn restore(self, saved: &Draft) {
        let key = self.key.get_value();
        let Some(now) = self.fields() else { return };
        let kept = DeviceCopy::of(&key).unwrap_or_else(|| now.clone());
        let wanted = copy::merge(saved, &kept, &now);
        if wanted != now {
            self.form.with_value(|form| form.iter().for_each(|form| copy::write(form, &wanted)));
            self.message.set(self.words.with_value(|words| words.restored.clone()));
        }
        if wanted == *saved {
            DeviceCopy::forget(&key);
        } else {
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
                self.message.set(self.words.with_value(|words| words.picture_too_large.replace("{name}", &name)));
                dom::set_value(input, "");
                return;
            }
        }
    }
}

async fn wait(time: Duration) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let millis = i32::try_from(time.as_millis()).unwrap_or(i32::MAX);
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis);
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

#[island]
pub fn DraftKeeper(key: String, saved: Draft, words: KeeperWords, children: Children) -> impl IntoView {
    let root = NodeRef::<Div>::new();
    let keeper = Keeper {
        key: StoredValue::new(key),
        words: StoredValue::new(words),
        form: StoredValue::new_local(None),
        state: RwSignal::new(State::Quiet),
        message: RwSignal::new(String::new()),
        timer: StoredValue::new(None),
        is_sending: StoredValue::new(false),
        is_dirty: StoredValue::new(false),
        is_waiting_for_network: StoredValue::new(false),
        is_cleared: StoredValue::new(false),
    };
    let hints = StoredValue::new_local(None::<Hints>);
    Effect::new(move |_| {
        let Some(root) = root.get() else { return };
        let Some(form) = dom::find(&root, "form").and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) else { return };
        hints.set_value(Some(Hints::of(&form, keeper.words.with_value(|words| words.hints.clone()))));
        keeper.form.set_value(Some(form));
        keeper.restore(&saved);
        dom::on(&window(), "online", move |_| keeper.save_after(Duration::ZERO));
    });
    let on_input = move |event: leptos::ev::Event| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        if input.get_attribute("type").as_deref() == Some("file") {
            keeper.check_pictures(&input);
            return;
        }
        keeper.note();
        if let Some(draft) = keeper.fields() {
            hints.update_value(|hints| hints.iter_mut().for_each(|hints| hints.typed(&input, &draft)));
        }
    };
    let on_leave = move |event: leptos::ev::FocusEvent| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        if let Some(draft) = keeper.fields() {
            hints.update_value(|hints| hints.iter_mut().for_each(|hints| hints.left(&input, &draft)));
        }
    };
    let text = move || {
        keeper.words.with_value(|words| match keeper.state.get() {
            State::Quiet => String::new(),
            State::Saving => words.saving.clone(),
            State::Saved(time) => words.saved_at.replace("{time}", &time),
            State::KeptHere(time) => words.kept_here.replace("{time}", &time),
        })
    };
    let class = move || match keeper.state.get() {
        State::Quiet => "keeper__state",
        State::Saving => "keeper__state keeper__state--saving",
        State::Saved(_) => "keeper__state keeper__state--saved",
        State::KeptHere(_) => "keeper__state keeper__state--offline",
    };
    view! {
        <div class="keeper" node_ref=root on:input=on_input on:focusout=on_leave on:submit=move |event| keeper.submit(&event)>
            {children()}
            <div class="keeper__message" role="alert">
                {move || Some(keeper.message.get()).filter(|text| !text.is_empty()).map(|text| view! {
                    <div class="notice notice--warning"><div class="notice__text"><p>{text}</p></div></div>
                })}
            </div>
            <p class=class role="status">{text}</p>
        </div>
    }
}
