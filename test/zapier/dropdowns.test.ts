import { startWorld } from '../../testing/zapier/harness.ts';

// As a Mac writes them: a letter, and its mark after it.
const mockDecomposed = 'Łukasz Wiśniewski'.normalize('NFD');
jest.mock('livespace-webhooks/host', () => ({
  ...jest.requireActual('livespace-webhooks/host'),
  listOwners: async () => [{ id: 'u-1', name: mockDecomposed }],
}));

test('a name is given as a keyboard writes it, so that Zapier’s search finds it', async () => {
  expect(mockDecomposed).not.toBe('Łukasz Wiśniewski');
  const world = await startWorld();
  await expect(world.zap('owner_list').operation('perform', {})).resolves.toEqual([
    { id: 'u-1', name: 'Łukasz Wiśniewski' },
  ]);
  await world.close();
});
