//! Folding: characters that look or mean the same become the same (UAX #15 NFKC, and what it leaves out).

use smallvec::SmallVec;
use unicode_normalization::UnicodeNormalization as _;

/// What a character folds to; nothing for those that cannot be seen.
pub(super) type Folded = SmallVec<[char; 4]>;

/// The folded form of one character.
pub(super) fn fold(c: char) -> Folded {
    if c.is_ascii() {
        return if c.is_ascii_control() || c == ' ' { Folded::new() } else { Folded::from_slice(&[c]) };
    }
    if is_ignorable(c) {
        return Folded::new();
    }
    std::iter::once(radical(c)).nfkc().filter(|c| !c.is_whitespace() && !is_ignorable(*c)).map(radical).collect()
}

/// The form in which characters are compared exactly: ligatures apart, everything else as it is.
pub(super) fn expand(c: char) -> Folded {
    match c {
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

/// Characters without a width that only steer layout: zero-width ones, soft hyphens, variation selectors.
fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}')
        || (c.is_control() && !c.is_whitespace())
}

/// Whether a gap next to the character says nothing: Chinese, Japanese and Korean put none between words.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{303f}' | '\u{3040}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// Radicals of the supplement, which NFKC leaves as they are, as the ideographs that they look like.
fn radical(c: char) -> char {
    match RADICALS.binary_search_by_key(&c, |(radical, _)| *radical) {
        Ok(at) => RADICALS[at].1,
        Err(_) => c,
    }
}

/// CJK Radicals Supplement (U+2E80–2EF3) with the ideographs of the same shape.
const RADICALS: &[(char, char)] = &[
    ('⺁', '厂'),
    ('⺄', '乙'),
    ('⺅', '亻'),
    ('⺆', '冂'),
    ('⺇', '几'),
    ('⺈', '刀'),
    ('⺉', '刂'),
    ('⺊', '卜'),
    ('⺋', '㔾'),
    ('⺌', '小'),
    ('⺍', '小'),
    ('⺎', '兀'),
    ('⺏', '尣'),
    ('⺐', '尢'),
    ('⺑', '尣'),
    ('⺒', '巳'),
    ('⺓', '幺'),
    ('⺔', '彑'),
    ('⺕', '彐'),
    ('⺖', '忄'),
    ('⺗', '㣺'),
    ('⺘', '扌'),
    ('⺙', '攵'),
    ('⺛', '旡'),
    ('⺜', '日'),
    ('⺝', '月'),
    ('⺞', '歺'),
    ('⺟', '母'),
    ('⺠', '民'),
    ('⺡', '氵'),
    ('⺢', '氺'),
    ('⺣', '灬'),
    ('⺤', '爫'),
    ('⺥', '爫'),
    ('⺦', '丬'),
    ('⺧', '牛'),
    ('⺨', '犭'),
    ('⺩', '王'),
    ('⺪', '疋'),
    ('⺫', '罒'),
    ('⺬', '示'),
    ('⺭', '礻'),
    ('⺮', '竹'),
    ('⺯', '糹'),
    ('⺰', '纟'),
    ('⺱', '罓'),
    ('⺲', '罒'),
    ('⺳', '网'),
    ('⺴', '罒'),
    ('⺵', '网'),
    ('⺶', '羊'),
    ('⺷', '羊'),
    ('⺸', '羊'),
    ('⺹', '耂'),
    ('⺺', '肀'),
    ('⺻', '聿'),
    ('⺼', '肉'),
    ('⺽', '臼'),
    ('⺾', '艹'),
    ('⺿', '艹'),
    ('⻀', '艹'),
    ('⻁', '虎'),
    ('⻂', '衤'),
    ('⻃', '覀'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻇', '角'),
    ('⻈', '讠'),
    ('⻉', '贝'),
    ('⻊', '足'),
    ('⻋', '车'),
    ('⻌', '辶'),
    ('⻍', '辶'),
    ('⻎', '辶'),
    ('⻏', '阝'),
    ('⻐', '钅'),
    ('⻑', '長'),
    ('⻒', '镸'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻕', '阜'),
    ('⻖', '阝'),
    ('⻗', '雨'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻞', '飠'),
    ('⻟', '飠'),
    ('⻠', '饣'),
    ('⻡', '首'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻪', '黾'),
    ('⻫', '斉'),
    ('⻬', '齐'),
    ('⻭', '歯'),
    ('⻮', '齿'),
    ('⻯', '竜'),
    ('⻰', '龙'),
    ('⻱', '龜'),
    ('⻲', '亀'),
];

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
        assert_eq!(folded("Ａｂ１ﬁ①"), "Ab1fi1");
        assert_eq!(folded("豈"), "豈");
    }

    #[test]
    fn what_cannot_be_seen_folds_to_nothing() {
        assert_eq!(folded("甲\u{3000}方\u{200b}\u{ad} a\u{a0}b\u{fe0f}"), "甲方ab");
    }

    #[test]
    fn the_table_of_radicals_is_sorted() {
        assert!(RADICALS.is_sorted_by_key(|(radical, _)| *radical));
    }
}
