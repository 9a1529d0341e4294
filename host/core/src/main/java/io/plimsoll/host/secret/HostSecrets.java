package io.plimsoll.host.secret;

import io.plimsoll.host.state.Database;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;

/**
 * The secrets of the host itself, sealed in the control plane under a data key of its own, which the operator's key
 * wraps as it wraps those of organisations. Thread-safe.
 */
public final class HostSecrets {
  /** No organisation can have this name. */
  private static final String HOST = "host";

  private static final String DATA_KEY = "data-key";
  private static final int BYTES = 32;

  private final Database database;
  private final KeyWrapper wrapper;
  private final Clock clock;

  /** Works on the control plane, at its newest schema. */
  public HostSecrets(Database database, KeyWrapper wrapper, Clock clock) {
    this.database = database;
    this.wrapper = wrapper;
    this.clock = clock;
  }

  /** A random key of 32 bytes, made when it is first asked for and the same ever after. */
  public byte[] key(String name) {
    Optional<String> known = sealed(name);
    if (known.isEmpty()) {
      byte[] made = new byte[BYTES];
      new SecureRandom().nextBytes(made);
      keep(name, seal(name, Base64.getEncoder().encodeToString(made)));
      known = sealed(name);
    }
    return Base64.getDecoder().decode(unseal(name, known.orElseThrow()));
  }

  /** Seals a text; it opens under the same name alone. */
  public String seal(String name, String text) {
    return dataKey().seal(name, text);
  }

  /** Opens what was sealed under this name. */
  public String unseal(String name, String sealed) {
    return dataKey().unseal(name, sealed);
  }

  private DataKey dataKey() {
    Optional<String> known = sealed(DATA_KEY);
    if (known.isEmpty()) {
      keep(DATA_KEY, DataKey.make(HOST, wrapper));
      known = sealed(DATA_KEY);
    }
    return DataKey.open(HOST, known.orElseThrow(), wrapper);
  }

  /** Two hosts may be at it: the first one's counts. */
  private void keep(String name, String sealed) {
    database.write(
        h ->
            h.execute(
                "insert into host_key (name, sealed, made_at) values (?, ?, ?) on conflict (name) do nothing",
                name, sealed, clock.instant().toString()));
  }

  private Optional<String> sealed(String name) {
    return database.read(
        h -> h.createQuery("select sealed from host_key where name = ?").bind(0, name).mapTo(String.class).findOne());
  }
}
