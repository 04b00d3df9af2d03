#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| signplace_fuzz::content(data));
