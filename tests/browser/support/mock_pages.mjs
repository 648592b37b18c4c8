// The site's pages as the server renders them, filled from the bundled episodes.
import { endOf, episodes, search, timeText } from './mock_api.mjs';
import { escape, render } from './template.mjs';

const date = (published) =>
  new Date(published).toLocaleDateString('en', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
const length = (duration_s) => (duration_s ? `${Math.round(duration_s / 60)} min` : '');
const guestsOf = (episode) =>
  episode.people
    .filter(({ role }) => role === 'guest')
    .map(({ name }) => name)
    .join(', ');
const host = (url) => (url ? new URL(url).host.replace(/^www\./, '') : '');
const mille = (part, whole) => ((part / whole) * 1000).toFixed(1);
const pageOf = (id, start_s) =>
  `/episodes/${encodeURIComponent(id)}${start_s == null ? '' : `#t=${Math.floor(start_s)}`}`;

const site = {
  base: '',
  lang: 'en',
  site_title: 'Netstack.FM',
  site_url: 'https://netstack.fm',
  query: '',
  noindex: false,
};

function common(origin, path, page_title, page_description) {
  return { ...site, origin, canonical: origin + path, page_title, page_description };
}

export function home(origin) {
  return render('home', {
    ...common(
      origin,
      '/',
      'Netstack.FM: find the moment',
      'Search 10 episodes of Netstack.FM and jump to the second.',
    ),
    episode_count: String(episodes.length),
    one_episode: false,
    has_examples: true,
    examples: ['QUIC', 'DNSSEC', '"hypertext coffee pot"', 'Joseph Dye'].map((query) => ({
      query,
      href: `/?q=${encodeURIComponent(query)}`,
    })),
    episodes: [...episodes].reverse().map((e) => ({
      href: pageOf(e.id),
      number: String(e.number),
      title: e.title,
      guests: guestsOf(e),
      date: date(e.published),
      date_iso: e.published,
      length: length(e.duration_s),
      ticks: e.chapters.map(({ start_s }) => ({ x: mille(start_s, e.duration_s) })),
    })),
  });
}

export function results(origin, params) {
  const query = params.get('q') ?? '';
  const asked = new URLSearchParams({ q: query, limit: '10', facets: 'person,year' });
  for (const person of params.getAll('person')) asked.append('person', person);
  const year = params.get('year');
  if (year) {
    asked.set('after', year);
    asked.set('before', String(Number(year) + 1));
  }
  const { status, body } = search(asked);
  const toggled = (name, value) => {
    const next = new URLSearchParams(params);
    const picked = params.getAll(name);
    next.delete(name);
    const rest = picked.filter((other) => other !== value && name !== 'year');
    if (!picked.includes(value)) rest.push(value);
    for (const one of rest) next.append(name, one);
    return `/?${next}`;
  };
  const labels = { person: 'Guests', year: 'Years' };
  const facets = Object.entries(body.facets ?? {})
    .filter(([, values]) => values.length > 1)
    .map(([name, values]) => ({
      label: labels[name],
      values: values.map(({ value, count }) => ({
        value,
        count: String(count),
        href: toggled(name, value),
        picked: params.getAll(name).includes(value),
      })),
    }));
  const total = body.total ?? 0;
  return render('results', {
    ...common(
      origin,
      `/?q=${encodeURIComponent(query)}`,
      `${query} · Netstack.FM`,
      `Where Netstack.FM talks about ${query}.`,
    ),
    noindex: true,
    query,
    facets,
    problem: status === 200 ? '' : body.detail,
    summary: total
      ? `${total} ${total === 1 ? 'episode' : 'episodes'}`
      : `Nothing found for “${query}”.`,
    corrected: body.corrected ? body.suggestion : '',
    suggestion: body.corrected ? '' : (body.suggestion ?? ''),
    suggestion_href: body.suggestion ? `/?q=${encodeURIComponent(body.suggestion)}` : '',
    hits: (body.hits ?? []).map(({ episode: e, snippet, moments }) => ({
      href: pageOf(e.id),
      title: e.title,
      meta: [`#${e.number}`, guestsOf(e), date(e.published), length(e.duration_s)]
        .filter(Boolean)
        .join(' · '),
      snippet_html: snippet,
      has_moments: moments.length > 0,
      moments: moments.slice(0, 3).map((m) => ({
        href: pageOf(e.id, m.start_s),
        time: m.time,
        title_html: m.snippet || escape(m.title),
        snippet_html: '',
        x: mille(m.start_s, e.duration_s),
        width: mille(
          Math.max(e.duration_s / 125, m.end_s - m.start_s - e.duration_s * 0.003),
          e.duration_s,
        ),
      })),
    })),
    has_pages: false,
    previous_href: '',
    next_href: '',
  });
}

export function episode(origin, id) {
  const e = episodes.find((candidate) => candidate.id === id);
  if (!e) return null;
  const deep = (start_s) => e.show.deep_link.replace('{url}', e.url).replace('{seconds}', start_s);
  const timeline = e.chapters.map(({ start_s, title }, index) => ({
    start: String(start_s),
    time: timeText(start_s),
    title,
    x: mille(start_s, e.duration_s),
    width: mille(Math.max(1, endOf(e, index) - start_s - e.duration_s * 0.003), e.duration_s),
  }));
  const related = episodes.filter((other) => other !== e).slice(-3);
  return render('episode', {
    ...common(origin, pageOf(id), `${e.title} · Netstack.FM`, e.description.slice(0, 200)),
    id,
    number: String(e.number),
    title: e.title,
    date: date(e.published),
    date_iso: e.published,
    length: length(e.duration_s),
    url: e.url,
    url_host: host(e.url),
    audio_url: e.audio_url ?? '',
    paragraphs: e.description.split(/\n+/).map((text) => ({ text })),
    has_timeline: timeline.length > 0,
    timeline,
    has_chapters: e.chapters.length > 0,
    chapters: e.chapters.map(({ start_s, title, text }) => ({
      start: String(Math.floor(start_s)),
      time: timeText(start_s),
      title,
      text: text ?? '',
      href: deep(start_s),
    })),
    has_people: e.people.length > 0,
    people: e.people.map(({ name, role, bio, url }) => ({
      name,
      role,
      bio: bio ?? '',
      url: url ?? '',
    })),
    has_links: e.links.length > 0,
    links: e.links.map(({ url, title }) => ({ url, title, url_host: host(url) })),
    has_related: true,
    related: related.map((other) => ({
      href: pageOf(other.id),
      title: other.title,
      meta: `#${other.number} · ${date(other.published)}`,
      why: '',
    })),
  });
}

export function error(origin, path) {
  return render('error', {
    ...common(origin, path, 'Not found · Netstack.FM', 'There is no such page.'),
    canonical: '',
    noindex: true,
    status: '404',
    heading: 'No such page.',
    message: 'Perhaps the episode has moved; a search will find it.',
  });
}

export const opensearch = (origin) =>
  render('opensearch.xml', { ...site, origin, short_name: 'Netstack.FM' });

/** {status, type, body} of a page of the site. */
export function page(origin, url) {
  const html = (body, status = 200) => ({ status, type: 'text/html; charset=utf-8', body });
  if (url.pathname === '/') {
    return html(
      url.searchParams.get('q') || url.searchParams.get('person')
        ? results(origin, url.searchParams)
        : home(origin),
    );
  }
  if (url.pathname === '/opensearch.xml') {
    return { status: 200, type: 'application/opensearchdescription+xml', body: opensearch(origin) };
  }
  const [, id] = /^\/episodes\/([^/]+)$/.exec(url.pathname) ?? [];
  const found = id && episode(origin, decodeURIComponent(id));
  return found ? html(found) : html(error(origin, url.pathname), 404);
}
