#!/usr/bin/env node
// MiniSearch: an inverted index in the memory of Node.js.
import { inMemory } from './in_memory.mjs';
import { adapter, english, load } from './node_adapter.mjs';

const MiniSearch = await load('minisearch');
const { stem, isStop, stemsOf } = await english();

const settings = (fields) => ({
  idField: 'number',
  fields,
  processTerm(term) {
    const word = term.toLowerCase();
    return isStop(word) ? null : stem(word);
  },
});

await adapter(import.meta.url, {
  name: 'MiniSearch',
  packages: ['minisearch', 'stemmer', '@orama/stopwords'],
  config:
    'BM25 (k 2, b 0.8, d 0) with titles weighing 2, any word may match, Porter stems, English ' +
    'stop words, no fuzziness; best chapter and snippet by the adapter; all in memory',
  ...inMemory({
    make(docs, fields) {
      const index = new MiniSearch(settings(fields));
      index.addAll(docs);
      return index.toJSON();
    },
    read(saved, fields, { prefix }) {
      const index = MiniSearch.loadJS(saved, settings(fields));
      const options = {
        boost: { title: 2 },
        bm25: { k: 2, b: 0.8, d: 0 },
        prefix: prefix && ((term, place, terms) => place === terms.length - 1),
      };
      return (text) => index.search(text, options).map((hit) => hit.id);
    },
    stemsOf,
  }),
});
