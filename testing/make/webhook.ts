import { code, type Json } from './app.ts';
import { transform } from './iml/evaluate.ts';

export interface Heard {
  answer: { status: number; body: string };
  kind: 'handshake' | 'accepted' | 'filtered';
  /** What the module gives, as JSON; only where it is accepted. */
  bundle?: Json;
}

/**
 * What a webhook of ours makes of a request: `verification` first, then `condition`, `respond` and `output`
 * (developers.make.com, “Webhooks”). Make gives it the body parsed, never its bytes.
 *
 * @param id as in the manifest, such as `dealEvents`.
 * @param request `parameters` are what a person chose in the webhook's form.
 */
export function hear(id: string, request: { body: string; headers?: object; parameters?: object }): Heard {
  const { headers = {}, parameters = {} } = request;
  const hook = code('webhook', id, 'communication');
  const context = { body: parsed(request.body), headers, parameters };
  const answer = ({ status, body }: Json) => ({ status, body });
  if (transform(hook.verification.condition, context) === true) {
    return { kind: 'handshake', answer: answer(hook.verification.respond) };
  }
  if (transform(hook.condition, context) !== true) return { kind: 'filtered', answer: answer(hook.respond) };
  const bundle = JSON.parse(JSON.stringify(transform(hook.output, context)));
  return { kind: 'accepted', answer: answer(hook.respond), bundle };
}

function parsed(body: string): unknown {
  if (body.trim() === '') return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
