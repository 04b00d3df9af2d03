//! Page ranges as people write them: `1-3,7,-1`.

use std::str::FromStr;

use crate::error::{Error, ErrorCode};

/// Pages as people write them: `1-3,7,-1`. Numbers are from 1, negative ones from the end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageRanges {
    ranges: Vec<(i64, i64)>,
}

impl PageRanges {
    /// Every page.
    pub fn all() -> Self {
        Self::default()
    }

    /// The pages' numbers, from 1, ascending and without repetition, in a document of `page_count` pages.
    pub fn resolve(&self, page_count: u32) -> Result<Vec<u32>, Error> {
        let _ = &self.ranges;
        Ok((1..=page_count).collect())
    }
}

impl FromStr for PageRanges {
    type Err = Error;

    fn from_str(_text: &str) -> Result<Self, Error> {
        Err(Error::new(ErrorCode::InvalidValue, "not built yet"))
    }
}
