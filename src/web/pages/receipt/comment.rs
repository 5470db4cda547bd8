use domain::{policy::Action, receipts::ReceiptCode};
use leptos::prelude::*;
use store::{appeals::Standing, contributions::Visibility, moderation::Decision, receipts::CommentReceipt};

use super::{card::CodeCard, may_with_text};
use crate::{
    Site, Visit, dates,
    locales::fill,
    pages::reports::{AppealSection, Decisions},
    ui::{Breadcrumb, Head, Icon, Notice, NoticeKind, Prose, Shell, StanceTag},
};

/// One's own contribution to a discussion and whether it is shown.
#[component]
pub fn CommentPage(
    site: Site,
    visit: Visit,
    code: ReceiptCode,
    receipt: CommentReceipt,
    standing: Option<Standing>,
) -> impl IntoView {
    let (all, words, language) = (visit.words(), &visit.words().receipt, visit.language);
    let head = Head { class: "page-receipt", is_private: true, ..Head::titled(words.comment_title, "") };
    let comment = receipt.comment;
    let may = |action| may_with_text(action, receipt.state).is_ok();
    let may_withdraw = may(Action::TakeBack);
    let correct = may(Action::Revise).then(|| format!("{}/aendern", code.path()));
    let is_asked = receipt.decisions.iter().any(Decision::waits_for_author);
    let state = match (&receipt.refused_because, receipt.is_public) {
        _ if receipt.state == Visibility::Withdrawn => {
            view! { <Notice><p>{words.comment_withdrawn}</p></Notice> }.into_any()
        }
        // The decision below says it with its rule.
        (Some(_), _) if !receipt.decisions.is_empty() => ().into_any(),
        (Some(reason), _) => {
            let text = fill(words.comment_refused, &[("reason", reason)]);
            view! { <Notice kind=NoticeKind::Warning><p>{text}</p></Notice> }.into_any()
        }
        (None, false) if is_asked && comment.is_waiting => ().into_any(),
        (None, true) => view! { <Notice kind=NoticeKind::Success><p>{words.comment_public}</p></Notice> }.into_any(),
        (None, false) => view! { <Notice><p>{words.comment_waiting}</p></Notice> }.into_any(),
    };
    let was_redacted = visit.first("entfernt").is_some();
    let was_revised = visit.first("geaendert").is_some();
    let redact = visit.href(&format!("{}/angaben", code.path()));
    let withdraw = may_withdraw.then(|| {
        let href = visit.href(&format!("{}/zurueckziehen", code.path()));
        view! {
            <p><a class="button button--secondary" href=href><Icon name="undo"/>{words.comment_withdraw}</a></p>
        }
    });
    let revise = correct.clone().map(|path| {
        view! {
            <p><a class="button button--secondary" href=visit.href(&path)><Icon name="edit"/>{words.revise}</a></p>
        }
    });
    let proposal = format!("/vorschlaege/{}", receipt.proposal);
    view! {
        <Shell site=site.clone() visit=visit.clone() head=head>
            <div class="container container--narrow receipt">
                <Breadcrumb visit=visit.clone() steps=vec![("/beleg".to_owned(), words.find_title.to_owned())]/>
                <h1>{words.comment_title}</h1>
                {was_redacted.then(|| view! {
                    <Notice kind=NoticeKind::Success><p>{all.personal.later_done}</p></Notice>
                })}
                {was_revised.then(|| view! { <Notice kind=NoticeKind::Success><p>{words.corrected}</p></Notice> })}
                {state}
                <Decisions visit=visit.clone() decisions=receipt.decisions correct=correct/>
                <AppealSection visit=visit.clone() code=code.clone() standing=standing/>
                <CodeCard site=site visit=visit.clone() code=code.clone() hint=words.comment_keep_hint/>
                <section aria-labelledby="beitrag">
                    <h2 id="beitrag">{words.your_comment}</h2>
                    <p>{words.comment_on}": "<a href=visit.href(&proposal)>{receipt.proposal_title}</a></p>
                    <p><StanceTag stance=comment.stance words=all/></p>
                    <Prose text=comment.text/>
                    <p>
                        <Icon name="clock"/>{words.comment_at}" "
                        <time datetime=dates::machine(comment.at)>{dates::date(language, comment.at)}</time>
                    </p>
                    {revise}
                    {withdraw}
                    <p><a class="button button--secondary" href=redact><Icon name="lock"/>{all.personal.later_title}</a></p>
                </section>
                <p><a href=visit.href("/beleg")>{words.another}</a></p>
            </div>
        </Shell>
    }
    .into_any()
}
