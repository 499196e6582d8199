"""One file in the process that looks: each picture is opened, its codes told, its sheets read as the answer says."""

import json
from typing import Any, BinaryIO

import cv2

from hustings.paper.photographs.faults import Fault, UnreadablePicture
from hustings.paper.photographs.frames import read_frame, write_frame
from hustings.paper.photographs.looking import look_at_sheet
from hustings.paper.photographs.opening import Grey, open_pictures
from hustings.paper.photographs.squaring import Code, find_codes

cv2.setNumThreads(1)


def serve_file(data: bytes, source: BinaryIO, out: BinaryIO) -> bool:
    """Look at one file; False where the other side has gone."""
    try:
        for picture in open_pictures(data):
            codes = find_codes(picture)
            write_frame(out, {"codes": [code.text for code in codes]})
            answer = read_frame(source)
            if answer is None:
                return False
            for code, asked in zip(codes, answer[0]["sheets"], strict=True):
                _tell_sheet(out, picture, code, asked)
    except UnreadablePicture as refusal:
        write_frame(out, {"fault": refusal.fault.value})
    except MemoryError:
        write_frame(out, {"fault": Fault.TOO_LARGE.value})
    except cv2.error as fault:
        told = Fault.TOO_LARGE if fault.code == cv2.Error.StsNoMem else Fault.DAMAGED
        write_frame(out, {"fault": told.value})
    write_frame(out, {"done": True})
    return True


def _tell_sheet(out: BinaryIO, picture: Grey, code: Code, asked: dict[str, Any] | None) -> None:
    """Tell what one sheet holds; nothing of a sheet that was not asked for."""
    if asked is None:
        return
    try:
        seen = look_at_sheet(picture, code, asked["places"], [tuple(row) for row in asked["rows"]])
    except UnreadablePicture as refusal:
        write_frame(out, {"sheet": code.text, "fault": refusal.fault.value})
        return
    rows = [[row.line, row.boxes, row.is_noted] for row in seen.rows]
    write_frame(out, {"sheet": code.text, "rows": json.loads(json.dumps(rows))}, seen.picture)
