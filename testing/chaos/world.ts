import { type Subscription, startSimulator } from 'livespace-simulator';
import { type Clock, movableClock } from './clock.ts';
import { EndpointSide } from './endpoint-side.ts';
import { answerTimeMs, type Line, startLine, type Watch } from './line.ts';
import { N8nSide } from './n8n-side.ts';
import { Secrets } from './secrets.ts';

/**
 * Before the second and the third attempt. The third comes when the reservation of a process that was killed has lapsed, so
 * that this is tried too.
 */
const retryDelaysMs = [500, 11_000] as const;

/** A Livespace, a real n8n and an endpoint behind a line each, and the webhooks of somebody else. */
export type World = Awaited<ReturnType<typeof startWorld>>;

/** @param tarball of the packed node */
export async function startWorld(tarball: string, watch: Watch) {
  const endings: (() => unknown)[] = [];
  const close = async () => {
    for (const end of endings.splice(0).reverse()) await end();
  };
  try {
    const secrets = new Secrets();
    const credentials = { apiKey: secrets.plant('API key'), apiSecret: secrets.plant('API secret') };
    const livespace = await startSimulator({
      ...credentials,
      retryDelaysMs,
      deliveryTimeoutMs: answerTimeMs,
      handshakeTimeoutMs: answerTimeMs,
      profile: { api: 'on' },
    });
    endings.push(livespace.close);
    const foreign = await addForeign(livespace);
    const clock: Clock = await movableClock();
    const lines: Line[] = [await startLine(watch), await startLine(watch)];
    for (const line of lines) endings.push(line.close);
    const [toEndpoint, toN8n] = lines as [Line, Line];
    const endpoint = await EndpointSide.start(livespace, toEndpoint, clock, secrets);
    endings.push(() => endpoint.stop());
    const n8n = await N8nSide.start(tarball, livespace, toN8n, clock, secrets);
    endings.push(() => n8n.remove());
    return { secrets, livespace, foreign, clock, endpoint, n8n, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** One with a name like ours, one that is off, and one that gets the same events. @returns what they are at first */
async function addForeign(livespace: Awaited<ReturnType<typeof startSimulator>>): Promise<Subscription[]> {
  const events = ['deal.created', 'deal.status_changed'];
  const url = (path: string) => `${livespace.url}${path}`;
  const similar = livespace.addSubscription({ name: 'n8n · Automatic', url: url('/receiver'), events });
  livespace.addSubscription({ name: 'Off', url: url('/receiver?off'), events });
  const other = livespace.addSubscription({
    name: 'Accounting',
    url: url('/receiver?accounting'),
    events: events.slice(1),
  });
  for (const { id } of [similar, other]) await livespace.activateSubscription(id);
  return structuredClone([...livespace.subscriptions()]);
}
