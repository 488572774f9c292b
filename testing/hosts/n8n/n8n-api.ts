import type {
  ExecutionStatus,
  IConnections,
  IDataObject,
  INode,
  INodeCredentials,
  INodeListSearchResult,
  INodeParameters,
  INodePropertyOptions,
  IRunExecutionData,
  WorkflowExecuteMode,
} from 'n8n-workflow';
import { until } from '../until.ts';
import { parseFlatted } from './flatted.ts';
import { N8nError, Session } from './session.ts';

/** A stored credential: what a node refers to. */
export type CredentialRef = { id: string; name: string; type: string };

export type NewNode = Partial<INode> & Pick<INode, 'name' | 'type'>;

export type NewWorkflow = { name: string; nodes: NewNode[]; connections?: IConnections };

export type Workflow = {
  id: string;
  name: string;
  active: boolean;
  isArchived: boolean;
  /** Of the draft: the one that {@link N8nApi.activate} publishes. */
  versionId: string;
  /** Of what runs now; null when nothing does. */
  activeVersionId: string | null;
  nodes: INode[];
  connections: IConnections;
  /** By `node:<name>`; what a trigger stored when it subscribed. */
  staticData: Record<string, IDataObject> | null;
};

export type Publication = {
  status: 'in_progress' | 'published' | 'partial' | 'failed' | 'not_published';
  triggers: { nodeId: string; status: string; errorMessage: string | null }[];
};

export type ExecutionSummary = {
  id: string;
  workflowId: string;
  mode: WorkflowExecuteMode;
  status: ExecutionStatus;
  finished: boolean;
  startedAt: string;
  stoppedAt: string | null;
};

export type Execution = ExecutionSummary & { data: IRunExecutionData };

/** What the editor sends when it asks a node for the choices of a parameter. */
export type ParameterQuery = {
  node: Pick<INode, 'type'> & Partial<INode>;
  /** Name of the node's `loadOptions` or `listSearch` method. */
  method: string;
  /** The parameter's name. */
  parameter: string;
};

export const owner = {
  email: 'owner@example.com',
  firstName: 'Real',
  lastName: 'Owner',
  password: 'Owner-of-a-test-1',
};

/**
 * n8n's internal HTTP API: what its editor does, without the editor.
 *
 * Every method throws {@link N8nError} when n8n refuses, with its status and its message.
 */
export class N8nApi {
  readonly #session: Session;

  private constructor(session: Session) {
    this.#session = session;
  }

  /**
   * Makes the owner of an empty n8n, or signs in as the owner that an earlier call made.
   *
   * @param url of a ready n8n, without a trailing slash
   */
  static async signIn(url: string): Promise<N8nApi> {
    const session = new Session(url);
    try {
      await session.call('POST', '/owner/setup', owner);
    } catch (error) {
      if (!(error instanceof N8nError && error.status === 400)) throw error;
      await session.call('POST', '/login', { emailOrLdapLoginId: owner.email, password: owner.password });
    }
    return new N8nApi(session);
  }

  createCredential(type: string, data: IDataObject, name = `A ${type}`): Promise<CredentialRef> {
    return this.#session.call('POST', '/credentials', { name, type, data });
  }

  /** @param data all fields, not only changed ones */
  updateCredential({ id, name, type }: CredentialRef, data: IDataObject): Promise<CredentialRef> {
    return this.#session.call('PATCH', `/credentials/${id}`, { name, type, data });
  }

  async deleteCredential({ id }: CredentialRef): Promise<void> {
    await this.#session.call('DELETE', `/credentials/${id}`);
  }

  /**
   * Tests a stored credential, as the editor does after saving it.
   *
   * @param data tests these values in its place, unsaved. Without it n8n gets back the fields that it handed out, secrets
   * blanked, and fills those in again; to a request with no `data` at all it would give the node's test none either.
   */
  async testCredential(
    credential: CredentialRef,
    data?: IDataObject,
  ): Promise<{ status: 'OK' | 'Error'; message: string }> {
    const { id, name, type } = credential;
    const fields =
      data ?? (await this.#session.call<{ data: IDataObject }>('GET', `/credentials/${id}?includeData=true`)).data;
    return this.#session.call('POST', '/credentials/test', { credentials: { id, name, type, data: fields } });
  }

  /** Stores a draft; nothing runs yet. A trigger node gets its webhook id here unless it brings one. */
  createWorkflow({ name, nodes, connections = {} }: NewWorkflow): Promise<Workflow> {
    return this.#session.call('POST', '/workflows', { name, nodes: nodes.map(complete), connections, settings: {} });
  }

  getWorkflow(id: string): Promise<Workflow> {
    return this.#session.call('GET', `/workflows/${id}`);
  }

  /** Saves changes into the draft: what is active goes on as it was. `{ name }` alone renames the workflow. */
  saveWorkflow(id: string, changes: Partial<NewWorkflow>): Promise<Workflow> {
    const nodes = changes.nodes?.map(complete);
    return this.#session.call('PATCH', `/workflows/${id}`, { ...changes, ...(nodes && { nodes }) });
  }

  /** Asks for a version to be published and returns before that has happened: see {@link publish}. */
  activate({ id, versionId }: Pick<Workflow, 'id' | 'versionId'>): Promise<Workflow> {
    return this.#session.call('POST', `/workflows/${id}/activate`, { versionId });
  }

  /** Asks for a workflow to be switched off and returns before that has happened: see {@link unpublish}. */
  deactivate(id: string): Promise<Workflow> {
    return this.#session.call('POST', `/workflows/${id}/deactivate`, {});
  }

  /** Whether the last activation or deactivation is through, and each trigger's error. */
  publicationStatus(id: string): Promise<Publication> {
    return this.#session.call('GET', `/workflows/${id}/publication-status`);
  }

  /**
   * Activates the current draft and waits for the outcome. A trigger that can't subscribe is tried five times by n8n, so
   * that its `failed` takes 15 seconds and more.
   */
  async publish(id: string, timeout = 60_000): Promise<Publication> {
    await this.activate(await this.getWorkflow(id));
    return this.#settled(id, timeout);
  }

  /** Deactivates and waits until that is done. */
  async unpublish(id: string, timeout = 60_000): Promise<Publication> {
    await this.deactivate(id);
    return this.#settled(id, timeout);
  }

  #settled(id: string, timeout: number): Promise<Publication> {
    return until(async () => {
      const publication = await this.publicationStatus(id);
      return publication.status !== 'in_progress' && publication;
    }, timeout);
  }

  /** Takes a workflow out of sight and asks for it to be switched off; returns before the trigger has unsubscribed. */
  archiveWorkflow(id: string): Promise<Workflow> {
    return this.#session.call('POST', `/workflows/${id}/archive`, {});
  }

  /** Refused with 409 while any version is live or on its way out, and with 400 for a workflow that isn't archived. */
  async deleteWorkflow(id: string): Promise<void> {
    await this.#session.call('DELETE', `/workflows/${id}`);
  }

  /**
   * Runs a draft from one trigger in test mode.
   *
   * @param pushRef names the editor window that would be told
   * @returns whether it now listens on its test URL, or the execution that it started at once
   */
  runTest(
    id: string,
    triggerName: string,
    pushRef = 'host-test',
  ): Promise<{ waitingForWebhook?: true; executionId?: string }> {
    const body = { triggerToStartFrom: { name: triggerName } };
    return this.#session.call('POST', `/workflows/${id}/run`, body, { 'push-ref': pushRef });
  }

  /** Asks n8n to end the listening that {@link runTest} began, and returns before it has: the trigger unsubscribes later. */
  async stopTest(id: string): Promise<void> {
    await this.#session.call('DELETE', `/test-webhook/${id}`);
  }

  /**
   * Where a trigger is called.
   *
   * @param node from a stored workflow, so that it has a webhook id
   * @param path the `path` of the node type's webhook
   */
  webhookUrl(node: INode, path = 'webhook', mode: 'webhook' | 'webhook-test' = 'webhook'): string {
    return `${this.#session.url}/${mode}/${node.webhookId}/${path}`;
  }

  /** How often a workflow has run to its end without an error, test runs aside; executions that are not kept count too. */
  async successes(workflowId: string): Promise<number> {
    const counts = await this.#session.call<{ productionSuccess: number }>(
      'GET',
      `/workflow-stats/${workflowId}/counts/`,
    );
    return counts.productionSuccess;
  }

  /** The newest first, test runs included; at most 100. */
  async listExecutions(workflowId: string): Promise<ExecutionSummary[]> {
    const query = new URLSearchParams({ filter: JSON.stringify({ workflowId }), limit: '100' });
    const { results } = await this.#session.call<{ results: ExecutionSummary[] }>('GET', `/executions?${query}`);
    return results;
  }

  /** One execution with all that its nodes received and returned. */
  async getExecution(id: string): Promise<Execution> {
    const execution = await this.#session.call<ExecutionSummary & { data: string }>('GET', `/executions/${id}`);
    return { ...execution, data: parseFlatted(execution.data) as IRunExecutionData };
  }

  /** The choices of a parameter with `loadOptionsMethod`. */
  loadOptions(query: ParameterQuery): Promise<INodePropertyOptions[]> {
    return this.#session.call('POST', '/dynamic-node-parameters/options', parameterRequest(query));
  }

  /** One page of the choices of a resource locator with `searchListMethod`. */
  listSearch(query: ParameterQuery, filter?: string, paginationToken?: string): Promise<INodeListSearchResult> {
    const request = { ...parameterRequest(query), filter, paginationToken };
    return this.#session.call('POST', '/dynamic-node-parameters/resource-locator-results', request);
  }
}

/** What a node refers to its credentials by. */
export function credentialsOf(...refs: CredentialRef[]): INodeCredentials {
  return Object.fromEntries(refs.map(({ type, id, name }) => [type, { id, name }]));
}

/** The items that a node put out on its first output in its last run, or undefined if it didn't run. */
export function outputOf(execution: Execution, nodeName: string): IDataObject[] | undefined {
  const run = execution.data.resultData.runData[nodeName]?.at(-1);
  return run?.data?.main?.[0]?.map((item) => item.json);
}

function complete(node: NewNode): INode {
  return { id: crypto.randomUUID(), typeVersion: 1, position: [0, 0], parameters: {}, ...node };
}

function parameterRequest({ node, method, parameter }: ParameterQuery) {
  return {
    path: `parameters.${parameter}`,
    methodName: method,
    nodeTypeAndVersion: { name: node.type, version: node.typeVersion ?? 1 },
    currentNodeParameters: node.parameters ?? ({} satisfies INodeParameters),
    credentials: node.credentials,
  };
}
