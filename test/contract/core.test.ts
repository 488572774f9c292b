import { throughCore } from './columns.ts';
import { vectors } from './vectors.ts';

const forged = vectors.filter(({ expected }) => expected.code === 'wrong_signature');
const titled = (some: typeof vectors) => some.map((vector) => [vector.title, vector] as const);

test.each(titled(vectors.filter((vector) => !forged.includes(vector))))('%s', async (_, vector) => {
  await expect(throughCore(vector)).resolves.toMatchObject(vector.expected);
});

test.each(titled(forged))('%s', async (_, vector) => {
  // A core of its own, that remembers no signature form which could have changed.
  await jest.isolateModulesAsync(async () => {
    const core = await import('./columns.ts');
    await expect(core.throughCore(vector)).resolves.toMatchObject(vector.expected);
  });
});

test('no two vectors have the same title', () => {
  const titles = vectors.map(({ title }) => title);
  expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
});
