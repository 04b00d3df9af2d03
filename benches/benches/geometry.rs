//! What a conversion costs: it is paid for every glyph, so it must stay within nanoseconds.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use signplace::geometry::{PageBoxes, PageGeometry, Point, Rect};

/// A4, cropped, turned by 90 degrees, in half points: nothing of it is the identity.
fn awkward_page() -> PageGeometry {
    PageGeometry::new(PageBoxes {
        media_box: Rect::from_origin_size(Point::new(-20.0, 10.0), 595.28, 841.89),
        crop_box: Some(Rect::from_origin_size(Point::new(0.0, 30.0), 500.0, 700.0)),
        rotate: 90.0,
        user_unit: 0.5,
    })
}

fn conversions(c: &mut Criterion) {
    let page = awkward_page();
    let there = page.user_to_page();
    let back = page.page_to_user();
    let mut group = c.benchmark_group("geometry");
    group.bench_function("point to the page and back", |b| {
        b.iter(|| back.point(there.point(black_box(Point::new(100.0, 200.0)))));
    });
    group.bench_function("rectangle to the page and back", |b| {
        b.iter(|| back.rect(there.rect(black_box(Rect::from_origin_size(Point::new(100.0, 200.0), 119.06, 119.06)))));
    });
    group.bench_function("transforms of a page, composed", |b| {
        b.iter(|| {
            let page = black_box(&page);
            page.user_to_page().then(&page.page_to_normalized())
        });
    });
    group.finish();
}

criterion_group!(benches, conversions);
criterion_main!(benches);
