//! Text in the appearances of widgets and FreeText annotations (ISO 32000-2, 12.5.5).

use super::glyph::Layer;
use super::interpreter::{Interpreter, numbers};
use super::resources::Resources;
use super::state::{Matrix, State};
use crate::document::object::{Array, Dict, Name, Object, Page, Stream, items};
use crate::error::Error;
use crate::geometry::{Point, Rect, User};

/// Annotations that are never shown: hidden, or not to be viewed (ISO 32000-2, 12.5.3).
const HIDDEN_FLAGS: i32 = 1 << 1 | 1 << 5;

/// Interprets the normal appearance of every widget and FreeText annotation of the page that is shown on the screen.
pub(super) fn appearances<'d>(interpreter: &mut Interpreter<'d>, page: &Page<'d>, state: &State) -> Result<(), Error> {
    let annotations = page.raw().get::<Array<'d>>(b"Annots").unwrap_or_default();
    for annotation in items(&annotations, interpreter.pdf()).filter_map(Object::into_dict) {
        let layer = match annotation.get::<Name<'d>>(b"Subtype").as_deref() {
            Some(b"Widget") => Layer::Widget,
            Some(b"FreeText") => Layer::FreeText,
            _ => continue,
        };
        if annotation.get::<i32>(b"F").unwrap_or(0) & HIDDEN_FLAGS != 0 || interpreter.hides(&annotation) {
            continue;
        }
        interpreter.count_operator(1 + annotation.data().len() as u64 / 64)?;
        let Some(stream) = normal_appearance(&annotation) else { continue };
        let Some(rect) = numbers::<4>(&annotation, b"Rect") else { continue };
        let Some(placed) = placement(&stream, rect) else { continue };
        interpreter.layer = layer;
        let mut state = state.clone();
        state.clip_to(state.to_page.rect(corners(rect)));
        state.concatenate(&placed);
        let none = Resources::new(Dict::default());
        interpreter.form(&stream, &none, state, false)?;
    }
    interpreter.layer = Layer::Content;
    Ok(())
}

/// The normal appearance; of several states, the one that AS names.
fn normal_appearance<'d>(annotation: &Dict<'d>) -> Option<Stream<'d>> {
    let appearance = annotation.get::<Dict<'d>>(b"AP")?;
    if let Some(stream) = appearance.get::<Stream<'d>>(b"N") {
        return Some(stream);
    }
    let state = annotation.get::<Name<'d>>(b"AS")?;
    appearance.get::<Dict<'d>>(b"N")?.get::<Stream<'d>>(&*state)
}

/// The matrix that fits the appearance's transformed BBox into the annotation's rectangle (algorithm 8.1).
fn placement(stream: &Stream<'_>, rect: [f64; 4]) -> Option<Matrix> {
    let bbox = numbers::<4>(stream.dict(), b"BBox")?;
    let matrix = numbers::<6>(stream.dict(), b"Matrix").map_or(Matrix::IDENTITY, Matrix::from_matrix);
    let (from, to) = (matrix.rect(corners(bbox)), corners(rect));
    let scale = |to: f64, from: f64| if from > 0.0 { to / from } else { 1.0 };
    let (sx, sy) = (scale(to.width(), from.width()), scale(to.height(), from.height()));
    Some(Matrix::from_matrix([sx, 0.0, 0.0, sy, to.x0() - from.x0() * sx, to.y0() - from.y0() * sy]))
}

fn corners([x0, y0, x1, y1]: [f64; 4]) -> Rect<User> {
    Rect::from_corners(Point::new(x0, y0), Point::new(x1, y1))
}
