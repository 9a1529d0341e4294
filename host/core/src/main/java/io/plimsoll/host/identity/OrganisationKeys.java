package io.plimsoll.host.identity;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.ApiKey;
import io.plimsoll.api.identity.ApiKeys;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.NewApiKey;
import io.plimsoll.api.identity.Scope;
import io.plimsoll.host.audit.AuditTrail;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keys of one organisation: each call is recorded in its trail, then answered. Rights were looked at before. */
final class OrganisationKeys implements ApiKeys {
  /** How every key begins, so that one in the wrong place is found by who scans for secrets. */
  static final String MARK = "plm_";

  static final int PREFIX = 12;

  /** Five bits each: 160 behind the prefix. */
  private static final int SECRET = 32;

  private final Identity identity;
  private final String organisation;
  private final Caller caller;

  OrganisationKeys(Identity identity, String organisation, Caller caller) {
    this.identity = identity;
    this.organisation = organisation;
    this.caller = caller;
  }

  @Override
  public List<ApiKey> list() {
    return trail().answer(caller, "keys.listed", "", Map.of(), () -> identity.keys.of(organisation));
  }

  @Override
  public NewApiKey create(String email, String name, Set<Scope> scopes, @Nullable Instant expiresAt) {
    String prefix = MARK + Tokens.random(PREFIX - MARK.length());
    Map<String, String> details = new TreeMap<>();
    details.put("person", Identity.normal(email));
    details.put("scopes", scopes.stream().sorted().map(Scope::name).collect(Collectors.joining(",")));
    details.put("expires", expiresAt == null ? "never" : expiresAt.toString());
    return trail()
        .act(
            caller,
            "key.created",
            prefix,
            details,
            () -> {
              String plain = name.strip();
              if (plain.isEmpty() || plain.length() > 100 || plain.chars().anyMatch(Character::isISOControl)) {
                throw invalid("A key's name has 1 to 100 characters on one line.", "Say what the key is for.");
              }
              if (scopes.isEmpty()) {
                throw invalid("A key without a scope opens nothing.", "Give it read, collect or manage.");
              }
              Instant now = identity.clock.instant();
              if (expiresAt != null && !expiresAt.isAfter(now)) {
                throw invalid("A key that ends at " + expiresAt + " would never hold.", "Give a time to come, or none.");
              }
              Account account =
                  identity
                      .people
                      .byEmail(Identity.normal(email))
                      .filter(a -> identity.members.find(organisation, a.id()).isPresent())
                      .orElseThrow(() -> OrganisationMembers.noMember(email, organisation));
              ApiKey key = new ApiKey(prefix, organisation, account.person().email(), plain, scopes, now, expiresAt, null, null);
              String secret = prefix + Tokens.random(SECRET);
              identity.keys.add(key, account.id(), Tokens.hash(secret));
              return new NewApiKey(secret, key);
            });
  }

  @Override
  public ApiKey revoke(String prefix) {
    return trail()
        .act(
            caller,
            "key.revoked",
            prefix.substring(0, Math.min(prefix.length(), PREFIX)),
            Map.of(),
            () -> {
              identity.keys.revoke(organisation, prefix, identity.clock.instant());
              return identity
                  .keys
                  .find(prefix)
                  .map(KeyTable.Kept::key)
                  .filter(key -> key.organisation().equals(organisation))
                  .orElseThrow(
                      () ->
                          new PlimsollException(
                              ErrorCode.NOT_FOUND, organisation + " has no key of this prefix.",
                              "See those it has: plimsoll key list " + organisation + "."));
            });
  }

  private AuditTrail trail() {
    return identity.premises.trail(organisation);
  }

  private static PlimsollException invalid(String message, String advice) {
    return new PlimsollException(ErrorCode.INVALID_REQUEST, message, advice);
  }
}
