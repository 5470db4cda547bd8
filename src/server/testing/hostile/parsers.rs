//! Every reader of ours that meets what others wrote, with the server left away: what is fine, changed by chance in a few
//! places, thousands of times each. `web` does the same with Markdown and pictures, which nobody reaches from here. What is
//! read by others (JSON, HTTP, multipart) goes through what we make of it.
//!
//! We import neither CSV nor GeoJSON, and encode no polylines: the shapes of the city come with the program.

use std::{fmt::Write, net::IpAddr};

use axum::{
    body::Body,
    extract::{FromRequest, Multipart, Request},
    http::header,
};
use domain::{
    Language,
    accounts::Email,
    blocks::{self, BlockKind, Crop, LineForm, PictureForm},
    editing,
    filter::{BoardFilter, percent_decode},
    ids::{ProposalId, SubmissionId},
    map::Viewport,
    media,
    moderation::{self, Rule},
    news::Topic,
    outbox::{CommentRecord, ProposalRecord, SupportRecord, SurveyRecord},
    paging::Cursor,
    paper::FormId,
    personal_data, place_calls,
    places::{LonLat, Polygon},
    plain_language,
    proposals::Seen,
    receipts::ReceiptCode,
    residents, text,
    word_list::Entry,
};
use serde::de::DeserializeOwned;
use web::{LocalPath, Rescued};

use super::{PICTURE, payloads};
use crate::{config::Network, testing::chance};

/// Of each reader every day.
const EACH: usize = 1_000;

struct Reader {
    name: &'static str,
    /// What it has to take.
    fine: &'static [&'static str],
    takes: fn(&str) -> bool,
}

const fn reader(name: &'static str, fine: &'static [&'static str], takes: fn(&str) -> bool) -> Reader {
    Reader { name, fine, takes }
}

const ADDRESSES: &[Reader] = &[
    reader("pairs", &["q=b%C3%A4nke+am+hafen&thema=verkehr", "a=1&a=2&=&b", "%00=%ff"], |text| {
        !web::pairs(text).is_empty()
    }),
    reader(
        "filter of the board",
        &["q=b%C3%A4nke&thema=verkehr&status=geprueft&seite=n5.3&nahe=12.14,54.09&karte=12.1,54.1,3&ansicht=karte"],
        |text| {
            let pairs = web::pairs(text);
            let read = || BoardFilter::from_pairs(web::borrowed(&pairs));
            // What it writes is an address, whatever it read.
            read().to_query().bytes().all(|byte| byte.is_ascii_graphic())
        },
    ),
    reader("percent", &["mehr%20b%C3%A4nke", "100%"], |text| !percent_decode(text).is_empty()),
    reader("what somebody follows", &["q=b%C3%A4nke&thema=verkehr"], |text| Topic::read("search", text).is_some()),
    reader("address after a step", &["/vorschlaege?q=a%20b&seite=2", "/en/konto"], |text| {
        LocalPath::parse(text).is_some_and(|path| path.as_str().starts_with('/'))
    }),
    reader("address of a page", &["themen/kultur-2027", "/mitreden/"], |text| editing::address(text).is_some()),
    reader("language of an address", &["/en/vorschlaege/12-b%C3%A4nke", "/ls", "/"], |text| {
        let (language, path) = Language::of_path(text);
        !language.path(path).is_empty()
    }),
    reader("network of a proxy", &["10.0.0.0/8", "::ffff:10.0.0.1", "2001:db8::/32"], |text| {
        text.parse::<Network>().map(|network| network.contains(IpAddr::from([203, 0, 113, 7]))).is_ok()
    }),
];

const SIGNS: &[Reader] = &[
    reader("point", &["12.140500,54.088700", "-180,85"], |text| text.parse::<LonLat>().is_ok()),
    reader("piece of the map", &["12.14050,54.08870,3.50"], |text| text.parse::<Viewport>().is_ok()),
    reader("page of a list", &["n17.3", "v-5.9223372036854775807"], |text| text.parse::<Cursor>().is_ok()),
    reader("number in an address", &["12-mehr-baenke", "9223372036854775807"], |text| {
        text.parse::<ProposalId>().is_ok_and(|id| id.0 > 0)
    }),
    reader("id of a form", &["8e03978e40d543ddbc936894a57f9324"], |text| SubmissionId::parse(text).is_ok()),
    reader("id of a block", &["8e03978e-40d5-43dd-bc93-6894a57f9324"], |text| editing::place(text).is_some()),
    reader("code of a receipt", &["K041-0610-50RF", "o il0 1234 5678"], |text| {
        text.parse::<ReceiptCode>().is_ok_and(|code| code.to_string().parse::<ReceiptCode>() == Ok(code))
    }),
    reader("number of a form on paper", &["U12-M", "v 7 r"], |text| text.parse::<FormId>().is_ok()),
    reader("code for the counter", &["17-AB3D"], |text| residents::read_counter_code(text).is_some()),
    reader("address of a letter", &["ada@rostock.example", "möwe+a@hafen-stadt.example"], |text| {
        [text::is_email(text), Email::parse(text).is_ok()].contains(&true)
    }),
    reader("time in Rostock", &["2026-12-01T08:00", "2027-03-28T02:30"], |text| web::rostock_time(text).is_some()),
    reader("rule", &["6"], |text| Rule::parse(text).is_some()),
    reader("part of a picture", &["16:9 30 70", "1:1"], |text| Crop::parse(text).is_some()),
    reader("what a page showed", &["a1-b2-c3 d4-e5"], |text| !Seen::write(&Seen::read(text)).is_empty()),
    reader("name of a file", &["C:\\Akten\\Plan 2027.final.pdf"], |text| !media::clean_name(text).is_empty()),
    reader("keys in a text", &["Bild: 0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f x"], |text| {
        media::keys_in(text).all(media::is_key)
    }),
];

const BODY: &str = "Bild: 0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f\nAlternativtext: Möwen am Hafen\nAusschnitt: 16:9 30 70\n\
                    Datei: 0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f Plan der Stadt\nThema: verkehr\nZahlen: proposals, supports\n\
                    Video: https://example.org/film\nQuelle: Ada\n\n## Worum es geht\n\nAm [Hafen](/themen/verkehr#ziel) \
                    fehlen **Bänke**.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";

const TEXTS: &[Reader] = &[
    reader("blocks of a page", &["::: text #ziel\n## Hallo\n\nWelt\n::: goals\n"], |text| blocks::parse(text).is_ok()),
    reader("lines of a block", &[BODY], |body| {
        let kinds = BlockKind::ALL.into_iter().filter(|kind| kind.has_lines());
        kinds.filter(|kind| !LineForm::of(*kind, body).written_into(*kind, body).is_empty()).count() > 0
    }),
    reader("fields of a picture", &[BODY], |body| !PictureForm::of(body).written_into(body).is_empty()),
    reader("files beside a block", &[BODY], |body| {
        blocks::without_companions(&blocks::with_companions_confirmed(body)).len() <= body.len()
    }),
    reader("links", &[BODY, "[a](//b.example/c?d#e) ![f](<g h>)"], |body| {
        editing::targets(body).filter_map(|to| editing::our_place(to, "https://wegmarken.example", "/a/b")).count()
            < 100
    }),
    reader("differences", &[BODY], |body| {
        let pieces = editing::compare(BODY, body);
        let kept = pieces.iter().filter(|piece| piece.kind != editing::Kind::Removed);
        kept.map(|piece| piece.text.as_str()).collect::<String>() == body
    }),
    reader("texts of two editors", &[BODY], |body| {
        matches!(editing::merge(BODY, body, &BODY.replace("Bänke", "Tische")), editing::Merge::Merged(_))
    }),
    reader("sentences", &["Mehr Bänke. Und Schatten! Wo?\n\nAm Hafen."], |text| !moderation::pieces(text).is_empty()),
    reader("words of a list", &["Blödsinn", "geld verdienen*"], |text| {
        Entry::parse(text).is_some_and(|entry| Entry::parse(&entry.code()).is_some())
    }),
    reader("categories of a call", &["Gefahr\nUnfall\nBank"], |text| {
        place_calls::categories(text, "", "", &[]).is_ok()
    }),
    reader("words", &["Straße am Überseehafen\u{301} 12, İstanbul"], |words| {
        let short = text::excerpt(words, 20);
        text::slug(words).is_ascii() && text::length(&short) <= 21 && !text::fold(words).is_empty()
    }),
    reader(
        "personal data",
        &["Ich heiße Ada Lovelace, 0381 381-0, ada@rostock.example, DE89 3704 0044 0532 0130 00, HRO-AB 123."],
        |text| personal_data::find(text).iter().all(|found| !found.of(text).is_empty()),
    ),
    reader(
        "Leichte Sprache",
        &["Die Stadt plant das Gremien-Verfahren nicht. Das wäre z. B. sehr, sehr teuer."],
        |words| {
            let found = plain_language::check(words, Language::Ls);
            found.into_iter().all(|found| words.get(found.range).is_some())
        },
    ),
];

fn is_read<T: DeserializeOwned>(text: &str) -> bool {
    serde_json::from_str::<T>(text).is_ok()
}

const RECORDS: &[Reader] = &[
    reader(
        "proposal of a device",
        &[r#"{"fields":{"title":"Mehr Bänke","text":"Am Hafen","theme":"verkehr"},"asked":"","board":"stadt"}"#],
        is_read::<ProposalRecord>,
    ),
    reader("comment of a device", &[r#"{"proposal":1,"text":"Ja","stance":"for"}"#], is_read::<CommentRecord>),
    reader("support of a device", &[r#"{"proposal":1,"support":true}"#], is_read::<SupportRecord>),
    reader("answers of a device", &[r#"{"survey":"a","edition":3,"answers":[["1"],["a","b"]]}"#], |text| {
        serde_json::from_str::<SurveyRecord>(text).is_ok_and(|record| record.typed().len() < 100)
    }),
    reader("shape of an area", &["[[[12.1,54.1],[12.2,54.1],[12.2,54.2],[12.1,54.1]]]"], |text| {
        let point = LonLat { lon: 12.15, lat: 54.12 };
        serde_json::from_str::<Polygon>(text).map(|shape| shape.contains(point)).is_ok()
    }),
];

/// Thousands of inputs for each of them; what was tried goes into a file of this name.
fn try_all(name: &str, readers: &[Reader]) {
    let mut told = String::new();
    for reader in readers {
        let fine: Vec<&[u8]> = reader.fine.iter().map(|text| text.as_bytes()).collect();
        let takes = |bytes: &[u8]| (reader.takes)(&String::from_utf8_lossy(bytes));
        try_one(&mut told, reader.name, &fine, EACH, takes);
    }
    super::keep(name, &told);
}

fn try_one(told: &mut String, name: &str, fine: &[&[u8]], each: usize, takes: impl Fn(&[u8]) -> bool) {
    let tried = trial::try_out(name, chance::seed(), fine, each * payloads::trials(), takes);
    let trial::Tried { inputs, taken } = tried.unwrap_or_else(|panic| panic!("{panic}"));
    assert!(taken > 0, "{name} takes nothing, so nothing was tried behind its first look");
    writeln!(told, "{inputs:8} inputs, {taken:8} taken  {name}").unwrap();
}

#[test]
fn no_reader_of_addresses_is_brought_down_by_anything() {
    try_all("readers-of-addresses.txt", ADDRESSES);
}

#[test]
fn no_reader_of_ids_codes_and_numbers_is_brought_down_by_anything() {
    try_all("readers-of-signs.txt", SIGNS);
}

#[test]
fn no_reader_of_texts_and_blocks_is_brought_down_by_anything() {
    try_all("readers-of-texts.txt", TEXTS);
}

#[test]
fn no_reader_of_records_is_brought_down_by_anything() {
    try_all("readers-of-records.txt", RECORDS);
}

fn boxed(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    [&u32::try_from(content.len() + 8).unwrap().to_be_bytes()[..], name, content].concat()
}

/// Of every kind of file one that is small: a film, sounds, documents, captions, a picture.
fn files() -> Vec<Vec<u8>> {
    let handler = [&[0; 8][..], b"soun", &[0; 12]].concat();
    let track = boxed(b"trak", &boxed(b"mdia", &boxed(b"hdlr", &handler)));
    let film = |brand: &[u8], tracks: &[u8]| {
        let moov = boxed(b"moov", &[boxed(b"mvhd", b"kopf"), tracks.to_vec(), boxed(b"udta", b"Ort")].concat());
        [boxed(b"ftyp", brand), moov, boxed(b"mdat", b"bilder")].concat()
    };
    let frame = [&[0xFF, 0xFB, 0x90, 0x00][..], &[7; 413]].concat();
    vec![
        film(b"isommp42", &[track.as_slice(), &boxed(b"trak", &boxed(b"tkhd", b"spur"))].concat()),
        film(b"M4A mp42", &track),
        [b"ID3\x04\0\0\0\0\0\x08Von: Ada".as_slice(), &frame, &frame].concat(),
        [b"OggS\0".as_slice(), &[0; 21], &[1, 8], b"OpusHead"].concat(),
        [b"OggS\0\x02".as_slice(), &[0; 20], &[1, 19], b"OpusHead\x01\x02\0\0\0\0\0\0\0\0\0", b"OggS\0\0"].concat(),
        b"\x1A\x45\xDF\xA3\x9F\x42\x86\x81\x01\x42\x82\x84webm".to_vec(),
        "\u{FEFF}WEBVTT - Hafen\n\n1\n00:01.000 --> 00:02.000 align:start\n<v Ada>Moin</v>\n".as_bytes().to_vec(),
        b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n".to_vec(),
        archive("word/document.xml"),
        PICTURE.to_vec(),
    ]
}

/// A document with one file, stored as it is.
fn archive(name: &str) -> Vec<u8> {
    let (mut bytes, mut list) = (Vec::new(), Vec::new());
    for name in ["[Content_Types].xml", name] {
        let (at, length) = (u32::try_from(bytes.len()).unwrap(), u16::try_from(name.len()).unwrap());
        let sizes = [4, 0, 0, 0, 4, 0, 0, 0];
        let middle =
            [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &sizes, &length.to_le_bytes(), &[0, 0]].concat();
        bytes.extend([b"PK\x03\x04", middle.as_slice(), name.as_bytes(), b"<w/>"].concat());
        list.extend([b"PK\x01\x02\x14\0", middle.as_slice(), &[0; 10], &at.to_le_bytes(), name.as_bytes()].concat());
    }
    let (at, size) = (u32::try_from(bytes.len()).unwrap(), u32::try_from(list.len()).unwrap());
    bytes.extend(list);
    bytes.extend([&b"PK\x05\x06\0\0\0\0\x02\0\x02\0"[..], &size.to_le_bytes(), &at.to_le_bytes(), &[0, 0]].concat());
    bytes
}

#[test]
fn no_file_that_somebody_uploads_brings_down_who_looks_at_it() {
    let files = files();
    let fine: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
    let mut told = String::new();
    let takes = |bytes: &[u8]| {
        // Each of them looks whatever the others said.
        for format in media::Format::ALL {
            let _ = media::without_notes(format, bytes.to_vec());
        }
        media::recognise(bytes).is_ok()
    };
    try_one(&mut told, "films, sounds, captions, documents", &fine, EACH * 3, takes);
    super::keep("readers-of-files.txt", &told);
}

const FORM: &str = "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nAm Hafen fehlen Bänke im Schatten\r\n\
                    --x\r\nContent-Disposition: form-data; name=\"bilder\"; filename=\"a.png\"\r\n\
                    Content-Type: image/png\r\n\r\nBild\r\n--x--\r\n";

/// Texts that are given back of a form with files.
async fn given_back(form: &[u8]) -> usize {
    let request = Request::post("/").header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    let request = request.body(Body::from(form.to_vec())).unwrap();
    match Multipart::from_request(request, &()).await {
        Ok(parts) => Rescued::from_parts(parts).await.texts().count(),
        Err(_) => 0,
    }
}

#[test]
fn no_form_with_files_brings_down_who_gives_it_back() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let mut told = String::new();
    let pairs: &[&[u8]] = &[b"text=Am+Hafen+fehlen+B%C3%A4nke+im+Schatten&name=Ada&passwort=M%C3%B6we+Hafen"];
    let takes = |form: &[u8]| !Rescued::from_form(form).is_empty();
    try_one(&mut told, "form that is given back", pairs, EACH, takes);
    let takes = |form: &[u8]| runtime.block_on(given_back(form)) > 0;
    try_one(&mut told, "form with files that is given back", &[FORM.as_bytes()], EACH, takes);
    super::keep("readers-of-forms.txt", &told);
}

/// A look of ours that counts bytes as letters, as somebody writes it who has no umlaut in mind.
#[test]
fn a_reader_that_cuts_a_letter_in_two_is_noticed() {
    let cut = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        text.len() > 12 && !text[..12].is_empty()
    };
    let fine = "Am Hafen fehlen Bänke".as_bytes();
    let found = trial::try_out("cut", chance::seed(), &[fine], EACH, cut).unwrap_err();
    assert!(found.starts_with("cut panics at "), "{found}");
}
