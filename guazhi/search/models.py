"""The index by words: for each record that can be found, the terms of its title and text."""

from typing import ClassVar

from django.db import models

KINDS = ("practice", "exchange")


class SearchText(models.Model):
    """The terms of one record, from which each database keeps its own full-text index.

    Written by the command that writes the record. Read only within rows that are permitted.
    """

    kind = models.CharField(max_length=12)
    record = models.BigIntegerField()
    title_terms = models.TextField()
    text_terms = models.TextField()

    class Meta:
        constraints: ClassVar = (
            models.UniqueConstraint(fields=["kind", "record"], name="search_text_one_a_record"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.record}"
