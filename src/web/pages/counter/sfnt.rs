//! As much of a font file as a line of text needs: which glyph a character is, and how wide. The font is our own (latin
//! letters of Atkinson Hyperlegible Next, without its axis), so its character map has the format 4.

pub struct Sfnt<'a> {
    data: &'a [u8],
    cmap: usize,
    hmtx: usize,
    wide: u16,
    units: f32,
}

impl<'a> Sfnt<'a> {
    pub fn read(data: &'a [u8]) -> Option<Self> {
        let font = Self { data, cmap: 0, hmtx: 0, wide: 0, units: 1.0 };
        let (head, hhea, cmap) = (font.table(b"head")?, font.table(b"hhea")?, font.table(b"cmap")?);
        let offset = font.u32(cmap + 8)?;
        Some(Self {
            cmap: cmap + offset,
            hmtx: font.table(b"hmtx")?,
            wide: font.u16(hhea + 34)?,
            units: f32::from(font.u16(head + 18)?),
            ..font
        })
    }

    /// Number of the glyph and its width in parts of the size; a character that is not there is the box for nothing.
    pub fn glyph(&self, c: char) -> (u16, f32) {
        let glyph = self.id(c).unwrap_or(0);
        let last = self.wide.saturating_sub(1);
        let width = self.u16(self.hmtx + 4 * usize::from(glyph.min(last))).unwrap_or(0);
        (glyph, f32::from(width) / self.units)
    }

    fn id(&self, c: char) -> Option<u16> {
        let code = u16::try_from(u32::from(c)).ok()?;
        let twice = usize::from(self.u16(self.cmap + 6)?);
        let (ends, starts) = (self.cmap + 14, self.cmap + 16 + twice);
        let (deltas, offsets) = (starts + twice, starts + 2 * twice);
        let segment = (0..twice).step_by(2).find(|at| self.u16(ends + at).is_some_and(|end| end >= code))?;
        let start = self.u16(starts + segment)?;
        if start > code {
            return None;
        }
        let delta = self.u16(deltas + segment)?;
        match self.u16(offsets + segment)? {
            0 => Some(code.wrapping_add(delta)),
            offset => {
                let at = offsets + segment + usize::from(offset) + 2 * usize::from(code - start);
                self.u16(at).filter(|id| *id != 0).map(|id| id.wrapping_add(delta))
            }
        }
    }

    fn table(&self, name: &[u8; 4]) -> Option<usize> {
        let count = usize::from(self.u16(4)?);
        let entry = (0..count).map(|n| 12 + 16 * n).find(|at| self.data.get(*at..at + 4) == Some(name.as_slice()))?;
        self.u32(entry + 8)
    }

    fn u32(&self, at: usize) -> Option<usize> {
        Some((usize::from(self.u16(at)?) << 16) + usize::from(self.u16(at + 2)?))
    }

    fn u16(&self, at: usize) -> Option<u16> {
        let bytes = self.data.get(at..at + 2)?;
        Some(u16::from_be_bytes(bytes.try_into().ok()?))
    }
}
