//! Fonts of the system, for what a document names and does not embed.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use fontdb::{Database, Family, ID, Query, Source, Style, Weight};
use signplace_preview::{FontBytes, FontFile, Fonts, Script, Wanted};

/// The system's fonts, looked through when the first is wanted.
#[derive(Default)]
pub(crate) struct SystemFonts {
    database: OnceLock<Database>,
    read: Mutex<BTreeMap<PathBuf, FontBytes>>,
}

impl Fonts for SystemFonts {
    fn find(&self, wanted: &Wanted) -> Option<FontFile> {
        let database = self.database.get_or_init(|| {
            let mut database = Database::new();
            database.load_system_fonts();
            database
        });
        let own = wanted.names.iter().map(|name| name.split(['-', ',']).next().unwrap_or(name));
        let usual = families(wanted).into_iter().filter(|_| wanted.script != Script::Latin);
        let id = own.chain(usual).find_map(|family| query(database, family, wanted))?;
        self.load(database, id)
    }
}

impl SystemFonts {
    fn load(&self, database: &Database, id: ID) -> Option<FontFile> {
        let (source, index) = database.face_source(id)?;
        let Source::File(path) = source else { return None };
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes = match read.get(&path) {
            Some(bytes) => Arc::clone(bytes),
            None => {
                let bytes: FontBytes = Arc::new(std::fs::read(&path).ok()?);
                read.insert(path, Arc::clone(&bytes));
                bytes
            }
        };
        Some(FontFile { bytes, index })
    }
}

fn query(database: &Database, family: &str, wanted: &Wanted) -> Option<ID> {
    database.query(&Query {
        families: &[Family::Name(family)],
        weight: if wanted.bold { Weight::BOLD } else { Weight::NORMAL },
        style: if wanted.italic { Style::Italic } else { Style::Normal },
        ..Query::default()
    })
}

/// Families that have a script, the likeliest first: free ones of Linux, those of Windows, those of macOS.
fn families(wanted: &Wanted) -> Vec<&'static str> {
    let (serif, sans): (&[&'static str], &[&'static str]) = match wanted.script {
        Script::TraditionalChinese => (
            &["Noto Serif CJK TC", "Source Han Serif TC", "MingLiU", "PMingLiU", "Songti TC", "AR PL UMing TW"],
            &["Noto Sans CJK TC", "Source Han Sans TC", "Microsoft JhengHei", "PingFang TC"],
        ),
        Script::Japanese => (
            &["Noto Serif CJK JP", "Source Han Serif", "MS Mincho", "Yu Mincho", "Hiragino Mincho ProN"],
            &["Noto Sans CJK JP", "Source Han Sans", "MS Gothic", "Yu Gothic", "Hiragino Sans", "IPAGothic"],
        ),
        Script::Korean => (
            &["Noto Serif CJK KR", "Source Han Serif K", "Batang", "AppleMyungjo"],
            &["Noto Sans CJK KR", "Source Han Sans K", "Malgun Gothic", "Apple SD Gothic Neo"],
        ),
        _ => (
            &["Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "Songti SC", "STSong", "AR PL UMing CN"],
            &[
                "Noto Sans CJK SC",
                "Source Han Sans SC",
                "Microsoft YaHei",
                "PingFang SC",
                "SimHei",
                "WenQuanYi Zen Hei",
                "WenQuanYi Micro Hei",
                "Droid Sans Fallback",
            ],
        ),
    };
    if wanted.serif { [serif, sans].concat() } else { [sans, serif].concat() }
}
