//! Every way by which something of a page changes wants to know what the change starts from.

use store::faults::is_noticed;

use super::*;

/// A way in: where the form goes, what is in it, and the field that says what it starts from.
struct Way {
    path: String,
    fields: String,
    start: &'static str,
    /// What was right before somebody changed it.
    old: String,
}

impl Desk {
    /// All plain forms, for a page whose first block was saved a second time since `revision`.
    async fn ways(&self, revision: i64) -> Vec<Way> {
        let (draft, key) = (self.draft().await["change"].as_i64().unwrap() - 1, &self.key);
        let way = |path: &str, fields: String, start, old: &str| Way {
            path: path.to_owned(),
            fields,
            start,
            old: old.to_owned(),
        };
        let (draft, revision) = (draft.to_string(), revision.to_string());
        let of_draft = |path: &str, fields: &str| way(path, fields.to_owned(), "stand", &draft);
        vec![
            way(&format!("bloecke/{key}"), "text=Liegen.&aktion=speichern".into(), "fassung", &revision),
            way("ordnen", format!("block={key}&aktion=entfernen"), "fassung", &revision),
            way("titel", "titel=Anders&einleitung=&einleitung-vorher=".into(), "titel-vorher", "L%C3%A4ngst+anders"),
            of_draft("veroeffentlichen", "notiz=x"),
            of_draft("pruefung", "aktion=einreichen"),
            of_draft("zeitpunkt", "aktion=veroeffentlichen&zeit=2099-12-01T08%3A00"),
            of_draft("verlauf", "fassung=1"),
        ]
    }
}

#[tokio::test]
async fn every_way_in_wants_to_know_what_a_change_starts_from() {
    let desk = Desk::new().await;
    let public = desk.app.get(PAGE).await.text();
    let revision = desk.prepared("Die Stadt baut Bänke.").await;
    desk.save(&desk.bea, Some(revision), "Die Stadt baut Stühle.").await;
    for (method, path) in [("PUT", format!("bloecke/{}", desk.key)), ("DELETE", format!("bloecke/{}", desk.key))] {
        for (start, status) in [(None, StatusCode::PRECONDITION_REQUIRED), (Some(revision), StatusCode::CONFLICT)] {
            let sent = json!({ "save": id(), "body": "Die Stadt baut Liegen." });
            let answer = desk.send(&desk.ada, method, &path, start, &sent).await;
            assert_eq!(answer.status, status, "{method} from {start:?}");
        }
    }
    for Way { path, fields, start, old } in desk.ways(revision).await {
        let address = format!("{}/{path}", desk.base);
        let without = desk.app.post_as(&desk.ada, &address, fields.clone()).await;
        assert_eq!(without.status, StatusCode::PRECONDITION_REQUIRED, "{path} without");
        let stale = desk.app.post_as(&desk.ada, &address, format!("{fields}&{start}={old}")).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{path} from what is old");
    }
    assert_eq!(desk.body().await, "Die Stadt baut Stühle.");
    assert_eq!(desk.app.get(PAGE).await.text(), public, "nothing of it reached anybody");
}

#[tokio::test]
async fn what_is_sent_back_is_what_the_second_person_saw() {
    let desk = Desk::new().await;
    desk.prepared("Neue Worte").await;
    let change = desk.draft().await["change"].as_i64().unwrap();
    let path = format!("{}/pruefung", desk.base);
    desk.app.post_as(&desk.ada, &path, format!("aktion=einreichen&stand={change}")).await;
    let form = |start: String| format!("aktion=zurueckgeben&bemerkung=K%C3%BCrzer{start}");
    for (start, status) in [
        (String::new(), StatusCode::PRECONDITION_REQUIRED),
        (format!("&stand={}", change - 1), StatusCode::CONFLICT),
        (format!("&stand={change}"), StatusCode::SEE_OTHER),
    ] {
        assert_eq!(desk.app.post_as(&desk.bea, &path, form(start.clone())).await.status, status, "{start}");
    }
}

#[test]
fn it_is_noticed_when_a_way_in_takes_a_change_that_starts_from_nothing_or_from_what_is_old() {
    for fault in ["ask-for-no-revision", "overwrite-stale"] {
        assert!(is_noticed(fault, every_way_in_wants_to_know_what_a_change_starts_from), "{fault}");
    }
    assert!(is_noticed("overwrite-stale", a_save_needs_a_revision_and_a_stale_one_joins_or_asks));
    assert!(is_noticed("overwrite-stale", without_scripts_a_form_does_the_same));
    assert!(is_noticed("overwrite-stale", what_is_sent_back_is_what_the_second_person_saw));
    assert!(is_noticed("forget-saves", the_same_save_again_gets_the_same_answer));
    assert!(is_noticed("review-oneself", what_is_handed_in_waits_in_the_list_for_a_second_person));
}
