use proptest::prelude::*;

use super::*;

/// An archive whose entries are stored as they are.
fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut bytes, mut list) = (Vec::new(), Vec::new());
    for (name, content) in entries {
        let at = u32::try_from(bytes.len()).unwrap();
        let size = u32::try_from(content.len()).unwrap().to_le_bytes();
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        let middle = [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &size, &size, &length, &[0, 0]].concat();
        bytes.extend([b"PK\x03\x04", middle.as_slice(), name.as_bytes(), content].concat());
        let tail = [&[0; 10][..], &at.to_le_bytes()].concat();
        list.extend([b"PK\x01\x02\x14\0", middle.as_slice(), &tail, name.as_bytes()].concat());
    }
    let count = u16::try_from(entries.len()).unwrap().to_le_bytes();
    let (at, size) = (u32::try_from(bytes.len()).unwrap(), u32::try_from(list.len()).unwrap());
    bytes.extend(list);
    bytes.extend([b"PK\x05\x06\0\0\0\0", &count[..], &count, &size.to_le_bytes(), &at.to_le_bytes(), &[0, 0]].concat());
    bytes
}

fn boxed(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    [&u32::try_from(content.len() + 8).unwrap().to_be_bytes()[..], name, content].concat()
}

fn film() -> Vec<u8> {
    let track = boxed(b"trak", &[boxed(b"tkhd", b"spur"), boxed(b"meta", b"Kamera von Ada")].concat());
    let moov = boxed(b"moov", &[boxed(b"mvhd", b"kopf"), boxed(b"udta", b"+54.0887+012.1405/"), track].concat());
    [boxed(b"ftyp", b"isommp42"), moov, boxed(b"mdat", b"bilder")].concat()
}

const DOCUMENT: [(&str, &[u8]); 2] = [("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")];

#[test]
fn files_are_known_by_what_is_in_them() {
    assert_eq!(recognise(b"\xFF\xD8\xFF\xE0"), Ok(Format::Picture));
    assert_eq!(recognise(b"\x89PNG\r\n\x1a\n"), Ok(Format::Picture));
    assert_eq!(recognise(b"RIFF\0\0\0\0WEBPVP8 "), Ok(Format::Picture));
    assert_eq!(recognise(b"%PDF-1.7\nText\n%%EOF\n"), Ok(Format::Pdf));
    assert_eq!(recognise(&archive(&DOCUMENT)), Ok(Format::Word));
    let odt: [(&str, &[u8]); 2] = [("mimetype", Format::OdText.mime().as_bytes()), ("content.xml", b"<o/>")];
    assert_eq!(recognise(&archive(&odt)), Ok(Format::OdText));
    assert_eq!(recognise(&film()), Ok(Format::Mp4));
    assert_eq!(recognise(b"\x1A\x45\xDF\xA3\x9F\x42\x86\x81\x01\x42\x82\x84webm"), Ok(Format::WebM));
    assert_eq!(recognise("\u{FEFF}WEBVTT\n\n00:01.000 --> 00:02.000\nMoin".as_bytes()), Ok(Format::Vtt));
}

#[test]
fn what_runs_or_hides_something_is_refused() {
    let refused: [(&[u8], Unfit); 9] = [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", Unfit::Unknown),
        (b"<!doctype html><script>x</script>", Unfit::Unknown),
        (b"GIF89a", Unfit::Unknown),
        (b"MZ\x90", Unfit::Unknown),
        (b"", Unfit::Unknown),
        (b"%PDF-1.7 half of it", Unfit::Unknown),
        (b"%PDF-1.7 /OpenAction << /S /JavaScript >> %%EOF", Unfit::Runs),
        (b"WEBVTTX", Unfit::Unknown),
        (b"WEBVTT\n\xFF", Unfit::Unknown),
    ];
    for (bytes, why) in refused {
        assert_eq!(recognise(bytes), Err(why), "{}", String::from_utf8_lossy(bytes));
    }
    let macros: [(&str, &[u8]); 3] = [DOCUMENT[0], DOCUMENT[1], ("word/vbaProject.bin", b"x")];
    assert_eq!(recognise(&archive(&macros)), Err(Unfit::Runs));
    let plain = [("index.html", b"<script>".as_slice())];
    assert_eq!(recognise(&archive(&plain)), Err(Unfit::Unknown), "any archive is no document");
}

#[test]
fn nothing_hides_before_or_behind_a_file() {
    let document = archive(&DOCUMENT);
    let behind = [document.as_slice(), b"<script>"].concat();
    let before = [b"PK\x03\x04<script>", document.as_slice()].concat();
    for hidden in [behind, before, document[..document.len() - 1].to_vec()] {
        assert_eq!(recognise(&hidden), Err(Unfit::Unknown));
    }
    assert_eq!(recognise(&[film().as_slice(), b"<html>"].concat()), Err(Unfit::Unknown));
    assert_eq!(recognise(&boxed(b"ftyp", b"isom")), Err(Unfit::Unknown), "no film in it");
}

#[test]
fn a_film_forgets_where_and_with_what_it_was_made() {
    let clean = without_notes(Format::Mp4, film()).unwrap();
    assert_eq!(clean.len(), film().len());
    let text = String::from_utf8_lossy(&clean).into_owned();
    assert!(!text.contains("54.08") && !text.contains("Ada") && !text.contains("udta"), "{text}");
    assert!(text.contains("spur") && text.contains("bilder") && text.contains("kopf"), "{text}");
    assert!(without_notes(Format::Mp4, b"no film".to_vec()).is_none());
}

#[test]
fn a_document_forgets_who_wrote_it_and_with_what() {
    let parts: [(&str, &[u8]); 6] = [
        DOCUMENT[0],
        ("docProps/core.xml", b"<dc:creator>Ada M."),
        DOCUMENT[1],
        ("docProps/app.xml", b"<Company>Tiefbauamt"),
        ("docProps/custom.xml", b"Akte 7"),
        ("word/people.xml", b"ada@example.org"),
    ];
    let clean = without_notes(Format::Word, archive(&parts)).unwrap();
    assert_eq!(recognise(&clean), Ok(Format::Word));
    let text = String::from_utf8_lossy(&clean).into_owned();
    for gone in ["Ada M.", "Tiefbauamt", "Akte 7", "ada@"] {
        assert!(!text.contains(gone), "{gone}: {text}");
    }
    assert!(text.contains("<Types/>") && text.contains("<w/>") && text.contains("<cp:coreProperties xmlns"), "{text}");
    assert_eq!(without_notes(Format::Word, clean.clone()).unwrap(), clean);
    assert_eq!(without_notes(Format::Word, archive(&DOCUMENT)).unwrap(), archive(&DOCUMENT), "byte for byte");

    let kind = Format::OdText.mime().as_bytes();
    let odt: [(&str, &[u8]); 3] =
        [("mimetype", kind), ("meta.xml", b"<LibreOffice von Ada>"), ("content.xml", b"<o/>")];
    let clean = without_notes(Format::OdText, archive(&odt)).unwrap();
    assert_eq!(recognise(&clean), Ok(Format::OdText));
    assert!(!String::from_utf8_lossy(&clean).contains("LibreOffice"));
    let signature: (&str, &[u8]) = ("META-INF/documentsignatures.xml", b"<s/>");
    let signed = archive(&[odt[0], odt[1], odt[2], signature]);
    assert_eq!(without_notes(Format::OdText, signed.clone()).unwrap(), signed);
    let locked = archive(&[odt[0], ("meta.xml", b"\x8F\x01 with a password"), odt[2]]);
    assert_eq!(without_notes(Format::OdText, locked.clone()).unwrap(), locked);
    assert_eq!(without_notes(Format::Word, b"PK\x03\x04 no document".to_vec()), None);
}

#[test]
fn a_recording_is_known_whatever_it_came_as_and_forgets_its_notes() {
    let track = |kind: &[u8]| boxed(b"trak", &boxed(b"mdia", &boxed(b"hdlr", &[&[0; 8][..], kind, &[0; 12]].concat())));
    let file = |brand: &[u8], tracks: &[u8]| {
        let moov = boxed(b"moov", &[tracks, &boxed(b"udta", b"Ada spricht")].concat());
        [boxed(b"ftyp", brand), moov, boxed(b"mdat", b"toene")].concat()
    };
    let sound = file(b"isommp42", &track(b"soun"));
    assert_eq!(recognise(&sound), Ok(Format::M4a), "a telephone calls it a film");
    assert_eq!(recognise(&file(b"M4A mp42", &track(b"soun"))), Ok(Format::M4a));
    assert_eq!(recognise(&file(b"isommp42", &[track(b"soun"), track(b"vide")].concat())), Ok(Format::Mp4));
    assert!(!String::from_utf8_lossy(&without_notes(Format::M4a, sound).unwrap()).contains("Ada"));

    let frame = [&[0xFF, 0xFB, 0x90, 0x00][..], &[7; 413]].concat();
    let mp3 = [b"ID3\x04\0\0\0\0\0\x08Von: Ada".as_slice(), &frame, &frame, b"TAGHafen"].concat();
    assert_eq!(recognise(&mp3), Ok(Format::Mp3));
    assert_eq!(without_notes(Format::Mp3, mp3).unwrap(), [frame.as_slice(), &frame].concat());
    assert_eq!(recognise(b"ID3\x04\0\0\0\0\0\0<script>"), Err(Unfit::Unknown));
    let mut ogg = [b"OggS\0".as_slice(), &[0; 21], &[1, 8], b"OpusHead"].concat();
    assert_eq!(recognise(&ogg), Ok(Format::Ogg));
    ogg.extend(b"<html>");
    assert_eq!(recognise(&ogg), Err(Unfit::Unknown));
    let large = [b"OggS\0".as_slice(), &vec![0; 20 * 1024 * 1024]].concat();
    assert_eq!(recognise(&large), Err(Unfit::TooLarge(MediaKind::Audio)));
}

#[test]
fn a_file_that_is_too_large_is_told_with_its_kind() {
    let pdf = [b"%PDF-1.7".as_slice(), &vec![b' '; 20 * 1024 * 1024], b"%%EOF"].concat();
    assert_eq!(recognise(&pdf), Err(Unfit::TooLarge(MediaKind::File)));
}

#[test]
fn keys_are_found_wherever_they_stand() {
    let (one, other) = ("0f".repeat(16), "ab".repeat(16));
    let text = format!("Bild: {one}\\nAlt: x ![a](/medien/{other}/klein) {one}0 {}", &one[1..]);
    assert!(keys_in(&text).eq([one.as_str(), &other]));
}

#[test]
fn names_are_for_people() {
    for (sent, name) in [
        ("C:\\Akten\\Plan 2027.final.pdf", "Plan 2027.final"),
        ("../../etc/passwd", "passwd"),
        ("Lärm<script>.pdf", "Lärmscript"),
        ("", "Datei"),
        (".pdf", ".pdf"),
        ("\u{202E}fdp.exe", "Datei"),
    ] {
        assert_eq!(clean_name(sent), name, "{sent}");
    }
    assert!(is_key(&"0f".repeat(16)) && !is_key("0f") && !is_key(&"0G".repeat(16)));
}

proptest! {
    #[test]
    fn no_bytes_are_too_odd(start in prop::sample::select(vec![&b""[..], b"PK\x03\x04", b"%PDF-", b"\0\0\0\x10ftyp", b"\0\0\0\x08moov"]), bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let all = [start, &bytes].concat();
        let _ = recognise(&all);
        for format in [Format::Mp4, Format::Pdf, Format::Word] {
            let _ = without_notes(format, all.clone());
        }
    }

    #[test]
    fn no_dictionary_is_too_odd_and_none_moves(inside in "[/()<>\\\\a-c 0-9R]{0,60}") {
        let text = format!("%PDF-1.7\n5 0 obj << /Author {inside} >> trailer << /Info 5 0 R >> <x:xmpmeta <dc:creator>{inside}</x:xmpmeta>");
        let kept = without_notes(Format::Pdf, text.clone().into_bytes()).unwrap();
        prop_assert_eq!(kept.len(), text.len());
    }

    #[test]
    fn no_broken_archive_or_film_is_too_odd(at in 0..300_usize, byte: u8) {
        for mut bytes in [archive(&DOCUMENT), film()] {
            let place = at % bytes.len();
            bytes[place] = byte;
            let _ = recognise(&bytes);
            let _ = without_notes(Format::Word, bytes.clone());
            let _ = without_notes(Format::Mp4, bytes);
        }
    }
}
