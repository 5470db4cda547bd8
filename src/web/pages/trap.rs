//! Two signs by which a machine gives itself away, without a third party and without a riddle: it fills in a field that
//! no person meets, or it is faster than anybody writes. Nothing is refused for it: the contribution waits for a check,
//! because the programs that fill in forms for people fall into such traps too.

use domain::{Moment, spam::Doubt};
use leptos::prelude::*;

use crate::Site;

/// Machines like to leave an address.
pub const FIELD: &str = "webseite";

pub const STAMP: &str = "stempel";

/// Nobody reads a form and writes a sentence in less time.
const LEAST_MILLIS: i64 = 3_000;

/// From the begin of a draft to its submission there are two forms.
const LEAST_OF_DRAFT: i64 = 5_000;

/// When the form was made, so signed that it cannot be invented.
fn stamp(site: &Site) -> String {
    sign(site, site.now())
}

fn sign(site: &Site, at: Moment) -> String {
    format!("{}.{}", at.0, site.store.keys().sign(&format!("form {}", at.0)))
}

/// When the form of this stamp was made, if it is one of ours.
fn made_at(site: &Site, stamp: &str) -> Option<Moment> {
    let (at, signature) = stamp.split_once('.')?;
    let at: i64 = at.parse().ok()?;
    site.store.keys().verify(&format!("form {at}"), signature).then_some(Moment(at))
}

/// The stamp that a form which comes back carries: who mends an error is not too fast.
pub fn kept(site: &Site, sent: &str) -> String {
    if made_at(site, sent).is_some() { sent.to_owned() } else { stamp(site) }
}

/// What makes one doubt that a person sent this form.
pub fn doubt(site: &Site, trap: &str, stamp: &str) -> Option<Doubt> {
    if !trap.is_empty() {
        return Some(Doubt::Trap);
    }
    let is_calm = made_at(site, stamp).is_some_and(|at| site.now().0.saturating_sub(at.0) >= LEAST_MILLIS);
    (!is_calm).then_some(Doubt::Haste)
}

/// The same for a draft, whose begin the server knows by itself.
pub fn doubt_of_draft(site: &Site, trap: &str, begun_at: Moment) -> Option<Doubt> {
    if !trap.is_empty() {
        return Some(Doubt::Trap);
    }
    (site.now().0.saturating_sub(begun_at.0) < LEAST_OF_DRAFT).then_some(Doubt::Haste)
}

/// The field, and the stamp where the server does not know by itself when the form was made. In a part that is not displayed and inert: no eye, no screen reader and no tab key gets there.
#[component]
pub fn Trap(
    #[prop(into, optional)] stamp: String,
    /// What it caught before: a machine that mends its errors is still one.
    #[prop(into, optional)]
    caught: String,
) -> impl IntoView {
    view! {
        <div hidden inert>
            <input type="text" name=FIELD value=caught tabindex="-1" autocomplete="off"/>
        </div>
        {(!stamp.is_empty()).then(|| view! { <input type="hidden" name=STAMP value=stamp/> })}
    }
    .into_any()
}
