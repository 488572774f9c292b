import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { createAccount, eventNames } from 'livespace-webhooks';
import { code, codeFiles, components, type Json, manifest, readJson, root } from '../../testing/make/app.ts';
import { transform } from '../../testing/make/iml/evaluate.ts';
import { definitions, schemas } from '../../testing/make/schemas.ts';

const of = (type: string) => components.filter((component) => component.type === type);
const kebab = (id: string) => id.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();

describe('the manifest', () => {
  it('names files that exist, and there are no others but notices', () => {
    const there = ['general', 'connections', 'webhooks', 'modules'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name !== 'README.md')
        .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)),
    );
    expect(there.sort()).toEqual(codeFiles.map(({ path }) => path).sort());
    expect(existsSync(join(root, manifest.generalCodeFiles.readme))).toBe(true);
  });

  it('puts each file where Make’s extension would: folder and prefix in kebab-case', () => {
    const suffixes: Record<string, string> = {
      staticParams: 'static-params',
      mappableParams: 'mappable-params',
      requiredScope: 'required-scope',
    };
    for (const { type, id, metadata } of components) {
      for (const [kind, path] of Object.entries<string | null>(metadata.codeFiles)) {
        if (path === null) continue;
        expect(path).toBe(`${type}s/${kebab(id)}/${kebab(id)}.${suffixes[kind] ?? kind}.iml.json`);
        expect(basename(dirname(path))).toBe(kebab(id));
      }
    }
  });

  it('has ids that Make takes', () => {
    for (const { type, id } of components) {
      expect(id).toMatch(type === 'module' ? /^[a-zA-Z][0-9a-zA-Z]{2,47}$/ : /^[a-zA-Z][0-9a-zA-Z-]{1,33}[0-9a-zA-Z]$/);
    }
    expect(new Set(components.map(({ id }) => id.toLowerCase())).size).toBe(components.length);
  });

  it('refers to components that exist, and to each webhook once', () => {
    const connections = of('connection').map(({ id }) => id);
    for (const { metadata } of of('webhook')) {
      // Without a connection there is nothing to attach with, and the other way round.
      expect(metadata.connection !== null).toBe('attach' in metadata.codeFiles);
      if (metadata.connection) expect(connections).toContain(metadata.connection);
    }
    const watched = of('module').flatMap(({ metadata }) => metadata.webhook ?? []);
    for (const { metadata } of of('module')) if (!metadata.webhook) expect(connections).toContain(metadata.connection);
    expect(watched.sort()).toEqual(
      of('webhook')
        .map(({ id }) => id)
        .sort(),
    );
  });

  it('has every module in one group', () => {
    const grouped = readJson(manifest.generalCodeFiles.groups).flatMap(({ modules }: Json) => modules);
    expect(grouped.sort()).toEqual(
      of('module')
        .map(({ id }) => id)
        .sort(),
    );
  });

  it('keeps the API key of whoever deploys out of git', () => {
    expect(readFileSync(join(root, '../.gitignore'), 'utf8').split('\n')).toContain('.secrets');
  });
});

describe('every file fits its schema', () => {
  const ajv = new Ajv({ allErrors: true, strictTypes: false });
  ajv.addFormat('regex', (pattern: string) => Boolean(new RegExp(pattern)));
  for (const definition of definitions) ajv.addSchema(definition);

  it.each([
    ['makecomapp.json', 'manifest'],
    ...codeFiles.map(({ path, owner, kind }): [string, string] => [path, `${owner} ${kind}`]),
  ])('%s', (path, kind) => {
    const validate = ajv.compile(schemas[kind] ?? false);
    validate(readJson(path));
    expect(validate.errors).toBeNull();
  });

  it('and no schema is without a file', () => {
    const kinds = new Set(['manifest', ...codeFiles.map(({ owner, kind }) => `${owner} ${kind}`)]);
    expect([...kinds].sort()).toEqual(Object.keys(schemas).sort());
  });
});

describe('a module', () => {
  const makeTypes: Record<string, (value: Json) => boolean> = {
    text: (value) => typeof value === 'string',
    number: (value) => typeof value === 'number',
    integer: Number.isInteger,
    date: (value) => new Date(value).toISOString() === value,
    array: Array.isArray,
    collection: (value) => Object(value) === value,
    any: () => true,
    boolean: (value) => typeof value === 'boolean',
  };

  function holds(sample: Json, parameters: Json[]): void {
    expect(Object.keys(sample)).toEqual(parameters.map(({ name }) => name));
    for (const { name, type, spec } of parameters) {
      const value = sample[name];
      if (value === null) continue;
      expect(makeTypes[type]?.(value)).toBe(true);
      if (type === 'collection' && spec) holds(value, spec);
      if (type === 'array' && spec) for (const entry of value) holds(entry, spec);
    }
  }

  it.each(of('module'))('$id has a sample within its interface', ({ id }) => {
    holds(code('module', id, 'samples'), code('module', id, 'interface'));
  });

  it('exists for every event, and one for all of them', () => {
    const attached = of('webhook').filter(({ metadata }) => metadata.codeFiles.attach);
    const events = attached.flatMap(({ id }) => code('webhook', id, 'attach')[1].temp.call.subscription.events);
    expect(events).toEqual(eventNames);
    const [{ options, default: chosen }] = code('webhook', 'dealEvents', 'params');
    expect(options.map(({ value }: Json) => value)).toEqual(eventNames);
    expect(chosen).toEqual(eventNames);
  });

  it('that works on today’s accounts comes first', () => {
    const [first, second] = readJson(manifest.generalCodeFiles.groups);
    expect(first.modules).toEqual(['watchDealEvents', 'watchDealsScheduled']);
    expect(second.label).toMatch(/once Livespace has a subscription API/);
  });
});

describe('the subdomain field', () => {
  const { pattern } = code('connection', 'livespace', 'params')[0].validate;
  const { subdomain } = code('connection', 'livespace', 'communication').response.data;

  it.each(['acme', 'Acme-2', ' acme ', 'acme.livespace.io', 'https://acme.livespace.io/', 'https://acme.livespace.io'])(
    'takes %p and reads it as the core does',
    (typed) => {
      expect(typed).toMatch(new RegExp(pattern));
      const account = createAccount({ subdomain: typed, apiKey: 'k', apiSecret: 's' });
      expect(transform(subdomain, { parameters: { subdomain: typed } })).toBe(account.label);
    },
  );

  it.each([
    '',
    'acme/',
    'http://acme.livespace.io',
    'acme.evil.com',
    'acme@evil',
    'a b',
    '-acme',
    'acme.livespace.io.evil.com',
  ])('takes %p only where the core does, and never leads a request elsewhere', (typed) => {
    const refused = () => createAccount({ subdomain: typed, apiKey: 'k', apiSecret: 's' });
    if (new RegExp(pattern).test(typed)) expect(refused().label).toBe('acme');
    else if (typed !== 'acme/') expect(refused).toThrow();
    expect(transform(subdomain, { parameters: { subdomain: typed } })).toMatch(/^[a-z0-9-]*$/);
  });
});
