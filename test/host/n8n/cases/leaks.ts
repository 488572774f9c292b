import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { canaries, type Stage } from '../../../../testing/hosts/n8n/stage.ts';

/** After everything else: what n8n logged all the while, in every detail it offers. */
export async function leakCases(t: TestContext, { n8n, livespace, webhookSecrets }: Stage): Promise<void> {
  await t.test('n8n logged a lot', () => assert.ok(n8n.log.length > 10_000));
  for (const [what, values] of [
    ['API key or secret', Object.values(canaries)],
    ['webhook secret', [...webhookSecrets]],
    ['owner e-mail', livespace.deals().map(({ owner_email }) => owner_email)],
    ['deal name', livespace.deals().map(({ name }) => name)],
  ] as const) {
    await t.test(`no ${what} is in n8n’s log`, () => {
      const known = values.filter((value): value is string => typeof value === 'string' && value !== '');
      assert.ok(known.length > 0);
      for (const value of known) assert.ok(!n8n.log.includes(value), `the log holds ${value}`);
    });
  }
}
