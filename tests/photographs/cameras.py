"""What a telephone or a scanner makes of a sheet: perspective, creases, shadows, blur, noise and JPEG, drawn by lot."""

import random
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]


@dataclass(frozen=True)
class Camera:
    """How bad it may get. `width` and `height` are the picture's, in pixels."""

    width: int = 4032
    height: int = 3024
    turn: float = 8.0
    lean: float = 0.07
    crease: float = 0.8
    shadow: float = 0.55
    blur: float = 1.6
    shake: float = 5.0
    noise: float = 7.0
    quality: tuple[int, int] = (55, 90)
    fills: tuple[float, float] = (0.72, 0.93)


TELEPHONE = Camera()
SMALL_TELEPHONE = Camera(width=2592, height=1944, blur=1.1, shake=3.0)
SCANNER = Camera(
    width=1754, height=1240, turn=2.0, lean=0.0, crease=0.2, shadow=0.05, blur=0.6, shake=0.0, noise=3.0,
    quality=(60, 90), fills=(0.985, 0.995),
)  # fmt: skip


def photograph(sheets: list[Picture], camera: Camera, lot: random.Random, *, turned: int = 0) -> Picture:
    """Lay sheets side by side on a table and take their picture; `turned` is by how many right angles."""
    picture: NDArray[np.floating[Any]] = _table(camera, lot)
    share = camera.width / len(sheets)
    for place, flat in enumerate(sheets):
        sheet = _creased(flat, camera, lot)
        corners = _corners(camera, lot, place * share, share, sheet.shape)
        height, width = sheet.shape
        source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
        move = cv2.getPerspectiveTransform(source, corners.astype(np.float32))
        shrink = np.linalg.norm(corners[1] - corners[0]) / width
        smooth = cv2.GaussianBlur(sheet, (0, 0), 0.35 / shrink) if shrink < 0.6 else sheet
        size = (camera.width, camera.height)
        laid = cv2.warpPerspective(smooth, move, size, flags=cv2.INTER_LINEAR)
        cover = cv2.warpPerspective(np.full(sheet.shape, 255, np.uint8), move, size, flags=cv2.INTER_LINEAR)
        share_of = cover.astype(np.float32) / 255
        picture = picture * (1 - share_of) + laid.astype(np.float32) * share_of
    picture = _lit(picture, camera, lot)
    picture = _blurred(picture, camera, lot)
    picture += np.random.default_rng(lot.getrandbits(32)).normal(
        0, lot.uniform(1, camera.noise), picture.shape
    )
    return np.rot90(np.clip(picture, 0, 255).astype(np.uint8), turned).copy()


def developed(picture: Picture, camera: Camera, lot: random.Random) -> bytes:
    """The picture as the JPEG that is sent."""
    _done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, lot.randint(*camera.quality)])
    return bytes(data.tobytes())


def _table(camera: Camera, lot: random.Random) -> NDArray[np.float32]:
    """A table with some grain, now dark and now light."""
    rng = np.random.default_rng(lot.getrandbits(32))
    coarse = rng.normal(0, 1, (camera.height // 40 + 2, 6)).astype(np.float32)
    grain = cv2.resize(coarse, (camera.width, camera.height), interpolation=cv2.INTER_CUBIC)
    return np.asarray(lot.uniform(40, 190) + 14 * grain, dtype=np.float32)


def _corners(
    camera: Camera, lot: random.Random, left: float, share: float, shape: tuple[int, ...]
) -> NDArray[np.float64]:
    fill = lot.uniform(*camera.fills)
    scale = min(share * fill / shape[1], camera.height * fill / shape[0])
    wide, high = shape[1] * scale / 2, shape[0] * scale / 2
    corners = np.array([[-wide, -high], [wide, -high], [wide, high], [-wide, high]])
    lean = (
        np.array([[lot.uniform(-1, 1) * wide, lot.uniform(-1, 1) * high] for _corner in range(4)])
        * camera.lean
    )
    angle = np.radians(lot.uniform(-camera.turn, camera.turn))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    laid = (corners + lean) @ turn.T
    room = np.array([share / 2, camera.height / 2]) * 0.995
    laid /= max(1.0, (np.abs(laid) / room).max())
    return np.asarray(laid + np.array([left + share / 2, camera.height / 2]), dtype=np.float64)


def _creased(sheet: Picture, camera: Camera, lot: random.Random) -> Picture:
    """Fold it once or twice: near a fold the paper is moved up to a millimetre or so, and darker on one side."""
    height, width = sheet.shape
    y, x = np.mgrid[0:height:8, 0:width:8].astype(np.float32)
    light = np.ones(x.shape, np.float32)
    along, down = x.copy(), y.copy()
    per_mm = width / 297
    for _fold in range(lot.randint(0, 2)):
        angle = lot.uniform(0, np.pi)
        distance = (x - lot.uniform(0.2, 0.8) * width) * np.cos(angle) + (
            y - lot.uniform(0.2, 0.8) * height
        ) * np.sin(angle)
        # A fold stands up from the table, and so seems moved, away from the camera's middle.
        rise = camera.crease * per_mm * np.exp(-np.abs(distance) / (lot.uniform(15, 60) * per_mm))
        along += lot.uniform(-1.5, 1.5) * rise
        down += lot.uniform(-1.5, 1.5) * rise
        light *= 1 - lot.uniform(0.05, 0.25) * camera.crease * np.exp(-np.abs(distance) / (1.5 * per_mm))
        light *= 1 - 0.12 * camera.crease * (distance > 0)
    whole = (width, height)
    along, down, light = (
        cv2.resize(each, whole, interpolation=cv2.INTER_LINEAR) for each in (along, down, light)
    )
    # Maps at an eighth of the size were sampled at the left of each square.
    along, down = along - 3.5, down - 3.5
    moved = cv2.remap(sheet, along, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(np.clip(moved * light, 0, 255), dtype=np.uint8)


def _lit(picture: NDArray[np.floating[Any]], camera: Camera, lot: random.Random) -> NDArray[np.float32]:
    """A lamp to one side, and the shadow of a hand or a telephone with an edge."""
    height, width = picture.shape
    y, x = np.mgrid[0:1:120j, 0:1:160j].astype(np.float32)
    angle = lot.uniform(0, 2 * np.pi)
    slope = (x - 0.5) * np.cos(angle) + (y - 0.5) * np.sin(angle)
    light = 1 - camera.shadow * lot.uniform(0.2, 0.7) * (slope + 0.5)
    if lot.random() < 0.5:
        edge = (x - lot.uniform(0.2, 0.8)) * np.cos(angle + 1) + (y - lot.uniform(0.2, 0.8)) * np.sin(
            angle + 1
        )
        soft = 1 / (1 + np.exp(-edge / lot.uniform(0.008, 0.05)))
        light *= 1 - camera.shadow * lot.uniform(0.2, 0.7) * soft
    light = light * lot.uniform(0.8, 1.02)
    return np.asarray(picture * cv2.resize(light.astype(np.float32), (width, height)), dtype=np.float32)


def _blurred(picture: NDArray[np.float32], camera: Camera, lot: random.Random) -> NDArray[np.float32]:
    soft: NDArray[Any] = cv2.GaussianBlur(picture, (0, 0), lot.uniform(0.4, camera.blur))
    length = int(lot.uniform(0, camera.shake))
    if length > 1:
        kernel = np.zeros((length, length), np.float32)
        cv2.line(kernel, (0, lot.randrange(length)), (length - 1, lot.randrange(length)), 1.0)
        soft = cv2.filter2D(soft, -1, kernel / kernel.sum())
    return np.asarray(soft, dtype=np.float32)
