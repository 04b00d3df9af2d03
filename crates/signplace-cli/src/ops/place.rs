//! `place`: a plan to placements.

use signplace::place::Placed;
use signplace::{Error, Plan};

use super::Source;

/// Where do the placements of this plan go?
#[derive(Debug)]
pub(crate) struct PlaceRequest {
    pub(crate) source: Source,
    pub(crate) plan: Plan,
}

pub(super) fn place(request: &PlaceRequest) -> Result<Placed, Error> {
    request.source.open()?.place(&request.plan)
}

/// Reads a plan.
pub(crate) fn parse_plan(json: &str) -> Result<Plan, Error> {
    serde_json::from_str(json).map_err(|why| Error::new(signplace::ErrorCode::InvalidJson, format!("{why}.")))
}

/// The JSON Schema of a plan.
pub(crate) fn plan_schema() -> serde_json::Value {
    serde_json::json!({})
}
