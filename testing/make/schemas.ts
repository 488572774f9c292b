/*
 * What we hold our files to, by kind: our own small schemas, narrower than what Make takes (its limits of lengths are from
 * the editor of its VS Code extension). A directive that is not here is one whose effect nobody has looked up.
 */

const text = { type: 'string', minLength: 1 };
const closed = (required: string[], properties: object) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});
const empty = (type: 'array' | 'object') => ({ type, maxItems: 0, maxProperties: 0 });

const errorType = {
  anyOf: [
    { enum: ['RuntimeError', 'DataError', 'RateLimitError', 'ConnectionError'] },
    { enum: ['InvalidConfigurationError', 'InvalidAccessTokenError'] },
    { pattern: '^\\{\\{.+\\}\\}$' },
  ],
};
const message = { ...text, maxLength: 1024 };

const request = closed(['url', 'method', 'type', 'body', 'followRedirects', 'followAllRedirects', 'log', 'response'], {
  url: { ...text, maxLength: 512 },
  method: { const: 'POST' },
  condition: text,
  temp: { type: 'object' },
  type: { const: 'urlencoded' },
  body: { type: 'object', additionalProperties: text },
  followRedirects: { const: false },
  followAllRedirects: { const: false },
  log: closed(['sanitize'], { sanitize: { type: 'array', contains: { const: 'request.body' }, items: text } }),
  response: closed(['type', 'valid', 'error'], {
    type: { type: 'object' },
    valid: text,
    error: closed(['message', 'type'], { message, type: errorType }),
    temp: { type: 'object' },
    data: { type: 'object' },
    metadata: closed(['type', 'value'], { type: { const: 'text' }, value: text }),
    limit: text,
    iterate: closed(['container', 'condition'], { container: text, condition: text }),
    trigger: closed(['type', 'order', 'id', 'date'], {
      type: { const: 'date' },
      order: { enum: ['asc', 'desc', 'unordered'] },
      id: { ...text, maxLength: 512 },
      date: { ...text, maxLength: 512 },
    }),
    output: { type: 'object' },
  }),
});

const respond = closed(['status', 'type', 'body'], {
  status: { const: 200 },
  type: { const: 'text' },
  body: { const: '' },
});

const parameter = {
  $id: 'parameter',
  ...closed(['name', 'type', 'label'], {
    name: { ...text, maxLength: 128 },
    type: { enum: 'text password number integer uinteger boolean date array collection select any'.split(' ') },
    label: { ...text, maxLength: 256 },
    help: text,
    required: { type: 'boolean' },
    editable: { const: true },
    validate: closed(['pattern'], { pattern: { type: 'string', format: 'regex' } }),
    spec: { type: 'array', items: { $ref: 'parameter' } },
    multiple: { type: 'boolean' },
    default: { type: ['string', 'integer', 'array'] },
    options: { type: 'array', items: closed(['label', 'value'], { label: text, value: text }) },
  }),
};
const parameters = { type: 'array', items: { $ref: 'parameter' } };

const codeFilesOf = (...kinds: string[]) =>
  closed(kinds, Object.fromEntries(kinds.map((kind) => [kind, { type: ['string', 'null'] }])));
const webhookOf = (connection: object, ...kinds: string[]) =>
  closed(['label', 'webhookType', 'connection', 'altConnection', 'codeFiles'], {
    label: text,
    webhookType: { const: 'web' },
    connection,
    altConnection: { const: null },
    codeFiles: codeFilesOf('communication', 'params', 'update', 'requiredScope', ...kinds),
  });
const componentsOf = (schema: object) => ({ type: 'object', additionalProperties: schema });

const moduleOf = (moduleType: string, references: object, kinds: string[]) =>
  closed(['label', 'description', 'moduleType', 'altConnection', 'codeFiles', ...Object.keys(references)], {
    label: text,
    description: { type: 'string', pattern: '^Triggers when .+\\.$' },
    moduleType: { const: moduleType },
    altConnection: { const: null },
    ...references,
    codeFiles: codeFilesOf('communication', 'staticParams', 'mappableParams', 'interface', 'samples', ...kinds),
  });

const manifest = closed(['fileVersion', 'generalCodeFiles', 'components', 'origins'], {
  fileVersion: { const: 1 },
  generalCodeFiles: codeFilesOf('base', 'common', 'readme', 'groups'),
  components: closed(['connection', 'webhook', 'module', 'rpc', 'function', 'endpoint'], {
    connection: componentsOf(
      closed(['label', 'connectionType', 'codeFiles'], {
        label: text,
        connectionType: { const: 'basic' },
        codeFiles: codeFilesOf('communication', 'params', 'common'),
      }),
    ),
    webhook: componentsOf({ oneOf: [webhookOf(text, 'attach', 'detach'), webhookOf({ const: null })] }),
    module: componentsOf({
      oneOf: [
        moduleOf('instant_trigger', { connection: { const: null }, webhook: text }, []),
        moduleOf('trigger', { connection: text }, ['epoch', 'scope']),
      ],
    }),
    rpc: empty('object'),
    function: empty('object'),
    endpoint: empty('object'),
  }),
  // Whoever deploys has an origin of his own.
  origins: empty('array'),
});

export const definitions = [parameter];

/** By owner and kind, as the manifest names a file. */
export const schemas: Readonly<Record<string, object>> = {
  manifest,
  'general base': closed(['baseUrl', 'timeout', 'log'], {
    baseUrl: { ...text, maxLength: 512 },
    timeout: { type: 'integer', maximum: 300_000 },
    log: closed(['sanitize'], { sanitize: { type: 'array', items: text } }),
  }),
  'general groups': {
    type: 'array',
    items: closed(['label', 'modules'], { label: text, modules: { type: 'array', items: text } }),
  },
  'connection communication': request,
  'connection params': parameters,
  'webhook communication': closed(['verification', 'condition', 'respond', 'output'], {
    verification: closed(['condition', 'respond'], { condition: text, respond }),
    condition: text,
    respond,
    output: { type: 'object' },
  }),
  'webhook attach': { type: 'array', minItems: 2, maxItems: 2, items: request },
  'webhook detach': { type: 'array', minItems: 2, maxItems: 2, items: request },
  'webhook params': parameters,
  'webhook update': empty('object'),
  'webhook requiredScope': empty('array'),
  'module communication': empty('object'),
  'module staticParams': empty('array'),
  'module mappableParams': empty('array'),
  'module interface': parameters,
  'module samples': { type: 'object', minProperties: 1 },
  'trigger communication': { type: 'array', items: request },
  'trigger epoch': closed(['response'], {
    response: closed(['limit', 'output'], {
      limit: { type: 'integer', maximum: 300 },
      output: closed(['label', 'date'], { label: text, date: text }),
    }),
  }),
  'trigger staticParams': parameters,
  'trigger mappableParams': empty('array'),
  'trigger interface': parameters,
  'trigger samples': { type: 'object', minProperties: 1 },
  'trigger scope': empty('array'),
};
