import { run } from '../../testing/zapier/harness.ts';
import { type Vector, vectors } from '../contract/vectors.ts';

/** A bundle carries the body as a string, so that bytes which are not UTF-8 don't survive the way. */
const isText = ({ body }: Vector) => Buffer.from(body.toString()).equals(body);

const perform = ({ url, headers, body, secrets }: Vector) =>
  run({
    command: 'execute',
    method: 'triggers.deal_created.operation.perform',
    // The SDK's own stand-in for the cache, a fresh one.
    zcacheTestObj: {},
    bundle: {
      inputData: {},
      rawRequest: { method: 'POST', querystring: '', headers, content: body.toString() },
      // Zapier keeps one secret: there is nothing to tell it a new one.
      subscribeData: { id: 's-1', url, secret: secrets.at(-1) },
    },
  });

test.each(vectors.filter(isText).map((vector) => [vector.title, vector] as const))('%s', async (_, vector) => {
  const { kind, item } = vector.expected;
  const halts = kind === 'rejected' || kind === 'not_ready';
  const result = await perform(vector).catch((error) => error);
  if (halts) expect(result).toMatchObject({ name: 'HaltedError', doNotContextify: true });
  else expect(result).toMatchObject(kind === 'accepted' ? [item] : []);
});

test.each(vectors.filter((vector) => !isText(vector)).map((vector) => [vector.title, vector] as const))(
  '%s: halts, since the signature can’t be checked any more',
  async (_, vector) => {
    await expect(perform(vector)).rejects.toMatchObject({ name: 'HaltedError', doNotContextify: true });
  },
);
