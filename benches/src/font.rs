//! The fonts of the made documents, one a way in which real ones say what their codes mean.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

/// How a document's text is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// Helvetica, not embedded, WinAnsiEncoding: what small generators write. ASCII only.
    Standard,
    /// STSong-Light, not embedded, by the predefined CMap UniGB-UCS2-H: what Chinese generators write.
    Predefined,
    /// A composite font of Identity-H, subset, with widths and a ToUnicode CMap: what word processors write.
    Composite,
    /// Type 3 fonts of up to 200 glyphs each, with ToUnicode CMaps: what browsers write of fonts they may not embed.
    Type3,
}

/// Glyphs of one Type 3 font.
const TYPE3_GLYPHS: usize = 200;

impl Face {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Standard, Self::Predefined, Self::Composite, Self::Type3];

    /// As it stands in the names of files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Predefined => "predefined",
            Self::Composite => "composite",
            Self::Type3 => "type3",
        }
    }

    /// Whether it can show Chinese.
    pub fn has_chinese(self) -> bool {
        self != Self::Standard
    }
}

/// The fonts of a document: they grow with the text that is shown.
#[derive(Debug)]
pub struct Fonts {
    face: Face,
    /// Every character shown so far, numbered in order of its first use.
    glyphs: BTreeMap<char, usize>,
}

impl Fonts {
    /// None yet.
    pub fn new(face: Face) -> Self {
        Self { face, glyphs: BTreeMap::new() }
    }

    /// The operators that show a text, from the font's choice on: a font, and an array of strings.
    pub fn show(&mut self, text: &str, size: f64, out: &mut String) {
        if self.face == Face::Standard {
            // Kerning after some letters, as word processors and TeX write it.
            let escaped = text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
            let kerned = escaped.replace("o ", "o) 12 ( ").replace("A", "A) -8 (");
            let _ = writeln!(out, "/F0 {size} Tf\n[({kerned})] TJ");
            return;
        }
        let mut font = None;
        for c in text.chars() {
            let next = self.glyphs.len();
            let glyph = *self.glyphs.entry(c).or_insert(next);
            let (needed, code) = match self.face {
                Face::Type3 => (glyph / TYPE3_GLYPHS, format!("{:02X}", glyph % TYPE3_GLYPHS + 1)),
                Face::Composite => (0, format!("{:04X}", glyph + 1)),
                _ => (0, format!("{:04X}", u32::from(c))),
            };
            if font != Some(needed) {
                let _ = write!(out, "{}/F{needed} {size} Tf\n<", if font.is_some() { "> Tj\n" } else { "" });
                font = Some(needed);
            }
            out.push_str(&code);
        }
        if font.is_some() {
            out.push_str("> Tj\n");
        }
    }

    /// Adds the fonts to a document; the dictionary that resources name.
    pub fn add_to(&self, document: &mut Document) -> Result<Dictionary, lopdf::Error> {
        let mut fonts = Dictionary::new();
        match self.face {
            Face::Standard => {
                let font = dictionary! {
                    "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
                };
                fonts.set("F0", document.add_object(font));
            }
            Face::Predefined => fonts.set("F0", predefined(document)),
            Face::Composite => fonts.set("F0", self.composite(document)?),
            Face::Type3 => {
                let mut by_number: Vec<char> = vec![' '; self.glyphs.len()];
                for (c, number) in &self.glyphs {
                    by_number[*number] = *c;
                }
                for (nth, glyphs) in by_number.chunks(TYPE3_GLYPHS).enumerate() {
                    fonts.set(format!("F{nth}"), type3(document, glyphs)?);
                }
            }
        }
        Ok(fonts)
    }

    fn composite(&self, document: &mut Document) -> Result<ObjectId, lopdf::Error> {
        let mut codes: Vec<(usize, char)> = self.glyphs.iter().map(|(c, number)| (number + 1, *c)).collect();
        codes.sort_unstable();
        let widths: Vec<Object> = codes.iter().map(|(_, c)| thousandths(*c).into()).collect();
        let descendant = dictionary! {
            "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => "AAAAAA+BenchSong", "CIDToGIDMap" => "Identity",
            "CIDSystemInfo" => system_info("Identity"), "DW" => 1000, "W" => vec![1.into(), widths.into()],
            "FontDescriptor" => descriptor(document, "AAAAAA+BenchSong"),
        };
        let descendant = document.add_object(descendant);
        let to_unicode = to_unicode(document, &codes, 4)?;
        Ok(document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "AAAAAA+BenchSong", "Encoding" => "Identity-H",
            "DescendantFonts" => vec![descendant.into()], "ToUnicode" => to_unicode,
        }))
    }
}

/// The advance of a character in thousandths of the em.
pub(crate) fn thousandths(c: char) -> i64 {
    if c.is_ascii() { 500 } else { 1000 }
}

fn system_info(ordering: &str) -> Dictionary {
    dictionary! {
        "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal(ordering),
        "Supplement" => if ordering == "GB1" { 4 } else { 0 },
    }
}

fn descriptor(document: &mut Document, name: &str) -> ObjectId {
    document.add_object(dictionary! {
        "Type" => "FontDescriptor", "FontName" => name, "Flags" => 4, "Ascent" => 880, "Descent" => -120,
        "CapHeight" => 700, "ItalicAngle" => 0, "StemV" => 80,
        "FontBBox" => vec![0.into(), (-120).into(), 1000.into(), 880.into()],
    })
}

fn predefined(document: &mut Document) -> ObjectId {
    let descendant = dictionary! {
        "Type" => "Font", "Subtype" => "CIDFontType0", "BaseFont" => "STSong-Light", "CIDSystemInfo" => system_info("GB1"),
        // CIDs 1 to 95 of Adobe-GB1 are ASCII.
        "DW" => 1000, "W" => vec![1.into(), 95.into(), 500.into()],
        "FontDescriptor" => descriptor(document, "STSong-Light"),
    };
    let descendant = document.add_object(descendant);
    document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "STSong-Light", "Encoding" => "UniGB-UCS2-H",
        "DescendantFonts" => vec![descendant.into()],
    })
}

/// A font whose glyphs are drawn: strokes that depend on the character, as many as a simple ideograph has.
fn type3(document: &mut Document, glyphs: &[char]) -> Result<ObjectId, lopdf::Error> {
    let (mut procedures, mut differences) = (Dictionary::new(), vec![1.into()]);
    for (nth, c) in glyphs.iter().enumerate() {
        let mut drawing = format!("{} 0 0 -120 1000 880 d1\n", thousandths(*c));
        let mut strokes = u32::from(*c).wrapping_mul(0x9e37_79b1);
        for _ in 0..8 {
            let _ = writeln!(drawing, "{} {} {} 60 re f", strokes % 400, strokes / 400 % 800, 100 + strokes / 7 % 500);
            strokes = strokes.rotate_left(7);
        }
        let mut stream = Stream::new(Dictionary::new(), drawing.into_bytes());
        stream.compress()?;
        let name = format!("g{nth:X}");
        procedures.set(name.as_str(), document.add_object(stream));
        differences.push(Object::Name(name.into_bytes()));
    }
    let codes: Vec<(usize, char)> = (1..).zip(glyphs.iter().copied()).collect();
    let widths: Vec<Object> = glyphs.iter().map(|c| thousandths(*c).into()).collect();
    let to_unicode = to_unicode(document, &codes, 2)?;
    Ok(document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type3", "FontBBox" => vec![0.into(), (-120).into(), 1000.into(), 880.into()],
        "FontMatrix" => vec![Object::Real(0.001), 0.into(), 0.into(), Object::Real(0.001), 0.into(), 0.into()],
        "CharProcs" => procedures, "Encoding" => dictionary! { "Type" => "Encoding", "Differences" => differences },
        "FirstChar" => 1, "LastChar" => glyphs.len() as i64, "Widths" => widths, "ToUnicode" => to_unicode,
        "Resources" => Dictionary::new(),
    }))
}

fn to_unicode(document: &mut Document, codes: &[(usize, char)], digits: usize) -> Result<ObjectId, lopdf::Error> {
    let mut cmap = format!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Bench def\n/CMapType 2 def\n\
         1 begincodespacerange\n<{}> <{}>\nendcodespacerange\n",
        "0".repeat(digits),
        "F".repeat(digits),
    );
    for block in codes.chunks(100) {
        let _ = writeln!(cmap, "{} beginbfchar", block.len());
        for (code, c) in block {
            let _ = writeln!(cmap, "<{code:0digits$X}> <{:04X}>", u32::from(*c));
        }
        cmap.push_str("endbfchar\n");
    }
    cmap.push_str("endcmap\nend\nend\n");
    let mut stream = Stream::new(Dictionary::new(), cmap.into_bytes());
    stream.compress()?;
    Ok(document.add_object(stream))
}
