/** How URL and body are joined to what is signed. */
export interface SignatureForm {
  urlFirst: boolean;
  separator: string;
  /** Whether the URL is signed as `new URL(url).href` writes it. */
  normalized: boolean;
}

const separators = { '-': '', '-newline-': '\n', '-dot-': '.', '-pipe-': '|', '-colon-': ':' } as const;
type Joined = keyof typeof separators;
type PlainForm = `url${Joined}body` | `body${Joined}url`;
export type FormName = PlainForm | `${PlainForm}-normalized`;

/**
 * Documented: hex HMAC-SHA256 made of the full endpoint URL, the raw body and the secret. ASSUMED: the key is the secret
 * as UTF-8, and how URL and body are joined, which nobody has published (docs/livespace.md#signature). So this closed
 * list, the likeliest first: each form covers URL and body, so each is as safe as the first.
 */
export const signatureForms: ReadonlyMap<FormName, SignatureForm> = new Map(
  [false, true].flatMap((normalized) =>
    [true, false].flatMap((urlFirst) =>
      Object.entries(separators).map(([joined, separator]): [FormName, SignatureForm] => {
        const plain = (urlFirst ? `url${joined}body` : `body${joined}url`) as PlainForm;
        return [normalized ? `${plain}-normalized` : plain, { urlFirst, separator, normalized }];
      }),
    ),
  ),
);

/** ASSUMED, as the list is; in the order in which they are tried. */
export const formNames: readonly FormName[] = [...signatureForms.keys()];

/** ASSUMED: the likeliest form, with which we sign ourselves. */
export const firstForm: FormName = 'url-body';
