import { play, scenario } from '../../../testing/livespace/any-sequence.ts';
import { property } from '../../../testing/property.ts';

property(
  'any sequence of looks, failures, restarts, clock changes and facts gives each fact once',
  [scenario],
  async (one) => expect(await play(one)).toEqual([]),
);
