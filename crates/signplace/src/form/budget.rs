//! What reading a form may cost: small files can refer to the same big object a million times.

use crate::document::object::Object;
use crate::error::{Error, ErrorCode};

/// Bytes that may still be read from objects or written into the answer.
pub(super) struct Budget {
    left: u64,
    limit: u64,
}

/// What looking at an object costs, however small it is.
const PER_OBJECT: u64 = 64;

impl Budget {
    pub(super) fn new(limit: u64) -> Self {
        Self { left: limit, limit }
    }

    pub(super) fn charge(&mut self, bytes: usize) -> Result<(), Error> {
        let cost = u64::try_from(bytes).unwrap_or(u64::MAX).saturating_add(PER_OBJECT);
        self.left = self.left.checked_sub(cost).ok_or_else(|| {
            Error::new(ErrorCode::LimitDecompressed, format!("The form expands to more than {} bytes.", self.limit))
        })?;
        Ok(())
    }

    pub(super) fn charge_object(&mut self, object: Option<&Object<'_>>) -> Result<(), Error> {
        self.charge(match object {
            Some(Object::Dict(dict)) => dict.data().len(),
            Some(Object::Stream(stream)) => stream.dict().data().len(),
            Some(Object::Array(array)) => array.data().len(),
            Some(Object::String(string)) => string.len(),
            Some(Object::Name(name)) => name.len(),
            Some(Object::Null(_) | Object::Boolean(_) | Object::Number(_)) | None => 0,
        })
    }
}
