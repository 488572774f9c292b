import { promises as dns } from 'node:dns';
import { isIP } from 'node:net';
import { checkPublicUrl } from '../../api/endpoint.ts';
import { isLivespaceError } from '../../errors.ts';
import { answerWithinMs, successStatuses } from '../../wire/delivery.ts';
import { explainFailure, isCertificateFailure } from '../failures.ts';
import type { Finding } from '../output.ts';
import { type Answer, type ProbeOptions, post } from '../probe.ts';

const tries = 5;

/** What is told of a URL from outside: nothing but empty requests is sent. */
export async function* checkEndpoint(url: string, options: ProbeOptions): AsyncGenerator<Finding> {
  const address = checkUrl(url);
  yield address;
  if (address.verdict === 'failed') return;
  const name = await checkName(url, options);
  yield name;
  if (name.verdict === 'failed') return;
  yield* checkAnswers(url, options);
}

/** @returns whether Livespace would take the URL at all. */
function checkUrl(url: string): Finding {
  const check = 'The URL is https and public';
  try {
    checkPublicUrl(url);
    return { check, verdict: 'passed', detail: new URL(url).host };
  } catch (error) {
    if (!isLivespaceError(error)) throw error;
    return { check, verdict: 'failed', detail: error.reason, remedy: error.remedy };
  }
}

async function checkName(url: string, { resolve = [] }: ProbeOptions): Promise<Finding> {
  const check = 'DNS knows the host';
  const { hostname } = new URL(url);
  const [given] = resolve;
  if (given) return { check, verdict: 'unknown', detail: `not asked, since --resolve says ${given.address}` };
  if (isIP(hostname.replace(/^\[|\]$/g, ''))) return { check, verdict: 'passed', detail: 'the URL names an address' };
  try {
    const addresses = await dns.lookup(hostname, { all: true });
    return { check, verdict: 'passed', detail: addresses.map(({ address }) => address).join(', ') };
  } catch (error) {
    const { cause, remedy } = explainFailure(error);
    return { check, verdict: 'failed', detail: cause, remedy };
  }
}

async function* checkAnswers(url: string, options: ProbeOptions): AsyncGenerator<Finding> {
  const certificate = 'The certificate is trusted';
  const handshake = `An empty POST is answered 200 or 204 within ${answerWithinMs / 1000} s`;
  const answers: Answer[] = [];
  for (let round = 0; round < tries; round += 1) {
    try {
      answers.push(await post(url, '', {}, options));
    } catch (error) {
      const { cause, remedy } = explainFailure(error);
      if (round === 0 && isCertificateFailure(error)) {
        yield { check: certificate, verdict: 'failed', detail: cause, remedy };
        return;
      }
      if (round === 0) yield { check: certificate, verdict: 'unknown', detail: 'there was no answer' };
      yield { check: handshake, verdict: 'failed', detail: `${cause} (try ${round + 1} of ${tries})`, remedy };
      return;
    }
    if (round === 0) {
      yield { check: certificate, verdict: 'passed', detail: 'it is valid' };
      yield redirect(answers[0] as Answer, url);
    }
  }
  yield acknowledged(handshake, answers);
}

function redirect({ status, location }: Answer, url: string): Finding {
  const check = 'Nothing is redirected';
  if (status < 300 || status >= 400) return { check, verdict: 'passed', detail: 'the URL answers directly' };
  const target = location && URL.canParse(location, url) ? new URL(location, url) : undefined;
  const isLoop = target?.href === new URL(url).href;
  return {
    check,
    verdict: 'failed',
    detail: isLoop
      ? `the URL redirects to itself (HTTP ${status})`
      : `HTTP ${status} leads to ${target?.host ?? 'nowhere'}`,
    remedy: 'Put the final URL into Livespace, or remove the redirect: only 200 and 204 count.',
  };
}

function acknowledged(check: string, answers: readonly Answer[]): Finding {
  const slowest = Math.max(...answers.map(({ ms }) => ms));
  const wrong = answers.find(({ status }) => !successStatuses.includes(status));
  const detail = `${tries} tries, the slowest ${slowest} ms`;
  if (!wrong) return { check, verdict: 'passed', detail };
  return { check, verdict: 'failed', detail: `HTTP ${wrong.status}`, remedy: remedyFor(wrong.status) };
}

const remedies: Readonly<Record<number, string>> = {
  401: 'Let the empty request pass without a signature: it is Livespace’s handshake. Is there a login in front of the endpoint?',
  403: 'Let the empty request pass: it is Livespace’s handshake. Is there a firewall or a login in front of the endpoint?',
  404: 'Check the path of the URL. In n8n the workflow must be published, and the URL its Production URL.',
  405: 'The endpoint must take POST.',
  410: 'The webhook is gone: copy its current URL.',
  500: 'Look at the log of the endpoint.',
  503: 'Start the server behind the proxy.',
};

function remedyFor(status: number): string {
  return remedies[status] ?? 'Answer 200 or 204 to an empty POST.';
}
