//! Hostile input: every place where something can be sent gets what nobody should send, and every answer is judged from
//! outside. `WEGMARKEN_TRIALS=10` makes ten rounds of it, `WEGMARKEN_SEED` repeats one.

mod attack;
mod bodies;
mod cookies;
mod duties;
pub(super) mod fields;
mod foreign;
mod forms;
mod oracle;
mod oracle_tests;
mod page;
mod panics;
mod payloads;
mod peers;
mod registered;
mod roles;
mod routes;
mod secrets;
mod sessions;
mod staff_storm;
mod storm;
mod tampering;
mod world;
