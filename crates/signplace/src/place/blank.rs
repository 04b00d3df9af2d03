//! What on a page is only there to be written on: lines, and the 年 月 日 of a blank to be dated.

use crate::geometry::{Page, Rect};

/// What stands between the blanks of a date.
const MARKS: [&str; 3] = ["年", "月", "日"];
/// What may be printed of a year that is to be written.
const CENTURIES: [&str; 4] = ["20", "二〇", "二○", "二零"];

/// Whether a text is only a line to write on: spaces, underscores, dots, dashes.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || matches!(c, '_' | '＿' | '.' | '…' | '·' | '-' | '—' | '–' | '─' | '﹏'))
}

/// Words of a page in reading order, each with its box.
pub(crate) type Words<'w> = &'w [(Rect<Page>, String)];

/// Whether a word is only there to be written on, or stands in a blank to be dated: `____年__月__日`. A date that is filled
/// in, or that a sentence goes on behind, is text like any other, and so is a 日 or 月 by itself.
pub(crate) fn is_for_writing(words: Words<'_>, at: usize) -> bool {
    let Some((_, word)) = words.get(at) else { return false };
    if is_blank(word) {
        return true;
    }
    let year = match MARKS.iter().position(|mark| mark == word) {
        Some(nth) => (0..nth).try_fold(at, |at, _| before(words, at)),
        None if CENTURIES.contains(&word.as_str()) => after(words, at),
        None => None,
    };
    year.is_some_and(|year| begins_date_blank(words, year))
}

/// Whether a 年 is followed by 月 and 日 with nothing but blanks between them, and no year stands before it.
fn begins_date_blank(words: Words<'_>, year: usize) -> bool {
    let text = |at: usize| words[at].1.as_str();
    let day = after(words, year).filter(|at| text(*at) == MARKS[1]).and_then(|month| after(words, month));
    let Some(day) = day.filter(|at| text(year) == MARKS[0] && text(*at) == MARKS[2]) else { return false };
    let is_digit = |c: char| c.is_numeric() || "零一二三四五六七八九十○".contains(c);
    let has_year = before(words, year).is_some_and(|at| text(at).ends_with(is_digit) && !CENTURIES.contains(&text(at)));
    let goes_on = after(words, day).is_some_and(|next| {
        let starts_another = text(next) == MARKS[0] || CENTURIES.contains(&text(next));
        let (day, next) = (&words[day].0, &words[next].0);
        !starts_another && gap(day, next) < 2.0 * day.height().min(day.width())
    });
    !(has_year || goes_on)
}

/// The word before this one on its line, blanks aside.
fn before(words: Words<'_>, at: usize) -> Option<usize> {
    (0..at).rev().find(|other| !is_blank(&words[*other].1)).filter(|other| is_beside(&words[*other].0, &words[at].0))
}

/// The word behind this one on its line, blanks aside.
fn after(words: Words<'_>, at: usize) -> Option<usize> {
    (at + 1..words.len())
        .find(|other| !is_blank(&words[*other].1))
        .filter(|other| is_beside(&words[*other].0, &words[at].0))
}

/// How far two words of a line are apart, in points.
fn gap(a: &Rect<Page>, b: &Rect<Page>) -> f64 {
    let x = (b.x0() - a.x1()).max(a.x0() - b.x1());
    let y = (b.y0() - a.y1()).max(a.y0() - b.y1());
    x.max(y)
}

/// Whether two words stand on one line, along or down the page.
fn is_beside(a: &Rect<Page>, b: &Rect<Page>) -> bool {
    let height = a.y1().min(b.y1()) - a.y0().max(b.y0());
    let width = a.x1().min(b.x1()) - a.x0().max(b.x0());
    height > 0.5 * a.height().min(b.height()) || width > 0.5 * a.width().min(b.width())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Point;

    /// Words of one line, a space apart or two em where there are two spaces; underscores are words of their own.
    fn line(text: &str) -> Vec<(Rect<Page>, String)> {
        let mut words: Vec<(Rect<Page>, String)> = Vec::new();
        for (nth, c) in text.chars().enumerate().filter(|(_, c)| *c != ' ') {
            let bounds = Rect::from_origin_size(Point::new(10.0 * nth as f64, 500.0), 10.0, 10.0);
            match words.last_mut() {
                Some((last, word)) if last.x1() > bounds.x0() - 1.0 && word.ends_with('_') == (c == '_') => {
                    *last = last.union(bounds);
                    word.push(c);
                }
                _ => words.push((bounds, c.to_string())),
            }
        }
        words
    }

    fn text_of(text: &str) -> String {
        let words = line(text);
        (0..words.len()).filter(|at| !is_for_writing(&words, *at)).map(|at| words[at].1.as_str()).collect()
    }

    #[test]
    fn a_blank_to_be_dated_is_no_text() {
        assert_eq!(text_of("年  月  日"), "");
        assert_eq!(text_of("____年__月__日"), "");
        assert_eq!(text_of("20__年__月__日"), "");
        assert_eq!(text_of("日期：    年  月  日"), "日期：");
        assert_eq!(text_of("年  月  日      年  月  日"), "");
        assert_eq!(text_of("甲方：________"), "甲方：");
    }

    #[test]
    fn a_date_that_is_filled_in_is_text() {
        for text in ["2025 年 5 月 1 日", "2025年5月1日", "_2025_年__月__日", "二〇二五 年  月  日", "年 5 月 1 日"]
        {
            let shown: String = text.chars().filter(|c| !matches!(c, ' ' | '_')).collect();
            assert_eq!(text_of(text), shown, "{text}");
        }
    }

    #[test]
    fn days_and_months_elsewhere_are_text() {
        for text in
            ["日", "月", "期限 3 年", "日  一  二", "年月日", "年  月", "自  年  月  日起至", "于  年  月  日 签订"]
        {
            assert_eq!(text_of(text), text.replace(' ', ""), "{text}");
        }
    }
}
