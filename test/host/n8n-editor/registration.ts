import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { cutOff } from '../../../testing/hosts/n8n/cut-off.ts';
import type { Editor } from '../../../testing/hosts/n8n/editor.ts';

const steps = [
  'Publish this workflow',
  'Account Settings → Webhooks',
  'Production URL',
  'activate it',
  'Put its secret',
];

/** The panel of the node in both registration modes, and the node on the canvas. */
export async function registration(t: TestContext, editor: Editor): Promise<void> {
  await editor.add('Livespace', 'On new deal');
  const { node } = editor;
  const urls = node.getByText('Webhook URLs');
  const panel = [node.getByTestId('tab-params'), node.getByTestId('node-execute-button')];
  const end = node.getByTestId('collection-parameter-add');

  await t.test('Automatic asks for the account, the mode and the events, in this order, and shows no URL', async () => {
    await editor.showsLabels(['Livespace API', 'Registration', 'Events', 'Options']);
    await node.getByTestId('parameter-input-events').getByText('New Deal', { exact: true }).waitFor();
    assert.equal(await urls.count(), 0);
    assert.deepEqual(await cutOff(node), []);
  });
  await editor.picture('automatic', ...panel, end);

  await t.test('the modes are explained where they are chosen', async () => {
    await node.getByTestId('parameter-input-registration').click();
    const manual = editor.page.getByRole('option', { name: 'Manual' });
    await manual.getByText('You add the webhook in Livespace by hand').waitFor();
    await editor.page.getByRole('option', { name: 'Automatic' }).getByText('API key of an administrator').waitFor();
    await manual.click();
  });
  await t.test('Manual also asks for the webhook’s secret and shows its URLs', async () => {
    await urls.click();
    await node.getByText('Production URL', { exact: true }).first().click();
    await node.getByText(/^http:\/\/127\.0\.0\.1:\d+\/webhook\/[0-9a-f-]{36}\/webhook$/).waitFor();
    const labels = ['Livespace API', 'Livespace Webhook API', 'Registration', 'Events', 'Options'];
    await editor.showsLabels(labels);
  });
  await t.test('and the steps to take, in the order to take them in', async () => {
    const notice = (await node.getByText('Account Settings → Webhooks').textContent()) ?? '';
    const places = steps.map((step) => notice.indexOf(step));
    assert.ok(!places.includes(-1), notice);
    assert.deepEqual(
      [...places].sort((one, other) => one - other),
      places,
      notice,
    );
  });
  await t.test('it cuts no text off', async () => assert.deepEqual(await cutOff(node), []));
  await editor.picture('manual', ...panel, end);

  await t.test('a text that is cut off would be seen', async () => {
    const label = node.getByTestId('node-parameters').locator('label').getByText('Registration');
    await label.evaluate(({ style }) => Object.assign(style, { display: 'block', overflow: 'hidden', width: '20px' }));
    assert.deepEqual(await cutOff(node), ['Registration']);
  });
  await t.test('on the canvas the chosen events stand below the node’s name', async () => {
    await editor.closeNode();
    await editor.canvas.getByText('Livespace Trigger', { exact: true }).waitFor();
    await editor.canvas.getByText('New Deal', { exact: true }).waitFor();
    assert.deepEqual(await cutOff(editor.canvas), []);
  });
}
