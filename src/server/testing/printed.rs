//! What stands on a sheet: the text of a PDF as whoever holds the paper reads it.

use std::{collections::BTreeMap, io::Read};

use flate2::read::ZlibDecoder;

/// Which letters each drawn shape stands for.
type Letters = BTreeMap<u16, String>;

/// All of it in the order in which it is drawn, without anything between two lines.
pub(super) fn text(pdf: &[u8]) -> String {
    let streams = streams(pdf);
    let letters = letters(&streams);
    // What draws is written in words; fonts and pictures are not.
    let drawn = streams.iter().filter(|stream| stream.is_ascii() && find(stream, b"BT").is_some());
    drawn.map(|stream| shown(stream, &letters)).collect()
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|part| part == word)
}

/// Every part of the file with content, unpacked.
fn streams(pdf: &[u8]) -> Vec<Vec<u8>> {
    const START: &[u8] = b"\nstream\n";
    let (mut streams, mut rest) = (Vec::new(), pdf);
    while let Some(start) = find(rest, START) {
        rest = &rest[start + START.len()..];
        let end = find(rest, b"\nendstream").expect("an end");
        let mut plain = Vec::new();
        match ZlibDecoder::new(&rest[..end]).read_to_end(&mut plain) {
            Ok(_) => streams.push(plain),
            Err(_) => streams.push(rest[..end].to_vec()),
        }
        rest = &rest[end..];
    }
    streams
}

/// From the table by which readers copy and search: `<shape> <letters in UTF-16>`.
fn letters(streams: &[Vec<u8>]) -> Letters {
    let mut letters = Letters::new();
    for table in streams.iter().filter(|stream| find(stream, b"beginbfchar").is_some()) {
        let table = String::from_utf8_lossy(table);
        for part in table.split("beginbfchar").skip(1) {
            let rows = part.split("endbfchar").next().unwrap_or_default().lines();
            let rows = rows.filter_map(|row| row.trim().strip_prefix('<')?.strip_suffix('>')?.split_once("> <"));
            for (shape, text) in rows {
                letters
                    .insert(u16::from_str_radix(shape, 16).unwrap(), String::from_utf16(&pairs(&hex(text))).unwrap());
            }
        }
    }
    letters
}

fn hex(digits: &str) -> Vec<u8> {
    let digits: Vec<char> = digits.chars().filter(char::is_ascii_hexdigit).collect();
    digits.chunks(2).map(|two| u8::from_str_radix(&two.iter().collect::<String>(), 16).unwrap()).collect()
}

fn pairs(bytes: &[u8]) -> Vec<u16> {
    bytes.chunks_exact(2).map(|two| u16::from_be_bytes([two[0], two[1]])).collect()
}

fn shown(content: &[u8], letters: &Letters) -> String {
    let (mut text, mut shapes, mut at) = (String::new(), Vec::new(), 0);
    while at < content.len() {
        match (content[at], content.get(at + 1)) {
            (b'(', _) => at = literal(content, at + 1, &mut shapes),
            (b'<', Some(b'<')) => at += find(&content[at..], b">>").unwrap_or(2),
            (b'<', _) => {
                let end = at + find(&content[at..], b">").expect("an end");
                shapes.extend(hex(&String::from_utf8_lossy(&content[at..end])));
                at = end;
            }
            (b'T', Some(b'j' | b'J')) => {
                text.extend(pairs(&shapes).iter().map(|shape| letters.get(shape).map_or("?", String::as_str)));
                shapes.clear();
                at += 2;
            }
            _ => at += 1,
        }
    }
    text
}

/// Reads `(…)` from behind its first bracket; the answer is the place behind its last one.
fn literal(content: &[u8], mut at: usize, shapes: &mut Vec<u8>) -> usize {
    let mut depth = 1;
    loop {
        match content[at] {
            b'\\' => {
                let octal: String = content[at + 1..].iter().take(3).map(|byte| char::from(*byte)).collect();
                if let Ok(byte) = u8::from_str_radix(&octal, 8) {
                    shapes.push(byte);
                    at += 3;
                } else {
                    shapes.push(match content[at + 1] {
                        b'n' => b'\n',
                        b'r' => b'\r',
                        b't' => b'\t',
                        b'b' => 8,
                        b'f' => 12,
                        same => same,
                    });
                    at += 1;
                }
            }
            b'(' => {
                depth += 1;
                shapes.push(b'(');
            }
            b')' if depth == 1 => return at + 1,
            b')' => {
                depth -= 1;
                shapes.push(b')');
            }
            byte => shapes.push(byte),
        }
        at += 1;
    }
}
