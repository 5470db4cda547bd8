//! What reacts in the browser. Each island enhances a form or a link that works without it.

mod comment_form;
mod dom;
mod draft_keeper;
mod live_board;
mod page_actions;
mod personal_hint;
mod place_picker;
mod post;
#[cfg(feature = "ssr")]
pub mod server;
mod shell;
mod similar;
mod support;
mod words;

pub use comment_form::{CommentForm, CommentFormWords};
pub use draft_keeper::{DraftKeeper, FieldWords, HintWords, KeeperWords, Listed};
pub use live_board::{LiveBoard, LiveBoardWords};
pub use page_actions::{PageActions, PageActionsWords};
pub use personal_hint::{PersonalHint, PersonalHintWords};
pub use place_picker::{PickerWords, PlacePicker, SearchWords};
pub use similar::{SimilarProposals, SimilarWords};
pub use support::{SupportButton, SupportWords, set_support};
