"""Zip archives and compressed streams, opened with limits: what would not fit is refused before it is unpacked."""

import io
import zipfile
import zlib

from framing._check import message

MAX_BYTES = 1_000_000_000  # of one input file, packed or unpacked
_MAX_RATIO = 200
_MAX_MEMBERS = 20_000
_MAX_MEMBER = 300_000_000
_CHUNK = 1 << 20


def open_archive(data: bytes) -> zipfile.ZipFile:
    """Open a zip archive.

    Raises
    ------
    ValueError
        If it is damaged, holds too many members, or declares more than 200 times its size.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
        raise ValueError(message("read_corpus", "damaged zip archive")) from error
    total = sum(member.file_size for member in members)
    if len(members) > _MAX_MEMBERS or total > max(_MAX_RATIO * len(data), 1_000_000):
        raise ValueError(message("read_corpus", "a zip archive that unpacks to far more than its size",
                                 got=f"{len(members):,} members, {total:,} bytes from {len(data):,}"))
    return archive


def member_bytes(archive: zipfile.ZipFile, name: str) -> bytes:
    """Unpack one member, at most 300 MB of it.

    Raises
    ------
    ValueError
        If it is missing, damaged, encrypted or too large.
    """
    try:
        with archive.open(name) as stream:
            data = stream.read(_MAX_MEMBER + 1)
    except (KeyError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError,
            ValueError) as error:
        raise ValueError(message("read_corpus", f"damaged zip archive ({name})")) from error
    if len(data) > _MAX_MEMBER:
        raise ValueError(message("read_corpus", f"a member of more than {_MAX_MEMBER:,} bytes", got=name))
    return data


def gunzipped(data: bytes) -> bytes:
    """Unpack a gzip file of one or several members.

    Raises
    ------
    ValueError
        If it is damaged, or unpacks to more than 200 times its size or more than 1 GB.
    """
    limit = min(max(_MAX_RATIO * len(data), 1_000_000), MAX_BYTES)
    parts: list[bytes] = []
    size = 0
    rest = data
    while rest.startswith(b"\x1f\x8b"):
        unpacker = zlib.decompressobj(wbits=31)
        pending = rest
        while pending and not unpacker.eof:
            try:
                part = unpacker.decompress(pending, _CHUNK)
            except zlib.error as error:
                raise ValueError(message("read_corpus", "damaged gzip file", got=str(error))) from error
            size += len(part)
            if size > limit:
                raise ValueError(message("read_corpus", "a gzip file that unpacks to far more than its size",
                                         got=f"more than {limit:,} bytes from {len(data):,}"))
            parts.append(part)
            pending = unpacker.unconsumed_tail
        if not unpacker.eof:
            raise ValueError(message("read_corpus", "gzip file that ends too early"))
        rest = unpacker.unused_data
    return b"".join(parts)
