//! The frame of every page for staff: one menu of all areas, in which everybody sees their own.

use domain::policy::Action;
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
    pub icon: &'static str,
    pub words: fn(&'static Words) -> Area,
}

/// Every area of work. A new one is a line here.
pub const ENTRIES: &[Entry] = &[
    Entry {
        path: "/moderation",
        actions: &[Action::Moderate],
        icon: "check-circle",
        words: |words| (words.moderation.title, words.moderation.lead),
    },
    Entry {
        path: "/moderation/widersprueche",
        actions: &[Action::DecideAppeals],
        icon: "flag",
        words: |words| (words.reports.appeals_title, words.reports.appeals_lead),
    },
    Entry { path: "/schalter", actions: &[Action::EnterPaper], icon: "paper", words: |words| words.desk.area },
    Entry {
        path: "/schalter/bewohner",
        actions: &[Action::ConfirmResidents],
        icon: "home",
        words: |words| (words.residence.clerk_title, words.residence.clerk_lead),
    },
    Entry {
        path: "/verwaltung/posteingang",
        actions: &[Action::Answer],
        icon: "mail",
        words: |words| words.answering.inbox,
    },
    Entry {
        path: "/verwaltung/ortsbeirat",
        actions: &[Action::NoteAsCouncil],
        icon: "pin",
        words: |words| words.council.inbox,
    },
    Entry {
        path: "/verwaltung/seiten",
        actions: &[Action::EditPages],
        icon: "edit",
        words: |words| words.page_release.area,
    },
    Entry {
        path: "/verwaltung/medien",
        actions: &[Action::EditPages],
        icon: "image",
        words: |words| words.media_library.area,
    },
    Entry {
        path: "/verwaltung/barrieren",
        actions: &[Action::AnswerAccessibility],
        icon: "accessibility",
        words: |words| words.barriers.area,
    },
    Entry {
        path: "/verwaltung/personen",
        actions: &[Action::ManagePeople],
        icon: "users",
        words: |words| words.staff.people,
    },
    Entry {
        path: "/verwaltung/patenschaften",
        actions: &[Action::ManagePeople],
        icon: "heart-hand",
        words: |words| words.sponsors.area,
    },
    Entry {
        path: "/konto/patenschaft",
        actions: &[Action::PresentOneself],
        icon: "heart-hand",
        words: |words| words.sponsors.own,
    },
    Entry {
        path: "/verwaltung/fachaemter",
        actions: &[Action::ManageOffices],
        icon: "lighthouse",
        words: |words| words.staff_offices.area,
    },
    Entry {
        path: "/verwaltung/vorschlagslisten",
        actions: &[Action::ManageBoards],
        icon: "list",
        words: |words| words.staff.boards,
    },
    Entry {
        path: "/verwaltung/umfragen",
        actions: &[Action::MakeSurveys],
        icon: "survey",
        words: |words| words.staff.surveys,
    },
    Entry {
        path: "/verwaltung/kiosks",
        actions: &[Action::ManageKiosks],
        icon: "kiosk",
        words: |words| words.kiosks.area,
    },
    Entry {
        path: "/verwaltung/wortlisten",
        actions: &[Action::Moderate],
        icon: "filter",
        words: |words| words.word_lists.area,
    },
    Entry {
        path: "/verwaltung/rechte",
        actions: &[Action::ManagePeople],
        icon: "lock",
        words: |words| words.staff.permissions,
    },
    Entry {
        path: "/verwaltung/protokoll",
        actions: &[Action::ReadAudit],
        icon: "paper",
        words: |words| words.staff.audit,
    },
    Entry {
        path: "/verwaltung/auftraege",
        actions: &[Action::WatchJobs],
        icon: "refresh",
        words: |words| words.staff.jobs,
    },
    Entry {
        path: "/verwaltung/ausgang",
        actions: &[Action::WatchJobs],
        icon: "clock",
        words: |words| words.outbox.area,
    },
    Entry {
        path: "/verwaltung/termine",
        actions: &[Action::ManageEvents],
        icon: "calendar",
        words: |words| words.staff_events.area,
    },
    Entry {
        path: "/verwaltung/orte",
        actions: &[Action::ManagePlaceCalls],
        icon: "map",
        words: |words| words.staff_calls.area,
    },
];

/// What this person works at.
pub fn entries(visit: &Visit) -> impl Iterator<Item = &'static Entry> {
    ENTRIES.iter().filter(move |entry| entry.actions.iter().any(|action| visit.may(*action)))
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
    /// Whether it holds blocks that are edited where they stand.
    #[prop(optional)]
    has_editor: bool,
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
    let head = Head { class, is_private: true, has_editor, ..Head::titled(title.clone(), lead.clone()) };
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
