import type { Delivery } from 'livespace-simulator';
import { type Disturbance, judge, type Ledger } from '../../../testing/chaos/judge.ts';

/* The judge of the chaos has to find what it is there for: each of these is a receiver that does something wrong, or could. */

const url = 'https://hooks.example.com/livespace';

/** One attempt, from `startedAt` for 10 ms. */
function attempt(eventId: string, startedAt: number, outcome: Delivery['outcome'] = 'delivered', number = 1): Delivery {
  const status = outcome === 'delivered' ? 200 : 503;
  const rest = { eventName: 'deal.created', subscriptionId: 's-1', url, error: null, endedAt: startedAt + 10 };
  return { eventId, startedAt, outcome, status, attempt: number, ...rest };
}

const kill: Disturbance = { kind: 'kill', from: 500, to: 510 };

function verdict(change: Partial<Ledger>) {
  const deliveries = [attempt('a', 0), attempt('b', 495, 'retrying'), attempt('b', 600, 'delivered', 2)];
  const runs = new Map([
    ['a', 1],
    ['b', 1],
  ]);
  return judge({
    receiver: 'r',
    deliveries,
    runs,
    cut: new Map(),
    swallowed: new Set(),
    takesHangUpForStart: false,
    disturbances: [],
    forgeries: [401],
    ...change,
  });
}

const nothing = { lost: [], tooOften: [], notGenuine: [] };

test('events that ran once each are as they should be', () => {
  expect(verdict({})).toMatchObject({ sent: 2, attempts: 3, taken: 2, givenUp: 0, repeats: 0, ...nothing });
});

test('an event that was answered 200 and never begun is lost', () => {
  expect(verdict({ runs: new Map([['a', 1]]) })).toMatchObject({ ...nothing, lost: ['b'] });
});

test('one that the host itself answered, as n8n does while it starts, is counted apart', () => {
  const given = verdict({ runs: new Map([['a', 1]]), swallowed: new Set(['a', 'b']) });
  expect(given).toMatchObject({ ...nothing, swallowed: 1 });
});

test('a copy that was thanked for while the first was starting is lost at a kill, and only then', () => {
  const runs = new Map([['a', 1]]);
  const killed = { runs, takesHangUpForStart: true, disturbances: [kill] };
  expect(verdict(killed)).toMatchObject({ ...nothing, lostWhileStarting: 1 });
  expect(verdict({ ...killed, disturbances: [] })).toMatchObject({ ...nothing, lost: ['b'] });
  expect(verdict({ ...killed, takesHangUpForStart: false })).toMatchObject({ ...nothing, lost: ['b'] });
  expect(verdict({ ...killed, runs: new Map([['b', 1]]) })).toMatchObject({ ...nothing, lost: ['a'] });
});

test('one that a kill cut short was begun', () => {
  const cut = new Map([['b', 1]]);
  expect(verdict({ runs: new Map([['a', 1]]), cut })).toMatchObject({ ...nothing, cutShort: 1 });
});

test('one that Livespace gave up may be missing, or have run', () => {
  const deliveries = [attempt('a', 0, 'lost', 3), attempt('b', 0, 'lost', 3)];
  const given = verdict({ deliveries, runs: new Map([['a', 1]]) });
  expect(given).toMatchObject({ taken: 0, givenUp: 2, ranAllTheSame: 1, ...nothing });
});

test.each([
  ['it was not on its way at a kill', []],
  ['it was over before', [{ ...kill, from: 700, to: 710 }]],
  ['it began after', [{ ...kill, from: 300, to: 310 }]],
])('a second run is one too many where %s', (_, disturbances) => {
  expect(
    verdict({
      runs: new Map([
        ['a', 1],
        ['b', 2],
      ]),
      disturbances,
    }),
  ).toMatchObject({ ...nothing, tooOften: ['b'] });
});

test.each(['kill', 'clock'] as const)('it may run once more for each %s that it was on its way at', (kind) => {
  const disturbances = [{ ...kill, kind }];
  const twice = verdict({
    runs: new Map([
      ['a', 1],
      ['b', 2],
    ]),
    disturbances,
  });
  expect(twice).toMatchObject({ repeats: 1, repeatsWhileFull: 0, ...nothing });
  const thrice = verdict({
    runs: new Map([
      ['a', 1],
      ['b', 3],
    ]),
    disturbances,
  });
  expect(thrice).toMatchObject({ repeats: 2, tooOften: ['b'] });
});

test('a run that a kill cut short counts too', () => {
  const cut = new Map([['b', 1]]);
  expect(verdict({ cut })).toMatchObject({ repeats: 1, tooOften: ['b'] });
  expect(verdict({ cut, disturbances: [kill] })).toMatchObject({ repeats: 1, ...nothing });
});

test('a store that is full excuses more, and each is counted', () => {
  const disturbances: Disturbance[] = [{ ...kill, kind: 'full store' }];
  const runs = new Map([
    ['a', 1],
    ['b', 4],
  ]);
  expect(verdict({ runs, disturbances })).toMatchObject({ repeats: 3, repeatsWhileFull: 3, ...nothing });
});

test.each([
  [
    'that Livespace never sent and that ran',
    {
      runs: new Map([
        ['a', 1],
        ['b', 1],
        ['forged-1', 1],
      ]),
    },
  ],
  ['that was forged and cut short', { cut: new Map([['forged-1', 1]]) }],
  ['that was forged and answered with success', { forgeries: [401, 200] }],
])('an event %s is not genuine', (_, change) => {
  expect(verdict(change).notGenuine).toHaveLength(1);
});
