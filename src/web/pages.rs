//! One module for each kind of page: the handler loads, the component shows.

pub mod accounts;
pub mod answering;
mod atom;
pub mod barriers;
pub mod board;
pub mod calendar;
pub mod content;
pub mod counter;
pub mod formats;
pub mod home;
pub mod map;
pub mod news;
pub mod open_now;
pub mod overdue;
mod personal;
pub mod place_calls;
pub mod proposal;
pub mod receipt;
pub mod robots;
pub mod sitemap;
pub mod sponsors;
pub mod staff;
pub mod styleguide;
pub mod submit;
pub mod surveys;
pub mod thematic;
mod trap;
