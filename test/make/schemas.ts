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
const error = closed(['message', 'type'], { message, type: errorType });

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
    error: {
      type: 'object',
      required: ['message', 'type', '429', '500', '503'],
      properties: { message, type: errorType },
      patternProperties: { '^[345]\\d\\d$': error },
      additionalProperties: false,
    },
    temp: { type: 'object' },
    data: { type: 'object' },
    metadata: closed(['type', 'value'], { type: { const: 'text' }, value: text }),
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
    type: { enum: ['text', 'password', 'number', 'integer', 'boolean', 'date', 'array', 'collection'] },
    label: { ...text, maxLength: 256 },
    help: text,
    required: { type: 'boolean' },
    editable: { const: true },
    validate: closed(['pattern'], { pattern: { type: 'string', format: 'regex' } }),
    spec: { type: 'array', items: { $ref: 'parameter' } },
  }),
};
const parameters = { type: 'array', items: { $ref: 'parameter' } };

const reference = { type: ['string', 'null'] };
const codeFilesOf = (...kinds: string[]) =>
  closed(kinds, Object.fromEntries(kinds.map((kind) => [kind, { type: ['string', 'null'] }])));
const componentsOf = (schema: object) => ({ type: 'object', additionalProperties: schema });

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
    webhook: componentsOf(
      closed(['label', 'webhookType', 'connection', 'altConnection', 'codeFiles'], {
        label: text,
        webhookType: { const: 'web' },
        connection: text,
        altConnection: { const: null },
        codeFiles: codeFilesOf('communication', 'params', 'attach', 'detach', 'update', 'requiredScope'),
      }),
    ),
    module: componentsOf(
      closed(['label', 'description', 'moduleType', 'connection', 'altConnection', 'webhook', 'codeFiles'], {
        label: text,
        description: { type: 'string', pattern: '^Triggers when .+\\.$' },
        moduleType: { const: 'instant_trigger' },
        connection: reference,
        altConnection: { const: null },
        webhook: text,
        codeFiles: codeFilesOf('communication', 'staticParams', 'mappableParams', 'interface', 'samples'),
      }),
    ),
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
  'general base': empty('object'),
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
  'webhook params': empty('array'),
  'webhook update': empty('object'),
  'webhook requiredScope': empty('array'),
  'module communication': empty('object'),
  'module staticParams': empty('array'),
  'module mappableParams': empty('array'),
  'module interface': parameters,
  'module samples': { type: 'object', minProperties: 1 },
};
