//! What stands on the map: one thing, or several that would overlap, drawn as their number.

use domain::{
    map::{self, Cluster, Viewport, Xy, ZOOM},
    places::LonLat,
};
use leptos::prelude::*;

use super::drawing::Extent;

/// Radius of the target around a mark, in units of the drawing: 44 across (WCAG 2.5.5).
const TARGET: f64 = 22.0;

/// Radius of what is drawn of a single mark, and of several.
const DOT: f64 = 11.0;
const GROUP: f64 = 19.0;

#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    point: LonLat,
    label: String,
    href: Option<String>,
    class: &'static str,
    count: usize,
    is_diamond: bool,
}

impl Mark {
    pub fn pin(point: LonLat, label: impl Into<String>) -> Self {
        Self { point, label: label.into(), href: None, class: "", count: 1, is_diamond: false }
    }

    /// Several things in one place; the link leads closer.
    pub fn group(point: LonLat, count: usize, label: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            point,
            label: label.into(),
            href: Some(href.into()),
            class: "map__mark--group",
            count,
            is_diamond: false,
        }
    }

    #[must_use]
    pub fn linked(self, href: impl Into<String>) -> Self {
        Self { href: Some(href.into()), ..self }
    }

    #[must_use]
    pub fn classed(self, class: &'static str) -> Self {
        Self { class, ..self }
    }

    /// A second kind of thing, told from the first by its shape and not by colour alone.
    #[must_use]
    pub fn diamond(self) -> Self {
        Self { is_diamond: true, ..self }
    }

    pub(super) fn is_link(&self) -> bool {
        self.href.is_some()
    }

    pub(super) fn point(&self) -> LonLat {
        self.point
    }

    /// What it covers of the drawing.
    pub(super) fn extent(&self, viewport: Viewport) -> Extent {
        let side = if self.count == 1 { 2.0 * DOT } else { 2.0 * GROUP };
        Extent::around(viewport.place(self.point), side, side)
    }
}

/// Draws marks that would overlap as one, so that every one can be hit; what lies outside the viewport is left out.
pub fn grouped(viewport: Viewport, marks: Vec<Mark>, group: impl Fn(LonLat, usize) -> Mark) -> Vec<Mark> {
    let mut clusters = map::cluster(viewport, marks.into_iter().map(|mark| (mark.point, mark)));
    // Neighbours from two cells of the grid can be nearer to each other than a finger is wide.
    while let Some((one, other)) = too_near(viewport, &clusters) {
        let merged = clusters.swap_remove(other);
        if let Some(cluster) = clusters.get_mut(one) {
            let share = merged.members.len() as f64 / (merged.members.len() + cluster.members.len()) as f64;
            cluster.middle.lon += (merged.middle.lon - cluster.middle.lon) * share;
            cluster.middle.lat += (merged.middle.lat - cluster.middle.lat) * share;
            cluster.members.extend(merged.members);
        }
    }
    let mut drawn: Vec<Mark> = clusters
        .into_iter()
        .map(|cluster| {
            let count = cluster.members.len();
            match cluster.members.into_iter().next() {
                Some(single) if count == 1 => single,
                _ => group(cluster.middle, count),
            }
        })
        .collect();
    // By keyboard the marks come as they are read: from north to south.
    drawn.sort_by(|one, other| other.point.lat.total_cmp(&one.point.lat));
    drawn
}

/// Two clusters whose targets overlap; the second is the later one of the list.
fn too_near(viewport: Viewport, clusters: &[Cluster<Mark>]) -> Option<(usize, usize)> {
    let places: Vec<Xy> = clusters.iter().map(|cluster| viewport.place(cluster.middle)).collect();
    places.iter().enumerate().find_map(|(one, a)| {
        let near = |b: &Xy| (a.x - b.x).hypot(a.y - b.y) < 2.0 * TARGET;
        let (other, _) = places.iter().enumerate().skip(one + 1).find(|(_, b)| near(b))?;
        Some((one, other))
    })
}

/// Where the link of a group leads: two steps closer to its middle.
pub fn closer(viewport: Viewport, middle: LonLat) -> Viewport {
    Viewport { middle, zoom: (viewport.zoom + 2.0).min(ZOOM.1) }
}

#[component]
pub(super) fn MarkView(mark: Mark, viewport: Viewport) -> impl IntoView {
    let Mark { point, label, href, class, count, is_diamond } = mark;
    let xy = viewport.place(point);
    let place = format!("translate({:.1} {:.1})", xy.x, xy.y);
    let class = format!("map__mark {class}");
    let symbol = if is_diamond {
        view! { <path class="map__dot" d="M0-13 13 0 0 13-13 0Z"></path> }.into_any()
    } else if count == 1 {
        view! { <circle class="map__dot" r=DOT.to_string()></circle> }.into_any()
    } else {
        view! {
            <circle class="map__group" r=GROUP.to_string()></circle>
            <text class="map__number" y="5" text-anchor="middle" aria-hidden="true">{count.to_string()}</text>
        }
        .into_any()
    };
    // The same words for the pointer and for the screen reader.
    let inside = view! {
        <g transform=place>
            <title>{label.clone()}</title>
            <circle class="map__target" r=TARGET.to_string() fill-opacity="0"></circle>
            {symbol}
        </g>
    };
    match href {
        Some(href) => view! { <a class=class href=href aria-label=label>{inside}</a> }.into_any(),
        None => view! { <g class=class>{inside}</g> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARKET: LonLat = LonLat { lon: 12.1405, lat: 54.0887 };

    #[test]
    fn marks_that_overlap_become_one_and_others_stay_themselves() {
        let viewport = Viewport { middle: MARKET, zoom: 12.0 };
        let far = LonLat { lon: 12.17, lat: 54.10 };
        let marks = vec![Mark::pin(MARKET, "a"), Mark::pin(MARKET, "b"), Mark::pin(far, "c")];
        let drawn = grouped(viewport, marks, |middle, count| Mark::group(middle, count, "mehrere", "/"));
        let mut counts: Vec<usize> = drawn.iter().map(|mark| mark.count).collect();
        counts.sort_unstable();
        assert_eq!(counts, [1, 2]);
    }

    #[test]
    fn the_link_of_a_group_leads_closer_and_never_too_close() {
        let viewport = Viewport { middle: MARKET, zoom: 17.5 };
        assert_eq!(closer(viewport, MARKET).zoom, ZOOM.1);
    }

    #[test]
    fn a_title_cannot_leave_its_tag() {
        let viewport = Viewport { middle: MARKET, zoom: 12.0 };
        let mark = Mark::pin(MARKET, "</title><script>alert(1)</script>").linked("/");
        let html = crate::render::html(|| view! { <svg><MarkView mark=mark viewport=viewport/></svg> });
        assert!(!html.contains("<script>"), "{html}");
    }
}
