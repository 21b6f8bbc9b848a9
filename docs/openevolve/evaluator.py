"""An evaluator for OpenEvolve that calibrates and scores Scheme programs with `dmci-wasm score`.

OpenEvolve calls evaluate(program_path) for every program that it has made. The constants of the program are fitted to the task's
training rows with exact gradients; the score is by the validation rows, which the program never sees.

    DMCI_TASK     the task file (docs/search.md); by default task.jsonc beside this file
    DMCI_COMMAND  how the command is called; by default npx dmci-wasm
    DMCI_TIMEOUT  seconds that one evaluation may take; by default 300

A program that fails, for whatever reason, has the combined score 0, and one that works has more than 0. A failure that is not the
program's (no such command, a broken task) is raised: it must not look like a bad program.
"""

import json
import os
import shlex
import subprocess
from pathlib import Path

try:
    from openevolve.evaluation_result import EvaluationResult
except ImportError:  # Without OpenEvolve, to try this file out: the metrics alone.
    EvaluationResult = None


def evaluate(program_path):
    """Score the program in the file: an EvaluationResult with metrics (numbers) and artifacts (texts for the next prompt)."""
    task = os.environ.get("DMCI_TASK", str(Path(__file__).with_name("task.jsonc")))
    command = shlex.split(os.environ.get("DMCI_COMMAND", "npx dmci-wasm"))
    seconds = float(os.environ.get("DMCI_TIMEOUT", "300"))
    try:
        ran = subprocess.run(
            [*command, "score", task, str(program_path), "--json"],
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _result(
            {"combined_score": 0.0, "nodes": 0.0, "constants": 0.0},
            {"failure_stage": "time", "stderr": f"no score within {seconds:g} s"},
        )
    if ran.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} score failed: {ran.stderr.strip()}")
    answer = json.loads(ran.stdout)
    metrics = {name: float(value) for name, value in answer["metrics"].items()}
    return _result(metrics, answer["artifacts"])


def _result(metrics, artifacts):
    if EvaluationResult is None:
        return metrics
    return EvaluationResult(metrics=metrics, artifacts=artifacts)
