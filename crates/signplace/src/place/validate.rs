//! Values of a plan that are of the right type and make no sense. Also run on plans made in Rust, before placing.

use std::collections::BTreeSet;

use super::plan::{Anchor, Control, Kind, Plan, Which};
use super::size::Size;
use super::suggest::shortened;
use crate::document::no_page_zero;
use crate::error::{Error, ErrorCode};
use crate::number::told;
use crate::search::{Query, check};

/// Beyond this no number of a plan means a place on a page, in whatever unit.
const LARGEST: f64 = 1e6;

/// Checks every value of a plan; `at` is the JSON pointer to the plan.
pub(super) fn plan(plan: &Plan, at: &str) -> Result<(), Error> {
    if plan.version != 1 {
        return Err(invalid(format!("{at}/version"), format!("Version {} of the plan is not known.", plan.version)));
    }
    let mut ids = BTreeSet::new();
    for (i, control) in plan.placements.iter().enumerate() {
        let at = format!("{at}/placements/{i}");
        if control.id.trim().is_empty() {
            return Err(
                invalid(format!("{at}/id"), "The id is empty.").with_hint("Give every placement a name of its own.")
            );
        }
        if !ids.insert(&control.id) {
            return Err(invalid(
                format!("{at}/id"),
                format!("Two placements have the id “{}”.", shortened(&control.id)),
            )
            .with_hint("Give every placement a name of its own."));
        }
        anchor(control, &at)?;
        numbers(control, &at)?;
    }
    Ok(())
}

fn anchor(control: &Control, at: &str) -> Result<(), Error> {
    match &control.anchor {
        Anchor::Keyword(keyword) => {
            // Looked at in the plan's own way of matching or not, a keyword is one or is none.
            let query = Query::new([keyword.keyword.as_str()]).with_options(keyword.options());
            check(&query).map_err(|error| error.with_path(format!("{at}/anchor/keyword")))?;
            if keyword.occurrence == Some(Which::Nth(0)) {
                return Err(invalid(format!("{at}/anchor/occurrence"), "There is no occurrence 0: they count from 1.")
                    .with_hint("1 is the first, -1 the last, \"all\" every one."));
            }
        }
        Anchor::Field(field) if field.field.is_empty() => {
            return Err(invalid(format!("{at}/anchor/field"), "The name of the field is empty.")
                .with_hint("Run `signplace fields` to see the names there are."));
        }
        Anchor::Page(page) if page.page == Which::Nth(0) => {
            return Err(no_page_zero().with_path(format!("{at}/anchor/page")));
        }
        _ => {}
    }
    match (control.kind, &control.anchor) {
        (Kind::Seam, Anchor::Seam(_)) => {}
        (Kind::Seam, _) => {
            return Err(invalid(format!("{at}/anchor"), "A seam seal needs a seam as its anchor.")
                .with_hint("Write \"anchor\": {\"seam\": \"all\", \"y\": 0.5, \"unit\": \"fraction\"}."));
        }
        (kind, Anchor::Seam(_)) => {
            return Err(invalid(
                format!("{at}/kind"),
                format!("Only a seam seal goes over a seam, and this is a {kind}."),
            )
            .with_hint("Write \"kind\": \"seam\"."));
        }
        _ => return Ok(()),
    }
    if control.offset.x != 0.0 {
        return Err(invalid(format!("{at}/offset/x"), "A seam seal always ends at the pages' right edge."));
    }
    if control.rotation.is_some_and(|degrees| degrees != 0.0) {
        return Err(invalid(format!("{at}/rotation"), "A seam seal cannot be turned: its slices would not meet."));
    }
    Ok(())
}

fn numbers(control: &Control, at: &str) -> Result<(), Error> {
    let within = |key: &str, value: f64| {
        if value.abs() <= LARGEST {
            Ok(())
        } else {
            Err(invalid(format!("{at}/{key}"), format!("{} is no distance on a page.", told(value))))
        }
    };
    match &control.anchor {
        Anchor::Page(page) => {
            within("anchor/x", page.x)?;
            within("anchor/y", page.y)?;
        }
        Anchor::Seam(seam) => within("anchor/y", seam.y)?,
        Anchor::Keyword(_) | Anchor::Field(_) => {}
    }
    within("offset/x", control.offset.x)?;
    within("offset/y", control.offset.y)?;
    match control.size {
        Some(Size::Measured(sides)) => {
            for (key, value) in [("width", sides.width), ("height", sides.height)] {
                within(&format!("size/{key}"), value)?;
                if value <= 0.0 {
                    return Err(invalid(
                        format!("{at}/size/{key}"),
                        format!("The {key} is {}, and must be more than 0.", told(value)),
                    ));
                }
            }
        }
        None if control.kind == Kind::Text => {
            return Err(invalid(at.to_owned(), format!("The text “{}” has no size.", shortened(&control.id)))
                .with_hint("Write for example \"size\": {\"width\": 119, \"height\": 20, \"unit\": \"pt\"}."));
        }
        _ => {}
    }
    if let Some(degrees) = control.rotation.filter(|degrees| degrees.is_nan() || degrees.abs() > 360.0) {
        return Err(invalid(
            format!("{at}/rotation"),
            format!("A rotation of {} degrees is not within −360 to 360.", told(degrees)),
        ));
    }
    Ok(())
}

fn invalid(path: String, message: impl Into<String>) -> Error {
    Error::new(ErrorCode::InvalidValue, message).with_path(path)
}
