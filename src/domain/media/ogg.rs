//! Ogg files are pages, each with a sum over its bytes; packets run through them. The second packet of Opus and Vorbis holds what
//! programs note (names, places, pictures): it is emptied, and its pages get new sums.

use std::ops::Range;

/// Where the sum of a page stands.
const SUM: Range<usize> = 22..26;

struct Page {
    /// Of its first packet, or what is left of one from the page before.
    packet: Range<usize>,
    /// The packet does not go on in the next page.
    is_whole: bool,
    content: Range<usize>,
}

/// Whether these are the pages of a file with sound in it, up to its last byte.
pub(super) fn is_sound(bytes: &[u8]) -> bool {
    let (mut at, mut has_sound) = (0, false);
    while at < bytes.len() {
        let Some(page) = page(bytes, at) else { return false };
        if at == 0 {
            let head = bytes.get(page.packet).unwrap_or_default();
            has_sound = head.starts_with(b"OpusHead") || head.starts_with(b"\x01vorbis");
        }
        at = page.content.end;
    }
    has_sound
}

/// The same without notes; `None` where they are not at their place, and something else is.
pub(super) fn without_notes(mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    let mut at = page(&bytes, 0)?.content.end;
    let mut is_first = true;
    while at < bytes.len() {
        let Page { packet, is_whole, content } = page(&bytes, at)?;
        let rest = if is_first { emptied(&mut bytes, packet)? } else { packet };
        bytes.get_mut(rest)?.fill(0);
        seal(bytes.get_mut(at..content.end)?)?;
        if is_whole {
            return Some(bytes);
        }
        (at, is_first) = (content.end, false);
    }
    is_first.then_some(bytes)
}

/// Says that there are no notes; the answer is where they are.
fn emptied(bytes: &mut [u8], packet: Range<usize>) -> Option<Range<usize>> {
    let head = bytes.get(packet.clone())?;
    let magic = [b"OpusTags".as_slice(), b"\x03vorbis"].into_iter().find(|magic| head.starts_with(magic))?;
    let is_vorbis = magic.len() == 7;
    let vendor = u32::from_le_bytes(*head.get(magic.len()..)?.first_chunk()?);
    let count = packet.start + magic.len() + 4 + usize::try_from(vendor).ok()?;
    let end = count.checked_add(4).filter(|end| *end <= packet.end)?;
    bytes.get_mut(count..end)?.fill(0);
    if !is_vorbis {
        return Some(end..packet.end);
    }
    // One bit says that nothing is missing.
    *bytes.get_mut(end..packet.end)?.first_mut()? = 1;
    Some(end + 1..packet.end)
}

fn page(bytes: &[u8], at: usize) -> Option<Page> {
    if bytes.get(at..at + 5)? != b"OggS\0" {
        return None;
    }
    let count = usize::from(*bytes.get(at + 26)?);
    let start = at + 27 + count;
    let segments = bytes.get(at + 27..start)?;
    let size = |segments: &[u8]| segments.iter().map(|segment| usize::from(*segment)).sum::<usize>();
    let end = start + size(segments);
    let last = segments.iter().position(|segment| *segment < 255);
    let packet = segments.get(..last.map_or(count, |last| last + 1))?;
    (end <= bytes.len()).then(|| Page {
        packet: start..start + size(packet),
        is_whole: last.is_some(),
        content: start..end,
    })
}

/// CRC-32 with the polynomial of Ethernet, from the highest bit on.
fn seal(page: &mut [u8]) -> Option<()> {
    page.get_mut(SUM)?.fill(0);
    let sum = page.iter().fold(0_u32, |sum, byte| {
        let turn = |sum: u32, _| if sum & 0x8000_0000 == 0 { sum << 1 } else { (sum << 1) ^ 0x04C1_1DB7 };
        (0..8).fold(sum ^ (u32::from(*byte) << 24), turn)
    });
    page.get_mut(SUM)?.copy_from_slice(&sum.to_le_bytes());
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page_of(packets: &[&[u8]]) -> Vec<u8> {
        let mut page = b"OggS\0".to_vec();
        page.extend([0; 21]);
        let lacing: Vec<u8> = packets
            .iter()
            .flat_map(|packet| {
                [vec![255; packet.len() / 255], vec![u8::try_from(packet.len() % 255).unwrap()]].concat()
            })
            .collect();
        page.push(u8::try_from(lacing.len()).unwrap());
        page.extend(lacing);
        page.extend(packets.concat());
        seal(&mut page).unwrap();
        page
    }

    fn notes(magic: &[u8], end: &[u8]) -> Vec<u8> {
        let artist = [b"ARTIST=Ada ".as_slice(), &[b'x'; 300]].concat();
        let size = u32::try_from(artist.len()).unwrap().to_le_bytes();
        [magic, &4_u32.to_le_bytes(), b"Lavf", &1_u32.to_le_bytes(), &size, &artist, end].concat()
    }

    #[test]
    fn the_sum_of_one_bit_is_its_polynomial() {
        let mut page = [&[0_u8; 26][..], &[1]].concat();
        seal(&mut page).unwrap();
        assert_eq!(page[SUM], 0x04C1_1DB7_u32.to_le_bytes());
    }

    #[test]
    fn a_file_has_sound_in_it_and_ends_where_it_says() {
        let sound = [page_of(&[b"OpusHead"]), page_of(&[b"OpusTags"]), page_of(&[b"abc"])].concat();
        assert!(is_sound(&sound) && is_sound(&page_of(&[b"\x01vorbis"])));
        assert!(!is_sound(&page_of(&[b"\x80theora"])) && !is_sound(b"") && !is_sound(b"OggS"));
        assert!(!is_sound(&[sound.as_slice(), b"<html>"].concat()));
    }

    #[test]
    fn notes_are_emptied_and_all_else_stays() {
        for (head, magic, end) in [
            (b"OpusHead".as_slice(), b"OpusTags".as_slice(), b"".as_slice()),
            (b"\x01vorbis".as_slice(), b"\x03vorbis".as_slice(), b"\x01".as_slice()),
        ] {
            let setup = b"aufbau";
            let file = [page_of(&[head]), page_of(&[&notes(magic, end), setup]), page_of(&[b"toene"])].concat();
            let clean = without_notes(file.clone()).unwrap();
            assert_eq!(clean.len(), file.len());
            let text = String::from_utf8_lossy(&clean);
            assert!(
                !text.contains("Ada") && text.contains("Lavf") && text.contains("aufbau") && text.contains("toene")
            );
            assert!(is_sound(&clean) && without_notes(clean.clone()) == Some(clean));
        }
    }

    #[test]
    fn what_stands_in_the_place_of_notes_is_no_recording_of_ours() {
        let file = [page_of(&[b"OpusHead"]), page_of(&[b"\x80theora"])].concat();
        assert_eq!(without_notes(file), None);
        let short = [page_of(&[b"OpusHead"]), page_of(&[b"OpusTags\xFF\xFF\xFF\x7F"])].concat();
        assert_eq!(without_notes(short), None);
    }
}
