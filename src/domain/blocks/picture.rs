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

    /// How wide, and how high.
    fn sides(self) -> (i64, i64) {
        match self {
            Self::Wide => (16, 9),
            Self::Classic => (4, 3),
            Self::Square => (1, 1),
            Self::Tall => (3, 4),
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
    /// In percent, 0 to 100.
    pub across: u8,
    pub down: u8,
}

impl Crop {
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = text.split([' ', ',', ';', '%']).filter(|word| !word.is_empty());
        let ratio = words.next()?;
        let shape = Shape::ALL.into_iter().find(|shape| shape.ratio() == ratio)?;
        let mut percent = || match words.next() {
            None => Some(50),
            Some(word) => word.parse::<u8>().ok().filter(|percent| *percent <= 100),
        };
        let (across, down) = (percent()?, percent()?);
        words.next().is_none().then_some(Self { shape, across, down })
    }

    /// The percent that counts in a picture of this size: the part is as large as its shape fits into it, so along the other
    /// axis nothing is left over.
    pub fn point(self, width: i32, height: i32) -> u8 {
        let (wide, high) = self.shape.sides();
        if i64::from(width) * high > i64::from(height) * wide { self.across } else { self.down }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_a_shape_and_a_point() {
        let crop = |shape, across, down| Some(Crop { shape, across, down });
        assert_eq!(Crop::parse("16:9"), crop(Shape::Wide, 50, 50));
        assert_eq!(Crop::parse("1:1, 0 100"), crop(Shape::Square, 0, 100));
        assert_eq!(Crop::parse("3:4 34% 66%"), crop(Shape::Tall, 34, 66));
        assert_eq!(Crop::parse("4:3 255"), None, "farther than the edge");
        for text in ["", "16x9", "16:9 links oben", "16:9 101 0", "16:9 1 2 3"] {
            assert_eq!(Crop::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_part_moves_along_the_axis_that_has_room() {
        let point = |text, width, height| Crop::parse(text).map(|crop| crop.point(width, height));
        assert_eq!(point("1:1 37 81", 600, 400), Some(37));
        assert_eq!(point("1:1 37 81", 400, 600), Some(81));
        assert_eq!(point("16:9 37 81", 600, 400), Some(81), "a photograph is less wide than that");
        assert_eq!(point("4:3 37 81", 600, 400), Some(37));
        for shape in Shape::ALL {
            let (wide, high) = shape.sides();
            assert_eq!(shape.ratio(), format!("{wide}:{high}"));
        }
    }
}
