//! Passwords that strangers try first, because they leaked from other services. Only the server looks: in a browser the list
//! would weigh more than the page, and nobody else is asked about a password.

use std::sync::LazyLock;

/// Sorted, so that it is searched by halves.
static LIST: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("passwords.txt").lines().filter(|line| !line.starts_with('#')).collect());

/// Whether it is among the commonest ten thousand of those that are long enough here, however its letters are written.
pub fn is_common_password(password: &str) -> bool {
    let plain = password.to_lowercase();
    LIST.binary_search_by(|known| (*known).cmp(plain.as_str())).is_ok()
}

#[cfg(test)]
mod tests {
    use domain::accounts::SHORTEST_PASSWORD;

    use super::*;

    #[test]
    fn what_strangers_try_first_is_known_however_it_is_written() {
        for known in ["1234567890", "Password123", "QWERTYUIOP", "q1w2e3r4t5y6"] {
            assert!(is_common_password(known), "{known}");
        }
        for unknown in ["", "Möwe Hafen Regen", "password123 ", "# MIT License"] {
            assert!(!is_common_password(unknown), "{unknown}");
        }
    }

    #[test]
    fn the_list_is_sorted_and_holds_nothing_that_is_too_short_anyway() {
        assert!(LIST.is_sorted_by(|a, b| a < b));
        assert!(LIST.len() >= 3_000, "{}", LIST.len());
        assert!(LIST.iter().all(|line| line.chars().count() >= SHORTEST_PASSWORD && **line == line.to_lowercase()));
    }
}
