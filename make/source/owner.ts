import { dealPaths, ownerPaths, ownersPath } from 'livespace-webhooks/wire';
import { isFilled, isMap, isText, map, text } from './coerce.ts';
import { firstOf } from './iml.ts';
import { isMapById, oneEntry } from './lists.ts';
import { read } from './read.ts';

const fields = ['id', 'name', 'email'] as const;

/**
 * The first owner in IML: of a list, one object or a map by id, else the deal's own `owner` fields. IML can't make a list of
 * collections from another, so that `owners` holds this one alone.
 */
export function ownerFields(deal: string): Record<string, string> {
  const several = `${deal}.${ownersPath}`;
  const inMap = (path: string) => `get(toArray(${map(several, deal)}), '1.${path}')`;
  const byId = (value: string) => `if(${isMapById(several)}, ${value}, null)`;
  const first = inMap('value');
  const otherwise = {
    id: [byId(`if(${isText(first)}, ${inMap('key')}, if(${isMap(first)}, ${inMap('key')}, null))`)],
    // Or a list, or a map by id, of names alone, or one name.
    name: [`${several}[1]`, byId(first), several],
    email: [],
  };
  const owner = Object.fromEntries(
    fields.map((field) => {
      const inside = ownerPaths(field);
      const places = [read(`${several}[1]`, inside), read(several, inside), inMap(`value.${field}`)];
      const listed = [...places, ...otherwise[field]];
      const own = read(deal, dealPaths[`owner.${field}`]);
      return [field, `if(${isFilled(several)}, ${text(firstOf(listed))}, ${text(own)})`];
    }),
  );
  const parts = Object.entries(owner).map(([field, expression]) => [`deal.owner.${field}`, expression]);
  return { ...Object.fromEntries(parts), 'deal.owners': oneEntry(owner, deal) };
}
