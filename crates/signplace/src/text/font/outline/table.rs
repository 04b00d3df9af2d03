//! The table of fingerprints: which outline a character has in which typeface. Written by scripts/outline_tables.py.
//!
//! It holds hashes of outlines, which are facts about fonts, and nothing of the fonts themselves: WenQuanYi Zen Hei and
//! Micro Hei, Droid Sans Fallback, AR PL UMing and UKai, as Debian distributes them.

static DATA: &[u8] = include_bytes!("../data/outlines.bin");

/// Fingerprints of typefaces.
#[derive(Debug, Default)]
pub(crate) struct Table<'a> {
    multiplier: u64,
    /// In the order of the fingerprints.
    chars: Vec<char>,
    /// Of each typeface three bytes a character.
    typefaces: Vec<&'a [u8]>,
}

impl Table<'static> {
    /// The table of this build; an empty one where its bytes are not loaded yet, as in a browser.
    pub(crate) fn known() -> Self {
        // Nothing of the bytes may be worked out beforehand: the browser's module is built without them.
        Self::parse(std::hint::black_box(DATA)).unwrap_or_default()
    }
}

impl<'a> Table<'a> {
    pub(crate) fn parse(data: &'a [u8]) -> Option<Self> {
        let mut rest = data.strip_prefix(b"SPO1")?;
        let mut take = |len: usize| {
            let (taken, left) = rest.split_at_checked(len)?;
            rest = left;
            Some(taken)
        };
        let number = |bytes: &[u8]| bytes.iter().fold(0u64, |number, byte| number << 8 | u64::from(*byte));
        let multiplier = number(take(8)?);
        let blocks = usize::try_from(number(take(2)?)).ok()?;
        let blocks = take(4 * blocks)?;
        let mut chars = Vec::new();
        for block in blocks.chunks_exact(4) {
            let (first, count) = (number(&block[..2]), number(&block[2..]));
            let bits = take(usize::try_from(count.div_ceil(8)).ok()?)?;
            let is_in = |nth: &u64| bits[(nth / 8) as usize] << (nth % 8) & 0x80 != 0;
            chars.extend((0..count).filter(is_in).filter_map(|nth| char::from_u32(u32::try_from(first + nth).ok()?)));
        }
        let count = usize::try_from(number(take(1)?)).ok()?;
        let typefaces = (0..count).map(|_| take(3 * chars.len())).collect::<Option<_>>()?;
        Some(Self { multiplier, chars, typefaces })
    }

    /// A table of one's own: of each typeface the hash of each character's outline.
    #[cfg(test)]
    pub(crate) fn write(chars: &str, typefaces: &[Vec<Option<u64>>]) -> Vec<u8> {
        const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;
        let table = Table { multiplier: MULTIPLIER, ..Table::default() };
        let mut data = b"SPO1".to_vec();
        data.extend(MULTIPLIER.to_be_bytes());
        data.extend(u16::try_from(chars.chars().count()).unwrap().to_be_bytes());
        for char in chars.chars() {
            data.extend(u16::try_from(u32::from(char)).unwrap().to_be_bytes());
            data.extend([0, 1]);
        }
        data.extend(chars.chars().map(|_| 0x80));
        data.push(u8::try_from(typefaces.len()).unwrap());
        for hash in typefaces.iter().flatten() {
            data.extend(&hash.map_or(0, |hash| table.short(hash)).to_be_bytes()[1..]);
        }
        data
    }

    /// The 24 bits by which the table knows an outline.
    pub(crate) fn short(&self, hash: u64) -> u32 {
        (hash.wrapping_mul(self.multiplier) >> 40) as u32
    }

    /// How many typefaces there are.
    pub(crate) fn typefaces(&self) -> usize {
        self.typefaces.len()
    }

    /// The characters of a typeface with what [`Self::short`] gives for their outlines.
    pub(crate) fn outlines(&self, typeface: usize) -> impl Iterator<Item = (u32, char)> {
        let shorts = self.typefaces.get(typeface).copied().unwrap_or_default().chunks_exact(3);
        shorts
            .map(|short| u32::from_be_bytes([0, short[0], short[1], short[2]]))
            .zip(self.chars.iter().copied())
            .filter(|(short, _)| *short != 0)
    }

    /// Whether the table has a character.
    pub(crate) fn has(&self, char: char) -> bool {
        self.chars.binary_search(&char).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        let table = Table::known();
        assert_eq!(table.typefaces(), 5);
        assert!(table.chars.is_sorted());
        for char in "A~·—‘”、（）：￥①□〇一甲方盖章龥齄".chars() {
            assert_eq!(table.has(char), char != '龥', "{char}");
        }
        for typeface in 0..table.typefaces() {
            let mut shorts: Vec<u32> = table.outlines(typeface).map(|(short, _)| short).collect();
            let count = shorts.len();
            assert!(count > 6_700, "{count} outlines of typeface {typeface}");
            shorts.sort_unstable();
            shorts.dedup();
            assert_eq!(shorts.len(), count, "two characters of typeface {typeface} have one fingerprint");
        }
    }

    #[test]
    fn the_short_form_is_that_of_the_script() {
        let table = Table { multiplier: 0x9E37_79B9_7F4A_7C15, ..Table::default() };
        assert_eq!(table.short(0xFBA4_9996_00EE_58C9), 0xA4_1BEE);
    }

    #[test]
    fn a_table_that_is_not_there_knows_nothing() {
        assert!(Table::parse(&[0; 1000]).is_none());
        for len in 0..DATA.len().min(5000) {
            assert!(Table::parse(&DATA[..len]).is_none(), "{len} bytes");
        }
    }
}
