// oidc-provider on a free port of loopback with one client and its own pages for signing in; prints its issuer.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(process.argv[2] + '/');
const { default: Provider } = await import(pathToFileURL(require.resolve('oidc-provider')).href);

const server = createServer((request, answer) => handler(request, answer));
let handler;
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'plimsoll',
      client_secret: process.argv[3],
      redirect_uris: process.argv.slice(4),
      response_types: ['code'],
      grant_types: ['authorization_code'],
      // The console of the test listens on loopback, without TLS.
      application_type: 'native',
      token_endpoint_auth_method: 'client_secret_basic',
    }],
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: `${id}@acme.example`, email_verified: id !== 'mallory', name: id }),
    }),
  });
  handler = provider.callback();
  console.log(`issuer ${issuer}`);
});
// Ends with who started it.
process.stdin.on('end', () => process.exit(0)).resume();
