//! An editor that is open while the server becomes a newer one goes on: what it sends is understood, and what it reads of the
//! answers is there.

use std::fs;

use store::faults::is_noticed;

use super::*;

/// What editors of each version send, in the order in which somebody could have made them do so.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../editor/recorded");

/// The name of a block of the page, in the recordings.
const BLOCK: &str = "00000000-0000-4000-8000-000000000001";

impl Desk {
    /// Recordings do not know how often something was stored; an editor has it from the answers.
    async fn revision_of(&self, key: &str) -> i64 {
        let draft = self.draft().await;
        let found = ["blocks", "parts"].iter().find_map(|all| draft[*all][key]["revision"].as_i64());
        found.unwrap_or_else(|| panic!("{key} is not in the draft"))
    }

    /// The head of a stream, whose events never end.
    async fn listen(&self, path: &str) -> Answer {
        let request = Request::get(format!("{}/{path}", self.base))
            .header("cookie", &self.ada)
            .header("accept", "text/event-stream")
            .body(Body::empty());
        let (parts, _) = self.app.app.clone().oneshot(request.unwrap()).await.unwrap().into_parts();
        Answer { status: parts.status, headers: parts.headers, body: Vec::new() }
    }

    async fn repeat(&self, sent: &Value) -> Answer {
        let (method, path) = (sent["method"].as_str().unwrap(), sent["path"].as_str().unwrap());
        if path.starts_with("ereignisse") {
            return self.listen(path).await;
        }
        let key = path.split('/').nth(1).unwrap_or_default();
        let revision = if sent["revision"].is_null() { None } else { Some(self.revision_of(key).await) };
        let mut body = sent["body"].clone();
        if body.get("base_revision").is_some() {
            body["base_revision"] = json!(self.revision_of(key).await);
        }
        self.send(&self.ada, method, path, revision, &body).await
    }
}

#[tokio::test]
async fn an_editor_that_an_older_server_opened_goes_on() {
    let mut versions = 0;
    for file in fs::read_dir(FOLDER).unwrap() {
        let (desk, file) = (Desk::new().await, file.unwrap().path());
        let recorded = fs::read_to_string(&file).unwrap().replace(BLOCK, &desk.key);
        let recorded: Value = serde_json::from_str(&recorded).unwrap();
        for sent in recorded.as_array().unwrap() {
            let answer = desk.repeat(sent).await;
            let at = format!("{}: {}", file.display(), sent["call"]);
            assert_eq!(json!(answer.status.as_u16()), sent["status"], "{at}: {}", answer.text());
            for field in sent["read"].as_array().into_iter().flatten() {
                let field = field.as_str().unwrap();
                assert!(answer.json().get(field).is_some(), "{at}: no {field} in {}", answer.text());
            }
        }
        // All of it was stored, and nothing of what was thrown away is left.
        let draft = desk.draft().await;
        assert_eq!(desk.body().await, "Die Stadt baut Bänke, und alle sitzen gern.");
        assert!(draft["blocks"].to_string().contains("Mit Lehne.\\n\\nAm Hafen."), "{draft}");
        assert!(!draft.to_string().contains("\"typed\""), "{draft}");
        versions += 1;
    }
    assert!(versions >= 3, "only {versions} versions: this one and the two before");
}

#[test]
fn it_is_noticed_when_editors_of_older_versions_are_forgotten() {
    assert!(is_noticed("forget-older-versions", an_editor_that_an_older_server_opened_goes_on));
}
