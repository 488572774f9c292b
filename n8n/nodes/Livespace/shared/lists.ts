import type { LivespaceClient } from 'livespace-webhooks';
import { type Choice, listOwners, listProcesses } from 'livespace-webhooks/host';
import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { connect } from './connection.ts';
import { toNodeError } from './errors.ts';

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
    const wanted = folded(filter.trim());
    const results = choices
      .filter(({ name }) => folded(name).includes(wanted))
      .map(({ id, name }) => ({ name, value: id }))
      .sort((one, other) => one.name.localeCompare(other.name));
    return { results };
  } catch (error) {
    throw toNodeError(context, error);
  }
}

/** What Unicode does not take apart, in capitals. */
const alike: Record<string, string> = { Ł: 'L', Ø: 'O', Đ: 'D', Æ: 'AE', Œ: 'OE', ẞ: 'SS', '’': "'" };

/** Whatever the Unicode form, the case and the marks: “Łukasz” is found by “lukasz”. */
function folded(text: string): string {
  const capitals = text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase();
  return capitals.replace(/[^\p{ASCII}]/gu, (sign) => alike[sign] ?? sign);
}
