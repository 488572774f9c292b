import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { importsOf, productFiles } from '../../testing/product-code.ts';

const root = path.resolve(__dirname, '../..');
const graph = new Map(productFiles().map((file) => [file, importsOf(file)]));

/** @returns the files of a circle, the first of them again at its end; none where there is no circle. */
function circleIn(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const visit = (file: string, above: readonly string[]): string[] => {
    if (above.includes(file)) return [...above.slice(above.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const imported of imports.get(file) ?? []) {
      const circle = visit(imported, [...above, file]);
      if (circle.length > 0) return circle;
    }
    done.add(file);
    return [];
  };
  for (const file of imports.keys()) {
    const circle = visit(file, []);
    if (circle.length > 0) return circle;
  }
  return [];
}

/** All that a file stands on, directly or by way of others. */
function under(file: string, found = new Set<string>()): Set<string> {
  for (const imported of graph.get(file) ?? []) {
    if (found.has(imported)) continue;
    found.add(imported);
    under(imported, found);
  }
  return found;
}

describe('the graph', () => {
  test('is made of what the files import', () => {
    expect(graph.size).toBeGreaterThan(80);
    expect(graph.get('shared/src/webhook/receive.ts')).toContain('shared/src/webhook/signature.ts');
    expect(graph.get('zapier/src/connection.ts')).toContain('shared/src/index.ts');
  });

  test('has no circle', () => expect(circleIn(graph)).toEqual([]));

  test('would show one', () => {
    const circular = new Map([...graph, ['shared/src/clock.ts', ['shared/src/index.ts']]]);
    expect(circleIn(circular)).toContain('shared/src/clock.ts');
  });
});

test('the rooms item and wire stand on nothing that asks, hears or looks', () => {
  const rooms = [...graph.keys()].filter((file) => /^shared\/src\/(?:item|wire)\//.test(file));
  expect(rooms.length).toBeGreaterThan(10);
  const found = new Set(rooms.flatMap((file) => [...under(file)]));
  const others = /^shared\/src\/(?:api|webhook|schedule|endpoint|stores|cli)\//;
  expect([...found].filter((file) => others.test(file))).toEqual([]);
});

test('the core stands on no host', () => {
  const core = [...graph.keys()].filter((file) => file.startsWith('shared/'));
  expect(core.flatMap((file) => [...under(file)]).filter((file) => !file.startsWith('shared/'))).toEqual([]);
});

describe('the linter refuses', () => {
  const adapters = ['zapier/src/x.ts', 'n8n/nodes/Livespace/shared/x.ts', 'n8n/credentials/x.ts', 'make/source/x.ts'];
  const product = [...adapters, 'shared/src/webhook/x.ts', 'shared/src/item/x.ts', 'simulator/src/api/x.ts'];
  const refused: [file: string, specifier: string][] = [
    ...product.flatMap((file): [string, string][] => [
      [file, '../../testing/sign.ts'],
      [file, '../../test/contract/vectors.ts'],
    ]),
    ...adapters.map((file): [string, string] => [file, '../../../shared/src/index.ts']),
    ...['item', 'wire'].flatMap((room) =>
      ['api/client', 'webhook/receive', 'schedule/look'].map((other): [string, string] => [
        `shared/src/${room}/x.ts`,
        `../${other}.ts`,
      ]),
    ),
    ['shared/src/api/x.ts', '../../../zapier/src/settings.ts'],
    ['simulator/src/api/x.ts', 'livespace-webhooks'],
    ['simulator/src/wire/x.ts', '../api/sessions.ts'],
    ['test/zapier/x.test.ts', 'node:crypto'],
  ];
  const allowed: [file: string, specifier: string][] = [
    ['zapier/src/x.ts', 'livespace-webhooks/host'],
    ['n8n/nodes/Livespace/instant/x.ts', '../shared/transport'],
    ['make/source/x.ts', 'livespace-webhooks/wire'],
    ['shared/src/webhook/x.ts', '../item/item.ts'],
    ['shared/src/item/x.ts', '../wire/deal.ts'],
    ['test/x.test.ts', '../testing/sign.ts'],
    ['testing/sign.ts', 'node:crypto'],
    ['bench/x.ts', 'node:crypto'],
  ];

  const folder = mkdtempSync(path.join(tmpdir(), 'imports-'));
  const probes = [...refused, ...allowed].map(([file, specifier], index) => {
    const probe = file.replace(/x(?=\.)/, `probe-${index}`);
    mkdirSync(path.join(folder, path.dirname(probe)), { recursive: true });
    writeFileSync(path.join(folder, probe), `export { createHmac } from '${specifier}';\n`);
    return { file, specifier, probe };
  });
  const { overrides } = JSON.parse(readFileSync(path.join(root, 'biome.json'), 'utf8'));
  writeFileSync(path.join(folder, 'biome.json'), JSON.stringify({ overrides }));
  const biome = ['lint', '--only=style/noRestrictedImports', '--reporter=json', '--max-diagnostics=none'];
  const { stdout } = spawnSync(path.join(root, 'node_modules/.bin/biome'), biome, { cwd: folder, encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  const { diagnostics }: { diagnostics: { location: { path: string } }[] } = JSON.parse(stdout);
  const found = diagnostics.map(({ location }) => path.basename(location.path));

  test.each(probes.slice(0, refused.length))('in $file: $specifier', ({ probe }) => {
    expect(found).toContain(path.basename(probe));
  });

  test.each(probes.slice(refused.length))('but not in $file: $specifier', ({ probe }) => {
    expect(found).not.toContain(path.basename(probe));
  });
});
