//! The page of the form.

use leptos::prelude::*;

use super::{
    PlaceFields, TopicFields, WhatFields, YouFields, address,
    draft::Form,
    picture_fields::PictureFields,
    similar::SimilarList,
    versions::{SeenFields, VersionsNotice},
};
use crate::{
    Site, Visit,
    islands::{DraftKeeper, FieldWords, HintWords, KeeperWords, Listed, SimilarProposals, SimilarWords},
    locales::fill,
    ui::{Breadcrumb, DeviceFull, ErrorSummary, Head, Icon, LevelNotice, Notice, NoticeKind, Shell, with_no_account},
};

#[component]
pub fn DraftPage(site: Site, visit: Visit, form: Form) -> impl IntoView {
    let words = &visit.words().submit;
    let head = Head {
        class: "page-submit",
        is_private: true,
        has_islands: true,
        ..Head::titled(words.form_title, words.form_lead)
    };
    let steps = vec![
        ("/vorschlaege".to_owned(), visit.words().common.nav_proposals.to_owned()),
        ("/vorschlaege/neu".to_owned(), visit.words().common.submit_proposal.to_owned()),
    ];
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=steps/>
                <p class="steps">{fill(words.step, &[("n", "1")])}</p>
                <h1>{words.form_title}</h1>
                <p class="lead">{with_no_account(&visit, form.needed, "", words.form_lead)}</p>
                <LevelNotice visit=visit.clone() needed=form.needed/>
                <ErrorSummary visit=visit.clone() errors=form.errors.clone()/>
                <VersionsNotice visit=visit.clone() others=form.others.clone()/>
                {form.is_saved.then(|| view! { <Notice kind=NoticeKind::Success><p>{words.saved}</p></Notice> })}
                <DeviceFull visit=visit.clone()/>
                <DraftKeeper
                    saved=Listed(form.draft.clone())
                    words=KeeperWords::of(&visit, &form.key)
                    hint_words=HintWords::of(&visit)
                    fields=FieldWords::all(&visit)
                >
                    <DraftForm visit=visit.clone() form=form/>
                </DraftKeeper>
            </div>
        </Shell>
    }
    .into_any()
}

/// Without `novalidate` the browser would refuse to send what is not finished, and a saved draft is never finished.
#[component]
fn DraftForm(visit: Visit, form: Form) -> impl IntoView {
    let words = &visit.words().submit;
    let Form { key, draft, seen, others, errors, pictures, place, similar, .. } = form;
    let action = visit.href(&address(&key));
    let (similar_visit, similar_words) = (visit.clone(), SimilarWords::of(&visit));
    view! {
        <form class="form" id="vorschlag" autocomplete=visit.autofill() method="post" action=action enctype="multipart/form-data" novalidate>
            // Enter in a field presses the first button of a form.
            <button class="visually-hidden form__default" type="submit" name="aktion" value="speichern" tabindex="-1" aria-hidden="true">
                {words.save}
            </button>
            <SeenFields seen=seen others=others.clone()/>
            <WhatFields visit=visit.clone() draft=draft.clone() errors=errors.clone() others=others.clone()>
                <SimilarProposals words=similar_words>
                    <SimilarList visit=similar_visit similar=similar/>
                </SimilarProposals>
            </WhatFields>
            <TopicFields visit=visit.clone() draft=draft.clone() errors=errors.clone() others=others.clone()/>
            <PlaceFields visit=visit.clone() draft=draft.clone() errors=errors.clone() others=others.clone() state=place/>
            <YouFields visit=visit.clone() draft=draft errors=errors.clone() others=others/>
            // Last: whatever becomes of the pictures on their way, all words arrived before them.
            <PictureFields visit=visit.clone() base=address(&key) pictures=pictures errors=errors/>
            <div class="form__actions">
                <button class="button button--primary button--large" type="submit" name="aktion" value="pruefen">
                    {words.to_review}<Icon name="arrow-right"/>
                </button>
                <button class="button button--secondary" type="submit" name="aktion" value="speichern">{words.save}</button>
            </div>
            <p class="form__note">{words.kept_note}</p>
        </form>
    }
    .into_any()
}
