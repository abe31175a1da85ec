// An OpenID Connect provider that others wrote, on loopback, for the outside checks: it knows whoever says a name, and asks for consent.
// It is given the seconds that it may live, the address that people are sent back to, and the secret of this client.

import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const [seconds, back, secret] = process.argv.slice(2);
setTimeout(() => process.exit(0), Number(seconds) * 1000);

// One client for each way to sign, so that each is tried.
const keys = {
  RS256: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  Ed25519: generateKeyPairSync('ed25519'),
};
const client = (algorithm) => ({
  client_id: `counterpart ${algorithm}`,
  client_secret: secret,
  redirect_uris: [back],
  id_token_signed_response_alg: algorithm,
});

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: Object.keys(keys).map(client),
    jwks: { keys: Object.entries(keys).map(([alg, pair]) => ({ ...pair.privateKey.export({ format: 'jwk' }), alg, use: 'sig' })) },
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    cookies: { keys: [secret] },
    enabledJWA: { idTokenSigningAlgValues: Object.keys(keys) },
    features: { claimsParameter: { enabled: true }, devInteractions: { enabled: true } },
    findAccount: (context, id) => ({ accountId: id, claims: () => ({ sub: `7f3a-${id}`, preferred_username: id }) }),
    pkce: { required: () => true },
  });
  server.on('request', provider.callback());
  console.error(`listening on ${issuer}`);
});
