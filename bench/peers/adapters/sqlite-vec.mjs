#!/usr/bin/env node
// SQLite with FTS5 for words and sqlite-vec for vectors.
import { join } from 'node:path';
import { adapter, english, fuseRanks, HITS, load } from './node_adapter.mjs';

const Database = await load('better-sqlite3');
const vec = await load('sqlite-vec');
const { wordsOf, tellingOf } = await english();

const ASKED = 100;
const TOKENIZE = "tokenize = 'porter unicode61', prefix = '2 3'";
const SHOWN = "snippet(%, -1, '<mark>', '</mark>', '…', 24)";
const tables = (size) => `
  create table texts(number integer primary key, key text, title text, text text);
  create virtual table episodes using fts5(
    title, text, content = 'texts', content_rowid = 'number', ${TOKENIZE});
  create virtual table chapters using fts5(
    title, text, episode_title, episode, start_s unindexed, key unindexed, ${TOKENIZE});
  insert into episodes(episodes, rank) values('rank', 'bm25(2.0, 1.0)');
  insert into chapters(chapters, rank) values('rank', 'bm25(2.0, 1.0, 1.0, 0.0)');
  ${
    size
      ? `create virtual table vectors using vec0(
    vector float[${size}], +episode integer, +chapter integer);`
      : ''
  }`;

/** Words of a question for MATCH, any of which may be there. */
function matchOf(text, prefix) {
  const words = (prefix ? wordsOf(text) : tellingOf(text)).map((word) => `"${word}"`);
  if (prefix && words.length) words[words.length - 1] += '*';
  return words.join(' OR ');
}

await adapter(import.meta.url, {
  name: 'SQLite FTS5 + sqlite-vec',
  packages: ['sqlite-vec', 'better-sqlite3', 'stemmer', '@orama/stopwords'],
  hybrid: true,
  config:
    'porter over unicode61, bm25() with titles weighing 2, any word may match, English stop ' +
    'words dropped, snippet(), optimised once built; hybrid: 100 nearest passages by vec0 ' +
    '(exact, float) and the first 100 episodes by words, fused by RRF',

  build({ episodes, chapters }, dir) {
    const db = new Database(join(dir, 'index.db'));
    const size = episodes[0].vector?.length;
    if (size) vec.load(db);
    db.pragma('journal_mode = wal');
    db.exec(tables(size));
    const text = db.prepare('insert into texts values(?, ?, ?, ?)');
    const chapter = db.prepare(
      'insert into chapters(rowid, title, text, episode_title, episode, ' +
        'start_s, key) values(?, ?, ?, ?, ?, ?, ?)',
    );
    const vector =
      size && db.prepare('insert into vectors(vector, episode, chapter) values(?, ?, ?)');
    const numbers = new Map();
    const add = (doc, number, kind) =>
      vector?.run(doc.vector, BigInt(number), BigInt(kind === 'chapter' ? doc.number : -1));
    db.transaction(() => {
      for (const doc of episodes) {
        numbers.set(doc.episode, doc.number);
        text.run(doc.number, doc.episode, doc.title, doc.text);
        add(doc, doc.number, 'episode');
      }
      for (const doc of chapters) {
        const number = numbers.get(doc.episode);
        chapter.run(
          doc.number,
          doc.title,
          doc.text,
          doc.episode_title,
          `episode${number}`,
          doc.start_s,
          doc.episode,
        );
        add(doc, number, 'chapter');
      }
      db.exec(
        "insert into episodes(episodes) values('rebuild');" +
          "insert into episodes(episodes) values('optimize');" +
          "insert into chapters(chapters) values('optimize')",
      );
    })();
    db.pragma('wal_checkpoint(truncate)');
    db.close();
  },

  open(dir, { mode, group, prefix }) {
    const db = new Database(join(dir, 'index.db'), { readonly: true });
    db.pragma('mmap_size = 1073741824');
    db.pragma('cache_size = -65536');
    const hybrid = mode === 'hybrid';
    if (hybrid) vec.load(db);
    const moments = group === 'moments';
    const kind = moments ? 'chapters' : 'episodes';
    const limit = hybrid ? ASKED : HITS;
    const ranked = db
      .prepare(`select rowid from ${kind} where ${kind} match ? order by rank limit ${limit}`)
      .pluck();
    const near =
      hybrid &&
      db
        .prepare(
          `select ${moments ? 'chapter' : 'episode'} from vectors ` +
            `where vector match ? and k = ${ASKED}`,
        )
        .pluck();
    const shown = db.prepare(
      `select rowid, ${SHOWN.replace('%', kind)} snippet from ${kind} where ${kind} match ? ` +
        'and rowid in (select value from json_each(?))',
    );
    const text = db.prepare(
      moments
        ? "select key, episode_title title, start_s, substr(text || ' ' || title, 1, 200) text " +
            'from chapters where rowid = ?'
        : 'select key, title, null start_s, substr(text, 1, 200) text from texts where number = ?',
    );
    const starts = db.prepare(
      'select episode, start_s from chapters where chapters match ? order by rank',
    );

    return (question, vector) => {
      const match = matchOf(question, prefix);
      const byWords = match ? ranked.all(match) : [];
      const byMeaning = hybrid ? new Set(near.all(vector).filter((number) => number >= 0)) : [];
      const both = hybrid ? fuseRanks([byWords, [...byMeaning]]) : byWords;
      const found = both.slice(0, HITS);
      const snippets = new Map();
      const best = new Map();
      if (match) {
        for (const row of shown.all(match, JSON.stringify(found)))
          snippets.set(row.rowid, row.snippet);
        if (!moments && found.length) {
          const theirs = found.map((number) => `episode${number}`).join(' OR ');
          for (const row of starts.all(`{title text}: (${match}) AND episode: (${theirs})`)) {
            if (!best.has(row.episode)) best.set(row.episode, row.start_s);
          }
        }
      }
      return found.map((number) => {
        const { key, title, start_s, text: beginning } = text.get(number);
        const snippet = snippets.get(number) ?? (beginning || title);
        return {
          id: key,
          title,
          snippet,
          start_s: start_s ?? best.get(`episode${number}`) ?? null,
        };
      });
    };
  },
});
