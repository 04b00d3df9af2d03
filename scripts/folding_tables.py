#!/usr/bin/env python3
"""Writes the tables of folding: crates/signplace/src/search/data/*.txt

    pip download --no-deps opencc-python-reimplemented && unzip opencc_python_reimplemented-*.whl
    python3 scripts/folding_tables.py EquivalentUnifiedIdeograph.txt opencc/dictionary

radicals.txt: CJK radicals and strokes with the ideographs of the same shape, from the Unicode Character Database, file
EquivalentUnifiedIdeograph.txt (Unicode licence). Kangxi radicals are left out: NFKC folds them.
variants.txt: traditional characters with the simplified ones that stand for them, from OpenCC's dictionaries
TSCharacters.txt and STCharacters.txt (Apache 2.0). Of several simplified forms the first, which is the most usual, is
taken. Both are pairs of characters, the first of each folding to the second, sorted by the first. The output is
deterministic and committed.
"""

import sys
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "crates/signplace/src/search/data"
PAIRS_A_LINE = 25


def radicals(path):
    pairs = {}
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        fields = [field.strip() for field in line.split("#")[0].split(";")]
        if len(fields) != 2:
            continue
        first, _, last = fields[0].partition("..")
        for code in range(int(first, 16), int(last or first, 16) + 1):
            if not 0x2F00 <= code <= 0x2FD5:
                pairs[chr(code)] = chr(int(fields[1], 16))
    return pairs


def dictionary(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    return {key: values.split(" ") for key, values in (line.split("\t") for line in lines if line)}


def variants(folder):
    to_simplified = dictionary(folder / "TSCharacters.txt")
    pairs = {key: values[0] for key, values in to_simplified.items() if values[0] != key}
    # Traditional forms that only the other direction knows.
    for simple, traditional in dictionary(folder / "STCharacters.txt").items():
        for key in traditional:
            if key != simple and key not in to_simplified:
                pairs.setdefault(key, simple)
    for key in pairs:
        while pairs[key] in pairs:
            pairs[key] = pairs[pairs[key]]
    return pairs


def write(name, pairs):
    texts = [a + b for a, b in sorted(pairs.items())]
    lines = ["".join(texts[i : i + PAIRS_A_LINE]) for i in range(0, len(texts), PAIRS_A_LINE)]
    (OUT / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}: {len(pairs)} pairs")


OUT.mkdir(parents=True, exist_ok=True)
write("radicals.txt", radicals(sys.argv[1]))
write("variants.txt", variants(Path(sys.argv[2])))
