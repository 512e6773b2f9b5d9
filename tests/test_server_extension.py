"""The environment's Jupyter server loads bplib's extension by itself, and kernel messages are not held back."""

import asyncio
import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from tornado.websocket import websocket_connect

PROBE = """
import gc, socket
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from tornado.web import authenticated

class Probe(JupyterHandler):
    @authenticated
    def get(self):
        handlers = [thing for thing in gc.get_objects() if isinstance(thing, KernelWebsocketHandler)]
        sockets = [handler.ws_connection.stream.socket for handler in handlers if handler.ws_connection]
        options = [connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) for connection in sockets]
        untracked = self.serverapp.kernel_manager.untracked_message_types
        extensions = list(self.serverapp.extension_manager.extensions)
        self.finish({"no_delay": options, "extensions": extensions, "untracked": untracked})

def _jupyter_server_extension_points():
    return [{"module": "probe"}]

def _load_jupyter_server_extension(server):
    server.web_app.add_handlers(".*$", [("/probe", Probe)])
"""


@pytest.fixture
def server(tmp_path):
    """A plain Jupyter server of this environment, with a probe that reports on its open websockets."""
    (tmp_path / "probe.py").write_text(PROBE, encoding="utf-8")
    port, token = free_port(), secrets.token_hex(16)
    folders = {
        name: str(tmp_path) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "PYTHONPATH")
    }
    arguments = [f"--ServerApp.port={port}", "--ServerApp.port_retries=0", "--no-browser", "--allow-root"]
    arguments += [f"--ServerApp.root_dir={tmp_path}", "--ServerApp.jpserver_extensions={'probe': True}"]
    with open(tmp_path / "log", "wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyter_server", *arguments],
            env=os.environ | folders | {"JUPYTER_TOKEN": token},
            stdout=log,
            stderr=log,
        )
        yield lambda method, path: request(port, token, method, path), f"127.0.0.1:{port}", token
        process.terminate()
        process.wait(20)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def request(port, token, method, path):
    """The server's answer, as JSON; waits for a server that is starting."""
    headers = {"Authorization": f"token {token}"}
    question = urllib.request.Request(f"http://127.0.0.1:{port}/{path}", method=method, headers=headers, data=b"{}")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(1200):
        try:
            with opener.open(question, timeout=30) as answer:
                return json.load(answer)
        except ConnectionError:
            time.sleep(0.1)
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionError):
                raise
            time.sleep(0.1)
    raise TimeoutError("The server did not start.")


def test_the_kernel_websocket_has_tcp_nodelay_and_widgets_change_no_status(server):
    ask, host, token = server
    kernel = ask("POST", "api/kernels")["id"]

    async def connect_and_ask():
        connection = await websocket_connect(f"ws://{host}/api/kernels/{kernel}/channels?token={token}&session_id=test")
        answer = await asyncio.to_thread(ask, "GET", "probe")
        connection.close()
        return answer

    answer = asyncio.run(connect_and_ask())
    assert "bplib.live.server" in answer["extensions"]
    assert answer["no_delay"] == [1]
    assert {"comm_msg", "kernel_info_request", "status"} <= {*answer["untracked"]}  # what widgets send, and the usual
