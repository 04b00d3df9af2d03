"""pdfium, MuPDF and pdfplumber, each in a process of its own: readers.py READER FILE KEYWORD, told by lines what to do.

Answers `time` with {"ms", "matches"} and `memory` with {"kib", "matches"}, as benches/src/peer.rs describes.

Of pdfium and MuPDF the native calls alone are to count, not the Python around them:

- pdfium by its C interface through ctypes (pypdfium2.raw): FPDF_LoadMemDocument64, and for each page FPDF_LoadPage,
  FPDFText_LoadPage (which makes every character with its box), FPDFText_FindStart, FindNext, and FPDFText_CountRects and
  GetRect of each match. What a ctypes call costs by itself is measured in the same process, with a call that does
  nothing (FPDF_GetLastError), and taken off for each call that was made.
- MuPDF by one native call a page, fz_search_page2: it loads the page, makes its structured text (every character with
  its quad), searches it, and gives the matches' quads, one each as the keywords of the benches stand on one line. It ignores case; the keywords of the benches stand in one case.

The garbage collector is off while they run. pdfplumber is Python itself: all of its time counts.
"""
import ctypes
import gc
import json
import sys
import time
from pathlib import Path


class Pdfium:
    def __init__(self):
        import pypdfium2.raw as pdfium
        self.pdfium = pdfium
        pdfium.FPDF_InitLibrary()
        nothing, calls = pdfium.FPDF_GetLastError, 20_000
        costs = []
        for _ in range(5):
            begin = time.process_time_ns()
            for _ in range(calls):
                nothing()
            costs.append((time.process_time_ns() - begin) / calls)
        self.ns_of_a_call = min(costs)

    def find(self, data, keyword):
        p = self.pdfium
        load_page, load_text, close_text, close_page = p.FPDF_LoadPage, p.FPDFText_LoadPage, p.FPDFText_ClosePage, p.FPDF_ClosePage
        start, following, end = p.FPDFText_FindStart, p.FPDFText_FindNext, p.FPDFText_FindClose
        index, length, count, rect = p.FPDFText_GetSchResultIndex, p.FPDFText_GetSchCount, p.FPDFText_CountRects, p.FPDFText_GetRect
        encoded = keyword.encode("utf-16-le") + b"\0\0"
        wanted = (ctypes.c_ushort * (len(encoded) // 2)).from_buffer_copy(encoded)
        left, bottom, right, top = (ctypes.c_double() for _ in range(4))
        case, found, calls = p.FPDF_MATCHCASE, 0, 3
        begin = time.process_time_ns()
        document = p.FPDF_LoadMemDocument64(data, len(data), None)
        if not document:
            raise SystemExit(f"pdfium cannot open it: {p.FPDF_GetLastError()}")
        pages = p.FPDF_GetPageCount(document)
        for number in range(pages):
            page = load_page(document, number)
            text = load_text(page)
            search = start(text, wanted, case, 0)
            while following(search):
                first, long = index(search), length(search)
                rects = count(text, first, long)
                for nth in range(rects):
                    rect(text, nth, left, top, right, bottom)
                found += 1
                calls += 4 + rects
            end(search)
            close_text(text)
            close_page(page)
        p.FPDF_CloseDocument(document)
        spent = time.process_time_ns() - begin
        return max(spent - (calls + 7 * pages) * self.ns_of_a_call, 0) / 1e6, found


class MuPdf:
    def __init__(self):
        import pymupdf
        self.mupdf = pymupdf.mupdf
        pymupdf.TOOLS.mupdf_display_errors(False)

    def find(self, data, keyword):
        m = self.mupdf
        buffer = m.fz_new_buffer_from_copied_data(data)
        search, found = m.fz_search_page2, 0
        begin = time.process_time_ns()
        document = m.fz_open_document_with_stream("application/pdf", m.fz_open_buffer(buffer))
        for number in range(m.fz_count_pages(document)):
            found += len(search(document, number, keyword, 500))
        del document
        spent = time.process_time_ns() - begin
        m.fz_empty_store()
        return spent / 1e6, found


class PdfPlumber:
    def __init__(self):
        import pdfplumber
        self.open = pdfplumber.open

    def find(self, data, keyword):
        import io
        begin, found = time.process_time_ns(), 0
        with self.open(io.BytesIO(data)) as document:
            for page in document.pages:
                found += len(page.search(keyword, regex=False, case=True))
                page.close()
        return (time.process_time_ns() - begin) / 1e6, found


def status(key):
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(key):
            return int(line.split()[1])
    return 0


def give_back():
    """What loading the reader left on the heap, free but resident, would be used again and not be counted."""
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except AttributeError:
        pass  # Not the GNU C library.


def main():
    name, path, keyword = sys.argv[1:]
    reader = {"pdfium": Pdfium, "mupdf": MuPdf, "pdfplumber": PdfPlumber}[name]()
    data = None
    gc.disable()
    for line in sys.stdin:
        gc.collect()
        if line.strip() == "memory":
            give_back()
            try:
                Path("/proc/self/clear_refs").write_text("5")
                before = status("VmRSS:")
            except OSError:
                before = None
            _, found = reader.find(Path(path).read_bytes(), keyword)
            answer = {"kib": -1 if before is None else status("VmHWM:") - before, "matches": found}
        else:
            data = data or Path(path).read_bytes()
            ms, found = reader.find(data, keyword)
            answer = {"ms": ms, "matches": found}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
