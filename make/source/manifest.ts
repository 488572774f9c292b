import { type Instant, idOf, instants, scheduled } from './components.ts';

/** `makecomapp.json`, by which Make's VS Code extension finds the files. */
export function manifest(): object {
  const none = { altConnection: null };
  return {
    fileVersion: 1,
    generalCodeFiles: {
      base: 'general/base.iml.json',
      common: null,
      readme: 'README.md',
      groups: 'modules/groups.json',
    },
    components: {
      connection: {
        livespace: {
          label: 'Livespace',
          connectionType: 'basic',
          codeFiles: { ...codeFiles('connections/livespace', 'communication', 'params'), common: null },
        },
      },
      webhook: byId(instants, 'webhook', ({ webhook, label, isAttached }) => ({
        label,
        webhookType: 'web',
        connection: isAttached ? 'livespace' : null,
        ...none,
        codeFiles: codeFiles(`webhooks/${webhook}`, ...webhookFiles(isAttached)),
      })),
      module: {
        ...byId(instants, 'module', ({ webhook, module, moduleLabel, description }) => ({
          label: moduleLabel,
          description,
          moduleType: 'instant_trigger',
          connection: null,
          ...none,
          webhook: idOf(webhook),
          codeFiles: codeFiles(`modules/${module}`, ...moduleFiles),
        })),
        [idOf(scheduled.module)]: {
          label: scheduled.moduleLabel,
          description: scheduled.description,
          moduleType: 'trigger',
          connection: 'livespace',
          ...none,
          codeFiles: codeFiles(`modules/${scheduled.module}`, ...moduleFiles, 'epoch', 'scope'),
        },
      },
      rpc: {},
      function: {},
      endpoint: {},
    },
    // Whoever deploys has an origin of his own.
    origins: [],
  };
}

const moduleFiles = ['communication', 'static-params', 'mappable-params', 'interface', 'samples'] as const;

function webhookFiles(isAttached: boolean): readonly string[] {
  return ['communication', 'params', ...(isAttached ? ['attach', 'detach'] : []), 'update', 'required-scope'];
}

function byId<Key extends 'webhook' | 'module'>(all: readonly Instant[], key: Key, entry: (one: Instant) => object) {
  return Object.fromEntries(all.map((one) => [idOf(one[key]), entry(one)]));
}

function codeFiles(folder: string, ...kinds: string[]): Record<string, string> {
  const name = folder.split('/').at(-1);
  return Object.fromEntries(kinds.map((kind) => [idOf(kind), `${folder}/${name}.${kind}.iml.json`]));
}

/** What the scenario builder shows together: first what works on today's accounts. */
export function groups(): object[] {
  const [attached, manual] = [true, false].map((is) => instants.filter(({ isAttached }) => isAttached === is));
  const ids = (some: readonly Instant[] = []) => some.map(({ module }) => idOf(module));
  return [
    { label: 'Deals', modules: [...ids(manual), idOf(scheduled.module)] },
    { label: 'Deals, once Livespace has a subscription API', modules: ids(attached) },
  ];
}
