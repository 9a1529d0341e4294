package io.plimsoll.host.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.encryption.KeyRotation;
import io.plimsoll.host.state.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Keys are replaced while they are used, and nothing is lost wherever that is cut off. */
class KeyRotationsTest {
  private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;
  private WrappingKey file;
  private HostSecrets host;
  private final Map<String, SecretVault> vaults = new LinkedHashMap<>();

  @BeforeEach
  void threeOrganisationsWithSecrets() {
    file = new WrappingKey(folder.resolve("wrapping.key"));
    host = new HostSecrets(database("control", "control"), file, CLOCK);
    for (String name : List.of("acme", "beta", "gamma")) {
      SecretVault vault = new SecretVault(name, database(name, "state"), file, CLOCK);
      vault.seal("azure", "secret of " + name, null);
      vaults.put(name, vault);
    }
    host.key("session-key");
  }

  @Test
  void everyDataKeyIsWrappedAgainAndTheOldKeyGoes() throws Exception {
    String before = file.id();
    byte[] session = host.key("session-key");
    String oldFile = Files.readString(folder.resolve("wrapping.key"));
    List<String> told = new ArrayList<>();

    KeyRotation done = rotations(vaults).rotate(told::add);

    assertThat(done.key()).isNotEqualTo(before).isEqualTo(file.id());
    assertThat(done.changed()).isEqualTo(4);
    assertThat(done.complete()).isTrue();
    assertThat(done.dropped()).containsExactly(before);
    assertThat(told).containsExactly("host", "acme", "beta", "gamma");
    everySecretOpens();
    assertThat(host.key("session-key")).isEqualTo(session);
    assertThat(rotations(vaults).status().waiting()).isEmpty();

    Files.writeString(folder.resolve("wrapping.key"), oldFile);
    assertThatThrownBy(() -> vaults.get("acme").open("azure")).as("the old key opens nothing any more").hasMessageContaining("does not open");
  }

  @Test
  void cutOffAnywhereNothingIsLostAndTheNextRunGoesOn() {
    for (int cut = 0; cut <= 4; cut++) {
      AtomicInteger left = new AtomicInteger(cut);
      int at = cut;
      assertThatThrownBy(
              () ->
                  rotations(vaults)
                      .rotate(
                          name -> {
                            if (left.getAndDecrement() == 0) {
                              throw new IllegalStateException("killed after " + at);
                            }
                            if (at == 4 && name.equals("gamma")) {
                              throw new IllegalStateException("killed at the end");
                            }
                          }))
          .isInstanceOf(IllegalStateException.class);
      assertThat(file.oldKeys()).as("the old key is kept").hasSize(1);
      everySecretOpens();
      String key = file.id();
      KeyRotation done = rotations(vaults).rotate(name -> {});
      assertThat(done.key()).as("it goes on with the key that was made").isEqualTo(key);
      assertThat(done.dropped()).hasSize(1);
      everySecretOpens();
    }
  }

  @Test
  void anOrganisationThatCannotBeReachedKeepsTheOldKeyUntilItIs() {
    AtomicBoolean away = new AtomicBoolean(true);
    KeyRotations rotations =
        new KeyRotations(
            file, file, null, host, this::page,
            (name, use) -> {
              if (name.equals("beta") && away.get()) {
                throw new PlimsollException(ErrorCode.STORAGE_UNAVAILABLE, "The disk of beta is away.", "Wait.");
              }
              use.accept(vaults.get(name));
            });
    KeyRotation first = rotations.rotate(name -> {});
    assertThat(first.complete()).isFalse();
    assertThat(first.waiting()).containsExactly("beta");
    assertThat(first.dropped()).isEmpty();
    everySecretOpens();

    away.set(false);
    KeyRotation second = rotations.rotate(name -> {});
    assertThat(second.key()).isEqualTo(first.key());
    assertThat(second.changed()).isEqualTo(1);
    assertThat(second.dropped()).hasSize(1);
    everySecretOpens();
  }

  @Test
  void aNewDataKeySealsEverySecretAgain() {
    SecretVault acme = vaults.get("acme");
    acme.seal("archive", "second", null);
    acme.revoke("azure");
    acme.seal("azure", "secret of acme", null);
    int version = acme.standing("azure").version();
    assertThat(acme.rotateKey()).isEqualTo(2);
    assertThat(acme.open("archive")).contains("second");
    everySecretOpens();
    assertThat(acme.standing("azure").version()).as("the secret is the same").isEqualTo(version);
  }

  @Test
  void secretsAreReadAndReplacedWhileKeysAreReplaced() throws Exception {
    SecretVault acme = vaults.get("acme");
    SecretVault other = new SecretVault("acme", database("acme", "state"), file, CLOCK);
    AtomicBoolean stop = new AtomicBoolean();
    List<Throwable> failed = new ArrayList<>();
    AtomicInteger reads = new AtomicInteger();
    Thread worker =
        new Thread(
            () -> {
              try {
                for (int i = 0; !stop.get(); i++) {
                  other.seal("busy", "value " + i, null);
                  assertThat(other.open("busy")).contains("value " + i);
                  assertThat(other.open("azure")).contains("secret of acme");
                  reads.incrementAndGet();
                }
              } catch (Throwable e) {
                failed.add(e);
              }
            },
            "a host that runs");
    worker.start();
    int rotated = 0;
    while (rotated < 6 || reads.get() < 6) {
      try {
        acme.rotateKey();
        rotations(vaults).rotate(name -> {});
        rotated++;
      } catch (PlimsollException e) {
        assertThat(e).as("somebody else writes all the time").hasMessageContaining("changed by others");
      }
    }
    stop.set(true);
    worker.join(20_000);
    assertThat(failed).isEmpty();
    everySecretOpens();
  }

  @Test
  void theHostsOwnKeyIsReplacedAndWhatItSealedBeforeStillOpens() {
    byte[] session = host.key("session-key");
    String sealed = host.seal("second-factor/ann", "JBSWY3DP");
    host.next(List.of(sealed));
    assertThat(host.unseal("second-factor/ann", sealed)).isEqualTo("JBSWY3DP");
    assertThat(host.sealAgain()).isEqualTo(1);
    String again = host.sealAgain("second-factor/ann", sealed);
    assertThat(again).isNotEqualTo(sealed);
    assertThat(host.sealAgain("second-factor/ann", again)).isEqualTo(again);
    assertThat(host.key("session-key")).isEqualTo(session);

    host.next(List.of(sealed));
    assertThat(host.unseal("second-factor/ann", sealed)).as("cut off before: the same rotation goes on").isEqualTo("JBSWY3DP");
    host.next(List.of(again));
    assertThatThrownBy(() -> host.unseal("second-factor/ann", sealed)).as("two rotations later").isInstanceOf(PlimsollException.class);
    assertThat(host.unseal("second-factor/ann", again)).isEqualTo("JBSWY3DP");
  }

  @Test
  void whatAPluginWrapsTakesOverFromTheFileAndIsNamedWhenItIsMissing() {
    FakeVault vault = new FakeVault();
    PluginKeyWrapper wrapper = new PluginKeyWrapper("fake", vault, file);
    Map<String, SecretVault> moved = new LinkedHashMap<>();
    vaults.keySet().forEach(name -> moved.put(name, new SecretVault(name, database(name, "state"), wrapper, CLOCK)));
    HostSecrets movedHost = new HostSecrets(database("control", "control"), wrapper, CLOCK);
    KeyRotation done =
        new KeyRotations(file, wrapper, "fake", movedHost, this::page, (name, use) -> use.accept(moved.get(name))).rotate(name -> {});
    assertThat(done.changed()).isEqualTo(4);
    assertThat(done.key()).isEqualTo("fake/1");
    moved.forEach((name, each) -> assertThat(each.open("azure")).contains("secret of " + name));
    assertThatThrownBy(() -> vaults.get("acme").open("azure"))
        .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.advice()).contains("PLIMSOLL_KEY_WRAPPER=\"fake"))
        .hasMessageContaining("was wrapped by the key wrapper fake, which this host does not use");
    vault.version = 2;
    assertThat(new KeyRotations(file, wrapper, "fake", movedHost, this::page, (name, use) -> use.accept(moved.get(name))).rotate(name -> {}).changed())
        .as("a new version in the vault").isEqualTo(4);
  }

  /** A vault in memory: what it wraps is turned round and carries its context. */
  private static final class FakeVault implements io.plimsoll.api.encryption.OpenKeyWrapper {
    private int version = 1;

    @Override
    public String id() {
      return "fake/" + version;
    }

    @Override
    public byte[] wrap(byte[] key, String context) {
      byte[] head = (context + "\n").getBytes(StandardCharsets.UTF_8);
      byte[] all = java.util.Arrays.copyOf(head, head.length + key.length);
      for (int i = 0; i < key.length; i++) {
        all[head.length + i] = (byte) ~key[i];
      }
      return all;
    }

    @Override
    public byte[] unwrap(byte[] wrapped, String context) {
      int head = (context + "\n").getBytes(StandardCharsets.UTF_8).length;
      byte[] key = java.util.Arrays.copyOfRange(wrapped, head, wrapped.length);
      for (int i = 0; i < key.length; i++) {
        key[i] = (byte) ~key[i];
      }
      return key;
    }

    @Override
    public void close() {}
  }

  private void everySecretOpens() {
    vaults.forEach((name, vault) -> assertThat(vault.open("azure")).as(name).isEqualTo(Optional.of("secret of " + name)));
  }

  private KeyRotations rotations(Map<String, SecretVault> of) {
    return new KeyRotations(file, file, null, host, this::page, (name, use) -> use.accept(of.get(name)));
  }

  private List<String> page(String after) {
    return vaults.keySet().stream().filter(name -> after == null || name.compareTo(after) > 0).toList();
  }

  private Database database(String name, String kind) {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + folder.resolve(name + ".db") + "?journal_mode=WAL&synchronous=OFF&busy_timeout=20000");
    return Database.open(name, source, "io/plimsoll/host/db/" + kind);
  }
}
