# SPDX-License-Identifier: MIT
"""A registry as npm asks one: the tarballs of a folder, and nothing else.

    python3 registry.py FOLDER PORT-FILE

Serves at a port of its own choice, which it writes into PORT-FILE."""

import base64
import hashlib
import http.server
import json
import pathlib
import sys
import tarfile
import urllib.parse

folder, port_file = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])


def document(name, address):
    """What the registry says of a package; None if it has none of that name."""
    versions = {}
    for path in folder.glob("*.tgz"):
        with tarfile.open(path) as tarball:
            package = json.load(tarball.extractfile("package/package.json"))
        if package["name"] != name:
            continue
        digest = base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()
        package["dist"] = {"tarball": f"{address}/{path.name}", "integrity": f"sha512-{digest}"}
        versions[package["version"]] = package
    return {"name": name, "dist-tags": {"latest": max(versions)}, "versions": versions} if versions else None


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        name = urllib.parse.unquote(self.path[1:])
        file = folder / pathlib.PurePath(name).name
        if name.endswith(".tgz") and file.exists():
            body = file.read_bytes()
        else:
            found = document(name, f"http://{self.headers['Host']}")
            body = json.dumps(found).encode() if found else None
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("localhost", 0), Handler)
port_file.write_text(str(server.server_port))
server.serve_forever()
