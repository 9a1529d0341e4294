package io.plimsoll.host.secret;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.encryption.EncryptionStatus;
import io.plimsoll.api.encryption.KeyRotation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the wrapping key while hosts run. A new key stands in front of the old one in the file, every data key is
 * wrapped again, a page of organisations at a time, and the old key is dropped when a second look finds that nothing
 * needs it. Cut off at any moment, all keys are still there, and the next run goes on.
 */
public final class KeyRotations {
  private static final String FILE = "file";
  private static final String HOST = "host";
  private static final int PAGE = 100;
  private static final int NAMED = 100;

  private final WrappingKey file;
  private final KeyWrapper wrapper;
  private final String name;
  private final HostSecrets host;
  private final Function<@Nullable String, List<String>> page;
  private final Vaults vaults;

  /** The vault of an organisation, for as long as it is used. */
  public interface Vaults {
    /** Hands it over. */
    void with(String organisation, Consumer<SecretVault> use);
  }

  /**
   * @param file the key in the operator's file, which may not be there
   * @param wrapper what wraps now: the file, or a plug-in
   * @param name of the plug-in; {@code null} for the file
   * @param page the organisations behind a name, by name
   */
  public KeyRotations(
      WrappingKey file,
      KeyWrapper wrapper,
      @Nullable String name,
      HostSecrets host,
      Function<@Nullable String, List<String>> page,
      Vaults vaults) {
    this.file = file;
    this.wrapper = wrapper;
    this.name = name == null ? FILE : name;
    this.host = host;
    this.page = page;
    this.vaults = vaults;
  }

  /** What was found on a way through all organisations. */
  private static final class Way {
    private int keys;
    private int changed;
    private final List<String> waiting = new ArrayList<>();
    private final List<String> unreachable = new ArrayList<>();

    void note(List<String> names, String organisation) {
      if (names.size() < NAMED) {
        names.add(organisation);
      }
    }
  }

  /** How the keys stand. */
  public EncryptionStatus status() {
    boolean any = !name.equals(FILE) || file.exists();
    Way way = look();
    return new EncryptionStatus(name, any ? wrapper.id() : "", file.oldKeys(), way.keys, way.waiting, way.unreachable);
  }

  /**
   * Goes on with a rotation that was cut off, or begins one.
   *
   * @param wrapped told of each organisation whose data key was wrapped again
   */
  public KeyRotation rotate(Consumer<String> wrapped) {
    if (name.equals(FILE)) {
      // Nothing was sealed yet: then there is nothing to replace, and the first key is made with the first secret.
      if (!file.exists()) {
        return new KeyRotation("", 0, List.of(), List.of());
      }
      file.begin();
    }
    Way way = new Way();
    if (host.wrapAgain()) {
      way.changed++;
      wrapped.accept(HOST);
    }
    everyOrganisation(
        way,
        (organisation, vault) -> {
          if (vault.wrapAgain()) {
            way.changed++;
            wrapped.accept(organisation);
          }
        });
    // A host may have wrapped a key with the old one while this went by.
    Way left = look();
    List<String> waiting = new ArrayList<>(left.unreachable);
    waiting.addAll(left.waiting);
    List<String> dropped = List.of();
    if (waiting.isEmpty()) {
      // When a plug-in wraps, the key of the file in force stays: the file is the operator's to remove.
      dropped = file.oldKeys();
      if (!dropped.isEmpty()) {
        file.drop(dropped);
      }
    }
    return new KeyRotation(wrapper.id(), way.changed, dropped, waiting);
  }

  private Way look() {
    Way way = new Way();
    String now = name.equals(FILE) && !file.exists() ? "" : wrapper.id();
    host.wrappedBy()
        .ifPresent(
            by -> {
              way.keys++;
              if (!by.equals(now)) {
                way.note(way.waiting, HOST);
              }
            });
    everyOrganisation(
        way,
        (organisation, vault) ->
            vault
                .wrappedBy()
                .ifPresent(
                    by -> {
                      way.keys++;
                      if (!by.equals(now)) {
                        way.note(way.waiting, organisation);
                      }
                    }));
    return way;
  }

  private interface Visit {
    void of(String organisation, SecretVault vault);
  }

  private void everyOrganisation(Way way, Visit visit) {
    String last = null;
    while (true) {
      List<String> names = page.apply(last);
      for (String organisation : names) {
        try {
          vaults.with(organisation, vault -> visit.of(organisation, vault));
        } catch (PlimsollException e) {
          // One place that cannot be reached keeps nobody else's key from being replaced; its old key is kept.
          way.note(way.unreachable, organisation);
        }
      }
      if (names.size() < PAGE) {
        return;
      }
      last = names.get(names.size() - 1);
    }
  }

  /** How many organisations a page has. */
  public static int pageSize() {
    return PAGE;
  }
}
