"""One's own account."""


def test_the_profile_shows_roles_and_security(anna, login):
    page = login(anna).get("/min-konto/").content.decode()
    assert "Social vicevært · Fjordbo" in page
    assert "Skift adgangskode" in page
    assert "Totrinslogin" in page


def test_one_chooses_name_and_morning_mail(anna, login):
    response = login(anna).post("/min-konto/", {"name": "Anna Holm"})
    assert response.status_code == 302
    anna.refresh_from_db()
    assert anna.name == "Anna Holm"
    assert anna.wants_digest is False


def test_a_name_is_needed(anna, login):
    response = login(anna).post("/min-konto/", {"name": " ", "wants_digest": "on"})
    assert response.status_code == 422
    assert "Skriv dit navn." in response.content.decode()
    anna.refresh_from_db()
    assert anna.name == "Anna Andersen"


def test_the_profile_takes_no_put(anna, login):
    assert login(anna).put("/min-konto/").status_code == 405


def test_a_change_of_name_is_recorded(anna, login):
    login(anna).post("/min-konto/", {"name": "Anna Holm", "wants_digest": "on"})
    names = list(anna.events.order_by("pgh_id").values_list("name", flat=True))
    assert names == ["Anna Andersen", "Anna Holm"]
