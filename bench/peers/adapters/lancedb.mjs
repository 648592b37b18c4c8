#!/usr/bin/env node
// LanceDB: words and vectors in columns on disk, asked from Node.js.
import { inMemory } from './in_memory.mjs';
import { adapter, english, HITS, load } from './node_adapter.mjs';

// It warns on every search of something that its own fusion does.
process.env.LANCE_LOG ??= 'error';
process.env.LANCEDB_LOG ??= 'error';

const { connect, Index, MultiMatchQuery, rerankers } = await load('@lancedb/lancedb');
const { stemsOf } = await english();

const ASKED = 100;
const config = () =>
  Index.fts({
    language: 'English',
    stem: true,
    removeStopWords: true,
    asciiFolding: true,
    withPosition: false,
  });

await adapter(import.meta.url, {
  name: 'LanceDB',
  packages: ['@lancedb/lancedb', 'apache-arrow', 'stemmer', '@orama/stopwords'],
  hybrid: true,
  config:
    'its BM25 over title and text, English stems and stop words, no positions; best chapter and ' +
    'snippet by the adapter from texts in memory; words being typed count as whole; threads ' +
    'as it likes. Hybrid: its own, titles weighing 2, exact vectors of episodes and words fused ' +
    'by its RRF reranker',
  ...inMemory({
    async make(docs, fields, folder) {
      const db = await connect(folder);
      const rows = docs.map(({ number, vector, ...doc }) => ({
        number,
        ...Object.fromEntries(fields.map((name) => [name, doc[name]])),
        ...(vector && { vector: Array.from(vector) }),
      }));
      const table = await db.createTable('docs', rows);
      for (const name of fields) await table.createIndex(name, { config: config() });
      await table.optimize();
      return {};
    },
    async read(saved, fields, { mode }, folder) {
      const table = await (await connect(folder)).openTable('docs');
      const reranker = mode === 'hybrid' && (await rerankers.RRFReranker.create());
      const boosts = fields.map((name) => (reranker && name === 'title' ? 2 : 1));
      return async (text, vector) => {
        const words = new MultiMatchQuery(text, fields, { boosts });
        const asked = reranker
          ? table.query().nearestTo(vector).fullTextSearch(words).rerank(reranker)
          : table.query().fullTextSearch(words);
        const found = await asked
          .select(['number'])
          .limit(reranker ? ASKED : HITS)
          .toArray();
        return found.map((row) => row.number);
      };
    },
    stemsOf,
  }),
});
