/** More than any deal needs, and far from where recursion ends. */
const deepest = 100;

/**
 * Reads JSON from outside.
 *
 * @throws an Error that says what is wrong with it
 */
export function parseJson(text: string): unknown {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') isText = !isText;
    else if (isText && character === '\\') at += 1;
    else if (!isText && (character === '[' || character === '{')) depth += 1;
    else if (!isText && (character === ']' || character === '}')) depth -= 1;
    if (depth > deepest) throw new Error(`nested more than ${deepest} deep`);
  }
  return JSON.parse(text);
}
