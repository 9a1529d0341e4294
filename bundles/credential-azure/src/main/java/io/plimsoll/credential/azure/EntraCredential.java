package io.plimsoll.credential.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.credential.AccessToken;
import io.plimsoll.api.credential.ExpiringCredential;
import io.plimsoll.api.credential.TenantCredential;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks for tokens, keeps each until shortly before it ends, and says in one message why there is none. */
final class EntraCredential implements TenantCredential, ExpiringCredential {
  /** A person waits: whatever is wrong is said within ten seconds. */
  private static final Duration BUDGET = Duration.ofSeconds(8);

  private static final Duration BEFORE_ITS_END = Duration.ofMinutes(5);

  private final TokenService service;
  private final Application application;
  private final Clock clock = Assertion.MACHINE;
  private final Check check;
  private final @Nullable Instant expiresAt;

  /** Made with the first request; guarded by this. */
  private @Nullable Supplier<TokenCredential> recipe;

  /** Guarded by this. */
  private @Nullable TokenCredential source;

  /** By tenant and scope. */
  private final Map<String, AccessToken> tokens = new ConcurrentHashMap<>();

  /** Looks at what a request needs, such as a file, before it is made. */
  interface Check {
    /** Nothing to look at. */
    Check NONE = () -> {};

    /** Throws what is wrong. */
    void run();
  }

  /**
   * @param recipe makes the source of tokens; what it holds is forgotten on closing
   * @param expiresAt when what it proves itself with ends; {@code null} when that is not known
   */
  EntraCredential(
      TokenService service,
      Application application,
      Supplier<TokenCredential> recipe,
      Check check,
      @Nullable Instant expiresAt) {
    this.service = service;
    this.application = application;
    this.recipe = recipe;
    this.check = check;
    this.expiresAt = expiresAt;
  }

  @Override
  public Optional<AccessToken> token(String scope) {
    return ask(scope, new TokenRequestContext().addScopes(scope), application);
  }

  @Override
  public Optional<AccessToken> token(String scope, String tenant) {
    if (tenant.equalsIgnoreCase(application.tenant()) || application.tenant().isEmpty()) {
      return token(scope);
    }
    if (!application.allowedTenants().contains("*")
        && application.allowedTenants().stream().noneMatch(tenant::equalsIgnoreCase)) {
      throw new PlimsollException(
          ErrorCode.REFUSED,
          application.inWords() + " may not ask for tokens of tenant " + tenant + ".",
          "When the store belongs to that tenant, connect again with --set allowed-tenants=" + tenant + ".");
    }
    return ask(scope, new TokenRequestContext().addScopes(scope).setTenantId(tenant), application.of(tenant));
  }

  @Override
  public Optional<Instant> expiresAt() {
    return Optional.ofNullable(expiresAt);
  }

  private Optional<AccessToken> ask(String scope, TokenRequestContext request, Application asker) {
    TokenCredential from = source();
    String key = asker.tenant() + " " + scope;
    AccessToken kept = tokens.get(key);
    if (kept != null && kept.expiresAt().isAfter(clock.instant().plus(BEFORE_ITS_END))) {
      return Optional.of(kept);
    }
    check.run();
    com.azure.core.credential.AccessToken token;
    try {
      token = from.getToken(request).block(BUDGET);
    } catch (RuntimeException e) {
      throw Refusal.of(e, asker, scope);
    }
    if (token == null) {
      throw Refusal.of(new IllegalStateException("no token"), asker, scope);
    }
    AccessToken fresh = new AccessToken(token.getToken(), token.getExpiresAt().toInstant());
    tokens.put(key, fresh);
    return Optional.of(fresh);
  }

  private synchronized TokenCredential source() {
    if (recipe == null) {
      throw new PlimsollException(
          ErrorCode.CANCELLED, application.inWords() + " was closed.", "Start the work again when it is still wanted.");
    }
    if (source == null) {
      source = recipe.get();
    }
    return source;
  }

  @Override
  public synchronized void close() {
    recipe = null;
    source = null;
    tokens.clear();
    service.forget();
  }
}
