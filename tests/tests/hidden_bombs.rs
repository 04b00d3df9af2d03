//! Bombs that the parser would inflate by itself when it opens a file, each hidden in another way.

use std::io::Write as _;

use flate2::{Compression, write::DeflateEncoder};
use signplace::{Document, ErrorCode, OpenOptions};

/// So many MiB of spaces as deflate data without a header.
fn deflated(mebibytes: usize) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    for _ in 0..mebibytes {
        encoder.write_all(&[b' '; 1 << 20]).expect("writing to memory");
    }
    encoder.finish().expect("writing to memory")
}

fn zlib(mebibytes: usize) -> Vec<u8> {
    [&[0x78, 0xda], &*deflated(mebibytes), &[0, 0, 0, 1]].concat()
}

/// A file whose catalog is said to lie in the object stream 3, which has these entries and data; objects from 4 on
/// follow it.
fn file_with(entries: &str, data: &[u8], more: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    let mut add = |out: &mut Vec<u8>, body: &[u8]| {
        offsets.push(out.len() as u32);
        out.extend_from_slice(format!("{} 0 obj\n", 2 + offsets.len()).as_bytes());
        out.extend_from_slice(body);
        out.extend_from_slice(b"\nendobj\n");
    };
    add(&mut out, &stream(entries, data));
    for body in more {
        add(&mut out, body);
    }
    let start = out.len();
    let mut table = vec![0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 3, 0, 2, 0, 0, 0, 3, 1];
    for offset in &offsets {
        table.push(1);
        table.extend(offset.to_be_bytes());
        table.push(0);
    }
    let size = 3 + offsets.len();
    out.extend_from_slice(format!("{size} 0 obj\n").as_bytes());
    out.extend(stream(&format!("/Type /XRef /W [1 4 1] /Root 1 0 R /Size {size}"), &table));
    out.extend_from_slice(format!("\nendobj\nstartxref\n{start}\n%%EOF\n").as_bytes());
    out
}

fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    [format!("<< {entries} /Length {} >>\nstream\n", data.len()).as_bytes(), data, b"\nendstream"].concat()
}

#[track_caller]
fn refused(what: &str, bytes: Vec<u8>) {
    let begin = std::time::Instant::now();
    match Document::open(bytes, OpenOptions::default()) {
        Ok(_) => panic!("{what}: opened"),
        Err(error) => assert_eq!(error.kind(), ErrorCode::LimitDecompressed, "{what}: {error}"),
    }
    assert!(begin.elapsed().as_secs() < 10, "{what} took {:?}", begin.elapsed());
}

const MEMBERS: &str = "/N 2 /First 10";

#[test]
fn in_an_object_stream() {
    refused("zlib", file_with(&format!("/Type /ObjStm {MEMBERS} /Filter /FlateDecode"), &zlib(300), &[]));
}

#[test]
fn without_the_header_of_zlib() {
    refused("bare deflate", file_with(&format!("/Type /ObjStm {MEMBERS} /Filter /FlateDecode"), &deflated(300), &[]));
}

#[test]
fn behind_a_block_with_a_wrong_check() {
    let data = [&[0, 1, 0, 9, 9, b' '], &*deflated(300)].concat();
    refused("a wrong check", file_with(&format!("/Type /ObjStm {MEMBERS} /Filter /FlateDecode"), &data, &[]));
}

#[test]
fn behind_the_word_that_ends_a_stream() {
    // A stored block that holds the word; the length says where the stream really ends.
    let word = b" endstream endobj ";
    let data = [&[0, word.len() as u8, 0, !(word.len() as u8), 0xff], &word[..], &*deflated(300)].concat();
    refused("endstream inside", file_with(&format!("/Type /ObjStm {MEMBERS} /Filter /FlateDecode"), &data, &[]));
}

#[test]
fn in_a_stream_of_another_type() {
    refused("an image", file_with(&format!("/Subtype /Image {MEMBERS} /Filter /FlateDecode"), &zlib(300), &[]));
}

#[test]
fn behind_several_filters() {
    let hex: String = zlib(300).iter().map(|byte| format!("{byte:02x}")).collect();
    for (filters, data) in [
        ("[/ASCIIHexDecode /FlateDecode]", hex.as_bytes()),
        ("[/AHx /Fl]", hex.as_bytes()),
        ("[/ASCIIHexDecode /Fl#61teDecode]", hex.as_bytes()),
    ] {
        refused(filters, file_with(&format!("/Type /ObjStm {MEMBERS} /Filter {filters}"), data, &[]));
    }
    let mut twice = flate2::write::ZlibEncoder::new(Vec::new(), Compression::best());
    twice.write_all(&zlib(300)).expect("writing to memory");
    let twice = twice.finish().expect("writing to memory");
    refused("twice", file_with(&format!("/Type /ObjStm {MEMBERS} /Filter [/Fl /Fl]"), &twice, &[]));
}

#[test]
fn behind_a_filter_that_is_named_elsewhere() {
    let entries = format!("/Type /ObjStm {MEMBERS} /Filter 4 0 R");
    refused("an indirect filter", file_with(&entries, &zlib(300), &[b"/FlateDecode".to_vec()]));
}

#[test]
fn in_many_streams_each_within_the_limit() {
    let entries = format!("/Type /ObjStm {MEMBERS} /Filter /FlateDecode");
    let small = zlib(200);
    let more: Vec<Vec<u8>> = (0..12).map(|_| stream(&entries, &small)).collect();
    refused("13 times 200 MiB", file_with(&entries, &small, &more));
}

#[test]
fn in_an_encrypted_object_stream() {
    // Noise is what an encrypted stream looks like. Three megabytes of it might stand for three gigabytes.
    let noise: Vec<u8> = (0..3u32 << 20).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    refused("noise", file_with(&format!("/Type /ObjStm {MEMBERS} /Filter /FlateDecode"), &noise, &[]));
}

#[test]
fn in_cross_references() {
    // One byte an entry.
    let table = zlib(100);
    let mut out = b"%PDF-1.7\n".to_vec();
    let start = out.len();
    out.extend_from_slice(b"1 0 obj\n");
    out.extend(stream("/Type /XRef /W [0 1 0] /Root 1 0 R /Size 100000000 /Filter /FlateDecode", &table));
    out.extend_from_slice(format!("\nendobj\nstartxref\n{start}\n%%EOF\n").as_bytes());
    refused("a hundred million entries", out);
}
