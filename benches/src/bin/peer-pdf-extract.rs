//! lopdf (the version that pdf-extract builds on) and pdf-extract, as the baseline that `benches/peers/run` measures: every character of every page with its
//! place, and the keyword in them.

use std::process::ExitCode;

use pdf_extract::{Document, MediaBox, OutputDev, OutputError, Transform, output_doc};

/// Collects the characters of a page with their boxes, and looks for the keyword at its end.
struct Characters<'k> {
    keyword: &'k str,
    text: String,
    /// Where each character of the text begins, and its box.
    boxes: Vec<(usize, [f64; 4])>,
    found: Vec<[f64; 4]>,
}

impl OutputDev for Characters<'_> {
    fn begin_page(&mut self, _: u32, _: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        self.text.clear();
        self.boxes.clear();
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        for (start, _) in self.text.match_indices(self.keyword) {
            let first = self.boxes.partition_point(|(at, _)| *at < start);
            let last = self.boxes.partition_point(|(at, _)| *at < start + self.keyword.len());
            let boxes = self.boxes.get(first..last).unwrap_or_default().iter().map(|(_, bounds)| *bounds);
            self.found.extend(boxes.reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]));
        }
        Ok(())
    }

    fn output_character(
        &mut self,
        transform: &Transform,
        width: f64,
        _: f64,
        size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        let (x, y) = (transform.m31, transform.m32);
        self.boxes.push((self.text.len(), [x, y, x + width * size * transform.m11, y + size * transform.m22]));
        self.text.push_str(text);
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

fn main() -> ExitCode {
    let find = |bytes: Vec<u8>, keyword: &str| {
        let document = Document::load_mem(&bytes).map_err(|error| error.to_string())?;
        let mut out = Characters { keyword, text: String::new(), boxes: Vec::new(), found: Vec::new() };
        output_doc(&document, &mut out).map_err(|error| error.to_string())?;
        Ok(out.found.len())
    };
    match signplace_benches::peer::serve(find) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}
