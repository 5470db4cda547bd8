//! The pages of those who work for the city. Each handler asks by itself who comes: `visit.acting` wants the role and the
//! second factor.

mod announced;
pub mod audit;
mod board_basics;
pub mod boards;
mod call_form;
mod call_page;
pub mod calls;
pub mod content_pages;
mod event_form;
pub mod events;
pub mod form;
pub mod frame;
pub mod inbox;
pub mod jobs;
pub mod kiosk;
pub mod kiosk_calls;
pub mod kiosks;
pub mod media;
pub mod medium;
pub mod new_board;
pub mod new_call;
pub mod new_event;
pub mod new_page;
pub mod office;
pub mod offices;
pub mod outbox;
pub mod overview;
mod page_tree;
pub mod people;
pub mod permissions;
pub mod person;
pub mod sponsors;
pub mod surveys;
mod units;
pub mod word_lists;
