"""Byte streams that cannot hurt: gzip, zstd and brotli undone a little at a time, with every failure a `Broken`.

Memory is bounded by the callers, who never ask for more than they can hold; time is bounded by the ratio that ordinary
text cannot reach. What was read before a break is always delivered first.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Protocol

import zstandard

PAYLOAD_LIMIT = 32 * 1024 * 1024
"""Largest payload taken, in bytes. The longest article page in WCXB has 3 MB; parsers are killed at 50 MB (ANCHORS)."""

BOMB_RATIO = 250
"""Output per input that no text reaches (English 3 to 5, logs up to 100); deflate's own ceiling is 1032."""

BOMB_FLOOR = 16 * 1024 * 1024
"""Below this many bytes a ratio harms nobody: a short run of equal characters is no bomb."""

_CHUNK = {"gzip": 16_384, "zstd": 512, "deflate": 16_384, "br": 16_384}   # zstd may give 128 KB for 4 bytes


_GZIP = b"\x1f\x8b\x08"
"""How a gzip member begins."""

_PADDING = b"\x00 \t\r\n"
"""What tapes, block devices and `echo` leave behind the last member."""


class Readable(Protocol):
    """What gives bytes."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes; fewer only at the end."""


class Broken(Exception):
    """Bytes that cannot be read on. `code` and `message` are those of the Problem that it becomes."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Ahead:
    """A stream whose beginning can be looked at before it is read."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._start = bytearray()        # looked at, from `_at` on not yet read
        self._at = 0
        self._failure: Broken | None = None

    def peek(self, size: int) -> bytes:
        """The next `size` bytes, left in place; fewer only at the end or before a break."""
        while len(self._start) - self._at < size and self._failure is None:
            try:
                more = self._stream.read(size - len(self._start) + self._at)
            except Broken as failure:
                self._failure = failure
                break
            if not more:
                break
            self._start += more
        return bytes(self._start[self._at:self._at + size])

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes; fewer only at the end."""
        if self._start:
            out = bytes(self._start[self._at:self._at + size])
            self._at += len(out)
            if self._at == len(self._start):
                self._start, self._at = bytearray(), 0
            if out:
                return out
        if self._failure:
            raise self._failure
        return self._stream.read(size)

    def resume(self) -> bool:
        """After a break, go on where the next gzip member begins; False when there is none."""
        self._start, self._at, self._failure = bytearray(), 0, None
        return isinstance(self._stream, Unpacked) and self._stream.resume()


class Unpacked:
    """A compressed stream read as what it holds. Members or frames that follow one another are one stream."""

    def __init__(self, stream: Readable, kind: str) -> None:
        """`kind` is gzip, zstd, deflate or br."""
        self._stream = stream
        self._kind = kind
        self._chunk = _CHUNK[kind]
        self._new: Callable[[], object] = _DECODERS[kind]
        self._decoder = self._new()
        self._inside = False             # a member has begun and not ended
        self._pending = b""              # compressed bytes not yet used
        self._out = bytearray()
        self._failure: Broken | None = None
        self.taken = 0
        self.given = 0

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes; fewer only at the end. A break is raised once all before it was given."""
        while len(self._out) < size and self._failure is None and self._fill():
            pass
        if not self._out and self._failure:
            raise self._failure
        out = bytes(self._out[:size])
        del self._out[:size]
        return out

    def resume(self) -> bool:
        """After a break, go on at the next place where a gzip member begins; False when there is none."""
        if self._kind != "gzip":
            return False
        self._failure, self._inside, self._decoder = None, False, self._new()
        self._out.clear()
        window = self._pending[1:]
        while True:
            at = window.find(_GZIP)
            if at >= 0:
                self._pending = window[at:]
                return True
            more = self._stream.read(self._chunk)
            if not more:
                self._pending = b""
                return False
            self.taken += len(more)
            window = window[-2:] + more

    def _fill(self) -> bool:
        if not self._pending:
            self._pending = self._stream.read(self._chunk)
            self.taken += len(self._pending)
        if not self._pending:
            if self._inside:
                self._failure = Broken("truncated", f"The {self._kind} data ends in the middle, as after a broken "
                                       "download or a full disk; what came before is kept. Fetch the file again.")
            return False
        if not self._inside and not self._starts():
            if self._failure is None:
                self._pending = b""
            return False
        try:
            more = self._decoder.decompress(self._pending)  # type: ignore[attr-defined]
        except (zlib.error, zstandard.ZstdError, ValueError) as error:
            self._failure = Broken("corrupt", f"The {self._kind} data is damaged ({error}); what came before is kept. "
                                   "Fetch the file again, or test it with the packer's own -t.")
            return False
        self._inside = True
        self._pending = b""
        if self._decoder.eof:  # type: ignore[attr-defined]
            self._pending = self._decoder.unused_data  # type: ignore[attr-defined]
            self._decoder, self._inside = self._new(), False
        self._out += more
        self.given += len(more)
        if self.given > BOMB_FLOOR and self.given > BOMB_RATIO * self.taken:
            self._out.clear()
            self._failure = Broken("bomb", f"{self.taken} bytes of {self._kind} data unpack to more than {self.given} "
                                   "bytes, which no text does: a decompression bomb, or a file of one character. "
                                   "Unpack it yourself if you trust it.")
            return False
        return True

    def _starts(self) -> bool:
        """Whether a further member or frame begins; padding after the last one is let go, other bytes are a break."""
        if self._kind != "gzip":
            return self._kind == "zstd" or self.given == 0
        self._pending = self._pending.lstrip(_PADDING)
        while len(self._pending) < len(_GZIP) and (more := self._stream.read(self._chunk)):
            self.taken += len(more)
            self._pending = (self._pending + more).lstrip(_PADDING)
        if self._pending and self.given and not self._pending.startswith(_GZIP):
            self._failure = Broken("corrupt", f"{self.taken - len(self._pending)} bytes into the gzip data, where a "
                                   "further member should begin, stand bytes that are none: damage, or something "
                                   "written behind it. What came before is kept. Test the file with gzip -t.")
        return bool(self._pending) and self._failure is None


class _Brotli:
    """Brotli behind the two names that zlib uses."""

    def __init__(self) -> None:
        import brotli  # type: ignore[import-untyped]
        self._decoder = brotli.Decompressor()
        self._error = brotli.error
        self.unused_data = b""

    @property
    def eof(self) -> bool:
        return bool(self._decoder.is_finished())

    def decompress(self, data: bytes) -> bytes:
        try:
            out = bytes(self._decoder.process(data, output_buffer_limit=PAYLOAD_LIMIT))
            while len(out) <= PAYLOAD_LIMIT and not self._decoder.can_accept_more_data():
                out += self._decoder.process(b"", output_buffer_limit=PAYLOAD_LIMIT)
        except self._error as error:
            raise ValueError(str(error)) from error
        return out


class _Deflate:
    """Deflate with or without its zlib header: servers send either under that name."""

    def __init__(self) -> None:
        self._decoder = zlib.decompressobj()
        self._fresh = True

    @property
    def eof(self) -> bool:
        return self._decoder.eof

    @property
    def unused_data(self) -> bytes:
        return self._decoder.unused_data

    def decompress(self, data: bytes) -> bytes:
        try:
            out = self._decoder.decompress(data)
        except zlib.error:
            if not self._fresh:
                raise
            self._decoder = zlib.decompressobj(-zlib.MAX_WBITS)
            out = self._decoder.decompress(data)
        self._fresh = False
        return out


_DECODERS: dict[str, Callable[[], object]] = {
    "gzip": lambda: zlib.decompressobj(16 + zlib.MAX_WBITS),
    "zstd": lambda: zstandard.ZstdDecompressor(max_window_size=1 << 27).decompressobj(),
    "deflate": _Deflate,
    "br": _Brotli,
}


def read_up_to(stream: Readable, limit: int) -> tuple[bytes, Broken | None]:
    """All bytes of the stream, or `limit` + 1 of them when there are more; and the break that ended them early."""
    parts = []
    left = limit + 1
    try:
        while left > 0 and (part := stream.read(min(left, 1 << 20))):
            parts.append(part)
            left -= len(part)
    except Broken as failure:
        return b"".join(parts), failure
    return b"".join(parts), None
