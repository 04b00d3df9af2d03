//! Fonts that a document names and does not embed: asked of the caller, who knows the system.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::font::{FallbackFontQuery, FontQuery};

/// The bytes of a font file.
pub type FontBytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// Finds fonts. What is behind it (a system, a bundle, nothing) is the caller's.
pub trait Fonts: Send + Sync {
    /// The font that comes nearest to what is wanted, if there is one that has its script.
    fn find(&self, wanted: &Wanted) -> Option<FontFile>;
}

/// A font file, and which of its fonts is meant.
#[derive(Clone)]
pub struct FontFile {
    /// TrueType or OpenType.
    pub bytes: FontBytes,
    /// In a collection, which font; else 0.
    pub index: u32,
}

/// No fonts at all.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoFonts;

impl Fonts for NoFonts {
    fn find(&self, _: &Wanted) -> Option<FontFile> {
        None
    }
}

/// What is known of a font that is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Wanted {
    /// Its names in the document, `SimSun` for example.
    pub names: Vec<String>,
    /// The script that it must have.
    pub script: Script,
    /// Whether it has serifs, as 宋体 has.
    pub serif: bool,
    /// Whether it is bold.
    pub bold: bool,
    /// Whether it is italic.
    pub italic: bool,
    /// Whether all its letters have one width.
    pub fixed: bool,
}

/// A script that not every font has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Script {
    /// Latin letters, which every font has.
    #[default]
    Latin,
    /// Simplified Chinese.
    SimplifiedChinese,
    /// Traditional Chinese.
    TraditionalChinese,
    /// Japanese.
    Japanese,
    /// Korean.
    Korean,
}

/// The names of fonts that were not found.
#[derive(Debug, Default)]
pub(super) struct Missing(Mutex<BTreeSet<String>>);

impl Missing {
    fn add(&self, name: String) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name);
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}

/// The interpreter's settings: the standard fonts are its own, so that pictures are the same everywhere.
pub(super) fn settings(fonts: Arc<dyn Fonts>, missing: Arc<Missing>) -> InterpreterSettings {
    let resolver = move |query: &FontQuery| match query {
        FontQuery::Standard(font) => Some(font.get_font_data()),
        FontQuery::Fallback(query) => {
            let wanted = wanted(query);
            match fonts.find(&wanted) {
                Some(file) => Some((file.bytes, file.index)),
                None => {
                    if wanted.script != Script::Latin {
                        missing.add(wanted.names.first().cloned().unwrap_or_else(|| "a font".to_owned()));
                    }
                    Some(query.pick_standard_font().get_font_data())
                }
            }
        }
    };
    InterpreterSettings { font_resolver: Arc::new(resolver), ..InterpreterSettings::default() }
}

fn wanted(query: &FallbackFontQuery) -> Wanted {
    let mut names: Vec<String> = Vec::new();
    for name in [&query.post_script_name, &query.font_name, &query.font_family].into_iter().flatten() {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    // The collection's name is all that is needed of its type.
    let collection = format!("{:?}", query.character_collection);
    let by_collection = [
        ("GB1", Script::SimplifiedChinese),
        ("CNS1", Script::TraditionalChinese),
        ("Japan1", Script::Japanese),
        ("Korea1", Script::Korean),
    ];
    let script = by_collection.into_iter().find(|(name, _)| collection.contains(name)).map(|(_, script)| script);
    let script = script.or_else(|| names.iter().find_map(|name| script_of(name))).unwrap_or_default();
    Wanted {
        script,
        serif: query.is_serif || names.iter().any(|name| is_serif(name)),
        bold: query.is_bold || query.font_weight >= 600,
        italic: query.is_italic,
        fixed: query.is_fixed_pitch,
        names,
    }
}

/// The script of a font by its usual names.
fn script_of(name: &str) -> Option<Script> {
    const NAMES: [(&str, Script); 22] = [
        ("simsun", Script::SimplifiedChinese),
        ("simhei", Script::SimplifiedChinese),
        ("simkai", Script::SimplifiedChinese),
        ("simfang", Script::SimplifiedChinese),
        ("fangsong", Script::SimplifiedChinese),
        ("kaiti", Script::SimplifiedChinese),
        ("stsong", Script::SimplifiedChinese),
        ("stheiti", Script::SimplifiedChinese),
        ("stkaiti", Script::SimplifiedChinese),
        ("yahei", Script::SimplifiedChinese),
        ("dengxian", Script::SimplifiedChinese),
        ("songti", Script::SimplifiedChinese),
        ("heiti", Script::SimplifiedChinese),
        ("mingliu", Script::TraditionalChinese),
        ("msung", Script::TraditionalChinese),
        ("jhenghei", Script::TraditionalChinese),
        ("mincho", Script::Japanese),
        ("gothic", Script::Japanese),
        ("heisei", Script::Japanese),
        ("batang", Script::Korean),
        ("gulim", Script::Korean),
        ("malgun", Script::Korean),
    ];
    if name.chars().any(crate::scene::is_wide) {
        return Some(Script::SimplifiedChinese);
    }
    let name = name.to_ascii_lowercase().replace(['-', ' ', '_'], "");
    NAMES.into_iter().find(|(part, _)| name.contains(part)).map(|(_, script)| script)
}

fn is_serif(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["song", "sun", "ming", "mincho", "times", "serif", "fang", "kai", "batang"].iter().any(|part| name.contains(part))
}
