import fc from 'fast-check';
import { eventNames } from 'livespace-webhooks';
import { dealPaths, ownersPath, reasonPaths, spellings } from 'livespace-webhooks/wire';

/** Any JSON, now and then nested, with what Livespace's loose values look like among it. */
export const json = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom('', ' ', '0', '5,00', '1 234,50 zł', '2025-10-08 15:19:13+02', 'won', 'Open', '__proto__', [], {}),
  fc.integer({ min: -1e13, max: 1e13 }),
);

const everyPath = [...Object.values(dealPaths).flat(), ownersPath].concat(
  Object.values(reasonPaths).flatMap(({ reason, reason_note: note }) => [...reason, ...note]),
);
const heads = [...new Set(everyPath.flatMap(spellings).map(([head = '']) => head))];

/** A deal with an id, some of the fields that are read, whatever they hold, and some that nobody knows. */
export const deal = fc
  .tuple(
    fc.oneof(fc.string({ minLength: 1 }), fc.integer()),
    fc.dictionary(fc.oneof(fc.constantFrom(...heads), fc.string()), fieldValue(), { maxKeys: 8 }),
  )
  .map(([id, fields]) => ({ ...fields, id }));

function fieldValue() {
  const inner = fc.constantFrom(
    'id',
    'name',
    'email',
    'code',
    'amount',
    'value',
    'currency',
    'note',
    'label',
    '0',
    '3',
  );
  return fc.oneof(
    json,
    fc.dictionary(inner, json, { maxKeys: 3 }),
    fc.array(fc.dictionary(inner, json, { maxKeys: 2 }), { maxLength: 3 }),
  );
}

/** An event with a name and a deal's id; everything else may be anything, or missing. */
export const event = fc
  .tuple(
    fc.oneof(fc.constantFrom(...eventNames), fc.string({ minLength: 1 })),
    deal,
    fc.record({ id: json, timestamp: json, webhook_delivery_attempt: json, version: json }, { requiredKeys: [] }),
    fc.dictionary(fc.string(), json, { maxKeys: 3 }),
  )
  .map(([name, data, known, unknown]) => ({ ...unknown, ...known, name, data }));
