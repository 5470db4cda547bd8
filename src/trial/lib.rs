//! Tries the finished program from outside: starts it, speaks HTTP with it, kills it, measures it. Knows nothing of how
//! the program works, so that what it finds does not rest on the same mistakes.

mod client;
mod files;
mod mangle;
mod measured;
mod process;

pub use client::{Answer, Client, Lost};
pub use files::allow_files;
pub use mangle::{Mangler, Tried, seed, try_out};
pub use measured::{lock, memory, percentile, told};
pub use process::{Program, Running};
