#!/usr/bin/env node
// FlexSearch: postings without weights in the memory of Node.js.
import { inMemory } from './in_memory.mjs';
import { adapter, english, fuseRanks, load } from './node_adapter.mjs';

const { Encoder, Index } = await load('flexsearch');
const { stem, isStop, stemsOf } = await english();

const ASKED = 100;
const include = { letter: true, number: true };
const stemmed = () =>
  new Encoder({ include, filter: (word) => !isStop(word), finalize: (words) => words.map(stem) });

const indexes = {
  title: () => new Index({ encoder: stemmed(), tokenize: 'strict', resolution: 100 }),
  all: () => new Index({ encoder: stemmed(), tokenize: 'strict', resolution: 100 }),
  typed: () => new Index({ encoder: new Encoder({ include }), tokenize: 'forward' }),
};

await adapter(import.meta.url, {
  name: 'FlexSearch',
  packages: ['flexsearch', 'stemmer', '@orama/stopwords'],
  config:
    'an index of titles and one of titles with texts, 100 slots of position, Porter stems, ' +
    'English stop words, "suggest" so that not every word must match; both rankings fused by ' +
    'RRF, best chapter and snippet by the adapter; titles by "forward" for words being typed; all in ' +
    'memory',
  ...inMemory({
    async make(docs, fields) {
      const saved = {};
      for (const [name, create] of Object.entries(indexes)) {
        const index = create();
        const used = name === 'all' ? fields : ['title'];
        for (const doc of docs) index.add(doc.number, used.map((field) => doc[field]).join('\n'));
        saved[name] = {};
        await index.export((key, data) => void (saved[name][key] = data));
      }
      return saved;
    },
    read(saved, fields, { prefix }) {
      const opened = (prefix ? ['typed'] : ['title', 'all']).map((name) => {
        const index = indexes[name]();
        for (const [key, data] of Object.entries(saved[name])) index.import(key, data);
        return index;
      });
      const options = { limit: ASKED, suggest: true };
      return (text) => fuseRanks(opened.map((index) => index.search(text, options)));
    },
    stemsOf,
  }),
});
