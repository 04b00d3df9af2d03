//! The stack of the WebAssembly module.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        // Deep documents are read by functions that call themselves, to a bound that 1 MiB, the default, may not hold.
        println!("cargo::rustc-link-arg-cdylib=-zstack-size=4194304");
    }
}
