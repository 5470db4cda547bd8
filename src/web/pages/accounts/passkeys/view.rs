//! How `/konto/passkeys` looks.

use leptos::prelude::*;
use store::passkeys::Listed;

use super::{
    super::{
        line::{Line, Onward},
        passkey_form::PasskeyForm,
    },
    ADDRESS,
};
use crate::{
    LocalPath, Site, Visit, dates,
    locales::fill,
    ui::{Breadcrumb, Head, Notice, NoticeKind, Shell},
};

pub struct Shown {
    pub passkeys: Vec<Listed>,
    /// Besides an app the last passkey may go.
    pub has_app: bool,
    /// How many codes on paper are left, where a second factor is asked for.
    pub recovery_codes: Option<u64>,
    pub name: String,
    pub problem: Option<String>,
}

#[component]
pub fn PasskeysPage(site: Site, visit: Visit, shown: Shown) -> impl IntoView {
    let (all, words) = (visit.words(), &visit.words().passkeys);
    let head = Head { class: "page-account", is_private: true, ..Head::titled(words.title, words.lead) };
    let Shown { passkeys, has_app, recovery_codes, name, problem } = shown;
    let is_staff = visit.who.as_ref().is_some_and(|who| who.is_staff());
    let must_stay = is_staff && !has_app && passkeys.len() == 1;
    let done = [("neu", words.saved), ("entfernt", words.removed)]
        .into_iter()
        .filter(|(name, _)| problem.is_none() && visit.first(name).is_some())
        .map(|(_, text)| view! { <Notice kind=NoticeKind::Success><p>{text}</p></Notice> })
        .collect_view();
    let none = passkeys.is_empty().then(|| view! { <p>{words.none}</p> });
    let items = passkeys.into_iter().map(|passkey| one(&visit, passkey, must_stay)).collect_view();
    // With an app they belong to its page.
    let here = LocalPath::parse(&visit.href(ADDRESS));
    let paper = recovery_codes.filter(|_| !has_app).map(|left| {
        let words = &all.second_factor;
        view! {
            <section class="account__section">
                <h2>{words.recovery_title}</h2>
                <p>{words.recovery_why}" "{fill(words.codes_left, &[("n", &left.to_string())])}</p>
                <form class="form__actions" method="post" action=visit.href("/konto/zweiter-faktor")>
                    <Onward path=here.clone()/>
                    <button class="button button--secondary" type="submit" name="aktion" value="codes">{words.new_codes}</button>
                </form>
            </section>
        }
    });
    let named = visit.clone();
    let add = if site.passkeys.is_some() {
        view! {
            <PasskeyForm visit=visit.clone() does="create" action=ADDRESS question="/konto/passkeys/aufgabe"
                label=words.add failed=words.add_failed problem=problem>
                <Line visit=named.clone() id="name" label=words.name hint=words.name_hint value=name optional=true/>
            </PasskeyForm>
        }
        .into_any()
    } else {
        view! { <p>{words.not_here}</p> }.into_any()
    };
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow account">
                <Breadcrumb visit=visit.clone() steps=vec![("/konto".into(), all.accounts.account_title.into())]/>
                <h1>{words.title}</h1>
                <p class="lead">{words.lead}</p>
                {is_staff.then(|| view! { <p>{words.is_factor}</p> })}
                {done}
                <section class="account__section">
                    <h2>{words.mine}</h2>
                    {none}
                    <ul class="account__list">{items}</ul>
                    {must_stay.then(|| view! { <p>{words.last_of_staff}</p> })}
                </section>
                <section class="account__section">
                    <h2>{words.add_title}</h2>
                    {add}
                </section>
                {paper}
            </div>
        </Shell>
    }
    .into_any()
}

fn one(visit: &Visit, passkey: Listed, must_stay: bool) -> impl IntoView + use<> {
    let words = &visit.words().passkeys;
    let at = |sentence: &str, moment| fill(sentence, &[("at", &dates::date(visit.language, moment))]);
    let used = passkey.used_at.map_or_else(|| words.never_used.to_owned(), |moment| at(words.used, moment));
    let about = format!("{}, {used}", at(words.added, passkey.created_at));
    let name = if passkey.name.is_empty() { visit.words().my_account.unknown_device.to_owned() } else { passkey.name };
    let label = fill(words.remove_this, &[("name", &name)]);
    let remove = (!must_stay).then(|| {
        view! {
            <form method="post" action=visit.href(&format!("{ADDRESS}/{}", passkey.id))>
                <button class="button button--secondary" type="submit" aria-label=label>{words.remove}</button>
            </form>
        }
    });
    view! { <li>{name}" "<span class="account__about">{about}</span>{remove}</li> }
}
