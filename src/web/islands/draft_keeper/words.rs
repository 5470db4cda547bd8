//! The sentences of the keeper.

use crate::islands::words::island_words;

island_words! {
    pub struct KeeperWords {
        /// Of the draft.
        pub key,
        pub saving,
        pub saved_at,
        pub kept_here,
        pub restored,
        pub offline_submit,
        pub online_again,
        pub refused,
        pub picture_too_large,
        pub versions_found,
        pub versions_show,
        /// Where the device takes the whole form, and the word for it.
        pub outbox,
        pub outbox_send,
    }
}

#[cfg(feature = "ssr")]
impl KeeperWords {
    pub fn of(visit: &crate::Visit, key: &str) -> Self {
        let (words, versions) = (&visit.words().keeping, &visit.words().versions);
        Self {
            key: key.into(),
            saving: words.saving.into(),
            saved_at: words.saved_at.into(),
            kept_here: words.kept_here.into(),
            restored: words.restored.into(),
            offline_submit: words.offline_submit.into(),
            online_again: words.online_again.into(),
            refused: words.refused.into(),
            picture_too_large: words.picture_too_large.into(),
            versions_found: versions.found.into(),
            versions_show: versions.show.into(),
            outbox: visit.href(crate::pages::outbox::WRITE),
            outbox_send: visit.words().outbox.write_send.into(),
        }
    }
}
