//! A document made of what a test says, so that placing is tested without a PDF.

use super::anchors::Anchors;
use crate::document::TextTrust;
use crate::error::Error;
use crate::form::{Field, FieldFlag, FieldKind, Fields};
use crate::geometry::{Page, PageBoxes, PageGeometry, Point, Rect};
use crate::search::{Findings, Match, MatchMode, Query};
use crate::text::UnicodeSource;

/// Pages with words on them.
#[derive(Default)]
pub(super) struct Fake {
    pages: Vec<PageGeometry>,
    words: Vec<Word>,
    fields: Vec<Field>,
    untrusted: Vec<(u32, TextTrust)>,
}

struct Word {
    page: u32,
    text: String,
    bounds: Rect<Page>,
    visible: bool,
    folded: bool,
    lines: usize,
}

pub(super) fn rect(x: f64, y: f64, width: f64, height: f64) -> Rect<Page> {
    Rect::from_origin_size(Point::new(x, y), width, height)
}

impl Fake {
    /// So many pages of 600 by 800 pt.
    pub(super) fn with_pages(count: u32) -> Self {
        Self { pages: vec![PageGeometry::from_size(600.0, 800.0); count as usize], ..Self::default() }
    }

    pub(super) fn page(mut self, number: u32, geometry: PageGeometry) -> Self {
        self.pages[number as usize - 1] = geometry;
        self
    }

    pub(super) fn turned(self, number: u32, rotate: i64, user_unit: f64) -> Self {
        let media_box = Rect::from_origin_size(Point::ORIGIN, 600.0, 800.0);
        self.page(number, PageGeometry::new(PageBoxes { media_box, crop_box: None, rotate: rotate as f64, user_unit }))
    }

    /// A word of 60 by 12 pt with its lower-left corner at (x, y). Words must come in reading order.
    pub(super) fn word(mut self, page: u32, text: &str, x: f64, y: f64) -> Self {
        let bounds = rect(x, y, 60.0, 12.0);
        self.words.push(Word { page, text: text.to_owned(), bounds, visible: true, folded: false, lines: 1 });
        self
    }

    pub(super) fn invisible(mut self) -> Self {
        self.words.last_mut().unwrap().visible = false;
        self
    }

    /// The last word is found folded only.
    pub(super) fn folded(mut self) -> Self {
        self.words.last_mut().unwrap().folded = true;
        self
    }

    pub(super) fn over_lines(mut self, lines: usize) -> Self {
        self.words.last_mut().unwrap().lines = lines;
        self
    }

    pub(super) fn field(mut self, page: u32, name: &str, bounds: Rect<Page>, flags: &[FieldFlag]) -> Self {
        let normalized = self.pages[page as usize - 1].normalize(bounds);
        self.fields.push(Field {
            name: name.to_owned(),
            kind: FieldKind::Signature,
            page,
            bounds,
            normalized,
            value: None,
            signed: None,
            flags: flags.to_vec(),
        });
        self
    }

    pub(super) fn untrusted(mut self, page: u32, trust: TextTrust) -> Self {
        self.untrusted.push((page, trust));
        self
    }
}

/// As close to folding as a test needs.
fn fold(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == '（' { '(' } else { c }).collect()
}

impl Anchors for Fake {
    fn page_count(&self) -> u32 {
        u32::try_from(self.pages.len()).unwrap()
    }

    fn geometry(&self, page: u32) -> Result<PageGeometry, Error> {
        Ok(self.pages[page as usize - 1])
    }

    fn find(&self, query: &Query) -> Result<Findings, Error> {
        let pages = query.pages.resolve(self.page_count())?;
        let mut matches = Vec::new();
        for keyword in &query.keywords {
            let mut index = 0;
            for word in &self.words {
                let found = match query.mode {
                    MatchMode::Exact => !word.folded && word.text.contains(keyword.as_str()),
                    MatchMode::Folded => fold(&word.text).contains(&fold(keyword)),
                };
                if !found || !pages.contains(&word.page) {
                    continue;
                }
                index += 1;
                matches.push(Match {
                    keyword: keyword.clone(),
                    index,
                    page: word.page,
                    text: word.text.clone(),
                    mode: if word.folded { MatchMode::Folded } else { MatchMode::Exact },
                    bounds: word.bounds,
                    normalized: self.pages[word.page as usize - 1].normalize(word.bounds),
                    quads: vec![word.bounds.into(); word.lines],
                    font_size: 12.0,
                    visible: word.visible,
                    origin: None,
                    unicode_source: UnicodeSource::ToUnicode,
                    explain: None,
                    stream_index: index,
                });
            }
        }
        Ok(Findings { page_count: self.page_count(), mode: query.mode, keywords: vec![], matches, warnings: vec![] })
    }

    fn fields(&self) -> Result<Fields, Error> {
        Ok(Fields { page_count: self.page_count(), fields: self.fields.clone(), warnings: vec![] })
    }

    fn text_boxes(&self, page: u32) -> Result<Vec<(Rect<Page>, String)>, Error> {
        let visible = self.words.iter().filter(|word| word.page == page && word.visible);
        Ok(visible.map(|word| (word.bounds, word.text.clone())).collect())
    }

    fn text_trust(&self, page: u32) -> Result<TextTrust, Error> {
        let trust = self.untrusted.iter().find(|(number, _)| *number == page);
        Ok(trust.map_or(TextTrust::Trusted, |(_, trust)| *trust))
    }
}
