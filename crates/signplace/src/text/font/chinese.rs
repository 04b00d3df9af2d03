//! Chinese simple fonts whose strings are byte pairs of an older character set, though no CMap says so.

use super::meaning::Text;
use super::predefined::{self, Predefined};
use super::standard14::without_subset_tag;

/// The character set that a simple font's byte pairs are in, by the font's name.
pub(super) fn pairs_of(base_font: &[u8]) -> Option<&'static Predefined> {
    let name = readable(without_subset_tag(base_font));
    let has = |names: &[&str]| names.iter().any(|part| name.contains(part));
    if has(SIMPLIFIED) {
        predefined::get(b"GBK-EUC-H")
    } else if has(TRADITIONAL) {
        predefined::get(b"ETen-B5-H")
    } else {
        None
    }
}

/// The character of a pair, if the two bytes make one.
pub(super) fn pair(set: &'static Predefined, bytes: &[u8]) -> Option<(u32, Text<'static>)> {
    let pair = bytes.get(..2)?;
    if pair[0] < 0x81 || pair[1] < 0x40 {
        return None;
    }
    let (code, len) = set.next(pair);
    let text = set.text(code, len);
    (len == 2 && text.is_useful()).then_some((code, text))
}

/// Parts of names, in lower case, without spaces and hyphens.
const SIMPLIFIED: &[&str] = &[
    "simsun",
    "simhei",
    "simkai",
    "simfang",
    "simli",
    "simyou",
    "fangsong",
    "kaiti",
    "heiti",
    "songti",
    "stsong",
    "stkaiti",
    "stfangsong",
    "stheiti",
    "stxihei",
    "stzhongsong",
    "xiaobiaosong",
    "biaosong",
    "fzss",
    "fzsong",
    "fzhei",
    "fzkai",
    "fzfang",
    "fzxbs",
    "founder",
    "youyuan",
    "lisu",
    "dengxian",
    "yahei",
    "hypmincho",
    "宋",
    "黑",
    "仿",
    "楷",
    "隶",
    "幼圆",
    "等线",
    "雅黑",
    "方正",
    "华文",
    "汉仪",
    "文鼎",
    "微软",
];
const TRADITIONAL: &[&str] =
    &["mingliu", "dfkai", "biaukai", "jhenghei", "細明", "細明體", "明體", "標楷", "黑體", "新細"];

/// The name as text: names of Chinese fonts are written in UTF-8 or in GBK.
fn readable(name: &[u8]) -> String {
    let text = match std::str::from_utf8(name) {
        Ok(text) => text.to_owned(),
        Err(_) => in_gbk(name),
    };
    text.chars().filter(|char| !matches!(char, ' ' | '-' | '_' | ',')).flat_map(char::to_lowercase).collect()
}

fn in_gbk(mut bytes: &[u8]) -> String {
    let mut text = String::new();
    let Some(gbk) = predefined::get(b"GBK-EUC-H") else { return text };
    while !bytes.is_empty() {
        let (code, len) = gbk.next(bytes);
        text.extend(gbk.text(code, len).chars());
        bytes = bytes.get(len.max(1)..).unwrap_or_default();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_fonts_are_known_by_name() {
        for name in [
            &b"SimSun"[..],
            b"ABCDEF+SimSun,Bold",
            b"FangSong_GB2312",
            "宋体".as_bytes(),
            b"\xCB\xCE\xCC\xE5",
            b"MingLiU",
        ] {
            assert!(pairs_of(name).is_some(), "{}", String::from_utf8_lossy(name));
        }
        for name in [&b"Helvetica"[..], b"Times-Roman", b"MS-Gothic", b"", b"\xFF\xFE"] {
            assert!(pairs_of(name).is_none(), "{}", String::from_utf8_lossy(name));
        }
    }

    #[test]
    fn a_pair_is_one_character() {
        let gbk = pairs_of(b"SimSun").unwrap();
        assert_eq!(pair(gbk, b"\xBC\xD7\xB7"), Some((0xBCD7, Text::One('甲'))));
        assert_eq!(pair(gbk, b"A\xBC"), None);
        assert_eq!(pair(gbk, b"\xBC"), None);
        assert_eq!(pair(gbk, b"\xBC "), None);
    }
}
