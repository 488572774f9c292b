import { type FieldStyle, fieldStyles } from './field-styles.ts';
import { type SignatureForm, signatureForms } from './signature-forms.ts';
import { type SecretStyle, secretStyles } from './subscription.ts';
import { type TimeFormat, timeFormats } from './times.ts';

/** What nobody public knows of an account, as one of the ways it may be. */
export interface Profile {
  /** Whether there is a subscription API: its methods otherwise answer 540, as any invented one does (OBS). */
  api: 'off' | 'on';
  /** How a delivery is signed. */
  form: SignatureForm;
  /** How a deal's fields are named, in webhooks and in the API's rows. */
  fields: FieldStyle;
  /** How times are written, in webhooks and in the API's rows. */
  time: TimeFormat;
  /** What the list of subscriptions tells of their secrets. */
  secret: SecretStyle;
}

/** What each key may be. The first is the default: an account as it is today, as far as anybody knows. */
export const profileValues: Readonly<{ [Key in keyof Profile]: readonly Profile[Key][] }> = {
  api: ['off', 'on'],
  form: keys(signatureForms),
  fields: keys(fieldStyles),
  time: keys(timeFormats),
  secret: keys(secretStyles),
};

export const defaultProfile = Object.fromEntries(
  Object.entries(profileValues).map(([key, [first]]) => [key, first]),
) as unknown as Profile;

/**
 * A profile, and what to change in it.
 *
 * @throws an Error that names the unknown key or value, and those there are
 */
export function changeProfile(profile: Profile, change: object): Profile {
  for (const [key, value] of Object.entries(change)) {
    const allowed = new Map<string, readonly string[]>(Object.entries(profileValues)).get(key);
    if (!allowed) throw new Error(`profile: no key ${JSON.stringify(key)}. The keys: ${list(keys(profileValues))}.`);
    if (!allowed.includes(value)) {
      throw new Error(`profile: ${key} can't be ${JSON.stringify(value)}. The values: ${list(allowed)}.`);
    }
  }
  return { ...profile, ...change };
}

/**
 * Reads `api=on,form=url-body`.
 *
 * @throws an Error that names what is no pair, or a key that comes twice; keys and values are checked by `changeProfile`
 */
export function readProfile(text: string): Record<string, string> {
  const pairs: Record<string, string> = {};
  for (const part of text.split(',')) {
    const [key = '', value, ...more] = part.split('=').map((word) => word.trim());
    if (key === '' || value === undefined || more.length > 0) {
      throw new Error(`profile: ${JSON.stringify(part)} is no key=value. The keys: ${list(keys(profileValues))}.`);
    }
    if (Object.hasOwn(pairs, key)) throw new Error(`profile: ${key} is given twice.`);
    pairs[key] = value;
  }
  return pairs;
}

/** `{api: 'on', form: 'url-body'}` in, `api=on,form=url-body` out. */
export function writeProfile(profile: Profile): string {
  return Object.entries(profile)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

function keys<Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] {
  return Object.keys(record) as Key[];
}

function list(words: readonly string[]): string {
  return words.join(', ');
}
