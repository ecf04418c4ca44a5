"""A run on record: the hash of what went in, the parameters, the version, the result.

The text is canonical: the same instance gives the same bytes wherever its rules nest, since its
plan is the only best one and the prices are worked out from the plan.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from importlib.metadata import version
from typing import Any

import numpy as np

from guazhi.selection.placement.aims import levels_of
from guazhi.selection.placement.groups import Flags, Groups, Ints, Small
from guazhi.selection.placement.instance import Instance
from guazhi.selection.placement.network import network_of
from guazhi.selection.placement.plan import (
    Broken,
    Certificate,
    Plan,
    Status,
    Term,
    moving_pairs,
)
from guazhi.selection.placement.prices import beyond, prices_of

METHOD = 1


def run_of(instance: Instance, plan: Plan) -> dict[str, Any]:
    """The record of a plan, as plain data."""
    certificate = certificate_of(instance, plan)
    posts = plan.post.tolist()
    return {
        "inputs": inputs_of(instance),
        "parameters": asdict(instance.aims),
        "version": versions(certificate),
        "result": {
            "status": plan.status.value,
            "unique": plan.unique,
            "terms": [asdict(term) for term in plan.terms],
            "broken": [asdict(broken) for broken in plan.broken],
            "placed": {
                name: instance.posts[post]
                for name, post in zip(instance.people, posts, strict=True)
                if post >= 0
            },
        },
        "certificate": {
            "scale": certificate.scale,
            "prices": [price.tolist() for price in certificate.prices],
        },
    }


def canonical(data: object) -> str:
    """Plain data as text, always the same."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def plan_of(run: Mapping[str, Any], instance: Instance) -> Plan:
    """The plan on record, for its instance; ValueError when the record is of other inputs."""
    if run["inputs"] != inputs_of(instance):
        raise ValueError(run["inputs"])
    result = run["result"]
    where = {name: place for place, name in enumerate(instance.posts)}
    placed = result["placed"]
    post = [where[placed[name]] if name in placed else -1 for name in instance.people]
    return Plan(
        Status(result["status"]),
        np.array(post, np.int32),
        tuple(Term(**term) for term in result["terms"]),
        bool(result["unique"]),
        tuple(Broken(**broken) for broken in result["broken"]),
        Certificate(
            tuple(np.array(price, np.int64) for price in run["certificate"]["prices"]),
            int(run["certificate"]["scale"]),
        ),
    )


def certificate_of(instance: Instance, plan: Plan) -> Certificate:
    """The prices that follow from the plan itself where rules nest; else those that were found."""
    network = network_of(instance)
    if network.crosses:
        return plan.certificate
    flow = network.flow_of(moving_pairs(instance, plan.post))
    free = network.cap > 0
    prices = []
    for level in levels_of(instance, network):
        price = prices_of(network, flow, free, level.cost)
        prices.append(price)
        free = free & (beyond(network, level.cost, price) == 0)
    return replace(plan.certificate, prices=tuple(prices))


def versions(certificate: Certificate) -> dict[str, str | int]:
    """The method, and the search where its prices are on record."""
    found: dict[str, str | int] = {"method": METHOD}
    if certificate.scale > 1:
        found["highspy"] = version("highspy")
    return found


def inputs_of(instance: Instance) -> str:
    """SHA-256 of everything that decides a plan; the order of the input does not matter."""
    whole = hashlib.sha256()
    for part in _parts(instance):
        data = part if isinstance(part, bytes) else np.ascontiguousarray(part, "<i8").tobytes()
        whole.update(len(data).to_bytes(8, "little") + data)
    return whole.hexdigest()


def _parts(instance: Instance) -> Iterator[bytes | Ints | Small | Flags]:
    yield canonical([instance.people, instance.posts, asdict(instance.aims)]).encode()
    yield from (instance.ptr, instance.col, instance.score, instance.rank, instance.cap)
    yield from (instance.pins, instance.barred)
    if instance.balance is not None:
        yield from _of_groups(instance.balance)
    for rule in instance.rules:
        yield canonical([rule.name, rule.share, rule.at_most]).encode()
        yield from (*_of_groups(rule.people), *_of_groups(rule.posts), rule.low, rule.high)


def _of_groups(groups: Groups) -> Iterator[bytes | Small]:
    yield canonical(groups.labels).encode()
    yield groups.of
