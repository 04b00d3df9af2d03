"""Prepared PDFs as pypdf and pyHanko see them (see scripts/test-prepare)."""

import datetime
import io
import itertools
import json
import logging
import pathlib
import subprocess
import sys
import tempfile

import pypdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

COMMAND, EXAMPLES = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
DIRECTORY = pathlib.Path(tempfile.mkdtemp(prefix="prepare"))
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)


def signplace(*arguments):
    """The command's JSON, and its exit status."""
    run = subprocess.run(
        [str(COMMAND), *map(str, arguments), "--format", "json"], capture_output=True, text=True, check=False
    )
    assert run.stdout, run.stderr
    return json.loads(run.stdout), run.returncode


def written(name, data):
    path = DIRECTORY / name
    path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
    return path


def page_pdf(media, crop, rotate, unit, xref):
    """A PDF of one page, written by hand; with a cross-reference "table", a "stream", or both: a "hybrid"."""
    boxes = "".join(f"/{name}[{' '.join(map(str, box))}]" for name, box in (("MediaBox", media), ("CropBox", crop)))
    hidden = "/Resources 5 0 R" if xref == "hybrid" else ""
    page = f"<</Type/Page/Parent 2 0 R{boxes}/Rotate {rotate}/UserUnit {unit}{hidden}>>"
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page]
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    start = len(out)
    if xref == "hybrid":
        # Object 5 is in the object stream 4, which only readers of cross-reference streams know (7.5.8.4).
        packed = b"5 0 <</ProcSet[/PDF]>>"
        offsets.append(len(out))
        out += b"4 0 obj\n<</Type/ObjStm/N 1/First 4/Length %d>>stream\n%s\nendstream\nendobj\n" % (len(packed), packed)
        stream = len(out)
        entries = b"\2\0\0\4\0" + b"\1" + stream.to_bytes(3, "big") + b"\0"
        out += b"6 0 obj\n<</Type/XRef/Size 7/Index[5 2]/W[1 3 1]/Root 1 0 R/Length %d>>stream\n" % len(entries)
        out += entries + b"\nendstream\nendobj\n"
        start = len(out)
        out += b"xref\n0 7\n0000000005 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in offsets)
        out += b"0000000000 00000 f \n%010d 00000 n \n" % stream
        out += b"trailer\n<</Size 7/Root 1 0 R/XRefStm %d>>\n" % stream
    elif xref == "stream":
        entries = b"\0\0\0\0\xff" + b"".join(b"\1" + at.to_bytes(3, "big") + b"\0" for at in [*offsets, start])
        out += f"4 0 obj\n<</Type/XRef/Size 5/W[1 3 1]/Root 1 0 R/Length {len(entries)}>>stream\n".encode()
        out += entries + b"\nendstream\nendobj\n"
    else:
        out += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in offsets)
        out += b"trailer\n<</Size 4/Root 1 0 R>>\n"
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def displayed(rect, media, crop, rotate, unit):
    """A rectangle of user space as x, y, width, height on the displayed page."""
    x0, y0 = max(media[0], crop[0]), max(media[1], crop[1])
    w, h = min(media[2], crop[2]) - x0, min(media[3], crop[3]) - y0
    a, b, c, d = rect[0] - x0, rect[1] - y0, rect[2] - x0, rect[3] - y0
    a, b, c, d = {0: (a, b, c, d), 90: (b, w - c, d, w - a), 180: (w - c, h - d, w - a, h - b), 270: (h - d, a, h - b, c)}[rotate]
    return [v * unit for v in (a, b, c - a, d - b)]


def at(identifier, kind, x, y, size):
    anchor = {"page": 1, "x": x, "y": y, "unit": "pt"}
    return {"id": identifier, "kind": kind, "anchor": anchor, "size": size}


PLAN = {
    "version": 1,
    "placements": [
        at("甲方盖章", "seal", 33.3333, 44.4444, "round-42"),
        at("party-a", "signature", 200.5, 60.25, {"width": 119, "height": 43, "unit": "pt"}),
        at("date", "date", 12.3456, 180, "date"),
        at("remark", "text", 20, 220, {"width": 150, "height": 60, "unit": "pt"}),
    ],
}
SIGNATURES = {"version": 1, "placements": PLAN["placements"][:2]}


def check_pages():
    """Every rotation, with and without a crop, in units of 1 and 2, in files of every kind: what pypdf reads is what was
    placed."""
    plan = written("plan.json", PLAN)
    media = [-10, 20, 600, 850]
    count = 0
    for rotate, crop, unit, xref in itertools.product(
        (0, 90, 180, 270), (media, [40.5, 60.25, 560, 800]), (1, 2), ("table", "stream", "hybrid")
    ):
        source = written("page.pdf", page_pdf(media, crop, rotate, unit, xref))
        out = DIRECTORY / "out.pdf"
        answer, status = signplace("prepare", source, plan, "-o", out)
        assert status == 0, answer
        assert out.read_bytes().startswith(source.read_bytes())
        placed = {p["id"]: p for p in signplace("place", source, plan)[0]["placements"]}
        there = {f["name"]: f for f in signplace("fields", out)[0]["fields"]}
        reader = pypdf.PdfReader(out, strict=True)
        if xref == "hybrid":
            assert reader.pages[0]["/Resources"]["/ProcSet"] == ["/PDF"], "what is hidden in a hybrid file is lost"
        by_pypdf = reader.get_fields()
        assert set(by_pypdf) == set(placed) == set(there), by_pypdf
        by_pyhanko = {name for name, _, _ in fields.enumerate_sig_fields(PdfFileReader(io.BytesIO(out.read_bytes())))}
        assert by_pyhanko == {"甲方盖章", "party-a"}, by_pyhanko
        for widget in reader.pages[0]["/Annots"]:
            widget = widget.get_object()
            name = widget["/T"]
            rect = displayed([float(v) for v in widget["/Rect"]], media, crop, rotate, unit)
            wanted = [placed[name]["box"][key] for key in ("x", "y", "width", "height")]
            assert all(abs(a - b) < 0.01 for a, b in zip(rect, wanted)), (rotate, crop, unit, name, rect, wanted)
            kind = {"/Sig": "signature", "/Tx": "text"}[widget["/FT"]]
            assert kind == there[name]["type"], name
            assert widget.get("/MK", {}).get("/R", 0) == rotate, name
            assert widget["/P"] == reader.pages[0], name
            count += 1
    print(f"pypdf: {count} fields where they were placed, within 0.01 pt")


def signer():
    """A signer with a certificate of its own making."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Test")])
    now = datetime.datetime.now(datetime.timezone.utc)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(True, True, False, False, False, True, False, False, False), critical=True
        )
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    chain = written("certificate.pem", certificate.public_bytes(serialization.Encoding.PEM))
    return signers.SimpleSigner.load(str(written("key.pem", pem)), str(chain))


def signed(data, by, field, **options):
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    metadata = signers.PdfSignatureMetadata(field_name=field, **options)
    return signers.sign_pdf(writer, metadata, signer=by).getvalue()


def judged(data, by):
    """pyHanko's judgement of each signature."""
    trusted = ValidationContext(trust_roots=[by.signing_cert])
    reader = PdfFileReader(io.BytesIO(data))
    return [(s.field_name, validate_pdf_signature(s, trusted)) for s in reader.embedded_signatures]


def check_signatures():
    by = signer()
    contract = (EXAMPLES / "contract-zh.pdf").read_bytes()
    source = written("signed.pdf", signed(contract, by, "before"))
    out = DIRECTORY / "out.pdf"
    # Of new fields after a signature, validators accept those for signatures, and no others.
    answer, status = signplace("prepare", source, written("plan.json", PLAN), "-o", out)
    assert (status, answer["error"]["code"]) == (2, "change_forbidden"), answer
    answer, status = signplace("prepare", source, written("plan.json", SIGNATURES), "-o", out)
    assert status == 0, answer
    assert answer["warnings"][-1]["code"] == "signed_document", answer["warnings"]
    [(_, judgement)] = judged(out.read_bytes(), by)
    assert judgement.intact and judgement.valid and judgement.docmdp_ok, judgement.summary()
    assert judgement.modification_level <= ModificationLevel.FORM_FILLING, judgement.modification_level
    assert judgement.bottom_line, judgement.summary()
    print(f"pyHanko: a signature that was there is valid; what was added is {judgement.modification_level.name}")
    # The new fields are there to be signed.
    judgements = dict(judged(signed(out.read_bytes(), by, "甲方盖章"), by))
    assert set(judgements) == {"before", "甲方盖章"}, judgements
    assert all(j.bottom_line for j in judgements.values()), judgements
    # A field of a fresh document, prepared and then signed.
    plan = written("plan.json", PLAN)
    source, out = written("contract.pdf", contract), DIRECTORY / "out.pdf"
    assert signplace("prepare", source, plan, "-o", out)[1] == 0
    [(name, judgement)] = judged(signed(out.read_bytes(), by, "party-a"), by)
    assert name == "party-a" and judgement.bottom_line, judgement.summary()
    print("pyHanko: a prepared field is signed and validates")
    for permission in fields.MDPPerm:
        data = signed(contract, by, "author", certify=True, docmdp_permissions=permission)
        answer, status = signplace("prepare", written("certified.pdf", data), plan, "-o", out)
        assert (status, answer["error"]["code"]) == (2, "change_forbidden"), answer
    print("pyHanko: a certified document is refused, whatever it permits")


check_pages()
check_signatures()
