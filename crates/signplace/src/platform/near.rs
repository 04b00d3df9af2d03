//! Where a control lands, in words: the nearest text, in which direction, how far.

use super::Language;
use crate::geometry::{Page, PageGeometry, Rect};
use crate::number::rounded;
use crate::place::blank::is_blank;
use crate::place::suggest::shortened;

/// Where a box lands on a page, of whose words nothing is near enough to be named where there are none.
pub(crate) fn near(
    bounds: &Rect<Page>,
    words: &[(Rect<Page>, String)],
    geometry: &PageGeometry,
    language: Language,
) -> String {
    let nearest = words
        .iter()
        .filter(|(_, text)| !is_blank(text))
        .map(|(word, text)| (gap(bounds, word), -bounds.shared_area(word), word, text))
        .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let Some((distance, _, word, text)) = nearest else {
        let (x, y) = (rounded(bounds.x0(), 1), rounded(bounds.y0(), 1));
        let top = rounded(geometry.height() - bounds.y1(), 1);
        return language.say(
            format!("on a page without text, {x} pt from the left, {y} pt from the bottom, {top} pt from the top"),
            format!("页面没有文字，距左边 {x} pt，距下边 {y} pt，距上边 {top} pt"),
        );
    };
    let text = shortened(text);
    if distance <= 0.0 {
        return language.say(format!("on “{text}”"), format!("压在“{text}”上"));
    }
    let distance = rounded(distance, 1);
    let (en, zh) = direction(bounds, word);
    language.say(format!("{distance} pt {en} “{text}”"), format!("“{text}”{zh} {distance} pt"))
}

/// The shortest way between two boxes, in points; 0 where they meet.
fn gap(a: &Rect<Page>, b: &Rect<Page>) -> f64 {
    let x = (b.x0() - a.x1()).max(a.x0() - b.x1()).max(0.0);
    let y = (b.y0() - a.y1()).max(a.y0() - b.y1()).max(0.0);
    x.hypot(y)
}

/// Where the first box lies as seen from the second.
fn direction(bounds: &Rect<Page>, from: &Rect<Page>) -> (&'static str, &'static str) {
    let (right, left) = (bounds.x0() >= from.x1(), bounds.x1() <= from.x0());
    let (above, below) = (bounds.y0() >= from.y1(), bounds.y1() <= from.y0());
    match (right, left, above, below) {
        (true, _, true, _) => ("above and right of", "右上方"),
        (true, _, _, true) => ("below and right of", "右下方"),
        (_, true, true, _) => ("above and left of", "左上方"),
        (_, true, _, true) => ("below and left of", "左下方"),
        (true, ..) => ("right of", "右侧"),
        (_, true, ..) => ("left of", "左侧"),
        (_, _, true, _) => ("above", "上方"),
        _ => ("below", "下方"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Point;

    fn boxed(x: f64, y: f64, width: f64, height: f64) -> Rect<Page> {
        Rect::from_origin_size(Point::new(x, y), width, height)
    }

    #[test]
    fn the_nearest_text_is_named_with_direction_and_distance() {
        let words = vec![
            (boxed(100.0, 500.0, 60.0, 12.0), "甲方（盖章）".to_owned()),
            (boxed(300.0, 500.0, 60.0, 12.0), "乙方（盖章）".to_owned()),
            (boxed(170.0, 500.0, 60.0, 12.0), "______".to_owned()),
        ];
        let page = PageGeometry::from_size(595.28, 841.89);
        let say = |bounds, language| near(&bounds, &words, &page, language);
        assert_eq!(say(boxed(172.34, 490.0, 20.0, 20.0), Language::En), "12.3 pt right of “甲方（盖章）”");
        assert_eq!(say(boxed(110.0, 400.0, 20.0, 20.0), Language::Zh), "“甲方（盖章）”下方 80 pt");
        assert_eq!(say(boxed(363.0, 516.0, 20.0, 20.0), Language::En), "5 pt above and right of “乙方（盖章）”");
        assert_eq!(say(boxed(80.0, 490.0, 60.0, 60.0), Language::En), "on “甲方（盖章）”");
        let nothing = near(&boxed(10.0, 20.0, 5.0, 5.0), &[], &page, Language::En);
        assert_eq!(
            nothing,
            "on a page without text, 10 pt from the left, 20 pt from the bottom, 816.9 pt from the top"
        );
    }
}
