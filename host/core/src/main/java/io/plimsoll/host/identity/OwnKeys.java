package io.plimsoll.host.identity;

import io.plimsoll.api.identity.ApiKey;
import io.plimsoll.api.identity.ApiKeys;
import io.plimsoll.api.identity.NewApiKey;
import io.plimsoll.api.identity.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys as an owner who signed in has them: he sees and revokes all, and makes his own, for a key acts in a name. */
record OwnKeys(ApiKeys behind, String email, Refusals refusals) implements ApiKeys {
  @Override
  public List<ApiKey> list() {
    return behind.list();
  }

  @Override
  public NewApiKey create(String person, String name, Set<Scope> scopes, @Nullable Instant expiresAt) {
    if (!Identity.normal(person).equals(email)) {
      throw refusals.notAllowed("key.created", "", "that person himself: a key acts in its person's name");
    }
    return behind.create(person, name, scopes, expiresAt);
  }

  @Override
  public ApiKey revoke(String prefix) {
    return behind.revoke(prefix);
  }
}
