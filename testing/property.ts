import fc from 'fast-check';

const runs = Number(process.env.FUZZ_RUNS ?? 10_000);
const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

/**
 * A test that a property holds for made-up inputs: 10,000 of them, or `FUZZ_RUNS`. The seed is printed; `FUZZ_SEED` makes
 * the same inputs again.
 *
 * @param options `share` of the runs, for a property whose run takes long.
 */
export function property<Inputs extends [unknown, ...unknown[]]>(
  title: string,
  inputs: { [Index in keyof Inputs]: fc.Arbitrary<Inputs[Index]> },
  holds: (...given: Inputs) => unknown,
  { share = 1 }: { share?: number } = {},
): void {
  const numRuns = Math.ceil(runs * share);
  test(
    title,
    async () => {
      process.stderr.write(`${title}: ${numRuns} runs, FUZZ_SEED=${seed}\n`);
      const check = async (...given: Inputs) => void (await holds(...given));
      await fc.assert(fc.asyncProperty(...inputs, check), { seed, numRuns });
    },
    Math.max(60_000, numRuns * 20),
  );
}
