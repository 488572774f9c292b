/*
 * The guard over the default store, at the size it has by itself and at one and two million entries: what an entry takes, and
 * how long an event waits at worst, while the store grows and while it drops its older half. Beside it, how long one waits
 * at worst in this process on this machine without a store.
 */
import { execFileSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import type { Filled } from './guard/fill.ts';

const fill = path.join(import.meta.dirname, 'guard', 'fill.ts');
const flags = ['--conditions=livespace-source', '--no-warnings', '--expose-gc', '--max-old-space-size=4096'];

let failed = 0;
console.log(`Node ${process.version}, ${os.cpus()[0]?.model.trim()}, load ${os.loadavg()[0]?.toFixed(1)}`);
for (const maxEntries of [44_000, 1_000_000, 2_000_000]) {
  const printed = execFileSync(process.execPath, [...flags, fill, String(maxEntries)], { encoding: 'utf8' });
  const { held, bytes, pause, cost, forgotten }: Filled = JSON.parse(printed);
  const whole = (value: number) => Math.round(value).toLocaleString('en');
  console.log(
    `${whole(maxEntries)} entries at most: remembers ${whole(held.full)}, and ${whole(held.dropped)} of them once its older half is dropped`,
  );
  console.log(
    `  ${whole(bytes.heap)} bytes of heap an entry, ${whole(bytes.resident)} resident; ${cost.toFixed(1)} µs an event`,
  );
  const { filling, dropping, without } = pause;
  const [grows, drops, bare] = [filling, dropping, without].map((milliseconds) => milliseconds.toFixed(1));
  console.log(
    `  longest wait of one event: ${grows} ms as it grows, ${drops} ms as it drops, ${bare} ms without a store`,
  );
  if (held.full !== maxEntries || held.dropped < maxEntries / 2 || forgotten > 0) failed += 1;
}
console.log(`${3 - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
