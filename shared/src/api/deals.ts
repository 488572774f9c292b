import * as z from 'zod/v4';
import { livespaceError } from '../errors.ts';
import { isId, isMapOfRows, isNothing, isRecord, list, rowList } from '../item/coerce.ts';
import { type DealStatus, dealStatuses, type LivespaceDeal, livespaceDeal } from '../wire/deal.ts';
import { methods } from '../wire/json-api.ts';
import type { LivespaceClient, ReadOptions } from './client.ts';

export interface Choice {
  id: string;
  name: string;
}

const rowId = z.union([z.string(), z.number()]).transform(String);
const user = z.looseObject({
  id: rowId.optional().catch(undefined),
  name: z.string().catch(''),
  email: z.string().catch(''),
  login: z.string().catch(''),
});
const process = z.looseObject({ name: z.string() });

/**
 * The cheapest call that needs both the key and the secret (`Default/User_getInfo`, observed).
 *
 * @returns who the API key belongs to.
 * @throws LivespaceError
 */
export async function testConnection(
  client: LivespaceClient,
): Promise<{ account: string; name: string; email: string }> {
  const { name, email, login } = user.parse(map(await client.read(methods.currentUser)));
  return { account: client.account.label, name: name || login, email: email || login };
}

/**
 * The newest deals, newest first (`Deal/getAll`).
 *
 * @param options `limit` is 1 to 100; a deal weighs about 13 KB.
 * @throws LivespaceError `invalid_parameters` for an unknown status, or as a call does.
 */
export async function recentDeals(
  client: LivespaceClient,
  options: { limit: number; status?: DealStatus } & ReadOptions,
): Promise<LivespaceDeal[]> {
  const { limit, status = 'all', ...reading } = options;
  // Observed: a status that Livespace does not know is silently ignored, and every deal comes.
  if (status !== 'all' && !dealStatuses.includes(status)) {
    throw livespaceError('invalid_parameters', { status }, 'status');
  }
  const { rows } = await dealPage(client, { status, limit, offset: 0 }, reading);
  return rows.filter((row) => row !== undefined);
}

/** @see dealPage */
export interface DealPage {
  /** In Livespace's order; `undefined` stands for a row that can't be read: no object, or without an id. */
  rows: (LivespaceDeal | undefined)[];
  isLast: boolean;
  /** Livespace's clock just before the page was asked for, in milliseconds; `undefined` where it tells none. */
  askedAt: number | undefined;
}

/**
 * One page of deals, newest first. Observed: it needs a condition, and one that Livespace can't read is silently
 * ignored; `limit` and `offset` are honoured.
 *
 * @throws LivespaceError `unexpected_answer` where what came is no list of deals, or as a call does.
 */
export async function dealPage(
  client: LivespaceClient,
  conditions: { limit: number; offset: number; [condition: string]: unknown },
  options: ReadOptions = {},
): Promise<DealPage> {
  const { data, askedAt } = await client.readDated(methods.deals, conditions, options);
  const rows = dealRows(data).map((row) => livespaceDeal.safeParse(row).data);
  return { rows, isLast: rows.length < conditions.limit, askedAt };
}

/**
 * `{deal: [...]}` as observed. There a map, numbered or by id, and one deal alone are read too, and so is the list itself;
 * nothing at all is no deal. What is something else may hold deals that would be lost.
 */
function dealRows(data: unknown): unknown[] {
  const rows = isRecord(data) ? data.deal : data;
  const hidesRows = isRecord(data) && rows === undefined && [data, ...Object.values(data)].some(holdsRows);
  if (isNothing(rows) && !hidesRows) return [];
  const isRows = Array.isArray(rows) || isRow(rows) || isMapOfRows(rows);
  if (hidesRows || !isRows) throw livespaceError('unexpected_answer', {}, 'deals');
  return isRow(rows) ? [rows] : rowList(rows);
}

function holdsRows(value: unknown): boolean {
  const isMap = isRecord(value) && Object.keys(value).every(isId);
  return isRow(value) || ((Array.isArray(value) || isMap) && Object.values(value).some(isRecord));
}

function isRow(value: unknown): boolean {
  return isRecord(value) && Object.hasOwn(value, 'id');
}

/**
 * One deal as it is now (`Deal/get`, observed).
 *
 * @throws LivespaceError `not_found` where there is none.
 */
export async function getDeal(client: LivespaceClient, id: string, options: ReadOptions = {}): Promise<LivespaceDeal> {
  const { data } = livespaceDeal.safeParse(map(await client.read(methods.deal, { id }, options)).deal);
  if (data) return data;
  throw livespaceError('not_found', {}, 'empty');
}

/** The account's sales processes (`Deal/process_getList`, observed: a map keyed by process id). */
export async function listProcesses(client: LivespaceClient): Promise<Choice[]> {
  const processes = Object.entries(map(await client.read(methods.processes)));
  return processes.flatMap(([id, row]) => {
    const { data } = process.safeParse(row);
    return data ? [{ id, name: data.name }] : [];
  });
}

/** The account's users, who can own deals (`Default/User_getAll`, observed). */
export async function listOwners(client: LivespaceClient): Promise<Choice[]> {
  return list(await client.read(methods.users)).flatMap((row) => {
    const { data } = user.safeParse(row);
    return data?.id ? [{ id: data.id, name: data.name || data.login || data.email }] : [];
  });
}

/** PHP encodes an empty map as `[]` (observed). */
function map(data: unknown): Record<string, unknown> {
  return isRecord(data) ? data : {};
}
