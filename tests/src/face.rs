//! Faces: the fonts of the fixtures, none embedded, each with advances that are known beforehand.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

/// A font of the fixtures. All but [`Helvetica`](Self::Helvetica) state Ascent 800 and Descent −200.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// The standard 14 font, without widths or descriptor: a reader must know its metrics. ASCII only.
    Helvetica,
    /// A simple font with Helvetica's widths, stated, and a descriptor. ASCII only.
    Sans,
    /// STSong-Light by UniGB-UCS2-H.
    Song,
    /// STSong-Light by UniGB-UTF16-H.
    SongUtf16,
    /// STSong-Light by UniGB-UCS2-V: written downwards.
    SongDownwards,
    /// Identity-H with a ToUnicode CMap.
    Mapped,
    /// Identity-H without any way back to Unicode.
    Unmapped,
}

/// Advances of Helvetica for 32..=126, in 1/1000 em, from Adobe's metrics of the standard 14 fonts.
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];

impl Face {
    /// The advance of a character in em, along the writing direction.
    pub fn advance(self, character: char) -> f64 {
        match self {
            Self::Helvetica | Self::Sans => {
                f64::from(HELVETICA[usize::try_from(u32::from(character) - 32).expect("ASCII")]) / 1000.0
            }
            Self::SongDownwards => 1.0,
            _ if character.is_ascii() => 0.5,
            _ => 1.0,
        }
    }

    /// Whether the font is written from top to bottom.
    pub fn runs_down(self) -> bool {
        self == Self::SongDownwards
    }

    /// Whether a code of one byte, 32, is a space to which Tw applies (ISO 32000-2, 9.3.3).
    pub(crate) fn spaces_words(self, character: char) -> bool {
        matches!(self, Self::Helvetica | Self::Sans) && character == ' '
    }

    /// The resource name.
    pub(crate) fn name(self) -> String {
        format!("{self:?}")
    }

    /// The codes of a text, as a PDF string in hexadecimal.
    pub(crate) fn string(self, text: &str) -> String {
        let codes: String = match self {
            Self::Helvetica | Self::Sans => text.bytes().map(|b| format!("{b:02X}")).collect(),
            Self::Mapped | Self::Unmapped => text.chars().map(|c| format!("{:04X}", scrambled(c))).collect(),
            _ => text.encode_utf16().map(|u| format!("{u:04X}")).collect(),
        };
        format!("<{codes}>")
    }

    /// Adds the font to a document, able to show these characters.
    pub(crate) fn add_to(self, document: &mut Document, characters: &BTreeSet<char>) -> ObjectId {
        let font = match self {
            Self::Helvetica => dictionary! {
                "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
            },
            Self::Sans => {
                let widths: Vec<Object> = HELVETICA.iter().map(|&w| Object::Integer(w.into())).collect();
                dictionary! {
                    "Type" => "Font", "Subtype" => "TrueType", "BaseFont" => "FixtureSans", "FirstChar" => 32,
                    "LastChar" => 126, "Widths" => widths, "Encoding" => "WinAnsiEncoding",
                    "FontDescriptor" => descriptor(document, "FixtureSans", 32),
                }
            }
            Self::Song => song(document, "UniGB-UCS2-H"),
            Self::SongUtf16 => song(document, "UniGB-UTF16-H"),
            Self::SongDownwards => song(document, "UniGB-UCS2-V"),
            Self::Mapped | Self::Unmapped => identity(document, characters, self == Self::Mapped),
        };
        document.add_object(font)
    }
}

/// The code of a character in the Identity-H faces: not its Unicode, so that ToUnicode has to be read.
fn scrambled(character: char) -> u16 {
    u16::try_from(u32::from(character)).expect("the Identity-H faces hold the basic plane only") ^ 0x1555
}

fn descriptor(document: &mut Document, name: &str, flags: i64) -> ObjectId {
    document.add_object(dictionary! {
        "Type" => "FontDescriptor", "FontName" => name, "Flags" => flags, "Ascent" => 800, "Descent" => -200,
        "CapHeight" => 700, "ItalicAngle" => 0, "StemV" => 80,
        "FontBBox" => vec![0.into(), (-200).into(), 1000.into(), 800.into()],
    })
}

fn song(document: &mut Document, cmap: &str) -> Dictionary {
    let descendant = dictionary! {
        "Type" => "Font", "Subtype" => "CIDFontType0", "BaseFont" => "STSong-Light",
        "CIDSystemInfo" => dictionary! {
            "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("GB1"), "Supplement" => 4,
        },
        "DW" => 1000,
        // CIDs 1 to 95 of Adobe-GB1 are ASCII.
        "W" => vec![1.into(), 95.into(), 500.into()],
        "FontDescriptor" => descriptor(document, "STSong-Light", 6),
    };
    let descendant = document.add_object(descendant);
    dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => format!("STSong-Light-{cmap}").as_str(),
        "Encoding" => cmap, "DescendantFonts" => vec![descendant.into()],
    }
}

fn identity(document: &mut Document, characters: &BTreeSet<char>, mapped: bool) -> Dictionary {
    let halves = characters.iter().filter(|c| c.is_ascii());
    let widths: Vec<Object> =
        halves.flat_map(|&c| [i64::from(scrambled(c)).into(), Object::Array(vec![500.into()])]).collect();
    let descendant = dictionary! {
        "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => "FixtureIdentity", "CIDToGIDMap" => "Identity",
        "CIDSystemInfo" => dictionary! {
            "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("Identity"),
            "Supplement" => 0,
        },
        "DW" => 1000, "W" => widths,
        "FontDescriptor" => descriptor(document, "FixtureIdentity", 4),
    };
    let descendant = document.add_object(descendant);
    let mut font = dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "FixtureIdentity", "Encoding" => "Identity-H",
        "DescendantFonts" => vec![descendant.into()],
    };
    if mapped {
        let map = document.add_object(Stream::new(Dictionary::new(), to_unicode(characters).into_bytes()));
        font.set("ToUnicode", map);
    }
    font
}

fn to_unicode(characters: &BTreeSet<char>) -> String {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Fixture def /CMapType 2 def\n\
         1 begincodespacerange <0000> <FFFF> endcodespacerange\n",
    );
    let characters: Vec<char> = characters.iter().copied().collect();
    for hundred in characters.chunks(100) {
        map += &format!("{} beginbfchar\n", hundred.len());
        for &character in hundred {
            map += &format!("<{:04X}> <{:04X}>\n", scrambled(character), u32::from(character));
        }
        map += "endbfchar\n";
    }
    map + "endcmap CMapName currentdict /CMap defineresource pop end end\n"
}
