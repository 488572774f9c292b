import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type ICredentialDataDecryptedObject,
  type IDataObject,
  type IHookFunctions,
  type ILoadOptionsFunctions,
  type INode,
  type INodeParameters,
  type INodeTypeDescription,
  type IPollFunctions,
  type IWebhookFunctions,
  NodeHelpers,
  NodeOperationError,
  type WorkflowExecuteMode,
} from 'n8n-workflow';
import { httpRequest } from './helpers.ts';
import { strict, strictContext } from './strict.ts';

/** What n8n knows when it calls a node. */
export interface Scene {
  description: INodeTypeDescription;
  node: INode;
  workflow: { id: string; name: string; active: boolean };
  /** By credential id. */
  credentials: Map<string, ICredentialDataDecryptedObject>;
  /** The node's part of it, alive. */
  staticData: IDataObject;
  mode: WorkflowExecuteMode;
  url: string;
  instanceId: string;
  /** Every line the node logged. */
  log: string[];
}

export function hookContext(scene: Scene): IHookFunctions {
  return strictContext('IHookFunctions', {
    ...shared(scene),
    getActivationMode: () => (scene.mode === 'manual' ? 'manual' : 'activate'),
    getNodeWebhookUrl: (name: string) => (name === 'default' ? scene.url : undefined),
    helpers: strict('its helpers', { httpRequest }),
  });
}

/** @param request with exact bytes in `rawBody`, once they were read: by n8n if it parses such a body, else by the node. */
export function webhookContext(
  scene: Scene & { productionUrl: string },
  request: Pick<IncomingMessage, 'headers' | 'rawBody' | 'readRawBody'>,
  response: ServerResponse,
): IWebhookFunctions {
  return strictContext('IWebhookFunctions', {
    ...shared(scene),
    // Of a test run too: n8n knows no better here.
    getNodeWebhookUrl: (name: string) => (name === 'default' ? scene.productionUrl : undefined),
    getHeaderData: () => request.headers,
    getRequestObject: () => strict('the request', request),
    getResponseObject: () => express(response),
    helpers: strict('its helpers', { httpRequest, returnJsonArray }),
  });
}

export function pollContext(scene: Scene): IPollFunctions {
  return strictContext('IPollFunctions', {
    ...shared(scene),
    getTimezone: () => 'Europe/Warsaw',
    helpers: strict('its helpers', { httpRequest, returnJsonArray }),
  });
}

export function listContext(scene: Scene): ILoadOptionsFunctions {
  return strictContext('ILoadOptionsFunctions', {
    ...shared({ ...scene, mode: 'internal' }),
    helpers: strict('its helpers', { httpRequest }),
  });
}

function returnJsonArray(json: IDataObject | IDataObject[]) {
  return [json].flat().map((one) => ({ json: one }));
}

function shared(scene: Scene) {
  const { node, log } = scene;
  const line = (level: string) => (message: string, meta?: object) =>
    void log.push(`${level} ${message} ${meta ? JSON.stringify(meta) : ''}`);
  return {
    getNode: () => structuredClone(node),
    getWorkflow: () => ({ ...scene.workflow }),
    getMode: () => scene.mode,
    getInstanceId: () => scene.instanceId,
    getNodeParameter: (name: string, fallback?: unknown) => parameters(scene)[name] ?? fallback,
    getWorkflowStaticData(type: string) {
      if (type !== 'node') throw new Error(`static data of "${type}" is shared with other nodes`);
      return scene.staticData;
    },
    getCredentials: async (type: string) => readCredential(scene, type),
    logger: strict('the logger', {
      error: line('error'),
      warn: line('warn'),
      info: line('info'),
      debug: line('debug'),
    }),
  };
}

/** With the defaults of the description, as n8n fills them in. */
function parameters({ description, node }: Scene): INodeParameters {
  return (
    NodeHelpers.getNodeParameters(description.properties, node.parameters, true, false, node, description, {}) ?? {}
  );
}

/** In n8n's order and words. */
function readCredential(scene: Scene, type: string): ICredentialDataDecryptedObject {
  const { description, node, credentials } = scene;
  const filledIn = parameters(scene);
  const described = description.credentials?.find(({ name }) => name === type);
  if (!described) throw new NodeOperationError(node, `Node type has no credentials of type "${type}" defined`);
  if (!NodeHelpers.displayParameter(filledIn, described, node, description)) {
    throw new NodeOperationError(node, 'Credentials not found');
  }
  const chosen = node.credentials?.[type];
  if (!chosen) throw new NodeOperationError(node, 'Node does not require credentials');
  const data = credentials.get(chosen.id ?? '');
  if (!data) throw new Error(`Credential with ID "${chosen.id}" does not exist for type "${type}".`);
  return { ...data };
}

/** As much of Express as a node may use. */
function express(response: ServerResponse) {
  const members = {
    once(event: string, listener: () => void) {
      response.once(event, listener);
      return chained;
    },
    get closed() {
      return response.closed;
    },
    get statusCode() {
      return response.statusCode;
    },
    status(code: number) {
      response.statusCode = code;
      return chained;
    },
    json: (body: unknown) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)),
    end: () => response.end(),
  };
  const chained: object = strict('the response', members);
  return chained;
}
