"""The form for a roster: the file, the intake, the policy of a new one."""

from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from guazhi.programmes.queries import packs
from guazhi.rosters.rules.files import check_size
from guazhi.rosters.rules.wanted import Wanted
from guazhi.web.forms import CommandForm, day_field
from guazhi.web.messages import sentence
from guazhi.web.words import in_language


class RosterForm(CommandForm):
    """A roster to check or to import. ``checked`` is the fingerprint of the file last checked."""

    file = forms.FileField(
        label=_("Roster"),
        help_text=_("xlsx, xls or csv, up to 10 MB. The header may stand below titles."),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.et,.csv,.txt"}),
    )
    intake = forms.CharField(
        label=_("Intake"),
        max_length=100,
        required=False,
        help_text=_("Left blank, the intake of the year in which the terms start."),
    )
    policy = forms.ChoiceField(label=_("Policy of a new intake"))
    start = day_field(
        label=_("First day, where the roster gives lengths only"),
        required=False,
    )
    creates_units = forms.BooleanField(
        label=_("Add units that are not on record"), required=False, initial=True
    )
    checked = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = packs()
        choices = [
            (pack.id, f"{in_language(pack.names)} {pack.version}") for pack in found.packs.values()
        ]
        unsound = dict.fromkeys(Path(error.file).name for error in found.errors)
        left_out = _("Left out for its faults: %(files)s. “guazhi policy check” tells them.")
        self.fields["policy"] = forms.ChoiceField(
            label=_("Policy of a new intake"),
            choices=choices,
            initial="speech",
            help_text=left_out % {"files": ", ".join(unsound)} if unsound else "",
        )

    def clean_file(self) -> "UploadedFile[Any]":
        """The upload, none of it read; refused when it is too large."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if too_large := check_size(file.size or 0):
            raise forms.ValidationError(sentence(too_large))
        return file

    def data_of_file(self) -> bytes:
        """The bytes of the file."""
        content: bytes = self.cleaned_data["file"].read()
        return content

    def asked_for(self) -> Wanted:
        """What is asked for beside the file."""
        names = ("policy", "intake", "start", "creates_units")
        return Wanted(**{name: self.cleaned_data[name] for name in names})


class RatingsForm(CommandForm):
    """A workbook of ratings that came back. ``checked`` is the file last looked at."""

    file = forms.FileField(
        label=_("Workbook"),
        help_text=_("The file that was given out, filled in; up to 10 MB."),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.et"}),
    )
    day = day_field(label=_("Day of the assessment"))
    checked = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_file(self) -> "UploadedFile[Any]":
        """The upload, none of it read; refused when it is too large."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if too_large := check_size(file.size or 0):
            raise forms.ValidationError(sentence(too_large))
        return file

    def data_of_file(self) -> bytes:
        """The bytes of the file."""
        content: bytes = self.cleaned_data["file"].read()
        return content
