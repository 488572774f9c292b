import { isLivespaceError } from 'livespace-webhooks';
import { type Remedies, withRemedy } from 'livespace-webhooks/host';
import { type INode, NodeApiError, NodeOperationError } from 'n8n-workflow';

const setAddress = 'set N8N_WEBHOOK_URL to its public address, which starts with https://';
const compare = 'Compare them with Account Settings → Webhooks in Livespace.';
const again = 'With Automatic, unpublish the workflow and publish it again.';
const report = 'Report this to the maintainers of the node.';

/** What can be done about it in n8n, where the core does not know. */
export const remedies: Remedies = {
  // Short, since n8n's editor cuts a long message off and the URL stands at its end.
  refused:
    'Use the node Livespace Scheduled Trigger, or the API key of an administrator, or set Registration to Manual and add this URL in Livespace by hand: {url}',
  invalid_endpoint: `Make n8n reachable from the internet, and ${setAddress}.`,
  handshake_failed: `Make sure that n8n can be reached from the internet, without a login page in front of it, then publish again. If the URL is not the public one, ${setAddress}.`,
  already_subscribed:
    'Delete it in Account Settings → Webhooks if you no longer need it, then publish again. To use it as it is, set Registration to Manual.',
  missing_credentials:
    'Enter it in the Livespace API credential. You find it in Account Settings → API → Users in Livespace.',
  invalid_parameters: `Check the values in the node. If they are right, ${report.toLowerCase()}`,
  body_not_raw: report,
  missing_url: `n8n does not know its address: ${setAddress}.`,
  not_ready:
    'With Manual, copy it from Account Settings → Webhooks in Livespace into the Livespace Webhook API credential of this node; if you choose another credential, publish again. With Automatic, unpublish the workflow and publish it again if this persists.',
  wrong_signature: `Livespace did not send this; or the secret in the Livespace Webhook API credential, or the Production URL of this node, is not the one in Livespace. ${compare} ${again} If the address in the Production URL is not the public one of n8n, ${setAddress}.`,
  form_changed: `Livespace did not send these; or the secret was changed in Livespace and not in the Livespace Webhook API credential; or Livespace now signs in another form. ${compare} ${again} If they are right, restart n8n.`,
  invalid_json: report,
  invalid_event: report,
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
