/** What was typed can't be meant: exit code 2. The message names the option and gives an example. */
export class UsageError extends Error {
  constructor(problem: string, example: string) {
    super(`${problem} For example: ${example}`);
  }
}
