//! What the receipt of a proposal shows.

use domain::{history::Happening, policy::Refusal, proposals::Status};
use leptos::prelude::*;
use store::appeals::Standing;

use super::{Owned, card::CodeCard};
use crate::{
    Site, Visit,
    locales::fill,
    pages::{
        proposal::Timeline,
        reports::{AppealSection, Decisions},
    },
    ui::{Breadcrumb, GoalTags, Head, Icon, Notice, NoticeKind, Prose, Shell, StatusTag, ThemeTag},
};

#[component]
pub fn ProposalPage(site: Site, visit: Visit, owned: Owned, standing: Option<Standing>) -> impl IntoView {
    let words = &visit.words().receipt;
    let is_new = visit.first("neu").is_some();
    let was_corrected = visit.first("geaendert").is_some();
    let was_redacted = visit.first("entfernt").is_some();
    let redacted = visit.words().personal.later_done;
    let detail = owned.receipt.detail.clone();
    let title = if is_new { words.thanks_title } else { words.title };
    let head = Head { class: "page-receipt", is_private: true, ..Head::titled(title, detail.card.title.clone()) };
    let thanks = if owned.receipt.is_public { words.thanks_public } else { words.thanks_waiting };
    view! {
        <Shell site=site.clone() visit=visit.clone() head=head>
            <div class="container container--narrow receipt">
                <Breadcrumb visit=visit.clone() steps=vec![("/beleg".to_owned(), words.find_title.to_owned())]/>
                {if is_new {
                    view! {
                        <div class="receipt__thanks" role="status">
                            <img class="receipt__picture" src="/illustrations/thanks.svg" alt="" width="240" height="160"/>
                            <div>
                                <h1>{words.thanks_title}</h1>
                                <p class="lead">{thanks}</p>
                            </div>
                        </div>
                    }
                    .into_any()
                } else {
                    view! { <h1>{words.title}</h1> }.into_any()
                }}
                {was_corrected.then(|| view! { <Notice kind=NoticeKind::Success><p>{words.corrected}</p></Notice> })}
                {was_redacted.then(|| view! { <Notice kind=NoticeKind::Success><p>{redacted}</p></Notice> })}
                <CodeCard site=site visit=visit.clone() code=owned.code.clone() hint=words.keep_hint/>
                {is_new.then(|| view! { <Next visit=visit.clone() is_public=owned.receipt.is_public/> })}
                <State visit=visit.clone() owned=owned.clone()/>
                <Parts visit=visit.clone() owned=owned.clone()/>
                <Decisions visit=visit.clone() decisions=owned.receipt.decisions.clone()
                    correct=owned.may_correct.is_ok().then(|| format!("{}/aendern", owned.code.path()))/>
                <AppealSection visit=visit.clone() code=owned.code.clone() standing=standing/>
                <Timeline visit=visit.clone() detail=detail/>
                <Actions visit=visit.clone() owned=owned.clone()/>
                <Words visit=visit.clone() owned=owned/>
                <p><a href=visit.href("/beleg")>{words.another}</a></p>
            </div>
        </Shell>
    }
    .into_any()
}

#[component]
fn Next(visit: Visit, is_public: bool) -> impl IntoView {
    let words = &visit.words().receipt;
    let steps = if is_public { words.next_public } else { words.next_waiting };
    view! {
        <section aria-labelledby="weiter">
            <h2 id="weiter">{words.next_title}</h2>
            <ol class="receipt__next">{steps.into_iter().map(|step| view! { <li>{step}</li> }).collect_view()}</ol>
        </section>
    }
    .into_any()
}

#[component]
fn State(visit: Visit, owned: Owned) -> impl IntoView {
    let (all, words) = (visit.words(), &visit.words().receipt);
    let detail = &owned.receipt.detail;
    let status = detail.card.status;
    // Those that were refused before decisions had a line of their own tell it on their timeline.
    let refusal = detail
        .timeline
        .iter()
        .rev()
        .find_map(|entry| match &entry.happening {
            Happening::StatusChanged { to: Status::Rejected, reasons, .. } => reasons.clone(),
            _ => None,
        })
        .filter(|_| status == Status::Rejected && !owned.receipt.is_public && owned.receipt.decisions.is_empty());
    let refused = refusal.map(|reason| {
        view! { <Notice kind=NoticeKind::Warning><p>{words.refused}</p><Prose text=reason/></Notice> }
    });
    let withdrawn = (status == Status::Withdrawn).then(|| view! { <Notice><p>{words.withdrawn}</p></Notice> });
    view! {
        <section aria-labelledby="stand">
            <h2 id="stand">{words.state}</h2>
            <p><StatusTag status=status words=all/></p>
            <p>{all.names.status_meaning(status)}</p>
            {refused}
            {withdrawn}
            {owned.receipt.is_public.then(|| view! {
                <p><a href=visit.href(&detail.card.path())>{words.see_in_public}</a></p>
            })}
        </section>
    }
    .into_any()
}

/// What was split off has a receipt of its own; nobody has to write down a second code.
#[component]
fn Parts(visit: Visit, owned: Owned) -> impl IntoView {
    let words = &visit.words().receipt;
    if owned.receipt.parts.is_empty() {
        return ().into_any();
    }
    let items = owned
        .receipt
        .parts
        .into_iter()
        .map(|(code, title)| view! { <li><a href=visit.href(&code.path())>{title}</a></li> })
        .collect_view();
    view! {
        <section aria-labelledby="teile">
            <h2 id="teile">{words.parts}</h2>
            <p>{words.parts_text}</p>
            <ul>{items}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn Actions(visit: Visit, owned: Owned) -> impl IntoView {
    let (words, personal) = (&visit.words().receipt, &visit.words().personal);
    let at = |action: &str| visit.href(&format!("{}/{action}", owned.code.path()));
    let is_withdrawn = owned.receipt.detail.card.status == Status::Withdrawn;
    let correct = match owned.may_correct {
        Ok(()) => view! {
            <a class="button button--secondary" href=at("aendern")><Icon name="edit"/>{words.correct}</a>
            <p>{words.correct_text}</p>
        }
        .into_any(),
        Err(Refusal::AlreadySupported) => view! { <p>{words.correct_supported}</p> }.into_any(),
        Err(_) => view! { <p>{words.correct_closed}</p> }.into_any(),
    };
    let withdraw = match owned.may_withdraw {
        Ok(()) => view! {
            <a class="button button--secondary" href=at("zurueckziehen")><Icon name="undo"/>{words.withdraw}</a>
            <p>{words.withdraw_text}</p>
        }
        .into_any(),
        Err(_) => view! { <p>{words.withdraw_closed}</p> }.into_any(),
    };
    let feed = if owned.receipt.is_public {
        let href = visit.href(&format!("/vorschlaege/{}/feed.atom", owned.receipt.detail.card.id));
        view! { <p><a href=href><Icon name="feed"/>{words.follow_feed}</a></p> }.into_any()
    } else {
        view! { <p>{words.follow_feed_later}</p> }.into_any()
    };
    let mail = match &owned.email {
        Some(email) => fill(words.follow_email, &[("email", email)]),
        None => words.follow_no_email.to_owned(),
    };
    let changes = (!is_withdrawn).then(|| {
        view! {
            <li class="receipt__action"><h3>{words.correct}</h3>{correct}</li>
            <li class="receipt__action"><h3>{words.withdraw}</h3>{withdraw}</li>
        }
    });
    view! {
        <section aria-labelledby="aktionen">
            <h2 id="aktionen">{words.actions}</h2>
            <ul class="receipt__actions">
                {changes}
                <li class="receipt__action">
                    <h3>{personal.later_title}</h3>
                    <a class="button button--secondary" href=at("angaben")><Icon name="lock"/>{personal.later_title}</a>
                    <p>{personal.later_action}</p>
                </li>
                <li class="receipt__action"><h3>{words.follow}</h3><p>{mail}</p>{feed}</li>
            </ul>
        </section>
    }
    .into_any()
}

/// The proposal as it stands, for a look at what was sent.
#[component]
fn Words(visit: Visit, owned: Owned) -> impl IntoView {
    let (all, words) = (visit.words(), &visit.words().receipt);
    let detail = owned.receipt.detail;
    let code = owned.code;
    let pictures = detail
        .pictures
        .iter()
        .map(|picture| {
            view! {
                <li class="pictures__item">
                    <img
                        class="pictures__image"
                        src=visit.href(&format!("{}/bild/{}", code.path(), picture.id))
                        alt=picture.alt.clone()
                        width=picture.width.to_string()
                        height=picture.height.to_string()
                        loading="lazy"
                    />
                </li>
            }
        })
        .collect_view();
    let has_pictures = !detail.pictures.is_empty();
    let place = detail.card.district.as_ref().map_or(all.common.whole_city.to_owned(), |area| area.name.clone());
    let note = detail.place_note.map(|note| format!(" · {note}"));
    let author = detail.author.unwrap_or_else(|| all.submit.anonymous.to_owned());
    view! {
        <section class="receipt__proposal" aria-labelledby="vorschlag-titel">
            <h2 id="vorschlag-titel">{words.your_proposal}</h2>
            <h3>{detail.card.title.clone()}</h3>
            <Prose text=detail.text/>
            <p><ThemeTag theme=detail.card.theme words=all/> <GoalTags goals=detail.card.goals words=all/></p>
            <p><Icon name="pin"/>{place}{note}</p>
            <p><Icon name="user"/>{author}</p>
            {has_pictures.then(|| view! { <ul class="pictures">{pictures}</ul> })}
        </section>
    }
    .into_any()
}
