import { attemptField } from 'livespace-webhooks/wire';
import { isText, text } from './coerce.ts';
import type { Instant } from './components.ts';
import { iml } from './iml.ts';
import { itemOutput } from './item.ts';

const ok = { status: 200, type: 'text', body: '' };
const name = text('body.name');

/**
 * What Make does with a request to a webhook. One without a `name` is the handshake, empty or what PHP may write for
 * nothing: answered 200, no bundle. An event that was not chosen, or that names no deal, gives no bundle either.
 */
export function communication({ events, isAttached }: Instant): object {
  const isChosen = isAttached
    ? events.map((event) => `${name} == '${event}'`).join(' || ')
    : `contains(parameters.events, ${name})`;
  return {
    verification: { condition: iml(`if(${isText('body.name')}, false, true)`), respond: ok },
    condition: iml(`if(${isText('body.data.id')}, ${isChosen}, false)`),
    respond: ok,
    output: itemOutput({
      events,
      event: name,
      deal: 'body.data',
      raw: 'body',
      occurredAt: () => ['body.timestamp'],
      ids: [text('body.id')],
      deliveryAttempt: `body.${attemptField}`,
      urls: [],
    }),
  };
}
