import fc from 'fast-check';

const runs = Number(process.env.FUZZ_RUNS ?? 10_000);
const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
/** A sequence of looks takes some 12, beside others more; each other input far less. */
const mostMs = 60;

/**
 * A test that a property holds for made-up inputs: 10,000 of them, or `FUZZ_RUNS`. The seed is printed; `FUZZ_SEED` makes
 * the same inputs again.
 */
export function property<Inputs extends [unknown, ...unknown[]]>(
  title: string,
  inputs: { [Index in keyof Inputs]: fc.Arbitrary<Inputs[Index]> },
  holds: (...given: Inputs) => unknown,
): void {
  test(
    title,
    async () => {
      process.stderr.write(`${title}: ${runs} runs, FUZZ_SEED=${seed}\n`);
      const check = async (...given: Inputs) => void (await holds(...given));
      await fc.assert(fc.asyncProperty(...inputs, check), { seed, numRuns: runs });
    },
    Math.max(60_000, runs * mostMs),
  );
}
