//! Switches that break a promise on purpose. With one of them the tests of that promise have to fail, which shows that
//! they can. They exist in debug builds only.

/// `WEGMARKEN_FAULT=acknowledge-early`: writes are answered before they are on the disk.
pub(crate) fn acknowledges_early() -> bool {
    chosen() == Some("acknowledge-early")
}

/// `WEGMARKEN_FAULT=tell-after-cursor`: how far people were told is stored before they were.
pub(crate) fn tells_after_the_cursor() -> bool {
    chosen() == Some("tell-after-cursor")
}

/// `WEGMARKEN_FAULT=name-letters-anew`: a letter that is sent again is not known again.
pub fn names_letters_anew() -> bool {
    chosen() == Some("name-letters-anew")
}

/// `WEGMARKEN_FAULT=forget-deliveries`: the id of a record that a device sent is not kept.
pub(crate) fn forgets_deliveries() -> bool {
    chosen() == Some("forget-deliveries")
}

/// `WEGMARKEN_FAULT=die-after-N`: the process ends at once after its N-th statement, as if it were killed.
pub(crate) fn die_after(statements: u64) {
    if chosen().and_then(|fault| fault.strip_prefix("die-after-")?.parse().ok()) == Some(statements) {
        std::process::abort();
    }
}

#[cfg(debug_assertions)]
fn chosen() -> Option<&'static str> {
    static CHOSEN: std::sync::LazyLock<Option<String>> =
        std::sync::LazyLock::new(|| std::env::var("WEGMARKEN_FAULT").ok());
    CHOSEN.as_deref()
}

#[cfg(not(debug_assertions))]
const fn chosen() -> Option<&'static str> {
    None
}
