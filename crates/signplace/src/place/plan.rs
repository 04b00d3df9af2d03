//! The plan: what to place, and where.

use serde::{Deserialize, Serialize};

/// A plan of placements (INTERFACE.md, "The plan").
#[derive(Debug, Clone, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Always 1.
    pub version: u32,
}
