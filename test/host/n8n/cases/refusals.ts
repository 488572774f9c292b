import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Stage } from '../../../../testing/hosts/n8n/stage.ts';

/** What stands in the way of a subscription, and whether the user is told what to do: n8n shows the message and no more. */
export async function refusalCases(t: TestContext, stage: Stage): Promise<void> {
  const { api, livespace } = stage;
  const { member } = livespace;
  const cases = [
    ['a wrong key', { apiKey: 'wrong' }, /does not know this API key.*Copy the API key again/],
    ['a wrong secret', { apiSecret: 'wrong' }, /API secret does not belong.*Copy the API secret again/],
    ['no administrator', member, /not an administrator, or this account has no subscription API.*Manual.*http:\/\/127/],
    ['a URL Livespace can’t call', { subdomain: 'acme' }, /does not start with https:\/\/.*WEBHOOK_URL/],
  ] as const;

  // n8n tries five times, which takes 15 seconds: all at once.
  const outcomes = await Promise.all(
    cases.map(async ([what, change]) => {
      const credential = await api.createCredential('livespaceApi', stage.fields(change), what);
      const draft = await stage.draft(what, { events: ['deal.created'] }, credential);
      return { draft, ...(await api.publish(draft.id)) };
    }),
  );
  for (const [index, [what, , expected]] of cases.entries()) {
    await t.test(`${what}: the message says what it is and what to do`, () => {
      assert.equal(outcomes[index]?.status, 'failed');
      assert.match(outcomes[index]?.triggers[0]?.errorMessage ?? '', expected);
    });
  }
  await t.test('each in words of its own', () => {
    const messages = outcomes.map(({ triggers }) => triggers[0]?.errorMessage);
    assert.equal(new Set(messages).size, cases.length);
  });
  await t.test('and nothing was left in Livespace', () => assert.deepEqual(livespace.subscriptions(), []));
  await stage.strike(...outcomes.map(({ draft }) => draft));
}

/** Where n8n or the account makes a clean end impossible, n8n's log names what is left. */
export async function leftoverCases(t: TestContext, stage: Stage): Promise<void> {
  const { api, livespace, n8n } = stage;
  const key = await api.createCredential('livespaceApi', stage.fields(), 'To be revoked');
  const revoked = await stage.published('Revoked', { events: ['deal.created'] }, key);
  await t.test('a revoked key: the log names the subscription that stays', async () => {
    await api.updateCredential(key, stage.fields({ apiKey: 'revoked' }));
    await api.unpublish(revoked.id);
    assert.ok(n8n.log.includes(`“n8n · Revoked” (${stage.url(revoked)}) may still be in Livespace`));
    assert.equal(stage.subscriptionsOf(revoked).length, 1);
  });
  await t.test('with a new key it is adopted, not doubled, and goes with the workflow', async () => {
    await api.updateCredential(key, stage.fields());
    await stage.publish(revoked);
    assert.equal(stage.subscriptionsOf(revoked).length, 1);
    await api.unpublish(revoked.id);
    assert.deepEqual(stage.subscriptionsOf(revoked), []);
  });

  const deleted = await stage.published('Deleted', { events: ['deal.created'] }, key);
  await t.test('a deleted credential: the log names the subscription that stays', async () => {
    await api.deleteCredential(key);
    await api.unpublish(deleted.id);
    assert.ok(n8n.log.includes(`“n8n · Deleted” (${stage.url(deleted)}) may still be in Livespace`));
    assert.equal(stage.subscriptionsOf(deleted).length, 1);
  });
  await t.test('another credential of the account adopts it', async () => {
    await api.saveWorkflow(deleted.id, {
      nodes: [{ ...deleted.nodes[0], ...stage.trigger({ events: ['deal.created'] }) }],
    });
    await stage.publish(deleted);
    assert.equal(stage.subscriptionsOf(deleted).length, 1);
    await api.unpublish(deleted.id);
    assert.deepEqual(livespace.subscriptions(), []);
  });
}
