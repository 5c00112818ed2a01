"""看材料的子进程: looks into one untrusted file from stdin and says what it is, under limits it cannot lift.

Run as a script (`python -I -S child.py FOLDER_OF_PILLOW`), it imports nothing of this package: a hostile file can at worst end
this process. Memory, processor time and output are limited before the first byte is read; after the imports no further file or
socket can be opened. Writes one line of JSON, {"kind": …} or {"refused": code}, and after it the image drawn anew where there is
one: no position, no camera, no comment, nothing behind the picture survives that.
"""

# ruff: noqa: PLC0415 - what it imports, and when, is part of how it gives up its rights

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
import zlib

MEMORY = 768 * 1024 * 1024
SECONDS = 20
FILE_BYTES = 20 * 1024 * 1024
PIXELS = 40_000_000
ENTRIES = 2_000
EXPANDED = 200 * 1024 * 1024
CHUNK = 1 << 20

MARKUP = re.compile(
    rb"<\s*(?:!doctype|html|svg|script|head|body|iframe|object|embed|\?xml|!--|xml|math|link|meta|style|a\s|img\s)",
    re.IGNORECASE,
)
HOSTILE_XML = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>", re.IGNORECASE)
EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']\s*External", re.IGNORECASE)
PLAIN_LINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/relationships/hyperlink[\"']", re.IGNORECASE)
LINK_TARGET = re.compile(rb"\bTarget\s*=\s*[\"'](?:https?:|mailto:|tel:|#)", re.IGNORECASE)
ACTIVE_PART = re.compile(
    r"vbaproject|vbadata|macros/|activex|oleobject|embeddings/|/embed|\.bin$|\.exe$|\.dll$|\.js$|\.vbs$|\.hta$|\.html?$|\.zip$"
)
ACTIVE_PDF = re.compile(
    rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|Movie|Sound|GoToE|ImportData)(?![A-Za-z0-9])"
)
OBJECT_STREAM = re.compile(rb"/ObjStm(?![A-Za-z0-9])[^\0]{0,400}?stream\r?\n", re.DOTALL)
NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")


class Refused(Exception):
    """不能收的文件: a reason code; the words stand in messages.py."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def limit() -> None:
    """Bind this process before it reads anything; a system without `resource` keeps only the parent's clock."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (4 * FILE_BYTES, 4 * FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def close_doors() -> None:
    """No file and no socket can be opened from here on; what is open stays open."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def look(content: bytes) -> tuple[str, bytes | None]:
    """The kind of the content and, for an image, the image drawn anew."""
    if not content:
        raise Refused("empty")
    if len(content) > FILE_BYTES:
        raise Refused("too_big")
    if content.startswith(b"%PDF-"):
        return pdf(content), None
    if content.startswith(b"PK\x03\x04"):
        return office(content), None
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg", image(content, "JPEG")
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png", image(content, "PNG")
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "webp", image(content, "WEBP")
    if content[4:8] == b"ftyp" and content[8:12] in {b"heic", b"heix", b"mif1", b"msf1", b"hevc", b"heim", b"heis"}:
        raise Refused("heic")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("old_office")
    return text(content), None


def pdf(content: bytes) -> str:
    """A PDF without programs, attachments or a second file behind it."""
    end = content.rfind(b"%%EOF")
    if end < 0:
        raise Refused("damaged")
    if content[end + 5 :].strip(b"\r\n\t \0"):
        raise Refused("two_in_one")
    if content.rfind(b"PK\x05\x06", max(0, len(content) - 65_600)) >= 0 or MARKUP.search(content[:1024]):
        raise Refused("two_in_one")
    if active(content):
        raise Refused("active")
    budget = EXPANDED
    for found in OBJECT_STREAM.finditer(content):
        unpacker = zlib.decompressobj()
        try:
            plain = unpacker.decompress(content[found.end() :], min(CHUNK * 16, budget))
        except zlib.error:
            continue  # not packed this way, or sealed with a password: names in it cannot be read
        budget -= len(plain)
        if budget <= 0:
            raise Refused("zip_bomb")
        if active(plain):
            raise Refused("active")
    return "pdf"


def active(content: bytes) -> bool:
    """Names may be written with #xx; they are undone before looking."""
    if ACTIVE_PDF.search(content):
        return True
    return b"#" in content and bool(
        ACTIVE_PDF.search(NAME_ESCAPE.sub(lambda found: bytes([int(found.group(1), 16)]), content))
    )


def office(content: bytes) -> str:
    """A docx or xlsx without programs, embedded objects or anything fetched from elsewhere."""
    end = content.rfind(b"PK\x05\x06")
    if end < 0:
        raise Refused("damaged")
    if len(content) != end + 22:
        raise Refused("two_in_one")
    if int.from_bytes(content[end + 10 : end + 12], "little") > ENTRIES:
        raise Refused("zip_bomb")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return parts(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        OverflowError,
    ) as error:
        raise Refused("damaged") from error


def parts(archive: zipfile.ZipFile) -> str:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > ENTRIES:
        raise Refused("zip_bomb")
    if len({name.lower() for name in names}) != len(names):
        raise Refused("damaged")
    if min((entry.header_offset for entry in entries), default=1) != 0:
        raise Refused("two_in_one")
    for name in (entry.orig_filename for entry in entries):
        plain = name.replace("\\", "/")
        if (
            plain.startswith("/")
            or ":" in plain
            or ".." in plain.split("/")
            or "%" in plain
            or any(ord(sign) < 32 for sign in plain)
        ):
            raise Refused("unsafe_zip")
    known = set(names)
    kind = "docx" if "word/document.xml" in known else "xlsx" if "xl/workbook.xml" in known else ""
    if not kind or "[Content_Types].xml" not in known:
        raise Refused("not_known")
    if any(
        ACTIVE_PART.search(name.lower())
        and not name.lower().startswith(("xl/printersettings/", "word/printersettings/"))
        for name in names
    ):
        raise Refused("active")
    left = EXPANDED
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise Refused("password")
        left = part(archive, entry, left)
    return kind


def part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> int:
    """Expands one part a megabyte at a time, counting what really comes out; returns how much may still come."""
    name = entry.filename.lower()
    xml = name.endswith((".xml", ".rels", ".vml"))
    tail = b""
    first = True
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                raise Refused("zip_bomb")
            if not xml:
                continue
            if first and (chunk[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in chunk[:8]):
                raise Refused("unsafe_xml")
            first = False
            block = tail + chunk
            look_at_xml(name, block)
            tail = block[-4096:]
    return left


def look_at_xml(name: str, block: bytes) -> None:
    if HOSTILE_XML.search(block):
        raise Refused("unsafe_xml")
    if name == "[content_types].xml" and (b"macroEnabled" in block or b"vbaProject" in block or b"oleObject" in block):
        raise Refused("active")
    if not name.endswith(".rels"):
        return
    for relation in RELATION.findall(block):
        if EXTERNAL.search(relation) and not (PLAIN_LINK.search(relation) and LINK_TARGET.search(relation)):
            raise Refused("fetches")


def image(content: bytes, form: str) -> bytes:
    """The picture alone, upright, drawn anew in the same format."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = PIXELS
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "MPO"] if form == "JPEG" else [form]) as opened:
            wide, high = opened.size
            if wide * high > PIXELS or min(wide, high) < 1:
                raise Refused("too_many_pixels")
            if form != "JPEG" and getattr(opened, "n_frames", 1) > 1:
                raise Refused("animated")
            opened.load()
            upright = ImageOps.exif_transpose(opened)
            see_through = form != "JPEG" and (upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info)
            plain = upright.convert(
                "RGBA" if see_through else "L" if upright.mode in {"1", "L", "I;16", "I"} else "RGB"
            )
            bare = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    except Refused:
        raise
    except (MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused("too_many_pixels") from error
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        EOFError,
        ZeroDivisionError,
        OverflowError,
    ) as error:
        raise Refused("damaged") from error
    out = io.BytesIO()
    bare.save(out, form, **({"quality": 90} if form != "PNG" else {}))
    return out.getvalue()


def text(content: bytes) -> str:
    """Plain text or a table of values in UTF-8, UTF-16 with its mark, or GB 18030; no markup, no control characters."""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        codes = ("utf-16",)
    elif content.startswith(b"\xef\xbb\xbf"):
        codes = ("utf-8-sig",)
    else:
        codes = ("utf-8", "gb18030")
    for code in codes:
        try:
            words = content.decode(code)
        except (UnicodeDecodeError, UnicodeError):
            continue
        break
    else:
        raise Refused("not_known")
    if any((ord(sign) < 32 and sign not in "\t\r\n\f") or ord(sign) == 127 for sign in words):
        raise Refused("not_known")
    if MARKUP.search(words.encode("utf-8", "replace")):
        raise Refused("markup")
    if words.lstrip().startswith(("%!PS", "{\\rtf", "%PDF", "GIF8", "MIME-Version:", "#!")):
        raise Refused("not_known")
    return "text"


def prepare(content: bytes) -> None:
    """Import what this kind of file needs while files can still be opened."""
    import encodings.cp437
    import encodings.gb18030
    import encodings.utf_8_sig
    import encodings.utf_16  # noqa: F401

    if content[:3] == b"\xff\xd8\xff" or content[:4] in {b"\x89PNG", b"RIFF"}:
        from PIL import Image, ImageOps, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin  # noqa: F401

        Image.preinit()
        Image.init()


def main() -> None:
    limit()
    sys.path.extend(sys.argv[1:2])
    content = sys.stdin.buffer.read(FILE_BYTES + 1)
    prepare(content)
    close_doors()
    drawn: bytes | None = None
    try:
        kind, drawn = look(content)
        answer = {"kind": kind}
    except Refused as refused:
        answer = {"refused": refused.code}
    except (MemoryError, RecursionError):
        answer = {"refused": "too_much_memory"}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + (drawn or b""))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
