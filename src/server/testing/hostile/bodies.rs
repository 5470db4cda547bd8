//! Bodies that are wrong as a whole.

use super::attack::Slot;

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";
const PARTS: &str = "multipart/form-data; boundary=wgmxboundary";

/// A gzip stream that claims to be a form; unpacked it would be 40 kB of zeros.
const GZIP: &[u8] = b"\x1f\x8b\x08\0\0\0\0\0\x02\x03\xed\xc1\x01\r\0\0\0\xc2\xa0\xf7Om\x0e7\xa0\0\0\0\0\0\0\0";

pub fn all() -> Vec<Slot> {
    let part = |head: &str, body: &str| format!("--wgmxboundary\r\n{head}\r\n\r\n{body}");
    let text = "Content-Disposition: form-data; name=\"text\"";
    let mut bodies: Vec<(Vec<u8>, &'static str)> = vec![
        (Vec::new(), ""),
        (Vec::new(), FORM),
        (Vec::new(), PARTS),
        (Vec::new(), JSON),
        (b"text=a".to_vec(), ""),
        (b"text=a".to_vec(), "text/plain"),
        (b"text=a".to_vec(), "application/x-www-form-urlencoded; charset=utf-16"),
        (b"text=a".to_vec(), "multipart/form-data"),
        (b"text=a".to_vec(), "multipart/form-data; boundary="),
        (b"text=a".to_vec(), "multipart/form-data; boundary=\""),
        (b"text=a".to_vec(), "application/json; charset=latin1"),
        (b"text=a".to_vec(), ";;;/"),
        (b"\xff\xfe\x80=\xc0\xaf&text=\xed\xa0\x80".to_vec(), FORM),
        ("text=a&".repeat(3_000).into_bytes(), FORM),
        ((0..5_000).map(|n| format!("feld{n}=1&")).collect::<String>().into_bytes(), FORM),
        ("&".repeat(10_000).into_bytes(), FORM),
        ("=".repeat(10_000).into_bytes(), FORM),
        ("%".repeat(10_000).into_bytes(), FORM),
        ("a[".repeat(5_000).into_bytes(), FORM),
        (GZIP.to_vec(), FORM),
        (GZIP.to_vec(), JSON),
        (b"\xef\xbb\xbf{}".to_vec(), JSON),
        (b"{\"a\":\"\xff\xfe\"}".to_vec(), JSON),
        (b"{}{}".to_vec(), JSON),
        (b"{\"submission\":\"".to_vec(), JSON),
        (b"\"wgmx\"".to_vec(), JSON),
        (b"1e999".to_vec(), JSON),
        (format!("{{{}\"a\":1}}", "\"text\":\"a\",".repeat(3_000)).into_bytes(), JSON),
        (part(text, "abgeschnitten").into_bytes(), PARTS),
        ((part(text, "fertig") + "\r\n--andere--\r\n").into_bytes(), PARTS),
        ((part("", "ohne Kopf") + "\r\n--wgmxboundary--\r\n").into_bytes(), PARTS),
        ((part("Content-Disposition: attachment", "a") + "\r\n--wgmxboundary--\r\n").into_bytes(), PARTS),
        (
            (part("Content-Disposition: form-data; name=\"te\\\"xt\r\nX: y\"", "a") + "\r\n--wgmxboundary--\r\n")
                .into_bytes(),
            PARTS,
        ),
        (
            (part(&format!("Content-Disposition: form-data; name=\"{}\"", "x".repeat(20_000)), "a")
                + "\r\n--wgmxboundary--\r\n")
                .into_bytes(),
            PARTS,
        ),
        (
            (part(&format!("{text}\r\n{}", "X-A: b\r\n".repeat(2_000)), "a") + "\r\n--wgmxboundary--\r\n").into_bytes(),
            PARTS,
        ),
        (
            (part(&format!("{text}; filename=\"../../../etc/passwd\""), "a") + "\r\n--wgmxboundary--\r\n").into_bytes(),
            PARTS,
        ),
        ((part(text, "a\r\n").repeat(2_000) + "--wgmxboundary--\r\n").into_bytes(), PARTS),
        (b"--wgmxboundary".repeat(2_000), PARTS),
        (b"\r\n".repeat(20_000), PARTS),
    ];
    let pictures: [&[u8]; 6] = [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xff\0\0\xff\xff\x08\x06\0\0\0",
        b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\xff\xda\0\x0c\x03\x01\0\x02\x11\x03\x11\0?\0",
        b"RIFF\xff\xff\xff\xffWEBPVP8X\x0a\0\0\0\x10\0\0\0\xff\xff\xff\xff\xff\xff",
        b"GIF89a\x01\0\x01\0",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='wgmx()'/>",
        super::world::PICTURE.split_at(50).0,
    ];
    bodies.extend(pictures.map(|picture| {
        let fields = [("titel".to_owned(), b"Bild".to_vec()), ("bilder".to_owned(), picture.to_vec())];
        (super::attack::parts(&fields), PARTS)
    }));
    bodies.into_iter().map(|(bytes, kind)| Slot::Body(bytes, kind)).chain(deep()).collect()
}

/// JSON that a reader falls into: deeper than any stack, closed or not, at the top or where a text belongs.
pub fn deep() -> Vec<Slot> {
    let nested = |open: &str, close: &str| open.repeat(10_000) + &close.repeat(10_000);
    let bodies = [
        nested("[", "]"),
        nested("{\"a\":", "}"),
        "[".repeat(10_000),
        format!("{{\"submission\":\"{:032}\",\"title\":{}}}", 1, nested("[", "]")),
        format!("{{\"submission\":\"{:032}\",\"unbekannt\":{}}}", 2, nested("{\"text\":", "}")),
    ];
    bodies.into_iter().map(|body| Slot::Body(body.into_bytes(), JSON)).collect()
}

/// 10 MB in every form in which something can be sent.
pub fn large() -> Vec<Slot> {
    const TEN_MEGABYTES: usize = 10 * 1024 * 1024;
    let form = [b"text=".to_vec(), vec![b'a'; TEN_MEGABYTES]].concat();
    let json = [b"{\"text\":\"".to_vec(), vec![b'a'; TEN_MEGABYTES], b"\"}".to_vec()].concat();
    let fields = [("text".to_owned(), vec![b'a'; TEN_MEGABYTES])];
    let picture = [("bilder".to_owned(), vec![0; TEN_MEGABYTES])];
    vec![
        Slot::Body(form, FORM),
        Slot::Body(json, JSON),
        Slot::Body(super::attack::parts(&fields), PARTS),
        Slot::Body(super::attack::parts(&picture), PARTS),
        Slot::Body(vec![0; TEN_MEGABYTES], ""),
    ]
}
