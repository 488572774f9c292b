/**
 * An object that has what is given and throws on anything else, so that code can't rely on what the real thing lacks.
 *
 * @param name what the error calls it
 */
export function strict<T extends object>(name: string, members: object): T {
  return new Proxy(members, {
    get(target, key, receiver) {
      // Promises look for `then`, Jest and Node's inspector for symbols: no use of the thing itself.
      if (typeof key === 'symbol' || key === 'then' || key in target) return Reflect.get(target, key, receiver);
      throw new Error(`${name} has no "${key}"`);
    },
  }) as T;
}
