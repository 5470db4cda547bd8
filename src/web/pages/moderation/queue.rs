//! The list of what waits.

use domain::Moment;
use leptos::prelude::*;
use store::moderation::{QueueItem, Task};

use super::{path_of, shortcuts::Shortcuts};
use crate::{
    Site, Visit,
    ui::{Age, Breadcrumb, EmptyState, Head, Icon, Notice, NoticeKind, Shell},
};

#[component]
pub(super) fn QueuePage(
    site: Site,
    visit: Visit,
    waiting: Vec<QueueItem>,
    asked: Vec<QueueItem>,
    now: Moment,
) -> impl IntoView {
    let words = &visit.words().moderation;
    let head = Head { class: "page-moderation", is_private: true, ..Head::titled(words.title, words.lead) };
    let is_done = visit.first("erledigt").is_some();
    let keys = vec![("j", words.key_down), ("k", words.key_up), ("Enter", words.key_open), ("?", words.key_help)];
    let is_empty = waiting.is_empty();
    let has_asked = !asked.is_empty();
    let items = |items: Vec<QueueItem>| {
        items.into_iter().map(|item| view! { <Entry visit=visit.clone() item=item now=now/> }).collect_view()
    };
    let (waiting, asked) = (items(waiting), items(asked));
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container moderation">
                <Breadcrumb visit=visit.clone() steps=vec![]/>
                <h1>{words.title}</h1>
                <p class="lead">{words.lead}</p>
                {is_done.then(|| view! { <Notice kind=NoticeKind::Success><p>{words.done}</p></Notice> })}
                <Shortcuts visit=visit.clone() keys=keys/>
                {if is_empty {
                    view! { <EmptyState title=words.nothing_title><p>{words.nothing_text}</p></EmptyState> }.into_any()
                } else {
                    view! { <ol class="queue" data-queue="">{waiting}</ol> }.into_any()
                }}
                {has_asked.then(|| view! {
                    <section aria-labelledby="erbeten">
                        <h2 id="erbeten">{words.waiting_for_author}</h2>
                        <ul class="queue">{asked}</ul>
                    </section>
                })}
            </div>
        </Shell>
    }
    .into_any()
}

#[component]
fn Entry(visit: Visit, item: QueueItem, now: Moment) -> impl IntoView {
    let words = &visit.words().moderation;
    let task = match item.task {
        Task::Check => words.task_check.to_owned(),
        Task::Reports(count) => words.task_reports.with(visit.language, count),
    };
    let class = if matches!(item.task, Task::Check) { "queue__task" } else { "queue__task queue__task--reported" };
    let href = visit.href(&path_of(item.item()));
    let link = item.title.clone().unwrap_or_else(|| item.excerpt.clone());
    let rest = item.title.is_some().then(|| view! { <p class="queue__excerpt">{item.excerpt.clone()}</p> });
    view! {
        <li class="queue__item">
            <p class="queue__head">
                <span class="queue__kind">{words.kind(item.kind)}</span>
                " "
                <span class=class>{task}</span>
                " · "
                <Age visit=visit.clone() at=item.submitted_at now=now/>
            </p>
            <p class="queue__title"><a href=href data-entry="">{link}</a></p>
            {rest}
            {item.is_claimed.then(|| view! { <p class="queue__claimed"><Icon name="users"/>{words.claimed}</p> })}
        </li>
    }
    .into_any()
}
