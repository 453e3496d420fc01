#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Answers as PostgREST documents it (Debian has none): postgrest.py FOLDER [CERTIFICATE]

FOLDER holds RELATION.json, the rows; it gets `port`, and `requests`, a line for each request. The
table's path decides what else happens:

/rest/v1/RELATION       the rows: Range and Prefer: count=exact are honoured, `order` sorts, no more
                        than MAX_ROWS at once; without the right key 401, for an unknown one 404
/status/N/..., /hang, /slow, /endless, /html, /redirect, /uncounted, /short, /changing
"""
import http.server
import json
import os
import re
import ssl
import sys
import time
import urllib.parse

FOLDER = sys.argv[1]
KEY = os.environ.get("KEY", "")
MAX_ROWS = int(os.environ.get("MAX_ROWS", "1000"))


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body, headers=()):
        data = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def error(self, status, code, message):
        self.answer(
            status,
            json.dumps({"code": code, "details": None, "hint": None, "message": message}),
        )

    def rows(self, relation, query):
        """The page that was asked for, the first row's number, and how many rows there are."""
        with open(os.path.join(FOLDER, relation + ".json"), encoding="utf-8") as file:
            rows = json.load(file)
        if "order" in query:
            names = query["order"][0].split(",")
            rows.sort(key=lambda row: [str(row.get(name.split(".")[0])) for name in names])
        first, last = 0, MAX_ROWS - 1
        match = re.match(r"(\d+)-(\d*)$", self.headers.get("Range", ""))
        if match:
            first = int(match[1])
            last = min(int(match[2] or last), first + MAX_ROWS - 1)
        return rows[first : last + 1], first, len(rows)

    def relation(self, relation, query):
        key = self.headers.get("apikey", "")
        if KEY and (key != KEY or self.headers.get("Authorization") != "Bearer " + KEY):
            self.error(401, "PGRST301", "JWT of " + key + " cannot be decoded")
            return
        if not os.path.exists(os.path.join(FOLDER, relation + ".json")):
            self.error(
                404, "PGRST205", "Could not find the table 'public." + relation + "' in the schema cache"
            )
            return
        page, first, total = self.rows(relation, query)
        if page:
            shown = "%d-%d/" % (first, first + len(page) - 1)
        else:
            shown = "*/"
        counted = "count=exact" in self.headers.get("Prefer", "")
        status = 206 if counted and len(page) < total else 200
        self.answer(
            status,
            json.dumps(page),
            [("Content-Range", shown + (str(total) if counted else "*"))],
        )

    def do_GET(self):
        with open(os.path.join(FOLDER, "requests"), "a", encoding="utf-8") as file:
            file.write(
                "%s %s %s\n"
                % (self.path, self.headers.get("Range"), self.headers.get("Accept-Profile"))
            )
        path, _, query = self.path.partition("?")
        parts = path.strip("/").split("/")
        if parts[:2] == ["rest", "v1"] and len(parts) == 3:
            self.relation(parts[2], urllib.parse.parse_qs(query))
        elif parts[0] == "status":
            self.error(int(parts[1]), "XX000", "it is as it is\x1b[31m")
        elif parts[0] == "hang":
            time.sleep(30)
        elif parts[0] == "slow":
            self.send_response(200)
            self.send_header("Content-Range", "0-0/1")
            self.end_headers()
            for _ in range(100):
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.3)
        elif parts[0] == "endless":
            self.send_response(200)
            self.end_headers()
            while True:
                self.wfile.write(b"[" * 1000000)
        elif parts[0] == "html":
            self.answer(200, "<html>")
        elif parts[0] == "empty":
            self.answer(200, "")
        elif parts[0] == "redirect":
            self.answer(302, "", [("Location", "/rest/v1/all")])
        elif parts[0] == "uncounted":
            self.answer(200, "[]")
        elif parts[0] == "short":
            self.answer(206, '[{"version": "1"}]', [("Content-Range", "0-1/2")])
        elif parts[0] == "stuck":
            self.answer(206, "[]", [("Content-Range", "*/2")])
        else:
            self.error(404, "PGRST125", "Invalid path specified in request URL")


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass


server = Server(("127.0.0.1", 0), Handler)
if len(sys.argv) > 2:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[2])
    server.socket = context.wrap_socket(server.socket, server_side=True)
with open(os.path.join(FOLDER, "port.new"), "w", encoding="utf-8") as port_file:
    port_file.write(str(server.server_address[1]))
os.rename(os.path.join(FOLDER, "port.new"), os.path.join(FOLDER, "port"))
server.serve_forever()
