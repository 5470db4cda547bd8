//! `/verlauf?seite=…`: how a page changed, for everybody, where the administration opened it.

use axum::{
    body::Bytes,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{blocks::path, policy::Action};
use leptos::prelude::*;
use store::editing::{self, Compared, Draft, OpenHistory};

use super::{base, diff::Differences, number};
use crate::{
    AppError, Site, Visit, dates,
    locales::fill,
    pages::{accounts::private, staff::form::Typed},
    render,
    ui::{Breadcrumb, Head, Icon, Shell, WideTable, head::HISTORY, shell::LanguageNotice},
};

/// Where everybody reads how this page changed, without language prefix.
pub fn address_of(page: &str) -> String {
    format!("/verlauf?seite={page}")
}

/// `seite`: the address of a page; `fassung`: what to compare with the one before.
pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let address = visit.first("seite").ok_or(AppError::NotFound)?;
    let version = match visit.first("fassung") {
        Some(typed) => Some(number(&typed)?),
        None => None,
    };
    let found = editing::opened_history(&site.store, &address, visit.language, version).await?;
    let history = found.ok_or(AppError::NotFound)?;
    let page = render::page(|| view! { <OpenHistoryPage site=site visit=visit history=history/> });
    Ok(render::shared(page, []))
}

/// `aktion`: `zeigen` or `schliessen`.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Path(page): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::OpenHistories)?;
    let page = number(&page)?;
    let is_open = match Typed::read(&body).get("aktion").as_str() {
        "zeigen" => true,
        "schliessen" => false,
        _ => return Err(AppError::BadRequest),
    };
    editing::open_history(&site.store, &by, page, is_open, site.now()).await?;
    let path = visit.href(&format!("{}/verlauf#fuer-alle", base(page)));
    Ok(private(Redirect::to(&path).into_response()))
}

#[component]
fn OpenHistoryPage(site: Site, visit: Visit, history: OpenHistory) -> impl IntoView {
    let words = &visit.words().page_history;
    let OpenHistory { address, language, title, is_from_program, versions, compared } = history;
    let from_program = visit.words().page_release.from_program;
    let heading = fill(words.title, &[("title", &title)]);
    let up = vec![(path(&address), title)];
    let head = Head {
        class: HISTORY,
        canonical: Some(address_of(&address)),
        way: Some(up.clone()),
        ..Head::titled(heading.clone(), words.lead)
    };
    let back = visit.href(&path(&address));
    let has_none = versions.len() < 2;
    let shown = compared.as_ref().map(|compared| compared.number);
    let rows = versions
        .into_iter()
        .map(|(number, at)| {
            let here = visit.href(&format!("{}&fassung={number}#unterschiede", address_of(&address)));
            let what = match number {
                1 => view! { <span>{words.first}</span> }.into_any(),
                number => {
                    let is_shown = (shown == Some(number)).then_some("true");
                    view! {
                        <a href=here aria-current=is_shown>
                            {words.show}<span class="visually-hidden">" – "{words.version}" "{number.to_string()}</span>
                        </a>
                    }
                    .into_any()
                }
            };
            view! {
                <tr>
                    <th scope="row">{number.to_string()}</th>
                    <td><time datetime=dates::machine(at)>{dates::date_and_time(visit.language, at)}</time></td>
                    <td>{if number == 1 && is_from_program { from_program } else { words.office }}</td>
                    <td>{what}</td>
                </tr>
            }
        })
        .collect_view();
    let is_foreign = language != visit.language;
    let compared = compared.map(|Compared { number, old, new }| {
        view! {
            <section aria-labelledby="unterschiede">
                <h2 id="unterschiede">{words.version}" "{number.to_string()}": "{words.link}</h2>
                <div lang=is_foreign.then(|| language.tag())><Differences visit=visit.clone() old=old new=new/></div>
            </section>
        }
    });
    let table = (!has_none).then(|| {
        view! {
            <WideTable label=words.versions>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{words.version}</th>
                            <th scope="col">{words.when}</th>
                            <th scope="col">{words.who}</th>
                            <th scope="col">{words.changes}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </WideTable>
        }
    });
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container">
                <Breadcrumb visit=visit.clone() steps=up/>
                {is_foreign.then(|| view! { <LanguageNotice words=visit.words()/> })}
                <h1>{heading}</h1>
                <p class="lead">{words.lead}</p>
                {has_none.then(|| view! { <p>{words.none}</p> })}
                {table}
                {compared}
                <p><a href=back><Icon name="arrow-left"/>{words.back}</a></p>
            </div>
        </Shell>
    }
    .into_any()
}

/// On the page with all versions, for editors: whether everybody reads them.
#[component]
pub(super) fn ForEverybody(visit: Visit, draft: Draft) -> impl IntoView {
    let words = &visit.words().page_history;
    let told = if draft.is_history_public { words.is_open } else { words.is_closed };
    let (action, name, icon) = match draft.is_history_public {
        true => ("schliessen", words.close, "lock"),
        false => ("zeigen", words.open, "users"),
    };
    let link = draft.is_history_public.then(|| {
        let href = draft.language.path(&address_of(&draft.address));
        view! { <p><a href=href>{words.link}</a></p> }
    });
    let form = match visit.may(Action::OpenHistories) {
        true => view! {
            <form method="post" action=visit.href(&format!("{}/verlauf/fuer-alle", base(draft.page)))>
                <button class="button button--secondary" type="submit" name="aktion" value=action><Icon name=icon/>{name}</button>
            </form>
        }
        .into_any(),
        false => view! { <p>{words.only_administration}</p> }.into_any(),
    };
    view! {
        <section aria-labelledby="fuer-alle">
            <h2 id="fuer-alle">{words.open_title}</h2>
            <p>{told}</p>
            {link}
            {form}
        </section>
    }
    .into_any()
}
