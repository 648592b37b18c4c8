// <cuepoint-search> in pages that embed it, under the strictest Content-Security-Policy.
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { test } from 'node:test';
import { assertAccessible, field, options, picture, setUp, type } from './support/browser.mjs';

const shared = setUp();
const { open } = shared;

const hit = (overrides = {}) => ({
  episode: {
    id: 'e1',
    show: 's',
    number: 1,
    title: 'First',
    url: 'https://example.org/1',
    published: '2025-01-02',
    duration_s: 1000,
    people: [],
  },
  score: 1,
  matched: ['lexical'],
  snippet: 'a <mark>word</mark>',
  moments: [],
  ...overrides,
});

/** Answers every search of the page with this. */
const answer =
  (body, status = 200) =>
  (page) =>
    page.route('**/v1/search?*', (route) => {
      const query = new URL(route.request().url()).searchParams.get('q') ?? '';
      const json = typeof body === 'function' ? body(route.request()) : body;
      return json
        ? route.fulfill({
            status,
            json: { query, total: json.hits?.length ?? 0, suggestion: null, ...json },
          })
        : route.fallback();
    });

test('Typing shows episodes with their moments, times and deep links', async (t) => {
  const page = await open(t, '/test/inline');
  await type(page, 'quic');
  const firefox = page.getByRole('option', { name: /Modern networking in Firefox/ });
  assert.match(await firefox.getAttribute('href'), /netstack\.fm\/#episode-11$/);
  const moment = page.getByRole('option', { name: /9:42.*QUIC and HTTP\/3/ });
  assert.match(await moment.getAttribute('href'), /netstack\.fm\/#episode-11&t=582$/);
  assert.equal(await moment.locator('mark').first().textContent(), 'QUIC');
  await picture(page, 'inline-results');
  await assertAccessible(page, 'inline results');
});

test('Half a word is enough', async (t) => {
  const page = await open(t, '/test/inline');
  await type(page, 'interli');
  await page.getByRole('option', { name: /Early Web History and Interlisp/ }).waitFor();
});

test('The empty element is accessible and keeps its room', async (t) => {
  const page = await open(t, '/test/inline');
  await assertAccessible(page, 'the empty element');
  assert.equal(await field(page).getAttribute('aria-expanded'), 'false');
  assert.equal(await page.getByRole('listbox').count(), 0);
});

test('The answer to an older query never replaces that of a newer one', async (t) => {
  const page = await open(t, '/test/inline', { prepare: () => shared.site.delays.set('qui', 600) });
  t.after(() => shared.site.delays.clear());
  const aborted = page.waitForEvent('requestfailed', (request) =>
    /[?&]q=qui(&|$)/.test(request.url()),
  );
  const sent = page.waitForRequest((request) => /[?&]q=qui(&|$)/.test(request.url()));
  await field(page).fill('qui');
  await sent;
  await type(page, 'interlisp');
  await aborted;
  await page.waitForTimeout(800);
  assert.equal(await page.getByRole('option', { name: /Firefox/ }).count(), 0);
  await page.getByRole('option', { name: /^Early Web History/ }).waitFor();
});

test('What was asked before is shown again without a request', async (t) => {
  const page = await open(t, '/test/inline');
  await type(page, 'quic');
  await type(page, 'interlisp');
  const before = shared.site.asked.length;
  await type(page, 'quic');
  assert.equal(shared.site.asked.length, before);
});

test('The query stays in the address, without entries in the history', async (t) => {
  const page = await open(t, '/test/inline?keep=this');
  const entries = await page.evaluate(() => history.length);
  await type(page, 'quic');
  const at = new URL(page.url());
  assert.equal(at.searchParams.get('q'), 'quic');
  assert.equal(at.searchParams.get('keep'), 'this');
  assert.equal(await page.evaluate(() => history.length), entries);
  await page.reload();
  await page.getByRole('option', { name: /^Modern networking/ }).waitFor();
  assert.equal(await field(page).inputValue(), 'quic');
  await field(page).press('Escape');
  await page.getByRole('option', { name: /^Modern networking/ }).waitFor({ state: 'hidden' });
  assert.equal(new URL(page.url()).search, '?keep=this');
});

test('Slash focuses the field, but is typed where one types', async (t) => {
  const page = await open(t, '/test/inline');
  await page.keyboard.press('/');
  assert.equal(await field(page).evaluate((node) => node.matches(':focus')), true);
  assert.equal(await field(page).inputValue(), '');
  await page.keyboard.type('a/b');
  assert.equal(await field(page).inputValue(), 'a/b');
});

test('Arrows walk the options and come back to the field', async (t) => {
  const page = await open(t, '/test/inline');
  await type(page, 'quic');
  const active = () => field(page).getAttribute('aria-activedescendant');
  const selected = () => page.getByRole('option', { selected: true }).count();
  assert.equal(await active(), null);
  await field(page).press('ArrowDown');
  const first = await active();
  assert.equal(await selected(), 1);
  assert.match(await page.getByRole('option', { selected: true }).textContent(), /Firefox/);
  await picture(page, 'inline-keyboard');
  await field(page).press('ArrowDown');
  assert.notEqual(await active(), first);
  await field(page).press('ArrowUp');
  await field(page).press('ArrowUp');
  assert.equal(await active(), null);
  assert.equal(await selected(), 0);
  await field(page).press('ArrowUp');
  assert.equal(await active(), `o${(await options(page).count()) - 1}`);
  await field(page).press('Escape');
  assert.equal(await active(), null);
  assert.equal(await field(page).inputValue(), 'quic');
  await field(page).press('Escape');
  assert.equal(await field(page).inputValue(), '');
});

test('Enter follows the option that is active', async (t) => {
  const page = await open(t, '/test/player');
  await type(page, 'interlisp');
  await field(page).press('ArrowDown');
  await field(page).press('ArrowDown');
  await field(page).press('Enter');
  await page.waitForURL(/\/episodes\/netstack-17#t=\d+$/);
});

test('Enter without an active option asks at once and stays', async (t) => {
  const page = await open(t, '/test/inline');
  await field(page).fill('quic');
  await field(page).press('Enter');
  await page.getByRole('option', { name: /^Modern networking/ }).waitFor();
  assert.match(page.url(), /\/test\/inline\?q=quic$/);
});

test('Enter with Ctrl opens a tab of its own', async (t) => {
  const page = await open(t, '/test/player');
  await type(page, 'interlisp');
  await field(page).press('ArrowDown');
  const opened = page.context().waitForEvent('page');
  await field(page).press('Control+Enter');
  await (await opened).waitForURL(/\/episodes\/netstack-17$/);
  assert.match(page.url(), /\/test\/player\?q=interlisp$/);
});

test('A page of another origin loads it from the server, and asks that server', async (t) => {
  // Another host name, so another origin; the page at /elsewhere names the script by its address.
  const elsewhere = shared.site.origin.replace('127.0.0.1', 'localhost');
  const page = await open(t, '/test/inline', {
    prepare: (page) =>
      page.route('**/v1/search?*', (route) => {
        assert.equal(new URL(route.request().url()).origin, shared.site.origin);
        const json = { query: 'word', total: 1, hits: [hit()], suggestion: null };
        return route.fulfill({ json, headers: { 'Access-Control-Allow-Origin': elsewhere } });
      }),
  });
  await page.goto(`${elsewhere}/elsewhere`);
  await type(page, 'word');
  await page.getByRole('option', { name: /^First/ }).waitFor();
});

test('Attributes say whom to ask, for what, and how much to show', async (t) => {
  const moments = Array.from({ length: 5 }, (_, i) => ({
    start_s: i,
    end_s: i + 1,
    time: `0:0${i}`,
    title: `M${i}`,
    url: '',
    snippet: '',
  }));
  const page = await open(t, '/test/inline', {
    prepare: answer({
      hits: [hit({ moments })],
      facets: { person: [{ value: 'a' }, { value: 'b' }] },
    }),
  });
  await page.locator('cuepoint-search').evaluate((element) => {
    const attributes = {
      api: '/syntax',
      mode: 'lexical',
      show: 'one',
      limit: '2',
      moments: '4',
      facets: '',
      param: '',
      hotkey: 'k',
    };
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  });
  await page.keyboard.press('k');
  const sent = page.waitForRequest('**/v1/search?*');
  await type(page, 'word');
  const { pathname, search } = new URL((await sent).url());
  assert.equal(
    pathname + search,
    '/syntax/v1/search?q=word&prefix=last&limit=2&mode=lexical&show=one',
  );
  assert.equal(await options(page).count(), 5, 'one episode and four moments');
  assert.equal(await page.getByRole('group', { name: 'Guests' }).count(), 0);
  assert.equal(new URL(page.url()).search, '');
});

test('Removed and put back, it goes on; elsewhere it asks for nothing', async (t) => {
  const page = await open(t, '/test/inline');
  await page.evaluate(() => {
    window.element = document.querySelector('cuepoint-search');
    window.place = window.element.parentNode;
    window.element.remove();
  });
  await page.keyboard.press('/');
  await page.evaluate(() => window.place.append(window.element));
  await page.keyboard.press('/');
  assert.equal(await field(page).inputValue(), '');
  await type(page, 'quic');
  await page.getByRole('option', { name: /^Modern networking/ }).waitFor();
});

test('Screen readers hear how much was found, and that nothing was', async (t) => {
  const page = await open(t, '/test/inline');
  await type(page, 'quic');
  await page
    .getByRole('status')
    .filter({ hasText: /^\d+ episodes?, \d+ moments?$/ })
    .waitFor();
  await type(page, 'xyzzyplugh');
  await page.getByRole('status').filter({ hasText: 'Nothing found for “xyzzyplugh”.' }).waitFor();
  assert.equal(await field(page).getAttribute('aria-expanded'), 'false');
  await assertAccessible(page, 'no results');
  await picture(page, 'inline-none');
});

test('Guests narrow the results and stay in the address', async (t) => {
  const page = await open(t, '/test/inline');
  await type(page, 'http');
  const guests = page.getByRole('group', { name: 'Guests' });
  const larry = guests.getByRole('button', { name: /Larry Masinter/ });
  const before = await options(page).count();
  await larry.click();
  await page.waitForURL(/person=Larry\+Masinter/);
  await page.getByRole('option', { name: /^Inside Ping Proxies/ }).waitFor({ state: 'hidden' });
  assert.ok((await options(page).count()) < before);
  assert.equal(await larry.getAttribute('aria-pressed'), 'true');
  assert.equal(
    await larry.evaluate((node) => node.matches(':focus')),
    true,
    'the focus stays on the guest',
  );
  await picture(page, 'inline-facets');
  await assertAccessible(page, 'facets');
  await page.reload();
  await page.getByRole('button', { name: /Larry Masinter/, pressed: true }).click();
  await page.getByRole('option', { name: /^Inside Ping Proxies/ }).waitFor();
  assert.equal(new URL(page.url()).searchParams.has('person'), false);
});

test('A year is a span of time, one at a time', async (t) => {
  const asked = [];
  const facets = {
    year: [
      { value: '2025', count: 2 },
      { value: '2024', count: 1 },
    ],
  };
  const page = await open(t, '/test/inline', {
    prepare: answer((request) => {
      asked.push(new URL(request.url()).searchParams);
      return { hits: [hit()], facets };
    }),
  });
  await type(page, 'word');
  await page.getByRole('button', { name: /2025/ }).click();
  await page.getByRole('button', { name: /2025/, pressed: true }).waitFor();
  await page.getByRole('button', { name: /2024/ }).click();
  await page.getByRole('button', { name: /2024/, pressed: true }).waitFor();
  assert.equal(await page.getByRole('button', { pressed: true }).count(), 1);
  assert.deepEqual([asked.at(-1).get('after'), asked.at(-1).get('before')], ['2024', '2025']);
});

test('More episodes are added on request', async (t) => {
  const all = Array.from({ length: 9 }, (_, i) =>
    hit({ episode: { ...hit().episode, id: `e${i}`, title: `Episode ${i}` } }),
  );
  const page = await open(t, '/test/inline', {
    prepare: answer((request) => ({
      hits: all.slice(0, Number(new URL(request.url()).searchParams.get('limit'))),
      total: 9,
    })),
  });
  await type(page, 'word');
  assert.equal(await options(page).count(), 6);
  await page.getByRole('button', { name: 'More episodes' }).click();
  await page.getByRole('option', { name: /Episode 8/ }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'More episodes' }).count(), 0);
});

test('A misspelt word is offered its correction', async (t) => {
  const page = await open(t, '/test/inline', {
    prepare: answer((request) =>
      /q=qiuc/.test(request.url()) ? { hits: [], suggestion: 'quic' } : null,
    ),
  });
  await type(page, 'qiuc');
  await picture(page, 'inline-suggestion');
  await page.getByRole('button', { name: 'quic' }).click();
  await page.getByRole('option', { name: /^Modern networking/ }).waitFor();
  assert.equal(await field(page).inputValue(), 'quic');
});

test('An answer to a corrected query says so', async (t) => {
  const page = await open(t, '/test/inline', {
    prepare: answer({ hits: [hit()], suggestion: 'quic', corrected: true }),
  });
  await type(page, 'qiuc');
  await page.getByText('Results for “quic”. 1 episode').first().waitFor();
  assert.equal(await page.getByRole('button', { name: 'quic' }).count(), 0);
});

test('A space ends the word that is typed', async (t) => {
  const page = await open(t, '/test/inline', { prepare: answer({ hits: [hit()] }) });
  const asked = (pattern) => page.waitForRequest((request) => pattern.test(request.url()));
  await Promise.all([asked(/q=qu&prefix=last/), field(page).fill('qu')]);
  await Promise.all([asked(/q=qu&limit/), field(page).fill('qu ')]);
});

test('Nothing in an answer is taken for HTML or for a script', async (t) => {
  const evil = '<img src=x onerror="window.hacked=1">';
  const page = await open(t, '/test/inline', {
    prepare: answer({
      hits: [
        hit({
          episode: {
            ...hit().episode,
            title: evil,
            url: 'javascript:window.hacked=1',
            people: [{ name: evil, role: 'guest' }],
          },
          snippet: `${evil}<mark>${evil}</mark></mark><script>window.hacked=1</script> &lt;b&gt; &amp;lt; <mark>open`,
          moments: [
            {
              start_s: 5,
              end_s: 9,
              time: evil,
              title: evil,
              url: ' jAvAsCrIpT:window.hacked=1',
              snippet: evil,
            },
          ],
        }),
      ],
      facets: {
        person: [
          { value: evil, count: 1 },
          { value: 'x', count: 1 },
        ],
      },
      suggestion: evil,
    }),
  });
  await type(page, 'word');
  assert.equal(
    await page.locator('cuepoint-search img, cuepoint-search script, cuepoint-search b').count(),
    0,
  );
  assert.equal(await options(page).first().getAttribute('href'), null);
  assert.equal(await options(page).nth(1).getAttribute('href'), null);
  const text = await options(page).first().textContent();
  assert.ok(text.includes(evil) && text.includes('<b> &lt; open'), text);
  await options(page).first().click();
  assert.equal(await page.evaluate(() => window.hacked), undefined);
});

test('A server that knows no facets and no prefixes is asked without', async (t) => {
  const asked = [];
  const page = await open(t, '/test/inline', {
    expectErrors: true, // The browser reports each 400.
    prepare: (page) =>
      page.route('**/v1/search?*', (route) => {
        const { searchParams } = new URL(route.request().url());
        asked.push([...searchParams.keys()]);
        const parameter = ['prefix', 'facets'].find((name) => searchParams.has(name));
        if (parameter)
          return route.fulfill({
            status: 400,
            json: { status: 400, code: 'invalid-argument', parameter },
          });
        return route.fulfill({
          json: { query: searchParams.get('q'), total: 1, hits: [hit()], suggestion: null },
        });
      }),
  });
  await type(page, 'word');
  assert.equal(asked.length, 3);
  await type(page, 'words');
  assert.deepEqual(asked.at(-1), ['q', 'limit']);
  assert.equal(asked.length, 4);
});

test('A failure is told, results stay, and the next letter recovers', async (t) => {
  const page = await open(t, '/test/inline', { expectErrors: true });
  t.after(() => (shared.site.broken = false));
  await type(page, 'quic');
  shared.site.broken = true;
  await field(page).fill('quick');
  await page.getByText('The search does not answer.').first().waitFor();
  await page.getByRole('option', { name: /^Modern networking/ }).waitFor();
  await picture(page, 'inline-failure');
  shared.site.broken = false;
  await type(page, 'interlisp');
  await page.getByRole('option', { name: /^Early Web History/ }).waitFor();
  assert.equal(await page.getByText('The search does not answer.').count(), 0);
});

test('What the server says of a mistake is shown', async (t) => {
  const page = await open(t, '/test/inline', {
    expectErrors: true,
    prepare: answer(
      { status: 400, code: 'bad-query', detail: 'this opening bracket is never closed' },
      400,
    ),
  });
  await field(page).fill('(');
  await page.getByText('this opening bracket is never closed').first().waitFor();
});

test('The dialog opens by button and slash, holds the focus, and gives it back', async (t) => {
  const page = await open(t, '/test/dialog');
  const button = page.getByRole('button', { name: 'Search' });
  await assertAccessible(page, 'the closed dialog');
  await picture(page, 'dialog-closed');
  await button.click();
  assert.equal(await field(page).evaluate((node) => node.matches(':focus')), true);
  await type(page, 'http');
  const box = await page.getByRole('dialog').boundingBox();
  assert.ok(box.y + box.height <= 620, 'the dialog ends on the screen');
  assert.ok(
    await page
      .locator('cuepoint-search [part=panel]')
      .evaluate((node) => node.scrollHeight > node.clientHeight),
    'what does not fit scrolls',
  );
  await picture(page, 'dialog-results');
  await assertAccessible(page, 'the dialog');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  // The dialog tells that it has closed after it is hidden.
  await page.waitForFunction(() => location.search === '');
  assert.equal(await button.evaluate((node) => node.matches(':focus')), true);
  await button.evaluate((node) => node.blur());
  await page.keyboard.press('/');
  await page.getByRole('dialog').waitFor();
  assert.equal(await field(page).inputValue(), 'http');
  await page.mouse.click(3, 610);
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
});

test('A dialog that was shared with a query opens with it', async (t) => {
  const page = await open(t, '/test/dialog?q=quic');
  await page.getByRole('dialog').waitFor();
  await page.getByRole('option', { name: /^Modern networking/ }).waitFor();
});

test('The popup moves nothing, and closes when the focus leaves', async (t) => {
  const page = await open(t, '/test/popup');
  const below = page.getByText('What follows the search.');
  const before = await below.boundingBox();
  await type(page, 'http');
  assert.deepEqual(await below.boundingBox(), before);
  await picture(page, 'popup-results');
  await assertAccessible(page, 'the popup');
  await page.getByRole('heading', { name: 'A podcast' }).click();
  await page.getByRole('listbox').waitFor({ state: 'hidden' });
  assert.equal(await field(page).getAttribute('aria-expanded'), 'false');
  await field(page).click();
  await page.getByRole('listbox').waitFor();
  await field(page).press('Escape');
  await page.getByRole('listbox').waitFor({ state: 'hidden' });
  await field(page).press('ArrowDown');
  await page.getByRole('listbox').waitFor();
});

test('A moment seeks the player of its episode; other episodes are followed', async (t) => {
  const page = await open(t, '/test/player', {
    prepare: (page) => page.route('**/silence.wav', (route) => route.fulfill({ status: 204 })),
  });
  await page.evaluate(() => {
    const audio = document.querySelector('audio');
    window.seeks = [];
    Object.defineProperty(audio, 'currentTime', { set: (value) => window.seeks.push(value) });
    audio.play = () => Promise.resolve(window.seeks.push('play'));
  });
  await type(page, 'quic');
  await page.getByRole('option', { name: /9:42/ }).click();
  assert.deepEqual(await page.evaluate(() => window.seeks), [582, 'play']);
  assert.match(page.url(), /\/test\/player/);
  await type(page, 'interlisp');
  await options(page).nth(1).click();
  await page.waitForURL(/\/episodes\/netstack-17#t=\d+$/);
});

test('A page can take over what happens on a choice', async (t) => {
  const page = await open(t, '/test/inline');
  await page.evaluate(() => {
    document.addEventListener('cuepoint-select', (event) => {
      event.preventDefault();
      window.chosen = event.detail;
    });
  });
  await type(page, 'quic');
  await page.getByRole('option', { name: /9:42/ }).click();
  const { episode, moment, url } = await page.evaluate(() => window.chosen);
  assert.deepEqual([episode.id, moment.start_s], ['netstack-11', 582]);
  assert.match(url, /t=582$/);
  assert.match(page.url(), /\/test\/inline/);
});

test('It speaks the language of the page, and what the page says instead', async (t) => {
  const page = await open(t, '/test/theme');
  assert.equal(await field(page).getAttribute('aria-label'), 'Episoden durchsuchen');
  // A server may find another episode by the start of its words or by meaning, without moments.
  await type(page, 'quic');
  await page
    .getByText(/^\d Episoden?, 3 Stellen$/)
    .first()
    .waitFor();
  await page.getByText(/28\.10\.2025/).waitFor();
  await page.locator('cuepoint-search').evaluate((element) => {
    element.strings = { moments: (n) => `${n} Fundstellen` };
  });
  await page
    .getByText(/^\d Episoden?, 3 Fundstellen$/)
    .first()
    .waitFor();
  await page.locator('cuepoint-search').evaluate((element) => {
    element.lang = 'fr';
  });
  assert.equal(await field(page).getAttribute('aria-label'), 'Rechercher dans les épisodes');
});

test('Colours and parts are the page’s to choose', async (t) => {
  const page = await open(t, '/test/theme', { colorScheme: 'light' });
  await type(page, 'quic');
  const style = (selector, name) =>
    page
      .locator(selector)
      .first()
      .evaluate((node, property) => getComputedStyle(node)[property], name);
  assert.equal(await style('cuepoint-search time', 'color'), 'rgb(126, 224, 176)');
  assert.equal(await style('cuepoint-search [part=title]', 'letterSpacing'), '1px');
  assert.equal(await style('cuepoint-search', 'colorScheme'), 'dark');
  await picture(page, 'themed');
  await assertAccessible(page, 'the themed element');
});

test('Dark where people prefer dark, light where the page says so', async (t) => {
  const page = await open(t, '/test/inline', { colorScheme: 'dark' });
  await type(page, 'quic');
  const background = () =>
    page.locator('cuepoint-search form').evaluate((node) => getComputedStyle(node).backgroundColor);
  const dark = await background();
  await picture(page, 'inline-dark');
  await assertAccessible(page, 'dark results');
  await page
    .locator('cuepoint-search')
    .evaluate((element) => element.setAttribute('theme', 'light'));
  assert.notEqual(await background(), dark);
});

for (const name of ['inline', 'dialog', 'popup']) {
  test(`Nothing is cut off on a screen of 320 pixels (${name})`, async (t) => {
    const page = await open(t, `/test/${name}`, { width: 320, height: 640 });
    if (name === 'dialog') await page.getByRole('button', { name: 'Search' }).click();
    await type(page, 'http');
    assert.ok((await page.evaluate(() => document.scrollingElement.scrollWidth)) <= 320);
    const beyond = await page
      .locator('cuepoint-search')
      .evaluate(
        (element) =>
          [...element.shadowRoot.querySelectorAll('form, a, dialog')].filter(
            (node) => node.getBoundingClientRect().right > 320,
          ).length,
      );
    assert.equal(beyond, 0);
    await picture(page, `${name}-320`);
    await assertAccessible(page, `${name} at 320 pixels`);
  });
}

test('It is small', async () => {
  const source = Buffer.from(
    await (await fetch(`${shared.site.origin}/cuepoint.js`)).arrayBuffer(),
  );
  const size = gzipSync(source, { level: 9 }).length;
  assert.ok(size <= 12_000, `${size} bytes gzipped`);
});
