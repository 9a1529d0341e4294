package io.plimsoll.api.identity;

import io.plimsoll.api.PlimsollException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a server gets of a host: doors that open for who proves who he is, and nothing beside them. Each attempt is
 * recorded in the host's audit chain before it is answered. Thread-safe.
 *
 * <p>The {@link Caller} says where a request came from; its user counts for nothing.
 */
@ProviderType
public interface FrontDoor {
  /**
   * Lets a person in.
   *
   * @param code of the second factor, or a recovery code; {@code null} when he gave none
   */
  SignInAnswer signIn(String email, String password, @Nullable String code, Caller from);

  /**
   * Lets a person in whose password was right and who was asked for a code.
   *
   * @param pending as {@link SignInAnswer.CodeNeeded#pending} was
   * @param code of the second factor, or a recovery code
   * @return never {@link SignInAnswer.CodeNeeded}
   * @throws PlimsollException {@code NOT_SIGNED_IN} when the attempt is too old, or what it was for has changed
   */
  SignInAnswer secondStep(String pending, String code, Caller from);

  /**
   * Begins a sign-in at the provider of an organisation.
   *
   * @param returnTo where the provider sends the browser back to, as it is registered there
   * @throws PlimsollException {@code NOT_FOUND} when the organisation has no single sign-on or does not exist, {@code
   *     TOO_MANY_REQUESTS}, or why the provider cannot be asked
   */
  SingleSignOnStart beginSingleSignOn(String organisation, URI returnTo, Caller from);

  /**
   * Ends it: lets the person in whom the provider vouches for, when he is linked with it, or was invited to sign in so
   * and the provider vouches for his address. What began counts once, in the browser it began in, for ten minutes. The
   * session reaches that organisation alone.
   *
   * @param browser as {@link SingleSignOnStart#browser} was; empty when the browser sent none
   * @param parameters of the address that the browser came back to
   * @throws PlimsollException {@code NOT_SIGNED_IN} when it does not hold, for whatever reason, {@code NOT_ALLOWED} when
   *     who he is was proven and nobody invited him, {@code TOO_MANY_REQUESTS}
   */
  Session finishSingleSignOn(
      String organisation, URI returnTo, String browser, Map<String, String> parameters, Caller from);

  /**
   * The person of a session.
   *
   * @param token as {@link Session#token} was
   * @throws PlimsollException {@code NOT_SIGNED_IN} when it does not hold, for whatever reason
   */
  SignedIn session(String token, Caller from);

  /**
   * The person of a key. The use is on record with the organisation of the key.
   *
   * @param secret as {@link NewApiKey#secret} was
   * @param endpoint what it is used for, such as {@code GET /api/v1/organisations}
   * @throws PlimsollException {@code NOT_SIGNED_IN} when it does not hold, for whatever reason
   */
  SignedIn key(String secret, String endpoint, Caller from);

  /**
   * What a one-time token is for; it holds still.
   *
   * @throws PlimsollException {@code NOT_FOUND} when it does not hold, for whatever reason
   */
  OneTimeToken token(String token, Caller from);

  /**
   * Chooses a password with a one-time token.
   *
   * @param email needed to become the first person of a host; otherwise the token says who it is
   * @param name as others shall see it; {@code null} keeps the one given with the invitation
   * @throws PlimsollException {@code NOT_FOUND} when the token does not hold, for whatever reason, {@code
   *     INVALID_REQUEST} with every reason why the password will not do; then the token still holds
   */
  Person accept(String token, @Nullable String email, @Nullable String name, String password, Caller from);

  /** What keeps the host from working, each a sentence; empty when it is ready. Names no organisation. */
  List<String> notReady();
}
