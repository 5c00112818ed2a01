"""打卡规则: last punch less first, nothing off for meals, work past midnight stays one day."""

from __future__ import annotations

from datetime import date

import pytest

from heyue.intake.cells import Unread
from heyue.intake.punches import at_night, by_day, distinct, moment, times, worked

MONDAY, TUESDAY, WEDNESDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)


def test_all_times_of_a_cell_are_read():
    assert times("08:58\n12:01 18:03") == [538, 721, 1083]
    assert times("08:5818:03") == [538, 1083]
    assert times("次日 01:10") == [1510]
    assert times("８：５８") == [538]
    assert times("24:00") == [1440]
    assert times(0.375) == [540]
    assert times("\x0232400") == [540]
    assert times("未打卡") == []
    assert times(None) == []
    for wrong in ("99", "25:00", "08:75"):
        with pytest.raises(Unread):
            times(wrong)


def test_a_moment_is_a_day_and_a_minute():
    assert moment("2026/3/2 8:58:12") == (MONDAY, 538)
    assert moment("\x012026-03-02 08:58:12") == (MONDAY, 538)
    assert moment(46083.375) == (MONDAY, 540)
    with pytest.raises(Unread):
        moment("2026/3/2")


def test_meals_are_not_taken_off():
    assert worked([540, 720, 780, 1080]) == 540


def test_one_punch_gives_no_hours():
    assert worked([540]) is None
    assert at_night([540]) is None


def test_punches_within_two_minutes_are_one():
    assert distinct([540, 541, 542, 545]) == [540, 545]
    assert worked(distinct([540, 541])) is None


def test_work_past_midnight_belongs_to_the_day_it_began():
    assert by_day([(MONDAY, 540), (TUESDAY, 90), (TUESDAY, 545), (TUESDAY, 1080)]) == {
        MONDAY: [540, 1530],
        TUESDAY: [545, 1080],
    }


def test_an_early_start_is_not_taken_for_a_late_end():
    baker = [(MONDAY, 240), (MONDAY, 720), (TUESDAY, 240), (TUESDAY, 720)]
    assert by_day(baker) == {MONDAY: [240, 720], TUESDAY: [240, 720]}


def test_five_in_the_morning_is_the_boundary():
    assert by_day([(MONDAY, 1200), (TUESDAY, 299)]) == {MONDAY: [1200, 1739]}
    assert by_day([(MONDAY, 1200), (TUESDAY, 300)]) == {MONDAY: [1200], TUESDAY: [300]}


def test_night_is_from_ten_to_six():
    assert at_night([540, 1320]) is False
    assert at_night([540, 1321]) is True
    assert at_night([360, 900]) is False
    assert at_night([359, 900]) is True
