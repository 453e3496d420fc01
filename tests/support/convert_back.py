"""Reads reports of one run in every format and compares what each of them tells with the JSON.

python3 convert_back.py FOLDER ROOT: FOLDER holds report.json, .sarif, .github, .gitlab, .junit,
.html (the markdown, rendered) and .text; ROOT is the top of what was judged. What a format cannot
hold, as a column of GitLab's, is not compared; all it holds is.
"""
import base64
import functools
import html.parser
import json
import re
import subprocess
import sys
import unicodedata
import urllib.parse
import xml.etree.ElementTree

folder, root = sys.argv[1:3]


def read(format):
    with open(f"{folder}/report.{format}", "rb") as file:
        return file.read()


def bytes_of(holder):
    """The path of an object with `path` and perhaps `path_bytes`."""
    if holder.get("path_bytes"):
        return base64.b64decode(holder["path_bytes"])
    return None if holder["path"] is None else holder["path"].encode()


def escape(text):
    """What a terminal cannot show, or would show elsewhere, or a log obeys, as \\xNN."""
    shown = ""
    for piece in text.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape"):
        reorders = unicodedata.bidirectional(piece) in (
            "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
        ) or piece in "\u200e\u200f\u061c\u2028\u2029"
        if reorders or unicodedata.category(piece) in ("Cc", "Cs"):
            shown += "".join(f"\\x{byte:02X}" for byte in piece.encode("utf-8", "surrogateescape"))
        else:
            shown += piece
    return shown.replace("##[", "\\x23#[")


def shown_path(path):
    return escape(path.decode("utf-8", "surrogateescape"))


def findings_of(document):
    rows = list(document.get("diagnostics", []))
    for commit in document.get("commits", []):
        rows += commit["diagnostics"]
    return rows


FINDINGS = findings_of(json.loads(read("json")))


def prefix(row):
    return f"{row['commit']}: " if "commit" in row else ""


def expected_text():
    return [
        (
            row["rule"],
            row["severity"],
            None if row["path"] is None else shown_path(bytes_of(row)),
            None if row["path"] is None else (row["line"], row["column"]),
            escape(row["message"]),
            row["hint"] and escape(row["hint"]),
        )
        for row in FINDINGS
    ]


def actual_text():
    lines = read("text").decode().split("\n")
    for number, line in enumerate(lines):
        match = re.fullmatch(
            r"(?:(\S.*?):(\d+):(\d+): )?(error|warning|info): (.*)  ?\[([a-z-]+)\]", line)
        if not match or line.startswith(" "):
            continue
        path, row, column, severity, message, rule = match.groups()
        hint = None
        for later in lines[number + 1:number + 4]:
            if later == "" or re.match(r"\S", later):
                break
            if re.match(r"  \S", later):
                hint = later[2:]
                break
        yield rule, severity, path, row and (int(row), int(column)), message.rstrip(), hint


@functools.cache
def content_of(path, commit):
    if commit:
        return subprocess.check_output([b"git", b"-C", root, b"show", commit.encode() + b":" + path])
    with open(root.encode() + b"/" + path, "rb") as file:
        return file.read()


def code_points(row, line, column):
    """The column of a byte column, counted in the file itself."""
    if row["path"] is None or (line, column) == (1, 1):
        return column
    lines = content_of(bytes_of(row), row.get("commit")).split(b"\n")
    before = lines[line - 1][: column - 1]
    return len(before.decode("utf-8-sig" if line == 1 else "utf-8", "surrogateescape")) + 1


def expected_sarif():
    return [
        (
            row["rule"],
            {"info": "note"}.get(row["severity"], row["severity"]),
            bytes_of(row),
            row["line"],
            code_points(row, row["line"], row["column"]),
            row["end_line"],
            code_points(row, row["end_line"], row["end_column"]),
            prefix(row) + row["message"] + ("\n" + row["hint"] if row["hint"] else ""),
            row.get("commit"),
        )
        for row in FINDINGS
    ]


def actual_sarif():
    run, = json.loads(read("sarif"))["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({row["rule"] for row in FINDINGS})
    for result in run["results"]:
        location, = result["locations"]
        artifact = location["physicalLocation"]["artifactLocation"]
        region = location["physicalLocation"]["region"]
        properties = result.get("properties", {})
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert artifact["uriBaseId"] == "%SRCROOT%"
        assert re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", artifact["uri"])
        text = result["message"]["text"]
        assert not re.search(r"\]\(", text)
        path = urllib.parse.unquote_to_bytes(artifact["uri"])
        if properties.get("isAboutNoFile"):
            assert path == b".mighook.yaml"
            path = None
        yield (
            result["ruleId"], result["level"], path, region["startLine"], region["startColumn"],
            region["endLine"], region["endColumn"],
            text.replace("{{", "{").replace("}}", "}").replace("]\\x28", "]("),
            properties.get("commit"),
        )


def expected_github():
    return [
        (
            row["rule"],
            {"info": "notice"}.get(row["severity"], row["severity"]),
            None if row["path"] is None else shown_path(bytes_of(row)),
            None if row["path"] is None
            else (row["line"], row["column"], row["end_line"], row["end_column"]),
            prefix(row) + escape(row["message"]) + ("\n" + escape(row["hint"]) if row["hint"] else ""),
        )
        for row in FINDINGS
    ]


def actual_github():
    for line in read("github").decode().splitlines():
        # as the runner reads it: the properties end at the first "::", and have no commas
        command, properties, data = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()
        values = dict(
            (key, urllib.parse.unquote(value))
            for key, value in (one.split("=", 1) for one in properties.split(","))
        )
        place = None
        if "file" in values:
            place = tuple(int(values[key]) for key in ("line", "col", "endLine", "endColumn"))
        data = data.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
        yield values["title"], command, values.get("file"), place, data


def expected_gitlab():
    severities = {"error": "critical", "warning": "minor", "info": "info"}
    return [
        (
            row["rule"],
            severities[row["severity"]],
            bytes_of(row) or b".mighook.yaml",
            row["line"],
            prefix(row) + row["message"],
        )
        for row in FINDINGS
    ]


def actual_gitlab():
    for issue in json.loads(read("gitlab")):
        yield (
            issue["check_name"], issue["severity"], bytes_of(issue["location"]),
            issue["location"]["lines"]["begin"], issue["description"],
        )


def xml_text(text):
    return re.sub(
        "[\ufffe\uffff]", lambda c: "".join(f"\\x{b:02X}" for b in c[0].encode()), escape(text))


def expected_junit():
    return [
        (
            row["rule"],
            row["severity"],
            "the change" if row["path"] is None
            else xml_text(bytes_of(row).decode("utf-8", "surrogateescape")),
            (row["line"], row["column"], row["end_line"], row["end_column"]),
            xml_text(prefix(row) + row["message"])
            + ("\n" + xml_text(row["hint"]) if row["hint"] else ""),
        )
        for row in FINDINGS
    ]


def actual_junit():
    for case in xml.etree.ElementTree.fromstring(read("junit")).iter("testcase"):
        if not len(case):
            continue
        outcome, = case
        path = case.get("classname")
        assert outcome.text.startswith(path + ":")
        place, severity, message = re.fullmatch(
            r"(\d+:\d+-\d+:\d+): (\w+): (.*)", outcome.text[len(path) + 1:], re.S).groups()
        if outcome.tag == "failure":
            assert outcome.get("type") == severity
            assert outcome.get("message") == message.split("\n")[0]
        else:
            assert outcome.tag == "system-out"
        numbers = tuple(int(number) for number in re.split("[:-]", place))
        assert case.get("line") == str(numbers[0])
        yield case.get("name").split(" ")[0], severity, path, numbers, message


def spaces_as_one(text):
    """As a reader of HTML sees it."""
    return re.sub(" +", " ", text).strip(" ")


def expected_html():
    return [
        (
            row["rule"],
            row["severity"],
            "The change" if row["path"] is None else spaces_as_one(shown_path(bytes_of(row))),
            (row["line"], row["column"], row["end_line"], row["end_column"]),
            spaces_as_one(escape(row["message"])),
            row["hint"] and spaces_as_one(escape(row["hint"])),
        )
        for row in FINDINGS
    ]


class Page(html.parser.HTMLParser):
    """Tables below headings; any element that is not the program's own is an error."""

    def __init__(self):
        super().__init__()
        self.heading, self.rows, self.cells, self.text = None, [], [], ""

    def handle_starttag(self, tag, attrs):
        assert tag in ("h2", "h3", "h4", "p", "strong", "code", "table", "thead", "tbody", "tr",
                       "th", "td", "br"), tag
        assert not attrs, attrs
        if tag == "br":
            self.text += "\n"
        elif tag in ("h3", "h4", "td"):
            self.text = ""
        elif tag == "tr":
            self.cells = []

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        assert data.strip() in ("mighook:check", "mighook:audit", ""), data

    def handle_endtag(self, tag):
        if tag == "h4":
            self.heading = spaces_as_one(self.text)
        elif tag == "td":
            self.cells.append(self.text)
        elif tag == "tr" and self.cells:
            self.rows.append((self.heading, *self.cells))


def actual_html():
    page = Page()
    page.feed(read("html").decode())
    for path, place, severity, rule, finding in page.rows:
        message, _, hint = finding.partition("\n")
        start, _, end = place.partition("-")
        line, column = (int(number) for number in start.split(":"))
        last = [int(number) for number in end.split(":")] if end else [column]
        yield (
            rule, severity, path, (line, column, last[0] if len(last) == 2 else line, last[-1]),
            spaces_as_one(message), spaces_as_one(hint) or None,
        )


assert FINDINGS, "no finding to compare"
for format in ("text", "sarif", "github", "gitlab", "junit", "html"):
    expected = list(globals()[f"expected_{format}"]())
    actual = list(globals()[f"actual_{format}"]())
    for number, (want, have) in enumerate(zip(expected, actual)):
        if want != have:
            sys.exit(f"{format}: finding {number}\n  expected {want!r}\n  but it is {have!r}")
    if len(expected) != len(actual):
        sys.exit(f"{format}: {len(actual)} findings, not {len(expected)}")
print(f"{len(FINDINGS)} findings")
