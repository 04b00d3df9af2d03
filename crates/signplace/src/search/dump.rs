//! Temporary.
#[test]
#[ignore]
fn dump() {
    let file = std::env::var("F").unwrap();
    let page: u32 = std::env::var("P").map(|p| p.parse().unwrap()).unwrap_or(1);
    let d = crate::Document::open(std::fs::read(file).unwrap(), crate::OpenOptions::default()).unwrap();
    let b = crate::document::stream::Budget::new(d.file.limits());
    let t = crate::text::page_text(&d, page, &b).unwrap();
    if std::env::var("G").is_ok() {
        for g in &t.glyphs {
            println!(
                "{:?} o=({:.2},{:.2}) along=({:.2},{:.2}) up=({:.2},{:.2}) w={:.3} a={:.2} d={:.2} {:?} run={} vis={} sp={:.2} {:?}",
                t.text(g),
                g.origin.x,
                g.origin.y,
                g.along.x,
                g.along.y,
                g.up.x,
                g.up.y,
                g.width,
                g.ascent,
                g.descent,
                g.source,
                g.run,
                g.visible,
                g.spacing,
                g.layer
            );
        }
        return;
    }
    for frame in super::frame::frames(&t) {
        println!("FRAME {} glyphs", frame.glyphs.len());
        for flow in super::lines::flows(&frame) {
            let s = super::sequence::Sequence::new(&t, &frame, &flow, super::MatchMode::Exact);
            let mut out = String::new();
            for i in &s.items {
                out.push_str(match i.gap {
                    super::sequence::Gap::None => "",
                    super::sequence::Gap::Soft => "~",
                    super::sequence::Gap::Space => "_",
                    super::sequence::Gap::Line => "\n   ",
                });
                out.push(i.char);
            }
            println!("> {out}");
        }
    }
}
