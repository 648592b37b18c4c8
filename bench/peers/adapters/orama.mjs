#!/usr/bin/env node
// Orama: radix trees of words, and vectors, in the memory of Node.js.
import { inMemory } from './in_memory.mjs';
import { adapter, english, load } from './node_adapter.mjs';

const { create, insertMultiple, load: restore, save, search } = await load('@orama/orama');
const { stem, isStop, wordsOf, stemsOf } = await english();

// Orama matches all words that begin with a word of the question, which costs a fifth of its
// nDCG@10; a mark at the end of each word makes them meet whole.
const END = '$';

/** With `typed`, the last word of a question may go on. */
const tokenizer = (typed) => ({
  language: 'english',
  normalizationCache: new Map(),
  tokenize(text, language, property) {
    const words = wordsOf(text);
    const last = typed && !property ? words.pop() : null;
    const tokens = words.filter((word) => !isStop(word)).map((word) => stem(word) + END);
    if (last) tokens.push(stem(last));
    return [...new Set(tokens)];
  },
});

const database = (fields, size, typed = false) =>
  create({
    schema: {
      number: 'number',
      ...Object.fromEntries(fields.map((name) => [name, 'string'])),
      ...(size && { vector: `vector[${size}]` }),
    },
    components: { tokenizer: tokenizer(typed) },
  });

await adapter(import.meta.url, {
  name: 'Orama',
  packages: ['@orama/orama', 'stemmer', '@orama/stopwords'],
  hybrid: true,
  config:
    'BM25 (k 1.2, b 0.5, d 1.5), any word may match, Porter stems, English stop words and whole ' +
    'words by a tokenizer of the adapter, no typos; best chapter and snippet by the adapter; all ' +
    'in memory. Hybrid: its own, 0.6 text and 0.4 vectors of episodes',
  ...inMemory({
    async make(docs, fields) {
      const size = docs[0].vector?.length;
      const db = database(fields, size);
      const rows = docs.map((doc) => ({
        number: doc.number,
        ...Object.fromEntries(fields.map((name) => [name, doc[name]])),
        ...(size && { vector: Array.from(doc.vector) }),
      }));
      await insertMultiple(db, rows, 1000);
      return { size, db: save(db) };
    },
    read({ size, db: saved }, fields, { mode, prefix }) {
      const db = database(fields, size, prefix);
      restore(db, saved);
      const options = { properties: fields, limit: 10, relevance: { k: 1.2, b: 0.5, d: 1.5 } };
      const hybrid = { mode: 'hybrid', similarity: 0, hybridWeights: { text: 0.6, vector: 0.4 } };
      return (term, value) => {
        const vector = mode === 'hybrid' && { ...hybrid, vector: { value, property: 'vector' } };
        const { hits } = search(db, { term, ...options, ...vector });
        return hits.map((hit) => hit.document.number);
      };
    },
    stemsOf,
  }),
});
