import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { killGroup } from '../../../testing/hosts/children.ts';
import { freePort } from '../../../testing/hosts/free-port.ts';
import { until } from '../../../testing/hosts/until.ts';
import { commandsAfter, commandsWithin } from '../../../testing/reader/commands.ts';
import type { Reader } from '../../../testing/reader/reader.ts';

/** It ends with what each of the four saw, and with a page to click on. */
export async function withoutAnAccount(t: TestContext, reader: Reader, clone: string): Promise<void> {
  const readme = reader.reads(clone, 'README.md');
  const [line = '', ...others] = commandsAfter(readme, 'Try all of it without an account');
  assert.deepEqual(others, []);
  const printed = await reader.runs(line, clone);

  await t.test('npm ci prints no warning but of an older Node than 24', () => {
    const warnings = printed.split('\n').filter((one) => /^npm warn/i.test(one) && !/EBADENGINE/.test(one));
    assert.deepEqual(warnings, []);
  });

  await t.test('a deal reaches all four, by hand, then by schedule', () => {
    const [, byHand = '', bySchedule = ''] = printed.split(/^.*(?:Manual|Scheduled): .*$/m);
    for (const host of ['Zapier', 'n8n', 'Make', 'Endpoint']) {
      for (const part of [byHand, bySchedule]) assert.match(part, new RegExp(`${host} .*“Desks for Nowak”`, 'i'));
    }
    assert.match(printed, /^[1-9]\d* passed, 0 failed$/m);
  });

  await t.test('npm start twice at once: both work, and one says that it waits', async () => {
    const both = await Promise.all(['first', 'second'].map(() => reader.runs('npm start', clone)));
    assert.equal(both.filter((one) => one.includes('Another npm start is at work here')).length, 1);
    for (const one of both) assert.match(one, /^[1-9]\d* passed, 0 failed$/m);
  });

  await t.test('the simulator shows its page', async (t) => {
    const [simulator = ''] = commandsWithin(readme, 'npm run simulator');
    const port = await freePort();
    const { pid } = await reader.starts(simulator, clone, { PORT: String(port) });
    t.after(() => killGroup(pid));
    const page = await until(async () => (await fetch(`http://127.0.0.1:${port}/`)).text(), 20_000);
    assert.match(page, /<h1>Livespace simulator<\/h1>/);
  });
}
