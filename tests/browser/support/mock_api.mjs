// Answers of the API for the bundled episodes, computed here: what the element and the pages do can
// be tested without a build of the server. Not a search engine: every word of the query has to occur
// in the title, the description, a chapter or a guest's name, the last one as a prefix.
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../../corpus/netstack.fm/', import.meta.url);

export const episodes = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => ({
    chapters: [],
    people: [],
    links: [],
    ...JSON.parse(readFileSync(new URL(name, folder), 'utf8')),
  }));

export function timeText(start_s) {
  const [h, m, s] = [Math.floor(start_s / 3600), Math.floor(start_s / 60) % 60, start_s % 60];
  const two = (n) => String(n).padStart(2, '0');
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

const escape = (text) =>
  text.replace(
    /[&<>"']/g,
    (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c],
  );

const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

const matches = (words, text) => {
  const there = wordsOf(text);
  return words.every((word, i) =>
    there.some((other) => (i === words.length - 1 ? other.startsWith(word) : other === word)),
  );
};

function mark(words, text) {
  const parts = text.split(/([\p{L}\p{N}]+)/u);
  return parts
    .map((part) =>
      words.some((word) => part.toLowerCase().startsWith(word))
        ? `<mark>${escape(part)}</mark>`
        : escape(part),
    )
    .join('');
}

const deepLink = (episode, start_s) =>
  episode.show.deep_link.replace('{url}', episode.url).replace('{seconds}', start_s);

export function endOf(episode, index) {
  return episode.chapters[index + 1]?.start_s ?? episode.duration_s;
}

function hitOf(episode, words) {
  const moments = episode.chapters
    .map((chapter, index) => ({ chapter, index }))
    .filter(({ chapter }) => words.length && words.some((word) => matches([word], chapter.title)))
    .map(({ chapter, index }) => ({
      start_s: chapter.start_s,
      end_s: endOf(episode, index),
      time: timeText(chapter.start_s),
      title: chapter.title,
      url: deepLink(episode, chapter.start_s),
      score: 0.5,
      snippet: mark(words, chapter.title),
    }));
  const { id, number, title, url, published, duration_s } = episode;
  const people = episode.people.map(({ name, role, url: link }) => ({
    name,
    role,
    url: link ?? '',
  }));
  return {
    episode: {
      id,
      show: episode.show.id,
      number,
      title,
      url,
      published,
      duration_s,
      people,
      show_title: episode.show.title,
    },
    score: 1,
    matched: ['lexical'],
    snippet: mark(words, episode.description.slice(0, 220)) + '…',
    moments,
  };
}

function counted(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

const known = new Set([
  'q',
  'prefix',
  'limit',
  'offset',
  'facets',
  'person',
  'after',
  'before',
  'mode',
  'show',
]);

function problem(status, code, detail, parameter) {
  return {
    status,
    body: {
      type: `urn:cuepoint:problem:${code}`,
      title: 'A parameter is not valid',
      status,
      code,
      detail,
      parameter,
    },
  };
}

/** GET /v1/search: {status, body}. */
export function search(params) {
  for (const name of params.keys()) {
    if (!known.has(name))
      return problem(400, 'invalid-argument', `there is no parameter ${name}`, name);
  }
  const query = params.get('q') ?? '';
  const persons = params.getAll('person');
  if (!query && !persons.length && !params.get('after'))
    return problem(400, 'invalid-argument', 'give q', 'q');
  if (query === '(') return problem(400, 'bad-query', 'this opening bracket is never closed', 'q');

  const words = wordsOf(query);
  const text = (e) =>
    [
      e.title,
      e.description,
      ...e.chapters.map((c) => c.title),
      ...e.people.map((p) => p.name),
    ].join(' ');
  const guests = (e) => e.people.map((p) => p.name);
  const inYears = (e) =>
    e.published >= (params.get('after') ?? '') && e.published < (params.get('before') ?? '9');
  const ofPersons = (e) => !persons.length || guests(e).some((name) => persons.includes(name));
  const found =
    query && !words.length ? [] : episodes.filter((e) => matches(words, text(e))).reverse();

  const picked = found.filter((e) => ofPersons(e) && inYears(e));
  const offset = Number(params.get('offset') ?? 0);
  const limit = Number(params.get('limit') ?? 10);
  const body = {
    query,
    mode: 'hybrid',
    total: picked.length,
    took_ms: 0.3,
    suggestion: query === 'quick' ? 'quic' : null,
    hits: picked.slice(offset, offset + limit).map((e) => hitOf(e, words)),
  };
  // As users expect of facets: those of one kind are counted as if none of that kind were picked.
  const facets = (params.get('facets') ?? '').split(',').filter(Boolean);
  if (facets.length) {
    body.facets = {};
    if (facets.includes('person'))
      body.facets.person = counted(found.filter(inYears).flatMap(guests));
    if (facets.includes('year'))
      body.facets.year = counted(found.filter(ofPersons).map((e) => e.published.slice(0, 4)));
  }
  return { status: 200, body };
}
