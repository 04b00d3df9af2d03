//! What a hostile or huge file may cost.

/// Budgets of one document. Reaching one is an error with its own code, never a hang, an abort or a panic.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of the file. Default 512 MiB.
    pub file_bytes: u64,
    /// Bytes that one stream may inflate to. Default 256 MiB.
    pub stream_bytes: u64,
    /// Bytes that all streams of one call may inflate to, together. Default 2 GiB.
    pub total_stream_bytes: u64,
    /// Pages of the document. Default 100,000.
    pub pages: u32,
    /// Operators on one page, forms included; a form that is painted counts as ten. Default 10,000,000.
    pub operators: u64,
    /// Depth of forms within forms. Default 28.
    pub nesting: u32,
    /// Glyphs on one page, forms included. Default 500,000: a page full of small print has 20,000.
    pub glyphs: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 512 << 20,
            stream_bytes: 256 << 20,
            total_stream_bytes: 2 << 30,
            pages: 100_000,
            operators: 10_000_000,
            nesting: 28,
            glyphs: 500_000,
        }
    }
}
