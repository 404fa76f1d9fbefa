"""Policies are data."""

from __future__ import annotations

import json

import pytest

from workflow.procedure.policy import AdjusterOrder, AdjustmentPolicy, UnknownPolicy, get_policy, presets


def test_the_presets_are_the_three_documented_ones():
    assert set(presets()) == {"cooperation", "cooperation-chair", "municipal-board"}


@pytest.mark.parametrize("name", sorted(presets()))
def test_a_policy_survives_storage(name):
    policy = get_policy(name)
    assert AdjustmentPolicy.from_json(json.loads(json.dumps(policy.to_json()))) == policy
    assert set(policy.title) == set(policy.description) == {"sv", "en"}
    assert isinstance(policy.adjuster_order, AdjusterOrder)


def test_an_unknown_policy_is_refused_by_name():
    with pytest.raises(UnknownPolicy, match="no-such"):
        get_policy("no-such")
