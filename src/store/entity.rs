//! The tables as SeaORM sees them, one file each. Rows never leave this crate: callers get the types of `domain`.

pub(crate) mod answer;
pub(crate) mod area;
pub(crate) mod block;
pub(crate) mod board;
pub(crate) mod calendar_event;
pub(crate) mod comment;
pub(crate) mod draft;
pub(crate) mod event;
pub(crate) mod gazetteer;
pub(crate) mod page;
pub(crate) mod picture;
pub(crate) mod place_call;
pub(crate) mod place_mark;
pub(crate) mod proposal;
pub(crate) mod setting;
pub(crate) mod support;
pub(crate) mod survey;
pub(crate) mod survey_replaced;
pub(crate) mod survey_response;
