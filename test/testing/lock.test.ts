import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lock } from '../../testing/hosts/lock.ts';

test('a second run says that it waits, and goes on when the first one ends', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'lock-'));
  const file = path.join(folder, 'made/too.lock');
  const unlock = await lock(file);
  const waits = jest.fn();
  let isSecond = false;
  const second = lock(file, waits).then((release) => {
    isSecond = true;
    return release;
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(waits).toHaveBeenCalledTimes(1);
  expect(isSecond).toBe(false);
  unlock();
  (await second)();
  rmSync(folder, { recursive: true });
});
