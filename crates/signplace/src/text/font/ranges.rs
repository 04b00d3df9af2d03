//! Ranges of codes or CIDs, each with the value of its first member: what CMaps and width arrays are made of.

/// Ranges of codes, each with the value of its first code.
#[derive(Debug, Clone)]
pub(super) struct Ranges<T> {
    ranges: Vec<(u32, u32, T)>,
}

impl<T> Default for Ranges<T> {
    fn default() -> Self {
        Self { ranges: Vec::new() }
    }
}

/// A value that may stand for the code `by` places after the first.
pub(super) trait Shift: Copy {
    fn shifted(self, by: u32) -> Self;
}

impl Shift for u32 {
    fn shifted(self, by: u32) -> Self {
        self.saturating_add(by)
    }
}

impl<T: Shift> Ranges<T> {
    pub(super) fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    pub(super) fn push(&mut self, low: u32, high: u32, value: T) {
        if low <= high {
            self.ranges.push((low, high, value));
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, u32, T)> + '_ {
        self.ranges.iter().copied()
    }

    /// Sorts; where ranges overlap, the later one wins.
    pub(super) fn settle(&mut self) {
        let disjoint = |ranges: &[(u32, u32, T)]| ranges.windows(2).all(|pair| pair[0].1 < pair[1].0);
        if disjoint(&self.ranges) {
            return;
        }
        let in_order = self.ranges.clone();
        self.ranges.sort_by_key(|range| range.0);
        if disjoint(&self.ranges) {
            return;
        }
        let mut settled: std::collections::BTreeMap<u32, (u32, T)> = std::collections::BTreeMap::new();
        for (low, high, value) in in_order {
            // A range that starts before and reaches into this one keeps what lies outside.
            if let Some((&start, &(end, old))) = settled.range(..low).next_back()
                && end >= low
            {
                settled.insert(start, (low - 1, old));
                if end > high {
                    settled.insert(high + 1, (end, old.shifted(high + 1 - start)));
                }
            }
            while let Some((&start, &(end, old))) = settled.range(low..=high).next() {
                settled.remove(&start);
                if end > high {
                    settled.insert(high + 1, (end, old.shifted(high + 1 - start)));
                }
            }
            settled.insert(low, (high, value));
        }
        self.ranges = settled.into_iter().map(|(low, (high, value))| (low, high, value)).collect();
    }

    /// The code behind the last range, once they are settled.
    pub(super) fn end(&self) -> u32 {
        self.ranges.last().map_or(0, |range| range.1.saturating_add(1))
    }

    /// The value of the range that holds a code, and how far into the range the code is.
    pub(super) fn find(&self, code: u32) -> Option<(T, u32)> {
        let at = self.ranges.partition_point(|range| range.0 <= code).checked_sub(1)?;
        let (low, high, value) = self.ranges[at];
        (code <= high).then(|| (value, code - low))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_inside_another_splits_it() {
        let mut ranges = Ranges::default();
        ranges.push(0, u32::MAX, 100);
        ranges.push(10, 12, 7);
        ranges.push(11, 11, 1);
        ranges.settle();
        let found: Vec<_> = [0, 9, 10, 11, 12, 13].map(|code| ranges.find(code).map(|(value, by)| value + by)).to_vec();
        assert_eq!(found, [Some(100), Some(109), Some(7), Some(1), Some(9), Some(113)]);
    }

    #[test]
    fn a_range_over_others_hides_them() {
        let mut ranges = Ranges::default();
        ranges.push(5, 6, 50);
        ranges.push(8, 20, 80);
        ranges.push(0, 9, 1);
        ranges.settle();
        assert_eq!(ranges.find(5), Some((1, 5)));
        assert_eq!(ranges.find(10), Some((82, 0)));
        assert_eq!(ranges.find(21), None);
    }
}
