"""Sums of money that are divided and still add up. All amounts are integer fen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar

from common.domain.ids import Fen

K = TypeVar("K", bound=str)

LARGEST_FEN: Final = Fen(100_000_00)
"""¥100 000: what a single charge, discount or payment is at most."""


def share_out(amount: Fen, weights: Mapping[K, Fen]) -> dict[K, Fen]:
    """Divide `amount` (≥ 0) in proportion to `weights` (each ≥ 0) by largest remainder.

    The shares add up to exactly `amount`, and none exceeds its weight while the sum of the weights
    is at least `amount`. Equal remainders: the earlier key gets the fen. Nothing weighs anything:
    no shares.
    """
    total = sum(weights.values())
    if total == 0:
        return {key: Fen(0) for key in weights}
    shares = {key: Fen(amount * weight // total) for key, weight in weights.items()}
    left = amount - sum(shares.values())
    # `sorted` is stable: of equal remainders the earlier key comes first.
    by_remainder = sorted(weights, key=lambda key: -(amount * weights[key] % total))
    for key in by_remainder[:left]:
        shares[key] = Fen(shares[key] + 1)
    return shares


def yuan_text(fen: int) -> str:
    """`12.30`, `-0.05`: for receipts and exports; screens add the sign ¥."""
    sign = "-" if fen < 0 else ""
    yuan, rest = divmod(abs(fen), 100)
    return f"{sign}{yuan}.{rest:02d}"
