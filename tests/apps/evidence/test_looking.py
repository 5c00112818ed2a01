"""看材料: what is kept, what is refused and why; over forty malformed, hostile and mislabelled files."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from heyue.apps.deeds import Refused
from heyue.apps.evidence import files
from heyue.apps.evidence.messages import ENDINGS, KINDS, TYPES, WORDS
from tests.apps.evidence.conftest import PDF, docx, packed, picture, xlsx
from tests.apps.evidence.conftest import TYPES as CONTENT_TYPES

HTML = b"<!doctype html><html><script>alert(1)</script></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
EXTERNAL = (
    '<Relationships><Relationship Id="r1" Type="http://x/relationships/{kind}" Target="{target}" '
    'TargetMode="External"/></Relationships>'
)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.HEYUE_FILES = tmp_path / "files"
    return tmp_path / "files"


def code_of(name: str, content: bytes) -> str:
    """The code under which a file is refused, found by its words."""
    with pytest.raises(Refused) as caught:
        files.keep(name, content)
    said = str(caught.value)
    plain = files.plain_name(name)
    assert plain in said
    kinds = ["", *KINDS]
    for code, (_, en) in WORDS.items():
        if said in {en.format(name=plain, kind=KINDS.get(kind, ("", ""))[1]) for kind in kinds}:
            return code
    raise AssertionError(said)


def nothing_kept(folder: Path) -> bool:
    return not folder.exists() or not [path for path in folder.rglob("*") if path.is_file()]


SOUND: list[tuple[str, Callable[[], bytes], str]] = [
    ("合同.pdf", lambda: PDF, "pdf"),
    ("说明.docx", docx, "docx"),
    ("工资.xlsx", xlsx, "xlsx"),
    ("照片.JPG", picture, "jpeg"),
    ("截图.png", lambda: picture("PNG"), "png"),
    ("图.webp", lambda: picture("WEBP"), "webp"),
    ("名单.csv", lambda: "工号,日期\n0001,2026-11-21\n".encode("gb18030"), "text"),
    ("说明.txt", lambda: "第一行\r\n第二行".encode("utf-8-sig"), "text"),
    ("表.txt", lambda: "a\tb".encode("utf-16"), "text"),
    (
        "链接.docx",
        lambda: docx(
            **{"word___rels__document.xml.rels": EXTERNAL.format(kind="hyperlink", target="https://example.com/")}
        ),
        "docx",
    ),
]


def content(kept: files.Kept) -> bytes:
    """What was kept, opened again."""
    return b"".join(files.content(kept.file, kept.digest))


@pytest.mark.parametrize(("name", "make", "kind"), SOUND, ids=[one[0] for one in SOUND])
def test_a_sound_file_is_kept_under_a_random_name(
    name: str, make: Callable[[], bytes], kind: str, folder: Path
) -> None:
    kept = files.keep(name, make())
    assert (kept.kind, kept.name) == (kind, name)
    stored = content(kept)
    assert stored not in files.where(kept.file).read_bytes()
    assert hashlib.sha256(stored).hexdigest() == kept.digest
    assert len(stored) == kept.size
    assert name not in kept.file
    assert files.where(kept.file).is_relative_to(folder)


def bomb() -> bytes:
    return packed(
        {
            "[Content_Types].xml": CONTENT_TYPES,
            "word/document.xml": b"<w:document/>",
            "word/media/a.png": b"\0" * (210 * 1024 * 1024),
        }
    )


def lying_bomb() -> bytes:
    """A bomb whose directory says that it is ten bytes long."""
    content = bytearray(bomb())
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.rfind(mark)
        content[at + offset : at + offset + 4] = (10).to_bytes(4, "little")
    return bytes(content)


def locked() -> bytes:
    content = bytearray(docx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 1)
    return bytes(content)


def twice() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("word/document.xml", "<a/>")
        archive.writestr("WORD/document.xml", "<b/>")
    return out.getvalue()


def many() -> bytes:
    return packed(
        {
            "[Content_Types].xml": CONTENT_TYPES,
            "word/document.xml": "",
            **{f"word/{number}.xml": "" for number in range(2001)},
        }
    )


def huge_png() -> bytes:
    """A PNG whose header says 100,000 × 100,000."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = (100_000).to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


def moving() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (9, 9), (tone, 0, 0)) for tone in (0, 120, 240)]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], duration=50)
    return out.getvalue()


def object_stream() -> bytes:
    """A PDF that hides a script in a packed object stream."""
    plain = zlib.compress(b"5 0 << /S /JavaScript /JS (app.alert(1)) >>")
    hidden = (
        b"4 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n"
        % (len(plain), plain)
    )
    return PDF.replace(b"trailer", hidden + b"trailer")


HOSTILE: list[tuple[str, str, Callable[[], bytes], str]] = [
    ("nothing", "a.pdf", lambda: b"", "empty"),
    ("too big", "a.txt", lambda: b"a" * (20 * 1024 * 1024 + 1), "too_big"),
    ("HTML as PDF", "a.pdf", lambda: HTML, "markup"),
    ("HTML as text", "a.txt", lambda: HTML, "markup"),
    ("HTML in UTF-16", "a.txt", lambda: HTML.decode().encode("utf-16"), "markup"),
    ("HTML after blanks", "a.csv", lambda: b"\n\n   \t" * 50 + HTML, "markup"),
    ("SVG as PNG", "a.png", lambda: SVG, "markup"),
    ("SVG as text", "a.txt", lambda: SVG, "markup"),
    ("script in a table", "a.csv", lambda: b"name,note\nx,<ScRiPt src=//x>\n", "markup"),
    ("a program", "a.pdf", lambda: b"MZ\x90\0" + b"\0" * 200, "not_known"),
    ("another program", "a.txt", lambda: b"\x7fELF\x02\x01" + b"\0" * 200, "not_known"),
    ("a shell script", "a.txt", lambda: b"#!/bin/sh\nrm -rf /\n", "not_known"),
    ("PostScript", "a.txt", lambda: b"%!PS-Adobe\n", "not_known"),
    ("RTF", "a.txt", lambda: b"{\\rtf1 x}", "not_known"),
    ("GIF", "a.png", lambda: picture("GIF"), "not_known"),
    ("BMP", "a.png", lambda: picture("BMP"), "not_known"),
    ("HEIC", "IMG_1.heic", lambda: b"\0\0\0\x18ftypheic" + b"\0" * 64, "heic"),
    ("old Word", "a.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "old_office"),
    ("picture as PDF", "a.pdf", picture, "extension"),
    ("PDF as picture", "a.jpg", lambda: PDF, "extension"),
    ("Word as Excel", "a.xlsx", docx, "extension"),
    ("no ending", "contract", lambda: PDF, "extension"),
    ("two endings", "a.pdf.exe", lambda: PDF, "extension"),
    ("cut JPEG", "a.jpg", lambda: picture(size=(400, 300), quality=95)[:400], "damaged"),
    ("cut PNG", "a.png", lambda: picture("PNG", (400, 300))[:60], "damaged"),
    ("only a JPEG's beginning", "a.jpg", lambda: b"\xff\xd8\xff\xe0", "damaged"),
    ("only a WebP's beginning", "a.webp", lambda: b"RIFF\x10\0\0\0WEBPVP8 ", "damaged"),
    ("PNG of 10,000 million pixels", "a.png", huge_png, "too_many_pixels"),
    ("PNG of 41 million pixels", "a.png", lambda: picture("PNG", (6404, 6404)), "too_many_pixels"),
    ("animation", "a.webp", moving, "animated"),
    (
        "PDF with a script",
        "a.pdf",
        lambda: PDF.replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /JavaScript /JS (x) >>"),
        "active",
    ),
    (
        "PDF with a script written with #",
        "a.pdf",
        lambda: PDF.replace(b"/Type /Catalog", b"/Type /Catalog /AA << /S /J#61vaScript >>"),
        "active",
    ),
    ("PDF with a script in a packed stream", "a.pdf", object_stream, "active"),
    (
        "PDF that starts a program",
        "a.pdf",
        lambda: PDF.replace(b"/Count 0", b"/Count 0 /X << /S /Launch /F (cmd.exe) >>"),
        "active",
    ),
    (
        "PDF with a file inside",
        "a.pdf",
        lambda: PDF.replace(b"/Count 0", b"/Count 0 /Names << /EmbeddedFiles 9 0 R >>"),
        "active",
    ),
    ("PDF and zip in one", "a.pdf", lambda: PDF + docx(), "two_in_one"),
    ("PDF and page in one", "a.pdf", lambda: b"%PDF-1.4\n" + HTML + PDF, "two_in_one"),
    ("PDF with a page behind", "a.pdf", lambda: PDF + HTML, "two_in_one"),
    ("cut PDF", "a.pdf", lambda: PDF[:60], "damaged"),
    ("zip behind something", "a.docx", lambda: docx()[:-22] + b"x" + docx()[-22:], "damaged"),
    ("page behind a zip", "a.docx", lambda: docx() + HTML, "two_in_one"),
    ("zip of something", "a.docx", lambda: packed({"a.txt": "x"}), "not_known"),
    ("cut zip", "a.docx", lambda: docx()[:80], "damaged"),
    ("macros", "a.docx", lambda: docx(**{"word__vbaProject.bin": b"x"}), "active"),
    ("macros by another name", "a.docx", lambda: docx(**{"word__Other.BIN": b"x"}), "active"),
    ("embedded object", "a.xlsx", lambda: xlsx({"xl/embeddings/oleObject1.bin": b"x"}), "active"),
    ("ActiveX", "a.docx", lambda: docx(**{"word__activeX__activeX1.xml": "<x/>"}), "active"),
    (
        "macro type",
        "a.docx",
        lambda: packed({"[Content_Types].xml": "<Types>macroEnabled</Types>", "word/document.xml": ""}),
        "active",
    ),
    (
        "template from elsewhere",
        "a.docx",
        lambda: docx(
            **{"word___rels__settings.xml.rels": EXTERNAL.format(kind="attachedTemplate", target="https://x/")}
        ),
        "fetches",
    ),
    (
        "picture from elsewhere",
        "a.docx",
        lambda: docx(**{"word___rels__document.xml.rels": EXTERNAL.format(kind="image", target="\\\\x\\y")}),
        "fetches",
    ),
    (
        "link to a file",
        "a.docx",
        lambda: docx(
            **{"word___rels__document.xml.rels": EXTERNAL.format(kind="hyperlink", target="file:///etc/passwd")}
        ),
        "fetches",
    ),
    ("entities", "a.docx", lambda: docx(**{"word__x.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "unsafe_xml"),
    ("XML in UTF-16", "a.docx", lambda: docx(**{"word__x.xml": "<a/>".encode("utf-16")}), "unsafe_xml"),
    ("up and out", "a.docx", lambda: docx(**{"..__..__x.xml": "<a/>"}), "unsafe_zip"),
    (
        "from the root",
        "a.docx",
        lambda: packed({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": "", "/etc/passwd": "x"}),
        "unsafe_zip",
    ),
    ("a drive", "a.docx", lambda: docx(**{"C:\\x.xml": "<a/>"}), "unsafe_zip"),
    ("twice the same name", "a.docx", twice, "damaged"),
    ("2,003 entries", "a.docx", many, "zip_bomb"),
    ("bomb", "a.docx", bomb, "zip_bomb"),
    ("password", "a.docx", locked, "password"),
]


@pytest.mark.parametrize(("name", "make", "code"), [one[1:] for one in HOSTILE], ids=[one[0] for one in HOSTILE])
def test_a_file_that_cannot_be_kept_is_refused_with_its_name_and_what_to_do(
    name: str, make: Callable[[], bytes], code: str, folder: Path
) -> None:
    assert code_of(name, make()) == code
    assert nothing_kept(folder)


def test_a_bomb_that_lies_about_its_size_is_refused(folder: Path) -> None:
    assert code_of("a.docx", lying_bomb()) in {"zip_bomb", "damaged"}
    assert nothing_kept(folder)


@pytest.mark.parametrize("cut", [0, 5, 30, 90, 200])
@pytest.mark.parametrize(
    "make", [picture, docx, lambda: PDF, lambda: picture("PNG")], ids=["jpeg", "docx", "pdf", "png"]
)
def test_no_spoiled_file_ends_badly(make: Callable[[], bytes], cut: int) -> None:
    """A byte turned over, wherever it is: kept or refused in words."""
    content = bytearray(make())
    content[cut % len(content)] ^= 0xFF
    name = {b"\xff\xd8": "a.jpg", b"PK": "a.docx", b"%P": "a.pdf", b"\x89P": "a.png"}.get(make()[:2], "a.txt")
    try:
        files.keep(name, bytes(content))
    except Refused as refused:
        said = str(refused)
    else:
        said = name
    assert name in said


# ---- pictures ------------------------------------------------------------------------------------------------------


def photographed() -> bytes:
    """A photo with position, camera, comment and a file behind it, taken with the telephone on its side."""
    image = Image.new("RGB", (60, 40), (10, 120, 90))
    exif = image.getexif()
    exif[0x0112] = 6
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[2] = (23.0, 6.0, 32.0)
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=b"SecretComment")
    return out.getvalue() + b"PK\x03\x04SecretTail"


def test_the_position_and_the_camera_are_gone_and_the_picture_stands_upright() -> None:
    assert b"SecretCamera" in photographed()
    stored = content(files.keep("a.jpg", photographed()))
    for secret in (b"SecretCamera", b"SecretComment", b"SecretTail", b"Exif"):
        assert secret not in stored
    with Image.open(io.BytesIO(stored)) as image:
        assert dict(image.getexif()) == {}
        assert image.size == (40, 60)


@pytest.mark.parametrize(("form", "name"), [("PNG", "a.png"), ("WEBP", "a.webp")])
def test_nothing_rides_along_in_other_pictures(form: str, name: str) -> None:
    from PIL.PngImagePlugin import PngInfo

    image = Image.new("RGBA", (20, 20), (1, 2, 3, 100))
    exif = image.getexif()
    exif[0x010F] = "SecretCamera"
    text = PngInfo()
    text.add_text("Comment", "SecretComment")
    out = io.BytesIO()
    image.save(out, form, exif=exif, **({"pnginfo": text} if form == "PNG" else {}))
    stored = content(files.keep(name, out.getvalue()))
    assert b"Secret" not in stored
    with Image.open(io.BytesIO(stored)) as redrawn:
        assert redrawn.mode == "RGBA"


# ---- names ---------------------------------------------------------------------------------------------------------

TRAVERSALS = [
    "../../etc/passwd.pdf",
    "..\\..\\windows\\x.pdf",
    "/etc/passwd.pdf",
    "C:\\x.pdf",
    "....//....//x.pdf",
    "..;/x.pdf",
    "%2e%2e%2fx.pdf",
    "%252e%252e%252fx.pdf",
    "..%c0%afx.pdf",
    "..%ef%bc%8fx.pdf",
    "．．／x.pdf",
    "..\u2215x.pdf",
    "..\u2044x.pdf",
    "x.pdf\0.exe.pdf",
    "x\r\nSet-Cookie: a=b.pdf",
    "file:///etc/x.pdf",
    "\\\\server\\share\\x.pdf",
    "./x.pdf",
    "../x.pdf",
    "..\\x.pdf",
    "a/../../x.pdf",
    "a\\..\\..\\x.pdf",
    "\u202efdp.x.pdf",
    "x\u200b.pdf",
    "..\u3002/x.pdf",
    "~/x.pdf",
    "$HOME/x.pdf",
    "`id`.pdf",
    "|id.pdf",
    "CON.pdf",
    " .. /x.pdf",
    "..%00/x.pdf",
    "%2e%2e/x.pdf",
    "..%5cx.pdf",
    "x" * 400 + ".pdf",
]


@pytest.mark.parametrize("name", TRAVERSALS, ids=[str(number) for number in range(len(TRAVERSALS))])
def test_a_name_is_only_ever_a_name(name: str, folder: Path) -> None:
    kept = files.keep(name, PDF)
    assert files.where(kept.file).resolve().is_relative_to(folder.resolve())
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1
    assert not set('/\\\0\r\n%:|<>"?*\u202e\u200b') & set(kept.name)
    assert kept.name.endswith(".pdf")
    assert len(kept.name) <= 120


@pytest.mark.parametrize(
    "file", ["../x", "evidence/../x", "evidence/ab/" + "0" * 39, "/etc/passwd", "evidence/zz/" + "0" * 40, ""]
)
def test_only_a_name_drawn_here_leads_to_a_file(file: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        files.where(file)


def test_every_kind_has_its_words_its_endings_and_its_type() -> None:
    assert set(KINDS) == set(ENDINGS) == set(TYPES)
