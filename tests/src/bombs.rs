//! More hostile files: each small, each written by hand so that nothing of the fixture maker's care gets in the way.

use std::fmt::Write as _;

/// A PDF of these objects, numbered from 1 (the catalog), with cross references.
pub fn file_of(objects: &[String]) -> Vec<u8> {
    let mut out = String::from("%PDF-1.7\n");
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (object, number) in objects.iter().zip(1..) {
        let _ = writeln!(table, "{:010} 00000 n ", out.len());
        let _ = write!(out, "{number} 0 obj\n{object}\nendobj\n");
    }
    let start = out.len();
    out += &table;
    let _ = write!(out, "trailer\n<< /Root 1 0 R /Size {} >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    out.into_bytes()
}

const CATALOG: &str = "<< /Type /Catalog /Pages 2 0 R >>";
const TREE: &str = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";

fn stream(entries: &str, data: &str) -> String {
    format!("<< {entries} /Length {} >>\nstream\n{data}\nendstream", data.len())
}

/// One page with this content and these resources; `more` are objects from 5 on.
pub fn page_of(content: &str, resources: &str, more: &[String]) -> Vec<u8> {
    page_with("", content, resources, more)
}

/// A file of several pages with this content and these resources.
pub fn pages_of(contents: &[&str], resources: &str) -> Vec<u8> {
    let numbers = (0..contents.len()).map(|nth| 3 + 2 * nth);
    let kids: Vec<String> = numbers.clone().map(|number| format!("{number} 0 R")).collect();
    let tree = format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), kids.len());
    let mut objects = vec![CATALOG.to_owned(), tree];
    for (number, content) in numbers.zip(contents) {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources << {resources} >> >>",
            number + 1
        ));
        objects.push(stream("", content));
    }
    file_of(&objects)
}

fn page_with(entries: &str, content: &str, resources: &str, more: &[String]) -> Vec<u8> {
    let page = format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << {resources} >> {entries} >>"
    );
    let mut objects = vec![CATALOG.to_owned(), TREE.to_owned(), page, stream("", content)];
    objects.extend_from_slice(more);
    file_of(&objects)
}

/// Forms 28 deep, each of which paints the next twice: 2^28 paintings of a form that shows text.
pub fn forms_that_double() -> Vec<u8> {
    const DEPTH: usize = 28;
    let mut more: Vec<String> = (0..DEPTH)
        .map(|level| {
            let next = 6 + level;
            stream(
                &format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {next} 0 R >> >>"),
                "/X Do /X Do",
            )
        })
        .collect();
    more.push(stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", "0 0 1 1 re f"));
    page_of("/X Do", "/XObject << /X 5 0 R >>", &more)
}

/// Resources, a form and a font that lead back to themselves and to the page.
pub fn resources_in_circles() -> Vec<u8> {
    let more = [
        "<< /Font 5 0 R /XObject 5 0 R /Resources 5 0 R /X 6 0 R /F 7 0 R /Properties 5 0 R /ExtGState 5 0 R >>".to_owned(),
        stream("/Type /XObject /Subtype /Form /BBox 6 0 R /Matrix 6 0 R /Resources 3 0 R", "/X Do /F 9 Tf (signature) Tj"),
        "<< /Type /Font /Subtype /Type0 /DescendantFonts [7 0 R] /Encoding 7 0 R /ToUnicode 7 0 R /FontDescriptor 7 0 R /W 7 0 R >>"
            .to_owned(),
    ];
    let mut objects = vec![
        CATALOG.to_owned(),
        TREE.to_owned(),
        "<< /Type /Page /Parent 3 0 R /MediaBox 3 0 R /Contents [4 0 R 3 0 R] /Resources 5 0 R /Annots 3 0 R >>"
            .to_owned(),
        stream("", "BT /F 9 Tf (signature) Tj ET /X Do /F gs /OC /F BDC EMC"),
    ];
    objects.extend(more);
    file_of(&objects)
}

/// Text in a font whose ToUnicode and Encoding are this CMap.
pub fn text_by_cmap(cmap: &str) -> Vec<u8> {
    let more = [
        "<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding 6 0 R /ToUnicode 6 0 R /DescendantFonts [7 0 R] >>"
            .to_owned(),
        stream("/Type /CMap", cmap),
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F >>".to_owned(),
    ];
    page_of("BT /F 12 Tf 50 700 Td <00410042FFFFFFFF00000000> Tj ET", "/Font << /F 5 0 R >>", &more)
}

/// Ranges over all codes of four bytes, in every kind of range.
pub fn cmap_of_all_codes() -> Vec<u8> {
    text_by_cmap(
        "begincmap 1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange\n\
         1 beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange 1 beginbfrange <00000000> <FFFFFFFF> [<0041> <0042>] endbfrange\n\
         1 begincidrange <00000000> <FFFFFFFF> 0 endcidrange 1 beginnotdefrange <00000000> <FFFFFFFF> 0 endnotdefrange endcmap",
    )
}

/// A CMap of a million ranges that overlap.
pub fn cmap_of_a_million_ranges() -> Vec<u8> {
    let mut cmap =
        String::from("begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n1000000 beginbfrange\n");
    for at in 0..1_000_000u32 {
        let _ = writeln!(cmap, "<{:04X}> <FFFF> <{:04X}>", at % 0x1_0000, at % 0xD000);
    }
    cmap += "endbfrange endcmap";
    text_by_cmap(&cmap)
}

/// A form whose fields are each other's kids and parents.
pub fn form_in_circles() -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R /AcroForm 4 0 R >>",
        TREE,
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [5 0 R 6 0 R] >>",
        "<< /Fields [4 0 R 5 0 R 6 0 R 5 0 R] /Kids [4 0 R] >>",
        "<< /Subtype /Widget /T (a) /Kids [6 0 R 5 0 R] /Parent 6 0 R /FT /Tx /Rect [1 1 9 9] /V 5 0 R >>",
        "<< /Subtype /Widget /T (b) /Kids [5 0 R 6 0 R 4 0 R] /Parent 5 0 R /FT 6 0 R /Rect 6 0 R >>",
    ];
    file_of(&objects.map(str::to_owned))
}

/// Fields of which each has twice the one below as a kid: 2^40 ways down.
pub fn form_that_doubles() -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>".to_owned(),
        TREE.to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>".to_owned(),
    ];
    for level in 0..40 {
        let next = 5 + level;
        objects.push(format!("<< /T (a) /Kids [{next} 0 R << /T (b) /Kids [{next} 0 R] >> {next} 0 R] >>"));
    }
    objects.push("<< /Subtype /Widget /FT /Tx /Rect [1 1 9 9] >>".to_owned());
    file_of(&objects)
}

/// Fonts whose numbers make no sense, and text in each.
pub fn absurd_fonts() -> Vec<u8> {
    let absurd = [
        "1e38",
        "-1e38",
        "99999999999999999999999999999999999999999999",
        "0",
        "-0.0000001",
        "null",
        "(a)",
        "NaN",
        "inf",
    ];
    let (mut fonts, mut content, mut more) = (String::new(), String::from("BT 50 700 Td\n"), Vec::new());
    for (nth, value) in absurd.iter().enumerate() {
        let number = 5 + more.len();
        let _ = write!(fonts, "/A{nth} {number} 0 R /B{nth} {} 0 R /C{nth} {} 0 R ", number + 1, number + 2);
        let metrics = format!(
            "/Ascent {value} /Descent {value} /FontBBox [{value} {value} 9 {value}] /MissingWidth {value} /Flags {value}"
        );
        more.push(format!(
            "<< /Type /Font /Subtype /TrueType /BaseFont /F /FirstChar 97 /LastChar {value} /Widths [{value} {value}] \
             /FontDescriptor << /Type /FontDescriptor {metrics} >> >>"
        ));
        more.push(format!(
            "<< /Type /Font /Subtype /Type3 /FontMatrix [{value} 0 0 {value} {value} 0] /FontBBox [0 0 {value} {value}] \
             /FirstChar {value} /LastChar 122 /Widths [{value}] /CharProcs << >> /Encoding << /Differences [{value} /a 97 /b] >> >>"
        ));
        more.push(format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-V /DescendantFonts [<< /Subtype /CIDFontType2 \
             /DW {value} /DW2 [{value} {value}] /W [{value} {value} {value} 24929 [{value}]] /W2 [0 {value} {value} {value} {value}] >>] >>"
        ));
        for kind in ["A", "B", "C"] {
            let _ = writeln!(content, "/{kind}{nth} 12 Tf (signature abc) Tj 0 -9 Td");
        }
    }
    content += "ET BT /None 12 Tf 1 0 0 1 72 72 Tm (the signature) Tj ET";
    page_of(&content, &format!("/Font << {fonts} >>"), &more)
}

/// A page with a million annotations, all the same one.
pub fn million_annotations() -> Vec<u8> {
    let annotations = "5 0 R ".repeat(1_000_000);
    let widget = "<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /Rect [1 1 9 9] /AP << /N 6 0 R >> >>".to_owned();
    let look = stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", "BT /F 9 Tf (signature) Tj ET");
    page_with(&format!("/Annots [{annotations}]"), "", "", &[widget, look])
}

/// A font with widths for two million CIDs, one by one.
pub fn enormous_widths() -> Vec<u8> {
    let mut widths = String::new();
    for cid in 0..2_000_000u32 {
        let _ = write!(widths, "{} {} 500 ", cid % 65_536, 65_535);
    }
    let more = [
        "<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /DescendantFonts [6 0 R] >>".to_owned(),
        format!("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /W [{widths}] >>"),
    ];
    page_of("BT /F 12 Tf 50 700 Td <00410042> Tj ET", "/Font << /F 5 0 R >>", &more)
}

/// A page with 100,000 fonts, each used once.
pub fn hundred_thousand_fonts() -> Vec<u8> {
    let (mut fonts, mut content, mut more) = (String::new(), String::from("BT 50 700 Td\n"), Vec::new());
    for nth in 0..100_000 {
        let _ = write!(fonts, "/F{nth} {} 0 R ", 5 + nth);
        let _ = writeln!(content, "/F{nth} 9 Tf (a) Tj");
        more.push("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned());
    }
    content += "ET";
    page_of(&content, &format!("/Font << {fonts} >>"), &more)
}

/// Arrays or dictionaries within each other, a million deep, where the page's resources, boxes and contents should be.
pub fn deep(open: &str, close: &str) -> Vec<u8> {
    let deep = format!("{}{}", open.repeat(1_000_000), close.repeat(1_000_000));
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R >>".to_owned(),
        TREE.to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox 5 0 R /Contents 4 0 R /Resources 5 0 R /Annots 5 0 R >>".to_owned(),
        stream("", &format!("BT {deep} TJ /P {deep} BDC (signature) Tj ET")),
        deep,
    ];
    file_of(&objects)
}

/// A page tree in which every node has one kid, so deep.
pub fn deep_page_tree(depth: usize) -> Vec<u8> {
    let mut objects = vec![CATALOG.to_owned()];
    for level in 0..depth {
        let (above, below) = (level + 1, level + 3);
        objects.push(format!("<< /Type /Pages /Parent {above} 0 R /Kids [{below} 0 R] /Count 1 >>"));
    }
    objects.push(format!("<< /Type /Page /Parent {} 0 R /MediaBox [0 0 595 842] >>", depth + 1));
    file_of(&objects)
}

/// A million pages.
pub fn million_pages() -> Vec<u8> {
    let mut kids = String::new();
    for nth in 0..1_000_000 {
        let _ = write!(kids, "{} 0 R ", 3 + nth);
    }
    let mut objects = vec![CATALOG.to_owned(), format!("<< /Type /Pages /Kids [{kids}] /Count 1000000 >>")];
    objects.extend(std::iter::repeat_n("<< /Type /Page /Parent 2 0 R >>".to_owned(), 1_000_000));
    file_of(&objects)
}

/// Two thousand pages that share resources of a megabyte.
pub fn shared_resources() -> Vec<u8> {
    const PAGES: usize = 2_000;
    let mut kids = String::new();
    for nth in 0..PAGES {
        let _ = write!(kids, "{} 0 R ", 4 + nth);
    }
    let mut fonts = String::new();
    for nth in 0..70_000 {
        let _ = write!(fonts, "/F{nth} 3 0 R ");
    }
    let mut objects =
        vec![CATALOG.to_owned(), format!("<< /Type /Pages /Kids [{kids}] /Count 2000 >>"), format!("<< {fonts} >>")];
    objects.extend(std::iter::repeat_n("<< /Type /Page /Parent 2 0 R /Resources 3 0 R >>".to_owned(), PAGES));
    file_of(&objects)
}

/// A file without cross references whose objects begin so and never end.
pub fn objects_without_end(open: &str, megabytes: usize) -> Vec<u8> {
    let mut out = String::from("%PDF-1.7\n");
    while out.len() < megabytes << 20 {
        out += open;
    }
    out += "\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj trailer << /Root 1 0 R >>\n";
    out.into_bytes()
}

/// A content stream of one array of a million strings, and of a string of ten megabytes, shown.
pub fn long_operands() -> Vec<u8> {
    let array = "(a) -1 ".repeat(1_000_000);
    let string = "a".repeat(10 << 20);
    page_of(
        &format!("BT /F 9 Tf 50 700 Td [{array}] TJ ({string}) Tj ET"),
        "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>",
        &[],
    )
}

/// `q` a million times, marked content a million deep, a path of a million points.
pub fn unbalanced_operators() -> Vec<u8> {
    let content = format!(
        "{}{}{} W n BT /F 9 Tf (signature) Tj ET",
        "q ".repeat(1_000_000),
        "/A <</ActualText (signature)>> BDC ".repeat(1_000_000),
        "1 2 l ".repeat(1_000_000)
    );
    page_of(&content, "", &[])
}
