import fc from 'fast-check';
import { MemoryStore, receive } from 'livespace-webhooks';
import { Guard } from 'livespace-webhooks/host';
import { property } from '../../../testing/property.ts';
import { type SignatureForm, signatureForms, signDelivery } from '../../../testing/sign.ts';

/** What it holds does not matter here. */
const event = fc
  .tuple(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }))
  .map(([name, id]) => ({ name, data: { id } }));
const form = fc.constantFrom(...signatureForms);
const path = fc.webPath().map((one) => `https://Hooks.Example.com/livespace${one}`);
const secret = fc.string({ minLength: 1 }).filter((one) => one.trim() !== '');
let secrets = 0;

/** The same requests once more where a form is known, and where none is. */
const isKnown = fc.boolean();

interface Delivery {
  url: string;
  body: Buffer;
  signature: string;
  secret: string;
}

async function kindOf({ url, body, signature, secret: given }: Delivery): Promise<string> {
  const options = { secrets: [given], events: 'any', guard: new Guard(new MemoryStore()), scope: 's' } as const;
  return (await receive({ url, headers: { 'x-livespace-signature': signature }, body }, options)).kind;
}

function signed(url: string, sent: object, key: string, inForm: SignatureForm): Delivery {
  const body = Buffer.from(JSON.stringify(sent));
  // Of its own, since the form that matched is remembered.
  secrets += 1;
  const own = `${secrets}${key}`;
  return { url, body, signature: signDelivery(url, body, own.trim(), inForm), secret: own };
}

property(
  'a genuine request is accepted, whatever its form',
  [path, event, secret, form],
  async (url, sent, key, inForm) => {
    expect(await kindOf(signed(url, sent, key, inForm))).toBe('accepted');
  },
);

const position = fc.nat(100_000);
const byte = fc.nat(255);

/** What a forger changes of a genuine delivery. `undefined` where it changes nothing that counts. */
const forgeries: Record<string, (genuine: Delivery, at: number, value: number) => Partial<Delivery> | undefined> = {
  'a byte of the body': ({ body }, at, value) => bytes(body, (list) => list.splice(at % list.length, 1, value)),
  'a byte more': ({ body }, at, value) => bytes(body, (list) => list.splice(at % (list.length + 1), 0, value)),
  'a byte less': ({ body }, at) => bytes(body, (list) => list.splice(at % list.length, 1)),
  'two bytes changed about': ({ body }, at) =>
    bytes(body, (list) =>
      list.splice(at % list.length, 2, ...list.slice(at % list.length, (at % list.length) + 2).reverse()),
    ),
  'the URL': ({ url }, at, value) => {
    const changed = `${url.slice(0, at % url.length)}${String.fromCharCode(33 + (value % 94))}${url.slice((at % url.length) + 1)}`;
    const isSame = URL.canParse(changed) && new URL(changed).href === new URL(url).href;
    return isSame || changed.trim() === url ? undefined : { url: changed };
  },
  // With a separator behind it, it would be what was signed. It is ours to configure, not a forger's.
  'a longer URL': ({ url }, _, value) => ({ url: `${url}${String.fromCharCode(65 + (value % 26))}` }),
  'a digit of the signature': ({ signature }, at, value) => {
    const digit = (value % 16).toString(16);
    const index = at % 64;
    return digit === signature[index]
      ? undefined
      : { signature: signature.slice(0, index) + digit + signature.slice(index + 1) };
  },
  'another secret': ({ secret: key }, at) => ({ secret: `${key.trim()}${at}` }),
};

function bytes(body: Buffer, change: (list: number[]) => unknown): { body: Buffer } | undefined {
  const list = [...body];
  change(list);
  const changed = Buffer.from(list);
  return changed.toString().trim() === body.toString().trim() ? undefined : { body: changed };
}

property(
  'no forged request is ever accepted',
  [path, event, secret, form, isKnown, fc.constantFrom(...Object.keys(forgeries)), position, byte],
  async (url, sent, key, inForm, known, how, at, value) => {
    const genuine = signed(url, sent, key, inForm);
    const change = forgeries[how]?.(genuine, at, value);
    if (change === undefined) return;
    if (known) await kindOf(genuine);
    expect(['rejected', 'handshake']).toContain(await kindOf({ ...genuine, ...change }));
  },
);

const hex = fc.array(fc.nat(255), { minLength: 32, maxLength: 32 }).map((list) => Buffer.from(list).toString('hex'));

property(
  'no signature is guessed',
  [path, event, secret, fc.oneof(hex, fc.string())],
  async (url, sent, key, signature) => {
    expect(await kindOf({ ...signed(url, sent, key, 'url-body'), signature })).toBe('rejected');
  },
);
