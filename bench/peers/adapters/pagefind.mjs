#!/usr/bin/env node
// Pagefind: a static index that a browser fetches in pieces, asked in headless Chromium.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';
import { adapter, english, HITS, load } from './node_adapter.mjs';

const pagefind = await load('pagefind');
const { chromium } = await load('playwright-core');
const { wordsOf, tellingOf } = await english();

const executable = [
  process.env.CUEPOINT_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
].find((path) => path && existsSync(path));
const TYPES = { '.js': 'text/javascript', '.html': 'text/html', '.wasm': 'application/wasm' };
const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const paragraph = (text) => `<p data-pagefind-weight="1">${escape(text)}</p>`;

/** A page for each episode, whose chapters are headings that a search can lead to. */
function pageOf({ title, description }, chapters) {
  const sections = chapters.map(
    ({ title: heading, start_s, text }) =>
      `<h2 id="t${start_s}">${escape(heading)}</h2>${paragraph(text)}`,
  );
  return `<html lang="en"><head><title>${escape(title)}</title></head><body data-pagefind-body>
    <h1>${escape(title)}</h1>${paragraph(description)}${sections.join('\n')}</body></html>`;
}

/** Serves a folder to the page alone; its two headers give the page its finest clock. */
async function serve(folder) {
  const server = createServer((request, response) => {
    const path = join(folder, normalize(decodeURIComponent(request.url.split('?')[0])));
    if (!path.startsWith(folder) || !existsSync(path)) return response.writeHead(404).end();
    response.setHeader('Content-Type', TYPES[extname(path)] ?? 'application/octet-stream');
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    return response.end(readFileSync(path));
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { origin: `http://127.0.0.1:${server.address().port}`, server };
}

/** In the page: the answer to a question with the time it took there. Pagefind wants all words;
 *  where too few pages have them, those follow that some of the words find, by the sum of their
 *  scores. */
async function askInPage([words, group, count]) {
  const begin = performance.now();
  const { results } = await window.pagefind.search(words.join(' '));
  if (results.length < count && words.length > 1) {
    const others = new Map();
    for (const word of words) {
      for (const result of (await window.pagefind.search(word)).results) {
        const sum = others.get(result.id) ?? { result, score: 0 };
        others.set(result.id, { ...sum, score: sum.score + result.score });
      }
    }
    for (const { id } of results) others.delete(id);
    const ranked = [...others.values()].sort((a, b) => b.score - a.score);
    results.push(...ranked.slice(0, count).map(({ result }) => result));
  }
  const hits = [];
  for (const data of await Promise.all(results.slice(0, count).map((result) => result.data()))) {
    const timed = data.sub_results.filter(({ anchor }) => anchor?.id.startsWith('t'));
    const hit = ({ excerpt }, title, found) => ({
      id: decodeURIComponent(data.url.slice(1)),
      title,
      snippet: excerpt || title,
      start_s: found ? Number(found.anchor.id.slice(1)) : null,
    });
    // Parts of a page come in its order; the most matches make the best.
    timed.sort((one, other) => other.locations.length - one.locations.length);
    if (group === 'moments') hits.push(...timed.map((part) => hit(part, part.title, part)));
    else hits.push(hit(data, data.meta.title, timed[0]));
  }
  return { us: (performance.now() - begin) * 1000, hits: hits.slice(0, count) };
}

await adapter(import.meta.url, {
  name: 'Pagefind',
  packages: ['pagefind', 'playwright-core', 'stemmer', '@orama/stopwords'],
  config:
    'a page an episode with a heading a chapter, the index as its Node API writes it, asked by ' +
    'its JavaScript API within headless Chromium, pieces cached after the first round; ' +
    'sub-results by their number of matches are the chapters, excerpts its own; ' +
    'English stop words dropped, and pages with some of the words after those with all, by the ' +
    'adapter',

  async build({ episodes, chapters }, dir, peak) {
    const { index } = await pagefind.createIndex({ rootSelector: 'body' });
    const chaptersOf = new Map(episodes.map(({ episode }) => [episode, []]));
    for (const chapter of chapters) chaptersOf.get(chapter.episode).push(chapter);
    for (const episode of episodes) {
      const parts = chaptersOf.get(episode.episode);
      // The text of an episode ends with its chapters, which have headings of their own here.
      const said = parts.length ? `\n${`${parts[0].title} ${parts[0].text}`.trim()}` : null;
      const at = said ? episode.text.indexOf(said) : -1;
      const description = at < 0 ? episode.text : episode.text.slice(0, at);
      const content = pageOf({ title: episode.title, description }, parts);
      const url = `/${encodeURIComponent(episode.episode)}`;
      const { errors } = await index.addHTMLFile({ url, content });
      if (errors.length) throw new Error(errors.join('; '));
    }
    await index.writeFiles({ outputPath: join(resolve(dir), 'pagefind') });
    peak();
    await pagefind.close();
    writeFileSync(join(dir, 'index.html'), '<!doctype html><title>Pagefind</title>');
  },

  async open(dir, { group, prefix }) {
    if (!executable) throw new Error('no Chromium; CUEPOINT_CHROMIUM=/path/to/it names one');
    const { origin, server } = await serve(resolve(dir));
    const browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox'] });
    const page = await browser.newPage();
    await page.goto(`${origin}/index.html`);
    await page.evaluate(async () => {
      window.pagefind = await import('/pagefind/pagefind.js');
      await window.pagefind.init();
    });
    const wordsFor = prefix ? wordsOf : tellingOf;
    const ask = (text) => page.evaluate(askInPage, [wordsFor(text), group, HITS]);
    ask.close = async () => {
      await browser.close();
      server.close();
    };
    return ask;
  },
});
