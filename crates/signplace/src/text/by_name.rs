//! What was found by name. Chromium sets a font before nearly every character, and a page may have a hundred: a name must
//! be found again at a glance.

use std::collections::HashMap;

/// Places for short names, as a power of two.
const BITS: u32 = 7;
/// How many of them a name may have.
const TRIES: usize = 8;

/// What was found by name.
#[derive(Debug)]
pub(super) struct ByName<T> {
    /// Short names, each in the first of its [`places`] that was free. Empty until there is one.
    short: Vec<Option<(u64, T)>>,
    /// Long names, and short ones that found no place.
    others: HashMap<Vec<u8>, T>,
}

impl<T> Default for ByName<T> {
    fn default() -> Self {
        Self { short: Vec::new(), others: HashMap::new() }
    }
}

impl<T: Clone> ByName<T> {
    /// What is known of a name.
    #[inline]
    pub(super) fn get(&self, name: &[u8]) -> Option<T> {
        let key = packed(name);
        if key != LONG {
            for place in places(key) {
                match self.short.get(place)? {
                    Some((known, found)) if *known == key => return Some(found.clone()),
                    Some(_) => {}
                    None => return None,
                }
            }
        }
        self.others.get(name).cloned()
    }

    /// Keeps what was found.
    pub(super) fn insert(&mut self, name: &[u8], found: T) {
        if self.short.is_empty() {
            self.short.resize_with(1 << BITS, || None);
        }
        let key = packed(name);
        if key != LONG {
            for place in places(key) {
                if let Some(slot) = self.short.get_mut(place)
                    && slot.as_ref().is_none_or(|(known, _)| *known == key)
                {
                    *slot = Some((key, found));
                    return;
                }
            }
        }
        self.others.insert(name.to_vec(), found);
    }
}

/// The key of every name that is too long for one of its own.
const LONG: u64 = u64::MAX;

/// The bytes of a short name, and how many they are.
#[inline]
fn packed(name: &[u8]) -> u64 {
    if name.len() > 7 {
        return LONG;
    }
    name.iter().fold(name.len() as u64, |key, byte| key << 8 | u64::from(*byte))
}

/// The places that a short name may have: from one that bits of its whole key say, mixed (a multiple of the golden ratio).
#[inline]
fn places(key: u64) -> impl Iterator<Item = usize> {
    let first = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - BITS)) as usize;
    (first..first + TRIES).map(|place| place % (1 << BITS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_any_length_and_number_are_kept_apart() {
        let names: Vec<String> =
            (0..300).map(|n| format!("F{n}")).chain((0..300).map(|n| format!("Font-of-name-{n}"))).collect();
        let mut found = ByName::default();
        assert_eq!(found.get(b""), None);
        for (index, name) in names.iter().enumerate() {
            assert_eq!(found.get(name.as_bytes()), None);
            found.insert(name.as_bytes(), index);
        }
        for (index, name) in names.iter().enumerate().chain(names.iter().enumerate().rev()) {
            assert_eq!(found.get(name.as_bytes()), Some(index), "{name}");
        }
        // As many zero bytes as one likes are another name each time.
        found.insert(b"\0", 1000);
        assert_eq!((found.get(b"\0"), found.get(b"\0\0"), found.get(b"")), (Some(1000), None, None));
    }
}
