"""The demo: its accounts, and how every page says that it is one."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PASSWORD = "guazhi-demo-2026"  # noqa: S105 - shown on the sign-in page of the demo, and nowhere else


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account one may sign in with."""

    username: str
    label: "str | Promise"


ACCOUNTS = (
    DemoAccount("shiwei", _("City organisation department, handler")),
    DemoAccount("shenpi", _("City organisation department, approver")),
    DemoAccount("fenguan", _("City organisation department, second approver")),
    DemoAccount("qingxi", _("County organisation department (Qingxi)")),
    DemoAccount("qingxi2", _("County organisation department (Qingxi), approver")),
    DemoAccount("yunling", _("County organisation department (Yunling)")),
    DemoAccount("lingdao", _("Host unit, principal leader and mentor")),
    DemoAccount("jieshou", _("Host unit, handler")),
    DemoAccount("paichu", _("Home organisation, handler")),
    DemoAccount("ganbu", _("Secondee, sent down to a township")),
    DemoAccount("ganbu2", _("Secondee, sent up")),
    DemoAccount("ganbu3", _("Nominee for the next intake")),
    DemoAccount("xitong", _("System officer")),
    DemoAccount("baomi", _("Security officer")),
    DemoAccount("shenji", _("Audit officer")),
)


def demo(request: HttpRequest) -> dict[str, object]:
    """What templates know of the demo: nothing at all when it does not run."""
    del request
    if not settings.DEMO:
        return {}
    return {"demo": {"accounts": ACCOUNTS, "password": PASSWORD}}
