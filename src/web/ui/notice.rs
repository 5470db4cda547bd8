use leptos::prelude::*;

use super::Icon;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoticeKind {
    #[default]
    Info,
    Success,
    Warning,
    Error,
}

/// A remark that must not be missed.
#[component]
pub fn Notice(
    #[prop(optional)] kind: NoticeKind,
    #[prop(into, optional)] id: String,
    children: Children,
) -> impl IntoView {
    let (name, icon, role) = match kind {
        NoticeKind::Info => ("info", "info", None),
        NoticeKind::Success => ("success", "check-circle", Some("status")),
        NoticeKind::Warning => ("warning", "warning", None),
        NoticeKind::Error => ("error", "error-circle", Some("alert")),
    };
    view! {
        <div class=format!("notice notice--{name}") id=Some(id).filter(|id| !id.is_empty()) role=role>
            <Icon name=icon/>
            <div class="notice__text">{children()}</div>
        </div>
    }
    .into_any()
}
