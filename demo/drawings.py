"""Photos for the demo, drawn here: nobody's home."""

import io
from random import Random

from PIL import Image, ImageDraw, ImageFont

from conditions.pictures import Picture, clean_picture

WIDTH, HEIGHT = 960, 720
FLOOR = 520
CARDBOARD = ("#c79a63", "#b98a52", "#d3aa75", "#a97b46")
SACKS = ("#3b4148", "#4a525b", "#2f343a")
EDGE = "#5b4630"


def boxes(number: int) -> Picture:
    """Cardboard boxes before the window."""
    image, draw = room()
    draw.rectangle((610, 90, 860, 330), fill="#bcd7e6", outline="#f4f1ea", width=14)
    draw.line((735, 90, 735, 330), fill="#f4f1ea", width=10)
    random = Random(f"boxes {number}")  # noqa: S311
    for row in range(4):
        left = 130 + 40 * row + random.randrange(30)
        while left < 760 - 60 * row:
            width = random.randrange(110, 190)
            box(draw, (left, 600 - 112 * (row + 1), left + width, 600 - 112 * row), random)
            left += width + random.randrange(2, 12)
    return photo(image)


def sacks(number: int) -> Picture:
    """Sacks along the wall of a hall."""
    image, draw = room()
    draw.rectangle((390, 130, 590, FLOOR), fill="#8a6f55", outline="#6c543e", width=8)
    draw.ellipse((552, 320, 572, 340), fill="#d8c48a")
    random = Random(f"sacks {number}")  # noqa: S311
    for place in range(11):
        left, top = 20 + 82 * place, random.randrange(430, 500)
        draw.ellipse((left, top, left + 150, top + 170), fill=random.choice(SACKS))
        draw.polygon([(left + 60, top + 12), (left + 90, top + 12), (left + 75, top - 26)], fill=SACKS[0])
    return photo(image)


def room() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (WIDTH, HEIGHT), "#e6dfd2")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, FLOOR, WIDTH, HEIGHT), fill="#b9a48a")
    draw.rectangle((0, FLOOR - 14, WIDTH, FLOOR), fill="#f4f1ea")
    draw.text((24, 20), "Tegnet til demoen", fill="#6b6355", font=ImageFont.load_default(26))
    return image, draw


def box(draw: ImageDraw.ImageDraw, corners: tuple[int, int, int, int], random: Random) -> None:
    draw.rectangle(corners, fill=random.choice(CARDBOARD), outline=EDGE, width=3)
    middle = (corners[0] + corners[2]) // 2
    draw.rectangle((middle - 9, corners[1], middle + 9, corners[3]), fill="#dcc79d")


def photo(image: Image.Image) -> Picture:
    """As one that came from a telephone: made anew."""
    made = io.BytesIO()
    image.save(made, "JPEG", quality=80)
    return clean_picture(made.getvalue())
