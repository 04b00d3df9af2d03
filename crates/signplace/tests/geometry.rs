//! The algebra of coordinates, as properties (PLATFORMS.md §0 is the law).

use proptest::prelude::*;
use signplace::geometry::{
    ConvertInput, NamedSpace, Page, PageBoxes, PageGeometry, Point, Rect, Rotation, Space, Transform, User, convert,
};

/// Any page that a real file may hold: any origin, cropped or not, turned, enlarged.
fn pages() -> impl Strategy<Value = PageGeometry> {
    let origin = (-2000.0..2000.0, -2000.0..2000.0);
    let size = (10.0..5000.0, 10.0..5000.0);
    let crop = prop::option::of((0.0..0.45, 0.0..0.45, 0.55..1.2, 0.55..1.2));
    let rotate = (-8i32..=8).prop_map(|quarters| f64::from(quarters * 90));
    let unit = prop_oneof![Just(1.0), Just(2.0), 0.1..20.0];
    (origin, size, crop, rotate, unit).prop_map(|((x, y), (w, h), crop, rotate, user_unit)| {
        let at = |fx: f64, fy: f64| Point::new(x + fx * w, y + fy * h);
        PageGeometry::new(PageBoxes {
            media_box: Rect::from_corners(at(1.0, 0.0), at(0.0, 1.0)),
            crop_box: crop.map(|(l, b, r, t)| Rect::from_corners(at(l, b), at(r, t))),
            rotate,
            user_unit,
        })
    })
}

/// A point on the page or around it, in fractions.
fn spots() -> impl Strategy<Value = (f64, f64)> {
    (-1.0..2.0, -1.0..2.0)
}

/// The largest number that takes part in converting on this page: what "relative" refers to.
fn scale(page: &PageGeometry) -> f64 {
    let b = page.visible_box();
    let user = [b.x0(), b.y0(), b.x1(), b.y1()].into_iter().fold(0.0, |m: f64, v| m.max(v.abs()));
    user.max(user * page.user_unit()).max(page.width()).max(page.height()).max(1.0)
}

fn assert_near<S: Space>(a: Point<S>, b: Point<S>, scale: f64) -> Result<(), TestCaseError> {
    prop_assert!((a.x - b.x).abs() <= 1e-9 * scale && (a.y - b.y).abs() <= 1e-9 * scale, "{:?} is not {:?}", a, b);
    Ok(())
}

proptest! {
    #[test]
    fn every_conversion_and_back_is_where_it_began(page in pages(), (fx, fy) in spots()) {
        let p = Point::<Page>::new(fx * page.width(), fy * page.height());
        let scale = scale(&page);
        assert_near(page.user_to_page().point(page.page_to_user().point(p)), p, scale)?;
        assert_near(page.top_left_to_page().point(page.page_to_top_left().point(p)), p, scale)?;
        assert_near(page.normalized_to_page().point(page.page_to_normalized().point(p)), p, scale)?;
        assert_near(page.normalized_to_page().point(page.normalize_point(p)), p, scale)?;

        let b = page.visible_box();
        let u = Point::<User>::new(b.x0() + fx * b.width(), b.y0() + fy * b.height());
        assert_near(page.page_to_user().point(page.user_to_page().point(u)), u, scale)?;
        let inverse = page.user_to_page().inverse().expect("a page has an area");
        assert_near(inverse.point(page.user_to_page().point(u)), u, scale)?;
        let there = page.user_to_page().then(&page.page_to_normalized());
        let back = page.normalized_to_page().then(&page.page_to_user());
        assert_near(back.point(there.point(u)), u, scale)?;
    }

    #[test]
    fn user_to_page_is_what_the_formulas_say(page in pages(), (fx, fy) in spots(), (gx, gy) in spots()) {
        let b = page.visible_box();
        let (w, h, u) = (b.width(), b.height(), page.user_unit());
        let stored = Rect::<User>::from_corners(
            Point::new(b.x0() + fx * w, b.y0() + fy * h),
            Point::new(b.x0() + gx * w, b.y0() + gy * h),
        );
        let (x0, y0, x1, y1) = (stored.x0() - b.x0(), stored.y0() - b.y0(), stored.x1() - b.x0(), stored.y1() - b.y0());
        let (expected, size) = match page.rotation().degrees() {
            0 => ([x0, y0, x1, y1], (w, h)),
            90 => ([y0, w - x1, y1, w - x0], (h, w)),
            180 => ([w - x1, h - y1, w - x0, h - y0], (w, h)),
            _ => ([h - y1, x0, h - y0, x1], (h, w)),
        };
        let shown = page.user_to_page().rect(stored);
        for (got, want) in [shown.x0(), shown.y0(), shown.x1(), shown.y1()].into_iter().zip(expected) {
            prop_assert!((got - want * u).abs() <= 1e-9 * scale(&page), "{:?} is not {:?} × {}", shown, expected, u);
        }
        prop_assert_eq!((page.width(), page.height()), (size.0 * u, size.1 * u));
    }

    #[test]
    fn a_rectangle_stays_a_rectangle(page in pages(), (fx, fy) in spots(), (gx, gy) in spots()) {
        let b = page.visible_box();
        let stored = Rect::<User>::from_corners(
            Point::new(b.x0() + fx * b.width(), b.y0() + fy * b.height()),
            Point::new(b.x0() + gx * b.width(), b.y0() + gy * b.height()),
        );
        let shown = page.user_to_page().rect(stored);
        let (u, scale) = (page.user_unit(), scale(&page));
        prop_assert!((shown.area() - stored.area() * u * u).abs() <= 1e-9 * scale * scale, "area {} × {}² is not {}", stored.area(), u, shown.area());
        // Each corner of the one is a corner of the other.
        for corner in stored.corners() {
            let there = page.user_to_page().point(corner);
            let nearest = shown.corners().into_iter().map(|c| c.distance(there)).fold(f64::INFINITY, f64::min);
            prop_assert!(nearest <= 1e-9 * scale, "{:?} is no corner of {:?}", there, shown);
        }
        let (width, height) = if page.rotation().swaps_sides() { (stored.height(), stored.width()) } else { (stored.width(), stored.height()) };
        prop_assert!((shown.width() - width * u).abs() <= 1e-9 * scale && (shown.height() - height * u).abs() <= 1e-9 * scale);
    }

    #[test]
    fn the_whole_page_is_exactly_zero_to_one(page in pages()) {
        let whole = page.normalize(page.page_rect());
        prop_assert_eq!((whole.x0(), whole.y0(), whole.x1(), whole.y1()), (0.0, 0.0, 1.0, 1.0));
        let shown = page.user_to_page().rect(page.visible_box());
        for (got, want) in shown.corners().into_iter().zip(page.page_rect().corners()) {
            assert_near(got, want, scale(&page))?;
        }
        let top_left = page.page_to_top_left().rect(page.page_rect());
        prop_assert_eq!((top_left.x0(), top_left.y0(), top_left.y1()), (0.0, 0.0, page.height()));
    }

    #[test]
    fn four_quarter_turns_are_the_identity(width in 10.0..5000.0, height in 10.0..5000.0, (fx, fy) in spots()) {
        // Each time, what was displayed is taken as the page that is turned by another quarter.
        let start = Point::<User>::new(fx * width, fy * height);
        let (mut at, mut size) = (start, (width, height));
        let mut turned = Rotation::None;
        for _ in 0..4 {
            let page = PageGeometry::new(PageBoxes {
                media_box: Rect::from_origin_size(Point::ORIGIN, size.0, size.1),
                crop_box: None,
                rotate: 90.0,
                user_unit: 1.0,
            });
            let shown = page.user_to_page().point(at);
            (at, size) = (Point::new(shown.x, shown.y), (page.width(), page.height()));
            turned = turned.then(page.rotation());
        }
        assert_near(at, start, width.max(height))?;
        prop_assert_eq!(turned, Rotation::None);
        prop_assert_eq!(size, (width, height));

        let quarter = Transform::clockwise_about(Point::new(width, height), 90.0);
        let full = quarter.then(&quarter).then(&quarter).then(&quarter);
        let p = Point::<Page>::new(start.x, start.y);
        assert_near(full.point(p), p, width.max(height))?;
    }

    #[test]
    fn two_turns_add_up(width in 10.0..5000.0, height in 10.0..5000.0, first in 0i64..4, second in 0i64..4, (fx, fy) in spots()) {
        let page = |w, h, quarters: i64| PageGeometry::new(PageBoxes {
            media_box: Rect::from_origin_size(Point::ORIGIN, w, h),
            crop_box: None,
            rotate: quarters as f64 * 90.0,
            user_unit: 1.0,
        });
        let start = Point::<User>::new(fx * width, fy * height);
        let one = page(width, height, first);
        let shown = one.user_to_page().point(start);
        let two = page(one.width(), one.height(), second).user_to_page().point(Point::new(shown.x, shown.y));
        assert_near(page(width, height, first + second).user_to_page().point(start), two, width.max(height))?;
    }

    #[test]
    fn convert_and_back_is_what_was_given(page in pages(), from in 0usize..5, to in 0usize..5, (fx, fy) in spots(), (sx, sy) in (0.0..1.0, 0.0..1.0), sized: bool) {
        let (from, to) = (NamedSpace::ALL[from], NamedSpace::ALL[to]);
        let mut on_page = ConvertInput::rect(fx * page.width(), fy * page.height(), sx * page.width(), sy * page.height());
        if !sized {
            (on_page.width, on_page.height) = (None, None);
        }
        let input = convert(&page, 1, NamedSpace::Points, from, on_page).unwrap().output;
        let there = convert(&page, 1, from, to, input).unwrap();
        let back = convert(&page, 1, to, from, there.output).unwrap();
        let numbers = |c: ConvertInput| [c.x, c.y, c.width.unwrap_or(0.0), c.height.unwrap_or(0.0)];
        for (got, want) in numbers(back.output).into_iter().zip(numbers(input)) {
            prop_assert!((got - want).abs() <= 1e-9 * scale(&page), "{:?} by {} is {:?}", input, to, back.output);
        }
        prop_assert_eq!(there.output.width.is_some(), sized);
        // Well within the page or well outside, both ways agree on which.
        let margin = [fx, fy, fx + if sized { sx } else { 0.0 } - 1.0, fy + if sized { sy } else { 0.0 } - 1.0].into_iter().all(|d| d.abs() > 1e-3);
        prop_assert!(!margin || there.inside == back.inside);
    }

    #[test]
    fn no_page_makes_a_finite_point_anything_else(
        numbers in prop::array::uniform8(any::<f64>()), cropped: bool, rotate: f64, user_unit: f64, x in -1e6..1e6, y in -1e6..1e6,
    ) {
        let [a, b, c, d, e, f, g, h] = numbers;
        let page = PageGeometry::new(PageBoxes {
            media_box: Rect::from_corners(Point::new(a, b), Point::new(c, d)),
            crop_box: cropped.then(|| Rect::from_corners(Point::new(e, f), Point::new(g, h))),
            rotate,
            user_unit,
        });
        prop_assert!(page.width() > 0.0 && page.height() > 0.0 && page.page_rect().is_finite());
        let p = page.user_to_page().point(Point::new(x, y));
        prop_assert!(p.is_finite(), "{:?}", p);
        prop_assert!(page.page_to_user().point(p).is_finite());
        prop_assert!(page.page_to_normalized().point(p).is_finite());
        prop_assert!(page.normalize_point(p).is_finite());
        prop_assert!(page.page_to_top_left().point(p).is_finite());
        prop_assert!(page.user_to_page().inverse().is_some());
        page.warnings(1);
    }
}
