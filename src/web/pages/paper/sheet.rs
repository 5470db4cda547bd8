//! What every sheet has: the frame of its page, its head with id and QR code, lines and boxes, and its foot.

use domain::{
    Moment,
    accounts::Level,
    boards::Board,
    moment::PeriodState,
    paper::{FormId, Part},
    privacy::PAPER_PHOTO_DAYS,
};
use leptos::prelude::*;

use super::counts;
use crate::{
    Site, Visit, dates,
    islands::{PageActions, PageActionsWords},
    locales::{fill, number},
    pages::formats::content_lang,
    ui::{Breadcrumb, Head, Pagination, Qr, Shell, head::PAPER},
};

/// How much paper a sheet needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sides {
    One,
    /// Both sides of one piece of paper; its back has a head of its own.
    FrontAndBack,
    /// As many as it takes: its head stands on each, so that none is nobody's.
    Many,
}

/// One of several sheets, and the addresses of its neighbours.
#[derive(Clone, Debug)]
pub struct Turn {
    pub part: Part,
    pub previous: Option<String>,
    pub next: Option<String>,
}

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
    /// What becomes of what is written here, where the sheet counts.
    pub privacy: &'static str,
    pub sides: Sides,
    /// Where it is one of several.
    pub turn: Option<Turn>,
    /// Whom that takes for which it is.
    pub needed: Level,
    pub now: Moment,
}

#[component]
pub fn Sheet(site: Site, visit: Visit, about: About, children: Children) -> impl IntoView {
    let words = &visit.words().paper;
    let lead = if counts(about.needed) { words.lead } else { words.known_lead };
    let head = Head {
        class: PAPER,
        is_private: true,
        has_islands: true,
        ..Head::titled(format!("{} – {}", about.title, words.title), lead)
    };
    let base = site.settings.base_url.clone();
    let scanned = format!("{base}{}", visit.href(&format!("/papier/{}", about.id)));
    let notice = format!("{base}{}", visit.href("/datenschutz"));
    let privacy = if counts(about.needed) { about.privacy } else { words.known_privacy };
    let privacy = fill(privacy, &[("address", &notice), ("days", &PAPER_PHOTO_DAYS.to_string())]);
    let other = about.board.filter(|board| board.slug != store::boards::DEFAULT);
    let of_board =
        other.map(|board| view! { <OfBoard visit=visit.clone() board=board needed=about.needed now=about.now/> });
    let part = about.turn.as_ref().map(|turn| part_in_words(&visit, words.part, turn.part));
    let (has_back, is_long) = (about.sides == Sides::FrontAndBack, about.sides == Sides::Many);
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow paper-screen">
                <Breadcrumb visit=visit.clone() steps=about.steps/>
                <h1>{words.title}</h1>
                <p class="lead">{lead}</p>
                <Print visit=visit.clone() title=about.title.clone() address=scanned.clone()/>
                {has_back.then(|| view! { <p>{words.two_sides}</p> })}
                {about.turn.map(|turn| view! { <Turning visit=visit.clone() turn=turn needed=about.needed/> })}
            </div>
            <div class="container paper-desk">
                <article
                    class="sheet"
                    class:sheet--two-sided=has_back
                    class:sheet--long=is_long
                    aria-labelledby="bogen"
                >
                    <div class="sheet__paper">
                        <div class="sheet__running">
                            <header class="sheet__head">
                                <div>
                                    <p class="sheet__from">{visit.words().common.site_name}" · Hanse- und Universitätsstadt Rostock"</p>
                                    <h2 class="sheet__title" id="bogen" lang=about.lang>{about.title}</h2>
                                    {part.map(|part| view! { <p class="sheet__part">{part}</p> })}
                                    {of_board}
                                    <p>{words.legibly}</p>
                                </div>
                                <div class="sheet__code">
                                    <Qr address=scanned label=words.qr/>
                                    <p class="sheet__id"><span>{words.number}</span>" "<strong>{about.id.to_string()}</strong></p>
                                </div>
                            </header>
                        </div>
                        <div class="sheet__body">
                            {(!counts(about.needed)).then(|| view! { <OfKnown visit=visit.clone() needed=about.needed/> })}
                            {children()}
                            <footer class="sheet__foot">
                                {counts(about.needed).then(|| view! { <p><strong>{words.hand_in}</strong>" "{words.hand_in_where}</p> })}
                                <p><strong>{words.privacy}</strong>" "{privacy}</p>
                                <Office visit=visit.clone() needed=about.needed now=about.now/>
                            </footer>
                        </div>
                    </div>
                </article>
            </div>
        </Shell>
    }
    .into_any()
}

/// `Teil 2 von 5`
fn part_in_words(visit: &Visit, word: &str, part: Part) -> String {
    let n = |n: u64| number(visit.language, i64::try_from(n).unwrap_or(i64::MAX));
    fill(word, &[("n", &n(part.number)), ("total", &n(part.total))])
}

/// To the other sheets of the same list.
#[component]
fn Turning(visit: Visit, turn: Turn, needed: Level) -> impl IntoView {
    let words = &visit.words().paper;
    let text = part_in_words(&visit, words.parts, turn.part);
    let some = counts(needed).then(|| format!(" {}", words.parts_some));
    view! {
        <p>{text}{some}</p>
        <Pagination visit=visit previous=turn.previous next=turn.next/>
    }
}

/// Who takes part, where the platform has to know it, and what the sheet is good for then.
#[component]
fn OfKnown(visit: Visit, needed: Level) -> impl IntoView {
    let (words, common) = (&visit.words().paper, &visit.words().common);
    let is_resident = needed == Level::ResidentConfirmed;
    let who = if is_resident { common.level_resident } else { common.level_account };
    view! {
        <div class="sheet__known">
            <p>{who}</p>
            <p><strong>{words.known}</strong>" "{words.known_where}{is_resident.then(|| format!(" {}", words.known_resident))}</p>
        </div>
    }
    .into_any()
}

/// What clerks note, where there is anything for them to type.
#[component]
fn Office(visit: Visit, needed: Level, now: Moment) -> impl IntoView {
    let words = &visit.words().paper;
    let printed = fill(words.as_of, &[("date", &dates::date(visit.language, now))]);
    let notes = counts(needed).then(|| {
        view! {
            <span>{words.office}</span>
            <span class="sheet__blank">{words.office_number}</span>
            <span><Tick/>{words.office_typed}</span>
            <span><Tick/>{words.office_checked}</span>
        }
    });
    view! { <p class="sheet__office">{notes}<span>{printed}</span></p> }.into_any()
}

/// Until when that is possible for which the sheet is.
pub fn until(visit: &Visit, needed: Level, end: Moment) -> String {
    let words = &visit.words().paper;
    let word = if counts(needed) { words.until } else { words.known_until };
    fill(word, &[("date", &dates::date(visit.language, end))])
}

/// Which board it is for, where that is not the one of the city: with its times, and what it promises.
#[component]
fn OfBoard(visit: Visit, board: Board, needed: Level, now: Moment) -> impl IntoView {
    let words = &visit.words().paper;
    let on = |word: &str, day| fill(word, &[("date", &dates::date(visit.language, day))]);
    let begins = board.period.state(now) == PeriodState::Upcoming;
    let rules = [
        (begins && counts(needed)).then(|| on(words.begins, board.period.start)),
        board.period.end.map(|end| until(&visit, needed, end)),
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
