// Another service with which people sign in: a real OpenID provider, with a page of its own. Whoever types an address is
// that person; one that begins with "fremd" was never confirmed. Called by Playwright.

import { Provider } from "oidc-provider";

const { SERVICE_PORT: port, SERVICE_RETURN: returnTo } = process.env;
const issuer = `http://127.0.0.1:${port}`;

const provider = new Provider(issuer, {
  clients: [{ client_id: "wegmarken", client_secret: "nur-fuer-die-tests", redirect_uris: [returnTo] }],
  cookies: { keys: ["nur-fuer-die-tests"] },
  claims: { email: ["email", "email_verified"] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
  ttl: { Session: 600, Interaction: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
  interactions: { url: (_, { uid }) => `/wer/${uid}` },
  findAccount: (_, email) => ({
    accountId: email,
    claims: () => ({ sub: email, email, email_verified: !email.startsWith("fremd") }),
  }),
  // Whoever signs in agrees.
  loadExistingGrant: async ({ oidc }) => {
    const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope("openid email");
    await grant.save();
    return grant;
  },
});

const page = `<!doctype html><html lang="de"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Stadt-Anmeldung</title>
<main><h1>Stadt-Anmeldung</h1><form method="post"><label>Adresse <input name="email"></label><button name="weiter">Ich bin es</button>
<button name="abbrechen">Abbrechen</button></form></main></html>`;

provider.use(async (context, next) => {
  if (!context.path.startsWith("/wer/")) return next();
  if (context.method === "GET") {
    context.body = page;
    return;
  }
  let body = "";
  for await (const part of context.req) body += part;
  const fields = new URLSearchParams(body);
  const result = fields.has("abbrechen")
    ? { error: "access_denied", error_description: "Abgebrochen" }
    : { login: { accountId: fields.get("email") } };
  await provider.interactionFinished(context.req, context.res, result);
  context.respond = false;
});

provider.listen(Number(port), "127.0.0.1", () => console.log(`The service listens at ${issuer}`));
