use domain::floods::{Attack, Reason};
use leptos::prelude::*;

use super::{Notice, NoticeKind};
use crate::Visit;

/// Says that everything is checked before it appears, and why.
#[component]
pub fn AttackNotice(visit: Visit, attack: Attack) -> impl IntoView {
    let words = &visit.words().common;
    let reason = match attack.reason {
        Reason::Doubtful => words.attack_doubtful,
        Reason::Many => words.attack_many,
    };
    view! { <Notice kind=NoticeKind::Info><p>{reason}</p></Notice> }.into_any()
}
