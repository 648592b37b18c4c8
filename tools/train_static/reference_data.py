"""Cases that another implementation is tested against: token ids and vectors of made-up texts."""

import json
import os
import random

SEED = 7
COMBINED_CASES = 180
# The vocabulary and int8 rows are exact; sums in another order differ in the last digits.
DIGITS = 4

PLAIN = """making the web faster over lossy mobile links
signing DNS zones
brewing coffee over the network
renting residential IP addresses
zzyzzx qwrtpl
Episode 42: The Answer, and Why We Never Asked
C++20 modules vs. Rust crates
C# and F# on .NET 8
node.js, next.js & deno.js
what's new in v2.0.0-rc.1?
user@example.org writes #WebPerf and @handles
don't can't won't it's y'all
self-hosted, end-to-end, state-of-the-art
snake_case and kebab-case and camelCase
100% of $5.00 is €4,60 or £4.10
1,000,000 passages at 12:34:56
(a) [b] {c} <d> «e» “f” ‘g’ „h‟
wait... what?! no -- really — yes – ok
a/b\\c|d~e`f^g=h+i*j&k%l
[CLS] and [SEP] and [MASK] and [UNK] are plain text here
##ing is no suffix when it stands alone
ing ##s # # ##
supercalifragilisticexpialidocious antidisestablishmentarianism
pneumonoultramicroscopicsilicovolcanoconiosis
HTTP/3 over QUIC (RFC 9000)
IPv6-only 2001:db8::1 and 192.0.2.1
TCP_NODELAY=1 curl -sSf https://example.org/a?b=c&d=e#f
0x1F 1e-3 3.14159 ½ ¼ ² ³ ₂
TÜV GÄSTE Straße STRASSE ẞ
Café crème brûlée à la carte
café with a combining accent
naïve façade jalapeño smörgåsbord
Žižek Łódź Đorđe Ørsted Æsir Œuvre
İstanbul ısı I i
ÅÄÖ åäö ÿ Ÿ
Dvořák Škvorecký Čapek
Ελληνικά με τόνους
ΟΔΥΣΣΕΥΣ ΣΊΣΥΦΟΣ ς σ
Привет, мир! Ёлка и йод
Українська їжа ґанок
שלום עולם
שָׁלוֹם
مرحبا بالعالم
السَّلَامُ عَلَيْكُم
नमस्ते दुनिया
สวัสดีชาวโลก
안녕하세요 세계
한국어 팟캐스트
こんにちは世界
東京タワーに行きました
カタカナ ひらがな 漢字
ガギグ ぱぴぷ
你好,世界
中文English混合text
播客第42集:搜索引擎
㐀㐁 豈更 𠀀𠀁
plane: 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𝟙𝟚𝟛
full width: \uff21\uff22\uff43 \uff11\uff12 \uff01\uff1f
ligatures: \ufb01ne \ufb02ow o\ufb03ce
roman: Ⅳ ⅷ ℃ №5 ™ © ®
arrows → ← ↑ ↓ ⇒ ∀ ∃ ∈ ≤ ≥ ≠
music ♪ ♫ cards ♠ ♥ check ✓ ✗ star ★
box ─ │ ┌ ┐ block █ ▓
currency ¢ £ ¥ € ₹ ₽ ₩ ₿
🎙️ podcast 🎧 episode
👍🏽 👩‍💻 👨‍👩‍👧 🏳️‍🌈
flags 🇩🇪 🇫🇷
smile😀in😀words
☕️ coffee ❤️ love
··· • ‣ ◦ ∙
§ 5 ¶ 3 † ‡
¿Qué? ¡Ay!
、。「」『』・〜
zero\u200bwidth\u200cjoin\u200dspace
soft\u00adhyphen\u00adated
bom\ufeffinside
no\u00a0break\u202fspace\u2003em\u3000ideographic
line\u2028separator\u2029paragraph\u0085next
left\u200eto\u200fright \u202abidi\u202c
object\ufffcreplacement\ufffdchar
private\ue000use\uf8ffarea
tag\U000e0041\U000e0042s
variation\ufe0e selector\ufe0f
a\u0301e\u0301\u0302i\u0308o\u030a
\u0301leading mark
lonely \u0301 mark
\u00c5 A\u030a \u212b
Ǆ ǅ ǆ ŉ ǰ
ᾳ ᾼ ῼ
Ա Բ և
ა ბ გ Ა
Ꭰ ꭰ
ʼn ſ K Å
½ cup ⅔ ⅞
x² + y² = z²
H₂O and CO₂
5′ 3″ 90°
α-helix β-sheet γ-ray µ-law μ-law
‐ ‑ ‒ – — ― ⸺
''quoted'' ``ticks`` ´acute´
___ *** --- === ~~~
… ‥ ․
a.b.c. U.S.A. e.g. i.e.
""".split("\n")

BUILDING_BLOCKS = """podcast Episode QUIC résumé Zürich 東京 漢 ß Ω привет 한글 مرحبا 🎙️ ❤ C++ .NET #tag @me
it's non-stop v1.2.3 10% $9 … — “so” (really?) foo_bar https://x.example/y?z=1 \u00adsoft \u200b
\u0301 \u0000 \u0007 \t \r \u00a0 \u3000 \ufffd \u007f ﬁ Ⅷ ½ ² ™ antidisestablishment xylophonists
zzyzzx Kubernetes WebAssembly TypeScript DNSSEC İ ı ǅ ς ΑΣ e\u0301\u0323 ก็ क्षि 𝔘 𠀀 ＡＢ １２ 。 「」""".split()

VECTOR_TEXTS = (
    "making the web faster over lossy mobile links",
    "signing DNS zones",
    "brewing coffee over the network",
    "renting residential IP addresses",
    "QUIC",
    "the",
    "the the the",
    "zzyzzx qwrtpl",
    "C++ and Rust",
    "Café Zürich, naïve résumé",
    "#WebPerf @handle 100% $5",
    "Привет, мир",
    "東京 and Tokyo",
    "🎙️",
    "",
    "   ",
    "Episode 42: The Answer, and Why We Never Asked",
    "how do congestion controllers behave when a radio link drops a tenth of all packets",
    "In this episode we talk with a maintainer of a small database about pages, logs and why a write "
    "that was acknowledged must never be lost, whatever the power supply does in that moment.",
    "garden " * 300,
)


def tokenizer_texts():
    """About 300 texts, the same on every run."""
    rng = random.Random(SEED)
    texts = [text for text in PLAIN if text]
    blocks = [*BUILDING_BLOCKS, "\t", "\r", "\n", "\u00a0", "\u3000", "\u2028", "\u0085"]
    for limit in (99, 100, 101, 200):  # around the longest word that is looked up
        texts += ["a" * limit, "é" * limit, "x" * limit + " y", "-".join(["b" * limit, "c"])]
    texts += ["", " ", "\n\t ", "\x00", "\u200b", "\u0301", "\ufffd"]
    for _ in range(COMBINED_CASES):
        glue = rng.choice(["", " ", " ", " ", "  "])
        texts.append(glue.join(rng.choice(blocks) for _ in range(rng.randint(1, 8))))
    return texts


def write(model, directory):
    """Writes wordpiece_cases.jsonl and static_vectors.jsonl."""
    os.makedirs(directory, exist_ok=True)
    with open(os.path.join(directory, "wordpiece_cases.jsonl"), "w", encoding="utf-8") as file:
        for text in tokenizer_texts():
            case = {"text": text, "ids": model.wordpiece.encode(text)}
            file.write(json.dumps(case) + "\n")
    with open(os.path.join(directory, "static_vectors.jsonl"), "w", encoding="utf-8") as file:
        for text, vector in zip(VECTOR_TEXTS, model.encode(VECTOR_TEXTS)):
            values = [round(float(value), DIGITS) + 0.0 for value in vector]
            file.write(json.dumps({"text": text, "vector": values}) + "\n")
