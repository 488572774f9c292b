import type * as z from 'zod/v4';

/**
 * What came from outside in, the same once it is known to be what it should.
 *
 * @throws an Error in one line that names the first field that is wrong
 */
export function check<T>(schema: z.ZodType<T>, value: unknown): T {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  if (issue?.code === 'unrecognized_keys') throw new Error(`${issue.keys[0]}: there is no such field`);
  throw new Error(`${issue?.path.join('.') || 'body'}: ${issue?.message}`);
}
