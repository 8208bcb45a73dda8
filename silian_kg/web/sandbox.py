"""A process that can open no socket: the second wall behind the refusal of SERVICE and LOAD, drawn by the kernel (seccomp, Linux)."""

import ctypes
import platform
import struct
import sys

__all__ = ["forbid_sockets"]

# Classic BPF (linux/filter.h): what is loaded, compared and returned
LOAD, EQUALS, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
NUMBER, ARCHITECTURE = 0, 4  # offsets in struct seccomp_data
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | 13  # SECCOMP_RET_ALLOW; SECCOMP_RET_ERRNO with EACCES
NO_NEW_PRIVILEGES, SECCOMP, FILTER = 38, 22, 2  # linux/prctl.h
X32 = 0x40000000  # system calls of another numbering on the same architecture
# architecture → its audit number and the number of the system call socket
KNOWN = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def forbid_sockets() -> bool:
    """Forbid this process, for good, to open sockets; tells whether the system could be made to."""
    if sys.platform != "linux" or platform.machine() not in KNOWN or sys.maxsize < 2**32:
        return False
    architecture, socket = KNOWN[platform.machine()]
    steps = (
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUALS, 0, 4, architecture),  # another architecture is refused
        (LOAD, 0, 0, NUMBER),
        (AT_LEAST, 2, 0, X32),
        (EQUALS, 1, 0, socket),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, REFUSE),
    )
    code = b"".join(struct.pack("HBBI", *step) for step in steps)
    program = _Program(len(steps), code)
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = (ctypes.c_int, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong)
    if prctl(NO_NEW_PRIVILEGES, 1, None, 0, 0) != 0:
        return False
    return bool(prctl(SECCOMP, FILTER, ctypes.cast(ctypes.pointer(program), ctypes.c_void_p), 0, 0) == 0)
