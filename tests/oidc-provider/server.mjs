// A real OpenID Connect issuer for tests: the certified library, its state in memory, a sign-in form for the
// people of the settings, no question for consent. Started by `testkit::OidcProvider`, or by hand:
//
//   node server.mjs '{"clientId": "meshery", "clientSecret": "..", "redirectUris": [".."], "people": [..]}'
//
// It prints one line once it answers and, when standard input is a pipe, ends with it, so that no test leaves
// it behind.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { fstatSync } from 'node:fs';
import { errors, Provider } from 'oidc-provider';

const settings = JSON.parse(process.argv[2] ?? '{}');
const people = settings.people ?? [];

const http = createServer();
await new Promise((listening) => http.listen(settings.port ?? 0, '127.0.0.1', listening));
const issuer = `http://127.0.0.1:${http.address().port}`;

function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = randomBytes(8).toString('hex');
  return { ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' };
}

async function findAccount(_ctx, sub) {
  const person = people.find((candidate) => candidate.subject === sub);
  if (!person) return undefined;
  return {
    accountId: sub,
    claims: async () => ({
      sub,
      email: person.email,
      email_verified: true,
      preferred_username: person.login,
      name: `${person.firstName} ${person.lastName}`,
      given_name: person.firstName,
      family_name: person.lastName,
      groups: person.groups ?? [],
    }),
  };
}

// Whoever signed in has agreed to what the client asks for.
async function loadExistingGrant(ctx) {
  const { client, session, provider, requestParamScopes } = ctx.oidc;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope([...requestParamScopes].join(' '));
  await grant.save();
  return grant;
}

const page = (message) => `<!doctype html><html lang="en"><title>Sign in</title>
<form method="post" autocomplete="off">
<p role="alert">${message}</p>
<label>Name <input name="login" required></label>
<label>Password <input name="password" type="password" required></label>
<button type="submit">Sign in</button>
</form></html>`;

async function readForm(request) {
  let body = '';
  for await (const chunk of request) body += chunk;
  return new URLSearchParams(body);
}

async function interaction(ctx, next) {
  if (!ctx.path.startsWith('/interaction/')) return next();
  const { prompt } = await provider.interactionDetails(ctx.req, ctx.res);
  if (prompt.name !== 'login') throw new errors.InvalidRequest(`nobody is there to answer: ${prompt.name}`);
  ctx.type = 'html';
  if (ctx.method !== 'POST') {
    ctx.body = page('');
    return undefined;
  }
  const form = await readForm(ctx.req);
  const person = people.find((candidate) => candidate.login === form.get('login'));
  if (!person || person.password !== form.get('password')) {
    ctx.status = 401;
    ctx.body = page('Wrong name or password');
    return undefined;
  }
  ctx.status = 303;
  ctx.redirect(
    await provider.interactionResult(ctx.req, ctx.res, { login: { accountId: person.subject } }),
  );
  return undefined;
}

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: settings.clientId,
      client_secret: settings.clientSecret,
      redirect_uris: settings.redirectUris ?? [],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: settings.clientAuth ?? 'client_secret_basic',
    },
  ],
  jwks: { keys: [signingKey()] },
  cookies: { keys: [randomBytes(16).toString('hex')] },
  claims: {
    openid: ['sub'],
    email: ['email', 'email_verified'],
    profile: ['preferred_username', 'name', 'given_name', 'family_name'],
    groups: ['groups'],
  },
  scopes: ['openid', 'offline_access', 'email', 'profile', 'groups'],
  // By the letter of the standard, claims of a scope are told by the userinfo endpoint alone; many issuers put
  // them into the id token as well.
  conformIdTokenClaims: settings.claimsInIdToken === false,
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
  ttl: { AccessToken: 600, IdToken: 600, Interaction: 600, Session: 3600, Grant: 3600, RefreshToken: 3600 },
  findAccount,
  loadExistingGrant,
});
provider.use(interaction);
http.on('request', provider.callback());

console.log(`ready at ${issuer}`);

if (fstatSync(0).isFIFO() || fstatSync(0).isSocket()) {
  process.stdin.resume();
  process.stdin.on('end', () => process.exit(0));
}
