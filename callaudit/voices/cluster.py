"""Vectors of windows into so many voices: spectral clustering on a thinned graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.floating]
    Labels = NDArray[np.intp]

_NEIGHBOURS = 6
_NEIGHBOUR_SHARE = 0.05
"""Each window keeps so many of its likest ones, or this share of all."""

_MOST_WINDOWS = 600
"""Of longer calls so many windows, evenly spread, decide what the voices are like."""

_ROUNDS = 50


def voices_of(vectors: Floats, voices: int) -> Floats:
    """Return the mean vector of each voice, of length one, the most heard first.

    Rows of `vectors` have length one. The same rows give the same voices: nothing is drawn.
    """
    import numpy as np

    few = vectors[np.linspace(0, len(vectors) - 1, min(len(vectors), _MOST_WINDOWS)).astype(int)]
    labels = _by_means(_spectrum(few, voices), voices)
    means = np.stack([few[labels == voice].mean(axis=0) for voice in range(voices)])
    order = np.argsort(-np.bincount(labels, minlength=voices), kind="stable")
    found: Floats = (means / np.linalg.norm(means, axis=1, keepdims=True))[order]
    return found


def _spectrum(vectors: Floats, voices: int) -> Floats:
    """Place each window by the slowest vibrations of the graph of likest windows."""
    import numpy as np

    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, 0.0)
    kept = min(len(vectors) - 1, max(_NEIGHBOURS, int(_NEIGHBOUR_SHARE * len(vectors))))
    least = np.sort(likeness, axis=1)[:, -kept][:, None]
    graph = np.where(likeness >= least, np.maximum(likeness, 1e-6), 0.0)
    graph = (graph + graph.T) / 2
    root = 1 / np.sqrt(graph.sum(axis=1))
    _, vibrations = np.linalg.eigh(np.eye(len(graph)) - root[:, None] * graph * root[None, :])
    places = vibrations[:, :voices]
    found: Floats = places / np.maximum(np.linalg.norm(places, axis=1, keepdims=True), 1e-9)
    return found


def _by_means(places: Floats, groups: int) -> Labels:
    """Sort points into groups around their means, beginning with points far from each other."""
    import numpy as np

    chosen = [int(np.argmax(((places - places.mean(axis=0)) ** 2).sum(axis=1)))]
    while len(chosen) < groups:
        chosen.append(int(np.argmax(_squared(places, places[chosen]).min(axis=1))))
    means = places[chosen]
    labels = np.full(len(places), -1)
    for _ in range(_ROUNDS):
        fresh = _squared(places, means).argmin(axis=1)
        if (fresh == labels).all():
            break
        labels = fresh
        means = np.stack(
            [
                places[labels == group].mean(axis=0) if (labels == group).any() else means[group]
                for group in range(groups)
            ]
        )
    return labels


def _squared(points: Floats, others: Floats) -> Floats:
    distances: Floats = ((points[:, None, :] - others[None, :, :]) ** 2).sum(axis=2)
    return distances
