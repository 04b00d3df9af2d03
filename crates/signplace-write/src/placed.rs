//! From placements to fields: which kind becomes which type, and under which name.

use std::collections::BTreeMap;

use serde::Serialize;
use signplace::place::{Kind, Placed, Placement};
use signplace::{Error, ErrorCode, Plan, Warning, WarningCode};

use crate::field::{FieldType, NewField};
use crate::original::{Original, Written};

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

/// A plan's placements as fields in a PDF: what `prepare` answers (INTERFACE.md), and the file.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
#[schemars(rename = "Prepared")]
pub struct PlacedFields {
    /// The file; it begins with the original's bytes, every one of them.
    #[serde(skip)]
    pub bytes: Vec<u8>,
    /// Number of pages in the document.
    pub page_count: u32,
    /// The fields, in the order of the placements.
    pub fields: Vec<Row>,
    /// What may not be as the caller thinks, of all.
    pub warnings: Vec<Warning>,
}

/// A field that was written for a placement.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
#[schemars(rename = "PreparedField")]
pub struct Row {
    /// The placement's id.
    pub id: String,
    /// The field.
    #[serde(flatten)]
    pub field: Written,
    /// What may not be as the caller thinks, of this placement.
    pub warnings: Vec<Warning>,
}

impl Original {
    /// The file with a plan's placements added as fields. Fails as [`Document::place`](signplace::Document::place),
    /// [`fields_of`] and [`Original::with_fields`].
    pub fn with_plan(&self, plan: &Plan, manner: Manner) -> Result<PlacedFields, Error> {
        let placed = self.document().place(plan)?;
        let (fields, left_out) = fields_of(&placed, manner)?;
        let done = self.with_fields(&fields)?;
        let of = placed.placements.iter().filter(|placement| placement.kind != Kind::Seam);
        let rows = of.zip(done.fields).map(|(placement, field)| Row {
            id: placement.id.clone(),
            field,
            warnings: placement.warnings.clone(),
        });
        Ok(PlacedFields {
            bytes: done.bytes,
            page_count: placed.page_count,
            fields: rows.collect(),
            warnings: [placed.warnings, left_out, done.warnings].concat(),
        })
    }
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
