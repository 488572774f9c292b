import { type SignatureForm, signatureForms, signDelivery } from '../../testing/sign.ts';

const url = 'https://Hooks.example.com:443/a?b=%7E ż';
const body = '{"name":"Zażółć"}';

/** Made with `openssl dgst -sha256 -hmac`. */
const vectors: [SignatureForm, string][] = [
  ['url-body', 'f6ea1074b334a95820b1ad87821a160bdfa1ba3773d6f0a42b0da2a210ef709f'],
  ['url-body-normalized', '694b1b118bbaf409d4014b78a67a5fac618eeb2e36a4828323932040dca2f366'],
  ['body-url', '9cbaebb1e919a315ff5b1c1d360652efd24ef309b29e04293e769f8500bc90bd'],
  ['body-url-normalized', '862ae9e0a48bdef8242a56322c04efc8f335f92ad0d65f1d42f8e43a00fe95c3'],
  ['url-newline-body', 'a36465f491b7967c5c813c867593d19b58b2cab08ddd46c4b358cce671402c5d'],
  ['url-newline-body-normalized', '01f55590aa3ddbbc4b8e8fa56afcbf11d634638374a5e3e368e71c136e45076e'],
  ['body-newline-url', 'cc376d31f1d4dc013fddea72d90ca19bcc78b32e99ad20c8c18d3ef6953a20a8'],
  ['body-newline-url-normalized', '46ce9231cf998181a027dd09b422b5310340b72aa6f08b4eafb1d0f5190dc00d'],
  ['url-dot-body', 'c8bda16d934c9b2b47545b6205240e30ab9a1328e4270800aa8058bade989e54'],
  ['url-dot-body-normalized', 'f05ecae790ae6e3a46be1ea2cad0b98adfc8004141406aa1c5dffd6a496258a9'],
  ['body-dot-url', '075b08cb74cc0703e589bb1ce5a6ddbd06b0ed49fc3901f53e127ba434e7d33e'],
  ['body-dot-url-normalized', '1e291a4bdd80402636e51cf164c8e7044897ebff25354847f791bc48d48f406c'],
  ['url-pipe-body', '05ee589eb2a819a6996cc96a55067d869de57f3a215cd2795d4ef3fcf20582e5'],
  ['url-pipe-body-normalized', 'b2a0f25b0d06852db1b4c1e8d75cc87ac3f2cee99419844711a06035eb1cbb1f'],
  ['body-pipe-url', 'f0d3581ae5f48a0c84134724557b1fad05a6326b7ccc28531a0e92b306cec354'],
  ['body-pipe-url-normalized', '4053b5ed9ed159ead74504b6a0f691bd300af51b1a3dc9f2932274821626abfb'],
  ['url-colon-body', '98f0d930139a6f93836411113d4295f204b38a9328fbf4cd2719c917664ce795'],
  ['url-colon-body-normalized', 'df2b16e208530fca03864152f702f541ad6a6c1c413346655196a921df535405'],
  ['body-colon-url', '3b3e2c6215501a7c6ba40f8645c8a24aa072553990c3655e0a762889e4f72d44'],
  ['body-colon-url-normalized', 'a4692e418bb64b05f8be293b9b1a1fc4d770617be8ae3b0d5134c5fbecad534c'],
];

test.each(vectors)('%s', (form, signature) => {
  expect(signDelivery(url, body, 's3cret-ł', form)).toBe(signature);
  expect(signDelivery(url, Buffer.from(body), 's3cret-ł', form)).toBe(signature);
});

test('there is a vector for every form', () => {
  expect(vectors.map(([form]) => form).sort()).toEqual([...signatureForms].sort());
});

test('unless told otherwise the URL is followed by the body', () => {
  expect(signDelivery(url, body, 's3cret-ł')).toBe(signDelivery(url, body, 's3cret-ł', 'url-body'));
});
