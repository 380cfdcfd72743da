"""Writes the images that preparation is checked with, and what torchvision makes of them.

Usage:  python images.py

Writes images/ beside this file: 20 images, and tensors.json, which has for each image the SHA-256 of its tensor (float32,
[3, 224, 224], row-major, little-endian) and the mean of each of its planes, which needs no large model to ask for. Run it when images are added; check.py says whether torchvision still agrees.
Needs numpy, Pillow, torch and torchvision.
"""

import hashlib
import json
from pathlib import Path

import numpy as np
from PIL import Image
from torchvision import transforms

SEED = 20261125
FOLDER = Path(__file__).resolve().parent / "images"
TENSORS = FOLDER / "tensors.json"
PREPARATION = transforms.Compose(
    [
        transforms.Resize(256),
        transforms.CenterCrop(224),
        transforms.ToTensor(),
        transforms.Normalize(mean=[0.485, 0.456, 0.406], std=[0.229, 0.224, 0.225]),
    ]
)

# Exif of one entry: the orientation, a quarter turn.
TURNED = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"

# Name, columns, rows, mode, and what the format's writer is told.
IMAGES = (
    ("baseline-420.jpg", 480, 360, "RGB", {"quality": 75, "subsampling": 2}),
    ("baseline-422.jpg", 301, 403, "RGB", {"quality": 85, "subsampling": 1}),
    ("baseline-444.jpg", 333, 257, "RGB", {"quality": 90, "subsampling": 0}),
    ("progressive-420.jpg", 511, 340, "RGB", {"quality": 60, "subsampling": 2, "progressive": True}),
    ("progressive-444.jpg", 256, 256, "RGB", {"quality": 80, "subsampling": 0, "progressive": True}),
    ("restarts.jpg", 353, 289, "RGB", {"quality": 70, "restart_marker_blocks": 5}),
    ("small.jpg", 61, 47, "RGB", {"quality": 50}),
    ("narrow.jpg", 19, 260, "RGB", {"quality": 75, "subsampling": 2}),
    ("grey.jpg", 300, 231, "L", {"quality": 75}),
    ("turned.jpg", 320, 224, "RGB", {"quality": 75, "exif": TURNED}),
    ("colour.png", 300, 225, "RGB", {}),
    ("exact.png", 256, 256, "RGB", {}),
    ("cropped.png", 257, 256, "RGB", {}),
    ("wide.png", 640, 33, "RGB", {}),
    ("pixel.png", 1, 1, "RGB", {}),
    ("transparent.png", 130, 190, "RGBA", {}),
    ("grey.png", 227, 301, "L", {}),
    ("grey-transparent.png", 128, 140, "LA", {}),
    ("palette.png", 280, 280, "P", {}),
    ("two-colours.png", 275, 310, "1", {}),
)


def generated(random: np.random.Generator, columns: int, rows: int) -> Image.Image:
    """Waves, plain rectangles and noise, more or less of each."""
    across, down = np.arange(columns) / columns, np.arange(rows)[:, None] / rows
    pixels = np.empty((rows, columns, 3))
    contrast, noise = random.uniform(20, 70), random.uniform(0, 1) ** 3 * 12
    for channel in range(3):
        plane = np.full((rows, columns), random.uniform(60, 200))
        for scale in (1, 3, 9, 27):
            phase = random.uniform(0, 2 * np.pi)
            x, y = random.uniform(-scale, scale, 2)
            plane += contrast / np.sqrt(scale) * np.sin(2 * np.pi * (x * across + y * down) + phase)
        pixels[:, :, channel] = plane
    for _ in range(random.integers(0, 6)):
        top, left = random.integers(0, rows), random.integers(0, columns)
        pixels[top : top + rows // 3, left : left + columns // 4] = random.uniform(0, 255, 3)
    pixels += noise * random.standard_normal(pixels.shape)
    # Few shades keep the files small; the decoders don't mind.
    return Image.fromarray((np.clip(pixels, 0, 255) // 8 * 8).astype(np.uint8))


def prepared(file: Path) -> np.ndarray:
    """What torchvision makes of a file: float32 [3, 224, 224]."""
    return PREPARATION(Image.open(file).convert("RGB")).numpy()


def described(tensor: np.ndarray) -> dict:
    """What tensors.json has of a tensor."""
    content = np.ascontiguousarray(tensor, dtype="<f4").tobytes()
    means = tensor.mean(axis=(1, 2), dtype=np.float64)
    return {"sha256": hashlib.sha256(content).hexdigest(), "means": [round(float(mean), 6) for mean in means]}


def main() -> None:
    random = np.random.default_rng(SEED)
    FOLDER.mkdir(exist_ok=True)
    for name, columns, rows, mode, options in IMAGES:
        image = generated(random, columns, rows)
        if mode in ("RGBA", "LA"):
            opacity = Image.fromarray(random.integers(0, 256, (rows // 8, columns // 8), dtype=np.uint8))
            image = image.convert(mode)
            image.putalpha(opacity.resize((columns, rows)))
        else:
            image = image.convert(mode)
        image.save(FOLDER / name, optimize=True, **options)
    tensors = {name: described(prepared(FOLDER / name)) for name, *_ in IMAGES}
    TENSORS.write_text(json.dumps(tensors, indent=2) + "\n", encoding="ascii")
    print(f"{len(tensors)} images, {sum(f.stat().st_size for f in FOLDER.iterdir())} bytes in {FOLDER}")


if __name__ == "__main__":
    main()
