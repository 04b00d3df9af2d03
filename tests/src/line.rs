//! A line of text: its operators, and where its characters stand by construction.

use crate::spot::number;
use crate::{Affine, Face, Spot};

/// How a line's text is shown: the same ink by other operators.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Way {
    /// One string, one `Tj`.
    OneString,
    /// One `Tj` a character.
    CharByChar,
    /// One `TJ` with this number, in 1/1000 em, between each two characters: positive draws them together.
    Kerned(f64),
    /// One `Tj` a character, each moved to by `Td`.
    MovedByTd,
    /// On the line below, by `TL` and `T*`.
    NextLine,
    /// On the line below, by `TL` and `'`.
    Quote,
    /// On the line below, by `TL` and `"`, which sets word and letter spacing too.
    DoubleQuote,
    /// The size in the text matrix, `Tf` of size 1.
    SizeInMatrix,
    /// The whole line twice, the second this far right, as drawn for boldness.
    Twice(f64),
    /// Every character twice, the second this far right.
    TwiceEachChar(f64),
}

/// What surrounds a line in the content: each is one coordinate system more.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Within {
    /// `q … cm … Q`.
    State(Affine),
    /// A form XObject with this Matrix.
    Form(Affine),
}

impl Within {
    pub(crate) fn map(&self) -> &Affine {
        match self {
            Self::State(map) | Self::Form(map) => map,
        }
    }
}

/// A line of text on a page.
#[derive(Debug, Clone)]
pub struct Line {
    text: String,
    face: Face,
    size: f64,
    at: (f64, f64),
    linear: [f64; 4],
    letter_spacing: f64,
    word_spacing: f64,
    stretch: f64,
    rise: f64,
    mode: u8,
    way: Way,
    pub(crate) within: Vec<Within>,
    pub(crate) expecting: Vec<String>,
}

impl Line {
    /// The text at (72, 72), 12 units high, in [`Face::Song`].
    pub fn of(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            face: Face::Song,
            size: 12.0,
            at: (72.0, 72.0),
            linear: [1.0, 0.0, 0.0, 1.0],
            letter_spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            rise: 0.0,
            mode: 0,
            way: Way::OneString,
            within: Vec::new(),
            expecting: Vec::new(),
        }
    }

    /// The same with its first origin here, in the innermost space.
    #[must_use]
    pub fn at(self, x: f64, y: f64) -> Self {
        Self { at: (x, y), ..self }
    }

    /// The same in another font.
    #[must_use]
    pub fn in_face(self, face: Face) -> Self {
        Self { face, ..self }
    }

    /// The same in another size.
    #[must_use]
    pub fn sized(self, size: f64) -> Self {
        Self { size, ..self }
    }

    /// The same turned counter-clockwise about its first origin.
    #[must_use]
    pub fn turned(self, degrees: f64) -> Self {
        let (sin, cos) = degrees.to_radians().sin_cos();
        Self { linear: [cos, sin, -sin, cos], ..self }
    }

    /// The same with its own y turned down: upright within a space whose y points down.
    #[must_use]
    pub fn flipped(self) -> Self {
        Self { linear: [1.0, 0.0, 0.0, -1.0], ..self }
    }

    /// The same with `Tc`.
    #[must_use]
    pub fn letter_spaced(self, by: f64) -> Self {
        Self { letter_spacing: by, ..self }
    }

    /// The same with `Tw`.
    #[must_use]
    pub fn word_spaced(self, by: f64) -> Self {
        Self { word_spacing: by, ..self }
    }

    /// The same with `Tz`, in percent.
    #[must_use]
    pub fn stretched(self, percent: f64) -> Self {
        Self { stretch: percent / 100.0, ..self }
    }

    /// The same with `Ts`.
    #[must_use]
    pub fn raised(self, by: f64) -> Self {
        Self { rise: by, ..self }
    }

    /// The same with `Tr` 3: not painted.
    #[must_use]
    pub fn invisible(self) -> Self {
        Self { mode: 3, ..self }
    }

    /// The same by other operators.
    #[must_use]
    pub fn shown(self, way: Way) -> Self {
        Self { way, ..self }
    }

    /// The same within one more coordinate system; the first one named is the outermost.
    #[must_use]
    pub fn within(mut self, within: Within) -> Self {
        self.within.push(within);
        self
    }

    /// The same, expecting every occurrence of this keyword in it.
    #[must_use]
    pub fn expecting(mut self, keyword: impl Into<String>) -> Self {
        self.expecting.push(keyword.into());
        self
    }

    pub(crate) fn face(&self) -> Face {
        self.face
    }

    pub(crate) fn characters(&self) -> impl Iterator<Item = char> {
        self.text.chars()
    }

    /// Where the keyword stands: the quad lower-left, lower-right, upper-right, upper-left of each occurrence, in the
    /// page's user space.
    pub(crate) fn quads_of(&self, keyword: &str) -> Vec<[(f64, f64); 4]> {
        let (text, wanted): (Vec<char>, Vec<char>) = (self.text.chars().collect(), keyword.chars().collect());
        let starts = self.starts();
        (0..=text.len().saturating_sub(wanted.len()))
            .filter(|&i| text[i..].starts_with(&wanted))
            .map(|i| {
                let last = i + wanted.len() - 1;
                let end = starts[last] + self.own_advance(text[last]);
                self.quad(starts[i], end)
            })
            .collect()
    }

    /// The quad between two distances along the line, in the page's user space.
    fn quad(&self, from: f64, to: f64) -> [(f64, f64); 4] {
        let (low, high) = (self.rise - 0.2 * self.size, self.rise + 0.8 * self.size);
        let corners = if self.face.runs_down() {
            // The default position vector of a vertical font centres each em on the pen, and hangs it below.
            let half = self.size / 2.0;
            [(-half, -to), (half, -to), (half, -from), (-half, -from)]
        } else {
            [(from, low), (to, low), (to, high), (from, high)]
        };
        corners.map(|corner| {
            let [a, b, c, d] = self.linear;
            let innermost = Affine([a, b, c, d, self.at.0, self.at.1]).sends(corner);
            self.within.iter().rev().fold(innermost, |point, within| within.map().sends(point))
        })
    }

    /// The advance of a character by itself, without any spacing.
    fn own_advance(&self, character: char) -> f64 {
        self.face.advance(character) * self.size * if self.face.runs_down() { 1.0 } else { self.stretch }
    }

    /// How far along the line each character begins (ISO 32000-2, 9.4.4).
    fn starts(&self) -> Vec<f64> {
        let kern = if let Way::Kerned(kern) = self.way { -kern / 1000.0 * self.size } else { 0.0 };
        let mut along = 0.0;
        self.text
            .chars()
            .map(|character| {
                let start = along;
                let word = if self.face.spaces_words(character) { self.word_spacing } else { 0.0 };
                along += self.own_advance(character) + (self.letter_spacing + word + kern) * self.stretch;
                start
            })
            .collect()
    }

    /// The text object.
    pub(crate) fn operators(&self) -> String {
        let name = self.face.name();
        let in_matrix = self.way == Way::SizeInMatrix;
        let scale = if in_matrix { self.size } else { 1.0 };
        let [a, b, c, d] = self.linear.map(|v| v * scale);
        // The ways that go to the next line begin one leading above.
        let leading = match self.way {
            Way::NextLine | Way::Quote | Way::DoubleQuote => 1.5 * self.size,
            _ => 0.0,
        };
        let start = (self.at.0 + c * leading, self.at.1 + d * leading);
        let mut out = format!("BT /{name} {} Tf {} Tr", number(self.size / scale), self.mode);
        // `"` sets these two itself.
        if self.way != Way::DoubleQuote {
            out += &format!(" {} Tc {} Tw", number(self.letter_spacing / scale), number(self.word_spacing / scale));
        }
        out += &format!(" {} Tz {} Ts {} TL", number(self.stretch * 100.0), number(self.rise / scale), number(leading));
        out += &format!(" {} Tm\n", Affine([a, b, c, d, start.0, start.1]).operands());
        out += &self.showing();
        out + "\nET\n"
    }

    /// The operators that show the text.
    fn showing(&self) -> String {
        let whole = self.face.string(&self.text);
        let each = || self.text.chars().map(|c| self.face.string(c.encode_utf8(&mut [0; 4])));
        match self.way {
            Way::OneString | Way::SizeInMatrix => format!("{whole} Tj"),
            Way::CharByChar => each().map(|c| format!("{c} Tj ")).collect(),
            Way::Kerned(kern) => {
                format!("[{}] TJ", each().collect::<Vec<_>>().join(&format!(" {} ", number(kern))))
            }
            Way::MovedByTd => {
                let mut out = String::new();
                let mut last = 0.0;
                for (c, start) in each().zip(self.starts()) {
                    out += &format!("{} 0 Td {c} Tj ", number(start - last));
                    last = start;
                }
                out
            }
            Way::NextLine => format!("T* {whole} Tj"),
            Way::Quote => format!("{whole} '"),
            Way::DoubleQuote => {
                format!("{} {} {whole} \"", number(self.word_spacing), number(self.letter_spacing))
            }
            Way::Twice(by) => format!("{whole} Tj {} 0 Td {whole} Tj", number(by)),
            Way::TwiceEachChar(by) => {
                let mut out = String::new();
                let mut last = 0.0;
                for (c, start) in each().zip(self.starts()) {
                    out += &format!("{} 0 Td {c} Tj {} 0 Td {c} Tj ", number(start - last), number(by));
                    last = start + by;
                }
                out
            }
        }
    }

    /// The line's bounds in user space when it is wholly one keyword.
    pub fn spot(&self) -> Spot {
        let quads = self.quads_of(&self.text);
        Spot::around(&quads[0])
    }
}
