"""Every template that another one names is there: an include is looked for only when it is reached."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

ROOT = Path(settings.BASE_DIR) / "templates"
NAMED = re.compile(r'{% (?:include|extends) "([^"]+)"')
NAMES = sorted({name for path in ROOT.rglob("*.html") for name in NAMED.findall(path.read_text())})


@pytest.mark.parametrize("name", NAMES)
def test_a_template_that_is_named_is_there(name):
    assert get_template(name)
