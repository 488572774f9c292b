import { isLivespaceError, type LivespaceError } from 'livespace-webhooks';
import { type RefusalCode, type Remedies, refusalText, withRemedy } from 'livespace-webhooks/host';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { isPublic } from './ways.ts';

/** The ways that work without a subscription API. */
const otherWays = `a trigger whose name ends in “(Scheduled)”${isPublic ? '' : ' or “(Manual)”'}, or with “Webhooks by Zapier: Catch Raw Hook” followed by our action “Check Livespace Event”`;
const compare =
  'Compare both with Account Settings → Webhooks in Livespace; after a change there, change them here too.';
const inAction = 'In the action “Check Livespace Event”';
const report = 'Report this to the maintainers of the app.';

/** What can be done about it in Zapier, where the core does not know. */
export const remedies: Remedies = {
  refused: `Start the Zap with ${otherWays}: none of these needs a subscription API. If the account has one, use the API key of an administrator.`,
  handshake_failed: 'The address is Zapier’s own: wait a few minutes, then turn the Zap on again.',
  invalid_endpoint:
    'Copy the webhook’s URL exactly as it is in Account Settings → Webhooks in Livespace: it starts with https://.',
  missing_secret: 'Copy it from Account Settings → Webhooks in Livespace into the field Webhook Secret.',
  body_not_raw: `${inAction}, map “Raw Body” from “Catch Raw Hook” into the field Body: the text as it arrived, unchanged.`,
  missing_signature: `Livespace did not send this. ${inAction}, map “Headers Http X Livespace Signature” from “Catch Raw Hook” into the field Signature.`,
  malformed_signature: `Livespace did not send this. ${inAction}, map “Headers Http X Livespace Signature” from “Catch Raw Hook”, and nothing else, into the field Signature.`,
  missing_url: 'Copy it from Account Settings → Webhooks in Livespace into the field Webhook URL.',
  wrong_signature: `Livespace did not send this, or the webhook’s URL or secret in this Zap is not the one in Livespace. ${compare} If every event is refused and both are right, report it to the maintainers of the app: Livespace may sign in a form that it does not know.`,
  form_changed: `Livespace did not send these, or the webhook’s secret was changed in Livespace, or Livespace now signs in another form. ${compare} If they are right, report it to the maintainers of the app.`,
  invalid_json: report,
  invalid_event: report,
  not_ready:
    'Copy it from Account Settings → Webhooks in Livespace into the field Webhook Secret; where this Zap has no such field, turn the Zap off and on again.',
};

/*
 * The platform appends the whole bundle, the webhook's secret with it, to the message of an error that lacks
 * `doNotContextify` (source: zapier-platform-core 19, middleware.js). So nothing of ours lets another error out.
 */

const retryAfterSeconds = 60;

type Work<R> = (z: ZObject, bundle: Bundle) => Promise<R>;

/** For what the user does: an error says what to do about it. */
export function withReadableErrors<R>(work: Work<R>): Work<R> {
  return (z, bundle) =>
    work(z, bundle).catch((error) => {
      throw isQuiet(error) ? error : readable(z, error);
    });
}

/** For what comes from outside: an error never turns the Zap off, so that a stranger can't. */
export function withHaltedErrors<R>(work: Work<R>): Work<R> {
  return (z, bundle) =>
    work(z, bundle).catch((error) => {
      throw isQuiet(error) ? error : halted(z, `${faultOf(error)} The event was not processed.`);
    });
}

/** Shows in the Zap's history as halted. */
export function halted(z: ZObject, message: string): Error {
  return quiet(new z.errors.HaltedError(message));
}

/** @returns cause and remedy, as they hold in Zapier. */
export function messageOf(error: LivespaceError): string {
  return withRemedy(error, remedies).message;
}

/** {@link messageOf} for a request that was not taken. */
export function reasonOf(refused: Parameters<typeof refusalText>[0] & { code: RefusalCode }): string {
  return refusalText(refused, remedies);
}

/** @returns whether Livespace no longer takes the connection's API key and secret, or never did. */
export function refusesCredentials({ code }: LivespaceError): boolean {
  return code === 'wrong_api_key' || code === 'wrong_api_secret';
}

function readable(z: ZObject, error: unknown): Error {
  if (!isLivespaceError(error)) return new z.errors.Error(`${faultOf(error)} Report this to its maintainers.`, 'fault');
  const message = messageOf(error);
  if (refusesCredentials(error)) {
    return quiet(new z.errors.ExpiredAuthError(`${message} Then reconnect your Livespace account in Zapier.`));
  }
  return error.code === 'rate_limited'
    ? new z.errors.ThrottledError(message, retryAfterSeconds)
    : new z.errors.Error(message, error.code);
}

/** Without its message, since nobody knows what a fault of ours would put there. */
function faultOf(error: unknown): string {
  return `The Livespace app failed (${error instanceof Error ? error.name : typeof error}).`;
}

function quiet(error: Error): Error {
  return Object.assign(error, { doNotContextify: true });
}

function isQuiet(error: unknown): boolean {
  return error instanceof Error && 'doNotContextify' in error && error.doNotContextify === true;
}
