// Runs the browser tests, or says what they need and exits with 77, which ctest shows as skipped.
//
//   node tests/browser/run.mjs                 pages and answers mocked here: no build is needed
//   node … --serve build/release/bin/cuepoint  pages and answers of that command, which serves the
//                                              bundled episodes for as long as the tests run
//   node … --serve-api …/cuepoint              mocked pages, answers of that command
//
// CUEPOINT_BASE_URL and CUEPOINT_API_URL say the same of a server that runs already, and
// CUEPOINT_UPDATE_SCREENSHOTS=1 takes the pictures in screenshots/ anew.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

const missing = [];
if (
  !existsSync(here('node_modules/playwright-core')) ||
  !existsSync(here('node_modules/axe-core'))
) {
  missing.push('playwright-core and axe-core (npm ci in tests/browser)');
} else {
  const { executable } = await import('./support/browser.mjs');
  if (!executable) missing.push('chromium (or CUEPOINT_CHROMIUM=/path/to/it)');
}
if (missing.length) {
  console.log(
    `skipped: missing ${missing.join(' and ')}; ./tools/setup --with-browser installs it`,
  );
  process.exit(77);
}

/** Indexes the bundled episodes and serves them on a port that the system picks. */
async function serve(command) {
  const folder = mkdtempSync(join(tmpdir(), 'cuepoint-browser-'));
  const db = join(folder, 'index');
  const indexed = spawnSync(command, ['index', '--db', db, here('../../corpus/netstack.fm')], {
    encoding: 'utf8',
  });
  if (indexed.status !== 0) throw new Error(`${command} index: ${indexed.error ?? indexed.stderr}`);
  const server = spawn(command, ['serve', '--db', db, '--port', '0', '--quiet'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(server, 'exit');
  const stop = async () => {
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true });
  };
  for await (const line of createInterface({ input: server.stderr })) {
    const [, address] = /listening on (http:\S+)/.exec(line) ?? [];
    if (address) {
      server.stderr.resume();
      return { address, stop };
    }
    console.error(line);
  }
  throw new Error(`${command} serve ended before it listened`);
}

const [option, command] = process.argv.slice(2);
const variable = { '--serve': 'CUEPOINT_BASE_URL', '--serve-api': 'CUEPOINT_API_URL' }[option];
const server = variable ? await serve(command) : null;
const environment = { ...process.env, ...(server && { [variable]: server.address }) };

const files = ['component.test.mjs', 'site.test.mjs'].map(here);
// One file after the other: a browser each is enough for a small machine.
const tests = spawn(process.execPath, ['--test', '--test-concurrency=1', ...files], {
  stdio: 'inherit',
  env: environment,
});
const [status] = await once(tests, 'exit');
await server?.stop();
process.exit(status ?? 1);
