//! The kept seeds of the fuzz targets, replayed through the targets' own functions. None may panic: not even where the
//! library would turn the panic of a dependency into an error.
//!
//! `cargo test -p signplace-tests --test seeds -- --ignored` writes the seeds that are made here anew.

#[path = "../../fuzz/src/lib.rs"]
#[expect(unreachable_pub, reason = "the library of another workspace")]
mod targets;

#[path = "../../crates/signplace/src/text/font/outline/made.rs"]
#[expect(clippy::unwrap_used, reason = "of the library's own tests")]
mod made;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use signplace_tests::{
    Face, Kind, Line, Lock, Paper, Pdf, Sheet, Widgets, cyclic_page_tree, endless_forms, with_wrong_startxref,
    without_tail,
};

type Target = fn(&[u8]);

const TARGETS: [(&str, Target); 8] = [
    ("open", targets::open),
    ("page_geometry", targets::page_geometry),
    ("cmap", targets::cmap),
    ("content", targets::content),
    ("fonts", targets::fonts),
    ("find", targets::find),
    ("fields", targets::fields),
    ("plan", targets::plan),
];

fn seeds_of(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds").join(target)
}

#[test]
fn no_seed_panics_or_takes_long() {
    static PANICS: AtomicUsize = AtomicUsize::new(0);
    // A caught panic runs the hook too.
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        PANICS.fetch_add(1, Ordering::Relaxed);
        told(panic);
    }));
    let mut replayed = 0;
    for (name, target) in TARGETS {
        let mut files: Vec<PathBuf> = fs::read_dir(seeds_of(name))
            .expect("there are seeds")
            .map(|entry| entry.expect("readable").path())
            .collect();
        files.sort();
        for file in files {
            let bytes = fs::read(&file).expect("readable");
            let begin = Instant::now();
            let ended = catch_unwind(AssertUnwindSafe(|| target(&bytes)));
            assert!(ended.is_ok() && PANICS.load(Ordering::Relaxed) == 0, "{} panics", file.display());
            assert!(begin.elapsed() < Duration::from_secs(10), "{} took {:?}", file.display(), begin.elapsed());
            replayed += 1;
        }
    }
    assert!(replayed >= 8, "{replayed} seeds");
}

#[test]
#[ignore = "writes into fuzz/seeds"]
fn write_seeds() {
    let write = |target: &str, name: &str, bytes: &[u8]| {
        let folder = seeds_of(target);
        fs::create_dir_all(&folder).expect("a folder can be made");
        fs::write(folder.join(name), bytes).expect("a seed can be written");
    };
    for (name, bytes) in documents() {
        for target in ["open", "find", "fields"] {
            write(target, name, &bytes);
        }
    }
    for (at, text) in PAGES.iter().enumerate() {
        write("page_geometry", &format!("page-{at}"), text.as_bytes());
    }
    for (at, text) in CMAPS.iter().enumerate() {
        for kind in 0..4u8 {
            write("cmap", &format!("map-{at}-{kind}"), &[&[kind], text.as_bytes()].concat());
        }
    }
    for (at, text) in CONTENTS.iter().enumerate() {
        write("content", &format!("content-{at}"), text.as_bytes());
    }
    for (at, (kind, entries, program)) in fonts().into_iter().enumerate() {
        write("fonts", &format!("font-{at}"), &[&[kind], entries.as_bytes(), &[0], &program].concat());
    }
    for (at, (keyword, mode, text)) in TEXTS.iter().enumerate() {
        write("find", &format!("text-{at}"), &[keyword.as_bytes(), &[0, *mode], text.as_bytes()].concat());
    }
    for (at, text) in FORMS.iter().enumerate() {
        write("fields", &format!("form-{at}"), text.as_bytes());
    }
    for (at, text) in PLANS.iter().enumerate() {
        write("plan", &format!("plan-{at}.json"), text.as_bytes());
    }
}

fn documents() -> Vec<(&'static str, Vec<u8>)> {
    let pdf = || {
        Pdf::of([
            Sheet::on(Paper::a4().turned(90).cropped_to([10.0, 20.0, 500.0, 700.0]))
                .with(Line::of("the signature").at(90.0, 600.0).in_face(Face::Helvetica)),
            Sheet::on(Paper::a4().inheriting()).with(Line::of("甲方（盖章）").at(90.0, 600.0).in_face(Face::Mapped)),
        ])
        .field(Widgets::of("contract.seal", Kind::Signature).at(1, [100.0, 100.0, 220.0, 130.0]))
    };
    let plain = pdf().made().bytes;
    let packed = pdf().packed().made().bytes;
    let mut all = vec![
        ("cut.pdf", without_tail(&plain, 120)),
        ("wrong-startxref.pdf", with_wrong_startxref(&plain)),
        ("packed-wrong-startxref.pdf", with_wrong_startxref(&packed)),
        ("plain.pdf", plain),
        ("packed.pdf", packed),
        ("cyclic-tree.pdf", cyclic_page_tree()),
        ("endless-forms.pdf", endless_forms()),
    ];
    for (name, lock) in ["rc4-40.pdf", "rc4-128.pdf", "aes-128.pdf", "aes-256.pdf"].into_iter().zip(Lock::all("secret"))
    {
        all.push((name, pdf().locked(lock).made().bytes));
    }
    all
}

const PAGES: [&str; 5] = [
    "/MediaBox [0 0 595 842]",
    "/CropBox [10 20 300 400] /Rotate -90\0/MediaBox [-5 -5 612 792.5] /UserUnit 2\0/Rotate 180",
    "/MediaBox [3 0 R 0 1e9 .5] /CropBox [595 842 0 0] /UserUnit 0.0001\0\0/MediaBox [0 0 99999999999 1]",
    "/MediaBox [0 0 0 0] /CropBox [700 900 800 1000] /Rotate 45",
    "/MediaBox [-2147483648 -2147483648 2147483647 2147483647] /UserUnit -1 /Rotate 2147483647",
];

const CMAPS: [&str; 3] = [
    "/CIDInit /ProcSet findresource begin begincmap 2 begincodespacerange <00> <7F> <8140> <FEFE> endcodespacerange\n\
     2 beginbfchar <0001> <75329 65B9> <41> <D840DC0B> endbfchar\n\
     2 beginbfrange <0002> <0010> <4E00> <0020> <0022> [<0066 0069> <0041> <>] endbfrange endcmap",
    "/GBK-EUC-H usecmap /WMode 1 def 1 begincidrange <0000> <FFFF> 0 endcidrange 1 begincidchar <0003> 65535 endcidchar\n\
     1 beginnotdefrange <00> <1F> 1 endnotdefrange",
    "begincmap 1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange\n\
     1 beginbfrange <00000000> <FFFFFFFF> <D800> endbfrange 1 begincidrange <00000000> <FFFFFFFF> 4294967295 endcidrange",
];

const CONTENTS: [&str; 4] = [
    "q 1 0 0 1 10 20 cm BT /A 12 Tf 50 700 Td (signature) Tj 0 -14 TD [(si) -120 (gna) 5 (ture)] TJ T* (a) ' 1 2 (b) \" ET Q",
    "/P <</MCID 0 /ActualText (signature)>> BDC BT /B 9 Tf 3 Ts 80 Tz 1 Tc 2 Tw 0 1 -1 0 300 300 Tm <75326 5B9> Tj ET EMC /X Do /I Do /G gs",
    "/OC /O BDC BT 3 Tr /C 9 Tf 0 0 Td <7532> Tj ET EMC 10 10 50 50 re W n 0 0 m 1 1 l 1 2 3 4 5 6 c 1 2 3 4 v h f BI /W 1 /H 1 /BPC 8 /CS /G ID x EI /D 5 Tf BT <00010203> Tj ET",
    "BT /E 10 Tf <BCD7B7BD> Tj /F 10 Tf <BCD7B7BD> Tj 99999999999999999999 0 0 1e5 -.5 --3 Tm (a\\101\\\n(b)c) Tj /A 0 Tf (a) Tj",
];

/// A program that says nothing but outlines: simple ones, a composite, and one of itself.
fn outlines() -> Vec<u8> {
    let mut shapes = vec![made::Shape::Empty];
    shapes.extend((0..10).map(made::Shape::number));
    shapes.push(made::Shape::Composite(vec![(3, 10, -20), (4, 0, 300)]));
    shapes.push(made::Shape::Composite(vec![(12, 0, 0)]));
    made::program(&shapes, false)
}

/// The kind, the entries of the font's dictionary, the program.
fn fonts() -> Vec<(u8, &'static str, Vec<u8>)> {
    let widths = "/FirstChar 32 /LastChar 40 /Widths [278 -5 1e9 500 0 1 2 3 4]";
    let differences = "/Encoding << /BaseEncoding /MacRomanEncoding /Differences [32 /space /uni7532 /u2000B 65 /g12 /A.alt /f_f_i] >>";
    let of_cids = "/CIDToGIDMap /Identity /DW 1000 /W [1 [500 600 -3] 10 65535 700] /DW2 [880 -1000] /W2 [1 [-1000 250 880] 2 9 -500 1 2]";
    let type3 = "/FontBBox [0 -10 10 20] /FontMatrix [0.1 0 0 -0.1 0 0] /CharProcs << /a 12 0 R >> /FirstChar 0 /LastChar 1 /Widths [9 9] \
                 /Encoding << /Differences [0 /a] >>";
    let type1 = b"%!PS-AdobeFont-1.0: F\n/FontMatrix [0.001 0 0 0.001 0 0] def /Encoding 256 array dup 65 /A put dup 66 /uni7532 put readonly def\n\
                  currentfile eexec\n0123456789abcdef0123456789abcdef cleartomark";
    vec![
        (0, differences, type1.to_vec()),
        (1, widths, sfnt()),
        (1, differences, sfnt()),
        (3, of_cids, sfnt()),
        (5, of_cids, sfnt()),
        (2, differences, cff()),
        (4, of_cids, cff()),
        (6, type3, b"10 0 d0 /F 1 Tf (a) Tj".to_vec()),
        (7, "/BaseFont /SimSun", Vec::new()),
        (1, "/FirstChar 1 /LastChar 12 /Widths [9 9 9 9 9 9 9 9 9 9 9 9]", outlines()),
        (3, "/CIDToGIDMap /Identity", outlines()),
    ]
}

/// A TrueType font of two glyphs, with cmap subtables of formats 4 and 12 and glyph names.
fn sfnt() -> Vec<u8> {
    let words = |words: &[u16]| words.iter().flat_map(|w| w.to_be_bytes()).collect::<Vec<u8>>();
    let mut head = words(&[1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 0, 1000]);
    head.resize(54, 0);
    let mut hhea = words(&[1, 0, 800, 65336]);
    hhea.resize(34, 0);
    hhea.extend(words(&[2]));
    let mut format_12 = words(&[12, 0, 0, 28, 0, 0, 0, 1]);
    format_12.extend(words(&[0, 0x7532, 0, 0x7533, 0, 1]));
    let format_4 = words(&[4, 32, 0, 4, 4, 1, 0, 0x75, 0xFFFF, 0, 0x61, 0xFFFF, 0xFFA0, 1, 0, 0]);
    let mut cmap = words(&[0, 2, 3, 1, 0, 20, 3, 10, 0, 52]);
    cmap.extend(format_4);
    cmap.extend(format_12);
    let mut post = words(&[2, 0]);
    post.resize(32, 0);
    post.extend(words(&[2, 0, 258]));
    post.extend(b"\x07uni7532");
    let tables: [(&[u8; 4], Vec<u8>); 6] = [
        (b"cmap", cmap),
        (b"head", head),
        (b"hhea", hhea),
        (b"hmtx", words(&[500, 0, 1000, 0])),
        (b"maxp", words(&[0, 0x5000, 2])),
        (b"post", post),
    ];
    let mut out = words(&[1, 0, 6, 64, 2, 32]);
    let mut at = 12 + 16 * tables.len() as u32;
    for (tag, table) in &tables {
        out.extend_from_slice(*tag);
        for number in [0, at, table.len() as u32] {
            out.extend(number.to_be_bytes());
        }
        at += table.len() as u32;
    }
    out.extend(tables.into_iter().flat_map(|(_, table)| table));
    out
}

/// A CFF font set of one font with two glyphs and a charset of its own.
fn cff() -> Vec<u8> {
    let mut out = vec![1, 0, 4, 1];
    out.extend(b"\0\x01\x01\x01\x02F");
    // Top DICT: charset at 29, CharStrings at 35 (both are what follows).
    out.extend(b"\0\x01\x01\x01\x05\xA8\x0F\xAE\x11");
    out.extend(b"\0\x01\x01\x01\x08uni7532\0\0");
    let charset = out.len() as u8;
    out.extend(b"\0\x01\x87");
    let glyphs = out.len() as u8;
    out.extend(b"\0\x02\x01\x01\x02\x03\x0E\x0E");
    out[15] = 139 + charset;
    out[17] = 139 + glyphs;
    out
}

const TEXTS: [(&str, u8, &str); 5] = [
    ("甲方（盖章）", 8, "签署：甲方(盖 章)\n甲\u{FE00}方（盖\n章） ⼄⽅ ﬁnal 𠀋 \u{AD}sign\u{200B}ature"),
    ("the signature", 8 | 128, "the signa-\nture  and the signature ________ "),
    ("ﬃ", 4 | 64, "office e\u{301}\u{302} Ａ１ ｶﾞ ㍿ \u{1F468}\u{200D}\u{1F469} אבג"),
    ("甲方", 8 | 32, "甲方（盖章）\n乙方"),
    ("a a", 1, "aaaa a  a\u{3000}a\u{A0}a"),
];

const FORMS: [&str; 4] = [
    "10 0 obj << /Fields [11 0 R] >> endobj 11 0 obj << /Type /Annot /Subtype /Widget /FT /Sig /T (s) /Rect [1 2 30 40] /P 3 0 R >> endobj",
    "10 0 obj << /Fields [13 0 R] >> endobj 13 0 obj << /T (a) /Kids [11 0 R 12 0 R] /FT /Btn /Ff 32768 /V /On >> endobj\n\
     11 0 obj << /Subtype /Widget /Parent 13 0 R /Rect [30 40 1 2] /F 2 /AS /On >> endobj\n\
     12 0 obj << /Subtype /Widget /Parent 13 0 R /T <FEFF7532> /Kids [13 0 R] /Rect [0 0 0 0] >> endobj",
    "10 0 obj << /Fields [10 0 R 11 0 R 11 0 R] /Kids [10 0 R] >> endobj 11 0 obj << /Subtype /Widget /Parent 11 0 R /Kids [11 0 R] /FT /Ch /Ff 131072 /V [(a) (b)] /Rect [-1e38 1 1e38 2] >> endobj",
    "10 0 obj << /Fields [] /XFA 12 0 R /NeedAppearances true >> endobj 11 0 obj << /Subtype /Widget /FT /Tx /Parent 12 0 R /V 12 0 R /Rect [1 1 9 9] /MK << /R 90 >> >> endobj 12 0 obj << /Length 5 >> stream\nhello\nendstream endobj",
];

const PLANS: [&str; 5] = [
    r#"{"version":1,"match":"folded","placements":[{"id":"a","kind":"seal","signer":"s","anchor":{"keyword":"Party A","occurrence":2},"attach":{"control":"top-left","anchor":"bottom-right"},"offset":{"x":-1.5,"y":2,"unit":"mm"},"size":"round-42"}]}"#,
    r#"{"version":1,"placements":[{"id":"b","kind":"signature","anchor":{"field":"sig"}},{"id":"c","kind":"date","anchor":{"page":-1,"x":0.5,"y":0.1,"unit":"fraction"},"size":{"width":20,"height":1e9,"unit":"cm"},"rotation":-720.5}]}"#,
    r#"{"version":1,"match":"exact","placements":[{"id":"d","kind":"seam","anchor":{"seam":"all","y":0.5,"unit":"fraction"},"size":"round-42"},{"id":"e","kind":"seam","anchor":{"seam":[1,2],"y":99999,"unit":"px"},"on_missing":"skip"}]}"#,
    r#"{"version":1,"placements":[{"id":"f","kind":"text","anchor":{"keyword":["Party A","甲方"],"occurrence":"all","pages":"1-3,-1"},"on_missing":"skip","size":{"width":"50%","height":12}}]}"#,
    r#"{"version":2,"placements":[{"id":"","anchor":{"page":0}},null]}"#,
];
