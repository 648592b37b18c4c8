// Starts the browser and the site for one file of tests.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { after, before } from 'node:test';
import { startSite } from './site.mjs';

const require = createRequire(import.meta.url);

/** The browser's executable, or undefined. */
export const executable = [
  process.env.CUEPOINT_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path && existsSync(path));

const screenshots = new URL('../screenshots/', import.meta.url);

/** What the tests of a file share: open(path, options) gives a page that fails its test on any error
 *  in the console, which is where violations of the Content-Security-Policy are reported, too. */
export function setUp() {
  const shared = { site: null, browser: null };
  const contexts = [];
  before(async () => {
    const { chromium } = require('playwright-core');
    shared.site = await startSite();
    // No sandbox: the pages are our own, and containers rarely allow one.
    shared.browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox'] });
  });
  after(async () => {
    await shared.browser?.close();
    await shared.site?.stop();
  });

  shared.open = async (
    t,
    path,
    { width = 760, height = 620, expectErrors = false, prepare, ...options } = {},
  ) => {
    const context = await shared.browser.newContext({
      viewport: { width, height },
      reducedMotion: 'reduce',
      locale: 'en-GB',
      ...options,
    });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const errors = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('pageerror', (error) => errors.push(String(error)));
    await prepare?.(page);
    await page.goto(shared.site.origin + path);
    t.after(async () => {
      await context.close();
      if (!expectErrors) assert.deepEqual(errors, [], 'errors in the console');
    });
    return page;
  };
  return shared;
}

export const field = (page) => page.getByRole('combobox');
export const options = (page) => page.getByRole('option');

/** Types and waits until the answer to exactly this query is shown. */
export async function type(page, text) {
  const answered = page.evaluate(
    (query) =>
      new Promise((resolve) => {
        document.addEventListener('cuepoint-results', function listen({ detail }) {
          if (detail.query !== query) return;
          document.removeEventListener('cuepoint-results', listen);
          resolve();
        });
      }),
    text,
  );
  await field(page).fill(text);
  await answered;
}

/** No violation of what axe-core checks, WCAG and best practices alike. */
export async function assertAccessible(page, what) {
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations } = await page.evaluate(() => window.axe.run(document));
  const told = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n  ')}`,
  );
  assert.deepEqual(told, [], `axe-core on ${what}`);
}

/** Keeps a picture of the state, where asked to: CUEPOINT_UPDATE_SCREENSHOTS=1. */
export async function picture(page, name, options = {}) {
  if (process.env.CUEPOINT_UPDATE_SCREENSHOTS !== '1') return;
  mkdirSync(screenshots, { recursive: true });
  const path = fileURLToPath(new URL(`${name}.png`, screenshots));
  await page.screenshot({ path, ...options });
  // A third of the size where pngquant is installed, to keep the repository small.
  spawnSync('pngquant', ['--force', '--skip-if-larger', '--strip', '--output', path, '64', path]);
}
