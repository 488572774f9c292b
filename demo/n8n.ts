import { createRequire } from 'node:module';
import type { Simulator } from 'livespace-simulator';
import type { INodeCredentialTestResult, INodeType } from 'n8n-workflow';
import { credentialTest } from '../testing/n8n/helpers.ts';
import { StandIn } from '../testing/n8n/stand-in.ts';
import { expect, tell } from './timeline.ts';

/** Walks the built n8n node, in a context that throws on anything n8n's own does not have, through a workflow's life. */
export async function walkN8n(livespace: Simulator): Promise<void> {
  const require = createRequire(import.meta.url);
  const { LivespaceTrigger } = require('../n8n/dist/nodes/Livespace/LivespaceTrigger.node.js') as {
    LivespaceTrigger: new () => INodeType;
  };
  const node = new LivespaceTrigger();
  const { url: subdomain, apiKey, apiSecret } = livespace;
  const connect = async (data: object) => {
    const credential = { id: '1', name: 'Livespace', type: 'livespaceApi', data: data as never };
    const test = node.methods?.credentialTest?.testApiCredential;
    return (await test?.call(credentialTest, credential)) as INodeCredentialTestResult;
  };
  const n8n = await StandIn.start(node, {
    parameters: { events: ['deal.created', 'deal.status_changed'] },
    credentials: {
      livespaceApi: { subdomain, apiKey, apiSecret },
    },
    workflowName: 'Won deals',
  });
  try {
    const connected = await connect({ subdomain, apiKey, apiSecret });
    tell('n8n', `tests the credential: ${connected.message}`);
    const wrong = await connect({ subdomain, apiKey, apiSecret: 'wrong' });
    expect('a right secret connects, a wrong one is told', connected.status === 'OK' && wrong.status === 'Error');

    await n8n.activate();
    const [subscription] = livespace.subscriptions();
    tell('Livespace', `has the subscription “${subscription?.name}” for ${subscription?.events.join(', ')}`);
    expect(
      'one subscription is active, and the handshake started nothing',
      livespace.subscriptions().length === 1 && subscription?.isActive === true && n8n.runs.length === 0,
    );

    const { deal } = livespace.createDeal({ name: 'Lamps for Kowalska', value: '1 234,50' });
    await livespace.idle();
    tell('n8n', `ran with ${summary(n8n)}`);
    expect('a new deal runs the workflow once', n8n.runs.length === 1);

    livespace.changeStatus(String(deal.id), 'lost', 'Too expensive');
    await livespace.idle();
    tell('n8n', `ran with ${summary(n8n)}`);
    expect('a changed status runs it once more', n8n.runs.length === 2);

    livespace.fault({ kind: 'duplicate', copies: 3 });
    livespace.changeStatus(String(deal.id), 'won');
    await livespace.idle();
    const deliveries = livespace.deliveries();
    const last = deliveries.filter(({ eventId }) => eventId === deliveries.at(-1)?.eventId);
    tell(
      'Livespace',
      `delivered the same event ${last.length} times, answered ${last.map(({ status }) => status).join(', ')}`,
    );
    expect('the same event three times at once runs it once', n8n.runs.length === 3 && last.length >= 3);

    const earlier = new Date(Date.now() - 60_000).toISOString();
    livespace.emit({ name: 'deal.status_changed', data: { id: deal.id, status: 'open' }, timestamp: earlier });
    await livespace.idle();
    expect('an event older than the newest one is marked as late', n8n.runs[3]?.is_late === true);

    const forged = await livespace.forge(subscription?.id ?? '', { name: 'deal.created', data: { id: 'forged' } });
    tell('n8n', `answered a forged event with ${forged.status}`);
    expect('a forged event is refused and runs nothing', forged.status === 401 && n8n.runs.length === 4);

    await n8n.deactivate();
    expect('deactivated, no subscription is left', livespace.subscriptions().length === 0);
  } finally {
    await n8n.close();
  }
}

function summary({ runs }: StandIn): string {
  const { event, deal } = runs.at(-1) as { event: string; deal: { name: string; status: string; value: number } };
  return `${event}: “${deal.name}”, ${deal.status}, ${deal.value}`;
}
