//! How large what a stamper puts on the page is: as the caller states, as the request says, or as is usual.

use super::findings::Findings;
use super::stamper::{Kind, Stamper};
use crate::geometry::{Page, PageGeometry, Vector};
use crate::number::rounded;
use crate::place::{NamedSize, Size};
use crate::platform::{FindingCode, Options};

/// The image of a stamper on a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Image {
    /// Width and height, in points on the displayed page.
    pub(super) size: Vector<Page>,
    /// Whether it covers the same however it is turned.
    pub(super) round: bool,
}

/// The image that a stamper puts on this page.
///
/// What the caller states of the seal, the action, the signatory or the type comes first; `width` and `height` of a
/// signature or a timestamp scale it, the width before the height; what nobody states is assumed, with a warning.
pub(super) fn image(
    stamper: &Stamper<'_>,
    page: &PageGeometry,
    options: &Options,
    findings: &mut Findings<'_>,
) -> Image {
    let stated = options.seal_sizes.of(keys(stamper));
    let assumed = assumed_name(stamper.kind);
    let base = match stated {
        Some(size) => size.on(page),
        None => named(assumed).map_or(Vector::new(1.0, 1.0), |size| Size::from(size).on(page)),
    };
    // The request's width and height are points (inferred), which a page with a UserUnit may change.
    let unit = options.user_unit.scale(page.user_unit());
    let size = match (stamper.width, stamper.height) {
        (None, None) => base,
        (Some(width), Some(height)) if stated.is_none() => Vector::new(width * unit, height * unit),
        (Some(width), _) => base * (width * unit / base.x),
        (None, Some(height)) => base * (height * unit / base.y),
    };
    tell(stamper, page, options, stated.is_some(), assumed, size, findings);
    let round = stated.map_or(assumed.starts_with("round-"), is_round);
    Image { size, round: round && stamper.width.is_none() && stamper.height.is_none() }
}

/// The keys that a caller may state the size by, the most particular first.
fn keys<'s>(stamper: &'s Stamper<'_>) -> impl Iterator<Item = &'s str> {
    let signer = stamper.signer.as_ref().map(|(_, id)| id.as_str());
    stamper.seal.as_deref().into_iter().chain(signer).chain([stamper.kind.as_str()])
}

fn assumed_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Personal => "signature",
        Kind::Timestamp => "date",
        _ => "round-42",
    }
}

fn named(name: &str) -> Option<NamedSize> {
    NamedSize::all().find(|size| size.name() == name)
}

fn is_round(size: Size) -> bool {
    matches!(size, Size::Named(name) if name.name().starts_with("round-"))
}

fn tell(
    stamper: &Stamper<'_>,
    page: &PageGeometry,
    options: &Options,
    stated: bool,
    assumed: &str,
    size: Vector<Page>,
    findings: &mut Findings<'_>,
) {
    let at = &stamper.node.path;
    let sides = (stamper.width.is_some(), stamper.height.is_some());
    if !stated && sides != (true, true) {
        let is = format!("{} × {} pt", rounded(size.x, 2), rounded(size.y, 2));
        let key = stamper.seal.as_deref().unwrap_or(stamper.kind.as_str());
        findings.warn(
            FindingCode::SealSizeAssumed,
            at,
            assumed,
            format!("The size is not stated; {assumed} is assumed, here {is}. State it with `--seal-size {key}=SIZE`."),
            format!("未说明尺寸，按 {assumed} 计算，此处为 {is}。可用 `--seal-size {key}=SIZE` 说明。"),
        );
    }
    let u = page.user_unit();
    if u != 1.0 && sides != (false, false) {
        let is = if options.user_unit.scale(u) == 1.0 { "applied" } else { "ignored" };
        findings.warn(
            FindingCode::UserUnit,
            at,
            u,
            format!("The page has a unit of {u}/72 inch; that the platform's points are {is} there is inferred."),
            format!("页面单位为 {u}/72 英寸；平台的点数在此按“{is}”处理，属推断。"),
        );
    }
}
