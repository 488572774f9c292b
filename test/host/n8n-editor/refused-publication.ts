import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { cutOff } from '../../../testing/hosts/n8n/cut-off.ts';
import type { Editor } from '../../../testing/hosts/n8n/editor.ts';
import type { Stage } from '../../../testing/hosts/n8n/stage.ts';

/** Publishing on an account without a subscription API: what the user gets to read. */
export async function refusedPublication(t: TestContext, editor: Editor, { livespace }: Stage): Promise<void> {
  livespace.setSubscriptionApi('off');
  await editor.add('Livespace', 'On new deal');
  await editor.choose('registration', 'Automatic');
  await editor.closeNode();
  const { page } = editor;
  await page.getByTestId('workflow-open-publish-modal-button').click();
  await page.getByTestId('workflow-publish-button').click();
  const toast = page.getByRole('alert').filter({ hasText: 'Workflow could not be published' });
  await t.test('a refused publication says so, within a minute', () => toast.waitFor({ timeout: 60_000 }));
  await t.test('its message names both causes, Manual and the URL to add, and is seen whole', async () => {
    const text = (await toast.textContent()) ?? '';
    assert.match(text, /not an administrator, or this account has no subscription API/);
    assert.match(text, /set Registration to Manual.*http:\/\/127\.0\.0\.1:\d+\/webhook\/[0-9a-f-]{36}\/webhook/);
    assert.deepEqual(await cutOff(toast), []);
  });
  await editor.picture('refused', toast, editor.canvas.getByText('Livespace Trigger', { exact: true }), editor.canvas);
  livespace.setSubscriptionApi('on');
}
