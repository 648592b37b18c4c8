"""Horizontal bars of the median and slowest answers, as one SVG for light and dark pages."""
from xml.sax.saxutils import escape

WIDTH, LEFT, RIGHT, ROW, BAR, TOP = 800, 235, 130, 34, 10, 58
STYLE = """
  text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #24292f }
  .quiet { fill: #57606a } .grid { stroke: #d0d7de } .p50 { fill: #8c959f } .p99 { fill: #d0d7de }
  .ours .p50 { fill: #0969da } .ours .p99 { fill: #a5cdf7 } .ours text { font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .quiet { fill: #8b949e } .grid { stroke: #30363d }
    .p50 { fill: #6e7681 } .p99 { fill: #3d444d } .ours .p50 { fill: #58a6ff }
    .ours .p99 { fill: #1f4b80 } }"""


def shown(us):
    if us >= 1000:
        return f"{us / 1000:.1f} ms" if us < 1e5 else f"{us / 1000:.0f} ms"
    return f"{us:.0f} µs"


def tick_label(us):
    return f"{us} µs" if us < 1000 else f"{us // 1000:,} ms"


def ticks(longest_us):
    """Powers of ten from 10 µs on that fit: the axis is logarithmic."""
    tick, found = 10, []
    while tick <= longest_us:
        found.append(tick)
        tick *= 10
    return found


def draw(results):
    import math
    peers = sorted(results["peers"], key=lambda p: p["medians"]["questions_p50_us"])
    longest = max(p["medians"]["questions_p99_us"] for p in peers)
    space = WIDTH - LEFT - RIGHT
    scale = space / math.log10(max(longest, 100) / 10)

    def length(us):
        return max(2.0, math.log10(max(us, 10.0) / 10) * scale)

    height = TOP + ROW * len(peers) + 34
    facts = results["corpus"]
    title = (f"From a question to ten episodes with snippet and time: {facts['episodes']:,} episodes, "
             f"{facts['documents']:,} documents, one thread")
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'width="{WIDTH}" height="{height}">',
        f"<title>{escape(title)}</title><style>{STYLE}</style>",
        f'<text x="0" y="16">{escape(title)}</text>',
        '<text x="0" y="36" class="quiet">dark bar: half of the questions are answered sooner; '
        'light bar: 99 of 100; logarithmic, shorter is better</text>']
    for tick in ticks(longest):
        x = LEFT + math.log10(tick / 10) * scale
        lines.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 8}" '
                     f'y2="{height - 26}"/><text class="quiet" x="{x:.1f}" y="{height - 8}" '
                     f'text-anchor="middle">{tick_label(tick)}</text>')
    for place, peer in enumerate(peers):
        y = TOP + ROW * place
        name = peer["name"] + (", hybrid" if peer["mode"] == "hybrid" else "")
        p50, p99 = peer["medians"]["questions_p50_us"], peer["medians"]["questions_p99_us"]
        ours = ' class="ours"' if peer["engine"].startswith("cuepoint") else ""
        lines.append(
            f'<g{ours}><text x="{LEFT - 10}" y="{y + 16}" text-anchor="end">{escape(name)}</text>'
            f'<rect class="p50" x="{LEFT}" y="{y + 2}" width="{length(p50):.1f}" height="{BAR}"/>'
            f'<rect class="p99" x="{LEFT}" y="{y + 13}" width="{length(p99):.1f}" height="{BAR}"/>'
            f'<text class="quiet" x="{LEFT + length(p99) + 8:.1f}" y="{y + 17}">'
            f"{shown(p50)} / {shown(p99)}</text></g>")
    return "\n".join(lines) + "\n</svg>\n"
