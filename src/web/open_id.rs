//! Signing in through another service with OpenID Connect: the authorization code flow with PKCE. What is remembered of
//! a sign-in under way is in the database and bound to the browser; what the service says counts once its signature,
//! issuer, audience, time and nonce were checked.

mod claims;
mod http;
mod provider;

pub use claims::{ClaimNames, Claimed};
pub use provider::{Known, Trouble};

use domain::Moment;
use openidconnect::{
    AccessToken, AccessTokenHash, AuthType, AuthorizationCode, ClientId, ClientSecret, CsrfToken, Nonce,
    OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope, TokenResponse,
    core::{CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdToken, CoreJwsSigningAlgorithm},
};
use provider::Provider;

/// Where the service sends people back; operators enter it there.
pub const RETURN: &str = "/anmelden/oidc/zurueck";

/// What the operator chose.
#[derive(Clone)]
pub struct Settings {
    pub issuer: String,
    pub client_id: String,
    /// Without one the client is public and PKCE alone protects it.
    pub client_secret: Option<String>,
    /// How people call the service.
    pub label: String,
    pub scopes: Vec<String>,
    pub claims: ClaimNames,
}

pub struct OpenId {
    pub settings: Settings,
    provider: Provider,
    return_to: String,
}

/// What has to be known again when somebody comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    pub nonce: String,
    pub verifier: String,
}

impl Begun {
    pub fn fresh() -> Self {
        let (_, verifier) = PkceCodeChallenge::new_random_sha256();
        Self { nonce: Nonce::new_random().secret().clone(), verifier: verifier.secret().clone() }
    }
}

/// Only what a key pair signed: with a shared secret whoever knows it could sign too.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

impl OpenId {
    /// `None` for settings that no service can be found with; the configuration refuses them before.
    pub fn new(settings: Settings, base_url: &str) -> Option<Self> {
        let provider = Provider::new(&settings.issuer)?;
        Some(Self { provider, return_to: format!("{base_url}{RETURN}"), settings })
    }

    /// Asks the service what it is; for operators.
    pub async fn look(&self, now: Moment) -> Result<(), Trouble> {
        self.provider.known(now).await.map(|_| ())
    }

    /// Where the browser is sent.
    pub async fn address(&self, state: &str, begun: &Begun, now: Moment) -> Result<String, Trouble> {
        let known = self.provider.known(now).await?;
        let client = self.client(&known)?;
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(begun.verifier.clone()));
        let (state, nonce) = (state.to_owned(), begun.nonce.clone());
        let request = client.authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            move || CsrfToken::new(state),
            move || Nonce::new(nonce),
        );
        // The library adds `openid` by itself.
        let scopes = self.settings.scopes.iter().filter(|scope| *scope != "openid").cloned().map(Scope::new);
        let (address, _, _) = request.add_scopes(scopes).set_pkce_challenge(challenge).url();
        Ok(address.to_string())
    }

    /// Exchanges the code for what the service says about the person.
    pub async fn finish(&self, code: String, begun: &Begun, now: Moment) -> Result<Claimed, Trouble> {
        let known = self.provider.known(now).await?;
        let http = self.provider.http();
        let client = self.client(&known)?;
        let request = client.exchange_code(AuthorizationCode::new(code)).map_err(Trouble::unusable)?;
        let answer = request
            .set_pkce_verifier(PkceCodeVerifier::new(begun.verifier.clone()))
            .request_async(&http)
            .await
            .map_err(|error| match error {
                RequestTokenError::ServerResponse(_) => Trouble::Refused,
                RequestTokenError::Request(error) => Trouble::away(error),
                RequestTokenError::Parse(..) | RequestTokenError::Other(_) => Trouble::Forged,
            })?;
        let (token, access) = (answer.id_token().ok_or(Trouble::Forged)?, answer.access_token());
        match self.check(&known, token, access, begun) {
            Ok(()) => {}
            // Perhaps the service has a new key.
            Err(Trouble::UnknownKey) => {
                let fresh = self.provider.renewed(&known, now).await?;
                self.check(&fresh, token, access, begun)?;
            }
            Err(trouble) => return Err(trouble),
        }
        let claimed = Claimed::read(token, &self.settings)?;
        if claimed.has_address() {
            return Ok(claimed);
        }
        // Some services tell the address at another door only.
        let told = self.provider.told_about(&known, access, &claimed.named.subject).await?;
        Ok(claimed.or_from(told.as_ref(), &self.settings.claims))
    }

    /// Signature, issuer, audience, time and nonce; and that the token for the service belongs to it.
    fn check(&self, known: &Known, token: &CoreIdToken, access: &AccessToken, begun: &Begun) -> Result<(), Trouble> {
        let client = self.client(known)?;
        let verifier = client.id_token_verifier().set_allowed_algs(ALGORITHMS);
        let claims = token.claims(&verifier, &Nonce::new(begun.nonce.clone())).map_err(Trouble::of_token)?;
        // A token with several audiences says for which of them it was made.
        if claims.authorized_party().is_some_and(|party| party.as_str() != self.settings.client_id) {
            return Err(Trouble::Forged);
        }
        let Some(expected) = claims.access_token_hash() else { return Ok(()) };
        let signing = token.signing_alg().and_then(|algorithm| Ok((algorithm, token.signing_key(&verifier)?)));
        let (algorithm, key) = signing.map_err(|_| Trouble::Forged)?;
        let found = AccessTokenHash::from_token(access, algorithm, key).map_err(|_| Trouble::Forged)?;
        if found == *expected { Ok(()) } else { Err(Trouble::Forged) }
    }

    fn client(&self, known: &Known) -> Result<Client, Trouble> {
        let settings = &self.settings;
        let secret = settings.client_secret.clone().map(ClientSecret::new);
        let return_to = RedirectUrl::new(self.return_to.clone()).map_err(Trouble::unusable)?;
        // What nobody says is the way of the standard: name and secret in the head of the request.
        let methods = known.metadata.token_endpoint_auth_methods_supported();
        let in_head = methods.is_none_or(|methods| methods.contains(&CoreClientAuthMethod::ClientSecretBasic));
        let way = if in_head && secret.is_some() { AuthType::BasicAuth } else { AuthType::RequestBody };
        let id = ClientId::new(settings.client_id.clone());
        let client = CoreClient::from_provider_metadata(known.metadata.clone(), id, secret);
        Ok(client.set_redirect_uri(return_to).set_auth_type(way))
    }
}

type Client = CoreClient<
    openidconnect::EndpointSet,
    openidconnect::EndpointNotSet,
    openidconnect::EndpointNotSet,
    openidconnect::EndpointNotSet,
    openidconnect::EndpointMaybeSet,
    openidconnect::EndpointMaybeSet,
>;
