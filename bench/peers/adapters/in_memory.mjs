// Adapters of engines that are an index in the memory of Node.js and nothing else: where the index
// is kept, what an episode's answer shows, and a snippet, which none of them has.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { HITS } from './node_adapter.mjs';

/** What is searched of a kind of document. */
const FIELDS = { episodes: ['title', 'text'], chapters: ['title', 'episode_title', 'text'] };

const SNIPPET_CHARACTERS = 200;
const BEFORE_FIRST_MARK = 40;
const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text) => text.replace(/[&<>"]/g, (character) => escapes[character]);

/** What matches words that begin with one of `stems`. Without the flag u, which costs tenfold. */
function markPattern(stems) {
  const begins = stems.map((stem) => (/^\w/.test(stem) ? `\\b${stem}` : stem));
  return new RegExp(`(?:${begins.join('|') || '$^'})[\\w\u0080-\uffff]*`, 'gi');
}

/** The window of a text with the most matches, HTML-escaped, those in <mark>. */
function snippetOf(text, pattern) {
  const marks = [...text.matchAll(pattern)];
  let [best, most] = [0, 0];
  for (let first = 0, end = 0; first < marks.length; ++first) {
    while (end < marks.length && marks[end].index < marks[first].index + SNIPPET_CHARACTERS) ++end;
    if (end - first > most) [most, best] = [end - first, first];
  }
  const begin = (marks[best]?.index ?? 0) - BEFORE_FIRST_MARK;
  const start = begin > 0 ? text.indexOf(' ', begin) + 1 : 0;
  const limit = start + SNIPPET_CHARACTERS;
  let [snippet, at] = ['', start];
  for (let i = best; i < marks.length && marks[i].index + marks[i][0].length <= limit; ++i) {
    snippet += `${escape(text.slice(at, marks[i].index))}<mark>${escape(marks[i][0])}</mark>`;
    at = marks[i].index + marks[i][0].length;
  }
  return snippet + escape(text.slice(at, limit));
}

/** The time of the chapter that has the most matches, its title's twice; null without any. */
function bestStart(chapters, pattern) {
  let [start_s, most] = [null, 0];
  for (const { title, text, start_s: at } of chapters) {
    const score = 2 * (title.match(pattern)?.length ?? 0) + (text.match(pattern)?.length ?? 0);
    if (score > most) [start_s, most] = [at, score];
  }
  return start_s;
}

/**
 * build and open of an engine with
 *
 *   make(docs, fields, folder)        the index of these fields of documents, as plain values;
 *                                     folder is for an engine that has files of its own
 *   read(saved, fields, how, folder)  the same, read again, made a function of (text, vector) that
 *                                     returns the numbers of documents, best first, or a promise
 *   stemsOf(text)                     beginnings of the words to be marked
 */
export function inMemory({ make, read, stemsOf }) {
  // Not as JSON: a string of V8 ends at half a gigabyte, and vectors are eight times as large.
  const write = (dir, name, value) => writeFileSync(join(dir, name), serialize(value));
  const parse = (dir, name) => deserialize(readFileSync(join(dir, name)));
  const folder = (dir, kind) => join(dir, `${kind}-files`);
  return {
    async build(docs, dir) {
      for (const kind of Object.keys(FIELDS)) {
        write(dir, kind, await make(docs[kind], FIELDS[kind], folder(dir, kind)));
        write(
          dir,
          `${kind}-texts`,
          docs[kind].map(({ vector, ...rest }) => rest),
        );
      }
    },

    async open(dir, how) {
      const kind = how.group === 'moments' ? 'chapters' : 'episodes';
      const docs = parse(dir, `${kind}-texts`);
      const search = await read(parse(dir, kind), FIELDS[kind], how, folder(dir, kind));
      const chaptersOf = new Map(docs.map(({ episode }) => [episode, []]));
      if (kind === 'episodes') {
        for (const chapter of parse(dir, 'chapters-texts')) {
          chaptersOf.get(chapter.episode).push(chapter);
        }
      }
      const show = (number, pattern) => {
        const { episode: id, episode_title: title, text, start_s } = docs[number];
        const snippet = snippetOf(text || docs[number].title, pattern);
        return { id, title, snippet, start_s: start_s ?? bestStart(chaptersOf.get(id), pattern) };
      };
      return (text, vector) => {
        const pattern = markPattern(stemsOf(text));
        const showAll = (found) => found.slice(0, HITS).map((number) => show(number, pattern));
        const found = search(text, vector);
        return found instanceof Promise ? found.then(showAll) : showAll(found);
      };
    },
  };
}
