import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const english = readFileSync(join(root, 'README.md'), 'utf8');
const polish = readFileSync(join(root, 'docs/pl/README.md'), 'utf8');

/** The English headings for users, and what each is called in Polish. What is for maintainers is not translated. */
const headings = {
  'Which way fits': 'Który sposób wybrać',
  Install: 'Instalacja',
  'Nothing missed': 'Nic nie przepada',
  'What is known, and how well': 'Co wiadomo i jak pewnie',
};

function headingsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading);
}

function commandsOf(markdown: string): string[] {
  const users = markdown.split('## For maintainers')[0] ?? '';
  return [...users.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, commands = '']) => commands);
}

/** The cells of the table of ways that say from when: `today` or `later`. */
function cellsOf(markdown: string, words: { today: RegExp; later: RegExp }): string[] {
  const rows = markdown.split('\n').filter((line) => line.startsWith('| ['));
  return rows
    .flatMap((row) => row.split('|').slice(2, 5))
    .map((cell) => (words.today.test(cell) ? 'today' : words.later.test(cell) ? 'later' : cell));
}

test('both have the same headings, in the same order', () => {
  expect(headingsOf(english).filter((heading) => heading !== 'For maintainers')).toEqual(Object.keys(headings));
  expect(headingsOf(polish)).toEqual(Object.values(headings));
});

test('both have the same commands', () => {
  expect(commandsOf(polish).length).toBeGreaterThan(2);
  expect(commandsOf(polish)).toEqual(commandsOf(english));
});

test('both tables say the same of every host and way', () => {
  const cells = cellsOf(english, { today: /_works today_/, later: /_once Livespace publishes the API_/ });
  expect(cells).toHaveLength(12);
  expect(cellsOf(polish, { today: /_działa dziś_/, later: /_gdy Livespace opublikuje API_/ })).toEqual(cells);
});
