"""What an address of each kind of channel looks like, and how it is shown."""

import re
from collections.abc import Iterable, Iterator

from guazhi.policy.findings import Finding

EMAIL, DINGTALK, WECOM, FEISHU = "email", "dingtalk", "wecom", "feishu"
FORMS = {
    EMAIL: re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}"),
    DINGTALK: re.compile(r"[A-Za-z0-9]{16,128}"),
    WECOM: re.compile(r"[A-Za-z0-9-]{16,64}"),
    FEISHU: re.compile(r"[A-Za-z0-9-]{16,64}"),
}
SECRET = re.compile(r"[A-Za-z0-9]{0,128}")


def check_address(
    kind: str, address: str, secret: str, *, offered: Iterable[str], domains: Iterable[str]
) -> Iterator[Finding]:
    """Findings against an address: its channel is not offered, its form, a domain not allowed."""
    if kind not in set(offered):
        yield Finding("channel_not_offered", field="kind")
        return
    if FORMS[kind].fullmatch(address) is None:
        bad_mailbox = Finding("email_not_well_formed", field="address")
        yield bad_mailbox if kind == EMAIL else Finding("robot_not_well_formed", field="address")
    elif kind == EMAIL and (allowed := list(domains)):
        domain = address.rpartition("@")[2].lower()
        if domain not in allowed:
            yield Finding(
                "mail_domain_not_allowed", params={"allowed": ", ".join(allowed)}, field="address"
            )
    if SECRET.fullmatch(secret) is None:
        yield Finding("robot_not_well_formed", field="secret")


def masked(kind: str, address: str) -> str:
    """The address with only so much of it as its owner needs to know it by."""
    if kind == EMAIL:
        name, _, domain = address.rpartition("@")
        return f"{name[:2]}***@{domain}"
    return f"***{address[-4:]}"
