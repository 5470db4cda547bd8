//! Which part of a picture is seen, by a shape and a point that stays in view: numbers, so that nobody needs a mouse, and
//! nothing is cut off the picture itself.

/// The shape of the part, width to height.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    Wide,
    Classic,
    Square,
    Tall,
}

impl Shape {
    pub const ALL: [Self; 4] = [Self::Wide, Self::Classic, Self::Square, Self::Tall];

    /// As people write it.
    pub fn ratio(self) -> &'static str {
        match self {
            Self::Wide => "16:9",
            Self::Classic => "4:3",
            Self::Square => "1:1",
            Self::Tall => "3:4",
        }
    }

    pub fn slug(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Classic => "classic",
            Self::Square => "square",
            Self::Tall => "tall",
        }
    }
}

/// `16:9 30 70`: the shape, and the point from the left and from the top in percent; the middle where none is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crop {
    pub shape: Shape,
    /// In tenths of the picture, 0 to 10.
    pub across: u8,
    pub down: u8,
}

impl Crop {
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = text.split([' ', ',', ';', '%']).filter(|word| !word.is_empty());
        let ratio = words.next()?;
        let shape = Shape::ALL.into_iter().find(|shape| shape.ratio() == ratio)?;
        let mut tenth = || match words.next() {
            None => Some(5),
            Some(word) => word.parse::<u8>().ok().filter(|percent| *percent <= 100).map(|percent| (percent + 5) / 10),
        };
        let (across, down) = (tenth()?, tenth()?);
        words.next().is_none().then_some(Self { shape, across, down })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_a_shape_and_a_point() {
        let crop = |shape, across, down| Some(Crop { shape, across, down });
        assert_eq!(Crop::parse("16:9"), crop(Shape::Wide, 5, 5));
        assert_eq!(Crop::parse("1:1, 0 100"), crop(Shape::Square, 0, 10));
        assert_eq!(Crop::parse("3:4 34% 66%"), crop(Shape::Tall, 3, 7));
        assert_eq!(Crop::parse("4:3 255"), None, "farther than the edge");
        for text in ["", "16x9", "16:9 links oben", "16:9 101 0", "16:9 1 2 3"] {
            assert_eq!(Crop::parse(text), None, "{text}");
        }
    }
}
