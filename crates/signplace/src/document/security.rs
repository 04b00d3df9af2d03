//! The owner's password of the older ciphers (ISO 32000-2, 7.6.4), and encryption that spares what is read here.
//!
//! The parser opens a document of revision 2 to 4 (RC4, AES-128) with its user password only. The owner's password
//! gives the user's: it is stored in `O`, encrypted with a key that is made of the owner's. Only that step is done
//! here; whether the outcome is right the parser tells. Nothing of this protects anything: it reads what others wrote.

use super::object::{Dict, FromBytes as _, Name, PdfString};
use super::scan::{dictionary, find};

/// What passwords are filled up with (ISO 32000-2, 7.6.4.3.2).
const PADDING: [u8; 32] = [
    0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08, 0x2E, 0x2E, 0x00,
    0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
];

/// The user passwords that a document has if `password` is its owner's. A user password that is not UTF-8 is left out:
/// the parser could not be given it.
pub(super) fn user_passwords(bytes: &[u8], password: &str) -> Vec<String> {
    let Some((_, dict)) = encryption(bytes) else { return Vec::new() };
    let number = |key: &[u8]| dict.get::<i64>(key);
    let (Some(owner), Some(revision @ 2..=4)) = (dict.get::<PdfString<'_>>(b"O"), number(b"R")) else {
        return Vec::new();
    };
    let default_bits = if number(b"V") == Some(4) { 128 } else { 40 };
    let bits = if revision == 2 { 40 } else { number(b"Length").unwrap_or(default_bits) };
    let length = usize::try_from(bits / 8).unwrap_or(0).clamp(5, 16);
    super::passwords::encodings(password)
        .into_iter()
        .filter_map(|password| String::from_utf8(user_password(&password, &owner, revision, length)).ok())
        .collect()
}

/// The user's password by the owner's (ISO 32000-2, 7.6.4.4.4, algorithm 7).
fn user_password(owner_password: &[u8], owner_entry: &[u8], revision: i64, length: usize) -> Vec<u8> {
    let mut hash = md5(&padded(owner_password));
    if revision >= 3 {
        for _ in 0..50 {
            hash = md5(&hash);
        }
    }
    let key = &hash[..length];
    let mut user = owner_entry.get(..32).unwrap_or(owner_entry).to_vec();
    let last = if revision >= 3 { 19 } else { 0 };
    for round in (0..=last).rev() {
        let key: Vec<u8> = key.iter().map(|byte| byte ^ round).collect();
        rc4(&key, &mut user);
    }
    let end = (0..user.len()).find(|at| PADDING.starts_with(&user[*at..])).unwrap_or(user.len());
    user.truncate(end);
    user
}

fn padded(password: &[u8]) -> Vec<u8> {
    password.iter().chain(&PADDING).copied().take(32).collect()
}

/// Where the trailer's `Encrypt` key stands, and the dictionary that it leads to. (Its strings are not encrypted.)
fn encryption(bytes: &[u8]) -> Option<(usize, Dict<'_>)> {
    const KEY: &[u8] = b"/Encrypt";
    // A file has one trailer a revision, and each search for the object is one through the file.
    for at in memchr::memmem::rfind_iter(bytes, KEY).take(MAX_TRAILERS) {
        let value = bytes.get(at + KEY.len()..)?.trim_ascii_start();
        let dict = if value.starts_with(b"<<") {
            Dict::from_bytes(value)
        } else {
            reference(value).and_then(|id| dictionary(bytes, id))
        };
        if let Some(dict) = dict.filter(|dict| dict.contains_key(b"Filter")) {
            return Some((at, dict));
        }
    }
    None
}

/// More places where a trailer may name the encryption are not looked at.
const MAX_TRAILERS: usize = 32;

/// `12 0 R` at the start of some bytes.
fn reference(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut words = bytes.get(..bytes.len().min(40))?.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let mut number = || std::str::from_utf8(words.next()?).ok()?.parse::<u32>().ok();
    let both = (number()?, number()?);
    words.next().is_some_and(|word| word.starts_with(b"R")).then_some(both)
}

/// The same file without its encryption, when that is of embedded files alone: strings and streams are by the filter
/// `Identity`, so that a reader who leaves attachments alone needs no password.
pub(super) fn without_encryption_of_attachments(bytes: &[u8]) -> Option<Vec<u8>> {
    find(bytes, b"Identity")?;
    let (_, dict) = encryption(bytes)?;
    let plain = |key: &[u8]| dict.get::<Name<'_>>(key).is_none_or(|name| &*name == b"Identity");
    if dict.get::<i64>(b"V").is_none_or(|version| version < 4) || !plain(b"StmF") || !plain(b"StrF") {
        return None;
    }
    let mut bytes = bytes.to_vec();
    // Each revision of the file has a trailer with the key. A name of the same length means nothing to the parser.
    for _ in 0..MAX_TRAILERS {
        let Some((at, _)) = encryption(&bytes) else { break };
        bytes.get_mut(at..at + 8)?.copy_from_slice(b"/Encrypx");
    }
    Some(bytes)
}

/// RC4, which is its own inverse.
fn rc4(key: &[u8], data: &mut [u8]) {
    let mut state: [u8; 256] = std::array::from_fn(|at| at as u8);
    let mut j = 0u8;
    for i in 0..256 {
        j = j.wrapping_add(state[i]).wrapping_add(key[i % key.len()]);
        state.swap(i, usize::from(j));
    }
    let (mut i, mut j) = (0u8, 0u8);
    for byte in data {
        i = i.wrapping_add(1);
        j = j.wrapping_add(state[usize::from(i)]);
        state.swap(usize::from(i), usize::from(j));
        *byte ^= state[usize::from(state[usize::from(i)].wrapping_add(state[usize::from(j)]))];
    }
}

/// MD5 (RFC 1321).
fn md5(data: &[u8]) -> [u8; 16] {
    const SHIFTS: [[u32; 4]; 4] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
    let sines: [u32; 64] = std::array::from_fn(|i| (((i + 1) as f64).sin().abs() * 4_294_967_296.0) as u32);
    let mut message = data.to_vec();
    message.push(0x80);
    message.resize((message.len() + 8).next_multiple_of(64) - 8, 0);
    message.extend_from_slice(&(data.len() as u64 * 8).to_le_bytes());
    let mut sum: [u32; 4] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];
    for block in message.as_chunks::<64>().0 {
        let words: [u32; 16] =
            std::array::from_fn(|i| u32::from_le_bytes(std::array::from_fn(|byte| block[4 * i + byte])));
        let [mut a, mut b, mut c, mut d] = sum;
        for i in 0..64 {
            let (mixed, word) = match i / 16 {
                0 => ((b & c) | (!b & d), i),
                1 => ((d & b) | (!d & c), (5 * i + 1) % 16),
                2 => (b ^ c ^ d, (3 * i + 5) % 16),
                _ => (c ^ (b | !d), (7 * i) % 16),
            };
            let turned = a.wrapping_add(mixed).wrapping_add(sines[i]).wrapping_add(words[word]);
            (a, d, c) = (d, c, b);
            b = b.wrapping_add(turned.rotate_left(SHIFTS[i / 16][i % 4]));
        }
        for (total, part) in sum.iter_mut().zip([a, b, c, d]) {
            *total = total.wrapping_add(part);
        }
    }
    let mut out = [0; 16];
    for (bytes, word) in out.as_chunks_mut::<4>().0.iter_mut().zip(sum) {
        *bytes = word.to_le_bytes();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn md5_is_that_of_rfc_1321() {
        assert_eq!(hex(&md5(b"")), "d41d8cd98f00b204e9800998ecf8427e");
        assert_eq!(hex(&md5(b"message digest")), "f96b697d7cb7938d525a2f31aaf161d0");
        let long = b"12345678901234567890123456789012345678901234567890123456789012345678901234567890";
        assert_eq!(hex(&md5(long)), "57edf4a22be3c955ac49da2e2107b67a");
    }

    #[test]
    fn rc4_is_that_of_rfc_6229() {
        let mut data = [0; 16];
        rc4(&[1, 2, 3, 4, 5], &mut data);
        assert_eq!(hex(&data), "b2396305f03dc027ccc3524a0a1118a8");
    }

    #[test]
    fn the_owners_password_gives_the_users() {
        // The other way round, the standard's algorithm 3.
        for (revision, length) in [(2, 5), (3, 16), (4, 16)] {
            let mut hash = md5(&padded("möwe".as_bytes()));
            if revision >= 3 {
                (0..50).for_each(|_| hash = md5(&hash));
            }
            let mut entry = padded(b"secret(");
            for round in 0..=if revision >= 3 { 19 } else { 0 } {
                let key: Vec<u8> = hash[..length].iter().map(|byte| byte ^ round).collect();
                rc4(&key, &mut entry);
            }
            // The stray bracket is also where the padding begins.
            assert_eq!(user_password("möwe".as_bytes(), &entry, revision, length), b"secret(");
        }
    }

    #[test]
    fn the_dictionary_is_found_direct_and_indirect() {
        for file in [
            &b"%PDF-1.4\n7 0 obj\n<</Filter/Standard/V 1/R 2/O(12345678901234567890123456789012)>>\nendobj trailer <</Encrypt 7 0 R>>"[..],
            b"trailer <</Encrypt<</Filter/Standard/R 2/O(12345678901234567890123456789012)>>>>",
        ] {
            assert_eq!(encryption(file).and_then(|(_, dict)| dict.get::<i64>(b"R")), Some(2));
        }
        assert!(encryption(b"trailer << /Encrypt 7 0 R >>").is_none());
    }
}
