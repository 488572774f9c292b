import { run } from '../../testing/zapier/harness.ts';
import { type Vector, vectors } from '../contract/vectors.ts';

/*
 * Every vector, in each way in which an event reaches a Zap. Zapier has answered Livespace before: what has a status of its
 * own elsewhere is halted here.
 */

const halted = { name: 'HaltedError', doNotContextify: true };

/** A bundle carries the body as a string, so that bytes which are not UTF-8 don't survive the way. */
const isText = ({ body }: Vector) => Buffer.from(body.toString()).equals(body);

// The SDK's own stand-in for the cache, a fresh one.
const step = (method: string, bundle: object) =>
  run({ command: 'execute', method: `${method}.operation.perform`, zcacheTestObj: {}, bundle });

const rawRequest = ({ headers, body }: Vector) => ({ method: 'POST', querystring: '', headers, content: String(body) });
const triggerOf = ({ events }: Vector) => (events[0] ?? '').replaceAll('.', '_');

const ways: Record<string, (vector: Vector) => Promise<unknown>> = {
  // Zapier keeps one secret: there is nothing to tell it a new one.
  automatic: (vector) =>
    step(`triggers.${triggerOf(vector)}`, {
      inputData: {},
      rawRequest: rawRequest(vector),
      subscribeData: { id: 's-1', url: vector.url, secret: vector.secrets.at(-1) },
    }),
  manual: (vector) =>
    step(`triggers.${triggerOf(vector)}_manual`, {
      inputData: pasted(vector),
      rawRequest: rawRequest(vector),
      subscribeData: {},
    }),
  check_event: (vector) =>
    step('creates.check_event', {
      inputData: {
        ...pasted(vector),
        body: String(vector.body),
        signature: Object.entries(vector.headers).find(([name]) => /signature$/i.test(name))?.[1],
        events: vector.events,
      },
    }),
};

function pasted({ url, secrets }: Vector) {
  const [webhook_secret, webhook_previous_secret] = secrets;
  return { webhook_url: url, webhook_secret, webhook_previous_secret };
}

describe.each(Object.entries(ways))('%s', (way, hear) => {
  const cases = vectors.map((vector) => [vector.title, vector] as const);

  test.each(cases.filter(([, vector]) => isText(vector)))('%s', async (_, vector) => {
    const { kind, item } = vector.expected;
    const quiet = way === 'check_event' ? halted : [];
    const started = way === 'check_event' ? item : [item];
    const expected = { accepted: started, handshake: quiet, filtered: quiet, rejected: halted, not_ready: halted }[
      kind
    ];
    expect(await hear(vector).catch((error) => error)).toMatchObject(expected as object);
  });

  test.each(cases.filter(([, vector]) => !isText(vector)))(
    '%s: halts, since the signature can’t be checked any more',
    async (_, vector) => {
      await expect(hear(vector)).rejects.toMatchObject(halted);
    },
  );
});
