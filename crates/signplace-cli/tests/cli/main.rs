//! The command as its users meet it: arguments in, stdout, stderr and exit status out.

mod answers;
mod bad_input;
mod batch;
mod convert;
mod generated;
mod pipes;
mod platform;
mod prepare;
mod preview;
mod suggest;
mod support;
mod usage;
