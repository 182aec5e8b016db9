"""The frames of a pcapng file as this program writes them: one section, little endian."""
import struct


def frames(path):
    data = path.read_bytes()
    at = 0
    out = []
    while at < len(data):
        kind, length = struct.unpack_from("<II", data, at)
        if kind == 6:  # Enhanced Packet Block
            captured, = struct.unpack_from("<I", data, at + 20)
            out.append(data[at + 28:at + 28 + captured])
        at += length
    return out
