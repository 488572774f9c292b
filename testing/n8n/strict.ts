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

/** {@link strict}, and its methods work on the object alone, as those of n8n's contexts do: one taken out of it throws. */
export function strictContext<T extends object>(name: string, members: object): T {
  const methods = Object.entries(members).map(([key, member]) => {
    if (typeof member !== 'function') return [key, member];
    const method = function (this: unknown, ...args: unknown[]) {
      if (this !== context) throw new TypeError(`${name}.${key} was called without its context`);
      return member(...args);
    };
    return [key, method];
  });
  const context = strict<T>(name, Object.fromEntries(methods));
  return context;
}
