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
