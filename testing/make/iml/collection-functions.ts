import { array, collection, inside, text, type Value } from './types.ts';

/** Of functions.ts those that work on arrays and collections, and on JSON. */
export const collectionFunctions: Readonly<Record<string, (...args: Value[]) => Value>> = {
  /** “Returns the value path of an object or array. … The first item in an array is index 1.” `get(array;5.raw name)` */
  get: (object, path) => text(path).split('.').reduce<Value>(inside, object),

  /** “Picks elements with the given keys from a collection. Returns a collection that contains only the picked elements.” */
  pick: (value, ...keys) => {
    const from = collection(value);
    return Object.fromEntries(keys.map(text).flatMap((key) => (Object.hasOwn(from, key) ? [[key, from[key]]] : [])));
  },

  /** “Removes elements with the given keys from a collection.” */
  omit: (value, ...keys) =>
    Object.fromEntries(Object.entries(collection(value)).filter(([key]) => !keys.map(text).includes(key))),

  /** “Creates a JSON string inside a JSON object.” (DEV, “Processing of JSON strings inside a JSON object”) */
  createJSON: (value) => JSON.stringify(Array.isArray(value) ? value : collection(value)),

  /** Makes of “a JSON string” what is in it (DEV, the same page). */
  parseJSON: (value) => JSON.parse(text(value)),

  /** “Removes values specified in the parameters of an array. Effective only in case of primitive arrays of text or numbers.” */
  remove: (value, ...values) => array(value).filter((entry) => !values.includes(entry)),

  /** “Adds values specified in parameters to an array and returns that array.” */
  add: (value, ...more) => [...array(value), ...more],

  /** “Converts a collection into an array of key-value collections.” */
  toArray: (value) => Object.entries(collection(value)).map(([key, inner]) => ({ key, value: inner })),

  /**
   * “Returns a primitive array containing values of a complex array. Allows filtering values. Use raw variable names for
   * keys.” `map(Emails[];email;label;work,home)`
   */
  map: (value, key, filterKey, filterValues) =>
    array(value)
      .filter(
        (entry) =>
          filterKey === undefined ||
          text(filterValues)
            .split(',')
            .includes(text(inside(entry, text(filterKey)))),
      )
      .map((entry) => inside(entry, text(key))),

  /** “Returns the number of items in an array.” */
  length: (value) => array(value).length,

  /** “Merges two or more arrays into one array.” */
  merge: (...arrays) => arrays.flatMap(array),

  /** “Removes duplicates inside an array. Use the key argument to access properties inside complex objects.” */
  distinct: (value, key) => [
    ...new Map(
      array(value)
        .toReversed()
        .map((entry) => [inside(entry, text(key)), entry]),
    ).values(),
  ],
};
