import { sign } from '../webhook/signature.ts';
import { signatureHeader, successStatuses } from '../wire/delivery.ts';
import type { FormName } from '../wire/signature-forms.ts';
import { explainFailure } from './failures.ts';
import type { Output } from './output.ts';
import { checkResolutions, type ProbeOptions, post } from './probe.ts';
import type { Settings } from './settings.ts';
import { testEvent } from './test-event.ts';

export interface SendOptions extends ProbeOptions {
  url: string;
  event: string;
  form: FormName;
}

/** Sends the sample of an event, signed as Livespace would. @returns the exit code. */
export async function send(
  { url, event, form, ...options }: SendOptions,
  settings: Settings,
  output: Output,
): Promise<number> {
  checkResolutions(url, options);
  const secret = await settings.require('secret');
  const body = testEvent(event);
  const headers = { 'content-type': 'application/json', [signatureHeader]: sign(url, body, secret, form) };
  try {
    const { status, ms } = await output.during('waiting for the answer', post(url, body, headers, options));
    const isTaken = successStatuses.includes(status);
    output.say(`${isTaken ? '✓' : '✗'} ${event} was answered with HTTP ${status} in ${ms} ms.`, { event, status, ms });
    return isTaken ? 0 : 1;
  } catch (error) {
    const { cause, remedy } = explainFailure(error);
    output.say([`✗ ${event} was not accepted: ${cause}.`, `  → ${remedy}`], { event, status: null, cause, remedy });
    return 1;
  }
}
