//! A new form field: what the caller says of it, and the dictionary that it becomes (ISO 32000-2, 12.7).

use signplace::geometry::{Page, PageGeometry, Rect, User};
use signplace::{Error, ErrorCode};

use crate::syntax::{Id, real, text_string};
use crate::update::Update;

/// The type of a new field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum FieldType {
    /// An empty signature field.
    Signature,
    /// An empty text field.
    Text,
}

/// A field to be written.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct NewField {
    /// Its name; also its full name, as new fields stand at the form's top.
    pub name: String,
    /// Its type.
    pub kind: FieldType,
    /// Page number, from 1.
    pub page: u32,
    /// Where it is, in points on the displayed page.
    pub bounds: Rect<Page>,
    /// What a form shows when the pointer rests on it.
    pub tooltip: Option<String>,
    /// Of a text field: whether its text may run over several lines.
    pub multiline: bool,
}

impl NewField {
    /// A field of one line without a tooltip.
    pub fn new(name: impl Into<String>, kind: FieldType, page: u32, bounds: Rect<Page>) -> Self {
        Self { name: name.into(), kind, page, bounds, tooltip: None, multiline: false }
    }

    /// Fails with `invalid_value` where the name cannot be that of a field, or the box not its place.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let wrong = |why: String, hint: &str| Err(Error::new(ErrorCode::InvalidValue, why).with_hint(hint));
        let name = &self.name;
        if name.trim().is_empty() {
            return wrong("A field needs a name.".to_owned(), "Give the placement an id that shows.");
        }
        if name.contains('.') {
            // A period divides a field's name from that of the field above it (12.7.4.2).
            let hint = format!("Write the id without it, for example `{}`.", name.replace('.', "-"));
            return wrong(format!("“{name}” cannot be the name of a field: it has a period."), &hint);
        }
        if name.chars().any(char::is_control) {
            let shown: String = name.chars().filter(|c| !c.is_control()).collect();
            return wrong(
                format!("“{shown}” cannot be the name of a field: it has a control character."),
                "Write the id with letters, digits, dashes and underscores.",
            );
        }
        if !self.bounds.is_finite() || self.bounds.width() <= 0.0 || self.bounds.height() <= 0.0 {
            return wrong(format!("The field “{name}” has no extent."), "State a size with \"size\".");
        }
        Ok(())
    }

    /// Writes the field, its widget being one dictionary with it (12.5.6.19), and its appearance.
    pub(crate) fn write(&self, update: &mut Update<'_>, page: Id, geometry: &PageGeometry, font: Option<Id>) -> Id {
        let rect = geometry.page_to_user().rect(self.bounds);
        let turned = geometry.rotation().degrees();
        let appearance = self.appearance(update, geometry, rect, font);
        let mut entries = format!(
            "<< /Type /Annot /Subtype /Widget /FT /{} /T {} /F 4 /P {} /Rect {} /AP << /N {} >>",
            match self.kind {
                FieldType::Signature => "Sig",
                FieldType::Text => "Tx",
            },
            text_string(&self.name),
            page.reference(),
            rectangle(rect, geometry),
            appearance.reference(),
        );
        if let Some(tooltip) = &self.tooltip {
            entries.push_str(&format!(" /TU {}", text_string(tooltip)));
        }
        if self.kind == FieldType::Text {
            entries.push_str(&format!(" /DA {DEFAULT_APPEARANCE}"));
            if self.multiline {
                entries.push_str(" /Ff 4096");
            }
        }
        if turned != 0 {
            // Counter-clockwise on a page turned clockwise: what is typed stands upright as displayed (table 192).
            entries.push_str(&format!(" /MK << /R {turned} >>"));
        }
        entries.push_str(" >>");
        update.add(entries)
    }

    /// What is shown of it while it is empty: nothing, in the box as displayed and turned with the page, as a program that
    /// fills it in will keep it (12.7.4.3).
    fn appearance(&self, update: &mut Update<'_>, geometry: &PageGeometry, rect: Rect<User>, font: Option<Id>) -> Id {
        let decimals = decimals(geometry);
        let (width, height) = (rect.width(), rect.height());
        let ((shown_width, shown_height), matrix) = match geometry.rotation().degrees() {
            90 => ((height, width), format!("0 1 -1 0 {} 0", real(width, decimals))),
            180 => ((width, height), format!("-1 0 0 -1 {} {}", real(width, decimals), real(height, decimals))),
            270 => ((height, width), format!("0 -1 1 0 0 {}", real(height, decimals))),
            _ => ((width, height), "1 0 0 1 0 0".to_owned()),
        };
        let mut dictionary = format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 {} {}] /Matrix [{matrix}]",
            real(shown_width, decimals),
            real(shown_height, decimals),
        );
        let content = match (self.kind, font) {
            (FieldType::Text, Some(font)) => {
                dictionary.push_str(&format!(" /Resources << /Font << /{FONT} {} >> >>", font.reference()));
                "/Tx BMC\nEMC"
            }
            _ => "",
        };
        update.add_stream(&dictionary, content.as_bytes())
    }
}

/// The name of the font in the form's resources.
pub(crate) const FONT: &str = "Helv";
/// Black Helvetica, as large as fits.
pub(crate) const DEFAULT_APPEARANCE: &str = "(/Helv 0 Tf 0 g)";

/// A rectangle of user space in a file.
pub(crate) fn rectangle(rect: Rect<User>, geometry: &PageGeometry) -> String {
    let decimals = decimals(geometry);
    let sides = [rect.x0(), rect.y0(), rect.x1(), rect.y1()].map(|side| real(side, decimals));
    format!("[{}]", sides.join(" "))
}

/// Decimals that are exact to 1e-5 pt, whatever a unit of user space measures.
pub(crate) fn decimals(geometry: &PageGeometry) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 6")]
    let more = geometry.user_unit().log10().ceil().clamp(0.0, 6.0) as usize;
    5 + more
}
