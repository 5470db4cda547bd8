//! Files and bodies that are small on the way and huge when they are unpacked, or two things at once, at every place where
//! something can be uploaded.

use std::{collections::BTreeSet, io::Write};

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::{
    blocks::BlockKind,
    policy::{Role, Scope},
};
use flate2::{Compress, Compression, Crc, FlushCompress, write::GzEncoder};

use super::{
    attack::{self, LANGUAGES},
    page::Page,
    routes::{Body as Form, ROUTES},
    world::{PICTURE, World},
};
use crate::testing::{Answer, chance};

/// Stands in what is hidden in a picture.
const HIDDEN: &str = "wgmxpolyglott";

/// How each language says that this is no picture.
const PROPOSALS: &[(&str, &str)] = &[
    ("", "Das ist kein Bild, das wir lesen können"),
    ("/en", "This is not a picture that we can read"),
    ("/ls", "Das ist kein Bild"),
];

/// And that it is no file for a page.
const PAGES: &[(&str, &str)] =
    &[("", "keine Datei, die wir annehmen"), ("/en", "no file that we take"), ("/ls", "Diese Datei können wir nicht")];

/// A place where a file can be sent.
struct Door {
    address: String,
    field: &'static str,
    /// Of whoever may; nothing for anybody.
    cookie: String,
    refusals: &'static [(&'static str, &'static str)],
}

impl Door {
    /// Every one of them that there is.
    async fn all(world: &World) -> Vec<Self> {
        let editor = world.app.staff(Role::Editor, Scope::Everywhere).await;
        let base = format!("/bearbeiten/{}", world.page.0);
        let block = picture_block(world, &base, &editor).await;
        let proposal = |address: String| Self { address, field: "bilder", cookie: String::new(), refusals: PROPOSALS };
        let page = |address: String, refusals| Self { address, field: "datei", cookie: editor.clone(), refusals };
        vec![
            proposal(format!("/vorschlaege/entwurf/{}", world.drafts[0])),
            proposal(format!("/beleg/{}/aendern", world.receipt)),
            page(format!("{base}/bloecke/{block}/medien"), PAGES),
            // For the script of the editor, which speaks the language of its page.
            page(format!("{base}/medien"), &PAGES[..1]),
        ]
    }

    async fn send(&self, world: &World, prefix: &str, file: &[u8]) -> Answer {
        let text = |name: &str, value: &str| (name.to_owned(), value.as_bytes().to_vec());
        let fields =
            [text("art", BlockKind::Image.code()), text("aktion", "hochladen"), (self.field.to_owned(), file.to_vec())];
        let request = Request::post(format!("{prefix}{}", self.address))
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=wgmxboundary");
        world.app.send(request.body(Body::from(attack::parts(&fields))).unwrap()).await
    }

    /// What whoever sent it reads then, there or on the page to which the answer leads.
    async fn told(&self, world: &World, answer: &Answer) -> String {
        if answer.status != StatusCode::SEE_OTHER {
            return answer.text();
        }
        let next = answer.header("location").split('#').next().unwrap_or_default();
        self.get(world, next).await.text()
    }

    async fn get(&self, world: &World, address: &str) -> Answer {
        world.app.get_with(address, &[("cookie", &self.cookie)]).await
    }

    /// Sends what nobody takes, in every language, and looks that nothing of it is kept.
    async fn refuses(&self, world: &World, name: &str, file: &[u8]) {
        let before = kept(world).await;
        for (prefix, words) in self.refusals {
            let what = format!("{name} at {prefix}{}", self.address);
            let answer = self.send(world, prefix, file).await;
            // A draft is kept as far as it is right, and its form says what was not.
            let leads_back =
                answer.status == StatusCode::SEE_OTHER && answer.header("location").contains("bild=kein-bild");
            assert!(leads_back || answer.status == StatusCode::UNPROCESSABLE_ENTITY, "{what}: {}", answer.status);
            let told = self.told(world, &answer).await;
            assert!(told.contains(words), "{what} does not say: {words}");
        }
        assert_eq!(kept(world).await, before, "{name} at {}", self.address);
    }

    async fn takes(&self, world: &World, name: &str, file: &[u8]) -> String {
        let answer = self.send(world, "", file).await;
        let is_taken = answer.status.is_success() || answer.status == StatusCode::SEE_OTHER;
        assert!(is_taken, "{name} at {}: {}", self.address, answer.status);
        let told = self.told(world, &answer).await;
        assert!(!told.contains(self.refusals[0].1), "{name} at {}", self.address);
        told
    }
}

/// A block for a picture at the top of the page.
async fn picture_block(world: &World, base: &str, editor: &str) -> String {
    let key = chance::uuid();
    let kind = BlockKind::Image.code();
    let sent = serde_json::json!({ "save": chance::uuid(), "key": key, "kind": kind, "body": "", "after": null });
    let headers = [("cookie", editor), ("sec-fetch-site", "same-origin")];
    let answer = world.app.post_json(&format!("{base}/bloecke"), &headers, &sent).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    key
}

/// How many pictures and files there are.
async fn kept(world: &World) -> Vec<String> {
    let is_file = |line: &String| line.starts_with("picture ") || line.starts_with("media ");
    world.state().await.into_iter().filter(is_file).collect()
}

/// The most memory that this process ever had, in megabytes, where the system tells.
fn most_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? / 1_024)
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}

/// A black square with this side, right to the last byte: every decoder can read it that has the memory. A side is a
/// multiple of 60.
fn flood(side: u32) -> Vec<u8> {
    const ROWS: u32 = 60;
    // Each row begins with the number of its filter.
    let zeros = vec![0; usize::try_from(ROWS * (side + 1)).unwrap()];
    let mut packed = Vec::with_capacity(64 * 1024);
    let mut pack = Compress::new(Compression::best(), false);
    pack.compress_vec(&zeros, &mut packed, FlushCompress::Full).unwrap();
    assert!(pack.total_in() == u64::try_from(zeros.len()).unwrap() && packed.ends_with(b"\0\0\xFF\xFF"));
    // Nothing in such a piece needs what was before it, so the same piece can follow.
    let mut data = b"\x78\xDA".to_vec();
    data.extend(packed.repeat(usize::try_from(side / ROWS).unwrap()));
    data.extend(b"\x01\0\0\xFF\xFF");
    // Adler-32 of nothing but zeros.
    let length = u64::from(side) * u64::from(side + 1) % 65_521;
    data.extend(((u32::try_from(length).unwrap() << 16) | 1).to_be_bytes());

    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let head = [&side.to_be_bytes()[..], &side.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    for (name, content) in [(b"IHDR", head), (b"IDAT", data), (b"IEND", Vec::new())] {
        png.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
        let named = [name.as_slice(), &content].concat();
        png.extend(&named);
        png.extend(crc(&named).to_be_bytes());
    }
    png
}

#[tokio::test]
async fn a_picture_of_3600_million_points_is_refused_before_it_is_unpacked() {
    let world = World::new().await;
    let bomb = flood(60_000);
    assert!(bomb.len() < 6 * 1024 * 1024, "small enough to be let in: {}", bomb.len());
    let mut told = String::new();
    for door in Door::all(&world).await {
        let before = most_memory();
        door.refuses(&world, "a flood", &bomb).await;
        // Unpacked it has 3,600 MB; what other tests need at the same time is less than half of it.
        if let Some((before, after)) = before.zip(most_memory()) {
            assert!(after - before < 1_800, "{} took {} MB", door.address, after - before);
        }
        // Made in the same way: it is the size alone that was wrong.
        door.takes(&world, "a small square", &flood(600)).await;
        told += &format!("60,000 x 60,000 points in {} bytes at {}\n", bomb.len(), door.address);
    }
    super::keep("pixel-floods.txt", &told);
}

/// An archive with one file that is not packed.
fn zip() -> Vec<u8> {
    let (name, content) = (b"a.txt", HIDDEN.as_bytes());
    let (short, long) =
        (|n: usize| u16::try_from(n).unwrap().to_le_bytes(), |n: usize| u32::try_from(n).unwrap().to_le_bytes());
    // Version, flags, method, time, date; sum, sizes, length of the name, nothing more.
    let mut about = b"\x14\0\0\0\0\0\0\0\0\0".to_vec();
    about.extend(crc(content).to_le_bytes());
    about.extend([long(content.len()), long(content.len())].concat());
    about.extend([short(name.len()), short(0)].concat());
    let file = [b"PK\x03\x04".as_slice(), &about, name, content].concat();
    let entry = [b"PK\x01\x02\x14\0".as_slice(), &about, &[0; 14], name].concat();
    let end = [&short(1)[..], &short(1), &long(entry.len()), &long(file.len()), &short(0)].concat();
    [file, entry, b"PK\x05\x06\0\0\0\0".to_vec(), end].concat()
}

fn html() -> Vec<u8> {
    format!("<!DOCTYPE html><script>{HIDDEN}()</script>").into_bytes()
}

/// With these words between its first two bytes and the rest.
fn with_comment(jpeg: &[u8], comment: &[u8]) -> Vec<u8> {
    let length = u16::try_from(comment.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], b"\xFF\xFE", &length, comment, &jpeg[2..]].concat()
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|part| part == word.as_bytes())
}

/// The files of the database and its log, where it has any.
fn stored(world: &World) -> Vec<u8> {
    let path = world.app.database_url.strip_prefix("sqlite://").unwrap_or_default();
    ["", "-wal"].iter().flat_map(|end| std::fs::read(format!("{path}{end}")).unwrap_or_default()).collect()
}

#[tokio::test]
async fn what_is_a_picture_and_something_else_is_a_picture_only() {
    let world = World::new().await;
    let jpeg = world.app.get(&format!("/bilder/{}", world.picture)).await.body;
    assert!(jpeg.starts_with(b"\xFF\xD8\xFF") && !holds(&stored(&world), HIDDEN));
    let (html, zip) = (html(), zip());
    // 43 bytes with one point.
    let gif =
        b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF!\xF9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
    let pictures = [
        ("a JPEG that is HTML", with_comment(&[&jpeg[..], &html].concat(), &html)),
        ("a PNG that is a ZIP", [PICTURE, &zip].concat()),
    ];
    let others = [
        ("a GIF that is HTML", [&gif[..], &html].concat()),
        ("a GIF that is a ZIP", [&gif[..], &zip].concat()),
        ("HTML before a JPEG", [&html[..], &jpeg].concat()),
    ];
    let mut told = String::new();
    for door in Door::all(&world).await {
        for (name, file) in &others {
            door.refuses(&world, name, file).await;
            told += &format!("{name}, refused at {}\n", door.address);
        }
        for (name, file) in &pictures {
            assert!(holds(file, HIDDEN));
            let page = door.takes(&world, name, file).await;
            let addresses =
                page.split(['"', '\'', ' ']).filter(|part| part.contains("/bild/") || part.starts_with("/medien/"));
            let addresses: BTreeSet<&str> = addresses.collect();
            // The script is told the key of the file, which the form of the block shows as well.
            assert!(!addresses.is_empty() || door.address == format!("/bearbeiten/{}/medien", world.page.0), "{name}");
            for address in addresses {
                let picture = door.get(&world, address).await;
                let kind = picture.header("content-type");
                assert!(
                    picture.status == StatusCode::OK && kind == "image/jpeg",
                    "{address}: {} {kind}",
                    picture.status
                );
                assert_eq!(picture.header("x-content-type-options"), "nosniff", "{address}");
                assert!(!holds(&picture.body, HIDDEN), "{name} leaves whole at {address}");
            }
            told += &format!("{name}, of which the points are kept, at {}\n", door.address);
        }
    }
    assert!(!holds(&stored(&world), HIDDEN), "it stands in the database");
    super::keep("polyglots.txt", &told);
}

/// 64 MB of zeros, 128 times what a form may have, in as many kilobytes.
fn gzip_bomb() -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    let megabyte = vec![0; 1024 * 1024];
    for _ in 0..64 {
        gzip.write_all(&megabyte).unwrap();
    }
    gzip.finish().unwrap()
}

#[tokio::test]
async fn a_body_that_would_have_to_be_unpacked_is_refused_as_it_is() {
    let world = World::new().await;
    let bomb = gzip_bomb();
    assert!(bomb.len() < 100 * 1024, "{}", bomb.len());
    let before = world.state().await;
    let mut told = String::new();
    for route in ROUTES.iter().filter(|route| route.changes_something()) {
        let kind = match route.body {
            Form::Parts(_) => "multipart/form-data; boundary=wgmxboundary",
            Form::Json(_) => "application/json",
            _ => "application/x-www-form-urlencoded",
        };
        let languages = if route.is_page() { LANGUAGES.len() } else { 1 };
        for (prefix, language) in LANGUAGES.into_iter().take(languages) {
            for coding in ["gzip", "br, gzip"] {
                let request = Request::builder()
                    .method(route.method)
                    .uri(format!("{prefix}{}", world.sample(route.path)))
                    .header("sec-fetch-site", "same-origin")
                    .header(header::CONTENT_TYPE, kind)
                    .header(header::CONTENT_ENCODING, coding);
                let answer = world.app.send(request.body(Body::from(bomb.clone())).unwrap()).await;
                let what = format!("{} {prefix}{}", route.method, route.path);
                assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{what}");
                if route.is_page() {
                    let page = Page::read(&answer.text());
                    assert_eq!(page.language(), language, "{what}");
                    assert!(page.named("h1").next().is_some(), "{what}");
                }
            }
        }
        told += &format!("{} {}\n", route.method, route.path);
    }
    assert_eq!(world.state().await, before);
    super::keep("packed-bodies.txt", &format!("64 MB in {} bytes\n{told}", bomb.len()));
}
