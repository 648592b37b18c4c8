// The site under test, on a port of its own:
//
// - /test/NAME: the pages in pages/, which embed the element in ways that the site itself does not;
// - /elsewhere: a page that loads the element from 127.0.0.1, to be opened at localhost;
// - everything else: from the server at CUEPOINT_BASE_URL where that is set, else from server/web/,
//   with answers from the API at CUEPOINT_API_URL, else by mock_api.mjs.
//
// Pages under /test/ get the strictest Content-Security-Policy under which the element has to work.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { search } from './mock_api.mjs';
import { page } from './mock_pages.mjs';

const web = new URL('../../../server/web/', import.meta.url);
const pages = new URL('../pages/', import.meta.url);
const upstream = process.env.CUEPOINT_BASE_URL?.replace(/\/+$/, '');
const api = upstream ?? process.env.CUEPOINT_API_URL?.replace(/\/+$/, '');

export const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
  "media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

const files = new Map([
  ['/cuepoint.js', 'cuepoint.js'],
  ...['site.css', 'site.js', 'icon.svg', 'social.png'].map((name) => [`/assets/${name}`, name]),
]);

async function send(response, base, name, headers = {}) {
  const body = await readFile(new URL(name, base)).catch(() => null);
  if (!body) return reply(response, 404, 'text/plain', `no ${name}`);
  return reply(response, 200, types[extname(name)] ?? 'application/octet-stream', body, headers);
}

function reply(response, status, type, body, headers = {}) {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-cache', ...headers });
  response.end(body);
}

async function forward(server, request, response) {
  const { accept = '*/*' } = request.headers;
  const answer = await fetch(server + request.url, { redirect: 'manual', headers: { accept } });
  const headers = Object.fromEntries(
    [...answer.headers].filter(
      ([name]) =>
        !/^(content-encoding|content-length|transfer-encoding|connection|keep-alive)$/.test(name),
    ),
  );
  response.writeHead(answer.status, headers);
  response.end(Buffer.from(await answer.arrayBuffer()));
}

/** Starts it. `delays` maps a query to the milliseconds that its answer is held back; `broken` makes
 *  searches fail with 503; `asked` collects the targets of searches. */
export async function startSite() {
  const site = { delays: new Map(), broken: false, asked: [], origin: '' };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    if (url.pathname.startsWith('/test/')) {
      const name = url.pathname.slice('/test/'.length);
      return send(response, pages, name.includes('.') ? name : `${name}.html`, {
        'Content-Security-Policy': CSP,
      });
    }
    if (url.pathname === '/elsewhere') {
      const script = `<script type="module" src="${site.origin}/cuepoint.js"></script>`;
      const body = `<!doctype html><title>Elsewhere</title>${script}<cuepoint-search></cuepoint-search>`;
      return reply(response, 200, types['.html'], body);
    }
    // Browsers ask for it wherever a page names no icon.
    if (url.pathname === '/favicon.ico') return reply(response, 204, 'image/x-icon', '');
    if (url.pathname === '/v1/search') {
      site.asked.push(request.url);
      const delay_ms = site.delays.get(url.searchParams.get('q'));
      if (delay_ms) await new Promise((resolve) => setTimeout(resolve, delay_ms));
      if (site.broken)
        return reply(
          response,
          503,
          'application/problem+json',
          '{"status":503,"code":"overloaded"}',
        );
      if (!api) {
        const { status, body } = search(url.searchParams);
        return reply(
          response,
          status,
          status === 200 ? 'application/json' : 'application/problem+json',
          JSON.stringify(body),
        );
      }
    }
    const server = url.pathname.startsWith('/v1/') ? api : upstream;
    if (server) return forward(server, request, response);
    const file = files.get(url.pathname);
    // Modules are fetched with CORS, so that every page may load the element.
    const headers = { 'Access-Control-Allow-Origin': '*' };
    if (file) return send(response, web, file, headers);
    const { status, type, body } = page(site.origin, url);
    return reply(response, status, type, body, { 'Content-Security-Policy': CSP });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  site.origin = `http://127.0.0.1:${server.address().port}`;
  site.stop = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return site;
}
