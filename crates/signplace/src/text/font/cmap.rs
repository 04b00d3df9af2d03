//! CMaps embedded in a PDF: code → CID, and ToUnicode's code → text. Ranges stay ranges, so that a wide one costs nothing.

use smallvec::SmallVec;

use super::cmap_tokens::{Token, Tokens};
use super::codespace::CodeRange;
use super::glyph_names;
use super::meaning::Text;
use super::predefined::{self, Collection, Predefined};
use super::ranges::{Ranges, Shift};

/// Mappings kept of one CMap. A font has at most 65,536 glyphs; the rest is hostile or useless.
const MAX_MAPPINGS: usize = 400_000;
/// Characters that one code may stand for.
const MAX_TEXT_UNITS: usize = 256;
/// Bytes of such texts, all together.
const MAX_POOL: usize = 16 << 20;
/// Codes of a range whose text has several characters, which cannot be counted up without storing each.
const MAX_EXPANDED: u32 = 256;

/// A parsed CMap.
#[derive(Debug, Clone, Default)]
pub(super) struct CMap {
    pub(super) codespaces: Vec<CodeRange>,
    cids: Ranges<u32>,
    notdefs: Ranges<u32>,
    texts: Ranges<Target>,
    pool: String,
    pub(super) wmode: Option<bool>,
    pub(super) base: Option<Base>,
}

/// What `usecmap` names.
#[derive(Debug, Clone)]
pub(super) enum Base {
    Embedded(Box<CMap>),
    Predefined(&'static Predefined),
    /// Adobe-GB1-UCS2 and its like, which ToUnicode CMaps may build upon.
    Ucs2(Collection),
    /// Every code is its own UTF-16: ToUnicode may be the name Identity-H.
    Identity,
}

#[derive(Debug, Clone, Copy)]
enum Target {
    /// The character of the range's first code; the others follow.
    Char(u32),
    /// A slice of the pool, for a range of one code.
    Pool { start: u32, len: u32 },
}

impl CMap {
    /// Reads what can be read of a CMap; never fails. `base` is the stream's UseCMap, if it was found.
    pub(super) fn parse(data: &[u8], base: Option<Base>) -> Self {
        let mut parser = Parser { cmap: Self { base, ..Self::default() }, mappings: 0 };
        parser.run(Tokens::new(data));
        let mut cmap = parser.cmap;
        cmap.cids.settle();
        cmap.notdefs.settle();
        cmap.texts.settle();
        if cmap.codespaces.is_empty() {
            cmap.codespaces = cmap.inherited_codespaces();
        }
        cmap
    }

    /// A CMap that adds nothing to its base.
    pub(super) fn of_base(base: Base) -> Self {
        Self { base: Some(base), ..Self::default() }
    }

    fn inherited_codespaces(&self) -> Vec<CodeRange> {
        match &self.base {
            Some(Base::Embedded(base)) if !base.codespaces.is_empty() => base.codespaces.clone(),
            Some(Base::Predefined(base)) => base.codespaces().to_vec(),
            _ => Vec::new(),
        }
    }

    /// Whether the CMap, taken as ToUnicode, tells the text of any code.
    pub(super) fn says_something(&self) -> bool {
        let own = self.texts.iter().any(|(low, _, _)| self.text(low).is_useful());
        own || !self.cids.is_empty()
            || match &self.base {
                Some(Base::Embedded(base)) => base.says_something(),
                Some(Base::Ucs2(_) | Base::Identity) => true,
                _ => false,
            }
    }

    /// Whether the CMap maps any code to a CID, itself or by its base.
    pub(super) fn has_cids(&self) -> bool {
        !self.cids.is_empty() || self.base.is_some()
    }

    /// Whether the CMap, or else its base, writes downwards.
    pub(super) fn vertical(&self) -> bool {
        self.wmode.unwrap_or(match &self.base {
            Some(Base::Embedded(base)) => base.vertical(),
            Some(Base::Predefined(base)) => base.is_vertical,
            _ => false,
        })
    }

    /// The text of a code.
    pub(super) fn text(&self, code: u32) -> Text<'_> {
        match self.texts.find(code) {
            Some((Target::Char(first), offset)) => {
                first.checked_add(offset).and_then(char::from_u32).map_or(Text::Unknown, Text::One)
            }
            Some((Target::Pool { start, len }, _)) => {
                let range = start as usize..(start as usize).saturating_add(len as usize);
                self.pool.get(range).map_or(Text::Unknown, Text::Many)
            }
            None => match &self.base {
                Some(Base::Embedded(base)) => base.text(code),
                Some(Base::Ucs2(collection)) => collection.text(code),
                Some(Base::Identity) => char::from_u32(code).map_or(Text::Unknown, Text::One),
                _ => Text::Unknown,
            },
        }
    }

    /// The CID of a code of so many bytes.
    pub(super) fn cid(&self, code: u32, len: usize) -> Option<u32> {
        self.own_cid(code).or_else(|| match &self.base {
            Some(Base::Embedded(base)) => base.cid(code, len),
            Some(Base::Predefined(base)) => base.cid(code, len),
            _ => None,
        })
    }

    fn own_cid(&self, code: u32) -> Option<u32> {
        if let Some((first, offset)) = self.cids.find(code) {
            return first.checked_add(offset);
        }
        self.notdefs.find(code).map(|(cid, _)| cid)
    }

    /// The text of a code in a ToUnicode CMap. One that maps by `cidrange` means characters by its CIDs.
    pub(super) fn to_unicode(&self, code: u32) -> Text<'_> {
        let text = self.text(code);
        if !text.is_unknown() || self.cids.is_empty() {
            return text;
        }
        let char = self.cids.find(code).and_then(|(first, offset)| char::from_u32(first.checked_add(offset)?));
        char.map_or(Text::Unknown, Text::One)
    }
}

struct Parser {
    cmap: CMap,
    mappings: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Section {
    None,
    Codespace,
    BfChar,
    BfRange,
    CidChar,
    CidRange,
    NotdefRange,
}

impl Parser {
    fn run(&mut self, mut tokens: Tokens<'_>) {
        let mut section = Section::None;
        let mut operands: SmallVec<[Token<'_>; 4]> = SmallVec::new();
        while let Some(token) = tokens.next_token() {
            if self.mappings > MAX_MAPPINGS {
                return;
            }
            if let Token::Word(word) = token {
                match word {
                    b"usecmap" => self.use_cmap(operands.last()),
                    b"def" => self.define(&operands),
                    b"endcmap" => return,
                    _ => section = section_of(word).unwrap_or(section),
                }
                operands.clear();
                continue;
            }
            operands.push(token);
            let wanted = match section {
                Section::None => {
                    // Only the last few matter to `def` and `usecmap`.
                    if operands.len() > 4 {
                        operands.remove(0);
                    }
                    continue;
                }
                Section::Codespace | Section::BfChar | Section::CidChar => 2,
                Section::BfRange | Section::CidRange | Section::NotdefRange => 3,
            };
            if operands.len() < wanted {
                // An array among the codes is read as it comes: only bfrange has one, in third place.
                if matches!(operands.last(), Some(Token::ArrayOpen | Token::ArrayClose)) {
                    operands.pop();
                }
                continue;
            }
            if let (Section::BfRange, Some(Token::ArrayOpen)) = (section, operands.get(2)) {
                self.bf_array(&operands, &mut tokens);
            } else {
                self.mapping(section, &operands);
            }
            operands.clear();
        }
    }

    fn mapping(&mut self, section: Section, operands: &[Token<'_>]) {
        self.mappings += 1;
        let Some(low) = operands[0].code() else { return };
        match section {
            Section::Codespace => {
                let (Some(high), Some(len)) = (operands[1].code(), operands[1].code_len()) else { return };
                if self.cmap.codespaces.len() < 1024 {
                    self.cmap.codespaces.push(CodeRange::new(len, low, high));
                }
            }
            Section::BfChar => self.bf(low, low, &operands[1]),
            Section::BfRange => {
                let Some(high) = operands[1].code() else { return };
                self.bf(low, high, &operands[2]);
            }
            Section::CidChar => {
                let Some(cid) = operands[1].code() else { return };
                self.cmap.cids.push(low, low, cid);
            }
            Section::CidRange | Section::NotdefRange => {
                let (Some(high), Some(cid)) = (operands[1].code(), operands[2].code()) else { return };
                if section == Section::CidRange {
                    self.cmap.cids.push(low, high, cid);
                } else {
                    self.cmap.notdefs.push(low, high, cid);
                }
            }
            Section::None => {}
        }
    }

    /// `<low> <high> [<text> <text> …]`
    fn bf_array(&mut self, operands: &[Token<'_>], tokens: &mut Tokens<'_>) {
        let range = operands[0].code().zip(operands[1].code());
        let mut next = range.map(|(low, _)| low);
        while let Some(token) = tokens.peek() {
            if matches!(token, Token::Word(_)) {
                return; // The array was never closed.
            }
            tokens.next_token();
            if matches!(token, Token::ArrayClose) || self.mappings > MAX_MAPPINGS {
                return;
            }
            if let (Some(code), Some((_, high))) = (next, range)
                && code <= high
            {
                self.mappings += 1;
                self.bf(code, code, &token);
                next = code.checked_add(1);
            }
        }
    }

    fn bf(&mut self, low: u32, high: u32, target: &Token<'_>) {
        match target {
            Token::Hex(hex) => {
                if let Some(char) = hex.one_char() {
                    return self.cmap.texts.push(low, high, Target::Char(u32::from(char)));
                }
                let text = hex.utf16();
                let mut chars = text.chars();
                match (chars.next(), chars.next()) {
                    (None, _) => {}
                    (Some(char), None) => self.cmap.texts.push(low, high, Target::Char(u32::from(char))),
                    _ => self.pooled(low, high, &text),
                }
            }
            Token::Name(name) => {
                let text: String = glyph_names::unicode(&String::from_utf8_lossy(name)).into_iter().collect();
                if !text.is_empty() {
                    self.pooled(low, low, &text);
                }
            }
            Token::Number(code) => self.cmap.texts.push(low, high, Target::Char(u32::try_from(*code).unwrap_or(0))),
            _ => {}
        }
    }

    /// Several characters: the last of them counts up over the range.
    fn pooled(&mut self, low: u32, high: u32, text: &str) {
        let Some(last) = text.chars().last() else { return };
        let stem = &text[..text.len() - last.len_utf8()];
        for offset in 0..=high.saturating_sub(low).min(MAX_EXPANDED - 1) {
            let Some(char) = u32::from(last).checked_add(offset).and_then(char::from_u32) else { return };
            let start = self.cmap.pool.len();
            if start > MAX_POOL {
                return;
            }
            self.cmap.pool.push_str(stem);
            self.cmap.pool.push(char);
            let len = self.cmap.pool.len() - start;
            if let (Ok(start), Ok(len)) = (u32::try_from(start), u32::try_from(len)) {
                self.cmap.texts.push(low + offset, low + offset, Target::Pool { start, len });
            }
            self.mappings += 1;
        }
    }

    fn use_cmap(&mut self, name: Option<&Token<'_>>) {
        if let (Some(Token::Name(name)), None) = (name, &self.cmap.base) {
            self.cmap.base = Base::by_name(name);
        }
    }

    fn define(&mut self, operands: &[Token<'_>]) {
        if let [.., Token::Name(b"WMode"), Token::Number(mode)] = operands {
            self.cmap.wmode = Some(*mode == 1);
        }
    }
}

impl Base {
    /// The base CMap of this name, if it is one that needs no file.
    pub(super) fn by_name(name: &[u8]) -> Option<Self> {
        if let Some(collection) = Collection::of_ucs2(name) {
            return Some(Self::Ucs2(collection));
        }
        predefined::get(name).map(Self::Predefined)
    }
}

fn section_of(word: &[u8]) -> Option<Section> {
    Some(match word {
        b"begincodespacerange" => Section::Codespace,
        b"beginbfchar" => Section::BfChar,
        b"beginbfrange" => Section::BfRange,
        b"begincidchar" => Section::CidChar,
        b"begincidrange" => Section::CidRange,
        b"beginnotdefrange" => Section::NotdefRange,
        // beginnotdefchar is too rare to matter and maps to CID 0 anyway.
        _ if word.starts_with(b"end") || word.starts_with(b"begin") => Section::None,
        _ => return None,
    })
}

/// The longest text of one mapping, for the tokens.
pub(super) const fn max_text_bytes() -> usize {
    MAX_TEXT_UNITS * 2
}

impl Shift for Target {
    fn shifted(self, by: u32) -> Self {
        match self {
            Self::Char(first) => Self::Char(first.saturating_add(by)),
            pooled @ Self::Pool { .. } => pooled,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(cmap: &CMap, code: u32) -> String {
        cmap.text(code).chars().collect()
    }

    #[test]
    fn every_form_of_mapping_is_read() {
        let cmap = CMap::parse(
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /WMode 1 def
            1 begincodespacerange <0000> <FFFF> endcodespacerange
            5 beginbfchar <0001> <4E00> <0002><D83DDE00> <0003> < 0066 00 66 0069 > <0004> /Euro <0005> <41> endbfchar
            4 beginbfrange <0010> <0012> <0041> <0020> <0022> [<0061> <0062 0063> <0064>]
            <0030> <0031> <00660069> <0040> <FFFFFFFF> <5341> endbfrange
            1 begincidrange <0000> <00ff> 100 endcidrange 1 begincidchar <0005> 7 endcidchar
            endcmap garbage beginbfchar <0001> <0042>",
            None,
        );
        assert_eq!(cmap.wmode, Some(true));
        assert_eq!(cmap.codespaces, [CodeRange::new(2, 0, 0xFFFF)]);
        for (code, expected) in [
            (1, "一"),
            (2, "😀"),
            (3, "ffi"),
            (4, "€"),
            (5, "A"),
            (0x12, "C"),
            (0x20, "a"),
            (0x21, "bc"),
            (0x22, "d"),
            (0x31, "fj"),
            (0x41, "卂"),
            (0x23, ""),
        ] {
            assert_eq!(text(&cmap, code), expected, "{code:04X}");
        }
        assert_eq!(cmap.cid(5, 2), Some(7));
        assert_eq!(cmap.cid(6, 2), Some(106));
        assert_eq!(cmap.cid(0x100, 2), None);
    }

    #[test]
    fn broken_maps_give_what_they_can() {
        for (data, code, expected) in [
            (&b"beginbfchar <01> <0041> <02> <0042"[..], 1, "A"),
            (b"beginbfchar <01> <0041> <02> <0042", 2, "B"),
            (b"beginbfrange <01> <03> [<0041> <0042> endbfrange beginbfchar <07> <0043>", 7, "C"),
            (b"beginbfrange <01> <03> [<0041> <0042> endbfrange beginbfchar <07> <0043>", 2, "B"),
            (b"beginbfchar <01> <0000F600> <1> <0041> endbfchar", 1, "A"),
            (b"beginbfchar <01> <0001F600> endbfchar", 1, "😀"),
            (b"beginbfchar <01> <D83D> endbfchar", 1, ""),
            (b"1 beginbfchar\n<0g01> <0041>\nendbfchar", 1, "A"),
            (b"(unclosed", 1, ""),
            (b"", 1, ""),
            (b"beginbfrange <05> <01> <0041> endbfrange", 5, ""),
        ] {
            assert_eq!(text(&CMap::parse(data, None), code), expected, "{}", String::from_utf8_lossy(data));
        }
    }

    #[test]
    fn the_later_of_overlapping_ranges_wins() {
        let cmap = CMap::parse(b"beginbfrange <10> <20> <0041> <12> <13> <0061> <08> <10> <4E00> endbfrange", None);
        let all: String = (0x10..0x16).flat_map(|code| text(&cmap, code).chars().collect::<Vec<_>>()).collect();
        assert_eq!(all, "丈BabEF");
    }

    #[test]
    fn a_base_answers_where_the_map_is_silent() {
        let cmap = CMap::parse(b"/GBK-EUC-H usecmap begincidchar <41> 9 endcidchar", None);
        assert_eq!(cmap.cid(0x41, 1), Some(9));
        assert_eq!(cmap.cid(0x42, 1), Some(814 + 0x42 - 0x21));
        assert_eq!(text(&CMap::parse(b"/Adobe-GB1-UCS2 usecmap", None), 0x22), "A");
    }
}
