/** @returns first quartile, median, third quartile. */
export function quartiles(values: readonly number[]): [number, number, number] {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return [at(0.25), at(0.5), at(0.75)];
}

/** @returns such as `10.4 µs (10.1 to 11.0)`. */
export function spread(values: readonly number[], digits: number, unit: string): string {
  const [first, median, third] = quartiles(values).map((value) => value.toFixed(digits));
  return `${median}${unit} (${first} to ${third})`;
}
