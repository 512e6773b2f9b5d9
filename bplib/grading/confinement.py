"""What the operating system can do against a program that is not trusted: Linux calls without a library for them.

`enter_namespaces` is for the server, once; `Confinement.enter` for each worker, before it runs a learner's code. What
the system does not have is left out; the server's `measures` say what is in force. Sources: landlock(7), namespaces(7),
user_namespaces(7), prctl(2), capabilities(7).
"""

import contextlib
import ctypes
import os
import platform
import resource
import struct
import sys
from pathlib import Path

__all__ = ["Confinement", "drop_rights", "enter_namespaces", "landlock_version", "mount_scratch", "set_limits"]

LIBC = ctypes.CDLL(None, use_errno=True)
NEW_NAMESPACES = {"mounts": 0x00020000, "ipc": 0x08000000, "processes": 0x20000000, "network": 0x40000000}
NEW_USER = 0x10000000
MS_NOSUID_NODEV, MS_PRIVATE_RECURSIVE, DETACH = 2 | 4, 1 << 18 | 1 << 14, 2
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # the same numbers on every architecture
CAPSET = {"x86_64": 126}.get(platform.machine(), 91)
CAPSET_VERSION_3 = 0x20080522
PR_SET_NO_NEW_PRIVS, PR_SET_KEEPCAPS, CAP_SETUID = 38, 8, 7
READ = 1 << 0 | 1 << 2 | 1 << 3  # execute, read a file, read a folder
ON_FILES = 1 << 0 | 1 << 1 | 1 << 2 | 1 << 14 | 1 << 15  # what a rule for a single file may give


def landlock_version() -> int:
    """The version of Landlock's interface; 0 where the kernel has none."""
    return max(LIBC.syscall(CREATE_RULESET, None, 0, 1), 0) if sys.platform == "linux" else 0


def enter_namespaces() -> set[str]:
    """Leave the system's mounts, processes, network and shared memory; which of them this system allows.

    The process needs to be root or allowed to make a user namespace. The next child is the first process of its own.
    """
    if sys.platform != "linux":
        return set()
    user, group = os.geteuid(), os.getegid()
    if user and LIBC.unshare(NEW_USER) == 0:
        for name, text in (("setgroups", "deny"), ("uid_map", f"0 {user} 1"), ("gid_map", f"0 {group} 1")):
            with open(f"/proc/self/{name}", "w") as file:
                file.write(text)
    return {name for name, flag in NEW_NAMESPACES.items() if LIBC.unshare(flag) == 0}


def mount(kind: str, target: str, flags: int, options: str = "") -> bool:
    return LIBC.mount(kind.encode(), target.encode(), kind.encode(), flags, options.encode()) == 0


def mount_own_processes() -> bool:
    """Let /proc show this namespace's processes only; nothing that is mounted here is seen outside."""
    return LIBC.mount(b"none", b"/", None, MS_PRIVATE_RECURSIVE, None) == 0 and mount("proc", "/proc", MS_NOSUID_NODEV)


def unmount(folder: str) -> None:
    """Take away what is mounted there, if anything is."""
    LIBC.umount2(folder.encode(), DETACH)


def mount_scratch(folder: str, n_bytes: int, user: int) -> bool:
    """A file system in memory of this size in place of the folder, empty, or a new one for the one that is there."""
    unmount(folder)
    return mount("tmpfs", folder, MS_NOSUID_NODEV, f"size={n_bytes},nr_inodes=2000,mode=700,uid={user},gid={user}")


def set_limits(seconds: float, memory: int, files: int, processes: int) -> None:
    """Limits of each process: seconds of processor, bytes of memory beyond what it has now, bytes of a file."""
    pages = int(Path("/proc/self/statm").read_text().split()[0]) if os.path.exists("/proc/self/statm") else 0
    limits = {
        "RLIMIT_CPU": int(seconds) + 2,
        "RLIMIT_FSIZE": files,
        "RLIMIT_NPROC": processes,
        "RLIMIT_NOFILE": 256,
        "RLIMIT_CORE": 0,
        "RLIMIT_MSGQUEUE": 0,
        "RLIMIT_AS": memory + pages * resource.getpagesize(),
    }
    for name, value in limits.items():
        if hasattr(resource, name):
            with contextlib.suppress(ValueError, OSError):  # where the system's own limit is lower
                resource.setrlimit(getattr(resource, name), (value, value))


def drop_rights(user: int, files_as: int) -> None:
    """Become this user, where it is not 0, and give up every capability; no program that is run gets one back.

    Files are opened as `files_as`: where root's Python can be read by root alone, that is still 0.
    """
    if sys.platform != "linux":
        return
    if user:
        os.setgroups([])
        LIBC.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
        _keep_capabilities(1 << CAP_SETUID)
        LIBC.setfsuid(files_as)
    _keep_capabilities(0)
    LIBC.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def _keep_capabilities(which: int) -> None:
    header = ctypes.create_string_buffer(struct.pack("<Ii", CAPSET_VERSION_3, 0))
    LIBC.syscall(CAPSET, header, ctypes.create_string_buffer(struct.pack("<6I", which, which, 0, 0, 0, 0)))


class Confinement:
    """A list of what may be read, opened once, that each worker restricts itself to.

    `readable` files and folders may be read, `hidden` ones in them not; `devices` may be written, too. Only the folder
    that `enter` is given may be written to. TCP, signals to outside and abstract sockets are denied where Landlock can.
    """

    def __init__(self, readable: list[str], devices: list[str], hidden: list[str], *, landlock: bool = True):
        self.version = landlock_version() if landlock else 0
        self.handles = []
        for path in _without([os.path.realpath(path) for path in readable], [os.path.realpath(p) for p in hidden]):
            self._open(path, READ)
        for path in devices:
            self._open(path, READ | 1 << 1)

    def _open(self, path: str, rights: int) -> None:
        with contextlib.suppress(OSError):
            handle = os.open(path, os.O_PATH | os.O_CLOEXEC) if self.version else -1
            self.handles.append((handle, rights if os.path.isdir(path) else rights & ON_FILES))

    def enter(self, scratch: str) -> None:
        """Restrict this process and all that it starts, for good. Needs `drop_rights` before. Raises OSError."""
        if not self.version:
            return
        everything = (1 << 13) - 1
        for version, bit in ((2, 13), (3, 14), (5, 15)):
            everything |= (self.version >= version) << bit
        attributes = struct.pack("<QQQ", everything, 3 * (self.version >= 4), 3 * (self.version >= 6))
        size = 8 if self.version < 4 else 16 if self.version < 6 else 24
        ruleset = LIBC.syscall(CREATE_RULESET, attributes, size, 0)
        folder = os.open(scratch, os.O_PATH | os.O_CLOEXEC)
        for handle, rights in [*self.handles, (folder, everything)]:
            if LIBC.syscall(ADD_RULE, ruleset, 1, struct.pack("<Qi", rights & everything, handle), 0):
                raise OSError(ctypes.get_errno(), "landlock_add_rule")
        if LIBC.syscall(RESTRICT_SELF, ruleset, 0):
            raise OSError(ctypes.get_errno(), "landlock_restrict_self")
        os.close(folder)
        os.close(ruleset)


def _without(paths: list[str], hidden: list[str]) -> list[str]:
    """The paths but for the hidden ones; a folder that has one in it is replaced by its other contents."""
    found = []
    for path in paths:
        if any(path == place or path.startswith(place.rstrip("/") + "/") for place in hidden):
            continue
        if any(place.startswith(path.rstrip("/") + "/") for place in hidden):
            with contextlib.suppress(OSError):
                found += _without([entry.path for entry in os.scandir(path) if not entry.is_symlink()], hidden)
        elif os.path.exists(path):
            found.append(path)
    return found
