//! What verdicts of the security standard say is not there is not there: nothing to inject into, no second source of chance,
//! no method that is broken.

use super::named;

/// Which requirements rest on it, what would be found if it were there, and the files that may hold it, with a reason.
type Absent = (&'static str, &'static [&'static str], &'static [(&'static str, &'static str)]);

const ABSENT: &[Absent] = &[
    (
        "1.2.5 programs of the operating system",
        &["process::Command", "Command::new"],
        &[("src/server/memory.rs", "begins itself anew with what it was begun with")],
    ),
    ("1.2.9 regular expressions made of what people typed", &["Regex::new", "RegExp("], &[]),
    ("1.3.2 code made of text", &["eval(", "new Function("], &[]),
    ("1.5.1 readers of XML", &["quick_xml", "roxmltree", "xml_rs"], &[]),
    ("1.5.2 formats that bring types along", &["bincode::", "serde_pickle", "serde_yaml"], &[]),
    (
        "3.2.2 text that becomes HTML",
        &["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write"],
        &[
            ("src/editor/page/block.ts", "shows what the server rendered and cleaned"),
            ("src/editor/text/paste.ts", "cleans what was pasted, in a document that runs nothing"),
        ],
    ),
    ("3.5.5 messages of other windows", &["window.addEventListener(\"message\"", "parent.postMessage"], &[]),
    ("4.4.1 web sockets", &["new WebSocket"], &[("src/server/http/dev_reload.js", "for developers' builds alone")]),
    (
        "6.5.3, 7.2.3 and 11.5.1 chance that could be foretold",
        &["SmallRng", "fastrand", "seed_from_u64", "Math.random"],
        &[
            ("src/offline/sender.js", "spreads the moments at which devices try again"),
            ("src/server/middleware/rate_limits/visitors.rs", "makes up visitors for a test"),
        ],
    ),
    ("11.3.1 and 11.4.1 methods that are broken", &["Md5", "Sha1", "Ecb<", "Pkcs1v15Encrypt", "Rc4", "TripleDes"], &[]),
];

/// What nobody ships may do what it likes.
fn is_test(path: &str) -> bool {
    ["/testing", "/tests", "/test/", "/trials/", "src/trial/", "src/content/demo"]
        .iter()
        .any(|part| path.contains(part))
}

/// Where something of a list stands without being allowed to.
fn found(texts: &[(String, String)]) -> Vec<String> {
    let mut all = Vec::new();
    for (path, text) in texts.iter().filter(|(path, _)| !is_test(path)) {
        for (what, signs, allowed) in ABSENT {
            let is_allowed = allowed.iter().any(|(file, _)| file == path);
            let signs = signs.iter().filter(|sign| !is_allowed && text.contains(**sign));
            all.extend(signs.map(|sign| format!("{path}: {sign} ({what})")));
        }
    }
    all
}

#[test]
fn what_is_said_not_to_be_there_is_not_there() {
    let texts = named::texts("src", &["rs", "ts", "js"]);
    assert!(texts.len() > 500, "only {}", texts.len());
    assert_eq!(found(&texts), Vec::<String>::new());
    // Whoever is allowed still needs it.
    for (file, _) in ABSENT.iter().flat_map(|(.., allowed)| allowed.iter()) {
        let text = texts.iter().find(|(path, _)| path == file).map(|(_, text)| text).expect(file);
        let (_, signs, _) = ABSENT.iter().find(|(.., allowed)| allowed.iter().any(|(name, _)| name == file)).unwrap();
        assert!(signs.iter().any(|sign| text.contains(sign)), "{file} needs no leave any more");
    }
}

#[test]
fn what_is_there_is_found() {
    let text = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let wicked = [text("src/web/a.rs", "std::process::Command"), text("src/offline/a.js", "eval(text)")];
    assert_eq!(found(&wicked).len(), 2);
    assert!(
        found(&[text("src/server/testing/a.rs", "Command::new"), text("src/server/memory.rs", "Command::new")])
            .is_empty()
    );
}
