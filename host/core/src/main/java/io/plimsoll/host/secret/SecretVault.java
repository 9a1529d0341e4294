package io.plimsoll.host.secret;

import io.plimsoll.host.state.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of one organisation, sealed in its own state under its own key. The key is opened for each secret and
 * kept nowhere; removing the state removes the key with it.
 */
public final class SecretVault implements ConnectionSecrets {
  private static final String KEY = "secrets";

  private final String organisation;
  private final Database database;
  private final KeyWrapper wrapper;
  private final Clock clock;

  /** Works on the organisation's own database, at its newest schema. */
  public SecretVault(String organisation, Database database, KeyWrapper wrapper, Clock clock) {
    this.organisation = organisation;
    this.database = database;
    this.wrapper = wrapper;
    this.clock = clock;
  }

  /** Seals a secret in place of the one before. */
  public void seal(String connection, String secret, @Nullable Instant expiresAt) {
    String sealed = key().seal(connection, secret);
    put(connection, "SEALED", sealed, expiresAt);
  }

  /** Notes when a credential ends whose secret lies elsewhere; forgets what was sealed. */
  public void keepsNone(String connection, @Nullable Instant expiresAt) {
    put(connection, "OUTSIDE", null, expiresAt);
  }

  /** Notes when what is sealed ends. */
  public void expires(String connection, @Nullable Instant expiresAt) {
    database.write(
        h ->
            h.execute(
                "update credential set expires_at = ?, warned = null where connection = ?",
                text(expiresAt), connection));
  }

  /** Destroys the secret of a connection and lets nothing be read with its credential. */
  public void revoke(String connection) {
    put(connection, "REVOKED", null, null);
  }

  /** Forgets a secret and that there was one. */
  public void forget(String connection) {
    database.write(h -> h.execute("delete from credential where connection = ?", connection));
  }

  /** Notes a warning given. */
  public void warned(String connection, int days) {
    database.write(h -> h.execute("update credential set warned = ? where connection = ?", days, connection));
  }

  @Override
  public Standing standing(String connection) {
    return database.read(
        h ->
            h.createQuery("select * from credential where connection = ?")
                .bind(0, connection)
                .map((row, c) -> standing(row))
                .findOne()
                .orElse(Standing.NOTHING));
  }

  @Override
  public Optional<String> open(String connection) {
    Optional<String> sealed =
        database.read(
            h ->
                h.createQuery("select sealed from credential where connection = ? and state = 'SEALED'")
                    .bind(0, connection)
                    .mapTo(String.class)
                    .findOne());
    return sealed.map(text -> key().unseal(connection, text));
  }

  private void put(String connection, String state, @Nullable String sealed, @Nullable Instant expiresAt) {
    database.write(
        h ->
            h.execute(
                "insert into credential (connection, version, state, sealed, expires_at, warned, changed_at)"
                    + " values (?, 1, ?, ?, ?, null, ?) on conflict (connection) do update set"
                    + " version = credential.version + 1, state = excluded.state, sealed = excluded.sealed,"
                    + " expires_at = excluded.expires_at, warned = null, changed_at = excluded.changed_at",
                connection, state, sealed, text(expiresAt), clock.instant().toString()));
  }

  private DataKey key() {
    Optional<String> known = wrappedKey();
    if (known.isEmpty()) {
      String made = DataKey.make(organisation, wrapper);
      String by = wrapper.id();
      // Two processes may be at it: the first key counts.
      database.write(
          h ->
              h.execute(
                  "insert into data_key (name, wrapped, wrapped_by, made_at) values (?, ?, ?, ?)"
                      + " on conflict (name) do nothing",
                  KEY, made, by, clock.instant().toString()));
      known = wrappedKey();
    }
    return DataKey.open(organisation, known.orElseThrow(), wrapper);
  }

  private Optional<String> wrappedKey() {
    return database.read(
        h -> h.createQuery("select wrapped from data_key where name = ?").bind(0, KEY).mapTo(String.class).findOne());
  }

  private static Standing standing(ResultSet row) throws SQLException {
    String state = row.getString("state");
    int warned = row.getInt("warned");
    boolean never = row.wasNull();
    String expires = row.getString("expires_at");
    return new Standing(
        row.getInt("version"),
        state.equals("SEALED"),
        state.equals("REVOKED"),
        Instant.parse(row.getString("changed_at")),
        expires == null ? null : Instant.parse(expires),
        never ? null : warned);
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
