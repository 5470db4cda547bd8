//! Appealing against a decision, with the receipt of one's own contribution or report.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    fields::{Field, FieldErrors},
    moderation::{AppealDraft, WORDS},
    receipts::ReceiptCode,
};
use leptos::prelude::*;
use store::{
    StoreError,
    appeals::{self, Appeal, Outcome, Standing},
};

use crate::{
    AppError, Site, Visit, dates,
    locales::fill,
    pages::{receipt::unkept, submit::see_other},
    render,
    ui::{
        Breadcrumb, ErrorSummary, FieldFrame, Head, Icon, Notice, NoticeKind, Prose, Shell, TextArea,
        field::described_by,
    },
    visit::pairs,
};

/// `POST /beleg/{code}/widersprechen` with `text`.
pub async fn send(
    State(site): State<Site>,
    visit: Visit,
    Path(code): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let code: ReceiptCode = code.parse().map_err(|_| AppError::NotFound)?;
    let fields = pairs(&String::from_utf8_lossy(&body));
    let text = fields.into_iter().find(|(name, _)| *name == Field::Text.name()).map(|(_, value)| value);
    let draft = AppealDraft { text: text.unwrap_or_default() };
    let standing = appeals::standing(&site.store, &code, site.now()).await?.ok_or(AppError::NotFound)?;
    let done = match draft.check() {
        Ok(words) => appeals::make(&site.store, &code, &words, site.now()).await,
        Err(errors) => Err(StoreError::Invalid(errors)),
    };
    let (status, errors, remark) = match done {
        Ok(()) => return Ok(see_other(&visit, &code.path())),
        Err(StoreError::Invalid(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, errors, None),
        Err(StoreError::Verdict(_)) => {
            (StatusCode::CONFLICT, FieldErrors::default(), Some(visit.words().reports.appeal_closed))
        }
        Err(other) => return Err(other.into()),
    };
    Ok(unkept(render::page_with_status(status, || {
        view! { <AgainPage site=site visit=visit code=code standing=standing draft=draft errors=errors remark=remark/> }
    })))
}

/// The form once more, with every typed character.
#[component]
fn AgainPage(
    site: Site,
    visit: Visit,
    code: ReceiptCode,
    standing: Standing,
    draft: AppealDraft,
    errors: FieldErrors,
    remark: Option<&'static str>,
) -> impl IntoView {
    let words = &visit.words().reports;
    let head = Head { class: "page-receipt", is_private: true, ..Head::titled(words.appeal_title, words.appeal_lead) };
    let up = vec![(code.path(), visit.words().receipt.title.to_owned())];
    let decision = standing.decision.map(|decision| {
        view! { <super::decisions::Told visit=visit.clone() decision=decision correct=None/> }
    });
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=up/>
                <h1>{words.appeal_title}</h1>
                <ErrorSummary visit=visit.clone() errors=errors.clone()/>
                {remark.map(|text| view! { <Notice kind=NoticeKind::Error><p>{text}</p></Notice> })}
                {decision}
                <AppealForm visit=visit.clone() code=code draft=draft errors=errors/>
            </div>
        </Shell>
    }
    .into_any()
}

/// What can be appealed against, and what became of it.
#[component]
pub fn AppealSection(visit: Visit, code: ReceiptCode, standing: Option<Standing>) -> impl IntoView {
    let Some(Standing { decision, appeals, undone, .. }) = standing else { return ().into_any() };
    if decision.is_none() && appeals.is_empty() && undone.is_none() {
        return ().into_any();
    }
    let words = &visit.words().reports;
    let made = appeals.into_iter().map(|appeal| view! { <Made visit=visit.clone() appeal=appeal/> }).collect_view();
    let form = decision.map(|_| {
        view! {
            <details>
                <summary>{words.appeal_title}</summary>
                <p>{words.appeal_lead}</p>
                <AppealForm visit=visit.clone() code=code draft=AppealDraft::default() errors=FieldErrors::default()/>
            </details>
        }
    });
    let undone = undone.map(|(reason, at)| {
        let text = fill(words.appeal_undone, &[("date", &dates::date(visit.language, at))]);
        view! { <Notice><p>{text}</p><p>{words.reason}":"</p><Prose text=reason/></Notice> }
    });
    view! { <section aria-label=words.appeal_title>{undone}{made}{form}</section> }.into_any()
}

#[component]
fn AppealForm(visit: Visit, code: ReceiptCode, draft: AppealDraft, errors: FieldErrors) -> impl IntoView {
    let words = &visit.words().reports;
    let name = Field::Text.name();
    let is_wrong = errors.of(Field::Text).is_some();
    view! {
        <form class="form" method="post" action=visit.href(&format!("{}/widersprechen", code.path()))>
            <FieldFrame visit=visit.clone() field=Field::Text label=words.appeal_words errors=errors.clone()>
                <TextArea id=name.clone() name=name value=draft.text required=true invalid=is_wrong max_length=WORDS
                    described_by=described_by(Field::Text, false, &errors)/>
            </FieldFrame>
            <div class="form__actions">
                <button class="button button--secondary" type="submit"><Icon name="flag"/>{words.appeal_send}</button>
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn Made(visit: Visit, appeal: Appeal) -> impl IntoView {
    let words = &visit.words().reports;
    let state = match appeal.ended {
        None => view! { <Notice><p>{words.appeal_waiting}</p></Notice> }.into_any(),
        Some((outcome, reason, _)) => {
            let text = if outcome == Outcome::Upheld { words.appeal_upheld } else { words.appeal_overturned };
            view! { <Notice><p>{text}</p><Prose text=reason/></Notice> }.into_any()
        }
    };
    view! { <h2>{words.appeal_sent}</h2>{state}<Prose text=appeal.words/> }.into_any()
}
