//! Seam seals, 骑缝章: one seal cut into columns, one column on each page's right edge (PLATFORMS.md §7).

use super::anchors::Anchors;
use super::plan::{Control, SeamAnchor, SeamPages};
use super::resolve::{Resolver, offset_of, size_of};
use super::suggest::shortened;
use super::{PlacedAnchor, checks};
use crate::error::{Error, ErrorCode};
use crate::geometry::{Length, Page, PageGeometry, Point, Rect, Vector};
use crate::number::rounded;
use crate::warning::{Warning, WarningCode};

/// What still shows enough of a seal to be worth something: 2 mm, less what rounding may take.
pub(crate) const THINNEST: f64 = 2.0 * 72.0 / 25.4 - 1e-6;

/// Places the slices of a seam seal: of n pages, page i shows the seal's columns i·w/n to (i+1)·w/n, the first page the
/// leftmost, against its right edge. `anchor.index` numbers the slices from 1.
pub(super) fn place<A: Anchors>(
    resolver: &mut Resolver<'_, A>,
    control: &Control,
    anchor: &SeamAnchor,
    at: &str,
) -> Result<(), Error> {
    let pages = participants(&anchor.seam, resolver.document.page_count(), at)?;
    let mut geometries = Vec::with_capacity(pages.len());
    for page in pages {
        geometries.push((page, resolver.document.geometry(page)?));
    }
    let count = geometries.len();
    let mut thinnest = f64::INFINITY;
    let mut widest_seal: f64 = 0.0;
    for (index, (page, geometry)) in (1..).zip(&geometries) {
        let (size, assumed) = size_of(control, geometry, at)?;
        let edge = edge_point(anchor, geometry);
        let bounds = slice(control, geometry, edge, size, count);
        thinnest = thinnest.min(bounds.width());
        widest_seal = widest_seal.max(size.x);
        let placed = PlacedAnchor { index: Some(index), ..PlacedAnchor::point(edge) };
        resolver.push(control, at, *page, geometry, bounds, placed, assumed.into_iter().collect())?;
    }
    if thinnest < THINNEST {
        resolver.warn(thin(control, count, thinnest, widest_seal).at(at));
    }
    if let Some(warning) = checks::mixed_page_sizes(&geometries) {
        resolver.warn(warning.at(format!("{at}/anchor/seam")));
    }
    Ok(())
}

/// The pages that take part, from 1; at least two.
fn participants(seam: &SeamPages, page_count: u32, at: &str) -> Result<Vec<u32>, Error> {
    let path = format!("{at}/anchor/seam");
    let pages = match seam {
        SeamPages::Odd => (1..=page_count).step_by(2).collect(),
        SeamPages::Even => (2..=page_count).step_by(2).collect(),
        SeamPages::Pages(ranges) => ranges.resolve(page_count).map_err(|error| error.with_path(path.clone()))?,
    };
    if pages.len() >= 2 {
        return Ok(pages);
    }
    let document = if page_count == 1 { "1 page".to_owned() } else { format!("{page_count} pages") };
    let are = if pages.len() == 1 { "1 takes" } else { "0 take" };
    Err(Error::new(
        ErrorCode::InvalidValue,
        format!("A seam seal needs at least two pages; of the document's {document}, {are} part (`{seam}`)."),
    )
    .with_path(path)
    .with_hint(if page_count < 2 {
        "Place a whole seal on the page instead, with \"kind\": \"seal\"."
    } else {
        "Write \"seam\": \"all\", or name at least two pages."
    }))
}

/// The point of a page's right edge that the seal is attached to.
fn edge_point(anchor: &SeamAnchor, geometry: &PageGeometry) -> Point<Page> {
    let y = Length { value: anchor.y, unit: anchor.unit }.to_points(geometry.height());
    Point::new(geometry.width(), y)
}

/// What one page shows of the seal.
fn slice(
    control: &Control,
    geometry: &PageGeometry,
    edge: Point<Page>,
    size: Vector<Page>,
    count: usize,
) -> Rect<Page> {
    let (_, up) = control.attach.control.fractions();
    let y = edge.y + offset_of(control, geometry).y - up * size.y;
    #[expect(clippy::cast_precision_loss, reason = "a count of pages")]
    let width = size.x / count as f64;
    Rect::from_corners(Point::new(edge.x - width, y), Point::new(edge.x, y + size.y))
}

fn thin(control: &Control, count: usize, slice: f64, seal: f64) -> Warning {
    let millimetres = |points: f64| rounded(points * 25.4 / 72.0, 2);
    let most = (seal / THINNEST).floor();
    let advice = if most >= 2.0 {
        format!("; up to {most} pages it would be thick enough: use several seals for the others")
    } else {
        String::new()
    };
    Warning::new(
        WarningCode::SeamSliceThin,
        format!(
            "Over {count} pages each slice of “{}” is {} mm wide, thinner than 2 mm{advice}.",
            shortened(&control.id),
            millimetres(slice),
        ),
    )
}
