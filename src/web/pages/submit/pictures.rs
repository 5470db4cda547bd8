//! Pictures that people send: read within limits, turned upright, made smaller and written anew, so that nothing but the
//! points remains: no place, no device, no date, nothing hidden behind the end.

use std::{
    io::Cursor,
    sync::{Arc, LazyLock},
};

use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage, Rgba, codecs::jpeg::JpegEncoder,
    imageops::FilterType, metadata::Orientation,
};
use store::pictures::NewPicture;
use tokio::sync::Semaphore;

/// Longest side as shown on a page, and in lists. Wide enough for a desk, about 300 kB.
const FULL: u32 = 1_600;
const THUMB: u32 = 480;
const QUALITY: u8 = 82;

/// 40 megapixels: more than phones make by default. Decoded they take 160 MB at four bytes a point.
const MOST_PIXELS: u64 = 40_000_000;
const MOST_MEMORY: u64 = 256 * 1024 * 1024;

/// Two at a time: half a gigabyte of memory at most, and both cores are not busy with pictures alone for long.
static ROOM: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(2)));

/// `None` for what is no picture that we can read, or one that would not fit into memory.
pub async fn read(bytes: Vec<u8>) -> Option<NewPicture> {
    in_turn(move || convert(&bytes)).await
}

/// A picture of a page: as large as one shows it, and smaller, where it is larger than that.
pub struct PagePicture {
    pub width: i32,
    pub height: i32,
    pub whole: Vec<u8>,
    pub medium: Option<Vec<u8>>,
    pub small: Option<Vec<u8>>,
}

/// The same for a page, with these longest sides.
pub async fn read_for_page(bytes: Vec<u8>, medium: u32, small: u32) -> Option<PagePicture> {
    let convert = move || {
        let full = upright(&bytes)?;
        let (width, height) = (i32::try_from(full.width()).ok()?, i32::try_from(full.height()).ok()?);
        let whole = jpeg(&full)?;
        let smaller = |side: u32| {
            let is_larger = full.width().max(full.height()) > side;
            is_larger.then(|| jpeg(&shrink(DynamicImage::ImageRgb8(full.clone()), side).into_rgb8())).flatten()
        };
        let (medium, small) = (smaller(medium), smaller(small));
        Some(PagePicture { width, height, whole, medium, small })
    };
    in_turn(convert).await
}

async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> Option<T> + Send + 'static) -> Option<T> {
    let place = Arc::clone(&ROOM).acquire_owned().await.ok()?;
    let work = move || {
        let done = work();
        drop(place);
        done
    };
    tokio::task::spawn_blocking(work).await.ok().flatten()
}

fn convert(bytes: &[u8]) -> Option<NewPicture> {
    let full = upright(bytes)?;
    let thumb = shrink(DynamicImage::ImageRgb8(full.clone()), THUMB).into_rgb8();
    Some(NewPicture {
        width: i32::try_from(full.width()).ok()?,
        height: i32::try_from(full.height()).ok()?,
        alt: String::new(),
        full_jpeg: jpeg(&full)?,
        thumb_jpeg: jpeg(&thumb)?,
    })
}

/// The points of a picture as one sees it, no larger than a page shows it.
fn upright(bytes: &[u8]) -> Option<RgbImage> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    if !matches!(reader.format(), Some(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) {
        return None;
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    // The size stands in the first bytes: a bomb is refused before anything is unpacked.
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 || pixels > MOST_PIXELS {
        return None;
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).ok()?;
    // Smaller first: turning 40 megapixels would copy them once more.
    let mut picture = shrink(picture, FULL);
    picture.apply_orientation(orientation);
    Some(on_white(&picture))
}

fn shrink(picture: DynamicImage, longest: u32) -> DynamicImage {
    if picture.width().max(picture.height()) <= longest {
        return picture;
    }
    picture.resize(longest, longest, FilterType::CatmullRom)
}

/// JPEG knows no transparency; without a ground, transparent points would come out black.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let mut ground = image::RgbaImage::from_pixel(picture.width(), picture.height(), Rgba([255, 255, 255, 255]));
    image::imageops::overlay(&mut ground, &picture.to_rgba8(), 0, 0);
    DynamicImage::ImageRgba8(ground).into_rgb8()
}

fn jpeg(picture: &RgbImage) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(picture).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Left half red, right half blue.
    fn two_halves(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(width, height, |x, _| image::Rgb(if x < width / 2 { [220, 20, 20] } else { [20, 20, 220] }))
    }

    /// A JPEG with an EXIF block that says "turn me a quarter to the right" and names a camera.
    fn with_exif(picture: &RgbImage) -> Vec<u8> {
        let plain = jpeg(picture).unwrap();
        let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
        // Make (0x010F), ASCII, 8 characters, stored at offset 38.
        tiff.extend(*b"\x0F\x01\x02\0\x08\0\0\0\x26\0\0\0");
        // Orientation (0x0112), SHORT, 6.
        tiff.extend(*b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0");
        tiff.extend(*b"\0\0\0\0GEHEIM!\0");
        let mut block = b"Exif\0\0".to_vec();
        block.extend(tiff);
        let length = u16::try_from(block.len() + 2).unwrap().to_be_bytes();
        let mut jpeg = plain[..2].to_vec();
        jpeg.extend([0xFF, 0xE1]);
        jpeg.extend(length);
        jpeg.extend(block);
        jpeg.extend(&plain[2..]);
        jpeg
    }

    fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
        bytes.windows(wanted.len()).any(|window| window == wanted)
    }

    #[test]
    fn what_a_camera_wrote_into_a_picture_is_gone() {
        let sent = with_exif(&two_halves(64, 32));
        assert!(contains(&sent, b"GEHEIM!") && contains(&sent, b"Exif"));
        let picture = convert(&sent).unwrap();
        for bytes in [&picture.full_jpeg, &picture.thumb_jpeg] {
            assert!(!contains(bytes, b"GEHEIM!") && !contains(bytes, b"Exif"));
        }
    }

    #[test]
    fn a_picture_that_is_something_else_too_is_a_picture_only() {
        let hidden: [&[u8]; 2] = [b"<script>alert(1)</script>", b"PK\x03\x04GEHEIM!"];
        for tail in hidden {
            let mut sent = jpeg(&two_halves(64, 32)).unwrap();
            sent.extend(tail);
            let picture = convert(&sent).unwrap();
            for bytes in [&picture.full_jpeg, &picture.thumb_jpeg] {
                assert!(!contains(bytes, tail));
            }
        }
        assert!(convert(b"PK\x03\x04<svg onload=alert(1)>").is_none());
    }

    #[test]
    fn a_picture_taken_sideways_stands_upright() {
        let picture = convert(&with_exif(&two_halves(64, 32))).unwrap();
        assert_eq!((picture.width, picture.height), (32, 64));
        let read = image::load_from_memory(&picture.full_jpeg).unwrap().to_rgb8();
        let (top, bottom) = (read.get_pixel(16, 8), read.get_pixel(16, 56));
        assert!(top[0] > 150 && bottom[2] > 150, "{top:?} {bottom:?}");
    }

    #[test]
    fn a_large_picture_becomes_small_enough_for_a_page() {
        let picture = convert(&jpeg(&two_halves(2_400, 1_200)).unwrap()).unwrap();
        assert_eq!((picture.width, picture.height), (1_600, 800));
        let thumb = image::load_from_memory(&picture.thumb_jpeg).unwrap();
        assert_eq!((thumb.width(), thumb.height()), (480, 240));
    }

    #[test]
    fn transparent_points_become_white() {
        let mut png = Vec::new();
        let clear = image::RgbaImage::from_pixel(8, 8, Rgba([0, 0, 0, 0]));
        DynamicImage::ImageRgba8(clear).write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
        let read = image::load_from_memory(&convert(&png).unwrap().full_jpeg).unwrap().to_rgb8();
        assert!(read.get_pixel(4, 4)[0] > 250);
    }

    #[test]
    fn a_bomb_is_refused_before_it_is_unpacked() {
        // A PNG header of 60,000 × 60,000 points with hardly any data behind it.
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR".to_vec();
        png.extend(60_000u32.to_be_bytes());
        png.extend(60_000u32.to_be_bytes());
        png.extend([8, 2, 0, 0, 0]);
        let sum = crc32(&png[12..]);
        png.extend(sum.to_be_bytes());
        png.extend(*b"\0\0\0\0IDAT\x35\xAF\x06\x1E");
        assert!(convert(&png).is_none());
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        for bytes in [
            &b""[..],
            b"GIF89a\x01\0\x01\0",
            b"%PDF-1.7",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"\xFF\xD8\xFF\xE0",
        ] {
            assert!(convert(bytes).is_none());
        }
        let whole = jpeg(&two_halves(64, 64)).unwrap();
        assert!(convert(&whole[..20]).is_none());
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 })
        })
    }

    #[test]
    fn no_bytes_that_begin_as_a_picture_bring_its_reader_down() {
        let drawn = two_halves(16, 12);
        let mut png = Cursor::new(Vec::new());
        drawn.write_to(&mut png, ImageFormat::Png).unwrap();
        let mut webp = Cursor::new(Vec::new());
        drawn.write_to(&mut webp, ImageFormat::WebP).unwrap();
        let (jpeg, png, webp) = (with_exif(&drawn), png.into_inner(), webp.into_inner());
        let fine = [jpeg.as_slice(), &png, &webp];
        let tried = trial::try_out("pictures", trial::seed(), &fine, 500, |bytes| convert(bytes).is_some()).unwrap();
        assert!(tried.taken >= 3, "{tried:?}");
    }
}
