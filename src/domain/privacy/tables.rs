//! Every table of the schema. A new one is entered here: about nobody, or each of its columns under what it is kept for.

mod columns;

use super::{
    Matter,
    table::{Table, about_nobody, partly, personal},
};

pub const TABLES: &[Table] = &[
    personal(
        "account",
        &[
            (Matter::Account, &["id", "email", "name", "person_key", "language", "email_confirmed_at", "created_at"]),
            (Matter::SignIn, &["password_hash", "totp_secret", "totp_at", "totp_step"]),
            (Matter::Residence, &["resident_at"]),
        ],
    ),
    personal(
        "appeal",
        &[(
            Matter::Moderation,
            &["id", "decision_id", "side", "report_id", "words", "at", "outcome", "reason", "decided_at", "account_id"],
        )],
    ),
    // An office signs it; whom to ask may be a person.
    partly("answer", &[(Matter::OfficeContact, &["contact"])], &["office", "status", "text", "period"]),
    // Who submitted it, as long as a second person has to look at it.
    personal(
        "answer_draft",
        &[(
            Matter::Role,
            &[
                "proposal_id",
                "office_id",
                "status",
                "text",
                "cost",
                "period",
                "contact",
                "merge_into",
                "revision",
                "state",
                "remark",
                "submitted_by",
                "changed_at",
            ],
        )],
    ),
    about_nobody("area", &["kind", "code", "name", "slug", "polygon"]),
    // Which contribution came when, and why it waits; of people it knows nothing.
    about_nobody("arrival", &["subject", "doubt", "decision"]),
    personal(
        "audit",
        &[(
            Matter::Audit,
            &["number", "at", "account_id", "role", "action", "subject", "subject_id", "data", "previous", "hash"],
        )],
    ),
    // Keyed hashes of whose password or code was wrong, for a day.
    personal("attempt", &[(Matter::Ticket, &["subject", "failures", "last_at"])]),
    personal(
        "barrier",
        &[(
            Matter::Barrier,
            &[
                "id",
                "submission",
                "receipt_hash",
                "page",
                "text",
                "author",
                "email",
                "language",
                "at",
                "answer",
                "answered_at",
            ],
        )],
    ),
    about_nobody("block", &["key", "kind", "anchor", "body"]),
    // Which editor wrote what: staff, as in every register of an office.
    personal(
        "block_revision",
        &[(Matter::Audit, &["id", "page_id", "key", "revision", "kind", "body", "account_id", "at", "note"])],
    ),
    about_nobody("board", &["slug", "title", "moderation", "attack_reason", "needed_level"]),
    // With whom to register may be a person.
    partly(
        "calendar_event",
        &[(Matter::OfficeContact, &["registration"])],
        &[
            "slug",
            "title",
            "text",
            "place_name",
            "address",
            "accessibility",
            "state",
            "cancelled_because",
            "translations",
            "leads_to",
        ],
    ),
    personal("comment", &[(Matter::Comment, columns::COMMENT)]),
    personal(
        "contact",
        &[(
            Matter::Following,
            &["id", "person_key", "email", "wanted_email", "asked_at", "language", "delivery", "created_at"],
        )],
    ),
    // Who sent it is not in it: the contribution that was made of it has that.
    personal(
        "delivery",
        &[(
            Matter::Delivery,
            &[
                "id",
                "record",
                "kind",
                "content_hash",
                "outcome",
                "reason",
                "path",
                "content",
                "conflicts",
                "entered_at",
                "arrived_at",
            ],
        )],
    ),
    // The council speaks, not its members.
    about_nobody("council_note", &["text"]),
    personal(
        "draft",
        &[(
            Matter::Draft,
            &["key", "person_key", "fields", "step", "created_at", "updated_at", "submitted_as", "board_id"],
        )],
    ),
    personal(
        "draft_block",
        &[(
            Matter::Role,
            &[
                "id",
                "page_id",
                "key",
                "position",
                "kind",
                "anchor",
                "body",
                "revision",
                "is_gone",
                "account_id",
                "changed_at",
            ],
        )],
    ),
    // Who did it is written as "guest" or "office", never as a person; but the data repeat titles, and give reasons.
    partly("event", &[(Matter::Proposal, &["data"])], &["subject", "actor", "kind"]),
    personal("follow", &[(Matter::Following, &["id", "person_key", "kind", "target", "delivery", "created_at"])]),
    about_nobody("gazetteer", &["name", "folded"]),
    personal("identity", &[(Matter::SignIn, &["id", "account_id", "issuer", "subject", "created_at"])]),
    personal(
        "job",
        &[(
            Matter::Letter,
            &["id", "kind", "key", "payload", "state", "attempts", "run_at", "last_error", "created_at", "done_at"],
        )],
    ),
    about_nobody(
        "kiosk",
        &["name", "place", "languages", "boards", "processes", "left_out", "code_hash", "public_key", "health"],
    ),
    // Which number arrived when; what was in it has its own place, unless nobody could open it.
    personal(
        "kiosk_record",
        &[(
            Matter::Delivery,
            &["id", "kiosk_id", "number", "hash", "record", "receipt_hash", "sealed", "entered_at", "arrived_at"],
        )],
    ),
    personal("media", &[(Matter::Upload, columns::MEDIA)]),
    personal("moderation_claim", &[(Matter::Moderation, &["kind", "subject_id", "account_id", "until"])]),
    personal(
        "moderation_decision",
        &[(
            Matter::Moderation,
            &[
                "id",
                "kind",
                "subject_id",
                "step",
                "rule",
                "reason",
                "at",
                "account_id",
                "before",
                "public_since",
                "target",
                "board_before",
                "until",
                "done_at",
            ],
        )],
    ),
    about_nobody("news_cursor", &[]),
    personal(
        "notice",
        &[(
            Matter::Notice,
            &["id", "person_key", "event_id", "proposal_id", "tie", "target", "at", "read_at", "letter"],
        )],
    ),
    partly("office", &[(Matter::OfficeContact, &["contact"])], &["slug", "name"]),
    about_nobody("office_theme", &[]),
    about_nobody("page", &["address", "language", "title", "summary", "source_hash", "retired_to", "unit"]),
    personal(
        "page_draft",
        &[(
            Matter::Role,
            &[
                "page_id",
                "title",
                "summary",
                "state",
                "change",
                "submitted_by",
                "submitted_at",
                "remark",
                "changed_at",
                "publish_at",
                "take_back_at",
            ],
        )],
    ),
    // Which editor looks at which page, for less than a minute.
    personal("page_presence", &[(Matter::Role, &["tab", "page_id", "account_id", "key", "seen_at"])]),
    personal("page_preview", &[(Matter::Role, &["id", "page_id", "seed", "account_id", "created_at", "expires_at"])]),
    about_nobody("page_redirect", &["address", "target"]),
    about_nobody("page_save", &["save", "request", "answer"]),
    personal(
        "page_typed",
        &[(Matter::Role, &["id", "account_id", "page_id", "key", "body", "base_revision", "sequence", "at"])],
    ),
    // Who checked it is a group, which is named in public.
    about_nobody("page_variant", &["checked_by"]),
    personal(
        "page_version",
        &[(Matter::Audit, &["id", "page_id", "number", "snapshot", "account_id", "at", "note", "is_from_program"])],
    ),
    // What somebody wrote by hand, as a picture.
    personal(
        "paper_photo",
        &[(Matter::PaperPhoto, &["id", "submission", "subject", "subject_id", "width", "height", "jpeg", "at"])],
    ),
    // What is ticked stands in it until it is checked; then it belongs to the survey or the proposal.
    personal(
        "paper_sheet",
        &[(
            Matter::SurveyResponse,
            &[
                "id",
                "submission",
                "receipt_hash",
                "form",
                "state",
                "first",
                "second",
                "second_by",
                "second_at",
                "typed_by",
                "typed_at",
                "handed_in_at",
                "checked_by",
                "checked_at",
            ],
        )],
    ),
    personal(
        "passkey",
        &[(Matter::SignIn, &["id", "account_id", "credential_id", "data", "name", "created_at", "used_at"])],
    ),
    personal(
        "picture",
        &[(
            Matter::Proposal,
            &["id", "proposal_id", "draft_key", "position", "width", "height", "alt", "full_jpeg", "thumb_jpeg"],
        )],
    ),
    about_nobody("place_call", &["slug", "title", "intro", "categories", "state", "translations", "closed_because"]),
    personal("place_mark", &[(Matter::PlaceMark, columns::PLACE_MARK)]),
    personal("proposal", &[(Matter::Proposal, columns::PROPOSAL), (Matter::ProposalEmail, &["email", "language"])]),
    personal(
        "push_subscription",
        &[(Matter::Following, &["id", "person_key", "endpoint", "p256dh", "auth", "language", "created_at"])],
    ),
    personal(
        "report",
        &[(
            Matter::Report,
            &[
                "id",
                "kind",
                "subject_id",
                "submission",
                "receipt_hash",
                "ground",
                "words",
                "name",
                "email",
                "language",
                "at",
                "decision_id",
            ],
        )],
    ),
    personal("resident", &[(Matter::Residence, &["fingerprint", "account_id", "method", "confirmed_at"])]),
    personal("role_grant", &[(Matter::Role, &["id", "account_id", "role", "scope", "granted_at"])]),
    personal(
        "session",
        &[(
            Matter::Session,
            &[
                "id",
                "account_id",
                "token_hash",
                "device",
                "created_at",
                "seen_at",
                "expires_at",
                "second_factor_at",
                "is_stale",
                "proved_at",
            ],
        )],
    ),
    about_nobody("setting", &["key", "value"]),
    // That somebody sits at a counter, as long as they do, and as which resident if they showed that; never with which clerk.
    personal(
        "sitting",
        &[
            (Matter::Session, &["id", "token_hash", "begun_at", "seen_at"]),
            (Matter::Residence, &["person_key", "fingerprint"]),
        ],
    ),
    personal(
        "sponsor",
        &[(
            Matter::Sponsor,
            &["account_id", "name", "organisation", "offer", "contact", "revision", "approved_revision", "changed_at"],
        )],
    ),
    personal("sponsor_theme", &[(Matter::Sponsor, &["theme", "account_id"])]),
    personal("submission_block", &[(Matter::Moderation, &["id", "person_key", "board_id", "decision_id", "until"])]),
    personal(
        "support",
        &[(Matter::Support, &["proposal_id", "person_key", "at", "is_demo", "merged_from", "level", "channel"])],
    ),
    about_nobody("survey", &["slug", "title", "intro", "questions", "needed_level", "state", "others"]),
    about_nobody("survey_change", &["kind", "reason"]),
    personal("survey_replaced", &[(Matter::SurveyResponse, &["id", "response_id", "submission", "content"])]),
    personal(
        "survey_response",
        &[(
            Matter::SurveyResponse,
            &["id", "survey_id", "submission", "person_key", "replies", "at", "channel", "level"],
        )],
    ),
    personal(
        "ticket",
        &[(
            Matter::Ticket,
            &["id", "token_hash", "purpose", "account_id", "data", "created_at", "expires_at", "used_at"],
        )],
    ),
    // It could be somebody's name.
    personal("word_list", &[(Matter::Moderation, &["id", "word", "added_at"])]),
    // Words that stood in several contributions; what names somebody is left out.
    about_nobody("word_weight", &["word"]),
];
