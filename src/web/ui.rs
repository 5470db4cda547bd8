//! The design system: components that every page is made of. `/styleguide` shows each in every state.

pub mod age;
pub mod attack_notice;
pub mod boards;
pub mod breadcrumb;
pub mod card;
pub mod card_title;
pub mod channels;
pub mod choice;
pub mod device_full;
pub mod empty_state;
pub mod error_summary;
pub mod field;
pub mod given_back;
pub mod goal_line;
pub mod head;
pub mod icon;
pub mod level_notice;
pub mod notice;
pub mod page_title;
pub mod pagination;
pub mod prose;
pub mod qr;
pub mod safe_html;
pub mod script;
pub mod shell;
pub mod structured_data;
pub mod tag;
pub mod text_area;
pub mod wide_table;

pub use {
    age::Age,
    attack_notice::AttackNotice,
    boards::{board_choice, board_times, with_before},
    breadcrumb::Breadcrumb,
    card::ProposalCardView,
    card_title::CardTitle,
    channels::{Channels, WaysLink},
    choice::{Checkboxes, Choice, Radios, Select},
    device_full::DeviceFull,
    empty_state::EmptyState,
    error_summary::ErrorSummary,
    field::{FieldFrame, TextInput},
    given_back::GivenBack,
    goal_line::GoalLine,
    head::Head,
    icon::Icon,
    level_notice::{LevelNotice, with_no_account},
    notice::{Notice, NoticeKind},
    pagination::Pagination,
    prose::Prose,
    qr::Qr,
    safe_html::SafeHtml,
    script::Script,
    shell::Shell,
    tag::{DemoTag, GoalTags, StanceTag, StatusTag, ThemeTag},
    text_area::TextArea,
    wide_table::WideTable,
};
