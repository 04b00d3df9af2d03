//! Finishes the WebAssembly module with wasm-bindgen's own library: what `wasm-bindgen --target web` does, at the version
//! in Cargo.lock and without anything to install. And writes the types of requests and answers.
//!
//!     signplace-wasm-tool bindgen MODULE.wasm FOLDER TABLE...
//!     signplace-wasm-tool types FILE.ts
//!
//! It is a program of its own, built for the machine that builds: scripts/wasm calls it.

mod cut;
mod types;

use std::path::Path;
use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let done = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["bindgen", module, folder, ref tables @ ..] => bindgen(module, Path::new(folder), tables),
        ["types", file] => types::typescript(&signplace::question::json_schemas())
            .and_then(|types| std::fs::write(file, types).map_err(|why| format!("cannot write {file}: {why}"))),
        _ => Err("usage: signplace-wasm-tool bindgen MODULE.wasm FOLDER TABLE... | types FILE.ts".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("signplace-wasm-tool: {why}");
            ExitCode::FAILURE
        }
    }
}

fn bindgen(module: &str, folder: &Path, tables: &[&str]) -> Result<(), String> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name("signplace").typescript(true);
    // After a trap the module begins anew: see npm/src/engine.ts.
    bindgen.reset_state_function(true).remove_producers_section(true).remove_name_section(true);
    let made = bindgen.web(true).and_then(Bindgen::generate_output);
    let mut made = made.map_err(|why| format!("{why:#}"))?;
    let (mut bytes, mut places) = (Vec::new(), Vec::new());
    for table in tables {
        let table = std::fs::read(table).map_err(|why| format!("cannot read {table}: {why}"))?;
        places.push(format!("[{}, {}]", cut::cut(made.wasm_mut(), &table)?, table.len()));
        bytes.extend(table);
    }
    made.emit(folder).map_err(|why| format!("{why:#}"))?;
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.join(name), bytes).map_err(|why| format!("cannot write {name}: {why}"))
    };
    write("cmaps.bin", &bytes)?;
    let (places, size) = (places.join(", "), bytes.len());
    write("cmaps.js", format!("export const places = [{places}];\nexport const size = {size};\n").as_bytes())?;
    write("cmaps.d.ts", b"export const places: [address: number, size: number][];\nexport const size: number;\n")
}
