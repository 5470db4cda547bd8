//! The form: a plain one with a button; the island around it makes the button unnecessary.

use domain::{
    Goal, Theme,
    filter::{Sort, ViewMode},
    proposals::Status,
};
use leptos::prelude::*;

use super::Board;
use crate::{
    Visit,
    ui::{Choice, Icon, with_before},
};

#[component]
pub(super) fn Filters(visit: Visit, board: Board) -> impl IntoView {
    let (words, names) = (&visit.words().board, &visit.words().names);
    let filter = &board.filter;
    let themes = Theme::ALL.into_iter().map(|theme| Choice::new(theme.slug(), names.theme(theme))).collect();
    let goals = Goal::ALL.into_iter().map(|goal| Choice::new(goal.slug(), names.goal(goal))).collect();
    let districts = board.city.districts().iter().map(|area| Choice::new(&area.slug, &area.name)).collect();
    let statuses = Status::ALL
        .into_iter()
        .filter(|status| status.is_public())
        .map(|status| Choice::new(status.slug(), names.status(status)))
        .collect();
    let sorts = Sort::ALL
        .into_iter()
        .filter(|sort| *sort != Sort::Newest)
        .map(|sort| Choice::new(sort.slug(), words.sort_name(sort)))
        .collect();
    let sort = if filter.sort == Sort::Newest { "" } else { filter.sort.slug() };
    let is_in_use = filter.board.is_some()
        || filter.theme.is_some()
        || filter.goal.is_some()
        || filter.district.is_some()
        || filter.status.is_some()
        || filter.sort != Sort::Newest;
    let district = filter.district.clone().unwrap_or_default();
    let boards: Vec<_> =
        board.watched.to_read(board.now).iter().map(|board| Choice::new(&board.slug, &board.title)).collect();
    let lists = (!boards.is_empty()).then(|| {
        let (words, value) = (&visit.words().boards, filter.board.clone().unwrap_or_default());
        view! { <Pick name="liste" label=words.list none=words.any choices=boards value=value/> }.into_any()
    });
    let theme = filter.theme.map_or("", Theme::slug);
    let theme = view! { <Pick name="thema" label=words.theme none=words.any_theme choices=themes value=theme/> };
    let first = with_before(lists, theme);
    view! {
        <form class="board__filters" id="filter" role="search" autocomplete=visit.autofill() method="get" action=visit.href("/vorschlaege") aria-label=words.filters>
            <div class="board__search">
                <label class="field__label" for="q">{words.search}</label>
                <div class="board__search-row">
                    <input
                        class="input board__search-input"
                        id="q"
                        name="q"
                        type="search"
                        value=filter.query.clone()
                        autocomplete="off"
                        enterkeyhint="search"
                        aria-describedby="q-hinweis"
                        data-most=domain::filter::QUERY_LENGTH.to_string()
                    />
                    <button class="button button--primary board__apply" type="submit"><Icon name="search"/>{words.show}</button>
                </div>
                <p class="field__hint" id="q-hinweis">{words.search_hint}</p>
            </div>
            // Folded on phones, so that the proposals begin on the first screen; the style keeps it open where there is room.
            <details class="board__more" open=is_in_use>
                <summary class="board__more-summary"><Icon name="filter"/>{words.more_filters}</summary>
                <fieldset class="board__selects">
                    <legend class="visually-hidden">{words.more_filters}</legend>
                    {first}
                    <Pick name="ziel" label=words.goal none=words.any_goal choices=goals value=filter.goal.map_or("", Goal::slug)/>
                    <Pick name="ort" label=words.district none=visit.words().common.whole_city choices=districts value=district/>
                    <Pick name="status" label=words.status none=words.any_status choices=statuses value=filter.status.map_or("", Status::slug)/>
                    <Pick name="sortierung" label=words.sort none=words.sort_name(Sort::Newest) choices=sorts value=sort/>
                </fieldset>
            </details>
            {filter.near.map(|near| view! { <input type="hidden" name="nahe" value=near.to_string()/> })}
            {(filter.view == ViewMode::Map).then(|| view! { <input type="hidden" name="ansicht" value="karte"/> })}
        </form>
    }
    .into_any()
}

#[component]
fn Pick(
    name: &'static str,
    label: &'static str,
    /// First entry, for no choice.
    none: &'static str,
    choices: Vec<Choice>,
    #[prop(into)] value: String,
) -> impl IntoView {
    let id = format!("filter-{name}");
    let options = choices
        .into_iter()
        .map(|choice| view! { <option value=choice.value.clone() selected=choice.value == value>{choice.label}</option> })
        .collect_view();
    view! {
        <div class="board__select">
            <label class="field__label" for=id.clone()>{label}</label>
            <select class="input input--select" id=id.clone() name=name>
                <option value="">{none}</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}
