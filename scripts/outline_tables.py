#!/usr/bin/env python3
"""Writes the fingerprints of known typefaces: crates/signplace/src/text/font/data/outlines.bin

    python3 -m venv v && v/bin/pip install fonttools
    mkdir d && cd d && for p in fonts-wqy-zenhei fonts-wqy-microhei fonts-droid-fallback fonts-arphic-uming fonts-arphic-ukai
        do apt-get download $p && dpkg-deb -x $p*.deb . ; done && cd ..
    v/bin/python scripts/outline_tables.py d [OUT]
    v/bin/python scripts/outline_tables.py --self-test

The fonts are those of Debian 12. Of each character and typeface the table holds three bytes of a hash of the glyph's
outline: a fact about the font, from which no outline can be had back, and nothing of the font itself. Only TrueType outlines
(glyf) are read; those of CFF would need an interpreter of charstrings. The output is deterministic and committed.

The file, numbers big-endian: "SPO1"; the multiplier (u64) that makes 24 bits of a 64-bit hash; the number of blocks (u16);
of each block its first character and its number of characters (u16 each); the blocks' bitmaps, 1 where the character is in
the table, the highest bit first, each block filled up to whole bytes; the number of typefaces (u8); of each typeface three
bytes a character in the order of Unicode, 0 where the typeface does not have it or it cannot be told from another.
"""

import struct
import sys
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "crates/signplace/src/text/font/data/outlines.bin"

# Files by name, the nth face of a collection. The faces of a collection share nearly all of their ideographs.
TYPEFACES = [
    ("wqy-zenhei.ttc", 0),
    ("wqy-microhei.ttc", 0),
    ("DroidSansFallbackFull.ttf", 0),
    ("uming.ttc", 0),
    ("ukai.ttc", 0),
]
# (first character, how many): what a block does not hold is not in the table.
BLOCKS = [
    (0x20, 0x60), (0xA0, 0x60), (0x2010, 0x30), (0x2100, 0x20), (0x2160, 0x10), (0x2190, 0x10), (0x2200, 0x70),
    (0x2460, 0x40), (0x25A0, 0x40), (0x3000, 0x18), (0x3220, 0x10), (0x4E00, 0x51A8), (0xFF00, 0xF0),
]

MASK = (1 << 64) - 1
NO_SCALE = 0x8 | 0x40 | 0x80  # a composite whose parts are scaled has no fingerprint
MAX_DEPTH = 4


def characters():
    """ASCII, and of GB 2312 the ideographs, punctuation, numbers and full-width forms; 〇, which it lacks."""
    found = {"〇", *map(chr, range(0x21, 0x7F))}
    for row in [1, 2, 3, *range(16, 88)]:
        for cell in range(1, 95):
            try:
                # GBK holds GB 2312, and says of · and — what they are today; its own additions are lower-case numbers.
                found.add(bytes([0xA0 + row, 0xA0 + cell]).decode("gbk"))
            except UnicodeDecodeError:
                pass
    inside = lambda code: any(first <= code < first + count for first, count in BLOCKS)
    return [char for char in sorted(found) if inside(ord(char))]


def outline(glyf, name, depth=0):
    """(contour ends, [(x, y, on)]) in font units, composites flattened; None where there is no fingerprint."""
    glyph = glyf[name]
    if glyph.numberOfContours == 0:
        return None
    if not glyph.isComposite():
        coordinates, ends, flags = glyph.getCoordinates(glyf)
        return list(ends), [(x, y, flag & 1) for (x, y), flag in zip(coordinates, flags)]
    if depth == MAX_DEPTH:
        return None
    ends, points = [], []
    for part in glyph.components:
        if part.flags & NO_SCALE or not hasattr(part, "x"):
            return None
        sub = outline(glyf, part.glyphName, depth + 1)
        if sub is None:
            return None
        ends += [end + len(points) for end in sub[0]]
        points += [(x + part.x, y + part.y, on) for x, y, on in sub[1]]
    return ends, points


def fingerprint(ends, points):
    """FNV-1a, 64 bits, over the number of contours, their last points, and of each point x, y and whether it is on the curve.
    Positions count, not only shapes: ． and . are often one shape in two places."""
    data = struct.pack(f">i{len(ends)}i", len(ends), *ends) + b"".join(struct.pack(">iib", *point) for point in points)
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & MASK
    return value


def short(value, multiplier):
    """The 24 bits that the table holds; 0 means nothing."""
    return (value * multiplier & MASK) >> 40


def plainness(char):
    """Of characters with one outline, the plainest is meant; radicals and compatibility ideographs are not in the table."""
    return 1 if "\uff00" <= char <= "\uffef" else 0


def typeface(path, number, chars):
    """The fingerprint of each character, None where there is none or it is another's too."""
    from fontTools.ttLib import TTFont

    font = TTFont(path, fontNumber=number, lazy=True)
    cmap, glyf = font.getBestCmap(), font["glyf"]
    owners, found = {}, []
    for char in chars:
        name = cmap.get(ord(char))
        drawn = outline(glyf, name) if name else None
        found.append(fingerprint(*drawn) if drawn else None)
        if drawn:
            owners.setdefault(found[-1], []).append(char)
    for value, sharing in owners.items():
        best = min(map(plainness, sharing))
        plain = [char for char in sharing if plainness(char) == best]
        owners[value] = plain[0] if len(plain) == 1 else None
    kept = [value if value is not None and owners[value] == char else None for char, value in zip(chars, found)]
    dropped = "".join(char for char, value in zip(chars, kept) if value is None)
    print(f"{path.name}: {len(kept) - len(dropped)} of {len(chars)} characters, without {dropped[:40]}")
    return kept


def multiplier_for(faces):
    """An odd number that makes different fingerprints of one typeface different in their 24 bits, too."""
    state = 0x9E3779B97F4A7C15
    while True:
        multiplier = state | 1
        if all(
            len({short(value, multiplier) for value in face if value is not None} - {0})
            == sum(value is not None for value in face)
            for face in faces
        ):
            return multiplier
        state = (state * 6364136223846793005 + 1442695040888963407) & MASK


def table(faces, chars, multiplier):
    known = {ord(char) for char in chars}
    out = b"SPO1" + struct.pack(">QH", multiplier, len(BLOCKS))
    out += b"".join(struct.pack(">HH", *block) for block in BLOCKS)
    for first, count in BLOCKS:
        bits = "".join("1" if code in known else "0" for code in range(first, first + count))
        out += int(bits, 2).to_bytes(count // 8, "big")
    out += bytes([len(faces)])
    for face in faces:
        out += b"".join((0 if value is None else short(value, multiplier)).to_bytes(3, "big") for value in face)
    return out


def self_test():
    # The same as in outline/glyf.rs.
    triangle = ([2], [(10, 20, 1), (110, 20, 1), (60, -120, 0)])
    assert fingerprint(*triangle) == TRIANGLE, hex(fingerprint(*triangle))
    pair = ([2, 5], triangle[1] + [(x + 300, y - 7, on) for x, y, on in triangle[1]])
    assert fingerprint(*pair) == PAIR, hex(fingerprint(*pair))
    assert short(TRIANGLE, 0x9E3779B97F4A7C15) == SHORT, hex(short(TRIANGLE, 0x9E3779B97F4A7C15))


TRIANGLE, PAIR, SHORT = 0xFBA4999600EE58C9, 0x98444585565BA64A, 0xA41BEE


def main():
    if sys.argv[1:] == ["--self-test"]:
        self_test()
        return
    folder, out = Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else OUT
    chars = characters()
    paths = {path.name: path for path in sorted(folder.rglob("*.tt[cf]")) if path.is_file()}
    faces = [typeface(paths[name], number, chars) for name, number in TYPEFACES]
    data = table(faces, chars, multiplier_for(faces))
    out.write_bytes(data)
    print(out.name, len(data), "bytes,", len(chars), "characters")


if __name__ == "__main__":
    main()
