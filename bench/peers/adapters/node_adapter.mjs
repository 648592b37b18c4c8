// What the adapters of the npm engines share: the commands of bench/peers (see README.md there),
// the clock, and the files. in_memory.mjs beside it has what engines that are nothing but an index
// in memory lack.
//
// An adapter calls adapter(import.meta.url, {name, packages, config, hybrid, build, open}) with
//
//   build(docs, dir, peak)       makes the index in dir. docs: {episodes, chapters}, of which each
//                                has {number, episode, title, episode_title, text, start_s}, and
//                                `vector` in hybrid mode; number counts within its kind. peak()
//                                notes the memory in use, for processes that end before build does.
//   open(dir, {mode, group, prefix, threads})   gives ask(text, vector), which returns the best ten
//                                episodes or, grouped by moments, chapters as [{id, title, snippet,
//                                start_s}], or a promise of them, or {hits, us} where it has the
//                                better clock. ask.close, if there, ends it. With prefix, the last
//                                word is still being typed.
//
// Packages are looked for in $CUEPOINT_PEERS (build/peers/npm of the repository), where
// `node_adapter.mjs install` puts them; `bench/peers/run --install` calls it.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

export const HITS = 10;

const here = dirname(fileURLToPath(import.meta.url));
const packages = resolve(process.env.CUEPOINT_PEERS || join(here, '../../../build/peers/npm'));
const require = createRequire(join(packages, 'package.json'));

const USAGE = `describe
index CORPUS.jsonl DIR [--mode hybrid]
query DIR QUERIES.tsv RUN.jsonl [--threads N] [--mode lexical|hybrid] [--group episodes|moments]
      [--prefix] [--warm K]`;

/** A package as `import` gives it, or its default export where there is one; nothing when it is not
 *  installed, which `describe` complains about before anything uses it. */
export async function load(name) {
  let path;
  try {
    path = require.resolve(name);
  } catch (error) {
    if (error.code !== 'ERR_PACKAGE_PATH_NOT_EXPORTED') return {};
    // Made for `import` alone, which cannot be told where to look.
    const folder = join(packages, 'node_modules', name);
    path = join(folder, JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).main);
  }
  const module = await import(path);
  return module.default ?? module;
}

const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** English, for engines that leave it to their users: {stem, isStop, wordsOf, tellingOf, stemsOf},
 *  where tellingOf gives the words of a question that are worth asking for, stemsOf their stems. */
export async function english() {
  const { stemmer: stem } = await load('stemmer');
  const { stopwords = [] } = await load('@orama/stopwords/english');
  const stops = new Set(stopwords);
  const isStop = (word) => stops.has(word);
  const tellingOf = (text) => {
    const words = wordsOf(text);
    const telling = words.filter((word) => !isStop(word));
    return telling.length ? telling : words;
  };
  const stemsOf = (text) => [...new Set(tellingOf(text).map(stem))];
  return { stem, isStop, wordsOf, tellingOf, stemsOf };
}

/** Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009) of rankings of keys, best first. */
export function fuseRanks(rankings, k = 60) {
  const scores = new Map();
  for (const keys of rankings) {
    keys.forEach((key, rank) => scores.set(key, (scores.get(key) ?? 0) + 1 / (k + rank + 1)));
  }
  return [...scores.keys()].sort((a, b) => scores.get(b) - scores.get(a));
}

// ---- Files -----------------------------------------------------------------------------------

const readLines = (path) => readFileSync(path, 'utf8').split('\n').filter(Boolean);

/** The vectors in NAME.f32 of DIR/../vectors, in the order of the texts that they are of. */
function readVectors(dir, name) {
  const folder = join(resolve(dir), '../vectors');
  const size = Number(readFileSync(join(folder, 'dims.txt'), 'utf8'));
  const { buffer, byteOffset, length } = readFileSync(join(folder, `${name}.f32`));
  const all = new Float32Array(buffer.slice(byteOffset, byteOffset + length));
  return Array.from({ length: all.length / size }, (_, i) =>
    all.subarray(i * size, (i + 1) * size),
  );
}

/** What engines index of a corpus: DOCS.jsonl beside it, by kind. */
function readDocuments(corpus, dir, mode) {
  const docs = { episodes: [], chapters: [] };
  const vectors = mode === 'hybrid' ? readVectors(dir, 'docs') : null;
  readLines(join(dirname(corpus), 'DOCS.jsonl')).forEach((line, i) => {
    const { kind, episode, title, episode_title = title, text, start_s } = JSON.parse(line);
    const kin = kind === 'episode' ? docs.episodes : docs.chapters;
    const vector = vectors?.[i];
    kin.push({ number: kin.length, episode, title, episode_title, text, start_s, vector });
  });
  return docs;
}

function readQueries(dir, path, mode) {
  const vectors = new Map();
  let encode_us = 0;
  if (mode === 'hybrid') {
    const ids = readLines(join(resolve(dir), '../vectors/queries.ids'));
    // Encoding the question is part of our own hybrid answers, so it is added to these.
    encode_us = Number(readFileSync(join(resolve(dir), '../vectors/encode_us.txt'), 'utf8'));
    readVectors(dir, 'queries').forEach((vector, i) => vectors.set(ids[i], vector));
  }
  return readLines(path).map((line) => {
    const [id, text] = line.split('\t');
    return { id, text, vector: vectors.get(id), encode_us };
  });
}

const bytesUnder = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + bytesUnder(join(path, name)), 0)
    : statSync(path).size;

// ---- Memory ----------------------------------------------------------------------------------

/** What `read` gives of /proc, or nothing where the process or thread is gone. */
function ofProc(path, read = (whole) => readFileSync(whole, 'utf8')) {
  try {
    return read(`/proc/${path}`);
  } catch {
    return '';
  }
}

/** The processes that one has started, however deep. */
const childrenOf = (pid) =>
  [...ofProc(`${pid}/task`, readdirSync)]
    .flatMap((task) => ofProc(`${pid}/task/${task}/children`).split(' ').filter(Boolean))
    .flatMap((child) => [child, ...childrenOf(child)]);

const megabytes = (text, field) =>
  Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0) / 1024;

/** Megabytes at their peak, and now; of processes that share most of theirs, what is their part. */
const peakMemory = () =>
  [process.pid, ...childrenOf(process.pid)].reduce(
    (sum, pid) => sum + megabytes(ofProc(`${pid}/status`), 'VmHWM'),
    0,
  );
const memory = () =>
  childrenOf(process.pid).reduce(
    (sum, pid) => sum + megabytes(ofProc(`${pid}/smaps_rollup`), 'Pss'),
    megabytes(ofProc('self/status'), 'VmRSS'),
  );

// ---- Commands --------------------------------------------------------------------------------

const print = (json) => console.log(JSON.stringify(json));
const round = (value, digits) => Number(value.toFixed(digits));

/** The versions of package.json into $CUEPOINT_PEERS, unless they are there. */
function install() {
  const listed = join(here, '../package.json');
  const installed = join(packages, 'package.json');
  const text = readFileSync(listed, 'utf8');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === text) return;
  mkdirSync(packages, { recursive: true });
  copyFileSync(listed, installed);
  const args = ['install', '--prefix', packages, '--no-audit', '--no-fund'];
  const { status } = spawnSync('npm', args, { stdio: ['ignore', 2, 2] });
  if (status === 0) return;
  rmSync(installed);
  process.exitCode = 1;
}

function describe({ name, packages: needed, config, hybrid = false }) {
  const versions = needed.map((needs) => {
    const path = join(packages, 'node_modules', needs, 'package.json');
    if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')).version;
    console.error(`${name}: ${needs} is not in ${packages}; bench/peers/run --install brings it`);
    return process.exit(3);
  });
  const needs = `Node.js (${process.version} here) and npm: ${needed.join(', ')}`;
  const said = hybrid ? `${config}; the time to encode the question is added` : config;
  print({ name, version: versions[0], config: said, serves_http: false, hybrid, needs });
}

async function index({ build }, corpus, dir, { mode }) {
  const docs = readDocuments(corpus, dir, mode);
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  // Over what holds the documents, which are read before the clock starts.
  const before_mb = peakMemory();
  let peak_mb = 0;
  const peak = () => (peak_mb = Math.max(peak_mb, peakMemory() - before_mb));
  const begin = performance.now();
  await build(docs, dir, peak);
  const seconds = round((performance.now() - begin) / 1000, 3);
  peak();
  print({ seconds, peak_mb: round(peak_mb, 1), index_bytes: bytesUnder(dir) });
}

async function answer(ask, { text, vector }) {
  const begin = process.hrtime.bigint();
  let answered = ask(text, vector);
  if (answered instanceof Promise) answered = await answered;
  const us = Number(process.hrtime.bigint() - begin) / 1000;
  return Array.isArray(answered) ? { us, hits: answered } : answered;
}

/** Asks what is left of the queries; `next` is shared by all threads. */
async function askAll(ask, queries, next) {
  const run = [];
  for (let i = Atomics.add(next, 0, 1); i < queries.length; i = Atomics.add(next, 0, 1)) {
    const { us, hits } = await answer(ask, queries[i]);
    run[i] = { _id: queries[i].id, us: round(us + queries[i].encode_us, 1), hits };
  }
  return run;
}

/** One thread: opens, warms up, says so, waits until `start` lets it, and asks. */
async function work({ open }, { dir, queriesPath, warm, next, ...how }, start) {
  const queries = readQueries(dir, queriesPath, how.mode);
  const begin = performance.now();
  const ask = await open(dir, how);
  await answer(ask, queries[0]);
  const open_ms = performance.now() - begin;
  for (let i = 0; i < warm; ++i) await askAll(ask, queries, new Int32Array(1));
  await start(open_ms);
  return { run: await askAll(ask, queries, next), close: async () => ask.close?.() };
}

async function workInThread(engine) {
  const told = (what) =>
    new Promise((done) => parentPort.on('message', (m) => m === what && done()));
  const [started, closed] = [told('start'), told('close')];
  const { run, close } = await work(engine, workerData, async (open_ms) => {
    parentPort.postMessage({ open_ms });
    await started;
  });
  parentPort.postMessage({ run });
  await closed;
  await close();
  parentPort.close();
}

/** Threads that have an index each, as `work` has. */
function startThreads(file, options) {
  const workers = Array.from(
    { length: options.threads },
    () => new Worker(file, { workerData: options }),
  );
  const all = (field) =>
    Promise.all(
      workers.map(
        (thread) =>
          new Promise((done, failed) => {
            thread.on('error', failed);
            thread.on('message', (message) => field in message && done(message[field]));
          }),
      ),
    );
  const tell = (what) => workers.forEach((thread) => thread.postMessage(what));
  return { opened: all('open_ms'), runs: all('run'), tell };
}

async function query(engine, file, options) {
  options.next = new Int32Array(new SharedArrayBuffer(4));
  let [open_ms, begin, runs, close] = [];
  if (options.threads === 1) {
    const worked = await work(
      engine,
      options,
      (ms) => ([open_ms, begin] = [ms, performance.now()]),
    );
    [runs, close] = [[worked.run], worked.close];
  } else {
    const threads = startThreads(file, options);
    open_ms = Math.max(...(await threads.opened));
    begin = performance.now();
    threads.tell('start');
    [runs, close] = [await threads.runs, () => threads.tell('close')];
  }
  const wall_s = round((performance.now() - begin) / 1000, 4);
  const rss_mb = round(memory(), 1);
  await close();
  const lines = [];
  for (const run of runs) run.forEach((line, i) => (lines[i] = JSON.stringify(line)));
  writeFileSync(options.runPath, `${lines.join('\n')}\n`);
  print({ open_ms: round(open_ms, 1), rss_mb, wall_s, threads: options.threads });
}

/** What follows the files on the command line. */
function flags(args) {
  const options = {
    threads: { type: 'string', default: '1' },
    warm: { type: 'string', default: '1' },
    mode: { type: 'string', default: 'lexical' },
    group: { type: 'string', default: 'episodes' },
    prefix: { type: 'boolean', default: false },
  };
  const { values } = parseArgs({ args, options });
  return { ...values, threads: Number(values.threads), warm: Number(values.warm) };
}

/** Runs the command that the program was called with; `url` is the adapter's import.meta.url. */
export async function adapter(url, engine) {
  if (!isMainThread) return workInThread(engine);
  const [command, first, second, ...rest] = process.argv.slice(2);
  if (command === 'describe') return describe(engine);
  if (command === 'index' && second) return index(engine, first, second, flags(rest));
  if (command === 'query' && rest.length) {
    const [runPath, ...given] = rest;
    const options = { dir: first, queriesPath: second, runPath, ...flags(given) };
    return query(engine, fileURLToPath(url), options);
  }
  console.error(USAGE);
  return process.exit(2);
}

if (
  isMainThread &&
  process.argv[1] &&
  resolve(process.argv[1]) === fileURLToPath(import.meta.url)
) {
  if (process.argv[2] === 'install') install();
}
