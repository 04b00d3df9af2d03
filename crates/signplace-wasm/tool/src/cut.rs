//! Takes tables out of the module's data, so that the page need not wait for them: they are written into its memory later,
//! at the addresses where they were cut out (npm/src/engine.ts).
//!
//! What is cut is what reading text and matching alone look at: our own data files, which are found by what is in them,
//! and the Unicode tables of two crates, which the linker's map finds by the name that the compiler gave a crate's constants.

use std::path::Path;

use walrus::ir::Value;
use walrus::{ConstExpr, DataKind, Module};

/// Data files of the library.
const FILES: [&str; 7] = [
    "text/font/data/cmaps.bin",
    "text/font/data/glyph_names.txt",
    "text/font/data/encodings.txt",
    "text/font/data/outlines.bin",
    "text/font/data/standard14.txt",
    "search/data/radicals.txt",
    "search/data/variants.txt",
];
/// Crates whose larger constants are tables of Unicode.
const CRATES: [&str; 2] = ["regex_syntax", "unicode_normalization"];
/// Smaller constants stay: among them may be some that other crates have too, and share.
const LEAST: usize = 256;

/// A part of the module's memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Span {
    pub(crate) address: usize,
    pub(crate) size: usize,
}

/// Where the tables are. `sources` is the library's `src`, `map` the linker's map, `rlibs` where the crates were built.
pub(crate) fn tables(module: &Module, sources: &Path, map: &str, rlibs: &Path) -> Result<Vec<Span>, String> {
    let mut spans = Vec::new();
    for name in FILES {
        let table = std::fs::read(sources.join(name)).map_err(|why| format!("cannot read {name}: {why}"))?;
        spans.push(find(module, &table).map_err(|why| format!("{name}: {why}"))?);
    }
    for name in CRATES {
        let marks = marks(rlibs, name)?;
        let constants = map.lines().filter(|line| marks.iter().any(|mark| line.contains(mark))).filter_map(span);
        let before = spans.len();
        spans.extend(constants.filter(|span| span.size >= LEAST));
        if spans.len() == before {
            return Err(format!("the linker's map has no tables of {name}"));
        }
    }
    spans.sort_unstable();
    spans.dedup();
    // Neighbours are one.
    spans.dedup_by(|next, span| {
        let is_next = span.address + span.size == next.address;
        if is_next {
            span.size += next.size;
        }
        is_next
    });
    Ok(spans)
}

/// The address of a table that stands in the module's data once.
fn find(module: &Module, table: &[u8]) -> Result<Span, String> {
    let mut found = Vec::new();
    for data in module.data.iter() {
        let DataKind::Active { offset: ConstExpr::Value(Value::I32(base)), .. } = data.kind else { continue };
        let at = data.value.windows(table.len()).position(|window| window == table);
        found.extend(at.map(|at| base as usize + at));
    }
    match found[..] {
        [address] => Ok(Span { address, size: table.len() }),
        _ => Err(format!("{} bytes are in the module's data {} times", table.len(), found.len())),
    }
}

/// What the names of a crate's constants have in common, in its library as it was built: `anon.` and a hash.
fn marks(rlibs: &Path, name: &str) -> Result<Vec<String>, String> {
    let cannot = |why| format!("cannot read {}: {why}", rlibs.display());
    let mut marks = Vec::new();
    for entry in std::fs::read_dir(rlibs).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        if !file.starts_with(&format!("lib{name}-")) || !file.ends_with(".rlib") {
            continue;
        }
        let bytes = std::fs::read(&path).map_err(cannot)?;
        for at in memchr::memmem::find_iter(&bytes, b"anon.") {
            let hash = bytes.get(at + 5..at + 37).filter(|hash| hash.iter().all(u8::is_ascii_hexdigit));
            marks.extend(hash.map(|hash| format!("anon.{}.", String::from_utf8_lossy(hash))));
        }
    }
    marks.sort_unstable();
    marks.dedup();
    Ok(marks)
}

/// A line of the linker's map: address, place in the file, size, all hexadecimal, and what it is.
fn span(line: &str) -> Option<Span> {
    let mut fields = line.split_whitespace();
    let mut number = || usize::from_str_radix(fields.next()?, 16).ok();
    let (address, _, size) = (number()?, number()?, number()?);
    fields.next()?.contains(".rodata").then_some(Span { address, size })
}

/// Cuts the spans, which are in order, out of the module's data; what was in them.
pub(crate) fn cut(module: &mut Module, spans: &[Span]) -> Result<Vec<u8>, String> {
    let mut tables = Vec::new();
    for span in spans {
        let holds = |data: &walrus::Data| {
            let DataKind::Active { memory, offset: ConstExpr::Value(Value::I32(base)) } = data.kind else {
                return None;
            };
            let at = span.address.checked_sub(base as usize)?;
            (at + span.size <= data.value.len()).then_some((data.id(), memory, at))
        };
        let (id, memory, at) =
            module.data.iter().find_map(holds).ok_or_else(|| format!("the module's data has no {span:?}"))?;
        let mut table = module.data.get_mut(id).value.split_off(at);
        let rest = table.split_off(span.size);
        tables.extend(table);
        if !rest.is_empty() {
            let behind = i32::try_from(span.address + span.size).map_err(|why| why.to_string())?;
            module.data.add(DataKind::Active { memory, offset: ConstExpr::Value(Value::I32(behind)) }, rest);
        }
    }
    Ok(tables)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_map_is_a_span() {
        let line = "  4354ec   1f5580    3d374         /a/b.o:(.rodata..Lanon.3bd08f22a5a795ab8731295986d62043.31)";
        assert_eq!(span(line), Some(Span { address: 0x4354ec, size: 0x3d374 }));
        assert_eq!(span("    Addr      Off     Size Out     In      Symbol"), None);
        assert_eq!(span("       -       10      a31         /a/b.o:(.text.f)"), None);
    }
}
