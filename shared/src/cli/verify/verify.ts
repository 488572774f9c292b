import { buffer } from 'node:stream/consumers';
import { refusals } from '../../messages.ts';
import { signatureOf } from '../../webhook/raw-request.ts';
import { isSignature } from '../../webhook/signature.ts';
import { signatureHeader } from '../../wire/delivery.ts';
import { readGiven } from '../given-file.ts';
import type { Output } from '../output.ts';
import type { Settings } from '../settings.ts';
import { UsageError } from '../usage-error.ts';
import { type Delivery, diagnoseBinaryKey, verifyOrDiagnose } from './attempts.ts';
import { redactedReport } from './redacted-report.ts';

export interface VerifyOptions {
  url: string;
  signature: string;
  /** A file with the body exactly as received; standard input without it. */
  body?: string;
}

/** Tells in which form a delivery is signed, or what is likely wrong. @returns the exit code. */
export async function verifyDelivery(options: VerifyOptions, settings: Settings, output: Output): Promise<number> {
  const { url, signature } = options;
  await settings.require('secret');
  const delivery: Delivery = {
    url,
    signature: signatureOf({ url, headers: { [signatureHeader]: signature } }),
    body: await readBody(options.body),
    secrets: settings.secrets,
  };
  const { form, ...found } = verifyOrDiagnose(delivery);
  const { cause, remedy } = refusals.malformed_signature;
  const whyNone = () =>
    diagnoseBinaryKey(delivery) ?? (isSignature(delivery.signature) ? undefined : `${cause} ${remedy}`);
  const diagnosis = 'diagnosis' in found ? found.diagnosis : form ? undefined : whyNone();
  if (form && !diagnosis) {
    output.say(`✓ The signature matches, in the form ${form}.`, { matches: true, form });
    return 0;
  }
  if (diagnosis) {
    const inForm = form ? ` With that corrected it matches, in the form ${form}.` : '';
    output.say(`✗ The signature does not match. ${diagnosis}${inForm}`, {
      matches: false,
      diagnosis,
      form: form ?? null,
    });
    return 1;
  }
  const report = redactedReport(delivery);
  output.say(
    [
      '✗ The signature does not match, whatever was tried: another secret, another URL, a changed body, or a form that nobody knows yet.',
      '  → Compare secret and URL with Account Settings → Webhooks. If they are right, send the maintainers this report. It holds no',
      '    value, no signature, no host and no path:',
      ...JSON.stringify(report, null, 2).split('\n'),
    ],
    { matches: false, diagnosis: null, form: null, report },
  );
  return 1;
}

async function readBody(file: string | undefined): Promise<Buffer> {
  if (file === undefined || file === '-') {
    if (!process.stdin.isTTY) return buffer(process.stdin);
    throw new UsageError('There is no body.', 'livespace-webhooks verify --body body.json --url … --signature …');
  }
  return readGiven(file, '--body', 'body.json');
}
