import { isLivespaceError } from 'livespace-webhooks';
import { type INode, NodeApiError, NodeOperationError } from 'n8n-workflow';

/** n8n shows a failed activation's message and drops its description, so cause and remedy both go into the message. */
export function explain(context: { getNode(): INode }, error: unknown): NodeApiError | NodeOperationError {
  const message = error instanceof Error ? error.message : String(error);
  return isLivespaceError(error)
    ? new NodeApiError(context.getNode(), {}, { message })
    : new NodeOperationError(context.getNode(), message);
}
