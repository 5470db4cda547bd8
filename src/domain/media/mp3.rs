//! MP3 files are frames, one after the other; what programs write before and behind them (names, pictures,
//! places) is no part of what one hears.

use std::ops::Range;

/// Kilobits in a second: of the first version of the format, and of the later ones.
const FIRST: [u32; 14] = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const LATER: [u32; 14] = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

const SAMPLES: [u32; 3] = [44_100, 48_000, 32_000];

/// What stands behind the frames of honest files: notes of programs, or the beginning of a frame that was cut off.
const BEHIND: [&[u8]; 4] = [b"TAG", b"APETAGEX", b"LYRICSBEGIN", b"3DI"];

/// Where the frames of an MP3 are; `None` for what is none, or hides something else behind them.
pub(super) fn frames(bytes: &[u8]) -> Option<Range<usize>> {
    let start = behind_notes(bytes);
    let (mut at, mut count) = (start, 0_usize);
    while let Some(size) = bytes.get(at..).and_then(frame) {
        if at + size > bytes.len() {
            break;
        }
        at += size;
        count += 1;
    }
    let rest = bytes.get(at..)?;
    let is_known = rest.iter().all(|byte| *byte == 0) || BEHIND.iter().any(|word| rest.starts_with(word));
    // A frame that is not whole is shorter than any whole one can be.
    let is_cut = frame(rest).is_some_and(|size| rest.len() < size) || rest.len() < 4;
    (count > 1 && (is_known || is_cut)).then_some(start..at)
}

/// Behind what ID3 writes at the beginning.
fn behind_notes(bytes: &[u8]) -> usize {
    let Some([b'I', b'D', b'3', _, _, flags, a, b, c, d]) = bytes.first_chunk::<10>() else { return 0 };
    let size = [a, b, c, d].into_iter().fold(0, |sum, byte| (sum << 7) | usize::from(byte & 0x7F));
    10 + size + if flags & 0x10 == 0 { 0 } else { 10 }
}

/// How long the frame is that begins here (layer III alone).
fn frame(bytes: &[u8]) -> Option<usize> {
    let [0xFF, second, third, _] = *bytes.first_chunk::<4>()? else { return None };
    let version = (second >> 3) & 3;
    if second & 0xE0 != 0xE0 || version == 1 || (second >> 1) & 3 != 1 {
        return None;
    }
    let is_first = version == 3;
    let rates = if is_first { FIRST } else { LATER };
    let kilobits = *rates.get(usize::from(third >> 4).checked_sub(1)?)?;
    let samples = *SAMPLES.get(usize::from((third >> 2) & 3))?;
    let samples = match version {
        3 => samples,
        2 => samples / 2,
        _ => samples / 4,
    };
    let size = if is_first { 144_000 } else { 72_000 } * kilobits / samples + u32::from((third >> 1) & 1);
    usize::try_from(size).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 128 kbit/s at 44.1 kHz: 417 bytes.
    fn frame_of(fill: u8) -> Vec<u8> {
        [&[0xFF, 0xFB, 0x90, 0x00][..], &[fill; 413]].concat()
    }

    #[test]
    fn a_recording_is_its_frames_and_nothing_around_them() {
        let frames_alone = [frame_of(1), frame_of(2)].concat();
        assert_eq!(frames(&frames_alone), Some(0..834));
        let notes = [b"ID3\x04\0\0\0\0\0\x08Von: Ada".as_slice(), &frames_alone, b"TAGHafen"].concat();
        assert_eq!(frames(&notes), Some(18..852));
        let cut = [frames_alone.as_slice(), &frame_of(3)[..50]].concat();
        assert_eq!(frames(&cut), Some(0..834), "the last frame is not whole");
    }

    #[test]
    fn what_is_no_recording_or_hides_something_is_told() {
        let frames_alone = [frame_of(1), frame_of(2)].concat();
        let hides = [frames_alone.as_slice(), b"<script>x</script>"].concat();
        for bytes in
            [&hides[..], &frame_of(1), b"", b"ID3", b"ID3\x04\0\0\x7F\x7F\x7F\x7F", b"\xFF\xFE\0\0", b"\xFF\xFB\xFF\0"]
        {
            assert_eq!(frames(bytes), None, "{bytes:?}");
        }
    }
}
