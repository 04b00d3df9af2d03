//! A date in the pattern of a platform, to show how much room it takes (PLATFORMS.md §2 and §3).

/// The day that stands in for the one of signing: two digits in month and day, the broadest there is.
const DAY: (&str, &str, &str) = ("2026", "12", "28");

/// A pattern filled in: `yyyy`, `mm` or `m` or `MMM`, `dd` or `d`; every other letter stands for itself.
pub(crate) fn example(pattern: &str) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    let parts =
        [("yyyy", DAY.0), ("MMM", "Dec"), ("MM", DAY.1), ("mm", DAY.1), ("m", DAY.1), ("dd", DAY.2), ("d", DAY.2)];
    while let Some(first) = rest.chars().next() {
        match parts.iter().find(|(part, _)| rest.starts_with(part)) {
            Some((part, value)) => {
                out.push_str(value);
                rest = &rest[part.len()..];
            }
            None => {
                out.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_patterns_of_the_platforms_are_filled_in() {
        for (pattern, shown) in [
            ("yyyy m d", "2026 12 28"),
            ("yyyy年m月d日", "2026年12月28日"),
            ("yyyy/m/d", "2026/12/28"),
            ("yyyy-mm-dd", "2026-12-28"),
            ("dd MMM yyyy", "28 Dec 2026"),
        ] {
            assert_eq!(example(pattern), shown);
        }
    }
}
