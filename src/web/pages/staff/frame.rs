//! The frame of every page for staff: one menu of all areas, in which everybody sees their own.

use domain::policy::{Action, Role};
use leptos::prelude::*;

use crate::{
    Site, Visit,
    locales::{Words, staff::Area},
    ui::{Breadcrumb, Head, Icon, Shell, head::EDITING},
};

pub struct Entry {
    pub path: &'static str,
    /// Any of these opens it.
    pub actions: &'static [Action],
    /// The action alone says too little.
    pub role: Option<Role>,
    pub icon: &'static str,
    pub words: fn(&'static Words) -> Area,
}

/// Every area of work. A new one is a line here.
pub const ENTRIES: &[Entry] = &[
    Entry {
        path: "/moderation",
        actions: &[Action::Moderate],
        role: None,
        icon: "check-circle",
        words: |words| (words.moderation.title, words.moderation.lead),
    },
    Entry {
        path: "/moderation/widersprueche",
        actions: &[Action::DecideAppeals],
        role: None,
        icon: "flag",
        words: |words| (words.reports.appeals_title, words.reports.appeals_lead),
    },
    Entry {
        path: "/schalter",
        actions: &[Action::EnterPaper],
        role: None,
        icon: "paper",
        words: |words| words.desk.area,
    },
    Entry {
        path: "/schalter/bewohner",
        actions: &[Action::ConfirmResidents],
        role: None,
        icon: "home",
        words: |words| (words.residence.clerk_title, words.residence.clerk_lead),
    },
    Entry {
        path: "/verwaltung/posteingang",
        actions: &[Action::Answer],
        role: None,
        icon: "mail",
        words: |words| words.answering.inbox,
    },
    Entry {
        path: "/verwaltung/ortsbeirat",
        actions: &[Action::NoteAsCouncil],
        role: None,
        icon: "pin",
        words: |words| words.council.inbox,
    },
    Entry {
        path: "/verwaltung/seiten",
        actions: &[Action::EditPages],
        role: None,
        icon: "edit",
        words: |words| words.page_release.area,
    },
    Entry {
        path: "/verwaltung/medien",
        actions: &[Action::EditPages],
        role: None,
        icon: "image",
        words: |words| words.media_library.area,
    },
    Entry {
        path: "/verwaltung/barrieren",
        actions: &[Action::AnswerAccessibility],
        role: None,
        icon: "accessibility",
        words: |words| words.barriers.area,
    },
    Entry {
        path: "/verwaltung/personen",
        actions: &[Action::ManagePeople],
        role: None,
        icon: "users",
        words: |words| words.staff.people,
    },
    Entry {
        path: "/verwaltung/patenschaften",
        actions: &[Action::ManagePeople],
        role: None,
        icon: "heart-hand",
        words: |words| words.sponsors.area,
    },
    Entry {
        path: "/konto/patenschaft",
        actions: &[Action::PresentOneself],
        role: Some(Role::Sponsor),
        icon: "heart-hand",
        words: |words| words.sponsors.own,
    },
    Entry {
        path: "/verwaltung/fachaemter",
        actions: &[Action::ManageOffices],
        role: None,
        icon: "lighthouse",
        words: |words| words.staff.offices,
    },
    Entry {
        path: "/verwaltung/vorschlagslisten",
        actions: &[Action::ManageBoards],
        role: None,
        icon: "list",
        words: |words| words.staff.boards,
    },
    Entry {
        path: "/verwaltung/umfragen",
        actions: &[Action::ManageBoards],
        role: None,
        icon: "check",
        words: |words| words.staff.surveys,
    },
    Entry {
        path: "/verwaltung/kiosks",
        actions: &[Action::ManageKiosks],
        role: None,
        icon: "kiosk",
        words: |words| words.kiosks.area,
    },
    Entry {
        path: "/verwaltung/wortlisten",
        actions: &[Action::Moderate],
        role: None,
        icon: "filter",
        words: |words| words.word_lists.area,
    },
    Entry {
        path: "/verwaltung/rechte",
        actions: &[Action::ManagePeople],
        role: None,
        icon: "lock",
        words: |words| words.staff.permissions,
    },
    Entry {
        path: "/verwaltung/protokoll",
        actions: &[Action::ReadAudit],
        role: None,
        icon: "paper",
        words: |words| words.staff.audit,
    },
    Entry {
        path: "/verwaltung/auftraege",
        actions: &[Action::WatchJobs],
        role: None,
        icon: "refresh",
        words: |words| words.staff.jobs,
    },
    Entry {
        path: "/verwaltung/ausgang",
        actions: &[Action::WatchJobs],
        role: None,
        icon: "clock",
        words: |words| words.outbox.area,
    },
];

/// What this person works at.
pub fn entries(visit: &Visit) -> impl Iterator<Item = &'static Entry> {
    let has = move |role: Role| visit.who.as_ref().is_some_and(|who| who.grants.iter().any(|grant| grant.role == role));
    let opens =
        move |entry: &&Entry| entry.actions.iter().any(|action| visit.may(*action)) && entry.role.is_none_or(has);
    ENTRIES.iter().filter(opens)
}

/// A page for staff: its title stands in the breadcrumb and above what is in it. `above` are the pages between the
/// overview and this one.
#[component]
pub fn StaffPage(
    site: Site,
    visit: Visit,
    #[prop(into)] title: String,
    #[prop(into, optional)] lead: String,
    #[prop(optional)] above: Vec<(String, String)>,
    children: Children,
) -> impl IntoView {
    let words = visit.words();
    let class =
        if ["/bearbeiten/", "/verwaltung/seiten", "/verwaltung/medien"].iter().any(|path| visit.path.starts_with(path))
        {
            EDITING
        } else {
            "page-staff"
        };
    let head = Head { class, is_private: true, ..Head::titled(title.clone(), lead.clone()) };
    let mut steps = vec![("/verwaltung".to_owned(), words.staff.title.to_owned())];
    steps.extend(above);
    let steps = if visit.path == "/verwaltung" { Vec::new() } else { steps };
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container staff">
                <Breadcrumb visit=visit.clone() steps=steps/>
                <StaffMenu visit=visit/>
                <div class="staff__main">
                    <h1>{title}</h1>
                    {(!lead.is_empty()).then(|| view! { <p class="lead">{lead}</p> })}
                    {children()}
                </div>
            </div>
        </Shell>
    }
    .into_any()
}

#[component]
fn StaffMenu(visit: Visit) -> impl IntoView {
    let words = visit.words();
    let link = |path: &'static str, icon: &'static str, name: &'static str| {
        // Of areas that lie within each other only the inner one is where we are.
        let is_in =
            |path: &str| visit.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let inner = ENTRIES.iter().any(|entry| entry.path.len() > path.len() && is_in(entry.path));
        let below = is_in(path) && !inner && path != "/verwaltung";
        let here = if visit.path == path { Some("page") } else { below.then_some("true") };
        view! { <li><a class="staff-menu__link" href=visit.href(path) aria-current=here><Icon name=icon/>{name}</a></li> }
    };
    let links = entries(&visit).map(|entry| link(entry.path, entry.icon, (entry.words)(words).0)).collect_view();
    view! {
        <nav class="staff-menu" aria-label=words.staff.menu>
            <ul>{link("/verwaltung", "home", words.staff.overview)}{links}</ul>
        </nav>
    }
    .into_any()
}
