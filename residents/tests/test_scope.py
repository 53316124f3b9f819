def test_people_see_their_own_estates_only(anna, bo, carla, erik, laerke, moelle, skov):
    from residents.models import Estate

    assert list(Estate.objects.visible_to(anna)) == [laerke]
    assert list(Estate.objects.visible_to(bo)) == [laerke]
    assert list(Estate.objects.visible_to(erik)) == [laerke]
    assert list(Estate.objects.visible_to(carla)) == [skov]


def test_people_live_in_scope(anna, carla, dorte, erik, gry, tenancy):
    from residents.models import Resident, Tenancy

    for model in (Tenancy, Resident):
        assert model.objects.visible_to(anna).count() == 1
        assert model.objects.visible_to(dorte).count() == 1
        for stranger in (carla, erik, gry):
            assert model.objects.visible_to(stranger).count() == 0
