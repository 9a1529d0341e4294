package io.plimsoll.host.identity;

import io.plimsoll.api.identity.ApiKey;
import io.plimsoll.api.identity.Scope;
import io.plimsoll.host.state.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keys of programs, in the control plane. */
final class KeyTable {
  private static final String SELECT =
      "select k.*, p.email from api_key k join person p on p.id = k.person where ";

  private final Database database;

  KeyTable(Database database) {
    this.database = database;
  }

  /** A key, whose it is, and the hash of the whole. */
  record Kept(ApiKey key, String person, String hash) {}

  List<ApiKey> of(String organisation) {
    return database.read(
        h ->
            h.createQuery(SELECT + "k.organisation = ? order by k.created_at desc, k.prefix")
                .bind(0, organisation)
                .map((row, c) -> kept(row).key())
                .list());
  }

  Optional<Kept> find(String prefix) {
    return database.read(
        h -> h.createQuery(SELECT + "k.prefix = ?").bind(0, prefix).map((row, c) -> kept(row)).findOne());
  }

  void add(ApiKey key, String person, String hash) {
    database.write(
        h ->
            h.execute(
                "insert into api_key (prefix, hash, organisation, person, name, scopes, created_at, expires_at)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                key.prefix(), hash, key.organisation(), person, key.name(), text(key.scopes()), key.createdAt().toString(),
                key.expiresAt() == null ? null : key.expiresAt().toString()));
  }

  /** Revokes a key of an organisation; one that was revoked keeps its time. */
  void revoke(String organisation, String prefix, Instant now) {
    database.write(
        h ->
            h.execute(
                "update api_key set revoked_at = ? where organisation = ? and prefix = ? and revoked_at is null",
                now.toString(), organisation, prefix));
  }

  /** Takes down that a key is used. */
  void used(String prefix, Instant now) {
    database.write(h -> h.execute("update api_key set last_used_at = ? where prefix = ?", now.toString(), prefix));
  }

  private static String text(Set<Scope> scopes) {
    return scopes.stream().map(Scope::name).collect(Collectors.joining(","));
  }

  private static Kept kept(ResultSet row) throws SQLException {
    EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
    Arrays.stream(row.getString("scopes").split(",")).map(Scope::valueOf).forEach(scopes::add);
    ApiKey key =
        new ApiKey(
            row.getString("prefix"),
            row.getString("organisation"),
            row.getString("email"),
            row.getString("name"),
            scopes,
            Instant.parse(row.getString("created_at")),
            instant(row.getString("expires_at")),
            instant(row.getString("revoked_at")),
            instant(row.getString("last_used_at")));
    return new Kept(key, row.getString("person"), row.getString("hash"));
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }
}
