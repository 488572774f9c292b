/** As `engines` in package.json has it. */
const oldest = [22, 19] as const;

/** @param version such as `22.19.0`. @returns a sentence where this Node is too old for the command. */
export function tooOld(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return undefined;
  return `livespace-webhooks needs Node.js ${oldest.join('.')} or newer. This is ${version}.`;
}
