import type { Delivery } from 'livespace-simulator';

/** A while in which a receiver could not be expected to remember what it had: each event on its way then may run once more. */
export interface Disturbance {
  kind: 'kill' | 'clock' | 'full store';
  /** Epoch milliseconds, as the deliveries'. */
  from: number;
  to: number;
}

/** What is known of one receiver when all is over. */
export interface Ledger {
  receiver: string;
  /** By Livespace, to this receiver's URL. */
  deliveries: readonly Delivery[];
  /** How often each event ran to its end, by id. */
  runs: ReadonlyMap<string, number>;
  /** How often it was begun and did not end well, as the host lists it: it was cut short by a kill or, seldom, a moved clock. */
  cut: ReadonlyMap<string, number>;
  /** Answered with success by the host itself, before its node could hear of them. */
  swallowed: ReadonlySet<string>;
  /**
   * Whether a sender that hung up counts as one whose run was started: a copy is thanked for then, and a kill before the run
   * is stored costs the event.
   */
  takesHangUpForStart: boolean;
  disturbances: readonly Disturbance[];
  /** Statuses that forgers were answered with; null for none. */
  forgeries: readonly (number | null)[];
}

/** Counts of events, and the ids of those that must not be. */
export interface Verdict {
  receiver: string;
  sent: number;
  attempts: number;
  taken: number;
  givenUp: number;
  /** Of those given up. */
  ranAllTheSame: number;
  cutShort: number;
  /** Taken by the host itself, and never begun. */
  swallowed: number;
  /** A copy was taken while the first, whose sender had hung up, was still starting; then it was killed. */
  lostWhileStarting: number;
  inFlightAtKills: number;
  repeats: number;
  /** Of the repeats: a store that is full costs no event, so it can't keep copies out. */
  repeatsWhileFull: number;
  forged: number;
  /** Taken, and never begun. */
  lost: string[];
  /** Ran more often than once and once more for each disturbance on the way. */
  tooOften: string[];
  /** Ran, and Livespace never sent it; or was forged and answered with success. */
  notGenuine: string[];
}

export function judge(ledger: Ledger): Verdict {
  const { receiver, deliveries, runs, cut, disturbances, forgeries } = ledger;
  const byEvent = new Map<string, Delivery[]>();
  for (const delivery of deliveries)
    byEvent.set(delivery.eventId, [...(byEvent.get(delivery.eventId) ?? []), delivery]);
  const begun = (id: string) => (runs.get(id) ?? 0) + (cut.get(id) ?? 0);
  const verdict: Verdict = {
    receiver,
    sent: byEvent.size,
    attempts: deliveries.length,
    taken: 0,
    givenUp: 0,
    ranAllTheSame: 0,
    cutShort: 0,
    swallowed: 0,
    lostWhileStarting: 0,
    inFlightAtKills: 0,
    repeats: 0,
    repeatsWhileFull: 0,
    forged: forgeries.length,
    lost: [],
    tooOften: [],
    notGenuine: [...runs.keys(), ...cut.keys()].filter((id) => !byEvent.has(id)),
  };
  if (forgeries.some((status) => status !== null && status < 400))
    verdict.notGenuine.push('a forgery was answered with success');

  for (const [id, attempts] of byEvent) {
    // From the first attempt to the end of the last one, copies and waits in between: then a copy may still come.
    const began = Math.min(...attempts.map(({ startedAt }) => startedAt));
    const ended = Math.max(...attempts.map(({ endedAt }) => endedAt ?? Number.POSITIVE_INFINITY));
    const during = (kind: Disturbance['kind']) =>
      disturbances.filter((one) => one.kind === kind && one.from <= ended && one.to >= began).length;
    const kills = during('kill');
    const isTaken = attempts.some(({ outcome }) => outcome === 'delivered');
    verdict[isTaken ? 'taken' : 'givenUp'] += 1;
    verdict.inFlightAtKills += kills;
    if (!isTaken && begun(id) > 0) verdict.ranAllTheSame += 1;
    if (isTaken && begun(id) === 0) {
      if (ledger.swallowed.has(id)) verdict.swallowed += 1;
      else if (ledger.takesHangUpForStart && kills > 0 && attempts.length > 1) verdict.lostWhileStarting += 1;
      else verdict.lost.push(id);
    }
    if (isTaken && !runs.has(id) && cut.has(id)) verdict.cutShort += 1;

    const repeats = Math.max(0, begun(id) - 1);
    const excess = repeats - kills - during('clock');
    verdict.repeats += repeats;
    if (excess <= 0) continue;
    if (during('full store') > 0) verdict.repeatsWhileFull += excess;
    else verdict.tooOften.push(id);
  }
  return verdict;
}
