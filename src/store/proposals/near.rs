//! "Nearest first": the order by distance, and the circles in which it is looked for.

use domain::{
    paging::{Cursor, Way},
    places::LonLat,
};
use sea_orm::{
    ColumnTrait, Condition, ExprTrait,
    sea_query::{Expr, Func},
};

use crate::entity::proposal;

/// As in [`LonLat::metres_to`].
const METRES_PER_DEGREE: f64 = 111_195.0;

/// The key of what is nowhere (it concerns the whole city): 1 000 km away, after everything that has a place.
const NOWHERE: i64 = 1_000_000 * 1_000_000;

/// In metres. With a million proposals (5 500 a square kilometre) the first circle holds some thousand, which are sorted
/// at once; where more than a thousand are asked for, a page nearly always lies within the second.
const CIRCLES: [f64; 2] = [400.0, 3_200.0];

/// Square metres of the square over the distance, as a whole number: it orders like the distance and needs no root.
pub(super) fn key(from: LonLat) -> Expr {
    use proposal::Column::{SpotLat, SpotLon};
    let axis = |column: proposal::Column, origin: f64, metres: f64| {
        let away = Expr::col((proposal::Entity, column)).sub(origin).mul(metres);
        away.clone().mul(away)
    };
    let east = axis(SpotLon, from.lon, METRES_PER_DEGREE * from.lat.to_radians().cos());
    let north = axis(SpotLat, from.lat, METRES_PER_DEGREE);
    Func::coalesce([east.add(north).cast_as("bigint"), Expr::val(NOWHERE)]).into()
}

/// A circle, as the key that nothing in it exceeds, with the square around it, which an index finds.
pub(super) struct Around {
    middle: LonLat,
    metres: f64,
}

impl Around {
    /// Where to look, the narrowest first; `None` is everywhere. The last one holds all there is. Few are sorted as fast
    /// as they are looked for.
    pub(super) fn steps(middle: LonLat, cursor: Option<Cursor>, are_few: bool) -> Vec<Option<Self>> {
        let seen = cursor.map_or(0.0, |cursor| (cursor.key.clamp(0, NOWHERE) as f64).sqrt());
        match cursor {
            _ if are_few => vec![None],
            Some(Cursor { key, .. }) if key >= NOWHERE => vec![None],
            // What comes before lies no farther away than what was seen.
            Some(Cursor { way: Way::Backward, .. }) => vec![Some(Self { middle, metres: seen + 1.0 })],
            _ => {
                let circles = CIRCLES.map(|metres| Some(Self { middle, metres: metres.max(seen * 1.25) }));
                circles.into_iter().chain([None]).collect()
            }
        }
    }

    pub(super) fn condition(&self) -> Condition {
        use proposal::Column::{SpotLat, SpotLon};
        // A metre more, so that rounding never cuts off what the key lets in.
        let north = (self.metres + 1.0) / METRES_PER_DEGREE;
        let east = north / self.middle.lat.to_radians().cos();
        let LonLat { lon, lat } = self.middle;
        Condition::all()
            .add(SpotLat.between(lat - north, lat + north))
            .add(SpotLon.between(lon - east, lon + east))
            .add(key(self.middle).lte((self.metres * self.metres) as i64))
    }
}
