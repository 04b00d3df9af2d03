#!/usr/bin/env python3
"""Writes the data tables of the font room: crates/signplace/src/text/font/data/*.txt

    python3 -m venv v && v/bin/pip install reportlab fonttools && v/bin/python scripts/font_tables.py

Facts come from reportlab (the encodings of ISO 32000 Annex D, the widths of the standard 14 fonts' AFM files) and from
fontTools (the Adobe Glyph List and the list for ZapfDingbats). The output is deterministic and committed.
"""

from pathlib import Path

from fontTools import agl
from reportlab.pdfbase import _fontdata as fontdata

OUT = Path(__file__).resolve().parent.parent / "crates/signplace/src/text/font/data"

# Names that TeX and other producers use and the Adobe Glyph List lacks.
EXTRA = {
    "angbracketleft": "27E8", "angbracketright": "27E9", "arrowleftright": "2194", "asteriskmath": "2217",
    "bardbl": "2225", "centerdot": "00B7", "ceilingleft": "2308", "ceilingright": "2309", "compwordmark": "200C",
    "copyrightsans": "00A9", "copyrightserif": "00A9", "cwm": "200C", "dblbracketleft": "27E6",
    "dblbracketright": "27E7", "diamondmath": "22C4", "epsilon1": "03F5", "f_f": "0066 0066", "f_f_i": "0066 0066 0069",
    "f_f_l": "0066 0066 006C", "f_i": "0066 0069", "f_l": "0066 006C", "floorleft": "230A", "floorright": "230B",
    "follows": "227B", "latticetop": "22A4", "mapsto": "21A6", "nbspace": "00A0", "negationslash": "0338",
    "openbullet": "25E6", "perthousandzero": "2030", "precedes": "227A", "registersans": "00AE",
    "registerserif": "00AE", "sfthyphen": "00AD", "shortmid": "2223", "slurabove": "2322", "slurbelow": "2323",
    "star": "2605", "trademarksans": "2122", "trademarkserif": "2122", "turnstileleft": "22A2", "turnstileright": "22A3",
    "vector": "20D7", "visiblespace": "2423", "wreathproduct": "2240",
}

ENCODINGS = [
    ("Standard", "StandardEncoding"),
    ("WinAnsi", "WinAnsiEncoding"),
    ("MacRoman", "MacRomanEncoding"),
    ("MacExpert", "MacExpertEncoding"),
    ("Symbol", "SymbolEncoding"),
    ("ZapfDingbats", "ZapfDingbatsEncoding"),
]

LATIN = ["Helvetica", "Helvetica-Bold", "Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic"]


def hexes(value):
    return " ".join(f"{code:04X}" for code in value)


def glyph_names():
    names = {name: hexes(value if isinstance(value, (list, tuple)) else [value]) for name, value in agl.LEGACY_AGL2UV.items()}
    for name, value in agl.AGL2UV.items():
        names.setdefault(name, hexes(value if isinstance(value, (list, tuple)) else [value]))
    for name, value in EXTRA.items():
        names.setdefault(name, value)
    return "".join(f"{name} {names[name]}\n" for name in sorted(names, key=lambda name: name.encode()))


def dingbats():
    table = agl._AGL_ZAPF_DINGBATS if isinstance(agl._AGL_ZAPF_DINGBATS, dict) else None
    names = {}
    for name in fontdata.widthsByFontGlyph["ZapfDingbats"]:
        found = agl._zapfDingbatsToUnicode(name) if table is None else chr(table[name]) if name in table else None
        if found:
            names[name] = hexes(map(ord, found))
    return "".join(f"{name} {names[name]}\n" for name in sorted(names))


def encodings():
    out = []
    for title, key in ENCODINGS:
        table = list(fontdata.encodings[key])
        if title == "WinAnsi":
            # Annex D, notes 3 and 5: unused codes above 40 octal are bullets; 0xA0 and 0xAD are their plain fellows.
            for code in range(0o41, 256):
                table[code] = table[code] or "bullet"
            table[0xA0], table[0xAD] = "space", "hyphen"
        if title == "MacRoman":
            table[0xCA] = "space"
        out.append(f"[{title}]\n")
        code = 0
        while code < 256:
            if not table[code]:
                code += 1
                continue
            start = code
            while code < 256 and table[code]:
                code += 1
            names = [str(start), *table[start:code]]
            for at in range(0, len(names), 16):
                out.append(" ".join(names[at : at + 16]) + "\n")
    return "".join(out)


def standard14():
    widths = fontdata.widthsByFontGlyph
    out = ["[Latin]\n"]
    for name in sorted(widths["Helvetica"]):
        out.append(" ".join([name, *(str(widths[font][name]) for font in LATIN)]) + "\n")
    for font in ["Symbol", "ZapfDingbats"]:
        out.append(f"[{font}]\n")
        out.extend(f"{name} {width}\n" for name, width in sorted(widths[font].items()))
    return "".join(out)


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    for name, text in [
        ("glyph_names.txt", glyph_names()),
        ("dingbat_names.txt", dingbats()),
        ("encodings.txt", encodings()),
        ("standard14.txt", standard14()),
    ]:
        (OUT / name).write_text(text)
        print(name, len(text), "bytes")
