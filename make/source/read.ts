import { spellings } from 'livespace-webhooks/wire';
import { firstOf } from './iml.ts';

/**
 * What stands at the first of these places of a row that is not empty. A place inside an object comes right before the
 * object itself, of which at most one can be read.
 *
 * @param paths as in `livespace-webhooks/wire`, each read in every spelling.
 */
export function read(row: string, paths: readonly string[]): string {
  return firstOf(inOrder(paths.flatMap(spellings)).map((keys) => [row, ...keys].join('.')));
}

/** The keys that the places begin with: all that has to be looked at of a row to read them. */
export function heads(paths: readonly string[]): string[] {
  return [...new Set(paths.flatMap(spellings).map(([head = '']) => head))];
}

function inOrder(places: readonly string[][]): string[][] {
  const within = (head: string | undefined) => places.filter((place) => place.length > 1 && place[0] === head);
  const alone = new Set(places.filter(({ length }) => length === 1).map(([head]) => head));
  return places.flatMap((place) => {
    if (place.length === 1) return [...within(place[0]), place];
    return alone.has(place[0]) ? [] : [place];
  });
}
