"""What our faces can draw."""

from ejarchive import typeface
from ejarchive.typeface import missing_characters


def test_the_characters_taken_for_granted_are_in_every_face():
    for face in typeface._FILES:
        lacking = {sign for sign in typeface._COMMON if not sign.isspace() or sign == " "} - set(
            typeface._advances(face)
        )
        assert lacking == set(), face


def test_signs_of_other_faces_are_named_in_order():
    assert missing_characters("☎ Тема ✓ 漢") == ("☎", "✓", "漢")
    assert missing_characters("Җәй: 5 °C, «ё» — № 3, ≤ 2") == ()
