//! One module per platform: reads its request, writes its positions (PLATFORMS.md).

pub mod export;
