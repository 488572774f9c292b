/*
 * Expressions of IML, Make's template language (developers.make.com, “JavaScript in Make”). Its texts hold no braces and no
 * backslashes here, since how Make reads those inside an expression is not documented. Nothing relies on `if` leaving a
 * branch alone either: it is a function, so both branches are written so that they can be evaluated.
 */

/** A directive that is one expression, and so keeps its type. */
export function iml(expression: string): string {
  return `{{${expression}}}`;
}

/** @param flags `g`, `i` or `m`; without `g` the first match is replaced. */
export function replace(text: string, pattern: string, by: string, flags = ''): string {
  return `replace(${text}, '/${pattern}/${flags}', ${by === '' ? 'emptystring' : `'${by}'`})`;
}

/** The text if the whole of it has this form, else an empty one: IML replaces by patterns, and can't match one. */
export function only(text: string, form: string): string {
  return replace(text, `^(?!(?:${form})$)[^]*$`, '');
}

/** The first of these that is not empty. */
export function firstOf([first = 'null', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `ifempty(${first}, ${firstOf(others)})`;
}

/** The value of the first case that is equal, and `null` where none is. Where all are the same, that one. */
export function choose(expression: string, cases: Readonly<Record<string, string>>): string {
  const [first, ...others] = Object.values(cases);
  if (first !== undefined && others.every((other) => other === first)) return first;
  const pairs = Object.entries(cases).map(([name, value]) => `'${name}', ${value}`);
  return `switch(${[expression, ...pairs, 'null'].join(', ')})`;
}
