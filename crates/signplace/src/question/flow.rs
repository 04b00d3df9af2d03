//! `resolve`, `translate` and `check`: how a platform's request is to be read, as JSON says it.

use super::keys::{Keys, required, wrong};
use super::read::match_mode;
use crate::error::Error;
use crate::place::Size;
use crate::platform::tencent::RelativeEdges;
use crate::platform::{
    Files, KeywordReference, Language, Options, Platform, Report, Resolution, UserUnit, parse_size, qiyuesuo, tencent,
    translate,
};
use crate::search::MatchMode;

/// What is asked of a platform's request.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct FlowQuestion {
    /// The platform of the request.
    pub platform: Platform,
    /// The platform that it is translated for.
    pub to: Option<Platform>,
    /// How large seals are that the request does not say the size of, by id, action or type; `*` is every other.
    pub seal_sizes: Vec<(String, Size)>,
    /// The language of sentences, where it is stated.
    pub language: Option<Language>,
    /// Which point of a keyword offsets are measured from.
    pub keyword_reference: KeywordReference,
    /// Which edges of a control and of its keyword meet under RelativeLocation.
    pub relative_edges: RelativeEdges,
    /// How keywords are compared.
    pub mode: MatchMode,
    /// Whether the platform knows UserUnit.
    pub user_unit: UserUnit,
    /// Over how many pages one seam seal may run.
    pub max_pages_per_seal: Option<u32>,
}

impl FlowQuestion {
    /// The question of an operation, `resolve`, `check` or `translate`, from the keys of a request; the platform's own
    /// request and its PDFs are left to whoever holds them. Fails with `invalid_value`.
    pub fn read(op: &str, keys: &mut Keys<'_>) -> Result<Self, Error> {
        let (platform, to) = if op == "translate" {
            (platform(keys, "from")?, Some(platform(keys, "to")?))
        } else {
            (platform(keys, "platform")?, None)
        };
        Ok(Self { platform, to, ..Self::options(platform, keys)? })
    }

    fn options(platform: Platform, keys: &mut Keys<'_>) -> Result<Self, Error> {
        Ok(Self {
            platform,
            to: None,
            seal_sizes: keys
                .pairs("seal_size")?
                .into_iter()
                .map(|(key, size)| match parse_size(&size) {
                    Ok(size) => Ok((key, size)),
                    Err(error) => Err(error.with_path("/seal_size")),
                })
                .collect::<Result<_, Error>>()?,
            language: match keys.text("lang")? {
                None => None,
                Some("zh") => Some(Language::Zh),
                Some("en") => Some(Language::En),
                Some(other) => return Err(wrong("lang", format!("`{other}` is not a language; there are zh and en."))),
            },
            keyword_reference: match keys.text("keyword_reference")? {
                None | Some("lower-left") => KeywordReference::LowerLeft,
                Some("mid-height") => KeywordReference::MidHeight,
                Some(other) => {
                    return Err(wrong("keyword_reference", format!("`{other}` is neither lower-left nor mid-height.")));
                }
            },
            relative_edges: match keys.text("relative_edges")? {
                None | Some("corners") => RelativeEdges::Corners,
                Some("middles") => RelativeEdges::Middles,
                Some(other) => {
                    return Err(wrong("relative_edges", format!("`{other}` is neither corners nor middles.")));
                }
            },
            mode: match_mode(keys)?.unwrap_or_default(),
            user_unit: match keys.text("user_unit")? {
                None | Some("ignored") => UserUnit::Ignored,
                Some("applied") => UserUnit::Applied,
                Some(other) => return Err(wrong("user_unit", format!("`{other}` is neither ignored nor applied."))),
            },
            max_pages_per_seal: match keys.whole_number("max_pages_per_seal")? {
                None => None,
                Some(pages) => match u32::try_from(pages) {
                    Ok(pages) if pages >= 2 => Some(pages),
                    _ => return Err(wrong("max_pages_per_seal", "A seam seal needs two pages at least.")),
                },
            },
        })
    }

    /// The request's report as it is. Fails where the request cannot be read.
    pub fn check(&self, request: &str, files: &Files) -> Result<Report, Error> {
        match self.platform {
            Platform::Tencent => tencent::check(request, files, &self.to_options()),
            Platform::Qiyuesuo => qiyuesuo::check(request, files, &self.to_options()),
        }
    }

    /// The request with absolute positions, or the other platform's part of one, where it is to be translated. Fails where
    /// the request cannot be read.
    pub fn resolve(&self, request: &str, files: &Files) -> Result<Resolution, Error> {
        let options = self.to_options();
        match (self.to, self.platform) {
            (Some(to), from) => translate::translate(request, from, to, files, &options),
            (None, Platform::Tencent) => tencent::resolve(request, files, &options),
            (None, Platform::Qiyuesuo) => qiyuesuo::resolve(request, files, &options),
        }
    }

    fn to_options(&self) -> Options {
        let mut options = Options::new()
            .in_language(self.language.unwrap_or_default())
            .with_keyword_reference(self.keyword_reference)
            .with_user_unit(self.user_unit)
            .with_match_mode(self.mode);
        options.tencent.relative_edges = self.relative_edges;
        options.max_pages_per_seal = self.max_pages_per_seal;
        for (key, size) in &self.seal_sizes {
            options = options.with_seal_size(key.clone(), *size);
        }
        options
    }
}

fn platform(keys: &mut Keys<'_>, key: &'static str) -> Result<Platform, Error> {
    match required(key, keys.text(key)?)? {
        "tencent" => Ok(Platform::Tencent),
        "qiyuesuo" => Ok(Platform::Qiyuesuo),
        other => Err(wrong(key, format!("`{other}` is not a platform; there are tencent and qiyuesuo."))),
    }
}
