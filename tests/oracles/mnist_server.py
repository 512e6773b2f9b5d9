"""A small MNIST and a server for it on this machine, with everything that can go wrong on the way from a server."""

import gzip
import http.server
import socket
import threading

import numpy as np

from bplib import mnist

NAMES = tuple(mnist.FILES)


def idx(array):
    """The bytes of an array of uint8 in the IDX format."""
    sizes = b"".join(size.to_bytes(4, "big") for size in array.shape)
    return bytes([0, 0, 8, array.ndim]) + sizes + array.tobytes()


RNG = np.random.default_rng(0)
ARRAYS = dict(
    zip(
        NAMES,
        [
            RNG.integers(0, 256, (5, 28, 28), np.uint8),
            np.array([5, 0, 4, 1, 9], np.uint8),
            np.full((2, 28, 28), 255, np.uint8),
            np.array([7, 2], np.uint8),
        ],
        strict=True,
    )
)
UNPACKED = {name: idx(array) for name, array in ARRAYS.items()}
PACKED = {name: gzip.compress(content, mtime=0) for name, content in UNPACKED.items()}


class Server:
    """A server on 127.0.0.1; `answers` may replace its answer to a name by a function of the request handler."""

    def __init__(self):
        self.requests, self.answers = [], {}
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                name = self.path.rsplit("/", 1)[-1]
                server.requests.append(name)
                if name in server.answers:
                    server.answers[name](self)
                else:
                    send(self, PACKED[name.removesuffix(".gz")])

            def log_message(self, *_):
                pass

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.http.server_port}/mnist/"
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def close(self):
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()


def send(handler, content, size=None):
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(content) if size is None else size))
    handler.end_headers()
    handler.wfile.write(content)


def closed_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/"


def hang_up(handler):
    handler.connection.shutdown(socket.SHUT_RDWR)


def send_half(handler):
    content = PACKED[NAMES[0]]
    send(handler, content[:100], size=len(content))


def send_half_without_its_size(handler):
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(PACKED[NAMES[0]][:100])


def send_half_in_chunks(handler):
    handler.protocol_version = "HTTP/1.1"
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"100\r\nonly a part")


def speak_no_http(handler):
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")


def send_too_much(handler):
    send(handler, bytes(200_000))


def send_a_login_page(handler):
    send(handler, b"<html>Please log in</html>")


def send_another_file(handler):
    send(handler, PACKED[NAMES[1]])


def send_a_wrong_size(handler):
    send(handler, PACKED[NAMES[0]], size="many")


FAILURES = {
    lambda handler: handler.send_error(404): "Not Found",
    lambda handler: handler.send_error(503): "Service Unavailable",
    hang_up: "",
    send_half: "only 100 of ",
    send_half_without_its_size: "it is no whole gzip file",
    send_half_in_chunks: "IncompleteRead",
    speak_no_http: "SSH-2.0",
    send_too_much: "more than 60 MB arrived",
    send_a_login_page: "it is no whole gzip file",
    send_another_file: "its SHA-256 must be ",
    send_a_wrong_size: "many",
}
