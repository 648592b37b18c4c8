// Times minisearch or @orama/orama on titles that are being typed, as suggest_bench does.
//
//   node suggest_peers.mjs minisearch|orama|orama-exact TITLES PACKAGES
//
// TITLES comes from `suggest_bench INDEX --titles FILE`; PACKAGES is the directory in which
// suggest_peers.sh installed the packages. Prints one line of JSON.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const SUGGESTIONS = 10;
const TYPED = [4, 8, 12];
const PASSES = 3; // The median of a title's times counts.
const FOUND_WHEN_WHOLE = 0.95;

const [engine, titlesPath, packages] = process.argv.slice(2);
const titles = readFileSync(titlesPath, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
const require = createRequire(join(resolve(packages), 'package.json'));

function orama(options) {
  const { create, insertMultiple, search } = require('@orama/orama');
  const index = create({ schema: { title: 'string' } });
  insertMultiple(index, titles.map(({ title }) => ({ title })));
  return (typed) =>
    search(index, { term: typed, properties: ['title'], limit: SUGGESTIONS, ...options })
      .hits.map((hit) => hit.document.title);
}

/** Each takes what was typed and returns the titles it suggests, best first. */
const engines = {
  // search() with what autoSuggest() defaults to, since that one returns words and not documents.
  minisearch() {
    const MiniSearch = require('minisearch');
    const index = new MiniSearch({ fields: ['title'], storeFields: ['title'] });
    index.addAll(titles.map(({ title }, id) => ({ id, title })));
    const options = {
      prefix: (term, i, terms) => i === terms.length - 1,
      fuzzy: 0.2,
      combineWith: 'AND',
    };
    return (typed) => index.search(typed, options).slice(0, SUGGESTIONS).map((hit) => hit.title);
  },
  orama: () => orama({ tolerance: 1 }),
  'orama-exact': () => orama({}),
};

if (!engines[engine]) throw new Error(`unknown engine ${engine}`);
const suggest = engines[engine]();

const percentile = (values, percent) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
};

function checked(typed) {
  const answer = suggest(typed);
  if (!Array.isArray(answer) || answer.length > SUGGESTIONS) {
    throw new Error(`no list of at most ${SUGGESTIONS} for ${typed}`);
  }
  return answer;
}

const sample = titles.filter((_, i) => i % 10 === 0); // Long questions take long here.
const whole = sample.filter(({ title }) => checked(title).includes(title)).length;
if (whole < FOUND_WHEN_WHOLE * sample.length) {
  throw new Error(`${engine}: only ${whole} of ${sample.length} whole titles are suggested`);
}

const at = {};
for (const characters of TYPED) {
  const typed = titles.map(({ title }) => [...title].slice(0, characters).join(''));
  let mrr = 0;
  titles.forEach(({ title }, i) => {
    const place = checked(typed[i]).indexOf(title) + 1;
    mrr += place === 0 ? 0 : 1 / place;
  });
  const passes = titles.map(() => []);
  for (let pass = 0; pass < PASSES; ++pass) {
    for (let i = 0; i < typed.length; ++i) {
      const begin = process.hrtime.bigint();
      suggest(typed[i]);
      passes[i].push(Number(process.hrtime.bigint() - begin) / 1000);
    }
  }
  const times = passes.map((pass) => percentile(pass, 50));
  at[characters] = {
    mrr: mrr / titles.length,
    p50_us: percentile(times, 50),
    p99_us: percentile(times, 99),
  };
}
console.log(JSON.stringify({ engine, titles: titles.length, at }));
