import type { Verdict } from './judge.ts';
import { type Plan, rates } from './plan.ts';
import type { Outcome } from './run.ts';

const rows: readonly [title: string, of: (verdict: Verdict) => number][] = [
  ['events sent', ({ sent }) => sent],
  ['attempts to deliver them', ({ attempts }) => attempts],
  ['events taken (answered 200)', ({ taken }) => taken],
  ['taken, and never begun', ({ lost }) => lost.length],
  ['taken by n8n itself as it started, and lost', ({ swallowed }) => swallowed],
  ['taken as it was starting, and lost at a kill', ({ lostWhileStarting }) => lostWhileStarting],
  ['taken, and begun, but not ended', ({ cutShort }) => cutShort],
  ['given up by Livespace', ({ givenUp }) => givenUp],
  ['of these, ran all the same', ({ ranAllTheSame }) => ranAllTheSame],
  ['on their way at a kill', ({ inFlightAtKills }) => inFlightAtKills],
  ['runs too many', ({ repeats }) => repeats],
  ['of these, while the store was full', ({ repeatsWhileFull }) => repeatsWhileFull],
  ['of these, without an excuse', ({ tooOften }) => tooOften.length],
  ['forgeries', ({ forged }) => forged],
  ['forgeries that ran or were accepted', ({ notGenuine }) => notGenuine.length],
];

/** What happened and what came of it, as Markdown. */
export function tableOf(
  plan: Plan,
  verdicts: readonly Verdict[],
  { fates, orphans, isForeignUntouched }: Outcome,
): string {
  const incidents = plan.events.flatMap(({ incidents }) => incidents);
  const happened = Object.keys(rates).map((kind) => `${kind} ${incidents.filter((one) => one.kind === kind).length}×`);
  const onTheLine = [...fates].map(([fate, count]) => `${fate} ${count}×`).sort();
  return [
    `Seed ${plan.seed}, ${plan.events.length} events. ${happened.join(', ')}. A request ${onTheLine.join(', ')}.`,
    '',
    line(['', ...verdicts.map(({ receiver }) => receiver)]),
    line(['---', ...verdicts.map(() => '---:')]),
    ...rows.map(([title, of]) => line([title, ...verdicts.map((verdict) => String(of(verdict)))])),
    '',
    `Orphan subscriptions: ${orphans.length}. Foreign subscriptions: ${isForeignUntouched ? 'untouched' : 'changed'}.`,
  ].join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
