// Runs the browser tests, or says what they need and exits with 77, which ctest shows as skipped.
//
//   node tests/browser/run.mjs                            against pages and answers mocked here
//   CUEPOINT_BASE_URL=http://127.0.0.1:8080 node …        against a server of the bundled episodes
//   CUEPOINT_API_URL=http://127.0.0.1:8080 node …         mocked pages, answers of that server
//   CUEPOINT_UPDATE_SCREENSHOTS=1 node …                  and take the pictures in screenshots/
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

const missing = [];
if (!existsSync(here('node_modules/playwright-core')) || !existsSync(here('node_modules/axe-core'))) {
  missing.push('playwright-core and axe-core (npm ci in tests/browser)');
} else {
  const { executable } = await import('./support/browser.mjs');
  if (!executable) missing.push('chromium (or CUEPOINT_CHROMIUM=/path/to/it)');
}
if (missing.length) {
  console.log(`skipped: missing ${missing.join(' and ')}; ./tools/setup --with-browser installs it`);
  process.exit(77);
}
const files = ['component.test.mjs', 'site.test.mjs'].map(here);
// One file after the other: a browser each is enough for a small machine.
const { status } = spawnSync(process.execPath, ['--test', '--test-concurrency=1', ...files], { stdio: 'inherit' });
process.exit(status ?? 1);
