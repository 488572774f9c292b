jest.mock('node:crypto', () => {
  const actual = jest.requireActual('node:crypto');
  const made = { hmacs: 0 };
  const createHmac = (...given: unknown[]) => {
    made.hmacs += 1;
    return actual.createHmac(...given);
  };
  return { ...actual, createHmac, made };
});

import { type FormName, formNames, MemoryStore, receive, sign, verify } from 'livespace-webhooks';
import { Guard } from 'livespace-webhooks/host';
import { signDelivery } from '../../../testing/sign.ts';

/* How URL and body are joined before they are signed is nowhere written: so a closed list, each with a vector of its own. */

const url = 'https://Hooks.Example.com:443/żaba/~x?b=2&a=%7e';
const body = '{"name":"deal.created","id":"e","data":{"id":"d","name":"Zażółć €"}}';
const secret = 'gęś-5ecret';

// printf "%s<separator>%s" "$url" "$body" | openssl dgst -sha256 -hmac "$secret", or body first; where normalized, with
// the URL https://hooks.example.com/%C5%BCaba/~x?b=2&a=%7e
const vectors: [FormName, string][] = [
  ['url-body', '3df945010be20801cb9db03c606d029d4647e01c75d4f22150dff0fd4fdbfee9'],
  ['url-newline-body', 'acd0169d31a848999c3f81af8d5d8a51efb465788b727d386325b3ec57ac146f'],
  ['url-dot-body', '069733b4badafaab508da0ce602e63e9506a115ee7c567a8e551c7915e2f717b'],
  ['url-pipe-body', '43b08c2729e66a4faf81c29f399f3b6a3fca07ce32da2f2202c298ef32f96e00'],
  ['url-colon-body', '9b11b697371978573075af8047bf78e1b01e961dc64030f9dd9a40082bb86a1b'],
  ['body-url', 'c836b7eca99e331a7665384397ada7682a881af0a34e4144f7667caa6457ef8f'],
  ['body-newline-url', '73223e1d5a4a5532443ce23e26f7e89730402b62a7137f45313ae1c9158e319a'],
  ['body-dot-url', '1f425591a2159309c8d80ad5542486563c000a304c27f5928ce41866ae3dcf4c'],
  ['body-pipe-url', 'ef39af82040a2c362289fb22a808c2695185b3899f647b1c328047af376e61a5'],
  ['body-colon-url', '09642d3fb1568c3afdcd97248474bd3080f6b01a6e7a005ec3ac765a57f9eb7d'],
  ['url-body-normalized', '197ada51ab052103956c3eb6cc1510a7cb0908d426f8eea7a2bd7c7a47ecd73e'],
  ['url-newline-body-normalized', 'e715b52ce0980a4334078fdd69d55f5eea179cd60776e95fc8eece7141ef17e4'],
  ['url-dot-body-normalized', 'e9d95dd86bae3f1324dfddd6394cc81cbbe43a8921434a657537c0f6d8a1fb82'],
  ['url-pipe-body-normalized', '61d4e754f38f63766534927d233f1d1c7619c2568e33c84f9e5325237491291b'],
  ['url-colon-body-normalized', '97e96b0c816630dd48114039fa1b2352aab2663829149c72d0c62750589f4b19'],
  ['body-url-normalized', '482521bed194317156c685e37c74e63a844532116d171f1207cb25ee485c823b'],
  ['body-newline-url-normalized', '3e1cf0381cbb2010e23a81aa8e53cb4fa8afc63efe5c9d56f56ac18323e88c1c'],
  ['body-dot-url-normalized', '8eab4b4d17ab16cc166b722b6e75ea94309ca8de5e4ebbab083b5cea1548298f'],
  ['body-pipe-url-normalized', '59f625fc5041095410647ab588dab75c481104d0a0a0fb033c8a95e75853c646'],
  ['body-colon-url-normalized', '3ffe7883a1b57f292be2e972bde4d87bbe890a2e19fe364d74eeee9107d19f20'],
];

const wrong = '0'.repeat(64);
let secrets = 0;
/** One that nothing is remembered of. */
const freshSecret = () => `secret-${secrets++}`;

/** How many HMACs it costs. */
async function hmacs(work: () => unknown): Promise<number> {
  const { made } = jest.requireMock<{ made: { hmacs: number } }>('node:crypto');
  const before = made.hmacs;
  await work();
  return made.hmacs - before;
}

test('the list is closed, the likeliest form first', () => {
  expect(formNames).toEqual(vectors.map(([form]) => form));
});

/** Nothing is remembered in it. */
async function afresh(work: (core: typeof import('livespace-webhooks')) => void) {
  await jest.isolateModulesAsync(async () => work(await import('livespace-webhooks')));
}

test.each(vectors)('%s: its vector is accepted, and is what we sign', async (form, signature) => {
  await afresh((core) => {
    expect(core.verify(url, body, signature, [secret])).toBe(form);
    expect(core.verify(url, Buffer.from(body), signature.toUpperCase(), ['other', secret])).toBe(form);
  });
  expect(sign(url, body, secret, form)).toBe(signature);
  expect(sign(` ${url}\n`, body, `${secret} `, form)).toBe(signature);
});

const inPath = Array.from(url, (_, at) => at).slice(url.indexOf('/żaba'));

describe.each(vectors)('%s', (form, signature) => {
  test('a changed byte of the body is refused, whichever it is', () => {
    const bytes = Buffer.from(body);
    for (const at of bytes.keys()) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(verify(url, changed, signature, [secret])).toBeUndefined();
    }
    for (const changed of ['', body.slice(1), body.slice(0, -1), `${body}}`, ` ${body}`, `${body}${body}`])
      expect(verify(url, changed, signature, [secret])).toBeUndefined();
  });

  test('a changed character of the URL is refused, whichever it is', () => {
    for (const at of inPath) {
      const changed = `${url.slice(0, at)}x${url.slice(at + 1)}`;
      if (changed !== url) expect(verify(changed, body, signature, [secret])).toBeUndefined();
    }
    const others = [`${url}x`, `${url}&`, url.slice(0, -1), url.replace('https', 'http'), url.replace('Hooks', 'Hook')];
    for (const changed of [...others, url.replace('.com', '.org'), url.replace(':443', ':444')])
      expect(verify(changed, body, signature, [secret])).toBeUndefined();
  });

  test('white space around the URL does not count', async () => {
    await afresh((core) => expect(core.verify(`\n ${url} `, body, signature, [secret])).toBe(form));
  });

  test('once it matched, every other form is refused for this URL and secret, and for them only', () => {
    const own = freshSecret();
    expect(verify(url, body, signDelivery(url, body, own, form), [own])).toBe(form);
    for (const other of formNames) {
      const accepted = verify(url, body, signDelivery(url, body, own, other), [own]);
      expect(accepted).toBe(other === form ? form : undefined);
      const [fresh, elsewhere] = [freshSecret(), `${url}&${other}`];
      expect(verify(url, body, signDelivery(url, body, fresh, other), [fresh])).toBe(other);
      expect(verify(elsewhere, body, signDelivery(elsewhere, body, own, other), [own])).toBe(other);
    }
  });

  test('can be pinned: the others are refused from the first delivery on', () => {
    for (const other of formNames) {
      const own = freshSecret();
      const accepted = verify(url, body, signDelivery(url, body, own, other), [own], { forms: [form] });
      expect(accepted).toBe(other === form ? form : undefined);
    }
  });
});

test('a form that leaves out URL, body or secret is refused, and so is one that repeats a part', () => {
  const normal = new URL(url).href;
  const parts = ['', '\n', '.', '|', ':'].flatMap((separator) => [
    ...[url, normal].flatMap((one) => [one, `${one}${separator}`, `${separator}${one}`, `${one}${separator}${one}`]),
    ...[body, `${body}${separator}`, `${separator}${body}`, `${body}${separator}${body}`, separator],
    ...[`${url}${separator}${body}${separator}`, `${separator}${url}${separator}${body}`],
  ]);
  const known = new Set(formNames.map((form) => signDelivery(url, body, secret, form)));
  for (const part of parts) {
    const signature = signDelivery('', part, secret);
    if (!known.has(signature)) expect(verify(url, body, signature, [secret])).toBeUndefined();
  }
  for (const form of formNames) {
    for (const other of ['', ' ', `${secret}x`, secret.slice(1), secret.toUpperCase()])
      expect(verify(url, body, signDelivery(url, body, other, form), [secret, ''])).toBeUndefined();
    expect(
      verify('', body, signDelivery('', body, secret, form.replace('-normalized', '') as FormName), [secret]),
    ).toBeUndefined();
  }
});

test('a URL that is none is tried as it stands', () => {
  const own = freshSecret();
  expect(verify('no url', body, signDelivery('no url', body, own, 'body-dot-url'), [own])).toBe('body-dot-url');
});

test('where the URL is normal already, pinning a normalized form still works', () => {
  const own = freshSecret();
  const normal = 'https://hooks.example.com/x';
  const forms: FormName[] = ['url-body-normalized'];
  expect(verify(normal, body, signDelivery(normal, body, own), [own], { forms })).toBe('url-body-normalized');
});

test('no form pinned, or none that we know: nothing is accepted', () => {
  for (const forms of [[], ['body' as FormName], ['toString' as FormName]]) {
    const own = freshSecret();
    for (const form of formNames)
      expect(verify(url, body, signDelivery(url, body, own, form), [own], { forms })).toBeUndefined();
  }
});

test.each([
  ['url-newline-body', (text: string) => `\n${text}`],
  ['url-dot-body', (text: string) => `.${text}`],
  ['url-pipe-body', (text: string) => `|${text}`],
  ['url-colon-body', (text: string) => `:${text}`],
  ['body-newline-url', (text: string) => `${text}\n`],
  ['body-dot-url', (text: string) => `${text}.`],
  ['body-colon-url-normalized', (text: string) => `${text}:`],
] as const)(
  '%s: a delivery seen before, with its separator moved into the body, hides no later one',
  async (form, moved) => {
    const own = freshSecret();
    const signature = signDelivery(url, body, own, form);
    const guard = new Guard(new MemoryStore());
    const options = { secrets: [own], events: 'any', guard, scope: 's' } as const;
    const headers = { 'x-livespace-signature': signature };
    const replayed = await receive({ url, headers, body: moved(body) }, options);
    // White space around it makes no other event; anything else makes it no JSON.
    expect(replayed.kind).toBe(moved(body).trim() === body ? 'accepted' : 'rejected');
    expect(verify(url, body, signature, [own])).toBe(form);
  },
);

test('nor does one for a URL without a path, with the slash that Livespace puts after it moved into the body', () => {
  const own = freshSecret();
  const bare = 'https://hooks.example.com';
  const signature = signDelivery(`${bare}/`, body, own);
  expect(verify(bare, `/${body}`, signature, [own])).toBe('url-body');
  expect(verify(bare, body, signature, [own])).toBe('url-body-normalized');
});

describe('what a forgery costs', () => {
  const normal = 'https://hooks.example.com/x';
  const large = (bytes: number) => Buffer.alloc(bytes, ' ');
  const limit = 256 * 1024;

  test('one HMAC a form and secret at most', async () => {
    const [one, two] = [freshSecret(), freshSecret()];
    expect(await hmacs(() => verify(url, body, wrong, [one, two]))).toBe(40);
    expect(await hmacs(() => verify(normal, body, wrong, [one, two]))).toBe(20);
    expect(await hmacs(() => verify(normal, body, wrong, [one]))).toBe(10);
    expect(await hmacs(() => verify(normal, body, wrong, [one], { forms: ['url-body', 'body-url'] }))).toBe(2);
  });

  test('none where it can’t be a signature, or there is nothing to check it with', async () => {
    for (const given of ['', 'x', wrong.slice(1), `${wrong}0`, `sha256=${wrong}`])
      expect(await hmacs(() => verify(url, body, given, [freshSecret()]))).toBe(0);
    expect(await hmacs(() => verify(url, body, wrong, ['', ' ']))).toBe(0);
    expect(await hmacs(() => verify(' ', body, wrong, [freshSecret()]))).toBe(0);
  });

  test('one a secret, once a form is known', async () => {
    const [own, previous] = [freshSecret(), freshSecret()];
    verify(url, body, signDelivery(url, body, own, 'body-url'), [own]);
    expect(await hmacs(() => verify(url, body, wrong, [own]))).toBe(1);
    verify(url, body, signDelivery(url, body, previous, 'body-url'), [previous]);
    expect(await hmacs(() => verify(url, body, wrong, [own, previous]))).toBe(2);
  });

  test('one where the body is larger than 256 KiB, whatever the URL', async () => {
    expect(await hmacs(() => verify(normal, large(limit), wrong, [freshSecret()]))).toBe(10);
    expect(await hmacs(() => verify(normal, large(limit + 1), wrong, [freshSecret()]))).toBe(1);
    expect(await hmacs(() => verify(url, large(limit + 1), wrong, [freshSecret()]))).toBe(1);
    expect(await hmacs(() => verify(url, large(limit + 1).toString(), wrong, [freshSecret()]))).toBe(1);
    expect(await hmacs(() => verify(url, '€'.repeat(limit / 2), wrong, [freshSecret()]))).toBe(1);
  });

  test('a large body is tried in the form that is known, or else in the first', () => {
    const own = freshSecret();
    const signed = (form: FormName, bytes: Buffer | string = large(limit + 1)) => signDelivery(url, bytes, own, form);
    expect(verify(url, large(limit + 1), signed('body-url'), [own])).toBeUndefined();
    expect(verify(url, large(limit + 1), signed('body-url'), [own], { forms: ['body-url'] })).toBe('body-url');
    expect(verify(url, large(limit + 1), signed('body-url'), [own])).toBe('body-url');
    expect(verify(url, large(limit + 1), signed('url-body'), [own])).toBeUndefined();
    const other = freshSecret();
    expect(verify(url, large(limit + 1), signDelivery(url, large(limit + 1), other), [other])).toBe('url-body');
  });

  test('through `receive` not one HMAC more', async () => {
    const guard = new Guard(new MemoryStore());
    const headers = { 'x-livespace-signature': wrong };
    const options = { secrets: [freshSecret()], events: 'any', guard, scope: 's' } as const;
    expect(await hmacs(() => receive({ url, headers, body }, options))).toBe(20);
    expect(await hmacs(() => receive({ url, headers, body: large(limit + 1) }, options))).toBe(1);
    expect(await hmacs(() => receive({ url, headers, body: '' }, options))).toBe(0);
    expect(await hmacs(() => receive({ url, headers, body: large(11 * 1024 * 1024) }, options))).toBe(0);
  });
});

test('at most 1,000 forms are remembered, the oldest is forgotten first', async () => {
  await afresh((core) => {
    const match = (own: string, form: FormName) => core.verify(url, body, signDelivery(url, body, own, form), [own]);
    const names = Array.from({ length: 1000 }, (_, index) => `bound-${index}`);
    for (const name of names) expect(match(name, 'body-url')).toBe('body-url');
    // Each is known, and its other forms are refused.
    for (const name of names) expect(match(name, 'url-body')).toBeUndefined();
    expect(match('one more', 'body-url')).toBe('body-url');
    expect(match('bound-1', 'url-body')).toBeUndefined();
    expect(match('bound-0', 'url-body')).toBe('url-body');
    expect(match('bound-1', 'url-body')).toBe('url-body');
    expect(match('bound-2', 'body-url')).toBe('body-url');
  });
});

describe('a form that changed', () => {
  const answers = async (own: string, forms: (FormName | 'forged')[]) => {
    const guard = new Guard(new MemoryStore());
    const codes: (string | undefined)[] = [];
    for (const form of forms) {
      const signature = form === 'forged' ? wrong : signDelivery(url, body, own, form);
      const request = { url, headers: { 'x-livespace-signature': signature }, body };
      const received = await receive(request, { secrets: ['another', ` ${own}\n`], events: 'any', guard, scope: 's' });
      codes.push(received.kind === 'rejected' ? received.code : undefined);
      if (received.kind === 'rejected' && received.code === 'form_changed')
        expect(received.cause).toContain('the form body-url.');
    }
    return codes;
  };

  test('is named from the second signature in a row on', async () => {
    const codes = await answers(freshSecret(), ['body-url', 'url-body', 'url-body', 'url-body']);
    expect(codes).toEqual([undefined, 'wrong_signature', 'form_changed', 'form_changed']);
  });

  test('is not when the known one came in between', async () => {
    const codes = await answers(freshSecret(), ['body-url', 'forged', 'body-url', 'forged', 'body-url', 'url-body']);
    const refused = 'wrong_signature';
    expect(codes).toEqual([undefined, refused, undefined, refused, undefined, refused]);
  });

  test('is not where no delivery ever matched', async () => {
    expect(await answers(freshSecret(), ['forged', 'forged', 'forged'])).toEqual(Array(3).fill('wrong_signature'));
  });
});

test('an accepted delivery tells its form', async () => {
  for (const form of formNames) {
    const own = freshSecret();
    const request = { url, headers: { 'x-livespace-signature': signDelivery(url, body, own, form) }, body };
    const guard = new Guard(new MemoryStore());
    await expect(receive(request, { secrets: [own], events: 'any', guard, scope: 's' })).resolves.toMatchObject({
      form,
    });
    const pinned = { secrets: [freshSecret()], events: 'any', guard, scope: 's', forms: [form] } as const;
    await expect(receive(request, pinned)).resolves.toMatchObject({ status: 401 });
  }
});
