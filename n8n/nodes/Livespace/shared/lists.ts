import { type Choice, type LivespaceClient, listOwners, listProcesses } from 'livespace-webhooks';
import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { connect } from './connection.ts';
import { explain } from './errors.ts';

export async function searchProcesses(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
  return search(this, listProcesses, filter);
}

export async function searchOwners(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
  return search(this, listOwners, filter);
}

async function search(
  context: ILoadOptionsFunctions,
  list: (client: LivespaceClient) => Promise<Choice[]>,
  filter = '',
): Promise<INodeListSearchResult> {
  try {
    const choices = await list(await connect(context));
    const wanted = filter.toLowerCase();
    const results = choices
      .filter(({ name }) => name.toLowerCase().includes(wanted))
      .map(({ id, name }) => ({ name, value: id }))
      .sort((one, other) => one.name.localeCompare(other.name));
    return { results };
  } catch (error) {
    throw explain(context, error);
  }
}
