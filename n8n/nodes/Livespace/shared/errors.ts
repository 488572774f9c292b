import { isLivespaceError } from 'livespace-webhooks';
import { type Remedies, withRemedy } from 'livespace-webhooks/host';
import { type INode, NodeApiError, NodeOperationError } from 'n8n-workflow';

const publicAddress = 'Set N8N_WEBHOOK_URL to the public address of this n8n, which starts with https://.';

/** Where n8n has a way, a setting or a place of its own. */
export const remedies: Remedies = {
  // Short, since n8n's editor cuts a long message off and the URL stands at its end.
  refused:
    'Use Livespace Scheduled Trigger, the API key of an administrator, or set Registration to Manual and add this URL in Livespace by hand: {url}',
  invalid_endpoint: `Livespace needs a public address. ${publicAddress}`,
  handshake_failed: `Make sure that n8n can be reached from the internet, without a login page in front of the URL, then publish again. ${publicAddress}`,
  already_subscribed:
    'Delete it in Account Settings → Webhooks in Livespace, then publish again; or set Registration to Manual and use it.',
  missing_credentials:
    'Enter it in the Livespace API credential; you find it in Account settings → API → Users in Livespace.',
  not_ready:
    'With Manual, copy it from Account Settings → Webhooks in Livespace into the Livespace Webhook API credential of this node. With Automatic, unpublish the workflow and publish it again if this stays so.',
  wrong_signature:
    'Compare secret and URL with those in Account Settings → Webhooks in Livespace: the secret is in the Livespace Webhook API credential of this node, the URL is its Production URL. If the URL differs, set N8N_WEBHOOK_URL. If both are the same, Livespace did not send this.',
  form_changed:
    'Livespace did not send these, or the secret was changed there and not in the Livespace Webhook API credential, or Livespace signs in another form since. In the last case restart n8n.',
};

/**
 * n8n shows a failed activation's message and drops its description, so cause and remedy both go into the message.
 *
 * @param values what a remedy names and the error does not know, such as the URL.
 */
export function toNodeError(
  context: { getNode(): INode },
  error: unknown,
  values: { url?: string } = {},
): NodeApiError | NodeOperationError {
  if (isLivespaceError(error)) {
    const { message } = withRemedy(error, remedies, values);
    return new NodeApiError(context.getNode(), {}, { message });
  }
  return new NodeOperationError(context.getNode(), error instanceof Error ? error.message : String(error));
}
