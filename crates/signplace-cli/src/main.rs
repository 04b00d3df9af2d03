//! The command `signplace`.

fn main() {}
