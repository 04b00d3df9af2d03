"""Asks one long-lived `signplace batch` process: Python 3.9+, standard library only.

    from signplace_client import Signplace

    with Signplace("signplace") as signplace:
        found = signplace.ask({"file": "contract.pdf", "keywords": ["甲方（盖章）"]})
        for match in found["matches"]:
            print(match["page"], match["box"])

Run it as a program to see a document's positions:

    python3 signplace_client.py target/release/signplace examples/contract-zh.pdf '甲方（盖章）'
"""
import json
import subprocess
import sys
import threading


class SignplaceError(Exception):
    """The command answered that an answer is impossible. `code` is stable, for example "password_required"."""

    def __init__(self, error):
        super().__init__(f"{error['code']}: {error['message']}")
        self.code = error["code"]
        self.message = error["message"]
        self.hint = error.get("hint")
        self.path = error.get("path")  # an RFC 6901 pointer into the request


class Signplace:
    """One process; its methods may be called from several threads, which then wait for each other."""

    def __init__(self, command="signplace"):
        self._process = subprocess.Popen([command, "batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._lock = threading.Lock()

    def ask(self, request):
        """One question, one answer: a dict as the command's JSON has it. Raises SignplaceError."""
        (answer,) = self.ask_all([request])
        if "error" in answer:
            raise SignplaceError(answer["error"])
        return answer

    def ask_all(self, requests):
        """Many questions, their answers in the same order. A failed one has the key "error" and ends nothing else."""
        lines = [json.dumps(request, ensure_ascii=False).encode() + b"\n" for request in requests]
        with self._lock:
            # Written from another thread: were all written before the first is read, both pipes could fill and both
            # processes would wait for ever.
            writer = threading.Thread(target=self._write, args=(lines,), daemon=True)
            writer.start()
            answers = [self._read() for _ in lines]
            writer.join()
        return answers

    def close(self):
        """Ends the process by ending its input; returns its exit status."""
        with self._lock:
            if not self._process.stdin.closed:
                try:
                    self._process.stdin.close()
                except BrokenPipeError:
                    pass  # it is gone already; wait() tells how
            status = self._process.wait()
            self._process.stdout.close()
            return status

    def _write(self, lines):
        try:
            for line in lines:
                self._process.stdin.write(line)
            self._process.stdin.flush()
        except BrokenPipeError:
            pass  # _read() sees the end of the answers and says so

    def _read(self):
        line = self._process.stdout.readline()
        if not line:
            raise ConnectionError(f"signplace ended with status {self._process.wait()}")
        return json.loads(line)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def main():
    if len(sys.argv) < 4:
        sys.exit(f"usage: {sys.argv[0]} COMMAND FILE KEYWORD…")
    command, file, *keywords = sys.argv[1:]
    with Signplace(command) as signplace:
        try:
            found = signplace.ask({"file": file, "keywords": keywords})
        except SignplaceError as e:
            sys.exit(f"{e}{chr(10) + e.hint if e.hint else ''}")
    for match in found["matches"]:
        box = match["box"]
        print(f"{match['keyword']} #{match['index']}: page {match['page']}, x {box['x']}, y {box['y']}, "
              f"{box['width']} × {box['height']} pt from the lower-left corner")
    if not found["matches"]:
        sys.exit("not found")


if __name__ == "__main__":
    main()
