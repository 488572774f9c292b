/** The commands of the first `sh` block after these words. @throws where there is none: the words have changed. */
export function commandsAfter(markdown: string, words: string): string[] {
  const [, rest] = markdown.split(words);
  const [, block] = /```sh\n([\s\S]*?)^```/m.exec(rest ?? '') ?? [];
  if (block === undefined) throw new Error(`No commands come after “${words}”.`);
  return block.split('\n').filter((line) => line.trim() !== '');
}

/** The commands within sentences that begin so, each once. @throws where there is none. */
export function commandsWithin(markdown: string, beginning: string): string[] {
  const found = [...markdown.matchAll(/`([^`\n]+)`/g)].flatMap(([, command = '']) => command);
  const commands = [...new Set(found.filter((command) => command.startsWith(beginning)))];
  if (commands.length === 0) throw new Error(`No command begins with “${beginning}”.`);
  return commands;
}
