"""Python without a network: every connection to another machine is refused, and so is every question for an address."""

import sys

OWN = {"127.0.0.1", "localhost", "::1", "", None}


def refuse(event, arguments):
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if (host.decode() if isinstance(host, bytes) else host) not in OWN:
        raise OSError(f"lessons run offline, but this one asks for {host}")


sys.addaudithook(refuse)
