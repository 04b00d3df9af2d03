//! Folding: characters that look or mean the same become the same (UAX #15 NFKC, and what it leaves out).

use std::sync::LazyLock;

use smallvec::SmallVec;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::{MatchMode, MatchOptions};

/// What a character is compared as; nothing for those that cannot be seen.
pub(super) type Folded = SmallVec<[char; 4]>;

/// How characters are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Compare {
    pub(super) mode: MatchMode,
    ignore_case: bool,
    variants: bool,
}

impl Compare {
    /// To the letter.
    pub(super) const EXACT: Self = Self { mode: MatchMode::Exact, ignore_case: false, variants: false };

    pub(super) fn new(mode: MatchMode, options: MatchOptions) -> Self {
        Self { mode, ignore_case: options.ignore_case, variants: options.variants }
    }

    /// The same, with case told apart.
    pub(super) fn with_case(self) -> Self {
        Self { ignore_case: false, ..self }
    }

    pub(super) fn is_folded(self) -> bool {
        self.mode == MatchMode::Folded
    }

    /// What a character is compared as that is compared as one, whichever way, and without looking anything up: Latin letters
    /// and unified ideographs, of which most pages are.
    #[inline(always)]
    pub(super) fn plain_char(self, c: char) -> Option<char> {
        match c {
            '!'..='~' if self.ignore_case => Some(c.to_ascii_lowercase()),
            '!'..='~' => Some(c),
            '\u{4e00}'..='\u{9fff}' if !self.variants => Some(c),
            _ => None,
        }
    }

    /// What a character is compared as.
    #[inline]
    pub(super) fn chars(self, c: char) -> Folded {
        let chars = if self.is_folded() { fold(c) } else { expand(c) };
        if !(self.ignore_case || self.variants) {
            return chars;
        }
        let chars = chars.into_iter().map(|c| if self.variants { look_up(&VARIANTS, c) } else { c });
        if self.ignore_case { chars.flat_map(without_case).collect() } else { chars.collect() }
    }
}

/// The folded form of one character.
pub(super) fn fold(c: char) -> Folded {
    match c {
        ' ' | '\0'..='\u{1f}' | '\u{7f}' => Folded::new(),
        // Most characters of a Chinese page: nothing folds here.
        '!'..='~' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => Folded::from_slice(&[c]),
        _ if is_ignorable(c) => Folded::new(),
        // The spacing marks of kana are written behind their base like the half-width ones, which NFKC combines.
        '\u{309b}' => Folded::from_slice(&['\u{3099}']),
        '\u{309c}' => Folded::from_slice(&['\u{309a}']),
        // Other spacing marks would come apart into a space and a mark, and mark what stands before them.
        '\u{a8}' | '\u{af}' | '\u{b4}' | '\u{b8}' | '\u{2d8}'..='\u{2dd}' => Folded::from_slice(&[look_alike(c)]),
        '\u{22ef}' => Folded::from_slice(&['.', '.', '.']),
        // Punctuation of every Chinese page, and full-width forms: what the tables say of them, at once.
        '\u{3001}'..='\u{3002}' | '\u{3008}'..='\u{3011}' => Folded::from_slice(&[c]),
        '\u{ff01}'..='\u{ff5e}' => Folded::from_slice(&[look_alike(char::from_u32(c as u32 - 0xfee0).unwrap_or(c))]),
        _ => by_tables(c),
    }
}

fn by_tables(c: char) -> Folded {
    std::iter::once(look_up(&RADICALS, c))
        .nfkc()
        .filter(|c| !c.is_whitespace() && !is_ignorable(*c))
        .map(|c| look_alike(look_up(&RADICALS, c)))
        .collect()
}

/// The form in which characters are compared exactly: ligatures apart, canonical equivalents as one, everything else
/// as it is.
pub(super) fn expand(c: char) -> Folded {
    match c {
        // Most characters of a page.
        '!'..='~' | '\u{4e00}'..='\u{9fff}' => Folded::from_slice(&[c]),
        '\u{fb00}' => Folded::from_slice(&['f', 'f']),
        '\u{fb01}' => Folded::from_slice(&['f', 'i']),
        '\u{fb02}' => Folded::from_slice(&['f', 'l']),
        '\u{fb03}' => Folded::from_slice(&['f', 'f', 'i']),
        '\u{fb04}' => Folded::from_slice(&['f', 'f', 'l']),
        '\u{fb05}' | '\u{fb06}' => Folded::from_slice(&['s', 't']),
        _ if is_ignorable(c) => Folded::new(),
        _ => Folded::from_slice(&[c]),
    }
}

/// A character and a combining one behind it as one (UAX #15), whichever glyphs they come from.
pub(super) fn composed(base: char, mark: char) -> Option<char> {
    // Ideographs and Latin letters are no marks: that much needs no table.
    let may = match mark {
        '\0'..='\u{2ff}' | '\u{3400}'..='\u{a4cf}' => false,
        '\u{1161}'..='\u{1175}' | '\u{11a8}'..='\u{11c2}' => true,
        _ => is_combining_mark(mark),
    };
    if may { unicode_normalization::char::compose(base, mark) } else { None }
}

/// Characters without a width that only steer layout: zero-width ones, soft hyphens, variation selectors.
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}')
        || (c.is_control() && !c.is_whitespace())
}

/// Whether a gap next to the character says nothing: Chinese, Japanese and Korean put none between words.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{303f}' | '\u{3040}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a word may be broken behind the character, at a line's end, without its belonging to the word.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{ad}' | '\u{2010}' | '\u{2011}')
}

/// A letter, a digit, an ideograph or a mark: what words are made of. The underscore is not, as forms draw blanks with it.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// Punctuation that looks nearly the same, and is typed one way and printed another: dashes, quotes, dots, colons.
fn look_alike(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{2500}' | '\u{2501}' | '\u{fe58}' => '-',
        '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{2035}' | '\u{b4}' | '`' => '\'',
        '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{2036}' | '\u{301d}'..='\u{301f}' => '"',
        '\u{2022}' | '\u{2027}' | '\u{2219}' | '\u{22c5}' | '\u{30fb}' => '\u{b7}',
        '\u{2236}' => ':',
        '\u{2044}' | '\u{2215}' => '/',
        '\u{223c}' | '\u{301c}' => '~',
        '\u{25cb}' | '\u{25ef}' => '\u{3007}',
        _ => c,
    }
}

/// A character without its case; several for those that have no one small letter.
fn without_case(c: char) -> Folded {
    match c {
        'ß' | 'ẞ' => Folded::from_slice(&['s', 's']),
        'ς' => Folded::from_slice(&['σ']),
        'ſ' => Folded::from_slice(&['s']),
        _ => c.to_lowercase().collect(),
    }
}

/// Pairs of characters, the first of each folding to the second, sorted by the first.
type Pairs = LazyLock<Vec<(char, char)>>;

/// CJK radicals and strokes with the ideographs of the same shape; see scripts/folding_tables.py.
static RADICALS: Pairs = LazyLock::new(|| pairs(include_str!("data/radicals.txt")));

/// Traditional characters with the simplified ones that stand for them; see scripts/folding_tables.py.
static VARIANTS: Pairs = LazyLock::new(|| pairs(include_str!("data/variants.txt")));

fn pairs(text: &str) -> Vec<(char, char)> {
    let mut chars = text.chars().filter(|c| *c != '\n');
    std::iter::from_fn(|| chars.next().zip(chars.next())).collect()
}

/// What the table has for a character, else the character.
fn look_up(table: &Pairs, c: char) -> char {
    if c < '\u{2e80}' {
        return c;
    }
    match table.binary_search_by_key(&c, |(from, _)| *from) {
        Ok(at) => table.get(at).map_or(c, |(_, to)| *to),
        Err(_) => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        text.chars().flat_map(fold).collect()
    }

    #[test]
    fn widths_radicals_and_compatibility_forms_fold_to_one() {
        assert_eq!(folded("甲方（盖章）："), "甲方(盖章):");
        assert_eq!(folded("⽅⼄⻅⻚"), "方乙见页");
        assert_eq!(folded("⺫⺮㇐"), "目𥫗一");
        assert_eq!(folded("Ａｂ１ﬁ①"), "Ab1fi1");
        assert_eq!(folded("\u{f900}"), "\u{8c48}");
        assert_eq!(folded("ｶﾞ"), "カ\u{3099}");
    }

    #[test]
    fn what_is_folded_at_once_is_folded_as_the_tables_say() {
        for c in ('\u{3000}'..='\u{303f}').chain('\u{ff00}'..='\u{ffef}').filter(|c| !is_ignorable(*c)) {
            assert_eq!(fold(c), by_tables(c), "{c}");
        }
    }

    #[test]
    fn look_alikes_fold_to_one() {
        assert_eq!(folded("‐‑–—―−－─"), "--------");
        assert_eq!(folded("“甲”‘乙’＂＇"), "\"甲\"'乙'\"'");
        assert_eq!(folded("阿·买•提・"), "阿·买·提·");
        assert_eq!(folded("二○二五∶…⋯"), "二〇二五:......");
        // Spacing accents stay what they are: they are no marks upon what stands before them.
        assert_eq!(folded("a´¨"), "a'¨");
    }

    #[test]
    fn what_cannot_be_seen_folds_to_nothing() {
        assert_eq!(folded("甲\u{3000}方\u{200b}\u{ad} a\u{a0}b\u{fe0f}"), "甲方ab");
    }

    #[test]
    fn case_and_variants_fold_when_asked_to() {
        let compare = |ignore_case, variants| Compare { mode: MatchMode::Folded, ignore_case, variants };
        let by = |compare: Compare, text: &str| text.chars().flat_map(|c| compare.chars(c)).collect::<String>();
        assert_eq!(by(compare(true, false), "ＰaRTY ẞΣς"), "partyssσσ");
        assert_eq!(by(compare(false, true), "甲方蓋章，後、裏、裡、乾、幹"), "甲方盖章,后、里、里、干、干");
        assert_eq!(by(compare(false, false), "蓋章"), "蓋章");
    }

    #[test]
    fn plain_characters_are_compared_as_the_others() {
        for mode in [MatchMode::Exact, MatchMode::Folded] {
            for (ignore_case, variants) in [(false, false), (true, false), (false, true), (true, true)] {
                let compare = Compare { mode, ignore_case, variants };
                let plain = |c| compare.plain_char(c).map(|one| (c, one));
                let all: Vec<_> = ('\0'..='\u{ffff}').filter_map(plain).collect();
                assert!(all.len() > 90);
                for (c, one) in all {
                    assert_eq!(compare.chars(c).as_slice(), [one], "{c} {compare:?}");
                }
            }
        }
    }

    #[test]
    fn the_tables_are_sorted_and_fold_in_one_step() {
        for table in [&RADICALS, &VARIANTS] {
            assert!(table.len() > 100);
            assert!(table.is_sorted_by(|(a, _), (b, _)| a < b));
            assert!(table.iter().all(|(_, to)| look_up(table, *to) == *to));
        }
    }

    #[test]
    fn marks_compose_with_their_base_and_nothing_else() {
        assert_eq!(composed('か', '\u{3099}'), Some('が'));
        assert_eq!(composed('e', '\u{301}'), Some('é'));
        assert_eq!(composed('e', 'x'), None);
        assert_eq!(composed('甲', '\u{301}'), None);
    }
}
