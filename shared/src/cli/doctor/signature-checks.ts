import { sign } from '../../webhook/signature.ts';
import { signatureHeader, successStatuses } from '../../wire/delivery.ts';
import { explainFailure } from '../failures.ts';
import type { Finding } from '../output.ts';
import { type ProbeOptions, post } from '../probe.ts';
import { testEvent } from '../test-event.ts';
import { receiverOf } from './receivers.ts';

/** Sends a signed event and a forged one. Who is behind the URL may start something with the first. */
export async function* checkSignatures(url: string, secret: string, options: ProbeOptions): AsyncGenerator<Finding> {
  yield await checkSigned(url, secret, options);
  yield await checkForged(url, options);
}

async function checkSigned(url: string, secret: string, options: ProbeOptions): Promise<Finding> {
  const check = 'A signed event is accepted';
  const body = testEvent();
  const answer = await attempt(url, body, sign(url, body, secret), options);
  if (typeof answer !== 'number') return { check, verdict: 'failed', ...answer };
  if (successStatuses.includes(answer)) return { check, verdict: 'passed', detail: `HTTP ${answer}` };
  const remedy =
    answer === 401 || answer === 403
      ? 'The endpoint has another secret or another URL than was used here. Compare both with Account Settings → Webhooks.'
      : 'Look at the log of the endpoint.';
  return { check, verdict: 'failed', detail: `HTTP ${answer}`, remedy };
}

async function checkForged(url: string, options: ProbeOptions): Promise<Finding> {
  const check = 'A forged event is refused';
  const blind = receiverOf(url);
  if (blind) return { check, verdict: 'unknown', detail: blind.cannotSee };
  const answer = await attempt(url, testEvent(), '0'.repeat(64), options);
  if (typeof answer !== 'number') return { check, verdict: 'failed', ...answer };
  if (answer === 401 || answer === 403) return { check, verdict: 'passed', detail: `HTTP ${answer}` };
  const detail = `HTTP ${answer}`;
  return successStatuses.includes(answer)
    ? { check, verdict: 'failed', detail, remedy: 'Check the signature before anything else, and answer 401.' }
    : { check, verdict: 'failed', detail, remedy: 'Answer 401 to a wrong signature.' };
}

async function attempt(
  url: string,
  body: string,
  signature: string,
  options: ProbeOptions,
): Promise<number | { detail: string; remedy: string }> {
  try {
    const headers = { 'content-type': 'application/json', [signatureHeader]: signature };
    return (await post(url, body, headers, options)).status;
  } catch (error) {
    const { cause, remedy } = explainFailure(error);
    return { detail: cause, remedy };
  }
}
