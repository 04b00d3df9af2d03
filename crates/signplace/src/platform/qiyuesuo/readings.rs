//! What the platform sees of each keyword: both readings of "the keyword's (x, y)", and how far they are apart.

use serde::Serialize;

use super::findings::Findings;
use super::keyword;
use super::land::Readings;
use super::seal::image;
use super::stamper::Place;
use crate::document::guard::guarded;
use crate::error::Error;
use crate::geometry::{Page, Rect};
use crate::number::points;
use crate::platform::json::Json;
use crate::platform::{Files, Options, Platform, Report};

/// One occurrence of a stamper's keyword, and where the stamp is by each reading.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Reading {
    /// The stamper in the request: an RFC 6901 JSON pointer.
    pub path: String,
    /// The keyword.
    pub keyword: String,
    /// The id of the document.
    pub file: String,
    /// Page number, from 1.
    pub page: u32,
    /// The occurrence in reading order, from 1.
    pub index: u32,
    /// The keyword's box, in points on the displayed page.
    #[serde(rename = "box")]
    pub bounds: Rect<Page>,
    /// The stamp, its lower-left corner measured from the keyword's.
    pub lower_left: Rect<Page>,
    /// The stamp, its middle height measured from the keyword's.
    pub mid_height: Rect<Page>,
    /// How much higher the second is than the first, in points.
    #[serde(serialize_with = "points")]
    pub gap: f64,
}

/// Both readings of every keyword in a request, in its order.
///
/// Keywords that are not found are left out: [`resolve`](super::resolve) says so. Fails as [`resolve`](super::resolve)
/// does.
pub fn readings(request: &str, files: &Files, options: &Options) -> Result<Vec<Reading>, Error> {
    guarded(|| {
        let tree = Json::parse(request)?;
        let mut report = Report::new(Platform::Qiyuesuo);
        let mut findings = Findings { report: &mut report, language: options.language };
        let read = super::read(&tree, files, &mut findings)?;
        let facts = super::facts(&read, files, options)?;
        let mut readings = Vec::new();
        for stamper in read.stampers.iter().flatten() {
            let Place::Keyword { text, index, offset } = &stamper.place else { continue };
            for file in super::documents(stamper, &read).into_iter().flatten() {
                let Some(facts) = facts.get(file) else { continue };
                let all = facts.matches(&(text.clone(), false), None);
                for (_, found) in keyword::chosen(&all, *index).unwrap_or_default() {
                    let page = facts.geometry(found.page);
                    let image = image(stamper, page, options, &mut findings);
                    let both = Readings::new(&found.bounds, &image, page, *offset);
                    readings.push(Reading {
                        path: stamper.node.path.to_string(),
                        keyword: text.clone(),
                        file: facts.file.id.clone(),
                        page: found.page,
                        index: found.index,
                        bounds: found.bounds,
                        lower_left: both.lower_left,
                        mid_height: both.mid_height,
                        gap: both.gap(),
                    });
                }
            }
        }
        Ok(readings)
    })
}
