import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { cutOff } from '../../../testing/hosts/n8n/cut-off.ts';
import type { Editor } from '../../../testing/hosts/n8n/editor.ts';
import type { Stage } from '../../../testing/hosts/n8n/stage.ts';

const steps = [
  /credential.*Publish.*Production URL.*Account Settings → Webhooks.*activate/,
  /Paste the secret/,
  /pin an item/,
];

/** The panel of the node in both registration modes, and the node on the canvas. */
export async function registration(t: TestContext, editor: Editor, stage: Stage): Promise<void> {
  await editor.add('Livespace', 'On new deal');
  const { node } = editor;
  const urls = node.getByText('Webhook URLs');
  const panel = [node.getByTestId('tab-params'), node.getByTestId('node-execute-button')];
  const end = node.getByTestId('collection-parameter-add');
  const manual = ['Livespace Webhook API', 'Registration', 'Events', 'Use Livespace API', 'Options'];

  await t.test('Manual is what a new node has: it asks for the webhook’s secret, and shows its URLs', async () => {
    await urls.click();
    await node.getByText('Production URL', { exact: true }).first().click();
    await node.getByText(/^http:\/\/127\.0\.0\.1:\d+\/webhook\/[0-9a-f-]{36}\/webhook$/).waitFor();
    await editor.showsLabels(manual);
    await node.getByTestId('parameter-input-events').getByText('New Deal', { exact: true }).waitFor();
  });
  await t.test('and says in three lines what to do, in the order to do it in', async () => {
    const lines = await node.locator('li').filter({ hasText: /\w/ }).allInnerTexts();
    assert.equal(lines.length, steps.length, lines.join('\n'));
    for (const [index, step] of steps.entries()) assert.match(lines[index] ?? '', step);
  });
  await t.test('it cuts no text off', async () => assert.deepEqual(await cutOff(node), []));
  await editor.picture('manual', ...panel, end);

  await t.test('without the API there is no list to choose an owner from', async () => {
    await choose(editor, 'Owner');
    await editor.showsLabels([...manual, 'Owner']);
    assert.equal(await node.getByTestId('rlc-mode-selector').count(), 0);
  });
  await t.test('with it, its credential is asked for, and the list comes', async () => {
    await editor.add('Livespace', 'On new deal');
    await node.getByTestId('parameter-input-useApi').click();
    await editor.showsLabels(['Livespace API', ...manual]);
    await node.getByTestId('node-credentials-select').first().click();
    await editor.page.getByTestId(`node-credentials-select-item-${stage.account.id}`).click();
    await choose(editor, 'Owner');
    await node.getByTestId('rlc-input').first().click();
    await editor.page.getByTestId('rlc-item').getByText('Łukasz Wiśniewski').waitFor();
    await editor.page.keyboard.press('Escape');
    await editor.add('Livespace', 'On new deal');
  });
  await t.test('the ways are explained where they are chosen', async () => {
    await node.getByTestId('parameter-input-registration').click();
    const option = (name: string) => editor.page.getByRole('option', { name });
    await option('Manual').getByText('Works on every account').waitFor();
    await option('Automatic').getByText('Works once Livespace publishes an API').waitFor();
    await option('Automatic').click();
  });
  await t.test('Automatic asks for the account and the events, in this order, and shows no URL', async () => {
    await editor.showsLabels(['Livespace API', 'Registration', 'Events', 'Options']);
    assert.equal(await urls.count(), 0);
    assert.deepEqual(await cutOff(node), []);
  });
  await editor.picture('automatic', ...panel, end);

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

/** Adds an option to the node. */
async function choose(editor: Editor, option: string): Promise<void> {
  await editor.node.getByTestId('collection-parameter-add').click();
  await editor.page.getByRole('option', { name: option, exact: true }).click();
}
