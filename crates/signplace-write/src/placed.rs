//! From placements to fields: which kind becomes which type, and under which name.

use std::collections::BTreeMap;

use signplace::place::{Kind, Placed, Placement};
use signplace::{Error, ErrorCode, Warning, WarningCode};

use crate::field::{FieldType, NewField};

/// As which fields placements are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Manner {
    /// Seals and signatures as signature fields, dates and texts as text fields: what Acrobat and signing libraries
    /// look for.
    #[default]
    Signature,
    /// All as text fields, as Acrobat's “Prepare Form → Add Text Field” makes them: what the FIELD mode of e-sign
    /// platforms is documented with (PLATFORMS.md §2).
    Text,
}

/// A text field at least this high takes several lines, in points.
const MULTILINE_FROM: f64 = 36.0;

/// The fields that placements become, and what is to be said about those that cannot become one.
///
/// A field is named for its placement's id; where one id is placed several times, `_1`, `_2` and so on follow, in the
/// order of the placements. A seam seal is left out with the warning `not_a_field`: it is one seal over many pages,
/// which a form has no field for. Fails with `invalid_value` when nothing is left.
pub fn fields_of(placed: &Placed, manner: Manner) -> Result<(Vec<NewField>, Vec<Warning>), Error> {
    let mut times: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for placement in placed.placements.iter().filter(|placement| placement.kind != Kind::Seam) {
        times.entry(&placement.id).or_default().0 += 1;
    }
    let mut fields = Vec::new();
    let mut warnings: Vec<Warning> = Vec::new();
    for placement in &placed.placements {
        let Some((all, so_far)) = times.get_mut(&*placement.id).filter(|_| placement.kind != Kind::Seam) else {
            let warning = seam(placement);
            if !warnings.contains(&warning) {
                warnings.push(warning);
            }
            continue;
        };
        *so_far += 1;
        let name = if *all > 1 { format!("{}_{so_far}", placement.id) } else { placement.id.clone() };
        if placement.rotation.is_some_and(|degrees| degrees.rem_euclid(360.0) != 0.0) {
            let message = format!("“{}” is turned, which a form field cannot be: it is written upright.", placement.id);
            warnings.push(Warning::new(WarningCode::RotationIgnored, message).on_page(placement.page));
        }
        let mut field = NewField::new(name, kind(placement.kind, manner), placement.page, placement.bounds);
        field.tooltip = placement.signer.clone();
        field.multiline = placement.kind == Kind::Text && placement.bounds.height() >= MULTILINE_FROM;
        fields.push(field);
    }
    if fields.is_empty() {
        return Err(Error::new(ErrorCode::InvalidValue, "Nothing in the plan can become a form field.").with_hint(
            if warnings.is_empty() {
                "Give the plan placements of the kinds seal, signature, date or text."
            } else {
                "A seam seal is put on by the platform: Tencent's SIGN_PAGING_SEAL, Qiyuesuo's ACROSS_PAGE."
            },
        ));
    }
    Ok((fields, warnings))
}

fn kind(kind: Kind, manner: Manner) -> FieldType {
    match (kind, manner) {
        (Kind::Seal | Kind::Signature, Manner::Signature) => FieldType::Signature,
        _ => FieldType::Text,
    }
}

fn seam(placement: &Placement) -> Warning {
    Warning::new(
        WarningCode::NotAField,
        format!(
            "The seam seal “{}” is left out: a form has no field over several pages. The platform puts it on itself.",
            placement.id
        ),
    )
}
