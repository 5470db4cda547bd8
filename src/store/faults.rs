//! Switches that break a promise on purpose. With one of them the tests of that promise have to fail, which shows that
//! they can. They exist in debug builds only.

/// `WEGMARKEN_FAULT=acknowledge-early`: writes are answered before they are on the disk.
pub(crate) fn acknowledges_early() -> bool {
    is_chosen("acknowledge-early")
}

/// On PostgreSQL a commit takes no time, so the one that nobody waited for comes as late as a slow disk would make it.
pub(crate) const LATE: std::time::Duration = std::time::Duration::from_millis(20);

/// `WEGMARKEN_FAULT=commit-to-memory`: a commit of SQLite is done when the operating system has it, which writes it to the
/// disk some time later.
pub(crate) fn commits_to_memory() -> bool {
    is_chosen("commit-to-memory")
}

/// `WEGMARKEN_FAULT=no-catch-panic`: a bug in one request takes the connection with it.
pub fn lets_panics_through() -> bool {
    is_chosen("no-catch-panic")
}

/// `WEGMARKEN_FAULT=admit-all`: any number of requests is worked on at once.
pub fn admits_all() -> bool {
    is_chosen("admit-all")
}

/// `WEGMARKEN_FAULT=admit-all-of-one`: one client may have every place there is.
pub fn admits_all_of_one() -> bool {
    is_chosen("admit-all-of-one")
}

/// `WEGMARKEN_FAULT=trust-all-origins`: pages of other sites may send forms.
pub fn trusts_all_origins() -> bool {
    is_chosen("trust-all-origins")
}

/// `WEGMARKEN_FAULT=send-no-policy`: browsers are not told what a page may load and run.
pub fn sends_no_policy() -> bool {
    is_chosen("send-no-policy")
}

/// `WEGMARKEN_FAULT=keep-no-form`: a form that is refused does not come back.
pub fn keeps_no_form() -> bool {
    is_chosen("keep-no-form")
}

/// `WEGMARKEN_FAULT=always-ready`: the server says that it can serve without having looked.
pub fn is_always_ready() -> bool {
    is_chosen("always-ready")
}

/// `WEGMARKEN_FAULT=tell-after-cursor`: how far people were told is stored before they were.
pub(crate) fn tells_after_the_cursor() -> bool {
    is_chosen("tell-after-cursor")
}

/// `WEGMARKEN_FAULT=name-letters-anew`: a letter that is sent again is not known again.
pub fn names_letters_anew() -> bool {
    is_chosen("name-letters-anew")
}

/// `WEGMARKEN_FAULT=note-pushes-early`: a message counts as sent before a push service has taken it.
pub fn notes_pushes_early() -> bool {
    is_chosen("note-pushes-early")
}

/// `WEGMARKEN_FAULT=forget-deliveries`: the id of a record that a device sent is not kept.
pub(crate) fn forgets_deliveries() -> bool {
    is_chosen("forget-deliveries")
}

/// `WEGMARKEN_FAULT=forget-older-versions`: what devices and editors of older versions leave out is missed.
pub fn forgets_older_versions() -> bool {
    is_chosen("forget-older-versions")
}

/// `WEGMARKEN_FAULT=forget-submissions`: a proposal is stored under an id of its own and not under the one that it came with.
pub(crate) fn forgets_submissions() -> bool {
    is_chosen("forget-submissions")
}

/// `WEGMARKEN_FAULT=begin-deferred`: a transaction takes the write lock of SQLite when it first writes, not when it begins.
pub(crate) fn begins_deferred() -> bool {
    is_chosen("begin-deferred")
}

/// `WEGMARKEN_FAULT=tell-by-time`: no password is compared where there is no account.
pub fn tells_by_time() -> bool {
    is_chosen("tell-by-time")
}

/// `WEGMARKEN_FAULT=migrate-bare`: migrations run outside of any transaction.
pub(crate) fn migrates_bare() -> bool {
    is_chosen("migrate-bare")
}

/// `WEGMARKEN_FAULT=overwrite-stale`: what an editor changes takes the place of whatever others changed since they looked.
pub(crate) fn overwrites_what_is_newer() -> bool {
    is_chosen("overwrite-stale")
}

/// `WEGMARKEN_FAULT=ask-for-no-revision`: a change of a block need not say what it starts from.
pub fn asks_for_no_revision() -> bool {
    is_chosen("ask-for-no-revision")
}

/// `WEGMARKEN_FAULT=forget-revisions`: what stood in a block before is kept nowhere.
pub(crate) fn forgets_revisions() -> bool {
    is_chosen("forget-revisions")
}

/// `WEGMARKEN_FAULT=forget-saves`: a save that is sent again is not known again.
pub(crate) fn forgets_saves() -> bool {
    is_chosen("forget-saves")
}

/// `WEGMARKEN_FAULT=take-late-typing`: what somebody typed earlier takes the place of what they typed later.
pub(crate) fn takes_late_typing() -> bool {
    is_chosen("take-late-typing")
}

/// `WEGMARKEN_FAULT=publish-unseen`: a draft that changed is published at the time that was set before.
pub(crate) fn publishes_unseen() -> bool {
    is_chosen("publish-unseen")
}

/// `WEGMARKEN_FAULT=review-oneself`: whoever handed a draft in may be the second person.
pub(crate) fn lets_people_review_themselves() -> bool {
    is_chosen("review-oneself")
}

/// `WEGMARKEN_FAULT=count-by-looking`: whether somebody is counted already is looked at before their support is written,
/// and no key decides.
pub(crate) fn counts_by_looking() -> bool {
    is_chosen("count-by-looking")
}

/// `WEGMARKEN_FAULT=forget-answers`: a survey can become a draft again though somebody answered it.
pub(crate) fn forgets_answers() -> bool {
    is_chosen("forget-answers")
}

/// `WEGMARKEN_FAULT=commit-singly`: writes that wait share no commit.
pub(crate) fn commits_singly() -> bool {
    is_chosen("commit-singly")
}

/// `WEGMARKEN_FAULT=stop-after-failure`: after a commit that failed SQLite's writer writes no more, until the next start.
pub(crate) fn stops_after_a_failure() -> bool {
    is_chosen("stop-after-failure")
}

/// `WEGMARKEN_FAULT=read-through-writer`: whoever reads from SQLite needs the connection that writes.
pub(crate) fn reads_through_the_writer() -> bool {
    is_chosen("read-through-writer")
}

/// `WEGMARKEN_FAULT=keep-pages-unasked`: a page in memory is served without asking whether anything was stored since.
pub fn keeps_pages_unasked() -> bool {
    is_chosen("keep-pages-unasked")
}

/// `WEGMARKEN_FAULT=read-areas-anew`: a page that shows areas asks the database for them.
pub(crate) fn reads_areas_anew() -> bool {
    is_chosen("read-areas-anew")
}

/// `WEGMARKEN_FAULT=keep-of-every-request`: something of each request stays in memory for ever.
pub fn keep_of_every_request() {
    const KEPT: usize = 256 * 1024;
    if is_chosen("keep-of-every-request") {
        std::mem::forget(vec![1_u8; KEPT]);
    }
}

/// `WEGMARKEN_FAULT=panic-every-N`: a bug strikes with every N-th statement.
#[expect(clippy::panic, reason = "it is what this switch is for")]
pub(crate) fn panic_every(statements: u64) {
    if number_after("panic-every-").is_some_and(|every| statements.is_multiple_of(every)) {
        std::panic::panic_any("on purpose");
    }
}

/// `WEGMARKEN_FAULT=stop-at-once`: a server that is asked to stop ends as if nothing were on its way.
pub fn stop_at_once() {
    if is_chosen("stop-at-once") {
        std::process::exit(0);
    }
}

/// `WEGMARKEN_FAULT=die-after-N`: the process ends at once after its N-th statement, as if it were killed.
pub(crate) fn die_after(statements: u64) {
    if number_after("die-after-") == Some(statements) {
        std::process::abort();
    }
}

fn is_chosen(name: &str) -> bool {
    is_chosen_here(name) || chosen().is_some_and(|faults| faults.split(',').any(|fault| fault == name))
}

#[cfg(debug_assertions)]
thread_local! {
    static HERE: std::cell::Cell<Option<&'static str>> = const { std::cell::Cell::new(None) };
}

#[cfg(debug_assertions)]
fn is_chosen_here(name: &str) -> bool {
    HERE.get() == Some(name)
}

#[cfg(not(debug_assertions))]
const fn is_chosen_here(_name: &str) -> bool {
    false
}

/// Whether a test fails once a switch is set, for its thread alone: a test that cannot fail shows nothing.
#[cfg(debug_assertions)]
pub fn is_noticed(fault: &'static str, test: fn()) -> bool {
    HERE.set(Some(fault));
    let outcome = std::panic::catch_unwind(test);
    HERE.set(None);
    outcome.is_err()
}

/// Sets a switch for this thread alone.
#[cfg(all(test, debug_assertions))]
pub(crate) fn choose_here(fault: Option<&'static str>) {
    HERE.set(fault);
}

fn number_after(start: &str) -> Option<u64> {
    chosen()?.split(',').find_map(|fault| fault.strip_prefix(start)?.parse().ok())
}

/// Several stand with commas between them.
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
