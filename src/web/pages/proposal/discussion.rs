//! The discussion: where people stand in numbers, their comments, and the form to join in.

use domain::{
    channel::Channel,
    comments::{ByStance, Comment, CommentSort, Discussion, Stance},
    policy::{self, Action},
    receipts::ReceiptCode,
};
use leptos::prelude::*;

use super::{Reading, Shown, comment_form::CommentFormView, view::author};
use crate::{
    Visit, dates,
    locales::{fill, number},
    ui::{Channels, Icon, Notice, NoticeKind, Prose, StanceTag, WideTable},
};

#[component]
pub(super) fn DiscussionView(visit: Visit, shown: Shown) -> impl IntoView {
    let words = &visit.words().discussion;
    let discussion = shown.discussion.clone();
    let is_open = shown.may(Action::Comment);
    let replied_to = shown.form.draft.reply_to.parse().ok();
    // The form stands once on the page: below the comment that it answers if that is here, else at the end.
    let all = || discussion.threads.iter().flat_map(|thread| std::iter::once(thread).chain(&thread.replies));
    let answered = all().find(|comment| Some(comment.id) == replied_to && !comment.is_waiting).cloned();
    let at_end = is_open && answered.is_none();
    let is_empty = discussion.threads.is_empty();
    let receipt = shown.receipt.clone().map(|code| view! { <ReceiptLine visit=visit.clone() code=code/> });
    let sent = shown.reading.sent.is_some().then(|| {
        let is_waiting = all().any(|comment| Some(comment.id) == shown.reading.sent && comment.is_waiting);
        let text = if is_waiting || !policy::is_shown_at_once(&shown.detail.board) {
            words.sent_waiting
        } else {
            words.sent_public
        };
        view! { <Notice kind=NoticeKind::Success><p>{text}</p>{receipt}</Notice> }
    });
    let threads = discussion
        .threads
        .iter()
        .cloned()
        .map(|thread| view! { <Thread visit=visit.clone() shown=shown.clone() thread=thread answered=answered.clone()/> })
        .collect_view();
    view! {
        <section class="discussion" id="beitraege" tabindex="-1" aria-labelledby="beitraege-titel">
            <h2 id="beitraege-titel">{words.discussion}</h2>
            {sent}
            <Stances visit=visit.clone() stances=discussion.stances/>
            <Channels visit=visit.clone() split=discussion.stances.all()/>
            <StanceWays visit=visit.clone() stances=discussion.stances/>
            {(!is_open).then(|| view! { <Notice><p>{words.closed}</p></Notice> })}
            {at_end.then(|| view! { <p><a class="button button--secondary" href="#mitreden"><Icon name="comment"/>{words.write}</a></p> })}
            {(is_empty && is_open).then(|| view! { <p>{words.discussion_empty}</p> })}
            {(!is_empty).then(|| view! {
                <SortLinks visit=visit.clone() shown=shown.clone()/>
                {left_out(&visit, &discussion).map(|text| view! { <p>{text}</p> })}
                <ol class="comments">{threads}</ol>
                <Pages visit=visit.clone() shown=shown.clone()/>
            })}
            {at_end.then(|| view! { <CommentFormView visit=visit.clone() shown=shown.clone() reply_to=None/> })}
        </section>
    }
    .into_any()
}

/// As for proposals: with the code the writer comes back from any device, without an account.
#[component]
fn ReceiptLine(visit: Visit, code: ReceiptCode) -> impl IntoView {
    let words = &visit.words().discussion;
    view! {
        <p>{words.receipt}" "<a href=visit.href(&code.path())><strong class="comment-receipt">{code.to_string()}</strong></a></p>
    }
    .into_any()
}

/// Nobody thinks that a discussion is whole when it is not.
fn left_out(visit: &Visit, discussion: &Discussion) -> Option<String> {
    if discussion.replies_left_out == 0 {
        return None;
    }
    let shown: usize = discussion.threads.iter().map(|thread| thread.replies.len()).sum();
    let shown = i64::try_from(shown).unwrap_or(i64::MAX);
    let n = |n: i64| number(visit.language, n);
    let values = [("n", n(shown)), ("total", n(shown.saturating_add(discussion.replies_left_out)))];
    Some(fill(visit.words().discussion.replies_shown, &values.each_ref().map(|(name, value)| (*name, value.as_str()))))
}

/// A bar for each stance; the numbers stand beside it, so that it needs no picture to be read.
#[component]
fn Stances(visit: Visit, stances: ByStance) -> impl IntoView {
    let (words, language) = (visit.words(), visit.language);
    let rows = Stance::ALL.map(|stance| (stance, stances.of(stance).total()));
    let total: i64 = rows.iter().map(|(_, n)| n).sum();
    if total == 0 {
        return ().into_any();
    }
    let items = rows
        .into_iter()
        .map(|(stance, n)| {
            view! {
                <li class="stances__row">
                    <span class="stances__name"><StanceTag stance=stance words=words/></span>
                    <progress
                        class=format!("stances__bar stances__bar--{}", stance.code())
                        max=total.to_string()
                        value=n.to_string()
                        aria-hidden="true"
                    ></progress>
                    <strong class="stances__number">{number(language, n)}</strong>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="stances" aria-label=words.discussion.stances>{items}</ul> }.into_any()
}

/// Where people stand who came by each way; nothing where they are too few to be told apart.
#[component]
fn StanceWays(visit: Visit, stances: ByStance) -> impl IntoView {
    let words = visit.words();
    stances.may_tell().then(|| {
        let ways: Vec<Channel> = stances.all().used().map(|(channel, _)| channel).collect();
        let name = |channel: &Channel| words.channels.name(*channel);
        let heads = ways
            .iter()
            .map(name)
            .map(|name| view! { <th class="table__number" scope="col">{name}</th> })
            .collect_view();
        let rows = Stance::ALL.map(|stance| {
            let many = |channel: &Channel| number(visit.language, stances.of(stance).of(*channel));
            let cells =
                ways.iter().map(many).map(|many| view! { <td class="table__number">{many}</td> }).collect_view();
            view! { <tr><th scope="row">{words.names.stance(stance)}</th>{cells}</tr> }
        });
        let rows = rows.into_iter().collect_view();
        let title = words.channels.stances;
        view! {
            <details class="channels">
                <summary>{title}</summary>
                <WideTable label=title>
                    <table class="table">
                        <thead><tr><th scope="col">{words.channels.stance}</th>{heads}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </WideTable>
            </details>
        }
        .into_any()
    })
}

#[component]
fn SortLinks(visit: Visit, shown: Shown) -> impl IntoView {
    let words = &visit.words().discussion;
    let links = [(CommentSort::Oldest, words.oldest), (CommentSort::Newest, words.newest)]
        .into_iter()
        .map(|(sort, word)| {
            let reading = Reading { sort, page: 1, reply_to: None, sent: None };
            let href = visit.href(&format!("{}#beitraege", shown.address(&reading)));
            let here = (sort == shown.reading.sort).then_some("true");
            view! { <li><a class="view-switch__link" href=href aria-current=here>{word}</a></li> }
        })
        .collect_view();
    view! { <nav class="discussion__sort" aria-label=words.sort><ul class="view-switch">{links}</ul></nav> }.into_any()
}

#[component]
fn Pages(visit: Visit, shown: Shown) -> impl IntoView {
    let words = &visit.words().discussion;
    let Discussion { page, pages, .. } = shown.discussion;
    if pages < 2 {
        return ().into_any();
    }
    let href = |page: u32| {
        let reading = Reading { page, reply_to: None, sent: None, ..shown.reading.clone() };
        visit.href(&format!("{}#beitraege", shown.address(&reading)))
    };
    let here = fill(words.page_of, &[("page", &page.to_string()), ("pages", &pages.to_string())]);
    view! {
        <nav class="pagination" aria-label=visit.words().common.pages>
            {(page > 1).then(|| view! {
                <a class="button button--quiet" rel="prev" href=href(page - 1)><Icon name="arrow-left"/>{words.earlier}</a>
            })}
            <span class="pagination__here">{here}</span>
            {(page < pages).then(|| view! {
                <a class="button button--quiet pagination__next" rel="next" href=href(page + 1)>{words.later}<Icon name="arrow-right"/></a>
            })}
        </nav>
    }
    .into_any()
}

/// A comment with its replies, and the form where one of them is being answered.
#[component]
fn Thread(visit: Visit, shown: Shown, thread: Comment, answered: Option<Comment>) -> impl IntoView {
    let form_here =
        answered.filter(|comment| comment.id == thread.id || thread.replies.iter().any(|reply| reply.id == comment.id));
    let has_inside = !thread.replies.is_empty();
    let replies = thread
        .replies
        .iter()
        .cloned()
        .map(|reply| {
            let id = format!("beitrag-{}", reply.id);
            let class = class(&reply);
            view! { <li class=class id=id tabindex="-1"><CommentView visit=visit.clone() shown=shown.clone() comment=reply/></li> }
        })
        .collect_view();
    let id = format!("beitrag-{}", thread.id);
    let class = class(&thread);
    view! {
        <li class=class id=id tabindex="-1">
            <CommentView visit=visit.clone() shown=shown.clone() comment=thread/>
            {has_inside.then(|| view! { <ol class="comment__replies">{replies}</ol> })}
            {form_here.map(|comment| view! { <CommentFormView visit=visit.clone() shown=shown.clone() reply_to=Some(comment)/> })}
        </li>
    }
    .into_any()
}

fn class(comment: &Comment) -> String {
    let waiting = if comment.is_waiting { " comment--waiting" } else { "" };
    format!("comment comment--{}{waiting}", comment.stance.code())
}

#[component]
fn CommentView(visit: Visit, shown: Shown, comment: Comment) -> impl IntoView {
    let (all, language) = (visit.words(), visit.language);
    let words = &all.discussion;
    let name = author(all, comment.author.clone());
    let reply = (shown.may(Action::Comment) && !comment.is_waiting).then(|| {
        let reading = Reading { reply_to: Some(comment.id), sent: None, ..shown.reading.clone() };
        let href = visit.href(&format!("{}#antworten", shown.address(&reading)));
        let to = fill(words.reply_to, &[("name", &name)]);
        view! {
            <p class="comment__actions">
                <a class="comment__reply" href=href rel="nofollow">{words.reply}<span class="visually-hidden">" "{to}</span></a>
            </p>
        }
    });
    let report = (!comment.is_waiting).then(|| {
        let href = visit.href(&format!("/melden?beitrag=beitrag-{}", comment.id));
        let about = format!(": {name}, {}", dates::date(language, comment.at));
        view! {
            <p class="comment__actions">
                <a class="comment__reply" href=href rel="nofollow">{all.reports.link}<span class="visually-hidden">{about}</span></a>
            </p>
        }
    });
    view! {
        <p class="comment__head">
            <StanceTag stance=comment.stance words=all/>
            " "
            <strong class="comment__author">{name}</strong>
            " "
            <a class="comment__date" href=format!("#beitrag-{}", comment.id)>
                <time datetime=dates::machine(comment.at)>{dates::date(language, comment.at)}</time>
            </a>
        </p>
        {comment.is_waiting.then(|| view! { <p class="comment__waiting"><Icon name="clock"/>{words.waiting}</p> })}
        <div class="comment__text"><Prose text=comment.text/></div>
        {reply}
        {report}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::Language;

    use super::*;

    #[test]
    fn replies_that_a_page_leaves_out_are_said() {
        let visit = Visit { language: Language::De, path: "/".into(), query: String::new(), who: None, sitting: None };
        assert_eq!(left_out(&visit, &Discussion::default()), None);
        let said = left_out(&visit, &Discussion { replies_left_out: 1_234, ..Discussion::default() }).unwrap();
        assert_eq!(said, "Gezeigt werden die neuesten 0 von 1.234 Antworten auf dieser Seite.");
    }
}
