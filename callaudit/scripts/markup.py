"""Take the marks of Markdown out of a line and keep the place of every word."""

import html
import re

from callaudit.scripts.spelled import Spelled, joined, spelled, standing_for

_MARKS = re.compile(
    r"(?P<escape>\\(?P<escaped>[\\`*_{}\[\]()#+.!|>~<-]))"
    r"|(?P<struck>~~[^~\n]+~~|<(?P<del>del|s|strike)>[^<\n]*</(?P=del)>)"
    r"|(?P<note>\[\^[^\]\n]+\](?!:))"
    r"|(?P<image>!\[[^\]\n]*\]\([^)\n]*\))"
    r"|(?P<link>\[(?P<label>[^\]\n]*)\]\((?P<url>[^)\n]*[/.#@:][^)\n]*)\))"
    r"|(?P<blank>_{3,}|(?<!\w)__(?!\w))"
    r"|(?P<tag></?(?:b|i|u|em|strong|p|br|hr|span|div|sup|sub|small|mark|ins|del)\b[^<>]*>)"
    r"|(?P<jinja>\{%[^%\n]*%\})"
    r"|(?P<entity>&(?:[a-zA-Z]{2,8}|#\d{1,6});)"
    r"|(?P<strong>\*{1,3}|~~|`+|(?<!\w)_{1,2}(?=\w)|(?<=[\w.,!?;:)])_{1,2}(?!\w))"
)

_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)|\{#(.*?)#\}", re.DOTALL)
_NOT_A_LINE_END = re.compile(r"[^\r\n]")


def without_marks(words: Spelled) -> Spelled:
    """Return what a reader of the printed page sees: no stars, link targets, tags or struck words.

    A blank to be filled in (`____`) and a slot in square brackets stay.
    """
    parts: list[Spelled] = []
    at = 0
    for found in _MARKS.finditer(words.text):
        parts.append(words[at : found.start()])
        parts.append(_seen(words, found))
        at = found.end()
    return joined([*parts, words[at:]]) if parts else words


def _seen(words: Spelled, found: re.Match[str]) -> Spelled:
    if found["escape"]:
        return words[found.end() - 1 : found.end()]
    if found["link"]:
        return words[found.start("label") : found.end("label")]
    if found["blank"]:
        return words[found.start() : found.end()]
    if found["entity"]:
        return standing_for(html.unescape(found[0]), *words.place(found.start(), found.end()))
    return words[0:0]


def cut_comments(text: str) -> tuple[str, tuple[Spelled, ...]]:
    """Return the text with blanks for its comments, as long as before, and the comments.

    `<!-- … -->` and `{# … #}` are comments; one that is never closed reaches to the end.
    """
    comments: list[Spelled] = []

    def blanked(found: re.Match[str]) -> str:
        group = 1 if found[1] is not None else 2
        comments.append(spelled(found[group], found.start(group)))
        return _NOT_A_LINE_END.sub(" ", found[0])

    return _COMMENT.sub(blanked, text), tuple(comments)
