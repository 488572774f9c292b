import { forge } from './forger.ts';
import type { Disturbance } from './judge.ts';
import type { IncidentKind } from './plan.ts';
import type { World } from './world.ts';

/** By receiver. */
export const receivers = ['own endpoint', 'n8n, automatic', 'n8n, by hand'] as const;
export type ReceiverName = (typeof receivers)[number];

/** What came of the incidents, beside what the receivers know themselves. */
export interface Aftermath {
  clockMoves: Disturbance[];
  /** The statuses that forgers were answered with. */
  forgeries: Record<ReceiverName, (number | null)[]>;
}

/** Hours. No two of them lie a day apart, after which the node in n8n may forget. */
const wrongBy = [-9, -1, -0.01, 0, 0.01, 1, 9];

export const incidents: Readonly<
  Record<IncidentKind, (world: World, choice: number, aftermath: Aftermath) => Promise<void>>
> = {
  'n8n is killed': ({ n8n }) => n8n.kill(),
  'an endpoint process is killed': ({ endpoint }, choice) => endpoint.kill(choice),
  'the store is full': ({ endpoint }, choice) => endpoint.fillStore(choice),
  'the clock moves': ({ clock, n8n }, choice, { clockMoves }) =>
    n8n.whileQuiet(async () => {
      const from = Date.now();
      await clock.move(3600 * (wrongBy[choice % wrongBy.length] ?? 0));
      clockMoves.push({ kind: 'clock', from, to: Date.now() });
    }),
  'the secret in n8n changes': ({ n8n }, choice) => n8n.changeSecret(choice),
  'the secret of the endpoint changes': ({ endpoint }, choice) => endpoint.changeSecret(choice),
  'the workflow is published again': ({ n8n }, choice) => n8n.publishAgain(choice),
  async 'a forger calls'({ endpoint, n8n, secrets }, choice, { forgeries }) {
    const subscriptions = [endpoint.subscription, n8n.subscription('automatic'), n8n.subscription('by hand')];
    const at = choice % receivers.length;
    const [subscription, receiver] = [subscriptions[at], receivers[at]];
    // There is none while the workflow is published again.
    if (subscription && receiver) forgeries[receiver].push(await forge(subscription, secrets, choice));
  },
};
