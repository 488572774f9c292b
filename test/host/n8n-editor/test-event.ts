import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Editor } from '../../../testing/hosts/n8n/editor.ts';
import type { Stage } from '../../../testing/hosts/n8n/stage.ts';

/** A test run in the panel of the node: it waits, Livespace sends an event, and the deal is shown. */
export async function testEvent(t: TestContext, editor: Editor, { livespace }: Stage): Promise<void> {
  await editor.add('Livespace', 'On new deal');
  await editor.choose('registration', 'Automatic');
  const { node } = editor;
  const output = node.getByTestId('output-panel');
  await t.test('the node listens for a test event, and says where it comes from', async () => {
    await node.getByTestId('node-execute-button').click();
    await node.getByText('Listening for test event').waitFor();
    await node.getByText('Go to Livespace and create an event').waitFor();
    assert.equal(livespace.subscriptions().length, 1);
  });
  await t.test('an event from Livespace ends the waiting, and the deal is shown', async () => {
    const [{ owner_id, owner_name, process_id, process_name, stage_id, stage_name } = {}] = livespace.deals();
    const place = { owner_id, owner_name, process_id, process_name, stage_id, stage_name };
    livespace.createDeal({ name: 'Office fit-out', value: 12500.5, currency: 'PLN', ...place });
    await editor.page.getByText('Node executed successfully').waitFor();
    await node.getByTestId('radio-button-schema').click();
    for (const text of ['Office fit-out', '12500.5', 'deal.created']) await output.getByText(text).first().waitFor();
  });
  await t.test('nothing is left in Livespace of the test run', async () => {
    await livespace.idle();
    assert.deepEqual(livespace.subscriptions(), []);
  });
  await editor.page.getByText('Node executed successfully').waitFor({ state: 'hidden' });
  await editor.picture('test-event', node);
  await editor.closeNode();
}
