//! Adds form fields and annotations to a PDF at exact positions.
//!
//! What is written is an incremental update (ISO 32000-2, 7.5.6): the original's bytes, every one of them, and behind
//! them the new objects. Fields that are there stay as they are, and so do signatures.
//!
//! ```no_run
//! use signplace::{OpenOptions, Plan};
//! use signplace_write::{Manner, Original, fields_of};
//!
//! let original = Original::open(std::fs::read("contract.pdf")?, OpenOptions::default())?;
//! let plan = Plan::from_json(&std::fs::read_to_string("plan.json")?)?;
//! let (fields, _) = fields_of(&original.document().place(&plan)?, Manner::default())?;
//! std::fs::write("prepared.pdf", original.with_fields(&fields)?.bytes)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Like the core, this does no I/O: bytes in, bytes out.

mod annotation;
mod field;
mod form;
mod guard;
mod original;
mod placed;
mod signatures;
mod syntax;
mod tail;
mod update;

pub use annotation::{Annotation, Shape};
pub use field::{FieldType, NewField};
pub use original::{Original, Prepared, Written};
pub use placed::{Manner, PlacedFields, Row, fields_of};
