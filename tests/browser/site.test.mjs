// The demo site: pages rendered by the server, with and without JavaScript.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, field, options, picture, setUp, type } from './support/browser.mjs';

const shared = setUp();
const { open } = shared;

const pages = {
  home: '/',
  results: '/?q=http',
  episode: '/episodes/netstack-17',
  error: '/no/such/page',
};

for (const [name, path] of Object.entries(pages)) {
  for (const colorScheme of ['light', 'dark']) {
    test(`The ${name} page is accessible in ${colorScheme} colours`, async (t) => {
      const page = await open(t, path, {
        colorScheme,
        width: 1000,
        height: 720,
        expectErrors: name === 'error',
      });
      if (name === 'results') await options(page).first().waitFor();
      await assertAccessible(page, `${name}, ${colorScheme}`);
      await picture(page, `site-${name}-${colorScheme}`);
    });
  }

  test(`The ${name} page fits 320 pixels`, async (t) => {
    const page = await open(t, path, { width: 320, height: 800, expectErrors: name === 'error' });
    if (name === 'results') await options(page).first().waitFor();
    assert.ok((await page.evaluate(() => document.scrollingElement.scrollWidth)) <= 320);
    await picture(page, `site-${name}-320`);
    await assertAccessible(page, `${name} at 320 pixels`);
  });

  test(`The ${name} page does not move while it loads`, async (t) => {
    const page = await open(t, path, {
      expectErrors: name === 'error',
      prepare: (page) =>
        page.addInitScript(() => {
          window.shift = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) window.shift += entry.value;
          }).observe({ type: 'layout-shift', buffered: true });
        }),
    });
    await field(page).waitFor();
    await page.waitForTimeout(500);
    const shift = await page.evaluate(() => window.shift);
    assert.ok(shift < 0.02, `cumulative layout shift ${shift}`);
  });
}

test('The policy of the pages allows no inline code', async (t) => {
  for (const path of Object.values(pages)) {
    const asBrowsers = { headers: { accept: 'text/html' } };
    const { headers } = await fetch(shared.site.origin + path, asBrowsers);
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /script-src 'self'/, path);
    assert.match(policy, /style-src 'self'/, path);
    assert.doesNotMatch(policy, /unsafe/, path);
  }
  const page = await open(t, '/');
  await type(page, 'quic'); // A violation would be an error in the console, which fails the test.
});

test('Typing on the home page puts results in place of the list', async (t) => {
  const page = await open(t, '/', { width: 1000, height: 720 });
  await page.keyboard.press('/');
  await type(page, 'quic');
  assert.equal(await page.getByRole('heading', { name: 'Latest episodes' }).isVisible(), false);
  await picture(page, 'site-home-typing');
  await page.getByRole('option', { name: /9:42/ }).click();
  await page.waitForURL(/\/episodes\/netstack-11#t=582$/);
  const chapter = page.locator('.chapters [aria-current]');
  assert.match(await chapter.textContent(), /9:42.*QUIC and HTTP\/3 in Firefox/s);
  await picture(page, 'site-episode-moment');
  await page.goBack();
  await page.getByRole('option', { name: /9:42/ }).waitFor();
});

test('Results of the server stand until those of the script take their place', async (t) => {
  let go;
  const held = new Promise((resolve) => (go = resolve));
  const page = await open(t, '/?q=quic', {
    prepare: (page) => page.route('**/v1/search?*', (route) => held.then(() => route.continue())),
  });
  const served = page.getByRole('article').getByRole('heading', { name: /^Modern networking/ });
  await field(page).waitFor();
  assert.equal(await served.isVisible(), true);
  assert.equal(await page.getByRole('searchbox').count(), 0, 'one field, not two');
  go();
  await page.getByRole('option', { name: /^Modern networking/ }).waitFor();
  assert.equal(await served.isVisible(), false);
});

test('A link into the middle of a chapter marks that chapter', async (t) => {
  const page = await open(t, '/episodes/netstack-17#t=2100');
  assert.match(await page.locator('.chapters [aria-current]').textContent(), /33:51/);
  const listen = page.getByRole('link', { name: /^Listen from 33:51 at / });
  assert.match(await listen.getAttribute('href'), /t=2031$/);
  await page.evaluate(() => (location.hash = '#t=0'));
  await page.locator('.chapters [aria-current]', { hasText: '0:00' }).waitFor();
});

test('Where an episode has its sound, chapters and moments seek it', async (t) => {
  const page = await open(t, '/episodes/netstack-17#t=2031', {
    prepare: async (page) => {
      await page.addInitScript(() => {
        window.seeks = [];
        Object.defineProperty(HTMLMediaElement.prototype, 'currentTime', {
          set: (value) => window.seeks.push(value),
          get: () => window.seeks.at(-1) ?? 0,
        });
        HTMLMediaElement.prototype.play = () => Promise.resolve(window.seeks.push('play'));
      });
      // The bundled episodes have none.
      await page.route('**/episodes/netstack-17', async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replace(
          '<div class="columns">',
          '<audio data-episode="netstack-17"></audio>$&',
        );
        await route.fulfill({ response, body });
      });
    },
  });
  const seeks = () => page.evaluate(() => window.seeks.splice(0));
  assert.deepEqual(await seeks(), [2031], 'the moment of the link, without playing unasked');
  await page.getByRole('link', { name: /^0:34/ }).click();
  assert.deepEqual(await seeks(), [34, 'play']);
  assert.match(page.url(), /#t=34$/);
  assert.match(await page.locator('.chapters [aria-current]').textContent(), /0:34/);
  await page.locator('.timeline rect').last().click();
  assert.equal((await seeks()).at(-1), 'play');
  await page.locator('audio').evaluate((audio) => {
    audio.currentTime = 700;
    audio.dispatchEvent(new Event('timeupdate'));
  });
  assert.match(await page.locator('.chapters [aria-current]').textContent(), /10:05/);
});

test('Without JavaScript the form finds moments, which lead to their chapter', async (t) => {
  const page = await open(t, '/', { javaScriptEnabled: false, width: 1000, height: 720 });
  await page.getByRole('searchbox', { name: 'Search episodes' }).fill('quic');
  await picture(page, 'nojs-home');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.waitForURL(/[?]q=quic$/);
  await page.getByRole('heading', { name: /Modern networking in Firefox/ }).waitFor();
  assert.equal(await page.getByRole('searchbox').inputValue(), 'quic');
  assert.match(await page.locator('mark').first().textContent(), /quic/i);
  await picture(page, 'nojs-results');
  await page.getByRole('link', { name: /9:42/ }).click();
  await page.waitForURL(/\/episodes\/netstack-11#t=582$/);
  await page.getByRole('link', { name: /9:42.*QUIC and HTTP\/3/ }).waitFor();
  await picture(page, 'nojs-episode');
});

test('Without JavaScript guests are links that narrow the results', async (t) => {
  const page = await open(t, '/?q=http', { javaScriptEnabled: false });
  await page.getByRole('link', { name: /^Larry Masinter/ }).click();
  await page.waitForURL(/person=Larry/);
  assert.equal(await page.getByRole('article').count(), 1);
  await page.getByRole('link', { name: /^Larry Masinter/ }).click();
  assert.ok((await page.getByRole('article').count()) > 1);
});

test('A query is shown as text, whatever is in it', async (t) => {
  const evil = '"><img src=x onerror=alert(1)>';
  const page = await open(t, `/?q=${encodeURIComponent(evil)}`, { javaScriptEnabled: false });
  assert.equal(await page.locator('img').count(), 0);
  assert.equal(await page.getByRole('searchbox').inputValue(), evil);
});

test('The preview picture is drawn with the colours of the site', async (t) => {
  const page = await open(t, '/test/social', { width: 1200, height: 630 });
  assert.equal(await page.getByRole('heading').count(), 1);
  await picture(page, '../../../server/web/social');
});

test('The page tells previews and crawlers what it is', async (t) => {
  const page = await open(t, '/episodes/netstack-17');
  const content = (property) =>
    page.locator(`meta[property="og:${property}"]`).getAttribute('content');
  assert.match(await content('title'), /Early Web History/);
  assert.match(await content('description'), /Larry Masinter/);
  assert.match(await content('url'), /\/episodes\/netstack-17$/);
  const image = await fetch(await content('image'));
  assert.equal(image.headers.get('content-type'), 'image/png');
  const { width, height } = await page.evaluate(
    async (address) => {
      const picture = new Image();
      picture.src = new URL(address).pathname;
      await picture.decode();
      return { width: picture.naturalWidth, height: picture.naturalHeight };
    },
    await content('image'),
  );
  assert.deepEqual([width, height], [1200, 630]);
});

test('A browser can add the site as a search engine', async (t) => {
  const page = await open(t, '/');
  const href = await page.locator('link[rel=search]').getAttribute('href');
  const response = await fetch(new URL(href, shared.site.origin));
  assert.match(response.headers.get('content-type'), /opensearchdescription\+xml/);
  // The site's own policy keeps even XML from parsers.
  const blank = await shared.browser.newPage();
  t.after(() => blank.close());
  const told = await blank.evaluate(
    (text) => {
      const xml = new DOMParser().parseFromString(text, 'text/xml');
      const html = [...xml.querySelectorAll('Url')].find(
        (url) => url.getAttribute('type') === 'text/html',
      );
      return {
        broken: xml.querySelector('parsererror') !== null,
        template: html.getAttribute('template'),
      };
    },
    await response.text(),
  );
  assert.equal(told.broken, false);
  assert.match(told.template, /^http.*\/\?q=\{searchTerms\}$/);
});
