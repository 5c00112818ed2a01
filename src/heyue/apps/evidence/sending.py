"""给出文件: one version's content as a download, opened from its sealed file."""

from __future__ import annotations

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from heyue.apps.evidence import files
from heyue.apps.evidence.messages import TYPES
from heyue.apps.evidence.models import Version


def given_out(version: Version) -> StreamingHttpResponse:
    """The answer that hands a version out, always as a file; Refused where it was altered on the disk."""
    response = StreamingHttpResponse(files.content(version.file, version.digest), content_type=TYPES[version.kind])
    response["Content-Disposition"] = content_disposition_header(True, version.name) or "attachment"
    response["Content-Length"] = str(version.size)
    return response
