package io.plimsoll.host.secret;

import io.plimsoll.host.state.Database;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
      keep(name, seal(name, Base64.getEncoder().encodeToString(made)), "");
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
    return DataKey.open(HOST, wrappedKey(), wrapper);
  }

  private String wrappedKey() {
    Optional<String> known = sealed(DATA_KEY);
    if (known.isEmpty()) {
      wrapper.prepare();
      String by = wrapper.id();
      keep(DATA_KEY, DataKey.make(HOST, wrapper), by);
      known = sealed(DATA_KEY);
    }
    return known.orElseThrow();
  }

  /** Which wrapping key wrapped the data key; empty while there is none. */
  Optional<String> wrappedBy() {
    return database.read(
        h ->
            h.createQuery("select wrapped_by from host_key where name = ?").bind(0, DATA_KEY).mapTo(String.class).findOne());
  }

  /** Wraps the data key with the wrapping key in force; says whether another one had wrapped it. */
  boolean wrapAgain() {
    String now = wrapper.id();
    Optional<String> by = wrappedBy();
    if (by.isEmpty() || by.get().equals(now)) {
      return false;
    }
    String before = wrappedKey();
    return replaced(before, DataKey.wrapAgain(HOST, before, wrapper), now);
  }

  /**
   * Puts a new data key in front of the one in force, unless something is still sealed with the one before it, as after
   * a rotation that was cut off.
   *
   * @param others what is sealed elsewhere
   */
  public void next(Iterable<String> others) {
    String before = wrappedKey();
    DataKey key = DataKey.open(HOST, before, wrapper);
    boolean underWay = ownSealed().values().stream().anyMatch(s -> !key.sealedWithPrimary(s));
    for (String sealed : others) {
      underWay |= !key.sealedWithPrimary(sealed);
    }
    if (!underWay) {
      replaced(before, DataKey.withNext(HOST, before, wrapper), wrapper.id());
    }
  }

  /** Seals the host's own keys with the data key in force; says how many were not. */
  public int sealAgain() {
    DataKey key = dataKey();
    int changed = 0;
    for (Map.Entry<String, String> own : ownSealed().entrySet()) {
      if (!key.sealedWithPrimary(own.getValue())) {
        String again = key.seal(own.getKey(), key.unseal(own.getKey(), own.getValue()));
        database.write(
            h -> h.execute("update host_key set sealed = ? where name = ? and sealed = ?", again, own.getKey(), own.getValue()));
        changed++;
      }
    }
    return changed;
  }

  /** What was sealed under this name, sealed with the data key in force; the same text when it is. */
  public String sealAgain(String name, String sealed) {
    DataKey key = dataKey();
    return key.sealedWithPrimary(sealed) ? sealed : key.seal(name, key.unseal(name, sealed));
  }

  private Map<String, String> ownSealed() {
    Map<String, String> own = new TreeMap<>();
    database
        .read(
            h ->
                h.createQuery("select name, sealed from host_key where name <> ?")
                    .bind(0, DATA_KEY)
                    .map((row, c) -> Map.entry(row.getString(1), row.getString(2)))
                    .list())
        .forEach(e -> own.put(e.getKey(), e.getValue()));
    return own;
  }

  private boolean replaced(String before, String after, String by) {
    int[] changed = {0};
    database.write(
        h ->
            changed[0] =
                h.execute(
                    "update host_key set sealed = ?, wrapped_by = ? where name = ? and sealed = ?", after, by, DATA_KEY, before));
    return changed[0] == 1;
  }

  /** Two hosts may be at it: the first one's counts. */
  private void keep(String name, String sealed, String by) {
    database.write(
        h ->
            h.execute(
                "insert into host_key (name, sealed, made_at, wrapped_by) values (?, ?, ?, ?) on conflict (name) do nothing",
                name, sealed, clock.instant().toString(), by));
  }

  private Optional<String> sealed(String name) {
    return database.read(
        h -> h.createQuery("select sealed from host_key where name = ?").bind(0, name).mapTo(String.class).findOne());
  }
}
