import { dealPaths, dealStatuses, spellings } from 'livespace-webhooks/wire';
import { isText, text } from './coerce.ts';
import { firstOf, replace } from './iml.ts';
import { heads, read } from './read.ts';

const first = (deal: string) => read(deal, dealPaths.status);

/** Whichever of the places holds one of the known statuses, in lower case; an empty text where none does. */
function known(deal: string): string {
  const keys = new Set(dealPaths.status.flatMap(spellings).map((place) => place.at(-1)));
  const statuses = `"(?:${[...keys].join('|')})":" *(${dealStatuses.join('|')}) *"`;
  const json = `createJSON(pick(${[deal, ...heads(dealPaths.status).map((key) => `'${key}'`)].join(', ')}))`;
  return `lower(${replace(json, `^[^]*?${statuses}[^]*$|^[^]*$`, '$1', 'i')})`;
}

/** @returns an expression that is not empty where the deal has a status. */
export function hasStatus(deal: string): string {
  return firstOf([known(deal), isText(first(deal))]);
}

/** As the core's item has it: one of the known ones, else what is there as text; `null` where there is none. */
export function status(deal: string): string {
  return firstOf([known(deal), text(first(deal))]);
}
