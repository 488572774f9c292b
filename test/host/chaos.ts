import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { parseArgs } from 'node:util';
import { judge } from '../../testing/chaos/judge.ts';
import { planOf } from '../../testing/chaos/plan.ts';
import { runPlan } from '../../testing/chaos/run.ts';
import { usualSeeds } from '../../testing/chaos/seeds.ts';
import { tableOf } from '../../testing/chaos/table.ts';
import { findLeaks } from '../../testing/find-leaks.ts';
import { packNode } from '../../testing/hosts/n8n/pack.ts';

/*
 * Livespace, a real n8n and an endpoint on a real Redis, while all goes wrong that can. What goes wrong, and when, is a
 * matter of the seed: `npm run chaos -- --seed 7 --events 5000`.
 */

const { seed, events } = parseArgs({
  options: { seed: { type: 'string' }, events: { type: 'string', default: '500' } },
}).values;
const seeds = seed === undefined ? usualSeeds() : [Number(seed)];

test('chaos', async (t) => {
  const { tarball } = await packNode();
  for (const seed of seeds) await t.test(`seed ${seed}`, (t) => oneRun(t, seed, tarball));
});

async function oneRun(t: TestContext, seed: number, tarball: string): Promise<void> {
  console.log(`npm run chaos -- --seed ${seed} --events ${events}`);
  const plan = planOf(seed, Number(events));
  const outcome = await runPlan(plan, tarball);
  const verdicts = outcome.ledgers.map(judge);
  console.log(tableOf(plan, verdicts, outcome));

  for (const { receiver, taken, sent, forged, lost, tooOften, notGenuine } of verdicts) {
    await t.test(`${receiver}: what Livespace was told is taken was begun`, () => {
      assert.ok(taken > sent / 2, `of ${sent} events only ${taken} were taken`);
      assert.deepEqual(lost, []);
    });
    await t.test(`${receiver}: nothing ran more often than it was on its way when its memory was disturbed`, () =>
      assert.deepEqual(tooOften, []),
    );
    await t.test(`${receiver}: of ${forged} forgeries none ran`, () => {
      assert.ok(forged > 0);
      assert.deepEqual(notGenuine, []);
    });
  }
  await t.test('no subscription is left over', () => assert.deepEqual(outcome.orphans, []));
  await t.test('those of others are as they were', () => assert.ok(outcome.isForeignUntouched));
  await t.test(`none of ${outcome.secrets.size} secrets is in ${outcome.output.length} characters of output`, () => {
    assert.ok(outcome.output.length > 100_000);
    assert.deepEqual(findLeaks(outcome.output, outcome.secrets), []);
  });
}
