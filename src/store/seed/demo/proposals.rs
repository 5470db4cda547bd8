//! Demo proposals: submitted like any other, then carried through their lives.

mod comments;
mod rows;

use std::collections::{HashMap, HashSet};

use content::ProposalSource;
use domain::{
    Moment,
    goals::Goals,
    ids::{AreaId, PersonKey, ProposalId},
    places::LonLat,
    proposals::{NewProposal, PlaceChoice, Status},
    text,
};
use sea_orm::DatabaseTransaction;

use super::{
    insert, insert_events,
    people::{Backing, backings},
    story::Story,
    submission,
};
use crate::{Keys, Store, StoreError, areas, boards, floods::Origin, proposals, seed::Report};

pub(super) struct Prepared {
    source: ProposalSource,
    content: proposals::Content,
    /// The Ortsbeirat that said something to it.
    council: Option<(AreaId, String)>,
    story: Story,
}

/// Reads the sources and finds their places, before the transaction begins.
pub(super) async fn prepare(store: &Store, now: Moment) -> Result<Vec<Prepared>, StoreError> {
    let reference = areas::reference(store).await?;
    let mut all = Vec::new();
    for (theme, source) in content::proposals()? {
        let pin = source.pin.and_then(|[lon, lat]| LonLat::new(lon, lat));
        let district = source.district.as_deref().and_then(|name| reference.district_named(name));
        let new = NewProposal {
            title: text::clean_line(&source.title),
            text: text::clean(&source.text),
            theme,
            goals: source.goals.iter().copied().collect::<Goals>(),
            place: match (pin, district) {
                (Some(point), _) => PlaceChoice::Pin(point),
                (None, Some(area)) => PlaceChoice::District(area.id),
                (None, None) => PlaceChoice::WholeCity,
            },
            place_note: source.place_note.clone(),
            author: source.author.clone(),
            email: None,
            language: Default::default(),
            board: None,
        };
        let content = proposals::Content::of(store, new, now).await?;
        let story = Story::of(&source, now);
        let council = source.council_note.as_ref().and_then(|_| content.council());
        let council = council.and_then(|id| Some((id, reference.name(id)?.name)));
        all.push(Prepared { source, content, council, story });
    }
    // The order in which they came in is the order of their ids.
    all.sort_by_key(|prepared| prepared.story.submitted);
    Ok(all)
}

pub(super) async fn load(
    tx: &DatabaseTransaction,
    keys: &Keys,
    all: &[Prepared],
    now: Moment,
    report: &mut Report,
) -> Result<(), StoreError> {
    let board = boards::default_in(tx).await?;
    let mut ids: HashMap<&str, ProposalId> = HashMap::new();
    for Prepared { source, content, story, .. } in all {
        let id = submission("proposal", &source.key, 0)?;
        let author = PersonKey(format!("demo-author-{}", source.key));
        let submitted = proposals::insert(tx, keys, &id, &author, content, Origin::Demo, story.submitted).await?;
        ids.insert(&source.key, submitted.id);
    }
    // What is merged comes before what it is merged into, which counts its supporters.
    let (merged, others): (Vec<_>, Vec<_>) = all.iter().partition(|prepared| prepared.source.status == Status::Merged);
    let mut brought: HashMap<&str, Vec<Backing>> = HashMap::new();
    let (mut events, mut supports, mut answers, mut comments) = (Vec::new(), Vec::new(), Vec::new(), 0);
    let mut notes = Vec::new();
    for prepared in merged.into_iter().chain(others) {
        let Some(id) = ids.get(prepared.source.key.as_str()).copied() else { continue };
        let target = prepared.source.merged_into.as_deref();
        let merged_into = target.and_then(|key| Some((*ids.get(key)?, title(all, key)?)));
        let backers = backers(prepared, brought.remove(prepared.source.key.as_str()).unwrap_or_default());
        if let Some(key) = target {
            let copies = backers.iter().map(|backing| Backing {
                merged_from: Some(id.0),
                since: prepared.story.status_at().0,
                ..backing.clone()
            });
            brought.entry(key).or_default().extend(copies);
        }
        comments += comments::load(tx, keys, id, prepared, &mut events).await?;
        rows::events(id, prepared, merged_into.as_ref(), &backers, board.support_goal, &mut events)?;
        if let Some((target, _)) = merged_into {
            events.push(rows::merged_from(target, id, prepared)?);
        }
        rows::finish(tx, id, prepared, merged_into.map(|(target, _)| target), backers.len()).await?;
        notes.extend(rows::council_note(id, prepared));
        answers.extend(rows::answers(id, prepared));
        supports.extend(rows::supports(id, &backers));
    }
    report.add("proposals", all.len() as u64);
    report.add("supports", supports.len() as u64);
    report.add("comments", comments);
    report.add("answers", answers.len() as u64);
    insert(tx, answers).await?;
    insert(tx, notes).await?;
    insert(tx, supports).await?;
    // In the order in which it happened, as if it had happened here.
    events.retain(|row| row.at.try_as_ref().is_some_and(|at| *at <= now.0));
    events.sort_by_key(|row| row.at.try_as_ref().copied());
    insert_events(tx, events).await
}

fn title(all: &[Prepared], key: &str) -> Option<String> {
    all.iter().find(|prepared| prepared.source.key == key).map(|prepared| text::clean_line(&prepared.source.title))
}

/// Everybody who counts as a supporter: those who came with merged proposals, and people of its own up to the number
/// that the source names.
fn backers(prepared: &Prepared, brought: Vec<Backing>) -> Vec<Backing> {
    let Prepared { source, story, .. } = prepared;
    let Some(published) = story.published else { return Vec::new() };
    let mut seen = HashSet::new();
    let mut all: Vec<Backing> = brought.into_iter().filter(|backing| seen.insert(backing.person.clone())).collect();
    let own = source.supports - i64::try_from(all.len()).unwrap_or_default();
    all.extend(backings(&source.key, own, published, story.closed, &seen));
    all.sort_by_key(|backing| backing.since);
    all
}
