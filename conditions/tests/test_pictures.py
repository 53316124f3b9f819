"""A photo is made anew: seen as it was taken, and nothing else of it is left."""

import pytest
from PIL import Image

from conditions.models import LARGEST, LONGEST_SIDE
from conditions.pictures import THUMBNAIL_SIDE, TURNS, clean_picture
from conditions.tests.pictures import WHERE, chunk, draw, exif, from_a_phone, jpeg, opened, png, saved

KINDS = {
    "baseline": jpeg(),
    "progressive": jpeg(progressive=True),
    "grey": saved(draw(mode="L")),
    "cmyk": saved(draw(mode="CMYK")),
    "png": saved(draw(), "PNG"),
    "palette": saved(draw(mode="P"), "PNG"),
    "one bit": png(640, 480),
    "16 bit": saved(draw(mode="L").convert("I;16"), "PNG"),
    "see-through": saved(draw(mode="RGBA"), "PNG"),
    "grey see-through": saved(draw(mode="LA"), "PNG"),
    "webp": saved(draw(), "WEBP"),
    "webp without loss": saved(draw(), "WEBP", lossless=True),
    "webp see-through": saved(draw(mode="RGBA"), "WEBP"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_becomes_a_plain_jpeg(kind):
    made = clean_picture(KINDS[kind])
    for data in (made.content, made.thumbnail):
        image = opened(data)
        image.load()
        assert (image.format, image.mode) == ("JPEG", "RGB")
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}
    assert (made.width, made.height) == opened(made.content).size == (640, 480)
    assert opened(made.thumbnail).size == (THUMBNAIL_SIDE, 240)


def is_red(colour):
    red, green, blue = colour
    return red > 170 and green < 90 and blue < 90


@pytest.mark.parametrize("kind", ["baseline", "progressive", "cmyk", "png", "see-through", "webp"])
def test_it_looks_as_it_did(kind):
    image = opened(clean_picture(KINDS[kind]).content)
    assert is_red(image.getpixel((60, 40)))
    assert min(image.getpixel((600, 470))) > 200


def test_what_one_can_see_through_is_on_white_paper():
    image = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    assert opened(clean_picture(saved(image, "PNG")).content).getpixel((100, 100)) == (255, 255, 255)


def test_sixteen_bits_of_grey_are_not_cut_off():
    image = Image.new("I;16", (200, 200), 0x8000)
    grey = opened(clean_picture(saved(image, "PNG")).content).getpixel((100, 100))
    assert all(120 <= part <= 135 for part in grey)


def test_the_place_the_words_and_the_telephone_are_gone():
    sent = from_a_phone()
    assert WHERE in sent and opened(sent).getexif().get_ifd(0x8825)
    made = clean_picture(sent)
    for data in (made.content, made.thumbnail):
        image = opened(data)
        assert not image.getexif() and not image.getexif().get_ifd(0x8825)
        assert not {"comment", "exif", "icc_profile", "xmp"} & set(image.info)
        assert all(
            word not in data for word in (WHERE, b"iTelefon", b"Exif", b"2026:11:28", b"xmpmeta", b"ICC")
        )


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_so_they_are_from_other_formats(kind):
    sent = saved(draw(), kind, exif=exif(), icc_profile=WHERE * 40)
    assert b"iTelefon" in sent
    made = clean_picture(sent)
    assert all(word not in made.content for word in (WHERE, b"iTelefon", b"Exif"))


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_up_is_up_however_the_telephone_was_held(kind, orientation):
    back = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}[orientation]
    as_held = draw().transpose(TURNS[back]) if back in TURNS else draw()
    made = clean_picture(saved(as_held, kind, exif=exif(orientation)))
    assert (made.width, made.height) == (640, 480)
    assert is_red(opened(made.content).getpixel((60, 40)))


def test_an_odd_orientation_counts_as_upright():
    for odd in (b"", b"II*\0", b"II*\0\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\xff\xff", b"XX*\0" + b"\1" * 40):
        sent = saved(draw(), "PNG")
        body = sent[:33] + chunk(b"eXIf", odd) + sent[33:]
        assert clean_picture(body).width == 640


@pytest.mark.parametrize(
    ("width", "height"), [(4000, 3000), (3000, 4000), (1601, 200), (40, 400), (1600, 1600)]
)
def test_it_is_small_enough(width, height):
    made = clean_picture(jpeg(width, height))
    assert max(made.width, made.height) <= LONGEST_SIDE
    assert max(opened(made.thumbnail).size) <= THUMBNAIL_SIDE
    assert abs(made.width / made.height - width / height) / (width / height) < 0.05
    assert len(made.content) <= LARGEST


def test_noise_is_packed_harder_until_it_fits():
    noise = Image.effect_noise((1600, 1600), 250).convert("RGB")
    made = clean_picture(saved(noise, quality=100))
    assert (made.width, made.height) == (1600, 1600)
    assert len(made.content) <= LARGEST
