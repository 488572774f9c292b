import { parseJson } from '../json.ts';
import { parametersField } from '../wire/methods.ts';

export type Params = Readonly<Record<string, unknown>>;

/** OBS: one form field holds the parameters and the four auth fields. Fields beside it count for nothing. */
export function readParams(fields: URLSearchParams): Params {
  try {
    return Object(parseJson(fields.get(parametersField) ?? '{}'));
  } catch {
    return {};
  }
}

/** A number of rows, written as a number or a text. Null for anything else. */
export function count(value: unknown): number | null {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : null;
}

/** Which page of a list these parameters ask for, counted from 1; who reads a row twice for safety asks for the same. */
export function pageOf({ limit, offset }: Params): number {
  return Math.round((count(offset) ?? 0) / (count(limit) || 1)) + 1;
}
