import fc from 'fast-check';

/*
 * All that chance decides in a run is decided here, before it begins: the same seed gives the same plan. What the machine
 * adds, such as how far a process was when it was killed, no seed can.
 */

/** What becomes of one request on its way to a receiver. */
export const fates = {
  passes: 80,
  'comes late': 6,
  'loses its answer': 4,
  'is answered too late': 1,
  'breaks off': 4,
  'comes twice': 5,
} as const;
export type Fate = keyof typeof fates;

/** In which way an event leaves Livespace. */
export const departures = { 'at once': 70, delayed: 10, duplicated: 15, reordered: 5 } as const;
export type Departure = keyof typeof departures;

/** What happens once in so many events, and in each run at least once. */
export const rates = {
  'n8n is killed': 250,
  'an endpoint process is killed': 50,
  'the store is full': 170,
  'the clock moves': 120,
  'the secret in n8n changes': 170,
  'the secret of the endpoint changes': 170,
  'the workflow is published again': 200,
  'a forger calls': 5,
} as const;
export type IncidentKind = keyof typeof rates;

export interface Incident {
  kind: IncidentKind;
  /** For what is left to choose: 0 to 9999. */
  choice: number;
}

export interface PlannedEvent {
  departure: Departure;
  /** Milliseconds until the next one. */
  pause: number;
  /** Of its requests to one receiver, in turn; then from the start again. */
  fates: readonly Fate[];
  incidents: readonly Incident[];
}

export interface Plan {
  seed: number;
  events: readonly PlannedEvent[];
}

/** @param count of events, 20 at least */
export function planOf(seed: number, count: number): Plan {
  const event = fc.record({
    departure: weighted(departures),
    pause: fc.integer({ min: 0, max: 160 }),
    fates: listOf(9, weighted(fates)),
  });
  // Neither before the first event, nor when the last ones are through.
  const at = fc.integer({ min: Math.floor(count / 20), max: Math.floor((count * 9) / 10) });
  const incidents = Object.entries(rates).map(([kind, rate]) => {
    const incident = fc.record({ at, kind: fc.constant(kind as IncidentKind), choice: fc.nat({ max: 9999 }) });
    return listOf(Math.ceil(count / rate), incident);
  });
  const whole = fc.noBias(fc.record({ events: listOf(count, event), incidents: fc.tuple(...incidents) }));
  const [plan] = fc.sample(whole, { seed, numRuns: 1 });
  const happening = plan?.incidents.flat() ?? [];
  const events = (plan?.events ?? []).map((one, index) => ({
    ...one,
    incidents: happening.filter((incident) => incident.at === index),
  }));
  return { seed, events };
}

function listOf<T>(length: number, of: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(of, { minLength: length, maxLength: length, size: 'max' });
}

function weighted<Name extends string>(weights: Readonly<Record<Name, number>>): fc.Arbitrary<Name> {
  const names = Object.keys(weights) as Name[];
  return fc.oneof(...names.map((name) => ({ arbitrary: fc.constant(name), weight: weights[name] })));
}
