package io.plimsoll.signin.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.OpenSignIn;
import io.plimsoll.api.identity.ProvenIdentity;
import io.plimsoll.api.identity.SignInStart;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The authorization code flow with PKCE (S256), nonce and state. An ID token counts when a key of the provider signed it
 * with an algorithm of public keys, for this client, this nonce and this moment; the answer's {@code iss} (RFC 9207) and
 * the tenant are looked at besides.
 */
final class CodeFlow implements OpenSignIn {
  /** Public keys alone: with a shared secret, whoever knows the public key could sign. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS256, JWSAlgorithm.PS384,
          JWSAlgorithm.PS512, JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512);

  private static final int SKEW_SECONDS = 60;
  private static final int LONGEST_SUBJECT = 255;

  private final Providers providers;
  private final RelyingParty party;

  CodeFlow(Providers providers, RelyingParty party) {
    this.providers = providers;
    this.party = party;
  }

  /** What is kept until the browser comes back. */
  private record Kept(Nonce nonce, CodeVerifier verifier) {
    String text() {
      return nonce.getValue() + " " + verifier.getValue();
    }

    static Kept of(String text) {
      String[] parts = text.split(" ", 2);
      if (parts.length != 2) {
        throw Failures.notProven("what was kept of the sign-in is not whole", null);
      }
      try {
        return new Kept(new Nonce(parts[0]), new CodeVerifier(parts[1]));
      } catch (IllegalArgumentException e) {
        throw Failures.notProven("what was kept of the sign-in is not whole", null);
      }
    }
  }

  @Override
  public SignInStart start(URI returnTo, String state) {
    OIDCProviderMetadata metadata = providers.of(party).metadata();
    Kept kept = new Kept(new Nonce(), new CodeVerifier());
    URI location =
        new AuthenticationRequest.Builder(
                ResponseType.CODE, new Scope("openid", "email", "profile"), new ClientID(party.clientId()), returnTo)
            .endpointURI(metadata.getAuthorizationEndpointURI())
            .state(new State(state))
            .nonce(kept.nonce())
            .codeChallenge(kept.verifier(), CodeChallengeMethod.S256)
            .build()
            .toURI();
    return new SignInStart(location, kept.text());
  }

  @Override
  public ProvenIdentity finish(URI returnTo, Map<String, String> parameters, String kept) {
    Kept mine = Kept.of(kept);
    Providers.Provider provider = providers.of(party);
    AuthenticationSuccessResponse answer = answer(returnTo, parameters, provider.metadata());
    OIDCTokens tokens = tokens(provider, returnTo, answer, mine);
    IDTokenClaimsSet claims = claims(provider, tokens.getIDToken(), mine);
    requireTenant(claims);
    return identity(provider, tokens, claims);
  }

  private AuthenticationSuccessResponse answer(
      URI returnTo, Map<String, String> parameters, OIDCProviderMetadata metadata) {
    Map<String, List<String>> all = new HashMap<>();
    parameters.forEach((name, value) -> all.put(name, List.of(value)));
    AuthenticationResponse response;
    try {
      response = AuthenticationResponseParser.parse(returnTo, all);
    } catch (ParseException e) {
      throw Failures.notProven("the provider's answer has neither a code nor an error", null);
    }
    Issuer from = response.getIssuer();
    if (from == null ? metadata.supportsAuthorizationResponseIssuerParam() : !from.getValue().equals(party.issuer())) {
      throw Failures.notProven("the answer comes from another issuer (iss)", null);
    }
    if (!response.indicatesSuccess()) {
      String code = String.valueOf(response.toErrorResponse().getErrorObject().getCode());
      throw Failures.notProven(
          "the provider refused (" + (code.matches("[a-z_]{1,40}") ? code : "unknown error") + ")", null);
    }
    AuthenticationSuccessResponse success = response.toSuccessResponse();
    if (success.getAuthorizationCode() == null || success.getIDToken() != null || success.getAccessToken() != null) {
      throw Failures.notProven("the provider's answer is not that of a code flow", null);
    }
    return success;
  }

  private OIDCTokens tokens(
      Providers.Provider provider, URI returnTo, AuthenticationSuccessResponse answer, Kept mine) {
    AuthorizationCodeGrant grant = new AuthorizationCodeGrant(answer.getAuthorizationCode(), returnTo, mine.verifier());
    URI endpoint = provider.metadata().getTokenEndpointURI();
    ClientAuthentication proof = proof(provider.metadata());
    TokenRequest request =
        (proof == null
                ? new TokenRequest.Builder(endpoint, new ClientID(party.clientId()), grant)
                : new TokenRequest.Builder(endpoint, proof, grant))
            .build();
    try {
      TokenResponse response = OIDCTokenResponseParser.parse(provider.web().send(request.toHTTPRequest()));
      if (!response.indicatesSuccess()) {
        String code = String.valueOf(response.toErrorResponse().getErrorObject().getCode());
        throw Failures.notProven(
            "the provider gives no token for the code (" + (code.matches("[a-z_]{1,40}") ? code : "unknown error") + ")", null);
      }
      OIDCTokens tokens = ((OIDCTokenResponse) response.toSuccessResponse()).getOIDCTokens();
      if (tokens.getIDToken() == null) {
        throw Failures.notProven("the provider's answer has no ID token", null);
      }
      return tokens;
    } catch (ParseException e) {
      throw Failures.notProven("the provider's answer is no token response with an ID token", null);
    }
  }

  private @Nullable ClientAuthentication proof(OIDCProviderMetadata metadata) {
    if (party.secret().isEmpty()) {
      return null;
    }
    ClientID id = new ClientID(party.clientId());
    Secret secret = new Secret(party.secret());
    List<ClientAuthenticationMethod> taken = metadata.getTokenEndpointAuthMethods();
    // A provider that does not say takes the first (OpenID Connect Discovery, section 3).
    return taken == null || taken.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        ? new ClientSecretBasic(id, secret)
        : new ClientSecretPost(id, secret);
  }

  private IDTokenClaimsSet claims(Providers.Provider provider, JWT token, Kept mine) {
    IDTokenValidator validator =
        new IDTokenValidator(
            new Issuer(party.issuer()), new ClientID(party.clientId()),
            new JWSVerificationKeySelector<>(ALGORITHMS, provider.keys()), null);
    validator.setMaxClockSkew(SKEW_SECONDS);
    try {
      IDTokenClaimsSet claims = validator.validate(token, mine.nonce());
      // OpenID Connect Core, section 3.1.3.7, 4 and 5, which the library leaves to its caller.
      String givenTo = claims.getStringClaim("azp");
      if (givenTo == null ? claims.getAudience().size() > 1 : !givenTo.equals(party.clientId())) {
        throw Failures.notProven("the ID token was given to another client", null);
      }
      if (claims.getSubject().getValue().length() > LONGEST_SUBJECT) {
        throw Failures.notProven("the subject of the ID token is longer than " + LONGEST_SUBJECT + " characters", null);
      }
      return claims;
    } catch (BadJOSEException e) {
      throw Failures.notProven("the ID token does not hold: " + reason(e), null);
    } catch (JOSEException e) {
      throw Failures.unreachable(party.issuer(), "its keys cannot be read", e);
    }
  }

  /** What a reason of the library means, without what the token said. */
  private static String reason(BadJOSEException e) {
    String text = String.valueOf(e.getMessage());
    for (String word : List.of("issuer", "audience", "nonce", "expired", "subject", "issue time", "algorithm", "signature", "key")) {
      if (text.toLowerCase(java.util.Locale.ROOT).contains(word)) {
        return "its " + word + " is not right";
      }
    }
    return "it is not signed as it must be";
  }

  private void requireTenant(IDTokenClaimsSet claims) {
    if (!party.tenant().isEmpty() && !party.tenant().equals(claims.getStringClaim("tid"))) {
      throw Failures.notProven("the ID token is of another tenant", null);
    }
  }

  private ProvenIdentity identity(Providers.Provider provider, OIDCTokens tokens, IDTokenClaimsSet claims) {
    String email = claims.getStringClaim("email");
    boolean vouched = isTrue(claims.getClaim("email_verified")) || isTrue(claims.getClaim("xms_edov"));
    String name = claims.getStringClaim("name");
    if (email == null && provider.metadata().getUserInfoEndpointURI() != null && tokens.getAccessToken() != null) {
      UserInfo info = info(provider, tokens, claims);
      if (info != null) {
        email = info.getEmailAddress();
        vouched = Boolean.TRUE.equals(info.getEmailVerified());
        name = name == null ? info.getName() : name;
      }
    }
    return new ProvenIdentity(
        party.issuer(), claims.getSubject().getValue(), email, email != null && (vouched || party.trusts(email)), name,
        party.tenant().isEmpty() ? null : party.tenant());
  }

  /** What else the provider knows of the same person; {@code null} when it does not say. */
  private @Nullable UserInfo info(Providers.Provider provider, OIDCTokens tokens, IDTokenClaimsSet claims) {
    UserInfoRequest request =
        new UserInfoRequest(provider.metadata().getUserInfoEndpointURI(), tokens.getAccessToken());
    UserInfo info;
    try {
      UserInfoResponse response = UserInfoResponse.parse(provider.web().send(request.toHTTPRequest()));
      info = response.indicatesSuccess() ? response.toSuccessResponse().getUserInfo() : null;
    } catch (ParseException | PlimsollException e) {
      return null;
    }
    if (info != null && !claims.getSubject().equals(info.getSubject())) {
      throw Failures.notProven("what the provider knows of the person is of another subject", null);
    }
    return info;
  }

  /** Entra ID writes a truth in three ways. */
  private static boolean isTrue(@Nullable Object claim) {
    return claim instanceof Boolean truth ? truth : "1".equals(String.valueOf(claim)) || "true".equals(claim);
  }

  @Override
  public void close() {
    // Connections and keys are the plug-in's.
  }

  @Override
  public String toString() {
    return "sign-in of " + party;
  }
}
