//! How the second factor looks in each of its steps.

use domain::receipts::ReceiptCode;
use leptos::prelude::*;
use store::{second_factor::SecondFactor, sessions::SignedIn};

use super::{
    super::{
        code::{Factors, Unproved},
        line::{Line, Onward},
    },
    ADDRESS,
};
use crate::{
    LocalPath, Site, Visit,
    locales::fill,
    one_time_codes::Shared,
    random_id,
    ui::{Breadcrumb, Head, Icon, Notice, NoticeKind, Qr, Shell},
};

/// An app that is being set up: the salt of its key, and what was typed already.
pub struct Begun {
    pub salt: String,
    pub code: String,
}

impl Begun {
    pub fn fresh() -> Self {
        Self { salt: random_id(), code: String::new() }
    }
}

/// Where the person stands.
pub enum Step {
    /// Nothing is set up: what the app has to be told.
    SetUp {
        begun: Begun,
        address: String,
        key: String,
    },
    /// There is one, and it was not shown in this session.
    Show(SecondFactor),
    Done(SecondFactor),
}

impl Step {
    pub fn now(site: &Site, who: &SignedIn, factor: SecondFactor, begun: Begun) -> Self {
        if factor.is_asked_for() && who.second_factor_at.is_none() {
            Self::Show(factor)
        } else if factor.is_set_up() {
            Self::Done(factor)
        } else {
            Self::set_up(site, who, begun)
        }
    }

    pub fn set_up(site: &Site, who: &SignedIn, begun: Begun) -> Self {
        let shared = Shared::of(site, who.account, &who.email, &begun.salt);
        Self::SetUp { begun, address: shared.address(), key: shared.in_words() }
    }
}

#[component]
pub fn FactorPage(
    site: Site,
    visit: Visit,
    step: Step,
    onward: Option<LocalPath>,
    problem: Option<Unproved>,
) -> impl IntoView {
    let words = &visit.words().second_factor;
    let account = visit.words().accounts.account_title;
    let head = Head { class: "page-account", is_private: true, ..Head::titled(words.title, words.lead) };
    let is_staff = visit.who.as_ref().is_some_and(|who| who.is_staff());
    let body = match step {
        Step::SetUp { begun, address, key } => {
            let problem = problem.map(|problem| problem.in_words(&visit));
            let has_passkeys = site.passkeys.is_some();
            view! {
                {has_passkeys.then(|| view! {
                    <p>{visit.words().passkeys.or_passkey}" "<a href=visit.href("/konto/passkeys")>{visit.words().passkeys.title}</a></p>
                })}
                <SetUp visit=visit.clone() begun=begun address=address key=key onward=onward problem=problem/>
            }
            .into_any()
        }
        Step::Show(factor) => view! {
            <Factors visit=visit.clone() factor=factor has_passkeys=site.passkeys.is_some() action=ADDRESS
                question="/konto/passkeys/nachweis" onward=onward problem=problem/>
        }
        .into_any(),
        Step::Done(factor) => view! { <Done visit=visit.clone() factor=factor is_staff=is_staff/> }.into_any(),
    };
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![("/konto".into(), account.into())]/>
                <h1>{words.title}</h1>
                <p class="lead">{words.lead}</p>
                {is_staff.then(|| view! { <p>{words.for_staff}</p> })}
                {body}
            </div>
        </Shell>
    }
    .into_any()
}

#[component]
fn SetUp(
    visit: Visit,
    begun: Begun,
    address: String,
    key: String,
    onward: Option<LocalPath>,
    problem: Option<String>,
) -> impl IntoView {
    let words = &visit.words().second_factor;
    view! {
        <form class="form" method="post" action=visit.href(ADDRESS)>
            <Onward path=onward/>
            <input type="hidden" name="schluessel" value=begun.salt/>
            <section class="form__section">
                <h2>{words.app_title}</h2>
                <p>{words.app_text}</p>
            </section>
            <section class="form__section">
                <h2>{words.scan_title}</h2>
                <Qr address=address label=words.qr/>
                <p>{words.key}<br/><code class="secret-key">{key}</code></p>
            </section>
            <section class="form__section">
                <h2>{words.confirm_title}</h2>
                <Line visit=visit.clone() id="code" label=words.code hint=words.code_hint value=begun.code problem=problem
                    autocomplete="one-time-code" inputmode=Some("numeric")/>
                <div class="form__actions">
                    <button class="button button--primary" type="submit" name="aktion" value="einrichten">
                        <Icon name="check"/>{words.set_up}
                    </button>
                </div>
            </section>
        </form>
    }
    .into_any()
}

#[component]
fn Done(visit: Visit, factor: SecondFactor, is_staff: bool) -> impl IntoView {
    let words = &visit.words().second_factor;
    let left = fill(words.codes_left, &[("n", &factor.recovery_codes.to_string())]);
    let remove = if is_staff {
        view! { <p>{words.staff_keep_it}</p> }.into_any()
    } else {
        view! {
            <button class="button button--secondary" type="submit" name="aktion" value="entfernen">{words.remove}</button>
        }
        .into_any()
    };
    view! {
        <Notice kind=NoticeKind::Success><p>{words.is_on}</p></Notice>
        <p>{left}</p>
        <form class="form__actions" method="post" action=visit.href(ADDRESS)>
            <button class="button button--secondary" type="submit" name="aktion" value="codes">{words.new_codes}</button>
            {remove}
        </form>
    }
    .into_any()
}

/// Shown once.
#[component]
pub fn CodesPage(site: Site, visit: Visit, codes: Vec<ReceiptCode>, onward: Option<LocalPath>) -> impl IntoView {
    let words = &visit.words().second_factor;
    let head = Head { class: "page-account", is_private: true, ..Head::titled(words.recovery_title, "") };
    let onward = onward.map_or_else(|| visit.href("/konto"), |path| path.as_str().to_owned());
    let codes = codes.into_iter().map(|code| view! { <li><code>{code.to_string()}</code></li> }).collect_view();
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![(ADDRESS.into(), words.title.into())]/>
                <h1>{words.recovery_title}</h1>
                <Notice kind=NoticeKind::Success><p>{words.is_on}</p></Notice>
                <p class="lead">{words.recovery_lead}</p>
                <ul class="prose">{codes}</ul>
                <p><a class="button button--primary" href=onward><Icon name="arrow-right"/>{words.onward}</a></p>
            </div>
        </Shell>
    }
    .into_any()
}
