"""Cutting a text short where its sense lets it be cut, and saying that it is cut."""

SENTENCE = "。！？；.!?;\n"
PHRASE = "，、：,: "
CUT = "…"


def abridged(text: str, most: int) -> str:
    """The text within ``most`` characters: whole sentences, else whole phrases, and an ellipsis.

    Where no boundary stands in its second half it is cut at the length.
    """
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    kept = line[: most - len(CUT)]
    for boundaries in (SENTENCE, PHRASE):
        end = max(kept.rfind(each) for each in boundaries)
        if end * 2 >= most:
            return kept[:end].rstrip(SENTENCE + PHRASE) + CUT
    return kept + CUT
