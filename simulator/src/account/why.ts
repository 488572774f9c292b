import { isSuccess, type Outcome } from './outbound.ts';

type Reason = readonly [when: (outcome: Outcome) => boolean, why: string];

const status =
  (from: number, to = from) =>
  (outcome: Outcome) =>
    outcome.status !== null && outcome.status >= from && outcome.status <= to;
const error = (part: string) => (outcome: Outcome) => outcome.error?.includes(part) ?? false;

/** The first that fits. */
const reasons: readonly Reason[] = [
  [error('no answer within'), 'The receiver was too slow: Livespace waits 3 seconds for the whole answer.'],
  [error('ECONNREFUSED'), 'Nothing is listening at this address. Is the receiver running?'],
  [error('ENOTFOUND'), 'There is no host with this name.'],
  [error('EAI_AGAIN'), 'There is no host with this name, or no network.'],
  [error('certificate'), 'The receiver’s certificate is not valid.'],
  [error(''), 'The connection broke off before there was an answer.'],
  [status(100, 199), 'The receiver wants to speak another protocol.'],
  [status(200, 299), 'Only 200 and 204 count as success.'],
  [status(300, 399), 'Redirects are not followed. Enter the URL that it leads to.'],
  [status(401), 'The receiver refused it. Does it have this subscription’s URL and secret, and expect this signature?'],
  [status(403), 'The receiver refused it. Does it have this subscription’s URL and secret, and expect this signature?'],
  [status(404), 'The receiver does not know this URL. Is its workflow published, and the URL complete?'],
  [status(405), 'The receiver does not accept POST at this URL.'],
  [status(410), 'The receiver says that this URL is gone for good.'],
  [status(413), 'The event is too long for the receiver.'],
  [status(429), 'The receiver is getting too many events at once.'],
  [status(400, 499), 'The receiver did not accept it. Its log says why.'],
  [status(503), 'The receiver asks for the event to be sent again.'],
  [status(500, 599), 'The receiver failed. Its log says why.'],
];

/** Why a delivery that has ended failed, for a person. Null for one that did not. */
export function whyFailed(outcome: Outcome): string | null {
  if (isSuccess(outcome) || (outcome.status === null && outcome.error === null)) return null;
  return reasons.find(([fits]) => fits(outcome))?.[1] ?? null;
}
