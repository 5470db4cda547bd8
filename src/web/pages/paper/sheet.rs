//! What every sheet has: the frame of its page, its head with id and QR code, lines and boxes, and its foot.

use domain::{Moment, boards::Board, moment::PeriodState, paper::FormId, privacy::PAPER_PHOTO_DAYS};
use leptos::prelude::*;

use crate::{
    Site, Visit, dates,
    islands::{PageActions, PageActionsWords},
    locales::{fill, number},
    pages::formats::content_lang,
    ui::{Breadcrumb, Head, Qr, Shell, head::PAPER},
};

#[derive(Clone)]
pub struct About {
    pub id: FormId,
    /// Where what is written comes on a board.
    pub board: Option<Board>,
    pub title: String,
    /// The language of the title, where it is another one than that of the page.
    pub lang: Option<&'static str>,
    /// Pages above this one.
    pub steps: Vec<(String, String)>,
    /// What becomes of what is written here.
    pub privacy: &'static str,
    /// It needs both sides of the paper.
    pub has_back: bool,
    pub now: Moment,
}

#[component]
pub fn Sheet(site: Site, visit: Visit, about: About, children: Children) -> impl IntoView {
    let words = &visit.words().paper;
    let head = Head {
        class: PAPER,
        is_private: true,
        has_islands: true,
        ..Head::titled(format!("{} – {}", about.title, words.title), words.lead)
    };
    let base = site.settings.base_url.clone();
    let scanned = format!("{base}{}", visit.href(&format!("/papier/{}", about.id)));
    let notice = format!("{base}{}", visit.href("/datenschutz"));
    let privacy = fill(about.privacy, &[("address", &notice), ("days", &PAPER_PHOTO_DAYS.to_string())]);
    let other = about.board.filter(|board| board.slug != store::boards::DEFAULT);
    let of_board = other.map(|board| view! { <OfBoard visit=visit.clone() board=board now=about.now/> });
    let printed = fill(words.as_of, &[("date", &dates::date(visit.language, about.now))]);
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow paper-screen">
                <Breadcrumb visit=visit.clone() steps=about.steps/>
                <h1>{words.title}</h1>
                <p class="lead">{words.lead}</p>
                <Print visit=visit.clone() title=about.title.clone() address=scanned.clone()/>
                {about.has_back.then(|| view! { <p>{words.two_sides}</p> })}
            </div>
            <div class="container paper-desk">
                <article class="sheet" class:sheet--two-sided=about.has_back aria-labelledby="bogen">
                    <header class="sheet__head">
                        <div>
                            <p class="sheet__from">{visit.words().common.site_name}" · Hanse- und Universitätsstadt Rostock"</p>
                            <h2 class="sheet__title" id="bogen" lang=about.lang>{about.title}</h2>
                            {of_board}
                            <p>{words.legibly}</p>
                        </div>
                        <div class="sheet__code">
                            <Qr address=scanned label=words.qr/>
                            <p class="sheet__id"><span>{words.number}</span>" "<strong>{about.id.to_string()}</strong></p>
                        </div>
                    </header>
                    {children()}
                    <footer class="sheet__foot">
                        <p><strong>{words.hand_in}</strong>" "{words.hand_in_where}</p>
                        <p><strong>{words.privacy}</strong>" "{privacy}</p>
                        <p class="sheet__office">
                            <span>{words.office}</span>
                            <span class="sheet__blank">{words.office_number}</span>
                            <span><Tick/>{words.office_typed}</span>
                            <span><Tick/>{words.office_checked}</span>
                            <span>{printed}</span>
                        </p>
                    </footer>
                </article>
            </div>
        </Shell>
    }
    .into_any()
}

/// Which board it is for, where that is not the one of the city: with its times, and what it promises.
#[component]
fn OfBoard(visit: Visit, board: Board, now: Moment) -> impl IntoView {
    let words = &visit.words().paper;
    let on = |word: &str, day| fill(word, &[("date", &dates::date(visit.language, day))]);
    let begins = board.period.state(now) == PeriodState::Upcoming;
    let rules = [
        begins.then(|| on(words.begins, board.period.start)),
        board.period.end.map(|end| on(words.until, end)),
        Some(fill(words.goal, &[("n", &number(visit.language, board.support_goal))])),
    ];
    let rules = rules.into_iter().flatten().collect::<Vec<_>>().join(" ");
    view! { <p class="sheet__board">{words.board}" "<strong lang=content_lang(&visit)>{board.title}</strong>". "{rules}</p> }
}

/// Where the front of a printed sheet ends and its back begins: the back says of what it is the back, in case it comes by
/// itself. On a screen there is nothing to turn over.
#[component]
pub fn Overleaf(visit: Visit, id: FormId, title: &'static str) -> impl IntoView {
    let words = &visit.words().paper;
    view! {
        <p class="sheet__overleaf">{words.overleaf}</p>
        <p class="sheet__back">
            <span><strong>{words.back}</strong>" "{title}</span>
            <span>{words.number}" "<strong>{id.to_string()}</strong></span>
        </p>
    }
    .into_any()
}

/// A button where there are scripts, and in words what every browser can do.
#[component]
pub fn Print(visit: Visit, title: String, address: String) -> impl IntoView {
    let (words, proposal) = (&visit.words().paper, &visit.words().proposal);
    let island = PageActionsWords {
        title,
        copied: proposal.copied.into(),
        copy_failed: fill(proposal.copy_failed, &[("address", &address)]),
        address,
    };
    view! {
        <p>{words.how_to_print}</p>
        <PageActions words=island>
            <div class="page-actions__buttons" hidden=true>
                <button class="button button--primary" type="button" data-print="">{words.print}</button>
            </div>
        </PageActions>
    }
}

/// A box for a cross.
#[component]
pub fn Tick() -> impl IntoView {
    view! { <span class="sheet__tick" aria-hidden="true"></span> }
}

/// A question of the sheet, with a hint and room for the answer.
#[component]
pub fn Item(
    #[prop(into)] title: String,
    #[prop(into, optional)] hint: String,
    #[prop(default = None)] lang: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="sheet__item">
            <h3 lang=lang>{title}</h3>
            {(!hint.is_empty()).then(|| view! { <p class="sheet__hint">{hint}</p> })}
            {children()}
        </section>
    }
    .into_any()
}

/// Lines to write on.
#[component]
pub fn Lines(many: usize) -> impl IntoView {
    let lines = (0..many).map(|_| view! { <div class="sheet__line"></div> }).collect_view();
    view! { <div class="sheet__lines" aria-hidden="true">{lines}</div> }
}

/// Boxes, each with its number, so that it can be typed in by digits.
#[component]
pub fn Ticks(
    options: Vec<String>,
    #[prop(default = None)] lang: Option<&'static str>,
    #[prop(default = "sheet__options")] class: &'static str,
) -> impl IntoView {
    let items = (1_usize..)
        .zip(options)
        .map(|(number, option)| view! { <li><Tick/><span class="sheet__number">{number}</span>" "<span>{option}</span></li> })
        .collect_view();
    view! { <ul class=class lang=lang>{items}</ul> }
}
