package io.plimsoll.host.secret;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.host.state.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of one organisation, sealed in its own state under its own key. The key is opened for each secret and
 * kept nowhere; removing the state removes the key with it.
 */
public final class SecretVault implements ConnectionSecrets {
  private static final String KEY = "secrets";
  private static final int ATTEMPTS = 5;

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
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      String wrapped = wrappedKey();
      String sealed = DataKey.open(organisation, wrapped, wrapper).seal(connection, secret);
      if (put(connection, "SEALED", sealed, expiresAt, wrapped)) {
        return;
      }
    }
    throw busy();
  }

  /** Notes when a credential ends whose secret lies elsewhere; forgets what was sealed. */
  public void keepsNone(String connection, @Nullable Instant expiresAt) {
    put(connection, "OUTSIDE", null, expiresAt, null);
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
    put(connection, "REVOKED", null, null, null);
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
    // Both from one moment: a rotation replaces them together.
    Optional<Sealed> sealed =
        database.read(
            h ->
                h.createQuery(
                        "select c.sealed, k.wrapped from credential c, data_key k"
                            + " where c.connection = ? and c.state = 'SEALED' and k.name = ?")
                    .bind(0, connection)
                    .bind(1, KEY)
                    .map((row, c) -> new Sealed(connection, row.getString(1), row.getString(2)))
                    .findOne());
    return sealed.map(s -> DataKey.open(organisation, s.wrapped(), wrapper).unseal(connection, s.text()));
  }

  /** What is sealed, and the key it was sealed under, as they lie together. */
  private record Sealed(String connection, String text, String wrapped) {}

  /** Which wrapping key wrapped the data key; empty while there is none. */
  Optional<String> wrappedBy() {
    return database.read(
        h -> h.createQuery("select wrapped_by from data_key where name = ?").bind(0, KEY).mapTo(String.class).findOne());
  }

  /** Wraps the data key with the wrapping key in force; says whether another one had wrapped it. */
  boolean wrapAgain() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      String now = wrapper.id();
      Optional<String> by = wrappedBy();
      if (by.isEmpty() || by.get().equals(now)) {
        return false;
      }
      String before = wrappedKey();
      String after = DataKey.wrapAgain(organisation, before, wrapper);
      int[] changed = {0};
      database.write(
          h ->
              changed[0] =
                  h.execute(
                      "update data_key set wrapped = ?, wrapped_by = ? where name = ? and wrapped = ?", after, now, KEY, before));
      if (changed[0] == 1) {
        return true;
      }
    }
    throw busy();
  }

  /** Makes a new data key and seals every secret under it, in one transaction; says how many there are. */
  public int rotateKey() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      String before = wrappedKey();
      String by = wrapper.id();
      String after = DataKey.make(organisation, wrapper);
      DataKey from = DataKey.open(organisation, before, wrapper);
      DataKey to = DataKey.open(organisation, after, wrapper);
      List<Sealed> all =
          database.read(
              h ->
                  h.createQuery("select connection, sealed from credential where sealed is not null")
                      .map((row, c) -> new Sealed(row.getString(1), row.getString(2), before))
                      .list());
      List<Sealed> sealed = new ArrayList<>();
      try {
        for (Sealed each : all) {
          sealed.add(new Sealed(each.connection(), to.seal(each.connection(), from.unseal(each.connection(), each.text())), each.text()));
        }
      } catch (PlimsollException e) {
        if (wrappedKey().equals(before)) {
          throw e;
        }
        continue;
      }
      if (replaced(before, after, by, sealed)) {
        return sealed.size();
      }
    }
    throw busy();
  }

  /** Replaces the key and what lies under it, unless somebody changed either meanwhile; then nothing is changed. */
  private boolean replaced(String before, String after, String by, List<Sealed> sealed) {
    try {
      database.write(
          h -> {
            require(
                h.execute(
                        "update data_key set wrapped = ?, wrapped_by = ?, made_at = ? where name = ? and wrapped = ?",
                        after, by, clock.instant().toString(), KEY, before)
                    == 1);
            for (Sealed each : sealed) {
              require(
                  h.execute(
                          "update credential set sealed = ? where connection = ? and sealed = ?",
                          each.text(), each.connection(), each.wrapped())
                      == 1);
            }
            require(
                h.createQuery("select count(*) from credential where sealed is not null").mapTo(Integer.class).one()
                    == sealed.size());
          });
      return true;
    } catch (ChangedMeanwhile e) {
      return false;
    }
  }

  private static void require(boolean asItWas) {
    if (!asItWas) {
      throw new ChangedMeanwhile();
    }
  }

  /** Takes the whole transaction back. */
  private static final class ChangedMeanwhile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ChangedMeanwhile() {
      super(null, null, false, false);
    }
  }

  private PlimsollException busy() {
    return new PlimsollException(
        ErrorCode.STORAGE_UNAVAILABLE, "The secrets of " + organisation + " are changed by others all the time.", "Try again.");
  }

  /**
   * @param under the wrapped key that sealed it; {@code null} for nothing sealed
   * @return whether that key was still in force; otherwise nothing was done
   */
  private boolean put(
      String connection, String state, @Nullable String sealed, @Nullable Instant expiresAt, @Nullable String under) {
    boolean[] done = {false};
    database.write(
        h -> {
          // Writes first, so that from here on nobody else replaces the key.
          if (under != null
              && h.execute("update data_key set wrapped = wrapped where name = ? and wrapped = ?", KEY, under) == 0) {
            return;
          }
          done[0] = true;
          h.execute(
                "insert into credential (connection, version, state, sealed, expires_at, warned, changed_at)"
                    + " values (?, 1, ?, ?, ?, null, ?) on conflict (connection) do update set"
                    + " version = credential.version + 1, state = excluded.state, sealed = excluded.sealed,"
                    + " expires_at = excluded.expires_at, warned = null, changed_at = excluded.changed_at",
                connection, state, sealed, text(expiresAt), clock.instant().toString());
        });
    return done[0];
  }

  /** The data key as it is wrapped; made when there is none. */
  private String wrappedKey() {
    Optional<String> known = knownKey();
    if (known.isEmpty()) {
      return makeKey();
    }
    return known.orElseThrow();
  }

  private String makeKey() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      // Before it wraps: a key that is wrapped by a newer one than is noted is wrapped once more, which harms nobody.
      wrapper.prepare();
      String by = wrapper.id();
      String made = DataKey.make(organisation, wrapper);
      // Two processes may be at it: the first key counts.
      database.write(
          h ->
              h.execute(
                  "insert into data_key (name, wrapped, wrapped_by, made_at) values (?, ?, ?, ?)"
                      + " on conflict (name) do nothing",
                  KEY, made, by, clock.instant().toString()));
      String known = knownKey().orElseThrow();
      if (!known.equals(made) || wrapper.id().equals(by)) {
        return known;
      }
      // The wrapping key was replaced this moment and the one before may be gone: nothing is sealed yet, so begin anew.
      database.write(
          h ->
              h.execute(
                  "delete from data_key where name = ? and wrapped = ?"
                      + " and not exists (select 1 from credential where sealed is not null)",
                  KEY, made));
    }
    throw busy();
  }

  private Optional<String> knownKey() {
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
