//! Damage that files meet on their way: what mail gateways, downloads and careless tools do.

/// The file without its last bytes.
pub fn without_tail(bytes: &[u8], lost: usize) -> Vec<u8> {
    bytes[..bytes.len().saturating_sub(lost)].to_vec()
}

/// The file behind something that is not of it, as a broken download has.
pub fn with_junk_in_front(bytes: &[u8]) -> Vec<u8> {
    [b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n", bytes].concat()
}

/// The file with a `startxref` that points into the middle of an object.
pub fn with_wrong_startxref(bytes: &[u8]) -> Vec<u8> {
    let at = last(bytes, b"startxref");
    [&bytes[..at], b"startxref\n37\n%%EOF\n"].concat()
}

/// The file without its `%%EOF`.
pub fn without_eof(bytes: &[u8]) -> Vec<u8> {
    bytes[..last(bytes, b"%%EOF")].to_vec()
}

/// The file with cross references of some objects that lead elsewhere: each number with the entry that it gets.
pub fn with_entries(bytes: &[u8], entries: &[(usize, &str)]) -> Vec<u8> {
    const LENGTH: usize = 20;
    let table = last(bytes, b"0000000000 65535 f ");
    let mut damaged = bytes.to_vec();
    for (number, entry) in entries {
        let at = table + number * LENGTH;
        damaged[at..at + LENGTH].copy_from_slice(format!("{entry} \n").as_bytes());
    }
    damaged
}

fn last(bytes: &[u8], wanted: &[u8]) -> usize {
    bytes.windows(wanted.len()).rposition(|window| window == wanted).expect("a fixture has it")
}
