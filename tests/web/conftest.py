"""The district of tests/district.py, for every test below."""

from tests.district import DAY, NOW, PASSWORD, District, _events_may_be_emptied, add, district, program

__all__ = ["DAY", "NOW", "PASSWORD", "District", "_events_may_be_emptied", "add", "district", "program"]
