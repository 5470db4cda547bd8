//! What was made under a secret of before.
//!
//! What is looked up by a keyed hash is asked for under each secret. Codes that follow from an id are made again with the
//! secret whose hash of them the database keeps, so that a link in a letter opens the receipt that somebody has on paper.

use domain::{
    ids::{PersonKey, ProposalId, SubmissionId, SurveyId},
    receipts::ReceiptCode,
};

use super::Keys;

impl Keys {
    /// These keys, and those of the secrets of before, the latest first.
    pub fn each(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(self.before.iter())
    }

    /// The pseudonym of the guest for whose token we once made this signature. It stays the one of that time, because what
    /// they did stands under it.
    pub fn guest(&self, token: &str, signature: &str) -> Option<PersonKey> {
        self.each().find(|keys| keys.signed(token, signature)).map(|keys| keys.person_key(token))
    }

    /// What the database may keep of a code.
    pub(crate) fn receipt_hashes(&self, code: &ReceiptCode) -> Vec<String> {
        self.each().map(|keys| keys.receipt_hash(code)).collect()
    }

    /// The code of a contribution of which the database keeps this hash.
    pub(crate) fn receipt_code_of(&self, submission: &SubmissionId, hash: &str) -> ReceiptCode {
        self.kept_as(hash, |keys| keys.receipt_code(submission))
    }

    /// The code, made under the secret with which its hash was made.
    pub(crate) fn kept_as(&self, hash: &str, code: impl Fn(&Self) -> ReceiptCode) -> ReceiptCode {
        let kept = self.each().map(|keys| (keys, code(keys))).find(|(keys, code)| keys.receipt_hash(code) == hash);
        kept.map_or_else(|| code(self), |(_, code)| code)
    }

    /// What the database may keep of a token.
    pub(crate) fn token_hashes(&self, token: &str) -> Vec<String> {
        self.each().map(|keys| keys.token_hash(token)).collect()
    }

    /// What devices may have kept of an account, the one of now first.
    pub fn account_tags(&self, person: &PersonKey) -> Vec<String> {
        self.each().map(|keys| keys.account_tag(person)).collect()
    }

    /// As what this resident may be known, the one of now first.
    pub(crate) fn resident_fingerprints(&self, who: &str) -> Vec<String> {
        self.each().map(|keys| keys.resident_fingerprint(who)).collect()
    }

    /// Under what the support of a resident may stand whose account is gone.
    pub(crate) fn voices(&self, fingerprint: &str, proposal: ProposalId) -> impl Iterator<Item = String> {
        self.each().map(move |keys| keys.voice(fingerprint, proposal).0)
    }

    /// The same for what they said to a survey.
    pub(crate) fn responses(&self, fingerprint: &str, survey: SurveyId) -> Vec<String> {
        self.each().map(|keys| keys.response(fingerprint, survey).0).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &[u8] = b"the secret of last year";
    const NEW: &[u8] = b"the secret of this year";

    fn submission() -> SubmissionId {
        SubmissionId::from_bytes([1; 16])
    }

    #[test]
    fn what_was_made_under_the_old_secret_is_known_beside_the_new_one_and_not_without_it() {
        let old = Keys::from_secret(OLD);
        let (both, alone) = (Keys::with_before(NEW, &[OLD.to_vec()]), Keys::from_secret(NEW));
        let code = old.receipt_code(&submission());
        let (signature, receipt, token) = (old.sign("t"), old.receipt_hash(&code), old.token_hash("t"));
        let (who, voice) = (old.resident_fingerprint("ada"), old.voice("f", ProposalId(1)).0);
        let response = old.response("f", SurveyId(1)).0;
        let ada = PersonKey("ada".into());
        for (keys, is_known) in [(&both, true), (&alone, false)] {
            assert_eq!(keys.verify("t", &signature), is_known);
            assert_eq!(keys.guest("t", &signature), is_known.then(|| old.person_key("t")));
            assert_eq!(keys.receipt_hashes(&code).contains(&receipt), is_known);
            assert_eq!(keys.receipt_code_of(&submission(), &receipt) == code, is_known);
            assert_eq!(keys.token_hashes("t").contains(&token), is_known);
            assert_eq!(keys.resident_fingerprints("ada").contains(&who), is_known);
            assert_eq!(keys.voices("f", ProposalId(1)).any(|known| known == voice), is_known);
            assert_eq!(keys.account_tags(&ada).contains(&old.account_tag(&ada)), is_known);
            assert_eq!(keys.responses("f", SurveyId(1)).contains(&response), is_known);
        }
        assert_eq!(both.guest("u", &signature), None, "a signature is for its own token");
    }

    #[test]
    fn everything_is_made_under_the_new_secret() {
        let (both, alone) = (Keys::with_before(NEW, &[OLD.to_vec()]), Keys::from_secret(NEW));
        let code = alone.receipt_code(&submission());
        assert_eq!((both.sign("t"), both.person_key("t")), (alone.sign("t"), alone.person_key("t")));
        assert_eq!((both.receipt_code(&submission()), both.token_hash("t")), (code.clone(), alone.token_hash("t")));
        assert_eq!(both.receipt_hashes(&code).first(), Some(&alone.receipt_hash(&code)));
        assert_eq!(both.receipt_code_of(&submission(), &alone.receipt_hash(&code)), code);
        assert_eq!(both.receipt_code_of(&submission(), "made under a secret that nobody has any more"), code);
        assert_eq!(both.kiosk_secret(), alone.kiosk_secret());
        assert_eq!((both.push_secret(0), both.outbox_secret(0)), (alone.push_secret(0), alone.outbox_secret(0)));
    }

    #[test]
    fn several_secrets_of_before_count_each_for_itself() {
        let keys = Keys::with_before(NEW, &[OLD.to_vec(), b"the first one".to_vec()]);
        let first = Keys::from_secret(b"the first one");
        assert_eq!(keys.each().count(), 3);
        assert_eq!(keys.guest("t", &first.sign("t")), Some(first.person_key("t")));
        assert!(!keys.verify("t", &Keys::from_secret(b"somebody else's").sign("t")));
    }
}
