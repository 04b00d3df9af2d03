//! The engine stage by stage, each on what the stage before it gives: 20 pages of each way in which text is encoded.
//!
//! Fonts are loaded once a document: interpreting is measured with new fonts (a document just opened) and with known ones.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use signplace::bench::{self, Lines, Streams, Text};
use signplace::geometry::ConvertInput;
use signplace::platform::convert::{Request, convert};
use signplace::platform::{Files, Options, tencent};
use signplace::{Document, MatchMode, OpenOptions, Plan, Query};
use signplace_benches::{Face, Language, contract, form};

const PAGES: u32 = 20;

fn open(bytes: &[u8]) -> Document {
    Document::open(bytes, OpenOptions::default()).expect("the made document opens")
}

fn interpreted(document: &Document) -> Vec<Text> {
    (1..=document.page_count()).map(|page| bench::interpret(document, page).expect("the page can be read")).collect()
}

fn text_stages(c: &mut Criterion) {
    for face in Face::ALL {
        let language = if face.has_chinese() { Language::Zh } else { Language::En };
        let bytes = contract(face, language, PAGES).expect("the document can be made");
        let mut group = c.benchmark_group(format!("{}-{}, {PAGES} pages", face.name(), language.code()));
        let document = open(&bytes);

        group.bench_function("open", |b| b.iter_batched(|| bytes.clone(), |bytes| open(&bytes), BatchSize::LargeInput));
        group.bench_function("page tree", |b| {
            b.iter_batched(
                || open(&bytes),
                |document| {
                    for page in 1..=i64::from(PAGES) {
                        black_box(document.page(page).expect("the page is there").geometry().rotation());
                    }
                    document
                },
                BatchSize::LargeInput,
            );
        });

        let streams = Streams::of(&document).expect("the streams can be read");
        let inflated = streams.inflate().expect("the streams can be inflated");
        group.throughput(Throughput::Bytes(inflated.iter().map(|data| data.len() as u64).sum()));
        group.bench_function("inflate", |b| b.iter(|| streams.inflate()));
        group.bench_function("tokenise", |b| {
            b.iter(|| inflated.iter().map(|data| bench::tokenise(black_box(data))).sum::<u64>());
        });

        let texts = interpreted(&document);
        group.throughput(Throughput::Elements(texts.iter().map(|text| text.glyphs() as u64).sum()));
        group.bench_function("inflate, tokenise and interpret, fonts new", |b| {
            b.iter_batched(|| open(&bytes), |document| (interpreted(&document), document), BatchSize::LargeInput);
        });
        group.bench_function("inflate, tokenise and interpret, fonts known", |b| b.iter(|| interpreted(&document)));
        group.bench_function("lines", |b| {
            b.iter(|| texts.iter().map(|text| bench::lines(text).segments()).sum::<usize>());
        });

        let lines: Vec<Lines> = texts.iter().map(bench::lines).collect();
        let count = |query: &Query| {
            let of_page = |(text, lines)| bench::matches(text, lines, query).expect("the keywords are good");
            texts.iter().zip(&lines).map(of_page).sum::<usize>()
        };
        let one = Query::new([language.keyword()]);
        assert_eq!(count(&one), PAGES as usize, "one match a page");
        for (what, query) in [
            ("fold and match, one keyword", one.clone()),
            ("match exactly, one keyword", one.with_mode(MatchMode::Exact)),
            ("fold and match, ten keywords", Query::new(language.ten_keywords())),
        ] {
            group.bench_function(what, |b| b.iter(|| count(black_box(&query))));
        }
        group.finish();
    }
}

fn answers(c: &mut Criterion) {
    let mut group = c.benchmark_group("answers");
    let bytes = contract(Face::Composite, Language::Zh, PAGES).expect("the document can be made");
    let document = open(&bytes);
    let plan = |placements: &str| {
        Plan::from_json(&format!(r#"{{"version": 1, "placements": [{placements}]}}"#)).expect("a good plan")
    };
    let by_page = plan(
        r#"{"id": "a", "kind": "seal", "anchor": {"page": -1, "x": 0.5, "y": 0.2, "unit": "fraction"}, "size": "round-42"}"#,
    );
    let by_keyword = plan(
        r#"{"id": "a", "kind": "seal", "anchor": {"keyword": "甲方（盖章）", "occurrence": "all"}, "size": "round-42"}"#,
    );
    for (what, plan, placements) in [("place: one page", by_page, 1), ("place: a keyword on all pages", by_keyword, 20)]
    {
        assert_eq!(document.place(&plan).expect("the plan can be met").placements.len(), placements);
        group.bench_function(what, |b| b.iter(|| document.place(black_box(&plan))));
    }

    let request = include_str!("../../examples/contract-zh.tencent.json");
    let files = Files::only(open(include_bytes!("../../examples/contract-zh.pdf")));
    let options = Options::new();
    let resolve = || tencent::resolve(black_box(request), &files, &options).expect("the request can be read");
    assert!(resolve().request.is_ok(), "the request is resolved");
    group.bench_function("resolve: a request of Tencent, an embedded font", |b| b.iter(resolve));

    let form = open(&form(PAGES, 25).expect("the form can be made"));
    assert_eq!(form.fields().expect("the form can be read").fields.len(), 500);
    group.bench_function("fields: 500 on 20 pages", |b| b.iter(|| form.fields()));

    let page = *document.page(1).expect("the page is there").geometry();
    let request = Request::new(
        "acrobat".parse().expect("a space"),
        "tencent".parse().expect("a platform"),
        ConvertInput::point(140.7288, 616.8359),
    )
    .with_control(119.0, 43.0);
    group.bench_function("convert: Acrobat to Tencent", |b| b.iter(|| convert(&page, 1, black_box(&request))));
    group.finish();
}

criterion_group!(benches, text_stages, answers);
criterion_main!(benches);
