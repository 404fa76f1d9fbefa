"""Who plays in the demonstration follows from the minutes."""

from __future__ import annotations

import pytest

from tests import cast
from workflow.demo.cast import AdjusterMissing, ChairUnknown, DrafterMissing, cast_of
from workflow.minutes import MinutesKind


@pytest.mark.parametrize(
    ("changes", "policy"),
    [
        ({}, "municipal-board"),
        ({"kind": MinutesKind.NOTES}, "cooperation-chair"),
        ({"kind": MinutesKind.NOTES, "countersigner": None}, "cooperation"),
    ],
)
def test_the_policy_follows_from_the_minutes(changes, policy):
    assert cast_of(cast.minutes().model_copy(update=changes)).policy_name == policy


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"drafter": None}, DrafterMissing),
        ({"adjuster_election": None}, AdjusterMissing),
        ({"attendees": ()}, ChairUnknown),
    ],
)
def test_minutes_that_leave_a_signatory_out_are_told_plainly(changes, missing):
    with pytest.raises(missing):
        cast_of(cast.minutes().model_copy(update=changes))
