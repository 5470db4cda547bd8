//! Whom some events concern, and how each of them wants to be told. Reads only: what is found here is written in one
//! transaction afterwards.

mod found;
mod happened;

use std::collections::{HashMap, HashSet};

use domain::{
    Moment,
    history::Happening,
    news::{Delivery, Tie, Topic, concerns},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::letters::Address;
use crate::{
    Store, StoreError,
    areas::{self, Reference},
    entity::{event, follow, support},
    proposals::matching,
};
use found::Found;
use happened::{Happened, Subject};

/// One person is to be told of one event.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Told {
    pub(super) person: String,
    pub(super) event: i64,
    pub(super) at: Moment,
    pub(super) proposal: i64,
    pub(super) tie: Tie,
    /// Of the topic that is followed.
    pub(super) target: String,
    pub(super) delivery: Delivery,
    /// Nobody, when they are told in the inbox alone.
    pub(super) address: Option<Address>,
}

pub(super) async fn of(store: &Store, events: Vec<event::Model>) -> Result<Vec<Told>, StoreError> {
    let (all, subjects) = happened::read(store, events).await?;
    let mut found = Found::default();
    for one in &all {
        if let Some(subject) = subjects.get(&one.proposal) {
            found.add(one, Tie::Author, &subject.author, "", None);
        }
        if let Some(writer) = &one.writer {
            found.add(one, Tie::CommentWriter, writer, "", None);
        }
    }
    add_supporters(store, &all, &mut found).await?;
    add_followers(store, &all, &mut found).await?;
    let seen: Vec<&Happened> = all
        .iter()
        // Where nobody can read it, there is nothing to find.
        .filter(|one| subjects.get(&one.proposal).is_some_and(|subject| subject.is_public && !subject.is_demo))
        .collect();
    add_watchers(store, &seen, &subjects, &mut found).await?;
    add_searches(store, &seen, &mut found).await?;
    found.with_addresses(store, &subjects).await
}

async fn add_supporters(store: &Store, all: &[Happened], found: &mut Found) -> Result<(), StoreError> {
    let concerned = all.iter().filter(|one| one.tells(Tie::Supporter));
    for (proposal, those) in by_proposal(concerned) {
        let people: Vec<String> = support::Entity::find()
            .select_only()
            .column(support::Column::PersonKey)
            .filter(support::Column::ProposalId.eq(proposal))
            .filter(support::Column::IsDemo.eq(false))
            .into_tuple()
            .all(store.read())
            .await?;
        for person in &people {
            those.iter().for_each(|one| found.add(one, Tie::Supporter, person, "", None));
        }
    }
    Ok(())
}

async fn add_followers(store: &Store, all: &[Happened], found: &mut Found) -> Result<(), StoreError> {
    let of_proposal = by_proposal(all.iter().filter(|one| one.tells(Tie::Follower)));
    let targets = of_proposal.keys().map(ToString::to_string).collect();
    let sources = all.iter().filter_map(merged).map(|source| source.to_string()).collect();
    let told_there: HashSet<(String, String)> =
        followers(store, "proposal", sources).await?.into_iter().map(|row| (row.target, row.person_key)).collect();
    for row in followers(store, "proposal", targets).await? {
        let those = row.target.parse().ok().and_then(|id: i64| of_proposal.get(&id));
        for one in those.into_iter().flatten() {
            let heard = |source: i64| told_there.contains(&(source.to_string(), row.person_key.clone()));
            if !merged(one).is_some_and(heard) {
                found.add_follower(one, Tie::Follower, &row);
            }
        }
    }
    Ok(())
}

/// The proposal that lives on in this one from now on. Whoever follows it hears of the merge as a change of its status.
fn merged(one: &Happened) -> Option<i64> {
    match one.happening {
        Happening::MergedFrom { source, .. } => Some(source.0),
        _ => None,
    }
}

/// Those who follow a Leitthema or an Ortsteil.
async fn add_watchers(
    store: &Store,
    seen: &[&Happened],
    subjects: &HashMap<i64, Subject>,
    found: &mut Found,
) -> Result<(), StoreError> {
    let reference = areas::reference(store).await?;
    for tie in [Tie::Theme, Tie::District] {
        let mut of_target: HashMap<String, Vec<&Happened>> = HashMap::new();
        for one in seen.iter().filter(|one| one.tells(tie)) {
            let subject = subjects.get(&one.proposal);
            if let Some(target) = subject.and_then(|subject| target(tie, subject, &reference)) {
                of_target.entry(target).or_default().push(one);
            }
        }
        for row in followers(store, tie.code(), of_target.keys().cloned().collect()).await? {
            for one in of_target.get(&row.target).into_iter().flatten() {
                found.add_follower(one, tie, &row);
            }
        }
    }
    Ok(())
}

fn target(tie: Tie, subject: &Subject, reference: &Reference) -> Option<String> {
    match tie {
        Tie::Theme => domain::Theme::from_number(subject.theme).map(|theme| theme.slug().to_owned()),
        _ => reference.area(domain::ids::AreaId(subject.district?)).map(|area| area.slug.clone()),
    }
}

/// Each search is asked whether it would find what is new; people who search for the same share the answer.
async fn add_searches(store: &Store, seen: &[&Happened], found: &mut Found) -> Result<(), StoreError> {
    let seen: Vec<&&Happened> = seen.iter().filter(|one| one.tells(Tie::Search)).collect();
    if seen.is_empty() {
        return Ok(());
    }
    let searches: Vec<String> = follow::Entity::find()
        .select_only()
        .column(follow::Column::Target)
        .distinct()
        .filter(follow::Column::Kind.eq(Tie::Search.code()))
        .into_tuple()
        .all(store.read())
        .await?;
    let mut of_target: HashMap<String, Vec<&Happened>> = HashMap::new();
    for target in searches {
        let Some(Topic::Search(filter)) = Topic::read(Tie::Search.code(), &target) else { continue };
        let asked: Vec<&Happened> =
            seen.iter().copied().copied().filter(|one| concerns(&filter, &one.happening)).collect();
        if asked.is_empty() {
            continue;
        }
        let ids: Vec<i64> = asked.iter().map(|one| one.proposal).collect();
        let hits = matching(store, &filter, &ids).await?;
        let hit: Vec<&Happened> = asked.into_iter().filter(|one| hits.iter().any(|id| id.0 == one.proposal)).collect();
        if !hit.is_empty() {
            of_target.insert(target, hit);
        }
    }
    for row in followers(store, Tie::Search.code(), of_target.keys().cloned().collect()).await? {
        for one in of_target.get(&row.target).into_iter().flatten() {
            found.add_follower(one, Tie::Search, &row);
        }
    }
    Ok(())
}

fn by_proposal<'a>(all: impl Iterator<Item = &'a Happened>) -> HashMap<i64, Vec<&'a Happened>> {
    let mut by_proposal: HashMap<i64, Vec<&Happened>> = HashMap::new();
    for one in all {
        by_proposal.entry(one.proposal).or_default().push(one);
    }
    by_proposal
}

async fn followers(store: &Store, kind: &str, targets: Vec<String>) -> Result<Vec<follow::Model>, StoreError> {
    if targets.is_empty() {
        return Ok(Vec::new());
    }
    Ok(follow::Entity::find()
        .filter(follow::Column::Kind.eq(kind))
        .filter(follow::Column::Target.is_in(targets))
        .all(store.read())
        .await?)
}

impl Happened {
    fn tells(&self, tie: Tie) -> bool {
        // Of a comment that nobody can read its writer alone hears.
        let is_seen = self.is_seen || tie == Tie::CommentWriter;
        is_seen && tie.is_told(&self.happening, self.actor)
    }
}
