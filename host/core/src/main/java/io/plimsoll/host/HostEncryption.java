package io.plimsoll.host;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.audit.AuditEvent.Outcome;
import io.plimsoll.api.encryption.Encryption;
import io.plimsoll.api.encryption.EncryptionStatus;
import io.plimsoll.api.encryption.KeyRotation;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.host.audit.AuditTrail;
import io.plimsoll.host.identity.Identity;
import io.plimsoll.host.secret.KeyRotations;
import io.plimsoll.host.secret.KeyWrapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The keys of a host: each act is recorded with the host, and with the organisation whose key it is about. */
final class HostEncryption implements Encryption {
  private final KeyRotations rotations;
  private final KeyWrapper wrapper;
  private final Identity identity;
  private final AuditTrail audit;
  private final Workspaces workspaces;
  private final Path keys;

  /** The workspace of an organisation, for as long as it is used. */
  interface Workspaces {
    void with(String organisation, Consumer<OpenWorkspace> use);
  }

  HostEncryption(
      KeyRotations rotations, KeyWrapper wrapper, Identity identity, AuditTrail audit, Workspaces workspaces, Path keys) {
    this.rotations = rotations;
    this.wrapper = wrapper;
    this.identity = identity;
    this.audit = audit;
    this.workspaces = workspaces;
    this.keys = keys;
  }

  @Override
  public EncryptionStatus status(Caller caller) {
    return audit.answer(caller, "encryption.shown", "", Map.of(), rotations::status);
  }

  @Override
  public KeyRotation rotateWrappingKey(Caller caller) {
    return alone(() -> rotateAll(caller));
  }

  private KeyRotation rotateAll(Caller caller) {
    audit.record(caller, "wrapping-key.rotated", Outcome.STARTED, "", Map.of());
    KeyRotation done;
    try {
      done =
          rotations.rotate(
              name -> audit.record(caller, "data-key.wrapped", Outcome.DONE, name, Map.of("key", wrapper.id())));
    } catch (PlimsollException e) {
      audit.record(caller, "wrapping-key.rotated", Outcome.FAILED, "", Map.of("reason", e.code().name()));
      throw e;
    }
    audit.record(
        caller, "wrapping-key.rotated", done.complete() ? Outcome.DONE : Outcome.FAILED, done.key(),
        Map.of(
            "changed", Integer.toString(done.changed()), "dropped", String.join(" ", done.dropped()), "waiting",
            Integer.toString(done.waiting().size())));
    return done;
  }

  @Override
  public KeyRotation rotateDataKey(String organisation, Caller caller) {
    return alone(() -> rotateOne(organisation, caller));
  }

  private KeyRotation rotateOne(String organisation, Caller caller) {
    KeyRotation[] done = new KeyRotation[1];
    workspaces.with(
        organisation,
        open ->
            done[0] =
                open.audit()
                    .act(
                        caller, "data-key.rotated", organisation, Map.of(),
                        () -> rotated(open.vault().rotateKey())));
    return done[0];
  }

  @Override
  public KeyRotation rotateHostKey(Caller caller) {
    return alone(
        () ->
            audit.act(
                caller, "data-key.rotated", "host", Map.of(),
                () -> rotated(identity.rotateKey())));
  }

  /** Behind the rotation, which makes the first wrapping key when there is none. */
  private KeyRotation rotated(int secrets) {
    return new KeyRotation(wrapper.id(), secrets, List.of(), List.of());
  }

  /** One rotation at a time, also of several processes: a key that one makes is not dropped by another. */
  private <T> T alone(Supplier<T> rotation) {
    try {
      Files.createDirectories(keys);
      try (FileChannel channel =
              FileChannel.open(keys.resolve("rotation.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock()) {
        if (lock == null) {
          throw underWay();
        }
        return rotation.get();
      } catch (OverlappingFileLockException e) {
        throw underWay();
      }
    } catch (IOException e) {
      throw new PlimsollException(
          ErrorCode.STORAGE_UNAVAILABLE, "The folder " + keys + " cannot be written: " + e.getMessage() + ".",
          "Make it writable for the host, then rotate again.", e);
    }
  }

  private static PlimsollException underWay() {
    return new PlimsollException(
        ErrorCode.REFUSED, "Keys are being rotated already.", "Wait until that has ended; one that was killed lets go by itself.");
  }
}
