//! What somebody else did with a page while one looked at where it stands.

use domain::editing::{Life, State, Unit, Whereabouts};
use leptos::prelude::*;
use store::{editing::Draft, offices::Office};

use crate::{
    Visit, dates,
    locales::fill,
    ui::{Notice, NoticeKind},
};

pub(super) struct Stale {
    /// As it was when the person looked.
    pub seen: Whereabouts,
    /// They wanted to throw it away, so what is in it counts as well.
    pub is_thrown_away: bool,
}

#[component]
pub(super) fn Since(visit: Visit, draft: Draft, stale: Stale, offices: Vec<Office>) -> impl IntoView {
    let words = &visit.words().page_tree;
    let (seen, now) = (stale.seen, draft.whereabouts());
    let line = |name: &'static str, old: String, new: String| {
        (old != new).then(|| view! { <li>{name}": "<del>{old}</del>" → "<ins>{new}</ins></li> })
    };
    let path = |at: &Whereabouts| domain::blocks::path(&at.address);
    let life = |at: &Whereabouts| match at.life {
        Life::Fresh => words.never_public.to_owned(),
        Life::Public => visit.words().editing.state(State::Published).to_owned(),
        Life::Retired(at) => fill(words.retired, &[("date", &dates::date(visit.language, at))]),
    };
    let unit = |at: &Whereabouts| match at.unit {
        None => visit.words().page_units.inherited.to_owned(),
        Some(Unit::Editors) => visit.words().page_release.unit_editors.to_owned(),
        Some(Unit::Office(id)) => {
            let office = offices.iter().find(|office| office.id == id);
            office.map(|office| office.name.clone()).unwrap_or_default()
        }
    };
    let lines = [
        line(words.address, path(&seen), path(&now)),
        line(words.life, life(&seen), life(&now)),
        line(visit.words().page_units.unit, unit(&seen), unit(&now)),
    ];
    let lines = lines.into_iter().flatten().collect_view();
    let blocks = stale.is_thrown_away.then(|| {
        let all = draft.blocks.iter().map(|block| domain::text::excerpt(&block.body, 120));
        let all = all.map(|text| view! { <li>{text}</li> }).collect_view();
        view! { <p>{words.is_in_it}</p><ul>{all}</ul> }
    });
    view! {
        <Notice kind=NoticeKind::Warning>
            <p>{words.since}</p>
            <ul>{lines}</ul>
            {blocks}
        </Notice>
    }
    .into_any()
}
