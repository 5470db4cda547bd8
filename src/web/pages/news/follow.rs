//! Following: the buttons on other pages, and what they post to.

use axum::{
    Form,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    filter::BoardFilter,
    ids::{PersonKey, ProposalId},
    news::{Delivery, Topic},
};
use leptos::prelude::*;
use store::{StoreError, news};

use super::{field, to_settings};
use crate::{AppError, Guest, Site, Visit, ui::Icon};

/// `POST /neuigkeiten/verfolgen` with `art` and `ziel` of the topic; `wie` is how to be told, `nicht` ends it, and without it
/// the usual way for somebody with (or without) an address is taken. From the settings it leads back there.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    guest: Guest,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let topic = Topic::read(&field(&pairs, "art"), &field(&pairs, "ziel")).ok_or(AppError::BadRequest)?;
    let how = field(&pairs, "wie");
    let mut cookies = HeaderMap::new();
    let mut word = "verfolgt";
    if how == "nicht" {
        // Who has no token follows nothing.
        if let Some(person) = guest.key() {
            news::unfollow(&site.store, &person, &topic).await?;
        }
        word = "gespeichert";
    } else {
        let person = guest.ensure(&site, &mut cookies);
        let delivery = match Delivery::from_slug(&how) {
            Some(delivery) => delivery,
            None => usual(&site, &person, &topic).await?,
        };
        match news::follow(&site.store, &person, &topic, delivery, site.now()).await {
            Err(StoreError::Invalid(_)) => word = "zuviel",
            done => done?,
        }
    }
    let back = match topic {
        Topic::Proposal(id) if field(&pairs, "von") != "einstellungen" && word != "zuviel" => {
            Redirect::to(&visit.href(&format!("/vorschlaege/{id}#verfolgen")))
        }
        _ => to_settings(&visit, word),
    };
    Ok((cookies, back).into_response())
}

/// At once about one proposal, collected about what is many.
async fn usual(site: &Site, person: &PersonKey, topic: &Topic) -> Result<Delivery, AppError> {
    let has_email = news::contact(&site.store, person).await?.is_some_and(|contact| contact.email.is_some());
    Ok(match topic {
        _ if !has_email => Delivery::Inbox,
        Topic::Proposal(_) => Delivery::Immediately,
        Topic::Theme(_) | Topic::District(_) | Topic::Search(_) => Delivery::Daily,
    })
}

/// `POST /neuigkeiten/eigenes` with `wie`: about what this person wrote and supports.
pub async fn own(
    State(site): State<Site>,
    visit: Visit,
    guest: Guest,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let delivery = Delivery::from_slug(&field(&pairs, "wie")).ok_or(AppError::BadRequest)?;
    let mut cookies = HeaderMap::new();
    let person = guest.ensure(&site, &mut cookies);
    news::set_delivery(&site.store, &person, delivery, visit.language, site.now()).await?;
    Ok((cookies, to_settings(&visit, "gespeichert")).into_response())
}

/// On the page of a proposal.
#[component]
pub(crate) fn FollowProposal(visit: Visit, id: ProposalId, is_followed: bool) -> impl IntoView {
    let words = &visit.words().news;
    let (value, icon, label) =
        if is_followed { ("nicht", "close", words.unfollow) } else { ("", "bell", words.follow_proposal) };
    view! {
        <section class="follow" id="verfolgen" tabindex="-1" aria-labelledby="verfolgen-titel">
            <h2 id="verfolgen-titel">{words.follow}</h2>
            <p>{if is_followed { words.following } else { words.follow_text }}</p>
            <form method="post" action=visit.href("/neuigkeiten/verfolgen")>
                <input type="hidden" name="art" value="proposal"/>
                <input type="hidden" name="ziel" value=id.to_string()/>
                <button class="button button--secondary" type="submit" name="wie" value=value><Icon name=icon/>{label}</button>
            </form>
            {is_followed.then(|| view! { <p><a href=visit.href("/neuigkeiten/einstellungen")>{words.settings}</a></p> })}
        </section>
    }
    .into_any()
}

/// What is chosen on the board, or a Leitthema; nothing where there is nothing to follow.
#[component]
pub(crate) fn FollowTopic(visit: Visit, filter: BoardFilter) -> impl IntoView {
    let words = &visit.words().news;
    let Some(topic) = Topic::of_board(&filter) else { return ().into_any() };
    let label = match topic {
        Topic::Theme(_) => words.follow_theme,
        Topic::District(_) => words.follow_district,
        Topic::Proposal(_) | Topic::Search(_) => words.follow_search,
    };
    view! {
        <form class="follow-topic" method="post" action=visit.href("/neuigkeiten/verfolgen")>
            <input type="hidden" name="art" value=topic.kind()/>
            <input type="hidden" name="ziel" value=topic.target()/>
            <button class="button button--secondary" type="submit"><Icon name="bell"/>{label}</button>
        </form>
    }
    .into_any()
}
