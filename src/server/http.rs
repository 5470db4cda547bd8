//! What is answered without a page: the interface for programs, probes, files, redirects of old addresses.

pub mod api;
pub mod dev_reload;
pub mod kiosk;
pub mod metrics;
pub mod offline;
pub mod old_addresses;
pub mod probes;
pub mod security_txt;
pub mod static_files;
pub mod unopened;
