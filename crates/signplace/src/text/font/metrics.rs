//! How far a font reaches above and below the baseline: the descriptor's word if it can be believed, else better guesses.

use hayro_syntax::object::{Dict, Number, Rect};

/// How far a font reaches above and below the baseline, in em.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Heights {
    /// Upper edge above the baseline; positive in all fonts but odd ones.
    pub(crate) ascent: f64,
    /// Lower edge above the baseline: negative or 0 in all fonts but odd ones.
    pub(crate) descent: f64,
}

impl Heights {
    /// Of a text font about which nothing is known.
    pub(super) const LATIN: Self = Self { ascent: 0.8, descent: -0.2 };
    /// Of a Chinese, Japanese or Korean font about which nothing is known.
    pub(super) const CJK: Self = Self { ascent: 0.88, descent: -0.12 };

    /// These heights if a font could have them. A positive descent is taken for what producers meant by it.
    pub(super) fn plausible(ascent: f64, descent: f64) -> Option<Self> {
        let descent = if descent > 0.0 { -descent } else { descent };
        let fits = (0.4..=1.9).contains(&ascent) && (-1.1..=0.0).contains(&descent) && ascent - descent >= 0.5;
        fits.then_some(Self { ascent, descent })
    }

    /// From a FontDescriptor: Ascent and Descent, else FontBBox (ISO 32000-2, 9.8.1).
    pub(super) fn of_descriptor(descriptor: &Dict<'_>) -> Option<Self> {
        let thousandths = |key: &str| descriptor.get::<Number>(key).map(|number| finite(number.as_f64()) / 1000.0);
        let stated = thousandths("Ascent")
            .zip(thousandths("Descent"))
            .and_then(|(ascent, descent)| Self::plausible(ascent, descent));
        stated.or_else(|| {
            let bbox = descriptor.get::<Rect>("FontBBox")?;
            Self::of_box(bbox.y1, bbox.y0)
        })
    }

    /// From the upper and lower edge of a FontBBox, in thousandths of an em.
    ///
    /// The box holds the font's every glyph, vertical forms and stacked accents too: only one that is no larger than
    /// a line is a guide to the height of its text.
    pub(super) fn of_box(top: f64, bottom: f64) -> Option<Self> {
        Self::plausible(finite(top) / 1000.0, finite(bottom) / 1000.0)
            .filter(|heights| heights.ascent <= 1.3 && heights.descent >= -0.6)
    }
}

/// A length in glyph space that arithmetic survives: neither NaN nor absurd.
pub(super) fn finite(value: f64) -> f64 {
    if value.is_finite() && value.abs() <= 1e6 { value } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_heights_that_a_font_could_have_are_believed() {
        for (ascent, descent, expected) in [
            (0.9, -0.2, Some((0.9, -0.2))),
            (0.9, 0.2, Some((0.9, -0.2))),
            (0.0, 0.0, None),
            (9.0, -0.2, None),
            (0.9, -3.0, None),
            (f64::NAN, -0.2, None),
        ] {
            let heights = Heights::plausible(ascent, descent).map(|heights| (heights.ascent, heights.descent));
            assert_eq!(heights, expected, "{ascent} {descent}");
        }
    }

    #[test]
    fn hostile_numbers_become_nothing() {
        assert_eq!([f64::NAN, f64::INFINITY, 1e300, -500.0].map(finite), [0.0, 0.0, 0.0, -500.0]);
    }
}
