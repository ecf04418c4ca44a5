"""Forms for talks and care."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.hosting.models import CARE_KINDS, TALK_MANNERS
from guazhi.policy.pack import Topic
from guazhi.web.forms import CommandForm, TicksField, day_field, text_field
from guazhi.web.words import in_language


class TalkForm(CommandForm):
    """A talk in which the host listened: ticks first, words where there is more to say."""

    ASPECTS = ("thought", "work", "life")
    wanted = ("topics_thought", "topics_work")

    topics_thought = TicksField(label=_("Thinking"))
    topics_work = TicksField(label=_("Work"))
    topics_life = TicksField(label=_("Daily life"))
    no_opinions = forms.BooleanField(label=_("No new opinions"), required=False)
    opinions = text_field(
        label=_("Opinions and suggestions"), required=False, help_text=_("One a line.")
    )
    thought = text_field(label=_("More on thinking"), required=False, rows=2)
    work = text_field(label=_("More on work"), required=False, rows=2)
    day = day_field(label=_("Date"))
    talker = forms.CharField(label=_("Talk held by"), max_length=60)
    manner = forms.ChoiceField(label=_("Kind of talk"), choices=list(TALK_MANNERS.items()))
    place = forms.CharField(label=_("Place"), max_length=60, required=False)

    def __init__(self, *args: Any, topics: Mapping[str, Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for aspect in self.ASPECTS:
            field = self.fields[f"topics_{aspect}"]
            assert isinstance(field, TicksField)
            field.choices = [
                (key, in_language(topic.names))
                for key, topic in topics.items()
                if topic.aspect == aspect
            ]
            if not field.choices:
                del self.fields[f"topics_{aspect}"]

    def ticks(self) -> list[forms.BoundField]:
        """What may be ticked, aspect by aspect."""
        names = [f"topics_{aspect}" for aspect in self.ASPECTS]
        return [self[name] for name in names if name in self.fields]

    def arguments(self) -> dict[str, Any]:
        """The topics of all aspects in one, and each line as an opinion."""
        sent = super().arguments()
        topics = [key for aspect in self.ASPECTS for key in sent.pop(f"topics_{aspect}", [])]
        lines = [line.strip() for line in sent["opinions"].splitlines()]
        return {**sent, "topics": topics, "opinions": [line for line in lines if line]}


class CareForm(CommandForm):
    """What was done for daily life."""

    day = day_field(label=_("Date"))
    kind = forms.ChoiceField(label=_("Kind"), choices=list(CARE_KINDS.items()))
    text = text_field(label=_("Care given to the secondee"))
