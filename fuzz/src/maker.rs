//! Small PDFs around the bytes of the fuzzer.

use std::collections::BTreeMap;

/// Objects on their way into a file. Object 1 is the catalog, 2 the page tree, 3 the page, 5 its content.
#[derive(Default)]
pub(crate) struct Maker {
    objects: BTreeMap<u32, Vec<u8>>,
    pub(crate) catalog_entries: &'static str,
}

impl Maker {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn object(&mut self, number: u32, body: &[u8]) {
        self.objects.insert(number, body.to_vec());
    }

    pub(crate) fn stream(&mut self, number: u32, entries: &[u8], data: &[u8]) {
        let length = format!("/Length {} >>\nstream\n", data.len());
        self.object(number, &[b"<< ", entries, b" ", length.as_bytes(), data, b"\nendstream"].concat());
    }

    /// One A4 page with this content and these resources.
    pub(crate) fn page_of(&mut self, content: &[u8], resources: &str) {
        self.object(2, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        let page = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << {resources} >> >>"
        );
        self.object(3, page.as_bytes());
        self.stream(5, b"", content);
    }

    /// More entries for the page.
    pub(crate) fn page_entries(&mut self, entries: &[u8]) {
        if let Some(page) = self.objects.get_mut(&3) {
            page.truncate(page.len() - 2);
            page.extend_from_slice(entries);
            page.extend_from_slice(b" >>");
        }
    }

    /// One page on which `shown` is shown in a font that `font` sets.
    pub(crate) fn page_with(&mut self, font: &str, shown: &str, fonts: &str) {
        let content = format!("BT {font} 50 700 Td {shown} ET");
        self.page_of(content.as_bytes(), &format!("/Font << {fonts} >>"));
    }

    /// One page with this content and resources of every kind: fonts A to F, forms X (which paints Y and itself) and
    /// Y, an image I, graphics states, properties.
    pub(crate) fn rich_page(&mut self, content: &[u8]) {
        const RESOURCES: &str = "/Font << /A 10 0 R /B 11 0 R /C 12 0 R /D 13 0 R /E 14 0 R /F 15 0 R >> \
             /XObject << /X 20 0 R /Y 21 0 R /I 22 0 R >> /ExtGState << /G << /Font [10 0 R 9] >> >> \
             /Properties << /P << /ActualText (signature) >> /O 30 0 R >>";
        self.catalog_entries = "/OCProperties << /OCGs [30 0 R] /D << /OFF [30 0 R] >> >>";
        self.page_of(content, RESOURCES);
        self.object(10, b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        self.object(
            11,
            b"<< /Type /Font /Subtype /Type0 /BaseFont /S /Encoding /Identity-H /ToUnicode 16 0 R /DescendantFonts [17 0 R] >>",
        );
        self.object(
            12,
            b"<< /Type /Font /Subtype /Type0 /BaseFont /S /Encoding /UniGB-UTF16-V /DescendantFonts [17 0 R] >>",
        );
        self.object(
            13,
            b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 0 /LastChar 3 \
              /Widths [1 2 3 4] /CharProcs << /a 21 0 R >> /Encoding << /Differences [0 /a /b /c] >> >>",
        );
        self.object(
            14,
            b"<< /Type /Font /Subtype /TrueType /BaseFont /SimSun /FirstChar 32 /LastChar 34 /Widths [500 500 500] >>",
        );
        self.object(
            15,
            b"<< /Type /Font /Subtype /Type0 /BaseFont /S /Encoding /GBK-EUC-H /DescendantFonts [17 0 R] >>",
        );
        self.stream(16, b"", SAME);
        self.object(
            17,
            b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /S /DW2 [880 -1000] /W [1 [500 600] 3 9 700] /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
        );
        let form = format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 500 500] /Matrix [1 0 0 1 5 5] /Resources << {RESOURCES} >>"
        );
        self.stream(20, form.as_bytes(), b"/Y Do q 2 0 0 2 0 0 cm /Y Do Q /X Do");
        self.stream(21, form.as_bytes(), b"BT /A 10 Tf (signature) Tj ET");
        self.stream(
            22,
            b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
            b"\0",
        );
        self.object(30, b"<< /Type /OCG /Name (hidden) >>");
    }

    /// The file up to its cross references.
    pub(crate) fn body(&self) -> Vec<u8> {
        self.body_and_offsets().0
    }

    fn body_and_offsets(&self) -> (Vec<u8>, Vec<(u32, usize)>) {
        let mut out = b"%PDF-1.7\n".to_vec();
        let mut offsets = Vec::new();
        let catalog = format!("<< /Type /Catalog /Pages 2 0 R {} >>", self.catalog_entries).into_bytes();
        for (number, body) in [(&1, &catalog)].into_iter().chain(&self.objects) {
            offsets.push((*number, out.len()));
            out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
            out.extend_from_slice(body);
            out.extend_from_slice(b"\nendobj\n");
        }
        (out, offsets)
    }

    pub(crate) fn finished(&self) -> Vec<u8> {
        let (mut out, offsets) = self.body_and_offsets();
        let start = out.len();
        out.extend_from_slice(b"xref\n");
        for (number, offset) in &offsets {
            out.extend_from_slice(format!("{number} 1\n{offset:010} 00000 n \n").as_bytes());
        }
        let size = offsets.last().map_or(1, |(number, _)| number + 1);
        out.extend_from_slice(
            format!("trailer\n<< /Root 1 0 R /Size {size} >>\nstartxref\n{start}\n%%EOF\n").as_bytes(),
        );
        out
    }
}

/// A ToUnicode CMap in which every code is its own UTF-16 unit.
pub(crate) const SAME: &[u8] = b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange \
    1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap";

/// Two pages of different sizes with a keyword each, and a signature field.
pub(crate) fn contract() -> Vec<u8> {
    let mut maker = Maker::new();
    maker.catalog_entries = "/AcroForm << /Fields [6 0 R] >>";
    maker.page_of(b"", "");
    maker.object(2, b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 /Resources << /Font << /F 10 0 R >> >> >>");
    maker.object(3, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Annots [6 0 R] >>");
    maker.object(4, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 842] /Rotate 90 /UserUnit 2 /Contents 5 0 R >>");
    maker.stream(5, b"", b"BT /F 12 Tf 50 700 Td (Party A sign here) Tj 0 -50 Td (Party A) Tj ET");
    maker.object(6, b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (sig) /P 3 0 R /Rect [50 50 200 100] >>");
    maker.object(10, b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
    maker.finished()
}
