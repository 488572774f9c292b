import type { IncomingHttpHeaders } from 'node:http';
import type { HttpAnswer } from './api/api.ts';
import { signatureHeader } from './wire/delivery.ts';
import { type SignatureForm, sign } from './wire/signature-forms.ts';
import type { Subscription } from './wire/subscription.ts';

export const receiverPath = '/receiver';

/** What the test receiver makes of a genuine delivery. The first is the default. */
export const receiverModes = {
  accepts: 200,
  'asks for it again': 503,
  refuses: 401,
  fails: 500,
  'moved elsewhere': 302,
  'never answers': null,
} as const;
export type ReceiverMode = keyof typeof receiverModes;

export interface ReceiverOptions {
  subscriptions: () => readonly Subscription[];
  form: () => SignatureForm;
  mode: () => ReceiverMode;
}

/** An endpoint for trying webhooks without any other program: it passes handshakes, and checks signatures like any other. */
export class Receiver {
  readonly #options: ReceiverOptions;

  constructor(options: ReceiverOptions) {
    this.#options = options;
  }

  async answer(headers: IncomingHttpHeaders, body: string): Promise<HttpAnswer> {
    if (body.trim() === '') return text(200, 'handshake');
    if (!this.#isGenuine(headers, body))
      return text(401, 'the signature is not made of this URL, this body and the secret');
    const mode = this.#options.mode();
    const status = receiverModes[mode];
    return status === null ? new Promise(() => undefined) : text(status, `the test receiver ${mode}`);
  }

  #isGenuine(headers: IncomingHttpHeaders, body: string): boolean {
    const { subscriptions, form } = this.#options;
    const signature = headers[signatureHeader.toLowerCase()];
    const ours = subscriptions().filter(({ url }) => new URL(url).pathname === receiverPath);
    return ours.some(({ url, secret }) => sign(form(), url, body, secret) === signature);
  }
}

function text(status: number, body: string): HttpAnswer {
  return { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: `${body}\n` };
}
