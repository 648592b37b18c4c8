"""Runs adapters, checks their answers and reduces what they measured."""
import json
import math
import os
import statistics
import subprocess

from . import corpora

HITS = 10
TOLERANCE_S = 90
# More faulty answers than this share, and an engine's times are not printed.
FAULTY = 0.02


class PeerFailure(Exception):
    """An engine that is not installed, or whose adapter failed; the others go on."""


def call(adapter, arguments, timeout_s=1800):
    """The JSON object that an adapter's last line of output is."""
    run = subprocess.run([str(adapter), *map(str, arguments)], capture_output=True, text=True,
                         timeout=timeout_s, env=os.environ)
    if run.returncode != 0:
        tail = " | ".join(run.stderr.strip().splitlines()[-3:])
        raise PeerFailure(f"{adapter.name} {arguments[0]}: exit {run.returncode}: {tail}")
    try:
        return json.loads(run.stdout.strip().splitlines()[-1])
    except (IndexError, json.JSONDecodeError) as error:
        raise PeerFailure(f"{adapter.name} {arguments[0]}: no JSON on its output: {error}") from error


def percentile(values, percent):
    """The smallest of `values` that at least `percent` of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def ndcg(found, rights):
    """nDCG@10 with linear gain. `found`: keys of the hits, best first."""
    grades = {}
    for key, grade, _ in rights:
        grades[key] = max(grade, grades.get(key, 0))
    gain, seen = 0.0, set()
    for place, key in enumerate(found[:HITS]):
        if key not in seen:
            gain += grades.get(key, 0) / math.log2(place + 2)
            seen.add(key)
    ideal = sum(grade / math.log2(place + 2)
                for place, grade in enumerate(sorted(grades.values(), reverse=True)[:HITS]))
    return gain / ideal if ideal else 0.0


def moment_found(hits, rights, keys):
    return any(
        keys.get(hit["id"], hit["id"]) == key and hit["start_s"] is not None
        and abs(hit["start_s"] - start_s) <= TOLERANCE_S
        for hit in hits[:HITS] for key, _, start_s in rights if start_s is not None)


class Judge:
    """Quality of answers, and what is wrong with them."""

    def __init__(self, set_of, rights, keys):
        self.set_of, self.rights, self.keys = set_of, rights, keys
        self.full = None  # queries to which the reference had ten hits

    def quality(self, answers):
        """{set: score} over {id: hits}."""
        scores = {}
        for query, hits in answers.items():
            name = self.set_of[query]
            if name == "moment":
                score = float(moment_found(hits, self.rights[query], self.keys))
            else:
                found = [self.keys.get(hit["id"], hit["id"]) for hit in hits]
                if name == "prefix":
                    score = float(any(key in found[:HITS] for key, _, _ in self.rights[query]))
                else:
                    score = ndcg(found, self.rights[query])
            scores.setdefault(name, []).append(score)
        return {name: statistics.mean(values) for name, values in scores.items()}

    def faults(self, answers):
        """{"hits", "without_title", "without_snippet", "fewer"}: fewer than ten hits where the
        reference, whose answers come first, had ten."""
        if self.full is None:
            self.full = {query for query, hits in answers.items() if len(hits) >= HITS}
        hits = [hit for found in answers.values() for hit in found]
        return {
            "hits": len(hits),
            "without_title": sum(not hit["title"] for hit in hits),
            "without_snippet": sum(not hit["snippet"] for hit in hits),
            "too_many": sum(len(found) > HITS for found in answers.values()),
            "fewer": sum(len(answers.get(query, ())) < HITS for query in self.full),
            "unanswered": sum(not found for found in answers.values()),
        }


def refusal(faults):
    """Why times of such answers would count for nothing; None if they may be printed."""
    if not faults["hits"]:
        return "no answers at all"
    bad = faults["without_title"] + faults["without_snippet"]
    if bad > FAULTY * faults["hits"]:
        return f"{bad} of {faults['hits']} hits lack a title or a snippet"
    if faults["too_many"]:
        return f"{faults['too_many']} answers have more than {HITS} hits"
    return None


class Peer:
    """One row of the table: an adapter in one mode."""

    def __init__(self, name, adapter, mode):
        self.name, self.adapter, self.mode = name, adapter, mode
        self.facts = call(adapter, ["describe"])
        self.index = {}
        self.rounds = []
        self.fastest_us = {}  # {call: {query: its fastest round}}
        self.quality, self.faults = {}, {}

    def options(self):
        return ["--mode", "hybrid"] if self.mode == "hybrid" else []

    def build(self, work):
        arguments = ["index", work / "CORPUS.jsonl", work / self.name, *self.options()]
        return call(self.adapter, arguments, timeout_s=7200)

    def ask(self, work, name, threads, warm):
        """({id: (us, hits)}, what the adapter says) of WORK/queries/NAME.tsv."""
        run = work / f"run-{self.name}-{name}.jsonl"
        arguments = ["query", work / self.name, work / "queries" / f"{name}.tsv", run,
                     "--threads", threads, "--warm", warm, *self.options()]
        if name == "moments":
            arguments += ["--group", "moments"]
        if name == "prefix":
            arguments += ["--prefix"]
        said = call(self.adapter, arguments)
        return {a["_id"]: (a["us"], a["hits"]) for a in corpora.read_jsonl(run)}, said

    def measure_round(self, work, calls, judge, warm, throughput):
        """One round: every call on one thread, and the questions on two where throughput is asked
        for. The first round's answers are judged; an engine whose answers are not what was asked
        for is refused."""
        figures, answers = {}, {}
        for name in calls:
            got, said = self.ask(work, name, 1, warm)
            times = [us for us, _ in got.values()]
            fastest = self.fastest_us.setdefault(name, {})
            for query, (us, _) in got.items():
                fastest[query] = min(us, fastest.get(query, us))
            for percent in (50, 95, 99):
                figures[f"{name}_p{percent}_us"] = percentile(times, percent)
            answers.update({query: hits for query, (_, hits) in got.items()})
            if name == "questions":
                figures["open_ms"] = said["open_ms"]
                figures["rss_mb"] = said["rss_mb"]
                self._times_by_set(got, judge, figures)
        if not self.quality:
            self.faults = judge.faults(answers)
            if reason := refusal(self.faults):
                raise PeerFailure(f"{self.name}: {reason}")
            self.quality = judge.quality(answers)
        if throughput:
            _, said = self.ask(work, "questions", 2, warm)
            figures["queries_per_s_2"] = count_questions(work) / said["wall_s"]
            figures["threads_2"] = said["threads"]
        self.rounds.append(figures)

    @staticmethod
    def _times_by_set(got, judge, figures):
        by_set = {}
        for query, (us, _) in got.items():
            by_set.setdefault(judge.set_of[query], []).append(us)
        for name, times in by_set.items():
            figures[f"{name}_p50_us"] = percentile(times, 50)
            figures[f"{name}_p99_us"] = percentile(times, 99)

    def fastest(self):
        """Percentiles of each question's fastest round: what is left of the times when others use
        the machine as well."""
        return {f"{name}_p{percent}_us": percentile(fastest.values(), percent)
                for name, fastest in self.fastest_us.items() for percent in (50, 99)}

    def medians(self):
        figures = {}
        for name in self.rounds[0]:
            figures[name] = statistics.median(r[name] for r in self.rounds if name in r)
        return figures


def count_questions(work):
    with open(work / "queries" / "questions.tsv", encoding="utf-8") as lines:
        return sum(1 for line in lines if line.strip())
