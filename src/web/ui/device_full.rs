use leptos::prelude::*;

use super::{Notice, NoticeKind};
use crate::Visit;

/// Stands above every form whose words the outbox of the device keeps. The worker of the site knows whether there is hardly
/// any room for them, and the page shows it then: before somebody writes, not after.
#[component]
pub fn DeviceFull(visit: Visit) -> impl IntoView {
    let full = visit.words().outbox.full;
    // Of somebody at the counter the device keeps nothing.
    visit.sitting.is_none().then(|| {
        view! {
            <div data-device-full="" hidden=true>
                <Notice kind=NoticeKind::Warning><p>{full}</p></Notice>
            </div>
        }
    })
}
