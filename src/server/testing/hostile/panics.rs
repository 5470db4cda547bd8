//! Panics in what is tested, wherever they happen; a middleware or a task may have caught them.

use std::sync::{Mutex, Once, PoisonError};

static SEEN: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Begins to listen. Tests panic too when they fail, and some do so on purpose; those do not count.
pub fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let place = panic.location().map(ToString::to_string).unwrap_or_default();
            if !place.contains("/testing/") && !place.contains("testing.rs") && !place.contains("/tests") {
                SEEN.lock().unwrap_or_else(PoisonError::into_inner).push(format!("a panic at {place}"));
            }
            before(panic);
        }));
    });
}

pub fn take() -> Vec<String> {
    std::mem::take(&mut SEEN.lock().unwrap_or_else(PoisonError::into_inner))
}
