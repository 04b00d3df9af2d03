//! Finishes the WebAssembly module with wasm-bindgen's own library: what `wasm-bindgen --target web` does, at the version
//! in Cargo.lock and without anything to install. And writes the types of requests and answers.
//!
//!     signplace-wasm-tool bindgen MODULE.wasm FOLDER NAME SOURCES
//!     signplace-wasm-tool bindgen MODULE.wasm FOLDER NAME
//!     signplace-wasm-tool types FILE.ts
//!
//! SOURCES are the library's; beside MODULE.wasm are the linker's map of it and the crates that it was made of. With them
//! its tables are cut out into a file; without them the module stays whole.
//! It is a program of its own, built for the machine that builds: scripts/wasm calls it.

mod cut;
mod types;

use std::path::Path;
use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let done = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["bindgen", module, folder, name] => bindgen(Path::new(module), Path::new(folder), name, None),
        ["bindgen", module, folder, name, sources] => {
            bindgen(Path::new(module), Path::new(folder), name, Some(Path::new(sources)))
        }
        ["types", file] => types::typescript(&signplace_wasm_papers::json_schemas())
            .and_then(|types| std::fs::write(file, types).map_err(|why| format!("cannot write {file}: {why}"))),
        _ => Err("usage: signplace-wasm-tool bindgen MODULE.wasm FOLDER NAME [SOURCES] | types FILE.ts".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("signplace-wasm-tool: {why}");
            ExitCode::FAILURE
        }
    }
}

fn bindgen(module: &Path, folder: &Path, name: &str, sources: Option<&Path>) -> Result<(), String> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name(name).typescript(true);
    // After a trap the module begins anew: see npm/src/module.ts.
    bindgen.reset_state_function(true).remove_producers_section(true).remove_name_section(true);
    let made = bindgen.web(true).and_then(Bindgen::generate_output);
    let mut made = made.map_err(|why| format!("{why:#}"))?;
    let tables = sources.map(|sources| tables(made.wasm_mut(), module, sources)).transpose()?;
    made.emit(folder).map_err(|why| format!("{why:#}"))?;
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.join(name), bytes).map_err(|why| format!("cannot write {name}: {why}"))
    };
    let Some((spans, tables)) = tables else { return Ok(()) };
    let places: Vec<String> = spans.iter().map(|span| format!("[{},{}]", span.address, span.size)).collect();
    write("tables.bin", &tables)?;
    write("tables.js", format!("export const places = [{}];\n", places.join(",")).as_bytes())?;
    write("tables.d.ts", b"/** Where the tables belong in the module's memory: address and size of each, in their order. */\nexport const places: readonly (readonly [address: number, size: number])[];\n")
}

/// Cuts the tables out of the module that was made of the file `module`: where they were, and what was there.
fn tables(made: &mut walrus::Module, module: &Path, sources: &Path) -> Result<(Vec<cut::Span>, Vec<u8>), String> {
    let map = module.with_extension("map");
    let map = std::fs::read_to_string(&map).map_err(|why| format!("cannot read {}: {why}", map.display()))?;
    let spans = cut::tables(made, sources, &map, &module.with_file_name("deps"))?;
    let tables = cut::cut(made, &spans)?;
    Ok((spans, tables))
}
