import { isLivespaceError } from '../../errors.ts';
import { connect } from '../connect.ts';
import type { Finding, Output } from '../output.ts';
import { checkResolutions, type ProbeOptions } from '../probe.ts';
import type { Settings } from '../settings.ts';
import { checkAccount } from './account-checks.ts';
import { checkEndpoint } from './endpoint-checks.ts';
import { receiverOf } from './receivers.ts';
import { checkSignatures } from './signature-checks.ts';

export interface DoctorOptions extends ProbeOptions {
  url: string;
  /** Also sends a signed and a forged event: without it nothing but empty requests goes out. */
  send: boolean;
}

/** The help article's list of what may be wrong, in its order (docs/doctor.md). @returns the exit code. */
export async function doctor(options: DoctorOptions, settings: Settings, output: Output): Promise<number> {
  checkResolutions(options.url, options);
  let failed = 0;
  for await (const finding of withProgress(findings(options, settings), output)) {
    if (finding.verdict === 'failed') failed += 1;
    output.finding(finding);
  }
  output.say(
    failed === 0 ? 'Nothing wrong was found.' : `${failed} of these ${failed === 1 ? 'needs' : 'need'} your attention.`,
  );
  return failed === 0 ? 0 : 1;
}

async function* findings(options: DoctorOptions, settings: Settings): AsyncGenerator<Finding> {
  const { url, send } = options;
  let isReachable = true;
  for await (const finding of checkEndpoint(url, options)) {
    isReachable &&= finding.verdict !== 'failed';
    yield finding;
  }
  if (isReachable) yield* signatureFindings(options, settings);
  const receiver = isReachable && !send ? receiverOf(url) : undefined;
  if (receiver) yield { check: `Behind ${receiver.name}`, verdict: 'unknown', detail: receiver.cannotSee };
  yield* accountFindings(url, settings);
}

async function* signatureFindings(
  { url, send, ...options }: DoctorOptions,
  settings: Settings,
): AsyncGenerator<Finding> {
  const check = 'Signatures are checked';
  if (!send) {
    const remedy =
      'Add --send to send a signed and a forged test event. The signed one may start whatever is behind the URL.';
    yield { check, verdict: 'unknown', detail: 'nothing but empty requests was sent', remedy };
    return;
  }
  yield* checkSignatures(url, await settings.require('secret'), options);
}

async function* accountFindings(url: string, settings: Settings): AsyncGenerator<Finding> {
  const check = 'The account';
  if (!settings.hasAccount) {
    const remedy = 'Set LIVESPACE_SUBDOMAIN, LIVESPACE_API_KEY and LIVESPACE_API_SECRET to check it too.';
    yield { check, verdict: 'unknown', detail: 'no API key was given', remedy };
    return;
  }
  try {
    yield* checkAccount(await connect(settings), url);
  } catch (error) {
    if (!isLivespaceError(error)) throw error;
    yield { check, verdict: 'failed', detail: error.reason, remedy: error.remedy };
  }
}

async function* withProgress(all: AsyncGenerator<Finding>, output: Output): AsyncGenerator<Finding> {
  for (;;) {
    const { done, value } = await output.during('still looking', all.next());
    if (done) return;
    yield value;
  }
}
