//! The part of the drawing that is seen. The drawing itself stays as the server made it; zooming only moves the frame,
//! so that it needs no network.

use domain::map::{SIZE, Viewport, Xy};

use crate::islands::dom;

/// 64 times closer a street fills the picture.
const CLOSEST: f64 = 64.0;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ViewBox {
    /// What the whole drawing shows.
    pub viewport: Viewport,
    pub middle: Xy,
    /// 1 shows everything, 2 half of each side.
    pub zoom: f64,
}

impl ViewBox {
    pub fn whole(viewport: Viewport) -> Self {
        Self { viewport, middle: Xy { x: SIZE.0 / 2.0, y: SIZE.1 / 2.0 }, zoom: 1.0 }
    }

    /// Shows `middle` in the middle, as far as the drawing has something around it.
    #[must_use]
    pub fn closer_to(self, middle: Xy, zoom: f64) -> Self {
        let zoom = zoom.clamp(1.0, CLOSEST);
        let inside = |value: f64, side: f64| {
            let half = side / zoom / 2.0;
            value.clamp(half, side - half)
        };
        Self { middle: Xy { x: inside(middle.x, SIZE.0), y: inside(middle.y, SIZE.1) }, zoom, ..self }
    }

    /// Moves only when a point would lie outside or at the very edge.
    #[must_use]
    pub fn showing(self, point: Xy) -> Self {
        let is_near = |value: f64, middle: f64, side: f64| (value - middle).abs() < side / self.zoom * 0.45;
        if is_near(point.x, self.middle.x, SIZE.0) && is_near(point.y, self.middle.y, SIZE.1) {
            self
        } else {
            self.closer_to(point, self.zoom)
        }
    }

    /// The corner and the size of what is shown: `[x, y, width, height]`.
    pub fn frame(self) -> [f64; 4] {
        let (width, height) = (SIZE.0 / self.zoom, SIZE.1 / self.zoom);
        [self.middle.x - width / 2.0, self.middle.y - height / 2.0, width, height]
    }

    /// As the attribute `viewBox` of SVG wants it.
    pub fn attribute(self) -> String {
        self.frame().map(|number| dom::fixed(number, 2)).join(" ")
    }

    /// The place of the drawing under a part of what is shown: `(0, 0)` is its upper left corner, `(1, 1)` the lower right.
    pub fn under(self, part: Xy) -> Xy {
        let (width, height) = (SIZE.0 / self.zoom, SIZE.1 / self.zoom);
        Xy { x: self.middle.x + (part.x - 0.5) * width, y: self.middle.y + (part.y - 0.5) * height }
    }
}

#[cfg(test)]
mod tests {
    use domain::places::LonLat;

    use super::*;

    fn whole() -> ViewBox {
        ViewBox::whole(Viewport { middle: LonLat { lon: 12.14, lat: 54.15 }, zoom: 10.5 })
    }

    #[test]
    fn nothing_beside_the_drawing_is_ever_shown() {
        let view = whole().closer_to(Xy { x: 0.0, y: 480.0 }, 2.0);
        assert_eq!(view.frame(), [0.0, 240.0, 320.0, 240.0]);
        assert_eq!(view.closer_to(view.middle, 0.1).frame(), [0.0, 0.0, 640.0, 480.0]);
    }

    #[test]
    fn what_is_hit_after_zooming_is_what_is_seen_there() {
        let view = whole().closer_to(Xy { x: 100.0, y: 200.0 }, 4.0);
        assert_eq!(view.under(Xy { x: 0.5, y: 0.5 }), Xy { x: 100.0, y: 200.0 });
        assert_eq!(view.under(Xy { x: 1.0, y: 0.5 }), Xy { x: 180.0, y: 200.0 });
    }
}
