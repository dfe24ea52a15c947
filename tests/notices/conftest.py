"""A robot's server on this machine: the one thing outside the house that is faked."""

from __future__ import annotations

import json
import socketserver
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from apprise.plugins.wecombot import NotifyWeComBot


class Robot:
    """said: what it was told; status: what it answers"""

    def __init__(self):
        self.said, self.status = [], 200


@pytest.fixture
def robot(monkeypatch):
    told = Robot()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.said.append(json.loads(body)["text"]["content"])
            self.send_response(told.status)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setattr(NotifyWeComBot, "notify_url", f"http://127.0.0.1:{server.server_port}/?key={{key}}")
    monkeypatch.setattr(NotifyWeComBot, "request_rate_per_sec", 0)
    yield told
    server.shutdown()
    thread.join()
    server.server_close()


class Mailbox(socketserver.StreamRequestHandler):
    """As much of SMTP as one letter needs."""

    def handle(self):
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            if line.upper().startswith(b"RCPT TO"):
                self.server.to.append(line.split(b"<")[1].split(b">")[0].decode())
            if line.upper().startswith(b"DATA"):
                self.wfile.write(b"354 go\r\n")
                for words in self.rfile:
                    if words == b".\r\n":
                        break
            self.wfile.write(b"221 bye\r\n" if line.upper().startswith(b"QUIT") else b"250 ok\r\n")


@pytest.fixture
def mailbox():
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mailbox)
    server.to, server.port = [], server.server_address[1]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()
