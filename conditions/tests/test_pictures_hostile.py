"""What is sent as a photo and is none, or wants something else: refused with a sentence, or made harmless."""

import io
import struct
import subprocess
import sys
import time
import tracemalloc
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conditions.pictures import LARGEST_SENT, Picture, PictureRefusedError, clean_picture
from conditions.tests.pictures import WHERE, chunk, draw, from_a_phone, huge, jpeg, opened, png, saved


def refusal(data):
    with pytest.raises(PictureRefusedError) as refused:
        clean_picture(data)
    return refused.value.message


def zipped():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("skjult.txt", WHERE)
    return made.getvalue()


def test_144_megapixels_in_18_kilobytes_cost_nothing():
    sent = huge()
    assert len(sent) < 20_000 and opened_size(sent) == (12_000, 12_000)
    tracemalloc.start()
    begun = time.perf_counter()
    said = refusal(sent)
    taken, (_now, peak) = time.perf_counter() - begun, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "144 millioner" in said and "mindre opløsning" in said
    assert peak < 1_000_000
    assert taken < 1


def opened_size(data):
    return struct.unpack_from(">II", data, 16)


MEASURE = """
import resource, sys
import django
from django.conf import settings
settings.configure(USE_I18N=False)
sys.modules["conditions.models"] = type(sys)("conditions.models")
sys.modules["conditions.models"].LARGEST = 2 * 1024 * 1024
sys.modules["conditions.models"].LONGEST_SIDE = 1600
from conditions.pictures import PictureRefusedError, clean_picture
sent = sys.stdin.buffer.read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    clean_picture(sent)
    said = "taken"
except PictureRefusedError:
    said = "refused"
print(said, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize(
    ("sent", "said", "megabytes"),
    [
        (huge(), "refused", 5),
        (png(5000, 5000), "taken", 170),
        (jpeg(7000, 7000, quality=30), "taken", 60),
    ],
)
def test_the_whole_process_stays_small(sent, said, megabytes):
    """Memory the decoders take is not Python's, so another process is asked."""
    measured = subprocess.run([sys.executable, "-c", MEASURE], input=sent, capture_output=True, check=True)
    word, used = measured.stdout.decode().split()
    assert word == said
    assert int(used) <= megabytes


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        (b"", "ikke et foto"),
        (b"\xff\xd8\xff", "ikke helt"),
        (b"MZ\x90\0\3" + bytes(4000), "ikke et foto"),
        (b"\x7fELF" + bytes(4000), "ikke et foto"),
        (b"<html><script>alert(1)</script></html>", "ikke et foto"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "ikke et foto"),
        (b"%PDF-1.7\n", "ikke et foto"),
        (b"GIF89a" + bytes(40), "ikke et foto"),
        (saved(draw(), "GIF"), "ikke et foto"),
        (saved(draw(), "BMP"), "ikke et foto"),
        (saved(draw(), "TIFF"), "ikke et foto"),
        (zipped(), "ikke et foto"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(400), "HEIC"),
        (b"\0\0\0\x18ftypmp42" + bytes(400), "ikke et foto"),
        (b"\x89PNG\r\n\x1a\n", "ikke helt"),
        (b"RIFF\x10\0\0\0WEBP", "ikke helt"),
    ],
)
def test_what_is_no_photo_is_refused_whatever_it_is_called(sent, says):
    assert says in refusal(sent)


@pytest.mark.parametrize(
    ("width", "height", "says"),
    [
        (1, 1, "så lille"),
        (39, 4000, "så lille"),
        (40, 401, "langt og smalt"),
        (4000, 200, "langt og smalt"),
        (0, 0, "så lille"),
        (100, 0, "så lille"),
        (2**31 - 1, 2**31 - 1, "for mange"),
        (2**31 - 1, 1, "for mange"),
    ],
)
def test_odd_sizes(width, height, says):
    assert says in refusal(png(width, height, rows=1))


def test_a_size_the_header_lies_about():
    wide = bytearray(jpeg(640, 480))
    at = wide.index(b"\xff\xc0")
    wide[at + 5 : at + 9] = struct.pack(">HH", 60_000, 60_000)
    assert "for mange" in refusal(bytes(wide))
    webp = bytearray(saved(draw(), "WEBP"))
    at = webp.index(b"VP8 ") + 14
    webp[at : at + 4] = struct.pack("<HH", 16_000, 16_000)
    assert "for mange" in refusal(bytes(webp))


def test_more_bytes_than_a_photo_has():
    assert "mere end 12 MB" in refusal(jpeg() + bytes(LARGEST_SENT))


def test_words_that_unpack_to_a_hundred_megabytes_are_never_unpacked():
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(100_000_000), 9))
    profile = chunk(b"iCCP", b"ICC\0\0" + zlib.compress(bytes(100_000_000), 9))
    sent = png(640, 480, bomb, profile)
    tracemalloc.start()
    made = clean_picture(sent)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert made.width == 640
    assert peak < 10_000_000


def test_what_moves_is_refused():
    frames = [draw(), draw().rotate(90), draw().rotate(180)]
    for kind in ("PNG", "WEBP"):
        sent = saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=50)
        assert "bevæger sig" in refusal(sent)


def test_of_a_telephones_several_pictures_the_first_is_taken():
    made = io.BytesIO()
    draw().save(made, "MPO", save_all=True, append_images=[draw(320, 240)])
    assert opened(made.getvalue()).n_frames == 2
    assert (clean_picture(made.getvalue()).width, clean_picture(made.getvalue()).height) == (640, 480)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("behind", [zipped(), b"<script>alert('x')</script>" + WHERE, b"MZ" + WHERE * 9])
def test_what_hangs_on_behind_or_inside_is_gone(kind, behind):
    made = clean_picture(saved(draw(), kind) + behind)
    for data in (made.content, made.thumbnail):
        assert WHERE not in data and b"script" not in data and b"skjult" not in data
        assert not zipfile.is_zipfile(io.BytesIO(data))
        assert data.startswith(b"\xff\xd8") and data.endswith(b"\xff\xd9")


def test_a_page_in_a_comment_is_gone():
    made = clean_picture(saved(draw(), comment=b"*/<script>alert(1)</script>/*"))
    assert b"script" not in made.content


def test_a_jpeg_that_is_painted_a_thousand_times_is_refused():
    sent = jpeg(progressive=True)
    at = sent.rindex(b"\xff\xda")
    scan = sent[at:-2]
    assert "ikke helt" in refusal(sent[:-2] + scan * 1000 + b"\xff\xd9")


def test_a_million_little_parts_are_refused_at_once():
    begun = time.perf_counter()
    assert "ikke helt" in refusal(b"\xff\xd8" + b"\xff\xe0\0\2" * 1_000_000 + jpeg()[2:])
    assert "ikke helt" in refusal(png(640, 480, chunk(b"tEXt", b"") * 500_000))
    assert time.perf_counter() - begun < 3


def test_two_frames_in_one_file_are_refused():
    sent = jpeg()
    at = sent.index(b"\xff\xc0")
    frame = sent[at : at + 2 + struct.unpack_from(">H", sent, at + 2)[0]]
    assert "ikke helt" in refusal(sent[:at] + frame + sent[at:])


WHOLE = [from_a_phone(160, 120), saved(draw(160, 120), "PNG"), saved(draw(160, 120), "WEBP"), jpeg(80, 80)]


@pytest.mark.parametrize("sent", WHOLE)
def test_half_a_photo_is_refused(sent):
    for part in (0.1, 0.5, 0.9):
        assert "ikke helt" in refusal(sent[: int(len(sent) * part)])


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(WHOLE), st.data())
def test_whatever_is_done_to_a_file_it_is_a_clean_photo_or_refused(sent, data):
    mangled = bytearray(sent)
    for _number in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(mangled) - 1))
        mangled[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=6))
        if not mangled:
            break
    try:
        made = clean_picture(bytes(mangled))
    except PictureRefusedError as refused:
        assert refused.message
    else:
        assert isinstance(made, Picture)
        assert WHERE not in made.content and opened(made.content).format == "JPEG"


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\xff\0\0\0WEBP", b""]),
    st.binary(max_size=300),
)
def test_whatever_is_sent_is_refused(beginning, rest):
    refusal(beginning + rest)
