"""Tries the Python client against a command: test_signplace_client.py COMMAND FOLDER, with the example contracts there."""
import sys
from pathlib import Path

from signplace_client import Signplace, SignplaceError


def finds_a_keyword(signplace, folder):
    found = signplace.ask({"file": str(folder / "contract-zh.pdf"), "keywords": ["甲方（盖章）"]})
    assert found["matches"], found
    match = found["matches"][0]
    assert match["keyword"] == "甲方（盖章）" and 1 <= match["page"] <= found["page_count"], match
    assert match["box"]["width"] > 0 and 0 <= match["normalized"]["x"] < 1, match


def an_error_is_an_exception(signplace, folder):
    try:
        signplace.ask({"file": str(folder / "no-such-file.pdf"), "keywords": ["甲方"]})
    except SignplaceError as e:
        assert e.code == "io" and e.message, e
    else:
        raise AssertionError("a missing file was answered")


def a_bad_request_does_not_end_the_process(signplace, folder):
    bad, good = signplace.ask_all([{"keywords": ["甲方"]}, {"file": str(folder / "contract-en.pdf"), "keywords": ["the"]}])
    assert "error" in bad and good["page_count"] > 0, (bad, good)


def many_answers_come_in_order(signplace, folder):
    files = [str(folder / name) for name in ("contract-zh.pdf", "contract-en.pdf")]
    requests = [{"id": i, "file": files[i % 2], "keywords": ["甲方", "Party"]} for i in range(200)]
    answers = signplace.ask_all(requests)
    assert [a["id"] for a in answers] == list(range(200))
    assert all(a["file"] == r["file"] for a, r in zip(answers, requests))


def closing_ends_it_cleanly(signplace, _):
    assert signplace.close() == 0


def main():
    command, folder = sys.argv[1], Path(sys.argv[2])
    tests = [finds_a_keyword, an_error_is_an_exception, a_bad_request_does_not_end_the_process, many_answers_come_in_order,
             closing_ends_it_cleanly]
    failed = 0
    with Signplace(command) as signplace:
        for test in tests:
            try:
                test(signplace, folder)
            except Exception as e:  # each test is reported, whatever it dies of
                failed += 1
                print(f"python: {test.__name__.replace('_', ' ')}: {type(e).__name__} {e}")
    print(f"python: {len(tests) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
