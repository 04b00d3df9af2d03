"""Cuts a font down to the characters of a text, with TrueType outlines.

  cut_down.py FONT NUMBER TEXT OUTPUT

The Chinese fonts are CID-keyed CFF. Their glyphs keep their CIDs when others are dropped, while what WeasyPrint writes
names glyphs by their number in the font: viewers that heed the font's own table of CIDs then show other glyphs, or none.
TrueType has no such table.
"""
import sys

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

# A curve may differ from the font's by so many units; an em has 1000.
MOST_APART = 0.5


def cut_down(path, number, text):
    options = subset.Options(layout_features=[], hinting=False, font_number=number)
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE"]
    font = subset.load_font(path, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    return font


def with_truetype_outlines(font):
    order, outlines = font.getGlyphOrder(), font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(outlines)
        outlines[name].draw(Cu2QuPen(pen, MOST_APART, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    del font["CFF "]
    for name in order:
        glyphs[name].recalcBounds(font["glyf"])
    font["hmtx"].metrics = {
        name: (width, getattr(glyphs[name], "xMin", 0)) for name, (width, _) in font["hmtx"].metrics.items()
    }
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    # What saving works out is worked out then; there are no instructions.
    for name in ("Points", "Contours", "CompositePoints", "CompositeContours", "TwilightPoints", "Storage",
                 "FunctionDefs", "InstructionDefs", "StackElements", "SizeOfInstructions", "ComponentElements",
                 "ComponentDepth"):
        setattr(maxp, "max" + name, 0)
    maxp.maxZones = 1
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"
    return font


def main():
    path, number, text, output = sys.argv[1:]
    with open(text, encoding="utf8") as file:
        font = cut_down(path, int(number), file.read())
    with_truetype_outlines(font).save(output)


if __name__ == "__main__":
    main()
