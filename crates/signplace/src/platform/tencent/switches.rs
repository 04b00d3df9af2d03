//! What Tencent's documentation leaves open (the rows marked I of PLATFORMS.md §2).

use super::GenerateMode;

/// How requests are read where Tencent does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Switches {
    /// What a Component without `GenerateMode` is; NORMAL unless stated.
    pub absent_mode: GenerateMode,
    /// Which edges of the control and of the keyword meet; corners unless stated.
    pub relative_edges: RelativeEdges,
}

/// Where a control stands with `RelativeLocation` Below, Right, LowerRight or UpperRight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum RelativeEdges {
    /// Below: its upper-left corner on the keyword's lower-left. Right: upper-left on upper-right. LowerRight: upper-left
    /// on lower-right. UpperRight: lower-left on upper-right.
    #[default]
    Corners,
    /// Below: the middle of its upper edge on that of the keyword's lower edge. Right: the middle of its left edge on that
    /// of the keyword's right edge. The other two as with corners.
    Middles,
}
