"""What holds when reviewers have spoken.

The rule: a decision holds when everyone who decided on the finding says the same, or when the reviewer named
``consensus`` has the last word. While two differ the finding stays as it was read, and is shown as a disagreement.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from extractor.model import Decision

CONSENSUS = "consensus"


def settled(decisions: Sequence[Decision]) -> Decision | None:
    """Return the decision that holds, or None when there is none or reviewers differ."""
    last = [it for it in decisions if it.reviewer.casefold() == CONSENSUS]
    heard = last or list(decisions)
    return heard[0] if len({(it.decision, it.value) for it in heard}) == 1 else None


def at_odds(decisions: Sequence[Decision]) -> bool:
    """Tell whether reviewers differ and nobody has resolved it."""
    return bool(decisions) and settled(decisions) is None


def told(decisions: Sequence[Decision]) -> dict[str, Any]:
    """Return the columns of the view ``reviewed``; all of them None where nobody decided."""
    last = [it for it in decisions if it.reviewer.casefold() == CONSENSUS]
    heard, holds = last or list(decisions), settled(decisions)
    return {
        "decision": holds.decision if holds else "disagreement" if heard else None,
        "corrected_value": None if holds is None or holds.value is None else str(holds.value),
        "reviewer": "; ".join(it.reviewer for it in heard) or None,
        "reviewed_at": max((it.at for it in heard), default=None),
        "comment": "; ".join(it.comment for it in heard if it.comment) or None,
    }
