//! `/konto/daten` to read, `/konto/daten.json` for programs: everything that is stored with an account.

use std::collections::BTreeMap;

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{
    Moment,
    news::Delivery,
    surveys::{Question, QuestionKind, Reply},
};
use leptos::prelude::*;
use serde_json::{Value, json};
use store::{
    accounts::{self, Account},
    contributions::{self, Contributions, Visibility},
    drafts, identities, passkeys, people, roles,
    sessions::{self, Listed},
    surveys,
};

use super::{
    home::{Following, state},
    private,
};
use crate::{
    AppError, Site, Visit, dates, render,
    ui::{Breadcrumb, Head, Shell},
};

struct MyData {
    account: Account,
    contributions: Contributions,
    drafts: Vec<(String, drafts::StoredDraft)>,
    sessions: Vec<Listed>,
    passkeys: Vec<passkeys::Listed>,
    identities: Vec<identities::Listed>,
    following: Following,
    roles: Vec<domain::policy::Grant>,
    /// The questions of the surveys that were answered.
    questions: BTreeMap<String, Vec<Question>>,
    /// All rows, as they are stored.
    kept: BTreeMap<&'static str, Vec<people::Row>>,
}

async fn collect(site: &Site, visit: &Visit) -> Result<MyData, AppError> {
    let who = visit.signed_in()?;
    let store = &site.store;
    let mut begun = Vec::new();
    for (key, _, _) in drafts::of_person(store, &who.person).await? {
        if let Some(draft) = drafts::load(store, &key).await? {
            begun.push((key, draft));
        }
    }
    let contributions = contributions::of_person(store, &who.person).await?;
    let mut questions = BTreeMap::new();
    for reply in &contributions.replies {
        if let Some(survey) = surveys::by_slug(store, &reply.survey_slug).await? {
            questions.insert(reply.survey_slug.clone(), survey.questions);
        }
    }
    Ok(MyData {
        account: accounts::find(store, who.account).await?.ok_or(AppError::NotFound)?,
        contributions,
        following: Following::of(site, visit, &who.person).await?,
        roles: roles::of_account(store, who.account).await?,
        questions,
        kept: people::kept(store, who.account).await?,
        drafts: begun,
        sessions: sessions::list(store, who.account, site.now()).await?,
        passkeys: passkeys::list(store, who.account).await?,
        identities: identities::list(store, who.account).await?,
    })
}

pub async fn file(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let data = as_json(&collect(&site, &visit).await?);
    let body = serde_json::to_string_pretty(&data).map_err(|_| AppError::Internal)?;
    let mut response = private(body.into_response());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let name = HeaderValue::from_static("attachment; filename=\"wegmarken-konto.json\"");
    headers.insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}

fn at(moment: Moment) -> String {
    dates::machine(moment)
}

fn code(state: Option<Visibility>) -> &'static str {
    state.map_or("unknown", Visibility::code)
}

fn as_json(data: &MyData) -> Value {
    let MyData { account, contributions, drafts, sessions, passkeys, identities, following, kept, .. } = data;
    let Contributions { proposals, comments, marks, replies, supports } = contributions;
    json!({
        "account": {
            "email": account.email.as_str(),
            "name": account.name,
            "language": account.language.code(),
            "level": account.level.code(),
            "created_at": at(account.created_at),
            "has_password": account.has_password,
            "second_factor_since": account.totp_since.map(at),
        },
        "sessions": sessions.iter().map(|session| json!({
            "device": session.device,
            "created_at": at(session.created_at),
            "seen_at": at(session.seen_at),
        })).collect::<Vec<_>>(),
        "passkeys": passkeys.iter().map(|passkey| json!({
            "name": passkey.name,
            "created_at": at(passkey.created_at),
            "used_at": passkey.used_at.map(at),
        })).collect::<Vec<_>>(),
        "other_sign_ins": identities.iter().map(|one| json!({
            "issuer": one.named.issuer,
            "subject": one.named.subject,
            "created_at": at(one.created_at),
        })).collect::<Vec<_>>(),
        "proposals": proposals.iter().map(|own| json!({
            "id": own.id,
            "title": own.title,
            "text": own.text,
            "author": own.author,
            "email": own.email,
            "place": own.place.map(|(lon, lat)| json!({ "lon": lon, "lat": lat })),
            "status": own.status.code(),
            "submitted_at": at(own.at),
            "receipt": own.code.as_ref().map(ToString::to_string),
        })).collect::<Vec<_>>(),
        "comments": comments.iter().map(|own| json!({
            "proposal": own.proposal,
            "text": own.text,
            "author": own.author,
            "state": code(own.state),
            "at": at(own.at),
            "receipt": own.code.as_ref().map(ToString::to_string),
        })).collect::<Vec<_>>(),
        "place_marks": marks.iter().map(|own| json!({
            "call": own.call_slug,
            "text": own.text,
            "place": own.place.map(|(lon, lat)| json!({ "lon": lon, "lat": lat })),
            "state": code(own.state),
            "at": at(own.at),
            "receipt": own.code.as_ref().map(ToString::to_string),
        })).collect::<Vec<_>>(),
        "survey_replies": replies.iter().map(|own| json!({
            "survey": own.survey_slug,
            "replies": serde_json::from_str::<Value>(&own.replies).unwrap_or_default(),
            "at": at(own.at),
        })).collect::<Vec<_>>(),
        "supports": supports.iter().map(|own| json!({
            "proposal": own.proposal,
            "title": own.title,
            "at": at(own.at),
        })).collect::<Vec<_>>(),
        "drafts": drafts.iter().map(|(key, stored)| json!({
            "key": key,
            "fields": stored.draft,
            "updated_at": at(stored.updated_at),
        })).collect::<Vec<_>>(),
        "news_to": following.email,
        "followed": following.topics.iter().map(|(what, delivery)| json!({
            "what": what,
            "delivery": delivery.code(),
        })).collect::<Vec<_>>(),
        // Everything once more as it is stored, so that nothing is left out; times in milliseconds since 1970.
        "stored": kept,
    })
}

pub async fn page(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let data = collect(&site, &visit).await?;
    Ok(private(render::page(|| view! { <DataPage site=site visit=visit data=data/> })))
}

/// A thing with a title and what is known of it.
type Thing = (String, Vec<(&'static str, String)>);

#[component]
fn DataPage(site: Site, visit: Visit, data: MyData) -> impl IntoView {
    let (words, mine) = (&visit.words().accounts, &visit.words().my_account);
    let head = Head { class: "page-account", is_private: true, ..Head::titled(mine.my_data, mine.my_data_lead) };
    let account = data.account.clone();
    let level = mine.levels.get(account.level as usize).copied().unwrap_or_default();
    let about = vec![
        (words.email, account.email.to_string()),
        (mine.name, account.name.unwrap_or_else(|| "–".into())),
        (mine.level, level.to_owned()),
        (mine.registered, dates::date(visit.language, account.created_at)),
    ];
    let groups = groups(&visit, data)
        .into_iter()
        .filter(|(_, things)| !things.is_empty())
        .map(|(title, things)| view! { <section class="account__section"><h2>{title}</h2>{things.into_iter().map(thing).collect_view()}</section> })
        .collect_view();
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow account">
                <Breadcrumb visit=visit.clone() steps=vec![("/konto".into(), words.account_title.into())]/>
                <h1>{mine.my_data}</h1>
                <p class="lead">{mine.my_data_lead}</p>
                <p><a href="/konto/daten.json" download="wegmarken-konto.json">{mine.my_data_json}</a></p>
                {facts(about)}
                {groups}
            </div>
        </Shell>
    }
    .into_any()
}

fn thing((title, about): Thing) -> AnyView {
    view! { <h3>{title}</h3>{facts(about)} }.into_any()
}

fn facts(about: Vec<(&'static str, String)>) -> AnyView {
    let rows =
        about.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view();
    view! { <dl class="facts">{rows}</dl> }.into_any()
}

/// Questions with what was answered.
fn replied(questions: &[Question], stored: &str) -> String {
    let replies: Vec<Option<Reply>> = serde_json::from_str(stored).unwrap_or_default();
    let lines = questions.iter().zip(replies).filter_map(|(question, reply)| {
        let said = match (reply?, &question.kind) {
            (Reply::Choices(chosen), QuestionKind::One { options } | QuestionKind::Many { options }) => {
                chosen.into_iter().filter_map(|n| options.get(n).cloned()).collect::<Vec<_>>().join(", ")
            }
            (Reply::Choices(_), _) => return None,
            (Reply::Scale(step), _) => step.to_string(),
            (Reply::Text(text), _) => text,
        };
        Some(format!("{} {said}", question.text))
    });
    lines.collect::<Vec<_>>().join(" · ")
}

fn groups(visit: &Visit, data: MyData) -> Vec<(&'static str, Vec<Thing>)> {
    let (words, mine) = (visit.words(), &visit.words().my_account);
    let day = |moment: Moment| dates::date(visit.language, moment);
    let place = |(lon, lat): (f64, f64)| format!("{lat:.5}, {lon:.5}");
    let Contributions { proposals, comments, marks, replies, supports } = data.contributions;
    let proposals = proposals.into_iter().map(|own| {
        let mut about = vec![
            (mine.text, own.text),
            (mine.status, words.names.status(own.status).to_owned()),
            (mine.date, day(own.at)),
        ];
        about.extend(own.author.map(|name| (mine.name, name)));
        about.extend(own.email.map(|email| (words.accounts.email, email)));
        about.extend(own.place.map(|at| (mine.place, place(at))));
        (own.title, about)
    });
    let comments = comments.into_iter().map(|own| {
        let mut about =
            vec![(mine.text, own.text), (mine.status, state(visit, own.state).to_owned()), (mine.date, day(own.at))];
        about.extend(own.author.map(|name| (mine.name, name)));
        (own.proposal_title, about)
    });
    let marks = marks.into_iter().map(|own| {
        let state = state(visit, own.state).to_owned();
        let mut about = vec![(mine.text, own.text), (mine.status, state), (mine.date, day(own.at))];
        about.extend(own.place.map(|at| (mine.place, place(at))));
        (own.call_title, about)
    });
    let questions = &data.questions;
    let replies = replies.into_iter().map(|own| {
        let said = replied(questions.get(&own.survey_slug).map_or(&[], Vec::as_slice), &own.replies);
        (own.survey_title, vec![(mine.text, said), (mine.date, day(own.at))])
    });
    let told = |delivery: Delivery| words.news.delivery_name(delivery).to_owned();
    let followed =
        data.following.topics.into_iter().map(|(what, delivery)| (what, vec![(words.news.delivery, told(delivery))]));
    let letters = data.following.email.into_iter().map(|email| (email, Vec::new()));
    let roles = data.roles.into_iter().map(|grant| (words.permissions.role(grant.role).to_owned(), Vec::new()));
    let supports = supports.into_iter().map(|own| (own.title, vec![(mine.date, day(own.at))]));
    let drafts = data.drafts.into_iter().map(|(_, stored)| {
        let draft = stored.draft;
        (draft.title, vec![(mine.text, draft.text), (mine.date, day(stored.updated_at))])
    });
    let sessions = data.sessions.into_iter().map(|session| (session.device, vec![(mine.date, day(session.seen_at))]));
    let passkeys = data.passkeys.into_iter().map(|passkey| {
        let mut about = vec![(mine.date, day(passkey.created_at))];
        about.extend(passkey.used_at.map(|at| (words.passkeys.used_at, day(at))));
        (passkey.name, about)
    });
    let identities = data.identities.into_iter().map(|one| {
        (one.named.issuer, vec![(words.services.subject, one.named.subject), (mine.date, day(one.created_at))])
    });
    vec![
        (mine.proposals, proposals.collect()),
        (mine.comments, comments.collect()),
        (mine.marks, marks.collect()),
        (mine.replies, replies.collect()),
        (mine.supports, supports.collect()),
        (mine.drafts, drafts.collect()),
        (mine.followed, followed.collect()),
        (mine.letters, letters.collect()),
        (mine.roles, roles.collect()),
        (mine.sessions, sessions.collect()),
        (words.passkeys.title, passkeys.collect()),
        (words.services.other, identities.collect()),
    ]
}
