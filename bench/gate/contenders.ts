import { createHmac, timingSafeEqual } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { MemoryStore, receive } from 'livespace-webhooks';
import { Guard } from 'livespace-webhooks/host';
import { cachedFolder } from '../../testing/hosts/cache.ts';
import { npm } from '../../testing/hosts/n8n/install.ts';
import { signDelivery } from '../../testing/sign.ts';
import { webhookVerifiers } from '../../testing/versions.ts';
import type { Delivery } from './deliveries.ts';

type Headers = Record<string, string>;

export interface Contender {
  /** Signs as its own service would. @returns the headers that come with it. */
  sign(delivery: Delivery): Headers;
  /** From the bytes to the JSON. @returns what the body says. @throws on a delivery that is not genuine. */
  take(body: Buffer, headers: Headers): unknown;
}

interface Verifier {
  verify(payload: Buffer | string, headers: Headers): unknown;
}

interface Peers {
  Stripe: { webhooks: { constructEvent(payload: Buffer, header: string | undefined, secret: string): unknown } };
  Octokit: new (options: { secret: string }) => { verify(payload: string, signature?: string): Promise<boolean> };
  Svix: new (secret: string) => Verifier;
  Standard: new (secret: string) => Verifier;
  verifySlackRequest(request: { signingSecret: string; body: string; headers: Headers }): void;
}

const url = 'https://hooks.example.com/livespace';
const secret = 'bench-secret';
const inBase64 = Buffer.from(secret).toString('base64');
const seconds = () => String(Math.floor(Date.now() / 1000));

/** What people verify webhooks with, at its best documented use, beside ours and the least that has to be done: the floor. */
export async function contenders(): Promise<Record<string, Contender>> {
  const { Stripe, Octokit, Svix, Standard, verifySlackRequest } = await peers();
  const octokit = new Octokit({ secret });
  const svix = new Svix(inBase64);
  const standard = new Standard(inBase64);
  const options = { secrets: [secret], events: ['deal.created'], scope: 'bench', guard: new Guard(new MemoryStore()) };
  return {
    floor: {
      sign: signedByLivespace,
      take(body, headers) {
        const expected = createHmac('sha256', secret).update(url).update(body).digest();
        genuine(timingSafeEqual(expected, Buffer.from(headers['x-livespace-signature'] ?? '', 'hex')));
        return JSON.parse(body.toString());
      },
    },
    'receive + keep': {
      sign: signedByLivespace,
      async take(body, headers) {
        const received = await receive({ url, headers, body }, options);
        if (received.kind !== 'accepted') throw new Error(received.kind);
        await received.keep();
        return received.raw;
      },
    },
    'stripe constructEvent': {
      sign({ body }) {
        const time = seconds();
        return { 'stripe-signature': `t=${time},v1=${hmac(`${time}.`, body, 'hex')}` };
      },
      take: (body, headers) => Stripe.webhooks.constructEvent(body, headers['stripe-signature'], secret),
    },
    '@octokit/webhooks verify': {
      sign: ({ body }) => ({ 'x-hub-signature-256': `sha256=${hmac('', body, 'hex')}` }),
      async take(body, headers) {
        const text = body.toString();
        genuine(await octokit.verify(text, headers['x-hub-signature-256']));
        return JSON.parse(text);
      },
    },
    'svix verify': {
      sign: (delivery) => signedByStandard('svix', delivery),
      take(body, headers) {
        const text = body.toString();
        svix.verify(text, headers);
        return JSON.parse(text);
      },
    },
    'standardwebhooks verify': {
      sign: (delivery) => signedByStandard('webhook', delivery),
      take: (body, headers) => standard.verify(body, headers),
    },
    '@slack/bolt verifySlackRequest': {
      sign({ body }) {
        const time = seconds();
        const signature = `v0=${hmac(`v0:${time}:`, body, 'hex')}`;
        return { 'x-slack-request-timestamp': time, 'x-slack-signature': signature };
      },
      take(body, headers) {
        const text = body.toString();
        verifySlackRequest({ signingSecret: secret, body: text, headers });
        return JSON.parse(text);
      },
    },
  };
}

/** Installed on demand: none of them is something we depend on. */
async function peers(): Promise<Peers> {
  const name = `webhook-verifiers-${Object.values(webhookVerifiers).join('-')}`;
  const folder = await cachedFolder(name, async (folder) => {
    await writeFile(
      path.join(folder, 'package.json'),
      JSON.stringify({ private: true, dependencies: webhookVerifiers }),
    );
    await npm(folder, ['install', '--ignore-scripts', '--prefer-offline']);
    const names = [
      "export { default as Stripe } from 'stripe';",
      "export { Webhooks as Octokit } from '@octokit/webhooks';",
      "export { Webhook as Svix } from 'svix';",
      "export { Webhook as Standard } from 'standardwebhooks';",
      "export { verifySlackRequest } from '@slack/bolt';",
    ];
    await writeFile(path.join(folder, 'peers.mjs'), names.join('\n'));
  });
  return import(path.join(folder, 'peers.mjs'));
}

function signedByLivespace({ body }: Delivery): Headers {
  return { 'x-livespace-signature': signDelivery(url, body, secret) };
}

function signedByStandard(prefix: string, { id, body }: Delivery): Headers {
  const time = seconds();
  const signature = `v1,${hmac(`${id}.${time}.`, body, 'base64')}`;
  return { [`${prefix}-id`]: id, [`${prefix}-timestamp`]: time, [`${prefix}-signature`]: signature };
}

function hmac(before: string, body: Buffer, encoding: 'hex' | 'base64'): string {
  return createHmac('sha256', secret).update(before).update(body).digest(encoding);
}

function genuine(is: boolean): void {
  if (!is) throw new Error('not genuine');
}
