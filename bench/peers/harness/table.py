"""What was measured, as results.json and as Markdown."""
import datetime
import os
import pathlib
import platform
import re
import subprocess

QUALITIES = ("title", "typo", "tweet", "topic", "guest", "moment", "prefix")


def command_output(command, folder=None):
    try:
        return subprocess.run(command, capture_output=True, text=True, cwd=folder,
                              check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def machine():
    cpu = re.search(r"model name\s*:\s*(.*)", pathlib.Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s*(\d+)", pathlib.Path("/proc/meminfo").read_text())
    system = re.search(r'PRETTY_NAME="(.*)"', pathlib.Path("/etc/os-release").read_text())
    return {"cpu": cpu.group(1) if cpu else platform.machine(), "cores": os.cpu_count(),
            "memory_gb": round(int(memory.group(1)) / 2**20) if memory else None,
            "system": system.group(1) if system else platform.platform(),
            "kernel": platform.release()}


def results(peers, work, options, served, load_before, root):
    import json
    facts = json.loads((work / "facts.json").read_text())
    asked = {name: sum(1 for _ in open(work / "queries" / f"{name}.tsv", encoding="utf-8"))
             for name in ("questions", "moments", "prefix")}
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": command_output(["git", "rev-parse", "--short", "HEAD"], root),
        "machine": machine() | {"load_before": load_before, "load_after": os.getloadavg()},
        "corpus": facts, "asked": asked, "rounds": options.rounds, "warm": options.warm,
        "peers": [{"engine": p.name, **p.facts, "mode": p.mode,
                   "index": p.index | {"mb_per_s": facts["bytes"] / 1e6 / p.index["seconds"]},
                   "quality": p.quality, "faults": p.faults, "medians": p.medians(),
                   "fastest": p.fastest(),
                   "rounds": p.rounds, "http": served.get(p.name)} for p in peers],
    }


def number(value):
    if value is None:
        return "–"
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def with_ratio(value, reference):
    """A figure and how many times the reference's it is."""
    if value is None:
        return "–"
    if not reference or value is reference:
        return number(value)
    ratio = value / reference
    return f"{number(value)} ({ratio:.1f}×)" if ratio < 10 else f"{number(value)} ({ratio:.0f}×)"


def title_of(peer):
    twice = "-hybrid" in peer["engine"]
    return f"{peer['name']}, hybrid" if twice else peer["name"]


def rows(head, peers, columns, references):
    lines = ["| " + " | ".join(head) + " |", "|---" + "|---:" * (len(head) - 1) + "|"]
    for peer in peers:
        reference = references[peer["engine"]]
        cells = [title_of(peer)]
        for column in columns:
            value, other = column(peer), column(reference)
            cells.append(number(value) if peer is reference else with_ratio(value, other))
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def scores(peers):
    present = [name for name in QUALITIES if any(name in p["quality"] for p in peers)]
    label = {"title": "titles", "typo": "titles, one typo", "tweet": "tweets", "topic": "topics",
             "guest": "guests", "moment": "moments found", "prefix": "typed titles found"}
    lines = ["| | " + " | ".join(label[name] for name in present) + " | fewer than 10 |",
             "|---" + "|---:" * (len(present) + 1) + "|"]
    for peer in peers:
        cells = [f"{peer['quality'][name]:.3f}".removeprefix("0") if name in peer["quality"] else "–"
                 for name in present]
        lines.append(f"| {title_of(peer)} | " + " | ".join(cells) +
                     f" | {peer['faults']['fewer']} |")
    return "\n".join(lines)


def markdown(results, only_quality=False):
    peers, facts, box = results["peers"], results["corpus"], results["machine"]
    ours = {p["engine"]: p for p in peers}
    plain = ours["cuepoint"]
    # Rows with vectors are held against ours with vectors.
    references = {p["engine"]: ours.get("cuepoint-hybrid", plain) if p["mode"] == "hybrid" else plain
                  for p in peers}

    def median(name):
        return lambda p: p["medians"].get(name)

    def fastest(name):
        return lambda p: p["fastest"].get(name)

    def indexed(name, scale=1.0):
        return lambda p: p["index"][name] / scale if p["index"].get(name) is not None else None

    parts = [
        f"Corpus {facts['corpus']}: {facts['episodes']:,} episodes, {facts['documents']:,} documents, "
        f"{facts['bytes'] / 1e6:.1f} MB of native JSON. {results['asked']['questions']} questions, "
        f"{results['asked']['moments']} moments, {results['asked']['prefix']} titles being typed; "
        f"{results['rounds']} alternating rounds, medians. {box['cores']} cores of {box['cpu']}, "
        f"{box['system']}, {results['date']}, commit {results['commit']}, load before "
        f"{box['load_before'][0]:.1f}, after {box['load_after'][0]:.1f}.",
    ]
    if only_quality:
        return "\n\n".join([*parts, scores(peers)]) + "\n"
    parts += [
        rows(["", "p50 µs", "p95 µs", "p99 µs", "moments p50", "p99", "typed p50", "p99",
              "queries/s on two", "cold open ms"], peers,
             [median("questions_p50_us"), median("questions_p95_us"), median("questions_p99_us"),
              median("moments_p50_us"), median("moments_p99_us"), median("prefix_p50_us"),
              median("prefix_p99_us"), median("queries_per_s_2"), median("open_ms")], references),
        "Each question's fastest round, which others on the machine disturb least:",
        rows(["", "p50 µs", "p99 µs", "moments p50", "p99", "typed p50", "p99"], peers,
             [fastest(f"{name}_p{percent}_us") for name in ("questions", "moments", "prefix")
              for percent in (50, 99)], references),
        scores(peers),
        rows(["", "indexing MB/s", "peak MB", "index MB", "MB to answer"], peers,
             [indexed("mb_per_s"), indexed("peak_mb"), indexed("index_bytes", 1e6),
              median("rss_mb")], references),
    ]
    if any(p["http"] for p in peers):
        there = [p for p in peers if p["http"]]
        parts.append(rows(["HTTP", "requests/s", "p50 ms", "p99 ms"], there,
                          [lambda p: p["http"]["requests_per_s"], lambda p: p["http"]["p50_ms"],
                           lambda p: p["http"]["p99_ms"]], {p["engine"]: plain for p in there}))
    parts.append("\n".join(
        f"- **{title_of(p)}** {p['version']}: {p['config'].rstrip('.')}." for p in peers))
    return "\n\n".join(parts) + "\n"
