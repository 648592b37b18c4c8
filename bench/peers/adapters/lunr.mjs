#!/usr/bin/env node
// Lunr: term vectors in the memory of Node.js.
import { inMemory } from './in_memory.mjs';
import { adapter, english, load } from './node_adapter.mjs';

const lunr = await load('lunr');
const { stemsOf } = await english();

await adapter(import.meta.url, {
  name: 'Lunr',
  packages: ['lunr', 'stemmer', '@orama/stopwords'],
  config:
    'its BM25 (k1 1.2, b 0.75) with titles weighing 2, any word may match, its English trimmer, ' +
    'stop words and stemmer; best chapter and snippet by the adapter; all in memory',
  ...inMemory({
    make: (docs, fields) =>
      lunr(function () {
        // It would take an asterisk in a text for a wildcard, and then miss the word it made up.
        const extractor = (name) => (doc) => doc[name].replaceAll('*', ' ');
        this.ref('number');
        for (const name of fields) {
          this.field(name, { boost: name === 'title' ? 2 : 1, extractor: extractor(name) });
        }
        for (const doc of docs) this.add(doc);
      }).toJSON(),
    read(saved, fields, { prefix }) {
      const index = lunr.Index.load(saved);
      return (text) => {
        const words = lunr.tokenizer(text.replaceAll('*', ' '));
        const found = index.query((query) => {
          query.term(words);
          if (prefix) query.term(words.at(-1), { wildcard: lunr.Query.wildcard.TRAILING });
        });
        return found.map((hit) => Number(hit.ref));
      };
    },
    stemsOf,
  }),
});
