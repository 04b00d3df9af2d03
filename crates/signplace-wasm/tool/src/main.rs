//! Finishes the WebAssembly module with wasm-bindgen's own library: what `wasm-bindgen --target web` does, at the version
//! in Cargo.lock and without anything to install.
//!
//!     signplace-wasm-tool bindgen MODULE.wasm FOLDER

use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let done = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["bindgen", module, folder] => bindgen(module, folder),
        _ => Err("usage: signplace-wasm-tool bindgen MODULE.wasm FOLDER".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("signplace-wasm-tool: {why}");
            ExitCode::FAILURE
        }
    }
}

fn bindgen(module: &str, folder: &str) -> Result<(), String> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name("signplace").typescript(true);
    // After a trap the module begins anew: see npm/src/engine.ts.
    bindgen.reset_state_function(true).remove_producers_section(true).remove_name_section(true);
    bindgen.web(true).and_then(|bindgen| bindgen.generate(folder)).map_err(|why| format!("{why:#}"))
}
